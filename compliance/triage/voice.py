"""Who speaks: a person for himself, or a newsletter, an article, a notice, a firm.

Whoever asks something for himself says I, me and my; print says you and we, and carries rules and links. Counted over
the first SEEN characters; texts shorter than BRIEF words are always taken for a person's, and so are those in scripts
without spaces, where words cannot be counted this way.
"""

import re
from collections import Counter

from compliance.triage.beginnings import Directory
from compliance.triage.clauses import Text, sought

SEEN, BRIEF, SCANT = 6000, 45, 120
ADVISING, ADVICE = 25, 4  # words of a text that may be advice; so often it says you, and twice as often as I
SPARING = 0.016  # the share of such words in print; in requests it is seldom below 0.025
WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
# Words of whoever speaks for himself, with some verbs that carry the person.
FIRST_WORDS = (
    "i my me mine i'm i'd i've im myself ich mein meine meinen meiner meinem meines mich mir je j'ai "
    "j'aimerais "
    "mon ma mes moi yo mi mis mio mia miei mie io eu meu minha meus minhas mim ik mijn mij jag min mina mig "
    "mitt "
    "jeg mine meg mina minun minua minulle minut me muj moje mych mne jsem moj moich mojego moja mnie "
    "mojej moje mene meni moj moja я мои мне меня моих моя моеи мое benim bana menim nekem "
    "adataim μου εμενα mele mea meu haluan pyydan zadam chci prosze solicito quiero deseo exijo pido chiedo "
    "vorrei solicit doresc minulla tietoni tilini min istiyorum ediyorum szeretnem kerem "
)
# Words of a firm.
WE_WORDS = (
    "we our ours we're we've you'll wir unser unsere unseren unserer nous notre nos nosotros nuestro nuestra "
    "nuestros noi nostro nostra nostri wij onze vi vores vara vart vi nasze naszej nosso nossa "
)
# How print speaks to its reader, and hardly anybody to a firm.
FAMILIAR_WORDS = "du dein deine deinen deiner deinem dir dich tu tus tuo tuoi tua "
# How print and letters speak to whom they are for.
YOU_WORDS = "you your yours vous votre vos sie ihre ihren ihrer ihnen man usted puedes debes tu tus"
FIRST, WE, FAMILIAR, YOU = (frozenset(words.split()) for words in (FIRST_WORDS, WE_WORDS, FAMILIAR_WORDS, YOU_WORDS))
PRINT = re.compile(
    r"https?://|www\.|^\s*#{1,4} |\*\*|[=*_~-]{8,}|click here|\bcopyright\b|\(c\) \d{4}|all rights reserved", re.MULTILINE
)
OFFICE: Directory[None] = Directory([(*sought(
    r"(?:(?:we|wir) (?:have |haben )?(?:received|erhalten)|thank you for (?:contacting|your (?:request|"
    r"data|inquiry|objection|message|email))|vielen dank fur ihre|nous avons (?:bien )?recu|hemos recibido|"
    r"recebemos|"
    r"your (?:request|data request|dsar) (?:has been|was|is|for)|(?:your )?reference number|to verify your "
    r"identity|we (?:must|need to|will) (?:verify|process|respond)|ihre anfrage (?:wurde|ist|vom)|votre "
    r"demande (?:a ete|du)|"
    r"book a demo|free trial|jetzt testen|ab \d+ ?(?:€|eur)|im monat|demandez un devis|request a quote|wir "
    r"ubernehmen das|solicite (?:una )?demo|if you did not request|sie haben eine|has been (?:removed|"
    r"subscribed|added|unsubscribed)|you (?:have "
    r"been|are now) (?:removed|subscribed|unsubscribed)|unsubscribed from|has been (?:successfully "
    r")?completed|"
    r"you (?:are|were) receiv(?:ing|ed) this|dear (?:valued )?(?:customer|subscriber|friend|sir/madam, we|"
    r"member)|sie erhalten diese)"
), None)])


def speaks_for_many(text: Text) -> bool:
    """Whether a text is print or a firm's letter, so that nothing in it is asked by its sender for himself."""
    seen = text.folded[:SEEN]
    words = WORD.findall(seen)
    if len(words) < 8:
        return False
    times = Counter(words)
    first, we, familiar, you = (sum(times[word] for word in times.keys() & voice) for voice in (FIRST, WE, FAMILIAR, YOU))
    if familiar > max(2, first):
        return True
    if next(OFFICE.all(seen, text.beginnings), None):
        return first <= 1 or we > first
    if len(words) >= ADVISING and you >= ADVICE + 2 * first:
        return True
    if len(words) < BRIEF:
        return False
    share = first / len(words)
    if len(words) >= SCANT:
        return share < SPARING or (share < 2 * SPARING and (we > 2 * first or len(PRINT.findall(seen)) >= 4))
    return first == 0 and (we >= 2 or len(PRINT.findall(seen)) >= 2)

"""Identifiers in a text: names, mail addresses, numbers, user names, birth dates, the wrong and the right value.

They are read by their form and by the label before them ("customer number: 4711"); a name is taken from a label, from
words like "my name is", or from the line below the closing greeting. Nothing is guessed from lists of names.
"""

import re
from collections.abc import Callable, Iterator

from compliance.triage.beginnings import Directory
from compliance.triage.clauses import Text, fold, sought
from compliance.triage.findings import Identifier, Span

MOST = 40
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,6}[\w-]{2,63}")
PHONE = re.compile(r"(?<![\w+])\+\d[\d ()/.-]{6,20}\d(?!\w)")
STREET = re.compile(
    r"(?<![\w-])(?:\d{1,5}(?: (?:bis|ter))?,? [^\W\d][^\n,:@]{3,40}|[^\W\d_a-z][^\n,:@]{2,36} \d{1,4} "
    r"?[a-zA-Z]?),"
    r" (?:[A-Z]{0,2}-?\d{4,6} [^\W\d_][\w -]{1,30}|\d{3} \d{2} [^\W\d_][\w -]{1,30}|[^\W\d_a-z][\w .-]{2,30} "
    r"[A-Z]{2} \d{4,6})(?=[\s.,;)]|$)"
)
LANE = re.compile(
    r"(?<![\w-])\d{1,5}[a-z]? [A-Z][a-z]{1,20}(?: [A-Z][a-z]{1,20}){1,3}, [A-Z][a-z]{2,20}(?: "
    r"[A-Z][a-z]{2,20})?(?=[\s.;]|$)"
)
CODE = re.compile(r"(?<![\w-])(?:[A-Z]{1,5}-?\d{4,12}|\d{5,17})(?![\w-]|[.,]\d)")
LABELS = {
    "number": r"(?:(?:customer|client|account|member(?:ship)?|user|policy|contract|order|loyalty|"
    r"reference)[ -]?(?:number|no\.?|nr\.?|id)|account|acct|kunden-?(?:nummer|nr\.?)|kd\.?-?nr\.?|"
    r"mitglieds-?(?:nummer|nr\.?)|vertragsnummer|"
    r"num(?:e|é)ro (?:de )?(?:client|compte|adh[eé]rent)|n[uú]mero (?:de )?(?:cliente|cuenta|socio|conta)|"
    r"codice cliente|numero cliente|klantnummer|numer klienta|kundnummer|kundenummer|asiakasnumero|"
    r"z[aá]kaznick[eé] [cč][ií]slo|num[aă]r (?:de )?client|broj klijenta|会员编号|客户编号|会員番号|顧客番号)",
    "username": (
        r"(?:user ?name|login|screen ?name|nick(?:name)?|benutzername|nutzername|nom d'utilisateur|identifiant|"
        r"pseudo(?:nyme)?|nombre de usuario|usuario|nome utente|nome de usu[aá]rio|utilizador|gebruikersnaam|"
        r"nazwa u[zż]ytkownika|anv[aä]ndarnamn|brugernavn|brukernavn|k[aä]ytt[aä]j[aä]tunnus|u[zž]ivatelsk[eé] "
        r"jm[eé]no)"
    ),
    "birth_date": (
        r"(?:date of birth|dob|birth ?date|born(?: on)?|geburtsdatum|geboren am|geb\.|date de naissance|n[eé]e? "
        r"le|fecha de nacimiento|data di nascita|data de nascimento|geboortedatum|data urodzenia|f[oö]delsedatum|"
        r"f[oø]dselsdato|syntym[aä]aika|datum narozen[ií]|data na[sș]terii|datum ro[dđ]enja|出生日期|生年月日)"
    ),
    "address": (
        r"(?:address|(?:neue )?(?:adresse|anschrift)|(?:nouvelle )?adresse(?: "
        r"postale)?|(?:nueva )?direcci[oó]n|(?:nuovo )?indirizzo|(?:nova )?(?:morada|endere[cç]o)|(?:nieuw "
        r")?adres|(?:nowy )?adres|(?:ny )?adress|(?:ny )?adresse|(?:uusi )?osoite|(?:nov[aá] )?adresa|adres[aă]|"
        r"住所|地址)"
    ),
    "name": (
        r"(?:(?:my |full |first and last )?name(?: is)?|i am|my name's|mein name(?: ist)?|ich hei(?:ß|ss)e|name "
        r"und vorname|vor- und nachname|nom(?: complet)?|je m'appelle|nombre(?: completo)?|me llamo|mi nombre es|"
        r"nome(?: completo)?|mi chiamo|il mio nome [eè]|chamo-me|o meu nome [eé]|naam|mijn naam is|imi[eę] i "
        r"nazwisko|nazywam si[eę]|namn|jag heter|navn|jeg hedder|jeg heter|nimi|nimeni on|jm[eé]no|jmenuji se|ime "
        r"i prezime|nume|numele|姓名|氏名|名前)"
    ),
}
VALUES = {
    "address": r"(?::|is|ist|est|es|è|é)[ \t]*([^\n:@]{6,80}\d[^\n:@]{0,60}|[^\n:@]{0,40}\d[^\n:@]{4,80})",
    "number": r"([\w][\w./-]{2,24})",
    "username": r"([\w][\w.@+-]{1,40})",
    "birth_date": r"(\d{1,4}[./ -]{1,2}(?:\d{1,2}|[^\W\d_]{3,12})[./ -]{1,2}\d{2,4})",
    "name": (
        r"((?-i:[^\W\da-z_][\w'’-]{0,30}(?:[ \t]+(?:(?:van|von|de|der|den|del|di|da|dos|la|le|af|bin|"
        r"al)[ \t]+){0,3}[^\W\da-z_][\w'’.-]{0,30}){0,4}))"
    ),
}
LINK = r"(?:[:：=#-]|\bis\b|\bist\b|\best\b|\bes\b|\b[eéè]\b|\bare\b|)[ \t]*(?:#[ \t]*)?"
# A label is sought in the folded text, which is faster by far; its value is read in the text itself, where it has its case.
LABEL: Directory[str] = Directory((*sought(fold(label)), kind) for kind, label in LABELS.items())
VALUE_AFTER = {
    kind: re.compile(r"(?!\w)[ \t]*" + ("" if kind == "address" else LINK) + value, re.IGNORECASE)
    for kind, value in VALUES.items()
}
CLOSING = re.compile(
    r"(?:^|\n)[ \t]*(?:(?:kind |best |warm |many )?regards|sincerely|yours[^\n]{0,20}|(?:many |best "
    r")?thanks[^\n]{0,12}|thank you|cheers|best(?: wishes)?|thx|mit freundlichen gr(?:ü|ue)(?:ß|ss)en|"
    r"(?:viele|beste|freundliche|liebe) gr(?:ü|ue)(?:ß|ss)e|gru(?:ß|ss)|mfg|danke|vielen dank|"
    r"cordialement|bien cordialement|salutations[^\n]{0,20}|merci(?: d'avance)?|(?:un )?saludos?[^\n]{0,20}|"
    r"atentamente|gracias|cordiali saluti|distinti saluti|grazie|atenciosamente|(?:com os melhores "
    r")?cumprimentos|obrigad[oa]|met vriendelijke groeten?|groeten?|"
    r"pozdrawiam|z powa(?:ż|z)aniem|med v(?:ä|a)nliga? h(?:ä|a)lsning(?:ar)?|med venlig hilsen|mvh|vennlig "
    r"hilsen|hilsen|yst(?:ä|a)v(?:ä|a)llisin terveisin|terveisin|s pozdravem|d(?:ě|e)kuji|cu (?:stim(?:ă|a)|"
    r"respect)|s po(?:š|s)tovanjem|谨致问候|此致)[ \t]*[,.!，]?[ \t]*\n\s{0,40}" + VALUES["name"] + r"[ \t]*(?:\n|$)",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"[^\W\da-z_][\w'’-]{1,30}(?:[ ](?:van|von|de|der|den|del|di|da|dos|la|le|af|bin|"
    r"al))*(?:[ ][^\W\da-z_][\w'’.-]{0,30}){1,3}|[\u4e00-\u9fff々]{1,4}[ \u3000]?[\u4e00-\u9fff々]{1,3}"
)
SIGNATURE = re.compile(
    rf"(?:.{{0,400}}\W(?:danke|dank|gru(?:ß|ss)|thanks|thx|thank you|regards|cheers|merci|gracias|saludos|"
    rf"grazie|obrigad[oa]|mvh|tack|tak)"
    rf"[,.! ]{{0,3}}|(?:(?:danke|thanks|thx|regards|merci|gracias|mfg)[,.! ]{{1,3}})?)(?-i:({PERSON.pattern}))"
    r"(?:[.,]?|[,;]? [^\s,].{0,80}[\d@].{0,80})",
    re.IGNORECASE,
)
LAST_LINES = 6
CLOSING_LETTERS = 1500  # so near its end a letter closes
QUOTES = r"[\"'“”„«»]?"
VALUE = r"([^\s,;()\"“”„«»][^\n,;()\"“”„«»]{0,60}?)"
END = r"(?=[\s]*(?:[.;,!?)\"“”„«»]|\n|$| please| pls| bitte| thanks))"
PAIRS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], tuple[int, int]]], ...] = tuple(
    (re.compile(expression, re.IGNORECASE), (lambda m: (1, 2)) if forward else (lambda m: (2, 1)))
    for forward, expression in (
        (
            True,
            (
                rf"(?<!\w)(?:from|von|de|da|van|z|från|fra)[ ]{QUOTES}([\w.+-]{{1,64}}@[\w.-]{{3,80}}?|"
                rf"[\w-]{{1,40}}){QUOTES}[ ](?:to|auf|zu|in|à|a|para|naar|na|till|"
                rf"til)[ ]{QUOTES}([\w.+-]{{1,64}}@[\w.-]{{3,80}}\w|[\w-]{{1,40}}){QUOTES}{END}"
            ),
        ),
        (
            True,
            (
                rf"(?<!\w)(?:instead of|statt|au lieu de|en lugar de|invece di|em vez de|in plaats van|zamiast|istället "
                rf"för|i stedet for|místo)[ ]{QUOTES}{VALUE}{QUOTES}(?:,| it should be| soll| should "
                rf"read)[ ]{QUOTES}{VALUE}{QUOTES}{END}"
            ),
        ),
        (
            False,
            (
                rf"(?<!\w)(?:is|ist|be|est|es|è|heiße|heisse|lautet|called|read)[ ]{QUOTES}{VALUE}{QUOTES},?[ ](?:not|"
                rf"nicht|instead of|statt|rather than|pas|et non|y no|e non|niet|nie|inte|ikke|and not|und "
                rf"nicht)[ ]{QUOTES}{VALUE}{QUOTES}{END}"
            ),
        ),
    )
)
RIGHT = re.compile(
    (
        rf"(?<!\w)(?:(?:should|must) (?:be|read)|correct (?:\w+ )?is|right (?:\w+ )?is|new \w{{3,12}}(?: \w+)?(?: "
        rf"is|:)|spelled|spelt|richtig (?:ist|lautet|wäre)|korrekt ist|neue (?:Adresse|Anschrift|E-?Mail\w*|"
        rf"Telefonnummer)(?: ist| lautet|:)|muss \w{{2,12}} (?:heißen|lauten)|nouvelle adresse(?: est| :|:)|nueva "
        rf"dirección(?: es|:)|ny adress:?|ny adresse:?|nová adresa:?)[ ]?{QUOTES}{VALUE}{QUOTES}{END}"
    ),
    re.IGNORECASE,
)


def identifiers(text: Text, corrected: bool = True) -> tuple[Identifier, ...]:
    """What the text says of who is meant, in its order, each value once for each kind; at most MOST.

    The wrong and the right value are looked for only where something is to be `corrected`.
    """
    found: dict[tuple[str, str], Identifier] = {}
    for kind, start, end in _places(text, corrected):
        value = " ".join(text.written[start:end].split()).rstrip(".,;:")
        if value:
            found.setdefault((kind, value), Identifier(kind, value, Span(text.field, start, end)))
    in_order = sorted(found.values(), key=lambda each: each.span.start)
    return tuple(in_order[:MOST])


def _places(page: Text, corrected: bool) -> Iterator[tuple[str, int, int]]:
    text = page.written
    for match in EMAIL.finditer(text):
        yield "email", *match.span()
    for match in PHONE.finditer(text):
        yield "phone", *match.span()
    for expression in (STREET, LANE):
        for match in expression.finditer(text):
            yield "address", *match.span()
    labelled = list(_labelled(page))
    yield from labelled
    taken = {start for _, start, _ in labelled}
    for match in CODE.finditer(text):
        if match.start() not in taken:
            yield "number", *match.span()
    for match in CLOSING.finditer(text, max(0, len(text) - CLOSING_LETTERS)):
        yield "name", *match.span(1)
    yield from _signed(text)
    if corrected:
        yield from _values(text)


def _labelled(page: Text) -> Iterator[tuple[str, int, int]]:
    for kind, label in LABEL.all(page.folded, page.beginnings):
        match = VALUE_AFTER[kind].match(page.written, label.end())
        if match and (kind != "number" or any(map(str.isdigit, match[1]))):
            yield kind, *match.span(1)


def _signed(text: str) -> Iterator[tuple[str, int, int]]:
    """The last line that is a name, alone or before an address, or after a greeting; among the last few lines."""
    end = len(text)
    for line in reversed(text[-600:].splitlines(keepends=True)[-LAST_LINES:]):
        match = SIGNATURE.fullmatch(line.strip())
        if match:
            start = end - len(line) + line.index(line.strip()) + match.start(1)
            yield "name", start, start + len(match[1])
            return
        end -= len(line)


def _values(text: str) -> Iterator[tuple[str, int, int]]:
    """The wrong and the right value of an amendment; of a pair both, else the right one alone."""
    paired = False
    for expression, order in PAIRS:
        for match in expression.finditer(text):
            wrong, right = order(match)
            paired = True
            yield "wrong", *match.span(wrong)
            yield "right", *match.span(right)
    if not paired:
        for match in RIGHT.finditer(text):
            yield "right", *match.span(1)

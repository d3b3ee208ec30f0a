"""Identifiers in a text: names, mail addresses, numbers, user names, birth dates, the wrong and the right value.

They are read by their form and by the label before them ("customer number: 4711"); a name is taken from a label, from
words like "my name is", or from the line below the closing greeting. Nothing is guessed from lists of names.
"""

import re
from collections.abc import Iterator, Mapping
from email.utils import parseaddr

from compliance.triage.amended import amended
from compliance.triage.beginnings import Directory
from compliance.triage.clauses import Text, fold, sought
from compliance.triage.findings import Identifier, Span

MOST = 40
MOST_LETTERS = 500  # of a field
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,6}[\w-]{2,63}")
PHONE = re.compile(r"(?<![\w+])\+\d[\d ()/.-]{6,20}\d(?!\w)")
STREET = re.compile(
    r"(?<![\w-])(?:\d{1,5}(?: (?:bis|ter))?,? [^\W\d][^\n,:@]{3,40}|[^\W\d_a-z][\w.'’-]{2,30}"
    r"(?:[ -](?:[^\W\d_a-z][\w.'’-]{0,20}|"
    r"de|la|le|du|des|der|den|van|von|am|an|zum|zur|do|da|dos|del|di|el)){0,4} \d{1,4} ?[a-zA-Z]?),"
    r" (?:[A-Z]{0,2}-?\d{4,6} [^\W\d_][\w -]{1,30}|\d{3} \d{2} [^\W\d_][\w -]{1,30}|[^\W\d_a-z][\w .-]{2,30} "
    r"[A-Z]{2} \d{4,6})(?=[\s.,;)]|$)"
)
POSTCODE = r"(?: [A-Z]{1,2}\d[\dA-Z]? ?\d[A-Z]{2})?"
LANE = re.compile(
    r"(?<![\w-])(?:(?:Flat|Apt\.?|Unit) \w{1,5}, )?\d{1,5}[a-z]? [A-Z][a-z']{1,20}(?: [A-Z][a-z']{1,20}){1,3}, "
    rf"[A-Z][a-z]{{2,20}}(?: [A-Z][a-z]{{2,20}})?{POSTCODE}(?=[\s.,;]|$)"
)
TELEPHONE = re.compile(
    r"(?<!\w)(?:tel(?:\.|efon\w*|ephone|efoon\w*)?|t[eé]l\.?|phone|mobile|cell|handy\w*|mobil\w*|m[oó]vil|cellulare|celular|"
    r"puh\w*)(?: number| no\.?| nr\.?| is| ist|:| est| es|=)* {0,2}(\+?\d[\d ()/.-]{5,20}\d)(?!\w)",
    re.IGNORECASE,
)
CODE = re.compile(r"(?<![\w-])(?:[A-Z]{1,5}-?\d{4,12}|\d{5,17})(?![\w-]|[.,]\d)")
LABELS = {
    "number": r"(?:(?:customer|client|account|member(?:ship)?|user|policy|contract|order|loyalty|card|case|ticket|"
    r"reference|ref|file)(?:[ -]?(?:number|no\.?|nr\.?|id))?|acct|id|kunden-?(?:nummer|nr\.?)|kd\.?-?nr\.?|"
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
    "address": r"(?::|is|ist|est|es|è|é|är|er)[ \t]*(?:(?:now|jetzt|maintenant|ahora)[ \t]+)?(?=[^\n]{0,80}\d)"
    r"((?-i:[^\W_a-z])(?:[^\n:@.]|\.(?!\s+(?-i:[A-Z][a-z]{2,}))){5,120})",
    "number": r"((?:[A-Z]{1,3} )?[\w][\w./-]{2,24})",
    "username": r"([\w][\w.@+-]{1,40})",
    "birth_date": r"(\d{1,4}[./ -]{1,2}(?:\d{1,2}|[^\W\d_]{3,12})[./ -]{1,2}\d{2,4})",
    "name": (
        r"(?:(?:dr|mr|mrs|ms|prof|herr|frau|mme)\b\.?[ \t]+)?"
        r"((?-i:(?:[^\W\da-z_]\.|[^\W\da-z_][\w'’-]{0,30})(?:[ \t]+(?:(?:van|von|de|der|den|del|di|da|dos|la|le|af|bin|"
        r"al)[ \t]+){0,3}(?:[^\W\da-z_]\.|[^\W\da-z_][\w'’-]{0,30})){0,4}))"
    ),
}
LINK = r"(?:[:：=#は-]|\bis\b|\bist\b|\best\b|\bes\b|\b[eéè]\b|\bare\b|)[ \t]*(?:#[ \t]*)?"
# A label is sought in the folded text, which is faster by far; its value is read in the text itself, where it has its case.
MYSELF = r"(?:this is|i'm|ik ben|ich bin|je suis|soy|sono|sou|jestem|jag ar|jeg er|olen)"
LABEL: Directory[str] = Directory((*sought(fold(label)), kind) for kind, label in (*LABELS.items(), ("myself", MYSELF)))
VALUE_AFTER = {
    kind: re.compile(r"(?!\w)[ \t]*" + ("" if kind == "address" else LINK) + value, re.IGNORECASE)
    for kind, value in (*VALUES.items(), ("myself", VALUES["name"]))
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
COMMON = re.compile(r"\b(?:Kunde|Kundin|Nutzer|Mitglied|California|Resident|Customer|Client|Herr|Frau|The|An?|My|Your)\b")
ENDING = re.compile(r"[.!?)]\s+((?:[^\W\d_a-z][\w'’-]{1,20}|[^\W\d_a-z]\.)(?: [^\W\d_a-z][\w'’-]{1,20}){1,2})\.?\s*\Z")
EASTERN = re.compile(
    r"(?:名前は|氏名は|氏名[:：]|姓名[:：]|我叫|我的名字是)([\u3040-\u30ff\u4e00-\u9fff々]{2,6}?)"
    r"(?=です|と申|[。，、,.\s]|$)"
)
LAST_LINES = 6
CLOSING_LETTERS = 1500  # so near its end a letter closes


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


def sender(headers: Mapping[str, str]) -> tuple[Identifier, ...]:
    """The name in the field From, with its place in that field (decoded); nothing where there is none."""
    field = next((value for name, value in headers.items() if name.lower() == "from"), "")[:MOST_LETTERS]
    name = parseaddr(field)[0].strip()
    start = field.find(name)
    if not name or "@" in name or start < 0:
        return ()
    return (Identifier("name", name, Span("from", start, start + len(name))),)


def _places(page: Text, corrected: bool) -> Iterator[tuple[str, int, int]]:
    text = page.written
    for match in EMAIL.finditer(text):
        yield "email", *match.span()
    for match in PHONE.finditer(text):
        yield "phone", *match.span()
    for match in TELEPHONE.finditer(text):
        yield "phone", *match.span(1)
    streets = [match.span() for expression in (STREET, LANE) for match in expression.finditer(text)]
    for start, end in streets:
        yield "address", start, end
    labelled = list(_labelled(page))
    yield from labelled
    taken = {start for _, start, _ in labelled}
    for match in CODE.finditer(text):
        if match.start() not in taken and not any(start <= match.start() < end for start, end in streets):
            yield "number", *match.span()
    for match in EASTERN.finditer(text):
        yield "name", *match.span(1)
    for match in CLOSING.finditer(text, max(0, len(text) - CLOSING_LETTERS)):
        yield "name", *match.span(1)
    yield from _signed(text)
    if corrected:
        addresses = {start: end for kind, start, end in labelled if kind == "address"}
        for kind, start, end in amended(text):
            yield kind, start, addresses.get(start, end)


def _labelled(page: Text) -> Iterator[tuple[str, int, int]]:
    for kind, label in LABEL.all(page.folded, page.beginnings):
        match = VALUE_AFTER[kind].match(page.written, label.end())
        if not match or (kind == "number" and not any(map(str.isdigit, match[1]))):
            continue
        if kind == "myself":  # what one is may be written with a capital too; a name has two words
            if " " in match[1] and not COMMON.search(match[1]):
                yield "name", *match.span(1)
        else:
            yield kind, *match.span(1)


def _signed(text: str) -> Iterator[tuple[str, int, int]]:
    """The last line that is a name, alone or before an address, or after a greeting; among the last few lines."""
    last = ENDING.search(text, max(0, len(text) - 100))
    if last and not COMMON.search(last[1]):
        yield "name", *last.span(1)
        return
    end = len(text)
    for line in reversed(text[-600:].splitlines(keepends=True)[-LAST_LINES:]):
        match = SIGNATURE.fullmatch(line.strip())
        if match:
            start = end - len(line) + line.index(line.strip()) + match.start(1)
            yield "name", start, start + len(match[1])
            return
        end -= len(line)

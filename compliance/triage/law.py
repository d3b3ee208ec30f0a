"""Under which law a mail asks, and which right the articles it names stand for.

A law counts where its name, its articles, its authority or a clear statement of residence is written; the country of the
address written to decides only between the two GDPRs. The table holds folded text. Articles: GDPR 15-22, 7(3), 77;
LGPD 18; Code civ. California 1798.100-.125; APPI 33-37 (before 2022: 28-30); PIPL has no regime here, and is not guessed.
"""

import re
from collections.abc import Sequence

from compliance.triage.beginnings import Directory
from compliance.triage.clauses import Clause, sought
from compliance.triage.findings import Span
from compliance.triage.lexicon import Lexicon
from compliance.triage.rules import SAID, STRONG, Hits, enumerates

GDPR_NAMES = (
    r"gdpr|g\.d\.p\.r|dsgvo|ds-gvo|rgpd|avg(?=\W)|rodo|gdpr-?\w*|oou|zvop|dataskyddsforordning\w*|"
    r"databeskyttelsesforordning\w*|personvernforordning\w*|"
    r"tietosuoja-asetu\w+|datenschutz-?\s?grundverordnung|general data protection regulation|reglement "
    r"general (?:sur|de) la protection|"
    r"reglamento general de proteccion|regolamento (?:generale|ue) |regulamento geral (?:sobre a|de) prote|"
    r"algemene verordening gegevens\w+|"
    r"obecne\w* narizeni|rozporzadzeni\w+ (?:o ochronie|ogoln|2016)|regulamentul\w* general|γενικ\w+ "
    r"κανονισμ\w+|γκπδ|opc\w+ uredb\w+|регламент\w* 2016|2016/679|adatvedelmi rendelet|egyetem\w+ adat"
)
LAWS: Directory[tuple[str, str]] = Directory(
    (*sought(words), (law, strength))
    for law, strength, words in (
        (
            "uk-gdpr",
            "!",
            (
                r"uk[ -]gdpr|uk general data|data protection act 2018|dpa 2018|information commissioner's office|"
                r"ico(?:\.org\.uk|(?!\w))|uk (?:data "
                r"protection|citizen|resident)|(?:live|living|resident|based|citizen) (?:in|of) (?:the "
                r")?(?:uk|united kingdom|england|"
                r"scotland|wales|great britain)"
            ),
        ),
        ("us-ca-delete-act", "!", r"delete act(?!\w)|drop platform"),
        (
            "us-ca-ccpa",
            "!",
            (
                r"ccpa|cpra|california consumer privacy|1798\.\d+|california privacy rights|california (?:resident|"
                r"consumer|citizen|law|civil "
                r"code)|californian|(?:live|living|reside|resident|residing|citizen|based)s? (?:in|of) (?:the "
                r"state of |\w+,? |\w+ \w+,? )?california"
            ),
        ),
        ("us-ca-ccpa", "?", r"do not sell or share my personal|limit the use of my sensitive personal"),
        ("br-lgpd", "!", r"lgpd|lei geral de protecao|13\.?709|autoridade nacional de protecao|anpd"),
        ("jp-appi", "!", r"appi(?!\w)|個人情報の保護に関する法律|個人情報保護法"),
        (
            "ch-nfadp",
            "!",
            (
                r"revdsg|ndsg|nlpd|nfadp|bundesgesetz uber den datenschutz|swiss (?:federal )?data protection|loi "
                r"federale sur la protection des donnees"
            ),
        ),
        ("ca-qc", "!", r"law 25|loi 25|quebec (?:law|act|private)|p-39\.1"),
        ("ca-pipeda", "!", r"pipeda"),
        ("ca-casl", "!", r"casl(?!\w)"),
        ("in-dpdp", "!", r"dpdp|digital personal data protection act"),
        ("sg-pdpa", "!", r"pdpa(?!\w)|personal data protection act 2012"),
        ("za-paia", "!", r"popia|paia(?!\w)|protection of personal information act"),
        ("nz-privacy", "!", r"privacy act 2020|new zealand privacy act"),
        ("au-app", "!", r"privacy act 1988|australian privacy principle"),
        ("kr-pipa", "!", r"pipa(?!\w)|개인정보 ?보호법"),
        ("us-va", "!", r"vcdpa|virginia consumer data|(?:resident of |reside in |live in )virginia|virginia resident"),
        ("us-co", "!", r"colorado privacy act|colorado resident|resident of colorado|(?:live|reside) in colorado"),
        ("us-ct", "!", r"ctdpa|connecticut data privacy|connecticut resident|resident of connecticut"),
        ("us-tx", "!", r"tdpsa|texas data privacy|texas resident|resident of texas|(?:live|reside) in texas"),
        ("us-or", "!", r"oregon consumer privacy|oregon resident|resident of oregon"),
        ("us-ut", "!", r"ucpa(?!\w)|utah consumer privacy|utah resident"),
        ("us-mt", "!", r"montana consumer data|montana resident"),
        ("us-nj", "!", r"new jersey data privacy|new jersey resident"),
        ("us-mn", "!", r"minnesota consumer data|minnesota resident"),
        ("us-md", "!", r"maryland online data|maryland resident"),
        ("us-de", "!", r"delaware personal data|delaware resident"),
        ("us-wa-mhmd", "!", r"my health my data"),
        ("us-canspam", "!", r"can-?spam"),
        ("us-coppa", "!", r"coppa(?!\w)|children's online privacy"),
        ("eu-gdpr", "", GDPR_NAMES),
        (
            "eu-gdpr",
            "?",
            (
                r"(?:art(?:icle|ikel|\.|icolo|iculo|igo|ykul\w*)?s?\.? ?(?:15|16|17|18|20|21)(?!\d)|bdsg|tietosuojalaki|"
                r"informatique et libertes|(?:citizen|resident|live|living|based) (?:in|of) (?:the "
                r")?(?:eu(?!\w)|european union)|"
                r"(?:eu|european) (?:citizen|resident|data protection|law)|cnil|aepd|uodo|anspdcp|azop|datatilsynet|"
                r"garante (?:della|per la) (?:privacy|protezione)|autoriteit persoonsgegevens|integritetsskyddsmyndigheten)"
            ),
        ),
    )
)
ARTICLE = re.compile(
    r"(?<![^\W\d_])(?:art[a-z]{0,8}\.?|"
    r"cl(?:anku|anek|\.)|artiklassa|αρθρ\w+|стать\w+|第|madde|cikk)[ \t\n.]*"
    r"((?:\d{1,2}(?:[ \t]*\(\d\))?(?:\.\d)?(?:[ \t]*(?:,|and|und|et|y|e|en|i|a|och|og|ja|/|&|&amp;|bis|"
    r"-)[ \t]*(?=\d)|))+)"
)
GDPR: Directory[None] = Directory([(*sought(GDPR_NAMES), None)])
DIGITS = re.compile(r"1[5-8]|2[01]|77")
BRIEF = 100
RIGHTS = {15: "access", 16: "amendment", 17: "removal", 18: "restriction", 20: "portability", 21: "objection", 77: "complaint"}
ASIDE = re.compile(
    r"existence|bestehen|existencia|existence|esistenza|existenc|forekomst|forekomsten|istnieni|right to "
    r"request (?:rect|cor)|olemassaolo|bestaan"
)


EUROPE = re.compile(r"AT|B[EG]|C[YZ]|D[EK]|E[ES]|F[IR]|GR|H[RU]|I[EST]|L[ITUV]|MT|N[LO]|P[LT]|RO|S[EIK]")  # the EEA
COUNTRIES = {
    "GB": "uk-gdpr", "UK": "uk-gdpr", "CH": "ch-nfadp", "BR": "br-lgpd", "JP": "jp-appi", "KR": "kr-pipa", "IN": "in-dpdp",
    "SG": "sg-pdpa", "ZA": "za-paia", "NZ": "nz-privacy", "AU": "au-app", "CA": "ca-pipeda",
}  # fmt: skip


def of_country(country: str | None) -> str | None:
    """The law that is likely to hold for a person in a country (ISO 3166-1, two letters); None where it depends on more."""
    code = (country or "").upper()
    return "eu-gdpr" if EUROPE.fullmatch(code) else COUNTRIES.get(code)


def law_of(clauses: Sequence[Clause], country: str | None) -> tuple[str | None, tuple[Span, ...]]:
    """The law most often and most clearly named, with the words; else that of the country, without words; else None."""
    found: dict[str, list[tuple[float, Span]]] = {}
    for clause in clauses:
        for (law, strength), match in clause.found(LAWS):
            found.setdefault(law, []).append(({"!": 3.0, "": 2.0, "?": 0.6}[strength], clause.span(match)))
    if not found:
        return of_country(country), ()
    law = max(found, key=lambda each: sum(weight for weight, _ in found[each]) + 10 * max(weight for weight, _ in found[each]))
    spans = tuple(span for _, span in found[law])[:6]
    if law == "eu-gdpr" and (country or "").upper() in ("GB", "UK"):
        law = "uk-gdpr"
    return law, spans


def rights_named(clauses: Sequence[Clause], lexicons: Sequence[Lexicon]) -> Hits:
    """The kinds for which an article of the GDPR is named in a clause that asks for something.

    Without lexicons every clause is taken to ask, and less sure.
    """
    found: Hits = {}
    for clause in clauses:
        if not DIGITS.search(clause.words) or not clause.found(GDPR) or ASIDE.search(clause.words) or enumerates(clause.words):
            continue
        if any(lexicon.blocking.search(clause.words) for lexicon in lexicons):
            continue
        must_ask = bool(lexicons) and clause.field == "text" and len(clause.words) > BRIEF
        if must_ask and not any(x.asking.search(clause.words) for x in lexicons):
            continue
        for match in ARTICLE.finditer(clause.words):
            for number in re.findall(r"(?<![(.\d])\d{1,2}(?![\d)])", match[1]):
                if int(number) in RIGHTS:
                    found.setdefault(RIGHTS[int(number)], []).append((STRONG if lexicons else SAID, clause.span(match)))
    return found

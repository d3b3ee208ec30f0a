"""On whose behalf a mail is written, and what makes it urgent."""

from collections.abc import Iterable

from compliance.triage.beginnings import Directory
from compliance.triage.clauses import Clause, sought

SIGNS = (
    (
        "deceased",
            r"(?:deceased|passed away|(?:has |have |recently )?died|my late|the late (?:mr|mrs|ms)|death "
            r"certificate|executor of|estate of|verstorben\w*|gestorben|todesfall|nachlass\w*|decede\w*|defunte?s?|"
            r"feu mon|fallecid\w+|fallecio|"
            r"difunt[oa]|decedut[oa]|defunt[oa]|falecid[oa]|faleceu|overleden|zmarl\w+|avliden|avled|afdod\w*|"
            r"dode[dt]? (?:far|mor)|avdod\w*|kuollu\w+|edesmen\w+|zemrel\w+|zesnul\w+|preminul\w+|умер\w*|покоин\w+|"
            r"vefat)"
    ),
    (
        "client",
            r"(?:(?:on behalf of|representing|acting for|behalf of) (?:my|our|the) (?:client|customer|"
            r"principal)|(?:my|our) client(?!s)|as (?:an? )?(?:authori[sz]ed agent|attorney|lawyer|solicitor)|"
            r"authori[sz]ed agent (?:of|for)|power of attorney|"
            r"(?:meine|unsere)[rn]? mandant\w*|im namen (?:meine|unsere)[rs]? mandant\w*|vollmacht\w*|mon client|ma "
            r"cliente|notre client\w*|au nom de (?:mon|ma|notre)|mi cliente|en nombre de mi|en representacion de|mio "
            r"cliente|per conto de\w+|meu cliente|em nome d\w+ (?:meu|minha)|"
            r"mijn client|namens mijn|volmacht|moj klient\w*|w imieniu|min klient|fullmakt|fuldmagt|paamieheni|"
            r"valtakirja|valtuutettu|mym klientem|plna moc|moji klient\w*)"
    ),
    (
        "child",
            r"(?:my|our|mein\w*|unser\w*|mon|ma|notre|mi|nuestr[oa]|mio|mia|meu|minha|mijn|onze|moj\w*|mojej|"
            r"mego|mit|min|mitt|lapseni|mé\w*|me\w*) (?:\w+[ -])?(?:\d+[ -]years?[ -]old )?(?:minor )?(?:son|daughter|"
            r"child|kids?|sohn\w*|tochter|kind\w*|fils|fille|enfant|hij[oa]|"
            r"figli[oa]|filh[oa]|zoon|dochter|syn\w*|cork\w*|dzieck\w*|dattera?|sonn?|barn\w*|poika\w*|dcer\w*|"
            r"dite\w*)(?!\w)|(?:parent|guardian|legal representative) of|lapseni|poikani|tyttareni|"
            r"erziehungsberechtigt\w*"
    ),
    (
        "authority",
        r"(?:supervisory authorit\w+|data protection (?:authorit\w+|agency|commission\w*)|information "
        r"commissioner\w*|ico(?!\w)|attorney general|privacy protection agency|ftc|cnil|aepd|bfdi|anpd|garante|"
        r"autoriteit persoonsgegevens|uodo|imy(?!\w)|datatilsyn\w*|uoou|"
        r"aufsichtsbehorde\w*|datenschutzbehorde\w*|landesdatenschutz\w*|datenschutzbeauftragte[nr]? des landes|"
        r"autorite de (?:controle|protection)|autoridad\w* de (?:control|proteccion)|agencia (?:espanola )?de "
        r"proteccion|autorita (?:garante|di controllo)|autoridade (?:de controlo|nacional)|"
        r"toezichthoud\w+|organ\w* nadzor\w*|tillsynsmyndighet\w*|integritetsskyddsmyndighet\w*|"
        r"tilsynsmyndighed\w*|tilsynsmyndighet\w*|tietosuojavaltuutet\w+|dozorov\w+ urad\w*|urad\w* pro ochranu|"
        r"autoritat\w+ de supraveghere|anspdcp|azop|nadzorn\w+ tijel\w*|роскомнадзор\w*|αρχη προστασιας)|监管机构|"
        r"個人情報保護委員会",
    ),
    (
        "court",
        r"(?:(?:legal|court) (?:action|proceedings|steps|remed\w+)|take you to court|small claims|(?:i "
        r"will|we will|i'll|going to|shall) sue|sue you|lawsuit|(?:my|our) (?:lawyer|attorney|solicitor)(?! "
        r"general)|"
        r"gericht\w*|klage(?:n|weg)?|rechtsanwalt\w*|anwalt\w*|anwaltlich\w*|rechtliche schritte|rechtsweg|"
        r"tribunal\w*|tribunaux|en justice|avocat\w*|action\w* (?:en justice|judiciaire\w*|legale\w*)|acciones "
        r"(?:legales|judiciales)|abogad\w+|vie legali|avvocat\w+|azioni legali|acao judicial|advogad\w+|"
        r"medidas legais|rechter|rechtszaak|advocaat|juridische stappen|sad(?:u|owa|owy|em)(?!\w)|adwokat\w*|"
        r"droge sadowa|domstol\w*|rattsliga atgarder|advokat\w*|retslige skridt|rettslige skritt|oikeuteen|"
        r"oikeustoimi\w*|asianaj\w+|soud\w*|pravni kroky|instanta|avocat\w*|sudsk\w+|суд\w*)",
    ),
)
DIRECTORY: Directory[str] = Directory((*sought(words), sign) for sign, words in SIGNS)


def persons(clauses: Iterable[Clause]) -> tuple[str, tuple[str, ...]]:
    """For whom it is asked (deceased, client, child or self), and what makes haste: a supervisory authority or a court is
    named, a child is concerned."""
    signs = {sign for clause in clauses for sign, _ in clause.found(DIRECTORY)}
    who = next((sign for sign in ("deceased", "client", "child") if sign in signs), "self")
    haste = {"child"} & {who} | {"authority", "court"} & signs
    return who, tuple(sign for sign in ("authority", "court", "child") if sign in haste)

"""Swedish, Danish, Norwegian, and Finnish."""

from compliance.triage.lexicon.lexicon import Lexicon

SCANDINAVIAN_MINE = (
    r"(?:(?:mina|mitt|min|mine|vara|vores|mit) (?:\w+ ){0,3}?(?:\w*uppgifter|data|konto|kontot|information\w*|"
    r"profil|\w*oplysninger|\w*opplysninger|adress\w*|e-?post\w*|e-?mail|mail|namn|navn|nummer|telefon\w*|"
    r"bruker\w*|medlemskap)|person(?:uppgifter|oplysninger|opplysninger|data)\w*|(?:allt|alt|alle|alla)(?: "
    r"\w+){0,4}? (?:om mig|om meg|pa mig)|(?:konto|kontot|kontoen|mig|meg)|(?:oplysninger|opplysninger|"
    r"uppgifter)(?: \w+){0,3}? om (?:mig|meg))"
)
MAILS = (
    r"(?:e-?post\w*|e-?mails?|mails?|mejl\w*|nyhetsbrev\w*|nyhedsbrev\w*|reklam\w*|sms\w*|spam|meddelanden|"
    r"beskeder|meldinger|utskick\w*|erbjudanden|tilbud|markedsforing|marknadsforing|annonser)"
)
KINDS = {
    "removal": (
        (
            r"(?:rader\w*|ta bort|tag bort|slett?\w*|slet|fjern\w*|radering\w*|avslut\w*|utplan\w*|glom\w*|luk|"
            r"lukke\w*|stang\w*) ~{mine}"
        ),
        r"{mine} ~(?:rader\w*|slett\w*|slet\w*|borttag\w*|fjern\w*|bort|lukket)",
        (
            r"!(?:ratt(?:en)?|ret(?:ten)?|rett(?:en)?) (?:till|til|att|at|a) (?:radering|sletning|sletting|bli glomd|"
            r"blive glemt|bli glemt)"
        ),
        r"!(?:begar\w*|anmoder|ber|onskar|krever|kraver)(?: \w+){0,4}? (?:radering|sletning|sletting)",
    ),
    "amendment": (
        (
            r"!(?:ratt[ae]\w*|rattelse\w*|korrig\w*|andr[ae]\w*|rett[ei]?\w*|berigtig\w*|opdater\w*|oppdater\w*|"
            r"uppdater\w*|endr\w*|komplettering\w*|aendr\w*) ~(?:min|mina|mit|mitt|mine|felaktiga|forkert\w*|"
            r"uriktig\w*|person\w+|namn|navn|adress\w*)"
        ),
        (
            r"!(?:min|mina|mit|mitt|mine) (?:\w+ ){0,3}?(?:ar|er|ar stavat|er stavet) (?:\w+ ){0,2}?(?:fel\w*|"
            r"forkert\w*|feil\w*|galt|andrat|andret|endret)"
        ),
        r"!(?:flyttat|flyttet|ny adress\w*|nytt namn|ny e-?post\w*|nytt telefonnummer) ?(?:ar|er)?",
        r"!(?:fel|forkert|feil) (?:adress\w*|namn|navn|telefonnummer|fodsels\w+|stavning|e-?post\w*)",
    ),
    "unsubscribe": (
        (
            r"!(?:avregistrer\w*|avprenumerer\w*|afmeld\w*|avmeld\w*|frameld\w*|meld mig (?:\w+ )?(?:fra|af|av|ud)|"
            r"meld meg (?:\w+ )?av|avanmal\w*|avbestall\w*|avsluta (?:\w+ )?prenumeration\w*|opsig\w* (?:\w+ "
            r")?(?:nyhedsbrev\w*|abonnement\w*))(?! (?:dig|deg|genom|ved) )"
        ),
        r"!(?:vill|vil|onskar|onsker) (?:\w+ ){0,2}?(?:inte|ikke|ingen|inga) (?:\w+ ){0,5}?" + MAILS,
        (
            r"!(?=.{0,100}(?:vill|vil|onsk|skick|send|mer|mera|mere|fler|flere|motta|modta|slut|stop|nok|prenum|far |"
            r"far))(?:inte|ikke|inga|ingen|inget|sluta|slut|stopp?a?|stop|nej|aldri\w*|fler|flere|nok)(?: \w+){0,6}? "
        )
        + MAILS,
        (
            r"!(?:ta|tag|fjern|slet|rader\w*|stryk)(?: \w+){0,3}? (?:bort |mig |meg )?(?:\w+ ){0,3}?(?:listan|listen|"
            r"lista|liste|mailinglist\w*|nyhetsbrev\w*|nyhedsbrev\w*|utskick\w*)"
        ),
    ),
    "access": (
        r"!(?:hur|var|varifran|hvor|hvorfra|hvordan)(?: \w+){0,1}? (?:fick|har|fik|fikk)(?: \w+){0,3}? "
        r"(?:mitt|min|mina|mit|mine)",
        (
            r"!(?:registerutdrag|indsigtsanmodning|innsynsbegjaring|innsyn i|indsigt i|ret til indsigt|ratt till "
            r"tillgang|rett til innsyn|tillgang till (?:\w+ ){0,3}?(?:person\w+|uppgifter|information|mina))"
        ),
        (
            r"!(?:vilka|vilken|hvilke|vad|hva|hvad|om)(?: \w+){0,5}? (?:ni|du|i|dere|de)(?: \w+){0,5}? (?:om|pa) "
            r"(?:mig|meg)"
        ),
        (
            r"!(?:kopia|kopi) (?:\w+ ){0,4}?(?:mina|mine|uppgifter\w*|\w*oplysninger\w*|\w*opplysninger\w*|allt|alt|"
            r"alle|data|person\w+)"
        ),
        (
            r"!(?:fa|se|skicka|send) (?:\w+ ){0,3}?(?:mina uppgifter|mine (?:\w+ )?(?:oplysninger|opplysninger|data)|"
            r"alla uppgifter|alle data)"
        ),
    ),
    "portability": (r"!(?:dataportabilitet\w*|maskinl[ae]s\w+|maskinlesbar\w*)",),
    "objection": (
        (
            r"!(?:invand\w*|gor indsigelse|protester\w*|motsett\w* (?:jeg )?meg|gor invandning\w*|indsigelse mod|"
            r"innsigelse mot|motsatter mig)"
        ),
    ),
    "restriction": (r"!(?:begransning av (?:\w+ )?behandling\w*|begransning af|begrensning av|begransa behandling\w*)",),
    "opt_out_of_sale": (r"!(?:inte|ikke) s[ae]l[jg]\w* (?:\w+ ){0,2}?(?:mina|mine)",),
    "withdraw_consent": (
        (
            r"!(?:aterkall\w*|tilbagek?ald\w*|trekk\w*|tar tillbaka|trakker|tilbagetrakk\w*)(?: \w+){0,5}? "
            r"samt?[yt]k\w+"
        ),
    ),
    "complaint": (
        r"!(?:lamn\w*|indgiv\w*|sender|inge\w*|framfor\w*|klager)(?: \w+){0,4}? (?:klagomal|klage)",
        r"!(?:klagomal|klage) (?:enligt|i henhold|mot|over|mod|efter)",
        (
            r"!(?:inget|inte|ingen|ikke|intet|aldrig|vagrat\w*|ikke)(?: \w+){0,5}? (?:svar\w*|hort|hord|modtaget|"
            r"reager\w*|mottatt|besvar\w*|efterkom\w*)"
        ),
        (
            r"!(?:perioden|fristen|tidsfristen|manad\w*)(?: \w+){0,14}? (?:overskrid\w*|overskred\w*|passerat|utgatt|"
            r"udlobet|utlopt|lopt ut|gatt ut)"
        ),
        r"!formaning|paminnelse om min|rykker",
    ),
}
THREAT = r"forbehaller|annars|ellers|om ni inte|hvis (?:i|du|de) ikke|hvis dere ikke|kommer jag att|vil jeg"
ASK = (
    r"vanligen|snalla|tack|jag (?:\w+ )?(?:vill|begar|onskar|kraver|ber)|begar|kan (?:ni|du|i|dere)|harmed|"
    r"hermed|venligst|vennligst|jeg (?:\w+ )?(?:vil|onsker|anmoder|krever|kraver|ber)|bedes|skal|ta bort|"
    r"radera|slet|slett|fjern|enligt|i henhold"
)
BLOCK = (
    r"(?:leder|leda|medfor\w*|forer|fore)(?: \w+){0,5}? (?:radering\w*|sletning\w*|sletting\w*|avslut\w*)|"
    r"(?:inte|ikke) (?:\w+ ){0,2}?(?:rader\w*|slett?e?|ta bort|fjern\w*)|(?:har|blev|ble|er blevet|har "
    r"blivit) (?:\w+ )?(?:raderat\w*|slettet|tagits bort|fjernet|rettet)|tack for (?:att|radering)|tak for "
    r"(?:at|sletning)|takk for at|hur lange|hvor lange|hvor lenge|(?:nar|om|hvis|naar|nar jag|efter) (?:jag|"
    r"du|jeg|man|en kund) (?:\w+ ){0,2}?(?:rader\w*|sletter|onskar|onsker|vill|vil|tar bort)|klicka|klik|"
    r"klikk|(?:du|ni) (?:kan|kan alltid)(?: \w+){0,3}? (?:avregistrera|afmelde|avmelde|avsluta|avprenumerera)|"
    r"(?:din|ert|er|jeres|dine|era) (?:begaran|anmodning|foretag|virksomhed|kunder|uppgifter|konto)|vi (?:har|"
    r"hjalper|hjalper|erbjuder|tilbyder|tilbyr|hanterar)"
)


def _scandinavian(code: str, function: str) -> Lexicon:
    return Lexicon(
        code=code, function=function, ask=ASK, block=BLOCK, threat=THREAT, kinds=KINDS, entries={"mine": SCANDINAVIAN_MINE}
    )


SWEDISH = _scandinavian(
    "sv",
    (
        "och att det som en pa ar av for med den till jag inte om har de ett min mina ni er eller fran vill hej "
        "tack mig enligt kan ska mitt dig"
    ),
)
DANISH = _scandinavian(
    "da",
    (
        "og at det som en pa er af for med den til jeg ikke om har de et min mine i jer eller fra vil hej tak "
        "mig ifolge kan skal mit jeres venlig hilsen af blive"
    ),
)
NORWEGIAN = _scandinavian(
    "no",
    (
        "og at det som en pa er av for med den til jeg ikke om har de et min mine dere eller fra vil hei takk "
        "meg ifolge kan skal mitt deres vennlig hilsen bli"
    ),
)
FINNISH = Lexicon(
    code="fi",
    function=(
        "ja on ei etta en se minun tietoni voi ovat mutta kun jos teidan olen haluan kiitos hei minua myos tai "
        "kanssa pyydan mukaisesti hyva mita nyt vain ole"
    ),
    ask=(
        r"pyyda\w*|haluan|haluaisin|vaadin|voitteko|voisitteko|voitko|olkaa|kiitos|poistakaa|lahettakaa|korjatkaa|"
        r"taten|nojalla|mukaisesti"
    ),
    block=(
        r"(?:ala|alkaa|ei saa|en halua etta) (?:\w+ ){0,2}?poist\w+|(?:poistin|poistettiin|on poistettu|olen "
        r"poistanut)|kiitos (?:\w+ )?(?:poistamisesta|etta)|kuinka kauan|(?:kun|jos) (?:poistan|haluat|haluatte)|"
        r"klikkaa|voit peruuttaa|tarjoamme|(?:pyyntosi|pyyntonne)"
    ),
    threat=r"pidatan|muussa tapauksessa|muuten|jos ette|ellette",
    entries={
        "mine": (
            r"(?:(?:minun |minua |kaikki |omat |henkilo)?(?:\w*tieto\w+|\w*tiedot\w*|tili\w*|tunnu\w+|profiili\w*|"
            r"kayttajatili\w*|osoitte\w+|nime\w+|sahkoposti\w*)|minut)"
        )
    },
    kinds={
        "removal": (
            r"poist\w+ ~{mine}",
            r"{mine} ~poist\w+",
            r"!oikeus (?:tulla unohdetuksi|tietojen poistamiseen)|(?:tietojen|tilin) poist\w+",
        ),
        "amendment": (
            r"!(?:korja\w+|oikais\w+|muutta\w+|paivitta\w+|paivit\w+) ~{mine}",
            r"!{mine} ~(?:korja\w+|oikais\w+|paivit\w+|muutet\w+|vaarin|virheelli\w+|vaara\w*)",
            r"!olen muuttanut|uusi osoitteeni",
        ),
        "unsubscribe": (
            (
                r"!peruut\w+ (?:\w+ ){0,3}?(?:tilau\w+|uutiskirje\w+)|uutiskirj\w+ (?:\w+ ){0,3}?(?:peru\w+|lopett\w+|"
                r"pois)"
            ),
            (
                r"!(?=.{0,100}(?:halu|lahet|enaa|saada|lopet))(?:en|ala|alkaa|lopet\w+|ei)(?: \w+){0,6}? (?:mainoks\w+|"
                r"uutiskirj\w+|sahkopost\w+|viest\w+|"
                r"mainospost\w+|postia|tekstiviest\w+)"
            ),
            r"!lopetta\w+ (?:\w+ ){0,3}?(?:mainos\w*|uutiskirj\w+|viesti\w*|sahkoposti\w*)",
            r"!poist\w+ (?:\w+ ){0,4}?(?:postituslist\w+|listal\w+|jakelulist\w+)",
        ),
        "access": (
            r"!mista (?:saitte|olette (?:saaneet|saanut)|sait)(?: \w+){0,1}? \w+ni(?!\w)",
            r"!(?:tarkastusoikeu\w+|tietopyynto|oikeus saada paasy|paasya? (?:\w+ ){0,2}?tietoihi\w+)",
            r"!mita (?:\w+ ){0,4}?(?:tietoja|tiedatte)(?: \w+){0,5}? (?:minusta|minun|minua)?",
            r"!(?:kopio\w*|jaljenno\w+) (?:\w+ ){0,4}?(?:tiedois\w+|tieto\w+)",
            r"!(?:kaikki )?(?:tiedot|tietoja) (?:\w+ ){0,3}?(?:minusta)",
        ),
        "portability": (r"!siirta\w+ (?:jarjestelmasta|tiedot)|koneellisesti luettav\w+",),
        "objection": (r"!vastust\w+",),
        "restriction": (r"!kasittelyn rajoitt\w+",),
        "withdraw_consent": (r"!(?:peruut|perun)\w* (?:\w+ ){0,2}?suostumu\w+|suostumu\w+ (?:\w+ ){0,2}?peru\w+",),
        "complaint": (
            r"!(?:teen|jatan|haluan tehda)(?: \w+){0,3}? (?:valitu\w+|kantelu\w+)|valitus (?:\w+ )?artik\w+",
            r"!(?:en|ei|ette|ole)(?: \w+){0,5}? (?:saanut|vastausta|vastannut|vastanneet)",
            r"!maaraaika (?:\w+ ){0,6}?(?:ylit\w+|kulunut|umpeutunut)",
        ),
    },
)

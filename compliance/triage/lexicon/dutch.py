"""Dutch."""

from compliance.triage.lexicon.lexicon import Lexicon

DUTCH = Lexicon(
    code="nl",
    function=(
        "de het een en van ik te dat die in is niet mijn met voor op aan zijn er maar om ook als dan mij u uw "
        "jullie wil graag bij naar heb geen kunt wordt deze door worden wij me of"
    ),
    ask=(
        r"graag|alstublieft|aub|svp|ik (?:\w+ )?(?:verzoek|wil|eis|wens|vraag|vorder)|verzoek|kunt u|kun je|"
        r"kunnen jullie|wilt u|willen jullie|zou u|hierbij|gelieve|wil|op grond van|krachtens|verwijder|stuur|pas"
    ),
    block=(
        r"(?:wijzig|verander)\w*(?: \w+){0,4}? (?:wachtwoord|afspraak|boeking|bestelling|vlucht)|"
        r"u (?:hebt|heeft) het recht|iedereen (?:heeft|mag)|gebruikers kunnen|"
        r"(?:leidt|leiden|leid|gevolg)(?: \w+){0,6}? (?:verwijdering|beeindiging|sluiting|opheffing)|(?:niet|"
        r"geen) (?:\w+ ){0,3}?(?:verwijder\w*|wissen|gewist)|verwijder (?:\w+ ){0,4}?niet|(?:heb|hebben|"
        r"is|zijn|werd|wordt) (?:\w+ ){0,5}?(?:verwijderd|gewist|aangepast|gecorrigeerd)(?! worden)|bedankt voor|"
        r"dank voor|(?:als|wanneer|nadat|indien) (?:ik|je|u|men|klanten) (?:\w+ ){0,5}?(?:verwijder\w*|wilt|wil|"
        r"afmeld\w*|uitschrijv\w*)|hoe lang|klik|(?:u|je) kunt (?:\w+ ){0,5}?(?:afmelden|uitschrijven|intrekken)|"
        r"uw (?:verzoek|klanten|bedrijf|organisatie|gegevens)|(?:jouw|je) (?:gegevens|account|verzoek)|wij "
        r"(?:helpen|bieden|hebben|verwerken|regelen)|mijn bestelling|de bestelling|factuur"
    ),
    threat=r"behoud|anders|indien u niet|als u niet|mocht u|zal ik|zie ik mij|recht om (?:een )?klacht",
    entries={
        "mine": (
            r"(?:(?:mijn|onze|ons) (?:\w+ ){0,3}?(?:gegevens|account|data|profiel|e-?mail\w*|mail\w*|adres\w*|naam|"
            r"nummer|telefoon\w*|informatie|persoonsgegevens|klantgegevens|inschrijving|foto\w*)|(?:alles|alle "
            r"gegevens|alle informatie)(?: \w+){0,4}? (?:over mij|van mij)|persoonsgegevens|gegevens (?:\w+ "
            r"){0,3}?(?:over|van) mij|mij)"
        ),
        "mails": (
            r"(?:e-?mails?|mails?|mailtjes|nieuwsbrie\w+|reclame\w*|berichten|sms\w*|spam|aanbiedingen|post|"
            r"advertenties|folders|telefoontjes)"
        ),
    },
    kinds={
        "removal": (
            (
                r"(?:verwijder\w*|wis|wissen|wissing|schrap\w*|vernietig\w*|delete\w*|opheff\w*|sluit\w*|"
                r"gegevenswissing) "
                r"~{mine}"
            ),
            r"{mine} ~(?:verwijder\w*|wissen|gewist|schrappen|vernietig\w*|opzeggen|opheffen|weg)",
            r"!recht (?:op|om) (?:gegevenswissing|vergetelheid|vergeten|wissing|verwijdering)",
            r"!(?:verzoek|vraag|eis)(?: \w+){0,4}? (?:wissing|verwijdering|gegevenswissing)(?! van de lijst)",
            r"!vergeet (?:mij|me)",
        ),
        "amendment": (
            (
                r"!(?:corrig\w+|rectif\w+|wijzig\w*|verander\w*|verbeter\w*|aanpass\w*|pas|bijwerk\w*|werk|aanvull\w*) "
                r"~(?:mijn|onze|onjuiste|foutieve|persoonsgegevens|naam|adres)"
            ),
            (
                r"!(?:mijn|onze) (?:\w+ ){0,5}?(?:corrig\w+|wijzig\w+|aanpassen|aan te passen|verbeter\w*|rectific\w+|"
                r"veranderen)"
            ),
            (
                r"!(?:mijn|onze) (?:\w+ ){0,3}?(?:is|zijn|staat|klopt) (?:\w+ ){0,2}?(?:fout|verkeerd|onjuist|niet|"
                r"gewijzigd|veranderd)"
            ),
            r"!recht op rectificatie|verzoek (?:\w+ )?(?:rectificatie|correctie)|rectificatie van",
            r"!(?:verkeerd\w*|fout\w*|onjuiste?) (?:adres|naam|nummer|e-?mail\w*|geboortedatum|gespeld)",
            r"!(?:ben|zijn) verhuisd|nieuwe? (?:adres|e-?mailadres|telefoonnummer) is",
        ),
        "unsubscribe": (
            (
                r"!(?:uitschrijv\w*|afmeld\w*|schrijf (?:mij|me) (?:\w+ )?uit|meld (?:mij|me) (?:\w+ ){0,3}?af|"
                r"uitgeschreven|opzeggen (?:\w+ )?nieuwsbrief|afmelding|uitschrijving)"
            ),
            r"!(?:wil|willen|wens) (?:\w+ ){0,2}?(?:geen|niet) (?:\w+ ){0,5}?{mails}",
            (
                r"!(?=.{0,100}(?:wil|ontvang|stur|stuur|meer|stop|krijg|hoef|wens|genoeg|ophoud))(?:geen|niet|stop|"
                r"stoppen|nooit|genoeg|ophouden)(?: \w+){0,6}? {mails}"
            ),
            (
                r"!(?:haal|verwijder|schrap|gooi|verwijderen)(?: \w+){0,5}? (?:mailinglijst\w*|lijst|nieuwsbrief|"
                r"verzendlijst|mailinglist|adressenlijst)"
            ),
            r"!(?:mailinglijst|nieuwsbrief|lijst) (?:\w+ ){0,3}?(?:af|halen|verwijder\w*|opzeggen|stop\w*)",
        ),
        "access": (
            r"!hoe (?:komt|komen|kom) (?:u|jullie|je) aan mijn|waar (?:heeft|hebben|hebt|heb) (?:u|jullie|je) (?:mijn|dat)",
            r"!recht (?:op|van) inzage|inzageverzoek|verzoek (?:\w+ )?(?:om |tot )?inzage",
            r"!inzage (?:\w+ )?(?:in|van) ",
            r"!(?:welke|wat|of)(?: \w+){0,5}? (?:u|jullie|je)(?: \w+){0,4}? (?:over|van) (?:mij|me)",
            (
                r"!(?:welke|wat|of)(?: \w+){0,4}? (?:over|van) (?:mij|me)(?: \w+){0,4}? (?:hebt|heeft|hebben|bewaart|"
                r"bewaren|opslaat|verwerkt|weten|weet|opgeslagen)"
            ),
            r"!(?:kopie|afschrift|overzicht) (?:\w+ ){0,4}?(?:mijn (?!paspoort)|gegevens|alles|alle)",
            r"!(?:stuur|geef|verstrek)\w* (?:\w+ ){0,3}?(?:al )?mijn (?:\w+ )?gegevens",
        ),
        "portability": (
            (
                r"!(?:overdraagbaarheid|dataportabiliteit|machineleesba\w+|mijn (?:\w+ )?gegevens (?:\w+ ){0,3}?(?:csv|"
                r"json|excel))"
            ),
        ),
        "objection": (
            r"!(?:maak|aantekenen|teken|maken|hierbij)(?: \w+){0,4}? bezwaar|bezwaar (?:tegen|maken)|recht van bezwaar",
            r"!(?:stop|niet)(?: \w+){0,3}? (?:gebruik\w*|verwerk\w*)(?: \w+){0,3}? mijn",
        ),
        "restriction": (r"!beperking van (?:de )?verwerking|verwerking (?:\w+ )?beperk\w*",),
        "opt_out_of_sale": (r"!niet (?:\w+ )?verkopen|verkoop (?:\w+ )?mijn gegevens (?:\w+ )?niet",),
        "withdraw_consent": (
            r"!(?:trek|intrek\w*|herroep)(?: \w+){0,4}? toestemming|toestemming (?:\w+ ){0,4}?in(?:trekken)?",
        ),
        "complaint": (
            (
                r"!(?:dien|indien\w*|leg|hierbij)(?: \w+){0,4}? klacht|klacht (?:op grond|ingevolge|tegen|over|"
                r"overeenkomstig|krachtens)"
            ),
            (
                r"!(?:geen|niet|nog|nooit|zonder|geweigerd)(?: \w+){0,6}? (?:antwoord|reactie|gereageerd|"
                r"beantwoord|gehoord|gehoor|voldaan)"
            ),
            r"!(?:termijn|periode|maand)(?: \w+){0,14}? (?:verstreken|overschreden|verlopen)",
            r"!(?:aanmaning|ingebrekestelling|herinnering aan mijn)",
        ),
    },
)

"""German."""

from compliance.triage.lexicon.lexicon import Lexicon

ENTRIES = {
    "mine": r"(?:(?:meine[rnms]?|unsere[rnms]?|mein|unser|seine[rnms]?|ihren namen) (?:\w+ ){0,3}?(?:\w*daten\w*|"
    r"\w*konto|\w*konten|kontos|account\w*|profils?|\w*angaben|informationen|e-?mail\w*|mail\w*|adressen?|"
    r"anschrift|namens?|nummer|telefon\w*|handynummer|akte|bewerbung\w*|eintrag\w*|eintrage|fotos?|bilder|"
    r"registrierung|bewerbungs\w*|unterlagen|zugang|mitgliedschaft|bewertung\w*)|"
    r"alles(?: \w+)?(?: (?:was|von|uber|zu))? (?:sie |ihr |du )?(?:mich|mir|uber mich|von mir|zu mir)|(?:alle|"
    r"samtliche|personenbezogene\w*|die|gespeicherte\w*)(?: \w+){0,2}? daten(?: \w+){0,3}? (?:mich|mir|meiner "
    r"person|person)|personenbezogene[rn]? daten|account|kundenkonto|mich)",
    "mail": r"[\w.+-]{1,64}@[\w.-]{3,99}",
    "erase": (
        r"(?:ge|zu )?l[oö]e?sch(?:en|t|e|ung|st)?|entfern(?:en|t|e|ung)|vernicht\w+|vergessen|raus|weg|tilg\w+|"
        r"schlie(?:s|ss)en|stilllegen|kundigen|austragen"
    ),
    "mails": (
        r"(?:werbung|werbe\w+|newsletters?|news|e?-?mails?|mails?|post|nachrichten|sms|angebote|kataloge?|"
        r"prospekte?|spam|anrufe|zusendungen|rundmails?|rundbriefe?|briefe|mist|kram|zeug)"
    ),
}
KINDS = {
    "removal": (
        r"{erase} ~{mine}",
        r"{mine} ~{erase}",
        (
            r"!(?:recht auf|antrag auf|bitte um|verlange die|fordere die|beantrage die|beantrage) (?:\w+ "
            r")?(?:loschung|loeschung|vergessen\w*)"
        ),
        (
            r"!(?:loschung|loeschung|loschen) (?:\w+ ){0,2}?(?:meiner|meines|unserer|mich betreffend\w*|"
            r"personenbezogen\w*|aller|samtlicher)"
        ),
        r"!weg mit (?:meine\w+|all)(?: \w+)? ",
        r"!(?:loschantrag|loschungsantrag|loschbegehren|datenloschung|kontoloschung|accountloschung)",
        (
            r"!(?:konto|account|profil|kundenkonto|daten)(?: \w+){0,2}? (?:loschen|loeschen|entfernen|schliesen|"
            r"schliessen)"
        ),
        r"!loscht? mich",
        r"!(?:daten|alles|infos) (?:von|uber) (?:mir|mich) (?:\w+ )?(?:raus|weg|loschen)",
        r"!(?:will|mochte|moechte|wunsche) (?:\w+ ){0,4}?(?:geloscht|vergessen) werden",
        r"!nicht (?:mehr|langer|weiter) (?:\w+ )?(?:gespeichert|speichern|aufbewahr\w+)",
        (
            r"!(?:loschen|entfernen|vernichten) sie (?:bitte |umgehend |sofort |unverzuglich )*(?:alle|alles|"
            r"samtliche|diese|meine|mich)"
        ),
    ),
    "amendment": (
        (
            r"!(?:berichtig|korrigier|korrektur|richtigstell|aktualisier|ander(?!e[nrsm]?\b)|aender|abander|"
            r"verbesser|ersetz|anpass|"
            r"umander|vervollstandig|umschreib)\w* ~(?:meine\w*|unsere\w*|namen?|adresse|anschrift|geburtsdatum|"
            r"telefonnummer|unrichtig\w*|falsch\w*|fehlerhaft\w*)"
        ),
        (
            r"!(?:meine\w*|unsere\w*|mein) (?:\w+ ){0,6}?(?:berichtig|korrigier|aktualisier|zu ander|andern|aender|"
            r"geandert|anpassen|umander|abander|richtigstell|richtig stell|vervollstandig|verbesser)\w*"
        ),
        r"!(?:adress?|anschrift|namens?|nummern?|mailadress)(?:en)?(?:anderung|aenderung|wechsel|korrektur)",
        r"!{mail} (?:\w+ ){0,3}?(?:durch|in|zu|auf) {mail}",
        (
            r"!(?:eintrag|angabe|daten|vermerk)\w*(?: \w+){0,3}? (?:uber|von|zu) (?:mich|mir) (?:ist|sind) (?:\w+ "
            r")?(?:falsch|unrichtig|veraltet)"
        ),
        r"!(?:verlange|fordere|bitte um|beantrage) (?:\w+ )?(?:korrektur|berichtigung|richtigstellung)",
        r"!(?:recht auf|antrag auf) berichtigung",
        r"!berichtigung ~(?:daten|angaben)",
        (
            r"!(?:mein|meine|unsere|unser) (?:\w+ ){0,3}?\w+ (?:ist|sind|wurde|steht|wird|stimmt|stimmen) (?:\w+ "
            r"){0,4}?(?:falsch|nicht|veraltet|unrichtig|fehlerhaft|inkorrekt)"
        ),
        (
            r"!(?:falsche[rns]?|falsch geschriebene\w*|veraltete\w*|alte) (?:\w+ )?(?:adresse|anschrift|name\w*|"
            r"geburtsdatum|telefonnummer|nachname\w*|e-?mail\w*|nummer|schreibweise|angaben|daten)"
        ),
        r"!(?:meine|unsere) (?:neue|richtige|korrekte|aktuelle) (?:\w+ )?\w+ (?:ist|lautet)",
        r"!(?:bin|sind|wir sind|ich bin) (?:\w+ ){0,6}?umgezogen",
        r"!(?:ich wohne|wir wohnen) (?:jetzt|nun|inzwischen|seit|neuerdings|ab)",
        r"!(?:heise|heisse|heissen) (?:\w+ ){0,4}?(?:nicht|statt|jetzt|nun|seit|mit)",
        (
            r"!(?:schreibt|schreiben sie|haben sie|habt ihr|habt|haben) (?:\w+ ){0,2}?meine?[nr]? (?:\w+ )?\w+ (?:\w+ "
            r")?falsch"
        ),
        r"!(?:richtig|korrekt) (?:ist|lautet|ware|heist|heisst)",
        (
            r"!name\w*(?: \w+){0,2}? (?:schreibt|schreiben) (?:man|sich)|nachname\w*(?: \w+){0,2}? "
            r"(?:schreibt|schreiben) (?:man|sich)"
        ),
        r"^\W*(?:bitte )?(?:berichtig|korrigier|ander[nt]|aktualisier)\w*(?: sie)?(?: das| dies| es)?(?: bitte)?\W*$",
        (
            r"!(?:name|adresse|datum|es|er|sie|geburtsdatum|nachname) (?:muss|musste|sollte|lautet|soll) (?:\w+ "
            r"){0,4}?(?:heisen|heissen|lauten|sein|richtig|korrekt)"
        ),
    ),
    "unsubscribe": (
        (
            r"!(?:newsletter|rundbrief|rundmail|mailingliste|werbemails?|abo|verteiler|abonnement|mailings?)\w*(?: "
            r"\w+){0,5}? (?:abbestell\w+|abmeld\w+|kundig\w+|stornier\w+|austrag\w+|stoppen|einstellen|abgemeldet|"
            r"loschen|beenden|raus|streichen|entfern\w+|abzumelden|abzubestellen)"
        ),
        (
            r"!(?:abbestell\w*|abmeld\w*|meldet? (?:mich|uns)|kundig\w*|abzumelden|abgemeldet|austrag\w*|tragt? "
            r"(?:mich|uns)|nehmen sie (?:mich|uns)|nehmt (?:mich|uns)|streich\w* (?:sie )?(?:mich|uns)|entfern\w* "
            r"(?:sie )?(?:mich|uns)|losch\w* (?:sie )?(?:mich|uns))(?: \w+){0,7}? (?:newsletter\w*|verteiler\w*|"
            r"liste\w*|mailingliste\w*|rundbrief\w*|\w*verteiler|abo|mailings?|werbe\w+|ab)"
        ),
        (
            r"!(?:keine?n?|nie|niemals)(?: mehr| weiteren?| langer| wieder)?(?: \w+){0,2}? {mails}(?= ?\W| (?:mehr|"
            r"erhalten|bekommen|schick|send|zu|woll|krieg|hab))"
        ),
        (
            r"!nicht(?: mehr| langer| weiter)?(?: \w+){0,6}? {mails}(?: \w+){0,3}? (?:mehr|erhalten|bekommen|schicken|"
            r"senden|zuschicken|zusenden|zugesandt|zugeschickt|wollen|kriegen|haben)"
        ),
        r"!{mails} (?:\w+ ){0,3}?nicht (?:mehr|langer)",
        (
            r"!(?:hort|horen sie|hoert|schluss|stoppt|stoppen|stopp|stop|unterlass\w+|aufhoren|genug|beenden)(?: "
            r"\w+){0,5}? {mails}"
        ),
        r"!(?:mochte|will|mochten|wollen|wunscht) (?:das|dies|es|sie|diese) nicht(?: mehr| langer)",
        r"!(?:unterlassen|einstellen|stoppen) sie (?:\w+ ){0,4}?(?:zusend\w+|werb\w+|newsletter\w*)",
        (
            r"!^\W*(?:bitte )?(?:abmelden|abmeldung|abbestellen|austragen|stopp?|raus|kundigung newsletter)(?: "
            r"bitte)?\W*$"
        ),
        r"!abmeldung(?: \w+){0,2}?(?: newsletter| verteiler| liste)?(?= ?$| newsl| vert| vom| von)",
        (
            r"!(?:bestelle|bestellen|melde|melden)(?: \w+){0,5}? (?:newsletter|rundbrief|liste|verteiler|werbung|"
            r"mails?)\w*(?: \w+){0,3}? ab"
        ),
        (
            r"!aus (?:dem|ihrem|eurem|der|ihrer|eurer) (?:\w+ )?(?:\w*verteiler|\w*liste|newsletter)\w*(?: \w+){0,4}? "
            r"(?:nehmen|austragen|streichen|entfernen|loschen|raus|herausnehmen)"
        ),
        r"!(?:kein bock|keine lust|genug von|schluss mit|satt) (?:\w+ ){0,4}?{mails}",
        r"!widerrufe? (?:\w+ ){0,5}?(?:newsletter|werbung)",
        (
            r"!(?:immer noch|noch immer|weiterhin|trotzdem|dauernd|standig|nach wie vor|schon wieder)(?: \w+){0,3}? "
            r"(?:mails?|e-?mails?|newsletter|werbung|werbe\w+|post|kataloge?|sms) (?:von|bekom|erhalt|im)"
        ),
        r"!(?:von|aus)(?: \w+){0,2}? (?:\w*verteiler|\w*liste) (?:streichen|nehmen|loschen|entfernen|austragen)",
        (
            r"!(?:schick|schreib|mail|send|kontaktier)\w* (?:sie |ihr )?(?:mir|mich|uns) (?:\w+ ){0,3}?(?:nicht|"
            r"keine?|nie)"
        ),
    ),
    "access": (
        r"!auskunft\w*(?: \w+){0,8}? (?:daten|mich|mir|person|art\w*|dsgvo|gespeichert)",
        (
            r"!(?:um|auf|verlange|fordere|bitte|beantrage|erteilen|begehre|wunsche|mochte|erbitte)(?: \w+){0,4}? "
            r"(?:daten|selbst)?auskunft(?! (?:an|dritt))"
        ),
        r"!(?:selbst|daten)auskunft",
        r"!auskunfts(?:ersuchen|anspruch|recht|begehren|anfrage|antrag)",
        (
            r"!(?:welche|was|ob|wieviele?|alles was|alle)(?: \w+){0,5}? (?:sie|ihr|du)(?: \w+){0,4}? (?:uber|von|zu) "
            r"(?:mich|mir|meine\w*|uns)(?!(?: \w+){0,4} (?:(?:ge)?losch\w+|vernicht\w+|entfern\w+))"
        ),
        (
            r"!(?:welche|was|ob)(?: \w+){0,4}? (?:uber|von|zu) (?:mich|mir|meiner person|uns)(?: \w+){0,5}? "
            r"(?:gespeichert|speichern|speichert|haben|habt|verarbeit\w+|vorliegen|wissen|wisst|erhoben|liegen)"
        ),
        r"(?:kopie|ausdruck|ubersicht|aufstellung|abschrift) (?:\w+ ){0,4}?(?:meine\w*|daten|uber mich)",
        (
            r"!(?:meine|alle|samtliche|die) (?:\w+ ){0,3}?daten(?: \w+){0,5}? (?:einsehen|sehen|zusenden|ansehen|"
            r"zuschicken|mitteilen|schicken)"
        ),
        r"!woher (?:haben|habt|kennen|stammen|kommen)(?: \w+){0,3}? (?:mein\w*|mich)",
    ),
    "portability": (
        r"!datenubertragbarkeit|datenportabilitat",
        r"!(?:maschinenlesbar\w*|strukturiert\w*,? gangig\w*)",
        (
            r"!(?:meine|die mich) (?:\w+ ){0,3}?daten(?: \w+){0,3}? (?:als|im|in) (?:csv|json|xml|excel|einem "
            r"maschinen\w*)"
        ),
        r"!(?:ubertrag|ubermittl|ubermittel)\w* (?:sie )?(?:\w+ ){0,3}?meine (?:\w+ )?daten (?:\w+ ){0,2}?an",
    ),
    "objection": (
        r"!(?:lege|legen|erhebe|einlege|erklare)(?: \w+){0,8}? widerspruch",
        (
            r"!(?:ich|hiermit|wir) (?:\w+ ){0,3}?(?:widerspreche|widersprechen)(?: \w+){0,6}? (?:\w*verarbeitung|"
            r"nutzung|verwendung|werb\w+|profil\w*|weitergabe|speicherung|direktwerbung|ubermittlung)"
        ),
        (
            r"!widerspr(?:uch|eche|echen)(?: \w+){0,6}? (?:\w*verarbeitung|nutzung|verwendung|\w*werbung|profil\w*|"
            r"weitergabe|art\w*|dsgvo)"
        ),
        r"!(?:\w*verarbeitung|nutzung|verwendung|werbung)(?: \w+){0,8}? widerspr(?:eche|echen|uch)(?! gegen)",
        r"!widerspruchsrecht",
        r"!(?:untersag|verbiet)\w*(?: \w+){0,3}? (?:\w*nutzung|\w*verarbeitung|verwendung|weitergabe)",
    ),
    "restriction": (
        r"!einschrankung (?:der|von) (?:\w+ )?verarbeitung",
        r"!(?:sperr(?:en|t|ung)|einfrieren)(?: \w+){0,4}? (?:meine\w*|daten)",
        r"!meine (?:\w+ )?daten (?:\w+ ){0,3}?(?:sperren|einfrieren|einzuschranken|einschranken)",
    ),
    "opt_out_of_sale": (
        r"!(?:nicht|keine) (?:\w+ ){0,3}?(?:verkauf\w*|weiterverkauf\w*)",
        r"!verkauf\w* (?:\w+ ){0,3}?(?:meine\w*) (?:\w+ )?daten",
    ),
    "withdraw_consent": (
        r"!widerruf\w*(?: \w+){0,8}? (?:einwilligung\w*|zustimmung\w*|einverstandnis\w*)",
        r"!(?:einwilligung|zustimmung|einverstandnis)\w*(?: \w+){0,8}? (?:widerruf\w*|zuruck\w*)",
        r"!(?:ziehe|nehme)(?: \w+){0,4}? (?:einwilligung|zustimmung)",
    ),
    "complaint": (
        r"!(?:reiche|lege|erhebe|mochte|einreiche|hiermit)(?: \w+){0,6}? beschwerde",
        r"!beschwerde (?:gem|nach|gegen|uber|wegen|im sinne)\w*",
        (
            r"!(?:bisher|leider|bis heute|noch|immer|trotz)(?: \w+){0,8}? (?:keine|nicht|nie|ohne)(?: \w+){0,3}? "
            r"(?:antwort|reaktion|reagiert|geantwortet|ruckmeldung|auskunft|nachgekommen|beantwortet|erhalten|gehort|"
            r"bearbeitet)"
        ),
        r"!(?:frist|monats?)(?: \w+){0,14}? (?:abgelaufen|verstrichen|uberschritten|verstreichen)",
        r"!(?:mahnung|erinnerung an (?:mein|unser)\w*|weigern sich|haben sich geweigert)",
        r"!(?:anfrage|antrag|schreiben|mail)(?: \w+){0,8}? (?:unbeantwortet|ignoriert)\w*",
        (
            r"!auf (?:mein|unser)\w*(?: \w+){0,2}? \w*(?:anfrage|antrag|ersuchen|begehren|schreiben|mail|anfragen)"
            r"(?: \w+){0,8}? (?:nicht|nie|keine)(?: \w+){0,2}? (?:geantwortet|reagiert|beantwortet|antwort|reaktion)"
        ),
    ),
}
GERMAN = Lexicon(
    code="de",
    function=(
        "der die das und ist ich sie nicht mit ein eine zu den von auf fur im dem des mich mir wir sich auch "
        "bitte meine ihre es wie oder bei nach aus als kann werden wird haben habe uber um"
    ),
    ask=(
        r"bitte\w*|bitten|ich (?:\w+ )?(?:verlange|fordere|beantrage|mochte|moechte|will|wunsche|bestehe|ersuche|"
        r"erwarte)|hiermit|konnen sie|konnten sie|konnt ihr|kannst du|sie sollen|wurde gerne?|hatte gerne?|"
        r"fordere|beantrage|verlange|mochte|will|sofort|umgehend|gemas|gemass|nach art\w*|loschen sie|loscht|"
        r"senden sie|teilen sie|mit meinen"
    ),
    block=(
        r"(?:ander|aender|wechsel|verschieb)\w*(?: \w+){0,4}? (?:passwort|termin|buchung|bestellung|zahlungsart|uhrzeit|flug)|"
        r"sie haben das recht|jede person|betroffene personen|(?:die|alle) (?:nutzer|kunden|empfanger) "
        r"(?:konnen|sollen|mussen|haben)|"
        r"(?:ich|wir|er|sie) (?:habe?|haben|hat)(?: \w+){0,5}? (?:geloscht|entfernt|geandert|korrigiert|abgemeldet)"
        r"(?!.{0,60}(?:immer noch|noch immer|trotzdem|weiterhin|dennoch))|"
        r"(?:loschung|kundigung|schliesung)(?: \w+){0,12}? (?:fuhr\w*|zur folge|nach sich)|(?:nicht|kein\w*|"
        r"ohne)(?: \w+){0,2}? (?:loschen|geloscht|loschung|zu loschen|entfernen|berichtigen|"
        r"abmelden|korrigieren)|(?:losch\w*|entfern\w*) (?:\w+ ){0,6}?nicht|(?:wurde|wurden|habe ich|habt ihr|"
        r"haben sie|ist|sind|schon|bereits|selbst)(?: \w+){0,6}? (?:geloscht|geandert|gelost|entfernt|berichtigt|"
        r"korrigiert|abgemeldet)(?! werden)|(?:wenn|falls|nachdem|bevor|sobald|sofern) (?:ich|du|man|sie|wir|"
        r"nutzer|kunden) (?:\w+ ){0,5}?(?:losch\w*|entfern\w*|abmeld\w*|abbestell\w*|keine)|(?:danke|dank|vielen "
        r"dank) (?:\w+ ){0,3}?(?:loschung|loschen|berichtigung|austragen|abmeld\w+|entfernen)|(?:danke|"
        r"dank)(?: \w+){0,12}? (?:geloscht|"
        r"berichtigt|entfernt|geandert)|wie lange|(?:konnen|kannst|kann) (?:sie|du|man) (?:\w+ "
        r"){0,8}?(?:jederzeit|abmelden|abbestellen|widersprechen|hier|klicken|widerrufen)|(?:klicken|klick) "
        r"(?:sie )?(?:hier|auf)|ihre (?:\w+ )?(?:anfrage|daten|auskunft|rechte)|ihrer? (?:kunden|loschanfrage\w*|"
        r"dsgvo)|wir (?:haben|bieten|helfen|unterstutzen|ubernehmen|bearbeiten|erledigen|verwalten|loschen)|"
        r"deine[rnm]? (?:\w+ )?(?:daten|rechte|konto|account|anfrage)|fehlermeldung|absturz|sturzt"
    ),
    threat=(
        r"vorbehalt\w*|behalte ich|andernfalls|ansonsten|sollten sie|falls sie|wenn sie (?:\w+ ){0,4}?nicht|werde "
        r"ich|werden wir|sehe ich mich"
    ),
    kinds=KINDS,
    entries=ENTRIES,
)

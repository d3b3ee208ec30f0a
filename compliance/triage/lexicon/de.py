"""German."""

from compliance.triage.lexicon.lexicon import Lexicon

ENTRIES = {
    "mine": r"(?:(?:meine[rnms]?|unsere[rnms]?|mein|unser|seine[rnms]?|ihren namen) (?:\w+ ){0,3}?(?:\w*daten\w*|\w*konto|\w*konten|kontos|account\w*|profils?|\w*angaben|informationen|e-?mail\w*|mail\w*|adressen?|anschrift|namens?|nummer|telefon\w*|handynummer|akte|bewerbung\w*|eintrag\w*|eintrage|fotos?|bilder|registrierung|zugang|mitgliedschaft|bewertung\w*)|"
    r"alles(?: \w+)?(?: (?:was|von|uber|zu))? (?:sie |ihr |du )?(?:mich|mir|uber mich|von mir|zu mir)|(?:alle|samtliche|personenbezogene\w*|die|gespeicherte\w*)(?: \w+){0,2}? daten(?: \w+){0,3}? (?:mich|mir|meiner person|person)|personenbezogene[rn]? daten|account|kundenkonto|mich)",
    "erase": r"(?:ge|zu )?l[oö]e?sch(?:en|t|e|ung|st)?|entfern(?:en|t|e|ung)|vernicht\w+|vergessen|raus|weg|tilg\w+|schlie(?:s|ss)en|stilllegen|kundigen|austragen",
    "mails": r"(?:werbung|werbe\w+|newsletters?|news|e?-?mails?|mails?|post|nachrichten|sms|angebote|kataloge?|prospekte?|spam|anrufe|zusendungen|rundmails?|rundbriefe?|briefe|mist|kram|zeug)",
}
KINDS = {
    "removal": (
        r"{erase} ~{mine}", r"{mine} ~{erase}", r"!(?:recht auf|antrag auf|bitte um|verlange die|fordere die|beantrage die|beantrage) (?:\w+ )?(?:loschung|loeschung|vergessen\w*)",
        r"!(?:loschung|loeschung|loschen) (?:\w+ ){0,2}?(?:meiner|meines|unserer|mich betreffend\w*|personenbezogen\w*|aller|samtlicher)", r"!weg mit (?:meine\w+|all)(?: \w+)? ", r"!(?:loschantrag|loschungsantrag|loschbegehren|datenloschung|kontoloschung|accountloschung)",
        r"!(?:konto|account|profil|kundenkonto|daten)(?: \w+){0,2}? (?:loschen|loeschen|entfernen|schliesen|schliessen)", r"!loscht? mich", r"!(?:will|mochte|moechte|wunsche) (?:\w+ ){0,4}?(?:geloscht|vergessen) werden",
        r"!nicht (?:mehr|langer|weiter) (?:\w+ )?(?:gespeichert|speichern|aufbewahr\w+)", r"!(?:loschen|entfernen|vernichten) sie (?:bitte |umgehend |sofort |unverzuglich )*(?:alle|alles|samtliche|diese|meine|mich)",
    ),
    "amendment": (
        r"!(?:berichtig|korrigier|korrektur|richtigstell|aktualisier|ander|aender|abander|verbesser|anpass|umander|vervollstandig|umschreib)\w* ~(?:meine\w*|unsere\w*|namen?|adresse|anschrift|geburtsdatum|telefonnummer|unrichtig\w*|falsch\w*|fehlerhaft\w*)",
        r"!(?:meine\w*|unsere\w*|mein) (?:\w+ ){0,6}?(?:berichtig|korrigier|aktualisier|zu ander|andern|aender|geandert|anpassen|umander|abander|richtigstell|richtig stell|vervollstandig|verbesser)\w*",
        r"!(?:recht auf|antrag auf) berichtigung", r"!berichtigung ~(?:daten|angaben)", r"!(?:mein|meine|unsere|unser) (?:\w+ ){0,3}?\w+ (?:ist|sind|wurde|steht|wird|stimmt|stimmen) (?:\w+ ){0,4}?(?:falsch|nicht|veraltet|unrichtig|fehlerhaft|inkorrekt)",
        r"!(?:falsche[rns]?|falsch geschriebene\w*|veraltete\w*|alte) (?:\w+ )?(?:adresse|anschrift|name\w*|geburtsdatum|telefonnummer|nachname\w*|e-?mail\w*|nummer|schreibweise|angaben|daten)", r"!(?:meine|unsere) (?:neue|richtige|korrekte|aktuelle) (?:\w+ )?\w+ (?:ist|lautet)",
        r"!(?:bin|sind|wir sind|ich bin) (?:\w+ ){0,6}?umgezogen", r"!(?:heise|heisse|heissen) (?:\w+ ){0,4}?(?:nicht|statt|jetzt|nun|seit|mit)", r"!(?:richtig|korrekt) (?:ist|lautet|ware|heist|heisst)", r"!(?:name|adresse|datum|es|er|sie|geburtsdatum|nachname) (?:muss|musste|sollte|lautet|soll) (?:\w+ ){0,4}?(?:heisen|heissen|lauten|sein|richtig|korrekt)",
    ),
    "unsubscribe": (
        r"!(?:newsletter|rundbrief|rundmail|mailingliste|werbemails?|abo|verteiler|abonnement|mailings?)\w*(?: \w+){0,5}? (?:abbestell\w+|abmeld\w+|kundig\w+|stornier\w+|austrag\w+|stoppen|einstellen|abgemeldet|loschen|beenden|raus|streichen|entfern\w+|abzumelden|abzubestellen)",
        r"!(?:abbestell\w*|abmeld\w*|meldet? (?:mich|uns)|kundig\w*|abzumelden|abgemeldet|austrag\w*|tragt? (?:mich|uns)|nehmen sie (?:mich|uns)|nehmt (?:mich|uns)|streich\w* (?:sie )?(?:mich|uns)|entfern\w* (?:sie )?(?:mich|uns)|losch\w* (?:sie )?(?:mich|uns))(?: \w+){0,7}? (?:newsletter\w*|verteiler\w*|liste\w*|mailingliste\w*|rundbrief\w*|\w*verteiler|abo|mailings?|werbe\w+|ab)",
        r"!(?:keine?n?|nie|niemals|nicht)(?! anbieter)(?: mehr| weiteren?| langer| wieder)?(?: \w+){0,6}? {mails}(?: \w+){0,6}?(?: (?:mehr|erhalten|bekommen|schicken|senden|zuschicken|zusenden|zugesandt|zugeschickt|wollen|kriegen|haben|an mich|bitte))?(?= ?\W| (?:mehr|erhalten|bekommen|schick|send|zu|woll|krieg|hab))",
        r"!(?:hort|horen sie|hoert|schluss|stoppt|stoppen|stopp|stop|unterlass\w+|aufhoren|genug|beenden)(?: \w+){0,5}? {mails}", r"!(?:unterlassen|einstellen|stoppen) sie (?:\w+ ){0,4}?(?:zusend\w+|werb\w+|newsletter\w*)", r"!abmeldung(?: \w+){0,2}?(?: newsletter| verteiler| liste)?(?= ?$| newsl| vert| vom| von)",
        r"!(?:bestelle|bestellen|melde|melden)(?: \w+){0,5}? (?:newsletter|rundbrief|liste|verteiler|werbung|mails?)\w*(?: \w+){0,3}? ab", r"!aus (?:dem|ihrem|eurem|der|ihrer|eurer) (?:\w+ )?(?:\w*verteiler|\w*liste|newsletter)\w*(?: \w+){0,4}? (?:nehmen|austragen|streichen|entfernen|loschen|raus|herausnehmen)", r"!widerrufe? (?:\w+ ){0,5}?(?:newsletter|werbung)", r"!(?:schick|schreib|mail|send|kontaktier)\w* (?:sie |ihr )?(?:mir|mich|uns) (?:\w+ ){0,3}?(?:nicht|keine?|nie)",
    ),
    "access": (
        r"!auskunft\w*(?: \w+){0,8}? (?:daten|mich|mir|person|art\w*|dsgvo|gespeichert)", r"!(?:um|auf|verlange|fordere|bitte|beantrage|erteilen|begehre|wunsche|mochte|erbitte)(?: \w+){0,4}? (?:daten|selbst)?auskunft(?! (?:an|dritt))", r"!(?:selbst|daten)auskunft", r"!auskunfts(?:ersuchen|anspruch|recht|begehren|anfrage|antrag)",
        r"!(?:welche|was|ob|wieviele?|alles was|alle)(?: \w+){0,5}? (?:sie|ihr|du)(?: \w+){0,4}? (?:uber|von|zu) (?:mich|mir|meine\w*|uns)(?: \w+){0,5}?", r"!(?:welche|was|ob)(?: \w+){0,4}? (?:uber|von|zu) (?:mich|mir|meiner person|uns)(?: \w+){0,5}? (?:gespeichert|speichern|speichert|haben|habt|verarbeit\w+|vorliegen|wissen|wisst|erhoben|liegen)",
        r"(?:kopie|ausdruck|ubersicht|aufstellung|abschrift) (?:\w+ ){0,4}?(?:meine\w*|daten|uber mich)", r"!(?:meine|alle|samtliche|die) (?:\w+ ){0,3}?daten(?: \w+){0,5}? (?:einsehen|sehen|zusenden|ansehen|zuschicken|mitteilen|schicken)", r"!woher (?:haben|habt|kennen|stammen)(?: \w+){0,3}? mein",
    ),
    "portability": (r"!datenubertragbarkeit|datenportabilitat", r"!(?:maschinenlesbar\w*|strukturiert\w*,? gangig\w*)", r"!(?:meine|die mich) (?:\w+ ){0,3}?daten(?: \w+){0,3}? (?:als|im|in) (?:csv|json|xml|excel|einem maschinen\w*)", r"!(?:ubertrag|ubermittl|ubermittel)\w* (?:sie )?(?:\w+ ){0,3}?meine (?:\w+ )?daten (?:\w+ ){0,2}?an"),
    "objection": (r"!(?:lege|legen|erhebe|einlege|erklare)(?: \w+){0,8}? widerspruch", r"!(?:ich|hiermit|wir) (?:\w+ ){0,3}?(?:widerspreche|widersprechen)(?: \w+){0,6}? (?:\w*verarbeitung|nutzung|verwendung|werb\w+|profil\w*|weitergabe|speicherung|direktwerbung|ubermittlung)", r"!widerspr(?:uch|eche|echen)(?: \w+){0,6}? (?:\w*verarbeitung|nutzung|verwendung|\w*werbung|profil\w*|weitergabe|art\w*|dsgvo)", r"!(?:\w*verarbeitung|nutzung|verwendung|werbung)(?: \w+){0,8}? widerspr(?:eche|echen|uch)(?! gegen)", r"!widerspruchsrecht", r"!(?:untersag|verbiet)\w*(?: \w+){0,3}? (?:\w*nutzung|\w*verarbeitung|verwendung|weitergabe)"),
    "restriction": (r"!einschrankung (?:der|von) (?:\w+ )?verarbeitung", r"!(?:sperr(?:en|t|ung)|einfrieren)(?: \w+){0,4}? (?:meine\w*|daten)", r"!meine (?:\w+ )?daten (?:\w+ ){0,3}?(?:sperren|einfrieren|einzuschranken|einschranken)"),
    "opt_out_of_sale": (r"!(?:nicht|keine) (?:\w+ ){0,3}?(?:verkauf\w*|weiterverkauf\w*)", r"!verkauf\w* (?:\w+ ){0,3}?(?:meine\w*) (?:\w+ )?daten"),
    "withdraw_consent": (r"!widerruf\w*(?: \w+){0,8}? (?:einwilligung\w*|zustimmung\w*|einverstandnis\w*)", r"!(?:einwilligung|zustimmung|einverstandnis)\w*(?: \w+){0,8}? (?:widerruf\w*|zuruck\w*)", r"!(?:ziehe|nehme)(?: \w+){0,4}? (?:einwilligung|zustimmung)"),
    "complaint": (r"!(?:reiche|lege|erhebe|mochte|einreiche|hiermit)(?: \w+){0,6}? beschwerde", r"!beschwerde (?:gem|nach|gegen|uber|wegen|im sinne)\w*", r"!(?:bisher|leider|bis heute|noch|immer|trotz)(?: \w+){0,8}? (?:keine|nicht|nie|ohne)(?: \w+){0,3}? (?:antwort|reaktion|reagiert|geantwortet|ruckmeldung|auskunft|nachgekommen|beantwortet|erhalten|gehort|bearbeitet)", r"!(?:frist|monats?)(?: \w+){0,14}? (?:abgelaufen|verstrichen|uberschritten|verstreichen)", r"!(?:mahnung|erinnerung an (?:mein|unser)\w*|weigern sich|haben sich geweigert)", r"!(?:anfrage|antrag|schreiben|mail)(?: \w+){0,8}? (?:unbeantwortet|ignoriert)\w*"),
}
GERMAN = Lexicon(
    code="de",
    function="der die das und ist ich sie nicht mit ein eine zu den von auf fur im dem des mich mir wir sich auch bitte meine ihre es wie oder bei nach aus als kann werden wird haben habe uber um",
    ask=r"bitte\w*|bitten|ich (?:\w+ )?(?:verlange|fordere|beantrage|mochte|moechte|will|wunsche|bestehe|ersuche|erwarte)|hiermit|konnen sie|konnten sie|konnt ihr|kannst du|sie sollen|wurde gerne?|hatte gerne?|fordere|beantrage|verlange|mochte|will|sofort|umgehend|gemas|gemass|nach art\w*|loschen sie|loscht|senden sie|teilen sie|mit meinen",
    block=r"(?:nicht|kein\w*|ohne)(?: \w+){0,2}? (?:loschen|geloscht|loschung|zu loschen|entfernen|berichtigen|abmelden|korrigieren)|(?:losch\w*|entfern\w*) (?:\w+ ){0,6}?nicht|(?:wurde|wurden|habe ich|habt ihr|haben sie|ist|sind)(?: \w+){0,6}? (?:geloscht|gelost|entfernt|berichtigt|korrigiert|abgemeldet)(?! werden)|(?:wenn|falls|nachdem|bevor|sobald|sofern) (?:ich|du|man|sie|wir|nutzer|kunden) (?:\w+ ){0,5}?(?:losch\w*|entfern\w*|abmeld\w*|abbestell\w*|keine)|(?:danke|dank|vielen dank) (?:\w+ ){0,3}?(?:loschung|loschen|berichtigung)|wie lange|(?:konnen|kannst|kann) (?:sie|du|man) (?:\w+ ){0,8}?(?:jederzeit|abmelden|abbestellen|widersprechen|hier|klicken|widerrufen)|(?:klicken|klick) (?:sie )?(?:hier|auf)|ihre (?:\w+ )?(?:anfrage|daten|auskunft|rechte)|ihrer? (?:kunden|loschanfrage\w*|dsgvo)|wir (?:haben|bieten|helfen|unterstutzen|ubernehmen|bearbeiten|erledigen|verwalten|loschen)|deine[rnm]? (?:\w+ )?(?:daten|rechte|konto|account|anfrage)|fehlermeldung|absturz|sturzt",
    threat=r"vorbehalt\w*|behalte ich|andernfalls|ansonsten|sollten sie|falls sie|wenn sie (?:\w+ ){0,4}?nicht|werde ich|werden wir|sehe ich mich",
    kinds=KINDS,
    entries=ENTRIES,
)

"""Word stems of the Germanic languages by what they stand for; the form is told in `stems`."""

STEMS = {
    "en": {
        "self": "me us",
        "place": "system systems database databases crm files books records site website server servers file",
        "record": "footage recording recordings notes transcript transcripts dossier file cctv video chats chat "
        "correspondence evaluation appraisals references images photos logs statements",
        "get": "get want like need see send have copy obtain",
        "erase": "delet* delte delt dlete eras* remov* wip* scrap* nuk* kill purg* destroy* shred* clos* shut rid "
        "deactivat* forget forgotten vanish* bin trash terminat* scrub* expung* obliterat* dump clear "
        "unregister cancel disappear* ditch axe zap take_down taken_down lose discard* undo undone annihilat* "
        "eliminat* suppress* withdraw depersonali* anonymi* strip pull_down clean cleanse drop bury burn "
        "deleting close_down shut_down get_rid deletion erasure removal take_it_down dispose_of",
        "thing": "account* acc acct acount* accont* profil* data details detail info infos information record records "
        "login membership registration cv resume photo photos picture pictures file files footage listing "
        "entry database crm system systems recordings notes dossier identity stuff traces trace chats chat "
        "posts videos video comments comment subscription_data user username id customer ticket tickets case "
        "biography face likeness voice image images phone number address page pages",
        "whole": "everything all anything whatever stuff lot bits each",
        "me": "me my mine our us his her him their",
        "hold": "have has hold holds held got keep keeps kept store stores stored know knows collected possess had "
        "storing keeping holding hang_on retained retain sitting processing process collecting gathering "
        "share sharing shared passed",
        "show": "send sent give show tell see copy copies know what whats which whether disclose provide access view "
        "obtain receive wrote who whom where inform explain confirm learn provided request hand share",
        "mails": "newsletter* ads advert* spam promo* marketing mailing* txts texts sms catalog* brochure* digest* "
        "junk offers crap leaflets bulletin* surveys survey flyers flyer brochure invitations notifications "
        "alerts push robocalls coupons vouchers reminders updates pamphlets prospectus spamming spammers",
        "mail": "mail mails email emails e-mail e-mails message messages letter letters post subscription",
        "stop": "stop stops stopp quit cease enough halt discontinue cancel sick tired fed end ending stopping "
        "cancelled refrain pause don't dont turn_off switch_off bye no done unwanted unsolicited too_many "
        "far_too",
        "more": "more anymore longer further again ever any else henceforth future still keep keeps always",
        "write": "send sending write writing mail mailing email emailing contact contacting call calling phone phoning "
        "text texting bother bothering spam spamming message messaging pester* sends mailed contacted called "
        "calls hear ringing ring messages getting receive receiving get",
        "want": "want wish like need care rather interested wanna use interest wants wished",
        "list": "list lists mailinglist listserv distribution roster subscribers subscriber",
        "out": "off out drop take get strike cross leave remove taken let removed quit exit unlist leaving",
        "unsub": "unsub* unsus* opt-out signoff unsc* unsib* opt_out opted_out unsubscribing unregister un-subscribe",
        "datum": "name surname address adress birthday birth phone mobile number email e-mail gender title spelling "
        "forename initials dob iban postcode zip salutation nationality occupation employer pronouns details "
        "info married data record file",
        "wrong": "wrong incorrect* inaccurat* false misspel* mistake* typo error outdated old spelt spelled obsolete "
        "invalid mixed_up mistaken mistyped typos misspelled misspelt inaccuracies inaccurate not_right "
        "not_correct out_of_date",
        "change": "chang* correct updat* amend* fix rectif* edit replac* alter modif* adjust* use put put_right "
        "set_straight straighten sort swap switch correction rectification amendment enter add put_that_right",
        "new": "new now instead",
        "neg": "not don't dont no never nothing neither nor cannot can't didn't won't without stopping n't",
        "use": "use using used process* track* analys* analyz* profil* shar* evaluat* scor* combin* monitor* train "
        "training feed build building exploit mine collect collecting",
        "purpose": "marketing advertis* profiling ads adverts targeted personalis* personaliz* research analytics "
        "statistics advertisement advertisements ai model models profile profiles partners third commercial",
        "other": "order orders invoice invoices bill parcel package password wifi key button crash* bug bugs booking "
        "appointment quote quotes stain refund drive drives item items cart price branch commit code server "
        "class function library warning keyboard netflix seat seats room voucher coupon deposit fee fees "
        "device phone's stock delivery deliveries shipping ship contract flat rent meeting minutes "
        "spreadsheet file's battery prize won claim money",
        "give": "send sent give show tell see copy copies disclose provide access view obtain receive inform provided "
        "request hand share",
        "halt": "stop stops stopp quit cease enough halt discontinue cancel sick tired fed end ending stopping "
        "cancelled refrain pause turn_off switch_off bye too_many far_too",
    },
    "de": {
        "self": "mich uns",
        "place": "system systemen kartei datenbank unterlagen seite webseite website",
        "record": "aufnahme* aufzeichnung* akte protokoll* unterlagen personalakte patientenakte krankenakte gesprach* "
        "chat* video* mitschnitt*",
        "get": "schick* send* mochte will sehen einsicht herausgabe",
        "forbid": "nicht",
        "able": "kann konnte konnten geht klappt funktioniert lasst wurde worden",
        "erase": "losch* loesch* entfern* vernicht* weg raus vergess* getilgt tilg* schlies* kundig* auflos* "
        "deaktivier* beseitig* rausnehm* runter wegmach* geloscht schmeiss* schmeisst kick* stilllegen kill* "
        "canc* delet* plattmach* ausradier* rausschmeis* rauswerf* rauswirf* werf* schmeis* raushaben "
        "loszuwerden tilgung vernichtung loschung entfernung still* beend* anonymisier* zuruckgezogen losch "
        "loscht",
        "thing": "konto kontos account* profil* daten kundendaten nutzerdaten angaben informationen unterlagen akte "
        "registrierung bewerbung* lebenslauf foto fotos bild bilder zugang kundenkonto benutzerkonto "
        "datensatz datensatze kartei eintrag nutzerkonto mitgliedskonto system datenbank personendaten infos "
        "info mitgliedschaft login benutzer user chatverlauf verlauf bewertung kommentar* beitrag beitrage "
        "video videos name namen nummer adresse telefonnummer",
        "whole": "alles alle samtliche* komplett",
        "me": "mich mein meine meinen meiner meines meinem mir uns unser* seine ihrer ihre",
        "hold": "habt haben hat speicher* gespeichert* besitz* wisst vorlieg* aufbewahr* hinterlegt* erfasst "
        "gesammelt verarbeite* hortet behaltet behalten aufhebt verwahrt weitergegeben weitergebt",
        "show": "auskunft schick* send* gebt geben zeig* kopie was welche welchen sagt sagen mitteilen teilen "
        "erfahren einsicht datenauskunft ubersicht nennen woher wem wen ob zusenden offenlegen einsehen "
        "mitteilung verrate verraten",
        "mails": "newsletter* werbung werbe* reklame spam rundmail* rundbrief* katalog* prospekt* sms werbepost "
        "anzeigen angebote mailings rundschreiben werbebriefe zuspamm* anruf* spammails werbebrief* rabatt* "
        "umfragen umfrage benachrichtigung* flyer rundbriefe prospekte infobriefe spammen werbeanrufe",
        "mail": "mail mails email emails e-mail e-mails nachricht* brief briefe post zusendung*",
        "stop": "stop* aufhor* hort schluss genug stell* kein keine keinen unterlass* lasst lassen ruhe verschon* "
        "nerv* satt abbestell* horen einstellen stell*_ein beend* aufzuhoren verzicht* abstell* nein",
        "more": "mehr kunftig weiter* zukunft endlich noch immer standig dauernd weiterhin",
        "write": "schick* send* schreib* kontaktier* anruf* mailen zusend* bekomm* erhalt* zuspammen zuspamm* mailt "
        "ruft anrufen kriegen belastig* kontaktiert zumull* bombardier* zuzuspammen",
        "want": "will wollen mochte mocht* wunsch* interess* brauch* bitte lust bedarf gern wunsche",
        "list": "verteiler* liste listen mailingliste adressliste rundbrief newsletterverteiler rundmail",
        "out": "raus nehm* streich* austrag* entfern* nimm nehmt losch* rausnehm* streichen herausnehmen "
        "rausstreichen runter austrage",
        "unsub": "abmeld* abbestell* austrag* abgemeldet ausgetragen deabonn* abmelde kundig* abmeldung austragung "
        "abonnement_beenden",
        "datum": "name namen nachname* vorname* adresse anschrift geburtsdatum geburtstag telefon* handynummer nummer "
        "mailadresse e-mail-adresse emailadresse anrede geschlecht titel bankverbindung iban postleitzahl "
        "handy adressanderung kontaktdaten familienstand staatsangehorigkeit mobilnummer kontonummer "
        "rufnummer namensanderung hausnummer plz",
        "wrong": "falsch* fehler* tippfehler veraltet* unrichtig* inkorrekt stimmt verkehrt alte unvollstandig* "
        "verschrieben vertippt vertauscht geandert unkorrekt",
        "change": "andern andert anderung* abander* korrigier* berichtig* aktualisier* eintrag* anpass* ersetz* tausch* "
        "richtigstell* verbesser* geandert umander* korrektur anderung aktualisierung adressanderung "
        "namensanderung ander_ab ummeld* umschreib* nachtrag*",
        "new": "neu neue neuer neuen statt jetzt",
        "neg": "nicht kein keine keinen nie niemals ohne nix nichts weder",
        "use": "nutz* benutz* verwend* verarbeit* auswert* analysier* verfolg* track* weitergeb*",
        "purpose": "werbung werbe* direktwerbung marketing* profiling profilbildung scoring werbezweck* ki dritte "
        "dritter werbepartner partner",
        "other": "bestellung* rechnung* paket passwort taste loschtaste fehlermeldung absturz* app mahngebuhr* termin "
        "buchung preis lieferadresse festplatte* artikel warenkorb kennwort akten aktenvernichtung auto bahn "
        "ticket* kuchen* gutschein* wagen reifen zimmer*",
        "give": "auskunft schick* send* gebt geben zeig* kopie sagt sagen mitteilen teilen einsicht datenauskunft "
        "ubersicht nennen zusenden offenlegen einsehen mitteilung verrate verraten",
        "halt": "stop* aufhor* hort schluss genug stell* unterlass* lasst lassen ruhe verschon* nerv* satt abbestell* "
        "horen einstellen stell*_ein beend* aufzuhoren verzicht* abstell* nein",
    },
    "nl": {
        "self": "mij me ons",
        "place": "systeem bestand database site",
        "record": "opname* dossier",
        "get": "wil stuur graag zien",
        "forbid": "niet",
        "able": "kan kon lukt",
        "erase": "verwijder* wis wissen weg schrap* gooi* vernietig* sluit* opzeg* vergeet vergeten verwijderd haal "
        "delete* opheff* kwijt weghal* weggooi* opruim* verwijdering kan_weg dump*",
        "thing": "account* profiel gegevens data informatie persoonsgegevens inschrijving dossier foto foto's "
        "klantgegevens registratie cv bestand systeem database login gebruiker lidmaatschap nummer",
        "whole": "alles alle al",
        "me": "mij mijn me m'n ons onze zijn haar",
        "hold": "heeft hebben heb hebt bewaar* bewaren opgeslagen weet weten verwerk* houdt",
        "show": "inzage kopie stuur* geef* wat welke overzicht zien weten laat toon vertel* ontvang* graag",
        "mails": "nieuwsbrie* reclame* spam aanbiedingen folders sms'jes mailings advertenties catalog* sms spammen "
        "flyers enquetes reclamefolders",
        "mail": "mail mails e-mail e-mails email emails bericht* post",
        "stop": "stop* genoeg geen niet nooit hou houd klaar beu zat ophouden kappen",
        "more": "meer langer verder voortaan",
        "write": "sturen stuur mailen schrijven bellen ontvangen krijgen toesturen lastig benaderen",
        "want": "wil wilt wens hoef* interesse",
        "list": "lijst mailinglijst verzendlijst maillijst",
        "out": "af uit haal verwijder* schrap",
        "unsub": "uitschrijv* afmeld* uitgeschreven opzeg* schrijf",
        "datum": "naam achternaam voornaam adres telefoonnummer geboortedatum nummer mailadres e-mailadres aanhef "
        "geslacht woonadres rekeningnummer telefoon mobiel",
        "wrong": "fout* verkeerd* onjuist* klopt kloppen oud oude verouderd tikfout typfout",
        "change": "wijzig* verander* corrigeer* aanpass* pas aan verbeter* bijwerk* gewijzigd update* aanpassen "
        "aan_passen pas_aan veranderd wijziging",
        "new": "nieuw nieuwe nu",
        "neg": "niet geen nooit niks zonder",
        "use": "gebruik* verwerk* analyseer* volg* delen",
        "purpose": "reclame* marketing* profilering direct",
        "other": "bestelling* factuur pakket wachtwoord knop app fout afspraak prijs",
        "give": "inzage kopie stuur* geef* overzicht zien laat toon vertel* ontvang* graag",
        "halt": "stop* genoeg hou houd klaar beu zat ophouden kappen",
    },
    "sv": {
        "self": "mig oss",
        "place": "system register",
        "record": "inspelning* journal*",
        "get": "vill skicka se",
        "forbid": "inte ej",
        "able": "kan kunde gar",
        "erase": "radera* ta* stryk* avsluta* glom* glomd slang* bort forstor* stang* ta_bort tar_bort tog_bort "
        "raderas radering plocka* rensa*",
        "thing": "konto* profil* uppgift* data personuppgift* information registrering medlemskap bild* foto* cv "
        "register kunduppgifter inlagg medlem* nummer",
        "whole": "allt alla",
        "me": "mig mej mitt min mina oss var vart hans hennes",
        "hold": "har lagrar lagrat sparat sparar vet behandlar finns",
        "show": "registerutdrag kopia skicka vad vilka visa se ge utdrag veta tillgang insyn",
        "mails": "nyhetsbrev* reklam* spam erbjudanden utskick* sms annonser katalog* undersokningar sms:en",
        "mail": "mejl mail mejlen mailen meddelanden brev prenumeration*",
        "stop": "sluta stopp* inga nog avsluta trott",
        "more": "mer fler mera langre vidare",
        "write": "skicka skriva mejla maila ringa kontakta fa",
        "want": "vill onskar vilja behover",
        "list": "lista listan sandlista* utskickslista* mejllista*",
        "out": "bort ur av ta stryk",
        "unsub": "avregistrera* avprenumerera* avanmal*",
        "datum": "namn efternamn fornamn adress telefonnummer fodelsedatum mejladress mailadress nummer personnummer",
        "wrong": "fel felaktig* felstavat gammal gamla inaktuell*",
        "change": "andra* ratta* uppdatera* korrigera* byt* andrat",
        "new": "ny nya nytt nu",
        "neg": "inte ej inga ingen aldrig utan icke",
        "use": "anvand* behandla* spara* analysera*",
        "purpose": "marknadsforing* reklam* profilering direktmarknadsforing",
        "other": "bestallning* faktura* paket* losenord* knapp* app appen ordern order bokning*",
        "give": "registerutdrag kopia skicka visa se ge utdrag tillgang insyn",
        "halt": "sluta stopp* nog avsluta trott",
    },
    "da": {
        "self": "mig os",
        "place": "system systemer database",
        "record": "optagelse* journal*",
        "get": "vil send se",
        "forbid": "ikke ej",
        "able": "kan kunne",
        "erase": "slet* fjern* luk* nedlag* smid* vaek vak glem* destruer* opsig* slettes sletning fjerne afslut*",
        "thing": "konto* profil* oplysninger data personoplysninger information* registrering billede* foto* cv system "
        "database bruger brugerkonto opl medlemskab nummer",
        "whole": "alt alle",
        "me": "mig min mit mine os vores hans hendes",
        "hold": "har gemmer gemt opbevarer ved behandler ligger",
        "show": "indsigt kopi send hvad hvilke vis se give oversigt vide aktindsigt",
        "mails": "nyhedsbrev* reklame* spam tilbud sms'er annoncer katalog* undersogelser",
        "mail": "mail mails e-mail e-mails beskeder post breve",
        "stop": "stop* ingen hold nok traet trat",
        "more": "mere flere langere laengere igen",
        "write": "sende send skrive ringe maile kontakte modtage",
        "want": "vil onsker gerne gider",
        "list": "liste listen mailingliste* maillist* postliste*",
        "out": "af fjern tag ud slet",
        "unsub": "afmeld* frameld* opsig*",
        "datum": "navn efternavn fornavn adresse telefonnummer fodselsdato mailadresse nummer mobilnummer cpr-nummer",
        "wrong": "forkert* fejl stavefejl gammel gamle staves foraldet foraeldet",
        "change": "ret ret* andre aendr* opdater* rettet skift* korriger*",
        "new": "ny nye nyt nu",
        "neg": "ikke ingen aldrig uden ej",
        "use": "brug* behandl* anvend*",
        "purpose": "markedsforing* reklame* profilering",
        "other": "ordre* faktura* pakke* adgangskode* knap* app bestilling* kodeord*",
        "give": "indsigt kopi send vis se give oversigt aktindsigt",
        "halt": "stop* hold nok traet trat",
    },
    "no": {
        "self": "meg oss",
        "place": "system database",
        "forbid": "ikke",
        "able": "kan kunne",
        "erase": "slett* fjern* steng* avslutt* vekk bort glem* lukk* sletting fjerne",
        "thing": "konto* profil* opplysninger data personopplysninger informasjon registrering bilde* foto* cv bruker "
        "brukerkonto system medlemskap nummer",
        "whole": "alt alle",
        "me": "meg min mitt mine oss vare hans hennes",
        "hold": "har lagrer lagret vet oppbevarer behandler",
        "show": "innsyn kopi send hva hvilke vis se gi oversikt vite",
        "mails": "nyhetsbrev* reklame* spam tilbud annonser sms katalog*",
        "mail": "mail mailer e-post eposter meldinger post brev epost",
        "stop": "stopp* slutt* ingen nok",
        "more": "mer flere lenger mere",
        "write": "sende send skrive ringe maile kontakte motta",
        "want": "vil onsker gjerne gidder",
        "list": "liste listen e-postliste* epostliste*",
        "out": "av fjern ta ut slett",
        "unsub": "avmeld* meld avregistrer* avslutt meld_av",
        "datum": "navn etternavn fornavn adresse telefonnummer fodselsdato e-postadresse nummer mobilnummer",
        "wrong": "feil* gammel gamle feilstavet utdatert",
        "change": "endre rett oppdater* korriger* bytt* endret",
        "new": "ny nye nytt na",
        "neg": "ikke ingen aldri uten",
        "use": "bruk* behandl*",
        "purpose": "markedsforing* reklame* profilering",
        "other": "ordre* bestilling* faktura* pakke* passord* knapp* app",
        "give": "innsyn kopi send vis se gi oversikt",
        "halt": "stopp* slutt* nok",
    },
}

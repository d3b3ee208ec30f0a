"""Mails of our own, one a line: kinds that are asked for | language | subject | text (`/` stands for a new line)."""

ENGLISH = """
removal|en||delete my acount and everything else. now.
removal|en||I want you to erase me from your systems, thx
removal|en|gdpr|Right to be forgotten. You know what to do. Account 99812.
removal|en||Hi, love the product but I'm moving on. Could you close my account and wipe whatever you hold on me?
removal|en||You people are the worst. Get rid of all my info.
removal|en||my son is 12 and made an account without permission, delete it please
removal|en||Please take down the photos of me from your website.
removal|en||pls remove all my personal data from ur database
removal|en||I no longer wish to be a customer. Please destroy my records.
removal|en||You did not hire me. Please destroy my CV and your notes of the interview.
removal access|en||Send me a copy of what you hold on me and afterwards delete it all.
unsubscribe|en||stop spamming me!!!
unsubscribe|en||take me off ur list
unsubscribe|en|unsubcribe|
unsubscribe|en||REMOVE
unsubscribe|en|Remove me|
unsubscribe|en||I keep getting your newsletter and I never signed up for it. Enough.
unsubscribe|en||no more emails
unsubscribe|en||Plz unsuscribe john@foo.example
unsubscribe|en||would you kindly stop sending these catalogues to my late mother
access|en||What do you know about me?
access|en|SAR|Under the UK GDPR I want everything you hold about me.
access|en||who did you sell my data to and where did you get my address from?
access|en||Please send me all the information you have on me.
amendment|en||You've spelled my name wrong, it's Katherine with a K.
amendment|en||I moved. New address: 12 Elm St.
amendment|en||My date of birth is wrong in your records, should be 3 May 1980 not 1981
amendment|en||please change my email from a@x.example to b@x.example
objection|en||I object to you using my data for profiling.
objection|en||Stop processing my personal data for marketing purposes.
opt_out_of_sale|en||Don't sell my info. I live in California.
withdraw_consent|en||I withdraw my consent.
restriction|en||Please restrict the processing of my data until this is settled.
limit_sensitive|en||Limit the use of my sensitive personal information.
portability|en||I want my data as JSON so that I can take it to another provider.
complaint|en||I asked you to delete my data six weeks ago and still have had no reply to my request.
|en||Please do not delete my account, I just want to reset the password.
|en||I deleted the wrong file yesterday, can you restore it?
|en||The delete button does nothing when I click it on the account page. Firefox 120.
|en||Do you offer a GDPR compliance tool? We would like a quote.
|en||We help companies handle subject access requests. Book a demo!
|en||Thanks for removing my address so quickly.
|en||Where is my order 12345?
|en||When will my parcel arrive? Also please change the colour to red.
|en||My account was hacked, please reset my password.
|en||How long do you keep customer data after an account is closed?
|en||Can you remove the scratch on my table?
|en||Please correct the invoice, the VAT is wrong.
|en||I can't log in to my account.
|en||Please cancel my order 8812.
|en||Please send me a copy of my invoice.
|en||I'd like to subscribe to your newsletter.
|en||I have not received my order yet, no answer from your support.
|en|This week|Our spring sale is on.//You are receiving this because you signed up. To unsubscribe, click here.
"""
GERMAN = """
removal|de||Bitte löscht meinen Account
removal|de||löschen sie alle meine daten, und zwar sofort
removal|de||Ich möchte, dass alle über mich gespeicherten Daten gelöscht werden.
removal|de||Konto löschen bitte, Danke
unsubscribe|de||Hört endlich auf mir Mails zu schicken!
unsubscribe|de||bitte aus dem Verteiler nehmen
unsubscribe|de||Ich will keine Werbung mehr.
unsubscribe|de|Abmelden|
unsubscribe|de||Newsletter abbestellen
access|de||Was wisst ihr alles über mich?
access|de||Bitte um Auskunft nach Art. 15 DSGVO
amendment|de||Mein Name ist falsch geschrieben, richtig ist Meyer mit y
amendment|de||Ich bin umgezogen, neue Anschrift: Hauptstr. 3, 12345 Berlin
objection|de||Ich widerspreche der Nutzung meiner Daten für Werbezwecke.
withdraw_consent|de||Hiermit widerrufe ich meine Einwilligung.
|de||Bitte löschen Sie mein Konto nicht, ich brauche es noch.
|de||Ich habe die Datei gelöscht, wie bekomme ich sie zurück?
|de||Wo bleibt mein Paket?
|de||Die App stürzt ab, wenn ich mein Konto lösche.
|de||Wir unterstützen Sie bei der Bearbeitung von Löschanfragen.
|de||Bitte stornieren Sie meine Bestellung.
"""
OTHERS = """
removal|fr||supprimez mon compte svp
removal|fr||Je veux que vous effaciez toutes mes données.
unsubscribe|fr||arretez de m'envoyer vos pubs
unsubscribe|fr||Merci de me désinscrire
access|fr||Que savez-vous sur moi ?
amendment|fr||Mon nom est mal orthographié, c'est Lefèvre.
objection|fr||Je m'oppose au traitement de mes données.
|fr||Ne supprimez pas mon compte !
|fr||J'ai supprimé un fichier par erreur.
|fr||Où est ma commande ?
removal|es||borren mi cuenta ya
unsubscribe|es||dejen de mandarme correos
unsubscribe|es||BAJA
access|es||¿Qué datos tienen sobre mí?
amendment|es||mi apellido está mal escrito, es Núñez
|es||No borren mi cuenta por favor
|es||¿Dónde está mi pedido?
removal|it||cancellate il mio account
removal|it||Voglio che cancelliate tutti i miei dati personali
unsubscribe|it||basta email!!!
unsubscribe|it||Vorrei disiscrivermi dalla newsletter
access|it||Quali dati avete su di me?
amendment|it||Il mio cognome è sbagliato, è Rossi
objection|it||Mi oppongo al trattamento dei miei dati
|it||Dov'è il mio ordine?
removal|nl||verwijder mijn account aub
unsubscribe|nl||geen mails meer sturen
access|nl||Welke gegevens hebben jullie over mij?
amendment|nl||mijn adres klopt niet, ik ben verhuisd
objection|nl||Ik maak bezwaar tegen de verwerking van mijn gegevens
|nl||Waar blijft mijn bestelling?
removal|pt||apaguem a minha conta por favor
unsubscribe|pt||parem de me mandar emails
access|pt||Que dados têm sobre mim?
removal|pl||usuńcie moje konto
access|pl||Jakie dane macie na mój temat?
amendment|pl||Proszę poprawić moje nazwisko, jest błędne
unsubscribe|pl||proszę mnie wypisać z newslettera
removal|sv||radera mitt konto
unsubscribe|sv||sluta skicka mejl till mig
access|sv||Vilka uppgifter har ni om mig?
removal|da||slet min konto
unsubscribe|da||Jeg vil ikke have flere nyhedsbreve
access|da||Hvilke oplysninger har I om mig?
amendment|da||Mit navn er stavet forkert
removal|no||Vennligst slett kontoen min
removal|cs||smažte můj účet
unsubscribe|cs||Neposílejte mi už žádné reklamy
access|cs||Jaké údaje o mně máte?
amendment|cs||Prosím opravte mou adresu
removal|fi||poistakaa tilini
unsubscribe|fi||en halua enää uutiskirjeitä
access|fi||Mitä tietoja teillä on minusta?
removal|ru||удалите мой аккаунт
unsubscribe|ru||отпишите меня от рассылки
removal|tr||hesabımı silin lütfen
removal|hu||Kérem töröljék a fiókomat
unsubscribe|hu||Nem kérek több hírlevelet
removal|ro||Ștergeți contul meu
removal|el||Παρακαλώ διαγράψτε τον λογαριασμό μου
removal|ja||アカウントを削除してください
unsubscribe|ja||メルマガを解除してください
access|zh||请提供我的个人数据的副本
unsubscribe|zh||请退订
removal|ko||계정을 삭제해 주세요
removal|uk||Прошу видалити мої персональні дані
"""


def examples(table: str) -> list[tuple[set[str], str, str]]:
    """Wanted kinds, subject and text of each line."""
    rows = [line.split("|") for line in table.strip().splitlines()]
    return [(set(kinds.split()), subject, text.replace("//", "\n\n")) for kinds, _, subject, text in rows]

"""The field's own words in German."""

from compliance.letters.words.table import Words

WORDS = Words(
    kinds={
        "removal": "Löschung Ihrer Daten",
        "amendment": "Berichtigung Ihrer Daten",
        "unsubscribe": "keine Zusendungen mehr",
        "access": "Auskunft über Ihre Daten",
        "portability": "Ihre Daten zum Mitnehmen",
        "objection": "Ihr Widerspruch gegen die Nutzung Ihrer Daten",
        "restriction": "eingeschränkte Nutzung Ihrer Daten",
        "opt_out_of_sale": "kein Verkauf und keine Weitergabe Ihrer Daten",
        "limit_sensitive": "beschränkte Nutzung Ihrer sensiblen Daten",
        "withdraw_consent": "Widerruf Ihrer Einwilligung",
        "complaint": "Ihre Beschwerde",
        "appeal": "Ihr Einspruch gegen unsere Antwort",
    },
    grounds={
        "not_identified": "wir konnten nicht feststellen, dass die Daten Ihre sind (Art. 12 Abs. 2 und 6 DSGVO)",
        "legal_duty": "ein Gesetz verpflichtet uns, die Daten aufzubewahren (Art. 17 Abs. 3 Buchst. b DSGVO)",
        "legal_claims": "die Daten werden für Rechtsansprüche gebraucht (Art. 17 Abs. 3 Buchst. e DSGVO)",
        "expression": "das Recht auf freie Meinungsäußerung und Information überwiegt (Art. 17 Abs. 3 Buchst. a DSGVO)",
        "accurate": "die Daten wurden geprüft und sind richtig (Art. 16 DSGVO)",
        "excessive": "der Antrag ist offenkundig unbegründet oder exzessiv (Art. 12 Abs. 5 DSGVO)",
        "nothing_held": "wir haben keine Daten über Sie",
        "not_covered": "das Gesetz gibt dieses Recht in diesem Fall nicht",
    },
    tasks={
        "done": "erledigt",
        "kept": "aufbewahrt, denn",
        "nothing_found": "nichts gefunden",
    },
    extensions={
        "complexity": "sie ist umfangreich",
        "number": "bei uns sind viele Anfragen eingegangen",
    },
    points={
        "customer_number": "Kunden- oder Kontonummer",
        "order_number": "Nummer einer Bestellung oder Rechnung",
        "recent_activity": "was Sie zuletzt bei uns bestellt oder getan haben, und wann",
        "joined": "seit wann Sie ungefähr Kundin oder Kunde sind oder das Konto haben",
        "user_name": "Benutzername",
        "name": "Name",
        "postal_address": "Postanschrift",
        "birth_date": "Geburtsdatum",
        "phone": "Telefonnummer",
    },
)

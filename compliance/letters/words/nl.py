"""The field's own words in Dutch."""

from compliance.letters.words.table import Words

WORDS = Words(
    kinds={
        "removal": "verwijdering van uw gegevens",
        "amendment": "correctie van uw gegevens",
        "unsubscribe": "geen mailings meer",
        "access": "een kopie van uw gegevens",
        "portability": "uw gegevens om mee te nemen",
        "objection": "uw bezwaar tegen het gebruik van uw gegevens",
        "restriction": "beperkt gebruik van uw gegevens",
        "opt_out_of_sale": "geen verkoop of delen van uw gegevens",
        "limit_sensitive": "beperkt gebruik van uw gevoelige gegevens",
        "withdraw_consent": "intrekking van uw toestemming",
        "complaint": "uw klacht",
        "appeal": "uw bezwaar tegen ons antwoord",
    },
    grounds={
        "not_identified": "wij konden niet vaststellen dat de gegevens van u zijn (art. 12, leden 2 en 6, AVG)",
        "legal_duty": "een wet verplicht ons de gegevens te bewaren (art. 17, lid 3, onder b, AVG)",
        "legal_claims": "de gegevens zijn nodig voor een rechtsvordering (art. 17, lid 3, onder e, AVG)",
        "expression": "de vrijheid van meningsuiting en informatie weegt zwaarder (art. 17, lid 3, onder a, AVG)",
        "accurate": "de gegevens zijn nagekeken en kloppen (art. 16 AVG)",
        "excessive": "het verzoek is kennelijk ongegrond of buitensporig (art. 12, lid 5, AVG)",
        "nothing_held": "wij hebben geen gegevens over u",
        "not_covered": "de wet geeft dit recht in dit geval niet",
    },
    tasks={
        "done": "gedaan",
        "kept": "bewaard, want",
        "nothing_found": "niets gevonden",
    },
    extensions={
        "complexity": "het is complex",
        "number": "wij hebben veel verzoeken gekregen",
    },
    points={
        "customer_number": "klant- of rekeningnummer",
        "order_number": "nummer van een bestelling of factuur",
        "recent_activity": "wat u het laatst bij ons hebt besteld of gedaan, en wanneer",
        "joined": "sinds wanneer u ongeveer klant bent of de account hebt",
        "user_name": "gebruikersnaam",
        "name": "naam",
        "postal_address": "postadres",
        "birth_date": "geboortedatum",
        "phone": "telefoonnummer",
    },
)

"""The field's own words in Italian."""

from compliance.letters.words.table import Words

WORDS = Words(
    kinds={
        "removal": "la cancellazione dei Suoi dati",
        "amendment": "la rettifica dei Suoi dati",
        "unsubscribe": "nessun altro invio",
        "access": "una copia dei Suoi dati",
        "portability": "la portabilità dei Suoi dati",
        "objection": "la Sua opposizione all'uso dei Suoi dati",
        "restriction": "la limitazione dell'uso dei Suoi dati",
        "opt_out_of_sale": "nessuna vendita o cessione dei Suoi dati",
        "limit_sensitive": "l'uso limitato dei Suoi dati sensibili",
        "withdraw_consent": "la revoca del Suo consenso",
        "complaint": "il Suo reclamo",
        "appeal": "la Sua contestazione della nostra risposta",
    },
    grounds={
        "not_identified": "non abbiamo potuto accertare che i dati sono Suoi (art. 12, par. 2 e 6, GDPR)",
        "legal_duty": "una legge ci obbliga a conservare i dati (art. 17, par. 3, lett. b), GDPR)",
        "legal_claims": "i dati servono per far valere diritti in giudizio (art. 17, par. 3, lett. e), GDPR)",
        "expression": "prevale la libertà di espressione e di informazione (art. 17, par. 3, lett. a), GDPR)",
        "accurate": "i dati sono stati verificati e sono esatti (art. 16 GDPR)",
        "excessive": "la richiesta è manifestamente infondata o eccessiva (art. 12, par. 5, GDPR)",
        "nothing_held": "non abbiamo dati che La riguardano",
        "not_covered": "la legge non dà questo diritto in questo caso",
    },
    tasks={
        "done": "fatto",
        "kept": "conservato, perché",
        "nothing_found": "non trovato nulla",
    },
    extensions={
        "complexity": "è complessa",
        "number": "abbiamo ricevuto molte richieste",
    },
    points={
        "customer_number": "numero cliente o di conto",
        "order_number": "numero di un ordine o di una fattura",
        "recent_activity": "che cosa ha ordinato o fatto da noi per ultimo, e quando",
        "joined": "da quando, all'incirca, è cliente o ha il conto",
        "user_name": "nome utente",
        "name": "nome",
        "postal_address": "indirizzo postale",
        "birth_date": "data di nascita",
        "phone": "numero di telefono",
    },
)

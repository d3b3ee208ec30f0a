"""The field's own words in English."""

from compliance.letters.words.table import Words

WORDS = Words(
    kinds={
        "removal": "removal of your data",
        "amendment": "correction of your data",
        "unsubscribe": "no more mailings",
        "access": "a copy of your data",
        "portability": "your data to take elsewhere",
        "objection": "your objection to the use of your data",
        "restriction": "restricted use of your data",
        "opt_out_of_sale": "no sale or sharing of your data",
        "limit_sensitive": "limited use of your sensitive data",
        "withdraw_consent": "withdrawal of your consent",
        "complaint": "your complaint",
        "appeal": "your objection to our answer",
    },
    grounds={
        "not_identified": "we could not establish that the data is yours (GDPR Art. 12(2), 12(6))",
        "legal_duty": "a law obliges us to keep the data (GDPR Art. 17(3)(b))",
        "legal_claims": "the data is needed for legal claims (GDPR Art. 17(3)(e))",
        "expression": "freedom of expression and information outweighs (GDPR Art. 17(3)(a))",
        "accurate": "the data was checked and is accurate (GDPR Art. 16)",
        "excessive": "the request is manifestly unfounded or excessive (GDPR Art. 12(5))",
        "nothing_held": "we hold no data about you",
        "not_covered": "the law does not give this right in this case",
    },
    tasks={
        "done": "done",
        "kept": "kept, because",
        "nothing_found": "nothing found",
    },
    extensions={
        "complexity": "it is complex",
        "number": "we have received many requests",
    },
    points={
        "customer_number": "customer or account number",
        "order_number": "number of an order or invoice",
        "recent_activity": "what you last ordered or did with us, and when",
        "joined": "roughly when you became a customer or opened the account",
        "user_name": "user name",
        "name": "name",
        "postal_address": "postal address",
        "birth_date": "date of birth",
        "phone": "telephone number",
    },
)

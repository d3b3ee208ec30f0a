"""Where personal data of the people who write to us lies in the database, column by column, and with which part it goes.

Every column that can hold words, codes or bytes stands in exactly one of two lists: `PERSONAL`, by the part of a ticket with
which it is blanked or deleted, or `NOT_PERSONAL`, by table; a test holds both against the models. A new column therefore makes
somebody decide. Parts go in their order, each at its own time (`retention`): the raw mail first, then the words and files, in
the end who it was (GDPR Art. 5(1)(c) and (e)).
"""

from collections.abc import Mapping

RAW, WORDS, IDENTIFIERS = "raw", "words", "identifiers"
PARTS = (RAW, WORDS, IDENTIFIERS)
ELSEWHERE = "elsewhere"  # personal, but of nobody's ticket: its own rule or its owner takes it away

# Blanked: table -> column -> part. The row stays, since others hang on it.
BLANKED: Mapping[str, Mapping[str, str]] = {
    "kept_mails": {"raw": RAW, "envelope_sender": RAW, "recipients": RAW},
    "messages": {
        "subject": WORDS, "text": WORDS, "body": WORDS, "html": WORDS, "warnings": WORDS,
        "sender": IDENTIFIERS, "sender_name": IDENTIFIERS, "recipient": IDENTIFIERS, "message_id": IDENTIFIERS,
        "in_reply_to": IDENTIFIERS, "evidence": IDENTIFIERS,
    },
    "details": {"value": WORDS},
    "amendments": {"field": WORDS, "current": WORDS, "asked": WORDS},
    "amended": {"value": WORDS},
    "attachments": {"name": WORDS, "content": WORDS, "sha256": WORDS},
    "requesters": {
        "name": IDENTIFIERS, "email": IDENTIFIERS, "email_key": IDENTIFIERS, "country": IDENTIFIERS, "likeness": IDENTIFIERS,
        "for_name": IDENTIFIERS, "for_email": IDENTIFIERS,
    },
    "identity_documents": {"content": RAW},  # erased with the decision about them; whatever is left goes first
    "legal_holds": {"reason": IDENTIFIERS},
}

# Deleted with the part, the whole row.
DELETED: Mapping[str, Mapping[str, str]] = {
    "learning_examples": {"subject": WORDS, "text": WORDS},
    "known_addresses": {"email_key": IDENTIFIERS},
    "list_links": {"address": IDENTIFIERS},
    "search_entries": {"tokens": IDENTIFIERS},  # those of the words go with the words (`tickets.searching`)
}

# Personal, of nobody's ticket: colleagues (their own rule), files of a form that is not sent yet (a day), sealed keys.
OTHERS: Mapping[str, tuple[str, ...]] = {
    "staff": ("email", "name", "password", "invitation", "subject", "timezone", "feed"),
    "authenticators": ("secret",),
    "recovery_codes": ("key",),
    "passkeys": ("name", "credential", "public_key"),
    "staff_sessions": ("key", "device", "challenge"),  # gone with the session
    "systems": ("owner", "contact"),
    "promises": ("owner",),
    "uploads": ("submission", "name", "type", "sha256", "sealed"),
    "bulk_runs": ("fields",),  # emptied with the end of the run
    "saved_views": ("name", "query"),
    "seal_keys": ("wrapped",),
}

NOT_PERSONAL: Mapping[str, tuple[str, ...]] = {
    "approval_rules": ("kind",),
    "attachments": ("type",),
    "bulk_items": ("state", "reason"),
    "bulk_runs": ("act",),
    "checkpoints": ("note",),
    "contacts": ("address", "regime", "language", "timezone", "holidays", "sender_name", "signature"),
    "counters": ("name",),
    "dead_addresses": ("key", "reason"),  # a keyed digest
    "details": ("name",),
    "digest_lines": ("rung",),
    "events": ("kind", "entity", "actor", "data", "previous", "state", "digest"),
    "heartbeats": ("duty",),
    "rate_hits": ("key",),  # a keyed digest of an address, for a day
    "house": ("name",),
    "identity_documents": ("type",),
    "instructions": ("nonce",),
    "jobs": ("kind", "payload", "state", "token", "error"),
    "kept_mails": ("redelivery", "sha256", "channel", "state"),
    "learning_examples": ("kind", "suggested", "language"),
    "legal_holds": ("ground",),
    "letter_texts": ("letter", "language", "text"),
    "links": ("purpose", "nonce"),
    "list_links": ("id", "in_list"),
    "log_leaves": ("hash",),
    "log_nodes": ("hash",),
    "messages": ("direction", "channel", "outcome", "language", "letter", "facts", "delivery", "error"),
    "plans": ("rungs",),
    "policies": ("language", "text", "changed", "sha256"),
    "promise_reviews": ("note",),
    "promises": ("name", "what", "purpose", "ground", "period"),
    "reminders": ("rung",),
    "requests": ("kind", "evidence", "regime", "steps", "pauses", "extension_ground", "outcome", "ground"),
    "retention_dues": ("part", "state", "digest"),
    "retention_rules": ("key", "law", "kind"),
    "seal_keys": ("master",),
    "staff": ("role",),
    "snapshots": ("name", "figures"),
    "suppressions": ("key", "made_with", "in_list", "reason", "law", "lifted_because", "evidence"),  # a keyed digest
    "systems": ("name", "holds", "instructions", "kinds", "relation", "how"),
    "tags": ("name",),
    "warrants": ("plan", "ended_why"),
    "tasks": ("outcome", "ground"),
    "text_blocks": ("title", "language", "text"),
    "tickets": (
        "reference", "state", "channel", "contact", "language", "timezone", "holidays", "regime", "perhaps_why", "suspected",
        "proof_way", "shown", "doubts", "behalf",
    ),
}


def columns_of(part: str, table: str) -> tuple[str, ...]:
    """The columns of a table that are blanked with a part."""
    return tuple(column for column, goes_with in BLANKED.get(table, {}).items() if goes_with == part)


def deleted_with(part: str) -> tuple[str, ...]:
    """The tables whose rows are deleted with a part."""
    return tuple(table for table, columns in DELETED.items() if part in columns.values())

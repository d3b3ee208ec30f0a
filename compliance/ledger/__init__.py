"""The audit trail: its only writer, and its verifier.

A guarded row (`Guarded`) may change only together with an event that tells why: `record(row, happened, actor, ...)` wraps the
change and writes row and event in one flush. The event says which event of that row it follows and carries

- `previous`: the digest of the event it follows (a chain for each row),
- `state`: the digest of the row's columns after the change, personal ones excepted,
- `digest`: SHA-256 over all of it in canonical JSON.

Triggers in the database (`migrations/guards.py`) refuse an UPDATE of a guarded row whose new `last_event_id` is not an
event of that row that follows the old one, an INSERT without a first event, and every DELETE; and UPDATE and DELETE of
events. One column is audit, optimistic lock and linear history: of two writers that started from the same event exactly
one wins, the other gets `Conflict`.

Where many rows are written at once, `gathered()` leaves that to the next flush: see `compliance.gathering`.

`verify()` walks every chain and names the first entry that does not hold.
"""

from compliance.ledger.entries import Event, Guarded, canonical, content, digest, guarded_models
from compliance.ledger.log import seal
from compliance.ledger.recording import Conflict, Tip, gathered, hold, record, tell_many, tips_of
from compliance.ledger.verifying import Fault, in_chain_order, verify

__all__ = [
    "Conflict", "Event", "Fault", "Guarded", "Tip", "canonical", "content", "digest", "gathered", "guarded_models", "hold",
    "in_chain_order", "record", "seal", "tell_many", "tips_of", "verify",
]

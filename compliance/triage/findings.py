"""What triage says of a text: typed requests, each with the words that decided it, and what else was read of the person.

Plain frozen data, so that a result can be pickled, compared and kept. Offsets are characters of the text as it was given.
"""

from dataclasses import dataclass

REMOVAL, AMENDMENT, UNSUBSCRIBE, ACCESS = "removal", "amendment", "unsubscribe", "access"
PORTABILITY, OBJECTION, RESTRICTION = "portability", "objection", "restriction"
OPT_OUT_OF_SALE, LIMIT_SENSITIVE = "opt_out_of_sale", "limit_sensitive"
WITHDRAW_CONSENT, COMPLAINT = "withdraw_consent", "complaint"
KINDS = (
    REMOVAL,
    AMENDMENT,
    UNSUBSCRIBE,
    ACCESS,
    PORTABILITY,
    OBJECTION,
    RESTRICTION,
    OPT_OUT_OF_SALE,
    LIMIT_SENSITIVE,
    WITHDRAW_CONSENT,
    COMPLAINT,
)


@dataclass(frozen=True)
class Span:
    """Characters start..end (end exclusive) of the field `subject` or `text`; of a sender's name, of `from`."""

    field: str
    start: int
    end: int


@dataclass(frozen=True)
class Finding:
    """One thing that is asked: its kind (one of KINDS), how likely it is right (0 to 1), and the words that say so."""

    kind: str
    confidence: float
    evidence: tuple[Span, ...]


@dataclass(frozen=True)
class Identifier:
    """Something that tells who is meant: kind is name, email, phone, number, username, birth_date, address,
    wrong or right."""

    kind: str
    value: str
    span: Span


@dataclass(frozen=True)
class Findings:
    """All that was read. `requests` is sorted, the surest first; empty means that nothing is asked for.

    `law` is the id of a regime or None where none is stated; `language` an ISO 639-1 code or None;
    `on_behalf` is self, child, client or deceased; `urgency` holds authority, court and child, as far as they apply;
    `sure` says that the requests need no second look by a person.
    """

    requests: tuple[Finding, ...] = ()
    law: str | None = None
    law_evidence: tuple[Span, ...] = ()
    language: str | None = None
    identifiers: tuple[Identifier, ...] = ()
    on_behalf: str = "self"
    urgency: tuple[str, ...] = ()
    sure: bool = False

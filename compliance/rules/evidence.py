"""How sure we are that the person who asks is the person concerned, and how that was learnt.

Level 0: claimed, by any mail or form. Level 1: control of the mailbox shown now, by pressing the button behind a link that
was sent there, or by an answer that a member of staff has checked. A `From` address is never proof (GDPR Art. 12(6) lets
us ask for more where there is reasonable doubt; Art. 11 and 5(1)(c) forbid asking for more than needed).

Beside the level stands what a mail server says of a mail's sender (`Evidence`): that the domain in From has signed it (DKIM,
RFC 6376), may send from where it came (SPF, RFC 7208), and what its owner asks for (DMARC, RFC 7489). A domain that signed
vouches for the sender, and that is enough to stop mailings without asking anybody (`may_run_alone`). It never raises the
level: who may write from an address today need not be the person whose data is to be removed or changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

CLAIMED = 0
MAILBOX = 1

LEVELS = {CLAIMED: "claimed, not yet shown", MAILBOX: "control of the mailbox shown"}

# How staff may have come to the proof when it was not the link: code -> words on the ticket.
WAYS = {
    "link": "pressed the button behind the link that was sent to the address",
    "answer": "answered from the address on file, checked by staff",
    "call_back": "called back on a number on file",
    "in_person": "came in person",
    "account": "asked while signed in to the account",
}

LINK_DAYS = 7

PASSED = "pass"
DMARC_SILENT = frozenset({PASSED, "none"})  # the owner of the domain is content, or has asked for nothing
UNSUBSCRIBE = "unsubscribe"


@dataclass(frozen=True)
class Check:
    """One result: `method` is dkim, spf, dmarc or arc; `domain` the one that it is about; `aligned`: it is that of From
    (for DKIM and SPF the same organisation's, RFC 7489 section 3.1)."""

    method: str
    result: str
    domain: str = ""
    aligned: bool = False


@dataclass(frozen=True)
class Evidence:
    """What was found out about the sender of a mail. `by`: the names of our mail servers that said so; HERE: checked by us."""

    by: tuple[str, ...]
    checks: tuple[Check, ...]


HERE = "here"


def vouching(evidence: Evidence | None) -> str | None:
    """The domain that vouches for the sender: it signed the mail, it is that of From, and its owner's DMARC does not object."""
    checks = evidence.checks if evidence else ()
    for check in checks:
        if check.method == "dmarc" and (check.result not in DMARC_SILENT or not check.aligned):
            return None
    return next((c.domain for c in checks if c.method == "dkim" and c.result == PASSED and c.aligned), None)


def may_run_alone(kind: str, evidence: Evidence | None, *, own_link: bool = False) -> bool:
    """Whether a request may be carried out before any person has looked at it.

    Stopping mailings alone, since it can be undone: by our own link for that address, or where a domain vouches for the sender.
    """
    return kind == UNSUBSCRIBE and (own_link or vouching(evidence) is not None)


def written(evidence: Evidence) -> dict[str, Any]:
    """The evidence as JSON."""
    return {"by": list(evidence.by), "checks": [asdict(check) for check in evidence.checks]}


def read(kept: Mapping[str, Any] | None) -> Evidence | None:
    """The evidence from its JSON; None where none was kept."""
    if not kept:
        return None
    checks: Sequence[Mapping[str, Any]] = kept["checks"]
    return Evidence(tuple(kept["by"]), tuple(Check(**check) for check in checks))

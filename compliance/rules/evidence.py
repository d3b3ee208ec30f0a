"""What a mail server says of a mail's sender: that the domain in From has signed it (DKIM, RFC 6376), may send from where it
came (SPF, RFC 7208), and what its owner asks for (DMARC, RFC 7489).

A domain that signed vouches for the sender, and that is enough to stop mailings without asking anybody (`may_run_alone`). By
itself it shows nothing of the person (`identity`): a signed mail can be kept and sent again by whoever has a copy of it. With a
secret that was sent to that address and came back in the same mail, it does (`shows_control`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

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


def shows_control(evidence: Evidence | None) -> bool:
    """Whether a mail that came to a secret address of ours shows control of its sender's mailbox.

    It must be signed by the domain in From, and that domain's owner must stand by it (DMARC passed, aligned); silence is not
    enough here. The secret address must have been sent to that mailbox alone, which is for the caller to know.
    """
    checks = evidence.checks if evidence else ()
    stands_by = any(check.method == "dmarc" and check.result == PASSED and check.aligned for check in checks)
    return stands_by and vouching(evidence) is not None


def written(evidence: Evidence) -> dict[str, Any]:
    """The evidence as JSON."""
    return {"by": list(evidence.by), "checks": [asdict(check) for check in evidence.checks]}


def read(kept: Mapping[str, Any] | None) -> Evidence | None:
    """The evidence from its JSON; None where none was kept."""
    if not kept:
        return None
    checks: Sequence[Mapping[str, Any]] = kept["checks"]
    return Evidence(tuple(kept["by"]), tuple(Check(**check) for check in checks))

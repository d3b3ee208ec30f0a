"""Who asks: what they have shown of it, how sure that makes us, and how sure we must be before an act.

Levels: 0 claimed, by any mail or form. 1 control of a mailbox, shown now. 2 known: that, and it fits what is on file. 3 sworn:
known, heard over another channel, and declared in writing (after 11 CCR 7062: two matching points for a reasonable, three and a
declaration for a reasonably high degree of certainty). A `From` address is never proof.

What must be shown grows with what is at stake (`need`). We ask for more only where there is reasonable doubt (GDPR Art. 12(6)),
and never for more than is needed (Art. 5(1)(c), 11; EDPB Guidelines 01/2022 section 3.3): who writes from the address that has
long been on file shows control of it, and that does for a removal or an amendment; what is handed over needs more.

`Shown` is what a ticket keeps: codes and dates, never an answer.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from compliance.rules.kinds import BY_KEY

CLAIMED, MAILBOX, KNOWN, SWORN = 0, 1, 2, 3
LEVELS = {
    CLAIMED: "claimed, not yet shown",
    MAILBOX: "control of the mailbox shown",
    KNOWN: "known: it fits what is on file",
    SWORN: "known, heard another way, and declared in writing",
}

# How somebody showed that it is them: code -> words on the ticket.
WAYS = {
    "link": "pressed the button behind the link that was sent to the address",
    "code": "typed the six-digit code that was sent to the address",
    "signed": "answered to the secret address, in a mail that its domain has signed",
    "answer": "answered from the address on file, checked by staff",
    "call_back": "called back on a number on file, and asked what only they know",
    "in_person": "came in person and was recognised",
    "account": "asked while signed in to the account",
    "document": "showed a document to an officer, which is erased",
}
BY_WORD = ("answer", "call_back", "in_person", "account")  # which any member of staff may vouch for
BY_THEMSELVES = frozenset({"link", "code", "signed"})  # the person's own acts
KNOWING = frozenset({"call_back", "in_person", "account", "document"})  # ways that reach what is on file by themselves
ANOTHER_CHANNEL = frozenset({"call_back", "in_person"})

# What can be asked and held against what is on file: code -> words for staff.
POINTS = {
    "customer_number": "customer or account number",
    "order_number": "number of an order or invoice",
    "recent_activity": "what they last did with us, and when",
    "joined": "when they became a customer or opened the account",
    "user_name": "user name",
    "name": "name",
    "postal_address": "postal address",
    "birth_date": "date of birth",
    "phone": "telephone number",
}
NEAR = frozenset({"user_name", "name", "postal_address", "birth_date", "phone"})  # anybody near the person knows these
ENOUGH, ENOUGH_ELSEWHERE, ENOUGH_SWORN = 2, 3, 3
ON_FILE_DAYS = 30  # an address that has stood there for less may be a thief's

HELD, LATELY, ABSENT = "held", "lately", "absent"
ADDRESSES = {
    HELD: "on file, unchanged, for 30 days or more",
    LATELY: "on file for less than 30 days, or changed since",
    ABSENT: "not on file, or nobody has looked yet",
}

# Why more must be shown: code -> words for staff.
DOUBTS = {
    "sensitive": "it concerns payment, health, employment or an administrator's account",
    "dispute": "somebody close to the person may be behind it",
    "contradiction": "what they say does not fit together, or the address only looks like the one on file",
    "denied": "the person says that nobody may ask for them",
    "pressure": "we are pressed to skip the proof",
}

# For whom somebody asks: code -> words for staff.
BEHALF = {"self": "for themselves", "child": "for a child of theirs", "client": "for somebody who has asked them to",
          "dead": "for somebody who has died"}
# What must lie on the ticket beside the level: code -> words for staff.
PAPERS = {
    "mandate": "the authorisation, kept with the ticket",
    "confirmed": "the person's own word that they may ask",
    "declaration": "a signed declaration",
    "relation": "a document that shows the death and the relation",
}
PAPERS_OF: Mapping[str, frozenset[str]] = {
    "self": frozenset(), "child": frozenset({"declaration"}), "client": frozenset({"mandate", "confirmed"}),
    "dead": frozenset({"relation"}),
}

LINK_DAYS = 7
CODE_MINUTES = 10
CODE_TRIES = 5


@dataclass(frozen=True)
class Shown:
    """What was shown. `on_file_since`: since when the address that asks has stood unchanged in our systems, None where it
    does not or nobody has looked; `asked_on`: the day on which the request came in, at which that is measured."""

    ways: frozenset[str] = frozenset()
    on_file_since: date | None = None
    points: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()
    asked_on: date = date.max


@dataclass(frozen=True)
class Need:
    """What must be shown before an act: the level, and papers beside it."""

    level: int
    papers: frozenset[str] = frozenset()


def address_of(shown: Shown) -> str:
    """What is known of the address that asks (`ADDRESSES`)."""
    if shown.on_file_since is None:
        return ABSENT
    long = shown.asked_on - shown.on_file_since >= timedelta(days=ON_FILE_DAYS)
    return HELD if long else LATELY


def points_that_count(points: Set[str]) -> int:
    """How many points weigh: all that only the person knows, and one at most of those that anybody near them knows."""
    return len((points & POINTS.keys()) - NEAR) + min(1, len(points & NEAR))


def level_of(shown: Shown) -> int:
    """The level that what was shown amounts to."""
    if not shown.ways & WAYS.keys():
        return CLAIMED
    weight = points_that_count(shown.points)
    fits = weight >= (ENOUGH if address_of(shown) == HELD else ENOUGH_ELSEWHERE)
    if not fits and not shown.ways & KNOWING:
        return MAILBOX
    sworn = shown.ways & ANOTHER_CHANNEL and weight >= ENOUGH_SWORN and "declaration" in shown.papers
    return SWORN if sworn else KNOWN


def least_level(kind: str, address: str) -> int:
    """The least level for an act where nothing gives rise to doubt, and the person asks for themselves.

    Raises KeyError for an unknown kind.
    """
    entry = BY_KEY[kind]
    return entry.proof_on_file if address == HELD and entry.proof_on_file is not None else entry.proof


def need(kind: str, shown: Shown, behalf: str, doubts: Set[str]) -> Need:
    """What must be shown before a request of this kind is carried out. Raises KeyError for an unknown `behalf`."""
    level = least_level(kind, address_of(shown))
    if level == CLAIMED:
        return Need(CLAIMED)
    if behalf != "self":
        level = max(level, KNOWN)
    return Need(SWORN if doubts else level, PAPERS_OF[behalf])


def lacking(kind: str, shown: Shown, behalf: str, doubts: Set[str]) -> frozenset[str]:
    """What is still to be shown: `level` and codes of papers; empty where the act may be done."""
    wanted = need(kind, shown, behalf, doubts)
    missing = wanted.papers - shown.papers
    return missing | {"level"} if level_of(shown) < wanted.level else missing


def written(shown: Shown) -> dict[str, Any]:
    """What was shown as JSON, as a ticket keeps it; the day of receipt stands on the ticket."""
    kept: dict[str, Any] = {name: sorted(getattr(shown, name)) for name in ("ways", "points", "papers") if getattr(shown, name)}
    return kept | ({"on_file_since": shown.on_file_since.isoformat()} if shown.on_file_since else {})


def read(kept: Mapping[str, Any], asked_on: date) -> Shown:
    """What was shown, from its JSON."""
    since = kept.get("on_file_since")
    ways, points, papers = (frozenset(kept.get(name, ())) for name in ("ways", "points", "papers"))
    return Shown(ways, date.fromisoformat(since) if since else None, points, papers, asked_on)

"""What our own mail server wrote on top of a mail, and may therefore be believed.

Every server that a mail passes puts its own fields above those that were there (RFC 5321 section 4.4). What stands above
the `Received` field of the server before ours was written by ours, or stood on top of what the sender handed in: which is why
a mail server must take fields away that bear its own name (RFC 8601 section 5). Without any `Received`, nothing is believed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

FIELDS = 200
VALUE_BYTES = 10_000


@dataclass(frozen=True)
class Trust:
    """What is believed of our own mail server: the names under which it reports (`authserv_ids`, lower case; none: no report),
    its judgement on spam, and how many `Received` fields our own servers add."""

    authserv_ids: tuple[str, ...] = ()
    spam_headers: bool = True
    hops: int = 1


NOBODY = Trust(spam_headers=False)


def own_fields(fields: Sequence[tuple[str, bytes]], hops: int) -> list[tuple[str, str]]:
    """The fields (name in lower case, value) above the first `Received` that is not ours; of a header in its own order."""
    found: list[tuple[str, str]] = []
    seen = 0
    for name, value in fields:
        if name == "received":
            seen += 1
            if seen > hops:
                break
        elif len(found) < FIELDS:
            found.append((name, value[:VALUE_BYTES].decode("utf-8", "replace")))
    return found if seen else []

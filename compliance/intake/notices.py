"""What bounces and complaints are read from: a mail as a `Notice`, its own parts, and the fields of reports."""

import re
from dataclasses import dataclass

from compliance.intake.addresses import mailboxes
from compliance.intake.headers import Headers
from compliance.intake.mime import MESSAGES, Part

NOTICE_CHARACTERS = 60_000
LONGEST_FIELD = 1_000
RETURNED = 10
MESSAGE_ID = re.compile(r"<[^<>\s]{1,500}>")
RETURNED_ID = re.compile(r"(?im)^[ \t>]{0,8}message-id:[ \t]{0,8}(<[^<>\s]{1,500}>)")
HEADER_TYPES = frozenset(
    {"text/rfc822-headers", "text/rfc822-header", "message/rfc822-headers", "message/global-headers"}
)


@dataclass(frozen=True)
class Notice:
    """What of a mail is looked at; `text` is its own readable text, as it stands."""

    mail: Part
    sender: str
    sender_name: str
    subject: str
    text: str
    null_sender: bool


def own_parts(mail: Part) -> list[Part]:
    """The parts of a mail without what stands inside attached messages."""
    found, waiting = [], [mail]
    while waiting:
        part = waiting.pop()
        found.append(part)
        if part.type not in MESSAGES:
            waiting.extend(reversed(part.parts))
    return found


def field_groups(text: str) -> list[dict[str, list[str]]]:
    """The groups of fields of a report (RFC 3464 section 2.1), names in lower case; blank lines part groups."""
    groups: list[dict[str, list[str]]] = [{}]
    last = ""
    for line in text[:NOTICE_CHARACTERS].split("\n"):
        name, colon, value = line.partition(":")
        if not line.strip():
            groups.append({})
        elif line[0] in " \t" and groups[-1].get(last):
            groups[-1][last][-1] += " " + line.strip()
        elif colon and " " not in name.strip() and len(name) < 80:
            last = name.strip().lower()
            if last == "final-recipient" and last in groups[-1]:
                groups.append({})
            groups[-1].setdefault(last, []).append(value.strip())
    return [group for group in groups if group]


def recipients_of(headers: Headers) -> list[str]:
    """The addresses in To and Cc."""
    boxes = (box for name in ("to", "cc") for raw in headers.all(name) for box in mailboxes(raw, headers.charset))
    return [address for _, address in boxes if address]


def returned_ids(notice: Notice) -> tuple[str, ...]:
    """Message-IDs in the mail or header that a report returns: attached, or below its words."""
    found: list[str] = []
    for part in own_parts(notice.mail):
        if part.type in MESSAGES and part.parts:
            found += MESSAGE_ID.findall(part.parts[0].headers.raw("message-id")[:LONGEST_FIELD].decode("latin-1"))
        elif part.type in HEADER_TYPES:
            found += [hit for group in field_groups(part.text) for value in group.get("message-id", [])
                      for hit in MESSAGE_ID.findall(value[:LONGEST_FIELD])]
    found += RETURNED_ID.findall(notice.text[:NOTICE_CHARACTERS])
    return tuple(dict.fromkeys(found))[:RETURNED]

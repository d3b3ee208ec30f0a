"""Whether a mail reports that another could not be delivered, and to whom.

First the machine-readable report is read (RFC 3464, also without blank lines, without types, or with its fields out of
order). Where there is none, or it names nobody, the notice is read as people read it: who sends it (a mail daemon, the null
sender), what its subject and first lines say in the languages of mail servers, and which addresses stand where such notices
put them, above the returned message. Delivery confirmations are no bounces. A report that delivery is delayed is one that is
`still_tried`.
"""

import json
import re
from dataclasses import dataclass

from compliance.intake.addresses import addresses_in
from compliance.intake.bounce_phrases import DAEMON, DAEMON_NAME, DELAYED, NOTICE, SUBJECT
from compliance.intake.bounce_recipients import RECEIVED, RECIPIENTS, named, named_at_once
from compliance.intake.mime import MESSAGES
from compliance.intake.notices import HEADER_TYPES, NOTICE_CHARACTERS, Notice, field_groups, own_parts

STATUS_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status", "text/delivery-status"})
RECIPIENT_FIELDS = ("original-recipient", "final-recipient", "x-actual-recipient")
ACTIONS = {"fail": "failed", "failure": "failed", "delay": "delayed", "deliverable": "delivered"}
BY_STATUS = {"2": "delivered", "4": "delayed"}

SERVER_CODE = re.compile(
    r"\b[45]\d\d[ -]#?[45]\.\d{1,3}\.\d|\b55\d[ -]\S|could not be delivered to: ?<|as their mailbox is full"
)
SHORT = 600
UNATTENDED = re.compile(r"(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|donotreply)[+@.\-]")


@dataclass(frozen=True)
class Bounce:
    """`failed` addresses, which may be none; `still_tried` when delivery is only delayed; `delivered` when it succeeded."""

    failed: tuple[str, ...] = ()
    still_tried: bool = False
    delivered: bool = False


def read_bounce(notice: Notice) -> Bounce | None:
    """The bounce that a mail is, None where it is none."""
    parts = own_parts(notice.mail)
    reports = [part for part in parts if part.type in STATUS_TYPES]
    told = _reported([group for part in reports for group in field_groups(part.text)]) or _notified(notice)
    if told and (told.delivered or told.failed):
        return told
    if not reports and not _speaks_of_failure(notice):
        return None
    head = f"{notice.subject}\n{notice.text[:3000]}".lower()
    failed = named(notice, parts)
    if not failed and not reports:  # a gateway has wrapped the report in a mail of its own
        inner = [part for part in notice.mail.walk() if part.type in STATUS_TYPES]
        told = _reported([group for part in inner for group in field_groups(part.text)])
        failed = told.failed if told else ()
    return Bounce(failed, told.still_tried if told else DELAYED.search(head) is not None)


def _reported(groups: list[dict[str, list[str]]]) -> Bounce | None:
    """What the machine-readable report says; None where it says nothing of any recipient."""
    failed: dict[str, None] = {}
    actions = set()
    for group in _completed(groups):
        action = _action(group)
        if action:
            actions.add(action)
        if action in {"failed", "delayed"}:
            values = [value for field in RECIPIENT_FIELDS for value in group.get(field, [])]
            failed.update((address, None) for value in values for address in _recipient(value))
    if not actions:
        return None
    good = actions <= {"delivered", "relayed", "expanded"}
    return Bounce(tuple(failed)[:RECIPIENTS], "delayed" in actions and "failed" not in actions, good)


def _completed(groups: list[dict[str, list[str]]]) -> list[dict[str, list[str]]]:
    """The groups; where a stray blank line parted a recipient from its action, put together again."""
    whole: list[dict[str, list[str]]] = []
    for group in groups:
        before = whole[-1] if whole else {}
        torn = ("action" in group or "status" in group) and not _names_one(group)
        if torn and _names_one(before) and "action" not in before:
            whole[-1] = before | group
        else:
            whole.append(group)
    return whole


def _names_one(group: dict[str, list[str]]) -> bool:
    return any(field in group for field in RECIPIENT_FIELDS)


def _action(group: dict[str, list[str]]) -> str:
    """failed, delayed, delivered, relayed or expanded; by the status code where no action is told; "" for neither."""
    words = group.get("action", [""])[0].lower().replace("(", " ").split()
    if words:
        word = words[0].strip(";,.")
        return ACTIONS.get(word, word)
    if not _names_one(group):
        return ""
    return BY_STATUS.get(group.get("status", ["5"])[0][:1], "failed")


def _recipient(value: str) -> list[str]:
    """The addresses of a recipient field: `rfc822; a@example.org`, also without type, in brackets, or with a route."""
    address = value.split(";", 1)[-1].strip()
    routed = [address.split()[0].strip("<>")] if address.startswith("@") else []
    return routed or addresses_in(address)


def _notified(notice: Notice) -> Bounce | None:
    """A mail service's notification in JSON (Amazon SES, plain or wrapped by SNS)."""
    said = notification(notice.text)
    kind = said.get("notificationType") or said.get("eventType")
    if kind == "Delivery":
        return Bounce(delivered=True)
    failed = told_addresses(said, "bounce", "bouncedRecipients")
    return Bounce(failed) if failed else None


def notification(text: str) -> dict[str, object]:
    """The JSON object that a text begins with, unwrapped; empty where it is none."""
    start = text[:200].find("{")
    if start == -1 or "Recipients" not in text[:NOTICE_CHARACTERS]:
        return {}
    try:
        said, _ = json.JSONDecoder().raw_decode(text[:NOTICE_CHARACTERS], start)
        said = json.loads(said["Message"]) if isinstance(said.get("Message"), str) else said
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def told_addresses(said: dict[str, object], kind: str, field: str) -> tuple[str, ...]:
    """The addresses in one list of a notification."""
    about = said.get(kind)
    listed = about.get(field) if isinstance(about, dict) else None
    told = [str(one.get("emailAddress")) for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return tuple(address for one in told[:RECIPIENTS] for address in addresses_in(one))


def _from_daemon(notice: Notice) -> bool:
    """Whether a mail system itself, not a person, is the sender."""
    told = notice.mail.headers.lower("from")
    name = notice.sender_name.lower() if notice.sender else f"{notice.sender_name} {told}".lower()
    bare = told.strip('<> "')
    return any((DAEMON.match(notice.sender.lower()), DAEMON.match(bare), DAEMON_NAME.search(name[:200])))


def _speaks_of_failure(notice: Notice) -> bool:
    """Whether who sends it, its subject and its words together say that it is a bounce."""
    headers = notice.mail.headers
    if headers.raw("x-failed-recipients"):
        return True
    subject = SUBJECT.search(notice.subject[:300].lower()) is not None
    daemon, unattended = _from_daemon(notice), UNATTENDED.match(notice.sender.lower()) is not None
    if not (subject or daemon or unattended or notice.null_sender):
        return False
    text = notice.text[:6000].lower()
    written, coded = NOTICE.search(text) is not None, SERVER_CODE.search(text) is not None
    if daemon:  # in a language unknown to us the server's code tells
        return subject or written or (notice.null_sender and coded)
    if notice.null_sender:
        return written and (subject or coded or _returns(notice) or (len(text) < SHORT and named_at_once(notice)))
    # A program without a daemon's name: it says so at once, answers nobody, and returns the mail, names the code or whom.
    answers = headers.raw("in-reply-to") or headers.raw("references")
    at_once = not answers and NOTICE.search(text[:300]) is not None
    return at_once and ((coded and unattended) or (subject and (_returns(notice) or named_at_once(notice))))


def _returns(notice: Notice) -> bool:
    """Whether the mail carries another one, or its header."""
    attached = any(part.type in MESSAGES or part.type in HEADER_TYPES for part in own_parts(notice.mail))
    return attached or RECEIVED.search(notice.text[:NOTICE_CHARACTERS]) is not None

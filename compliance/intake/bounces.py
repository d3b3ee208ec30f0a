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

from compliance.intake.addresses import addresses_in, mailboxes
from compliance.intake.bounce_phrases import DAEMON, DAEMON_NAME, DELAYED, NOTICE, SUBJECT
from compliance.intake.mime import MESSAGES, Part
from compliance.intake.notices import HEADER_TYPES, NOTICE_CHARACTERS, Notice, field_groups, own_parts, recipients_of

STATUS_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status", "text/delivery-status"})
RECIPIENT_FIELDS = ("original-recipient", "final-recipient", "x-actual-recipient")
ACTIONS = {"fail": "failed", "failure": "failed", "delay": "delayed", "deliverable": "delivered"}
BY_STATUS = {"2": "delivered", "4": "delayed"}
RECIPIENTS = 200

# Where the returned message begins below the notice.
ORIGINAL = re.compile(
    r"(?im)^[ \t>]{0,8}(?:[-=_|*+.# ]{1,60}[ \t]{0,4})?"
    r"(?:(?:this is |below is |included is |here is |following is |attached is )?(?:a |the )?"
    r"(?:copy of (?:the |your )?(?:original )?(?:message|mail|e-?mail)|full copy of)"
    r"|original[- ]?(?:message|mail|e-?mail|nachricht)|(?:the )?original message (?:follows|is|was)"
    r"|message (?:header|text|body|contents?)s? (?:follow|is)|contents? of (?:the )?(?:undelivered|original|your)"
    r"|(?:un)?(?:sent|delivered|returned) (?:mail|message|e-?mail)(?: follows| headers?| is|[: -]|\Z|$)"
    r"|below this line|returned message|returned mail follows|the following is a|message header|-+ ?original"
    r"|headers? (?:of (?:the|your) (?:original )?message )?(?:follow|are)|start of returned|text of (?:the )?message"
    r"|mensaje original|message original|messaggio originale|mensagem original|ursprüngliche nachricht"
    r"|kopie (?:der|ihrer) (?:original)?nachricht|исходное сообщение|元のメッセージ|原始邮件"
    r"|your message (?:reads|follows|text)|mail[- ]?text)"
)
RECEIVED = re.compile(
    r"(?m)^[ \t>]{0,4}(?:Received: (?:from|by|\()|Return-[Pp]ath:|Message-I[Dd]: ?<|MIME-Version: 1)"
)
ADDRESS = r"([^\s@<>\"'();:,\[\]]{1,128}@[^\s@<>\"'();:,\[\]]{1,200})"
# An address that a line begins with, and one that follows a word for whom a mail was meant.
LISTED = re.compile(
    r"(?m)^[ \t*>\-•·|]{0,20}(?:\d{1,3}[.)] )?[<\"'\[(]{0,2}(?:smtp:)?" + ADDRESS
    + r"[>\"'\])]{0,3}(?=\s*$|[:;,.]?\s|\s*[(\[])"
)
LABELLED = re.compile(
    r"(?im)(?:recipients?|address(?:es|ed to)?|rcpt to|e-?mail|user|mailbox|account|to|an|für|destinatario|destinataire"
    r"|empfänger|ontvanger|odbiorca|адрес|宛先|deliver(?:ed|ing|y)?(?: \w{1,12}){0,4} to|message to|mail to|送信先)\b"
    r"['\"]?[^\S\n]{0,3}[:=]?[^\S\n]{0,20}['\"<(\[]{0,3}(?:smtp:|rfc822;[ ]?)?" + ADDRESS
)
# Lines that name others than who failed.
ABOUT_SENDING = re.compile(
    r"(?im)^[ \t>]{0,8}(?:message-?id|from|von|de|sender|reply-to|subject|betreff|x-[\w-]{1,60}|in-reply-to|references"
    r"|return-path|received|reporting-mta|for (?:further|more) |please contact|contact)\b.{0,500}$"
)
SENT_WITH = re.compile(r"(?im)^[ \t>]{0,8}(?:to|cc|an|date|datum|sent):.{0,500}$")
SENT_TO = re.compile(r"(?m)^[ \t>]{0,4}To: ?(.{3,300})$")
SERVER_CODE = re.compile(
    r"\b[45]\d\d[ -]#?[45]\.\d{1,3}\.\d|\b55\d[ -]\S|could not be delivered to: ?<|as their mailbox is full"
)
UNATTENDED = re.compile(r"(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|donotreply)[+@.\-]")
STAFF = frozenset(
    {"postmaster", "mailer-daemon", "abuse", "support", "helpdesk", "hostmaster", "webmaster", "noreply", "no-reply",
     "admin", "administrator"}
)


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
    return Bounce(_named(notice, parts), told.still_tried if told else DELAYED.search(head) is not None)


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
    if daemon:
        return subject or written
    if notice.null_sender:
        return written and (subject or coded or _returns(notice))
    # A program without a daemon's name: it says so at once, answers nobody, and returns the mail or names the code.
    answers = headers.raw("in-reply-to") or headers.raw("references")
    at_once = not answers and NOTICE.search(text[:300]) is not None
    return at_once and ((coded and unattended) or (subject and _returns(notice)))


def _returns(notice: Notice) -> bool:
    """Whether the mail carries another one, or its header."""
    attached = any(part.type in MESSAGES or part.type in HEADER_TYPES for part in own_parts(notice.mail))
    return attached or RECEIVED.search(notice.text[:NOTICE_CHARACTERS]) is not None


def _named(notice: Notice, parts: list[Part]) -> tuple[str, ...]:
    """The addresses that a notice for people names, else those that the returned mail was sent to."""
    fields = notice.mail.headers.all("x-failed-recipients")
    told = [address for raw in fields for _, address in mailboxes(raw) if address]
    if told:
        return tuple(dict.fromkeys(told))
    above = ABOUT_SENDING.sub("", _above_original(notice.text[:NOTICE_CHARACTERS]))
    unlikely = {address.lower() for address in (*recipients_of(notice.mail.headers), notice.sender)}
    for text in (SENT_WITH.sub("", above), above):
        for hits in (LISTED.findall(text), LABELLED.findall(text), [text], [notice.subject]):
            named = [hit for found in hits for hit in addresses_in(found) if _likely(hit, unlikely)]
            if named:
                return tuple(dict.fromkeys(named))[:RECIPIENTS]
    return _sent_to(notice, parts, unlikely)


def _likely(address: str, unlikely: set[str]) -> bool:
    return address.lower() not in unlikely and address.partition("@")[0].lower() not in STAFF


def _above_original(text: str) -> str:
    """The notice without the returned message below it."""
    original, received = ORIGINAL.search(text, 30), RECEIVED.search(text, 30)
    end = received.start() if received else len(text)
    above = text[: min(end, original.start())] if original else text[:end]
    return above if "@" in above else text[:end]


def _sent_to(notice: Notice, parts: list[Part], unlikely: set[str]) -> tuple[str, ...]:
    """Whom the returned mail was for, by its own header."""
    found: list[str] = []
    for part in parts:
        if part.type in MESSAGES and part.parts:
            found += recipients_of(part.parts[0].headers)
        elif part.type in HEADER_TYPES:
            groups = field_groups(part.text)[:1]
            found += [hit for group in groups for value in group.get("to", []) for hit in addresses_in(value)]
    returned = [] if found else SENT_TO.findall(notice.text[:NOTICE_CHARACTERS])
    found += [hit for value in returned for hit in addresses_in(value)]
    return tuple(dict.fromkeys(hit for hit in found if hit.lower() not in unlikely))[:RECIPIENTS]

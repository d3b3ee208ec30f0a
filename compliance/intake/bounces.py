"""Whether a mail reports that another could not be delivered, and to whom.

First the machine-readable report is read (RFC 3464, also without blank lines, without types, or with its fields out of order).
Where there is none, or it names nobody, the notice is read as people read it: who sends it (a mail daemon, the null sender), what
its subject and first lines say in the languages of mail servers, and which addresses stand where such notices put them, above
the returned message. Delivery confirmations are no bounces. A report that delivery is delayed is one that is `still_tried`.
"""

import json
import re
from dataclasses import dataclass

from compliance.intake.addresses import addresses_in, mailboxes
from compliance.intake.bounce_phrases import DAEMON, DAEMON_NAME, DELAYED, NOTICE, SUBJECT
from compliance.intake.headers import Headers
from compliance.intake.mime import MESSAGES, Part

NOTICE_CHARACTERS = 60_000
STATUS_TYPES = frozenset({"message/delivery-status", "message/global-delivery-status", "text/delivery-status"})
HEADER_TYPES = frozenset({"text/rfc822-headers", "text/rfc822-header", "message/rfc822-headers", "message/global-headers"})

ORIGINAL = re.compile(
    r"(?im)^[ \t>]{0,8}(?:[-=_|*+.# ]{1,60}[ \t]{0,4})?(?:(?:this is |below is |included is |here is |following is |attached is )?(?:a |the )?(?:copy of (?:the |your )?(?:original )?(?:message|mail|e-?mail)|full copy of)"
    r"|original[- ]?(?:message|mail|e-?mail|nachricht)|(?:the )?original message (?:follows|is|was)|message (?:header|text|body|contents?)s? (?:follow|is)|contents? of (?:the )?(?:undelivered|original|your)|(?:un)?(?:sent|delivered|returned) (?:mail|message|e-?mail)(?: follows| headers?| is|[: -]|\Z|$)|below this line"
    r"|returned message|returned mail follows|headers? (?:of (?:the|your) (?:original )?message )?(?:follow|are)|mensaje original|message original|messaggio originale|mensagem original|ursprüngliche nachricht|kopie (?:der|ihrer) (?:original)?nachricht|исходное сообщение|元のメッセージ|原始邮件|the following is a|your message (?:reads|follows|text)|mail(?:-| )?text|start of returned|text of (?:the )?message|message header|-+ ?original)"
)
RECEIVED = re.compile(r"(?m)^[ \t>]{0,4}(?:Received: (?:from|by|\()|Return-[Pp]ath:|Message-I[Dd]: ?<|MIME-Version: 1)")
LISTED = re.compile(r"(?m)^[ \t*>\-•·|]{0,20}(?:\d{1,3}[.)] )?[<\"'\[(]{0,2}((?:smtp:)?[^\s@<>\"'();:,\[\]]{1,128}@[^\s@<>\"'();:,\[\]]{1,200})[>\"'\])]{0,3}(?=\s*$|[:;,.]?\s|\s*[(\[])")
LABELLED = re.compile(
    r"(?im)(?:recipients?|address(?:es|ed to)?|rcpt to|e-?mail|user|mailbox|account|to|an|für|destinatario|destinataire|empfänger|ontvanger|odbiorca|адрес|宛先|deliver(?:ed|ing|y)?(?: \w{1,12}){0,4} to|message to|mail to|送信先)\b['\"]?[^\S\n]{0,3}[:=]?[^\S\n]{0,20}['\"<(\[]{0,3}([^\s@<>\"'();:,\[\]]{1,128}@[^\s@<>\"'();:,\[\]]{1,200})"
)
NOT_A_RECIPIENT = re.compile(r"(?im)^[ \t>]{0,8}(?:message-?id|from|von|de|sender|reply-to|subject|betreff|x-[\w-]{1,60}|in-reply-to|references|return-path|received|reporting-mta|for (?:further|more) |please contact|contact)\b.{0,500}$")
SENT_WITH = re.compile(r"(?im)^[ \t>]{0,8}(?:to|cc|an|an die|date|datum|sent):.{0,500}$")
MACHINE_LOCAL = frozenset({"postmaster", "mailer-daemon", "abuse", "support", "helpdesk", "hostmaster", "webmaster", "noreply", "no-reply", "admin", "administrator"})
RECIPIENT_FIELDS = ("original-recipient", "final-recipient", "x-actual-recipient")


@dataclass(frozen=True)
class Bounce:
    """`failed` addresses, which may be none; `still_tried` when delivery is only delayed; `delivered` when it succeeded."""

    failed: tuple[str, ...] = ()
    still_tried: bool = False
    delivered: bool = False


@dataclass(frozen=True)
class Notice:
    """What of a mail is looked at."""

    mail: Part
    sender: str
    sender_name: str
    subject: str
    text: str
    null_sender: bool
    recipients: tuple[str, ...]


def read_bounce(notice: Notice) -> Bounce | None:
    """The bounce that a mail is, None where it is none."""
    parts = own_parts(notice.mail)
    groups = [group for part in parts if part.type in STATUS_TYPES for group in field_groups(part.text)]
    told = _reported(groups)
    if told and told.delivered:
        return told
    if told and told.failed:
        return told
    if told is None and (told := _notified(notice)):
        return told
    reported = told is not None or any(part.type in STATUS_TYPES for part in parts)
    if not reported and not _speaks_of_failure(notice):
        return None
    failed = _named(notice, parts)
    head = f"{notice.subject}\n{notice.text[:3000]}".lower()
    return Bounce(failed, told.still_tried if told else bool(DELAYED.search(head)))


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
    """The groups of fields of a report (RFC 3464 section 2.1), names in lower case; groups are parted by blank lines."""
    groups: list[dict[str, list[str]]] = [{}]
    last = ""
    for line in text[:NOTICE_CHARACTERS].split("\n"):
        name, colon, value = line.partition(":")
        if not line.strip():
            groups.append({})
        elif line[0] in " \t" and last and groups[-1].get(last):
            groups[-1][last][-1] += " " + line.strip()
        elif colon and " " not in name.strip() and len(name) < 80:
            last = name.strip().lower()
            if last in {"final-recipient"} and last in groups[-1]:
                groups.append({})
            groups[-1].setdefault(last, []).append(value.strip())
    return [group for group in groups if group]


def _reported(groups: list[dict[str, list[str]]]) -> Bounce | None:
    """What the machine-readable report says; None where it says nothing of any recipient."""
    failed: dict[str, None] = {}
    actions = set()
    for group in _completed(groups):
        action = _action(group)
        if action is None:
            continue
        actions.add(action)
        if action in {"failed", "delayed"}:
            for field in RECIPIENT_FIELDS:
                for value in group.get(field, []):
                    failed.update(dict.fromkeys(_recipient(value)))
    if not actions:
        return None
    good = actions <= {"delivered", "relayed", "expanded"}
    return Bounce(tuple(failed), still_tried="delayed" in actions and "failed" not in actions, delivered=good)


def _completed(groups: list[dict[str, list[str]]]) -> list[dict[str, list[str]]]:
    """The groups, where a stray blank line parted a recipient from its action: put together again."""
    whole: list[dict[str, list[str]]] = []
    for group in groups:
        names_one = any(field in group for field in RECIPIENT_FIELDS)
        before = whole[-1] if whole else {}
        if before and ("action" in group or "status" in group) and not names_one and "action" not in before \
                and any(field in before for field in RECIPIENT_FIELDS):
            whole[-1] = before | group
        else:
            whole.append(group)
    return whole


def _action(group: dict[str, list[str]]) -> str | None:
    """failed, delayed, delivered, relayed, expanded; by the status code where no action is told."""
    words = (group.get("action") or [""])[0].lower().replace("(", " ").split()
    if words:
        word = words[0].strip(";,.")
        return {"fail": "failed", "failure": "failed", "delay": "delayed", "deliverable": "delivered"}.get(word, word)
    if not any(field in group for field in RECIPIENT_FIELDS):
        return None
    return {"2": "delivered", "4": "delayed"}.get((group.get("status") or ["5"])[0][:1], "failed")


def _recipient(value: str) -> list[str]:
    """The addresses of a recipient field: `rfc822; a@example.org`, also without type or in brackets."""
    address = value.split(";", 1)[-1].strip()
    hits = addresses_in(address)
    routed = address.split()[0].strip("<>") if address.startswith("@") else ""
    return [*hits, *([routed] if routed and routed not in hits else [])]


def _notified(notice: Notice) -> Bounce | None:
    """A mail service's notification in JSON (Amazon SES, plain or wrapped by SNS)."""
    start = notice.text[:200].find("{")
    if start == -1 or "recipients" not in notice.text.lower():
        return None
    try:
        said, _ = json.JSONDecoder().raw_decode(notice.text[:NOTICE_CHARACTERS], start)
        said = json.loads(said["Message"]) if isinstance(said.get("Message"), str) else said
        kind = said.get("notificationType") or said.get("eventType")
        hit = said["bounce"]["bouncedRecipients"] if kind == "Bounce" else []
        failed = tuple(str(one["emailAddress"]) for one in hit)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if kind == "Delivery":
        return Bounce(delivered=True)
    return Bounce(tuple(found for one in failed for found in addresses_in(one))) if failed else None


def from_daemon(notice: Notice) -> bool:
    """Whether a mail system itself, not a person, is the sender."""
    name = notice.sender_name if notice.sender else f"{notice.sender_name} {notice.mail.headers.text('from')}"
    return bool(DAEMON.match(notice.sender.lower()) or DAEMON.match(notice.mail.headers.lower("from").strip("<> \"")) or DAEMON_NAME.search(name[:200].lower()))


def _speaks_of_failure(notice: Notice) -> bool:
    headers = notice.mail.headers
    if headers.raw("x-failed-recipients"):
        return True
    subject, text = bool(SUBJECT.search(notice.subject[:300].lower())), notice.text[:6000].lower()
    written = bool(NOTICE.search(text))
    daemon = from_daemon(notice)
    if daemon or notice.null_sender:
        return (subject and (written or daemon)) or (written and (daemon or _returns(notice)))
    answers = headers.raw("in-reply-to") or headers.raw("references")
    return subject and bool(NOTICE.search(text[:300])) and _returns(notice) and not answers


def _returns(notice: Notice) -> bool:
    """Whether the mail carries another one, or its header."""
    attached = any(part.type in MESSAGES or part.type in HEADER_TYPES for part in own_parts(notice.mail))
    return attached or bool(RECEIVED.search(notice.text[:NOTICE_CHARACTERS]))


def _named(notice: Notice, parts: list[Part]) -> tuple[str, ...]:
    """The addresses that a notice for people names, else those that the returned mail was sent to."""
    told = [address for raw in notice.mail.headers.all("x-failed-recipients") for _, address in mailboxes(raw) if address]
    if told:
        return tuple(dict.fromkeys(told))
    above = NOT_A_RECIPIENT.sub("", _above_original(notice.text[:NOTICE_CHARACTERS]))
    unlikely = {address.lower() for address in (*recipients_of(notice.mail.headers), notice.sender)}
    for text in (SENT_WITH.sub("", above), above):
        for hits in (LISTED.findall(text), LABELLED.findall(text), addresses_in(text, 50), addresses_in(notice.subject)):
            named = [hit for found in hits for hit in addresses_in(found) if _likely(hit, unlikely)]
            if named:
                return tuple(dict.fromkeys(named[:200]))
    return _sent_to(notice, parts, unlikely)


def _likely(address: str, unlikely: set[str]) -> bool:
    return address.lower() not in unlikely and address.partition("@")[0].lower() not in MACHINE_LOCAL


def _above_original(text: str) -> str:
    """The notice without the returned message below it."""
    ends = [found.start() for pattern in (ORIGINAL, RECEIVED) if (found := pattern.search(text, 30))]
    above = text[: min(ends)] if ends else text
    return above if "@" in above else text[: min((found.start() for found in [RECEIVED.search(text, 30)] if found), default=len(text))]


def _sent_to(notice: Notice, parts: list[Part], unlikely: set[str]) -> tuple[str, ...]:
    """Whom the returned mail was for, by its own header."""
    found: list[str] = []
    for part in parts:
        if part.type in MESSAGES and part.parts:
            found += recipients_of(part.parts[0].headers)
        elif part.type in HEADER_TYPES:
            found += [hit for group in field_groups(part.text)[:1] for value in group.get("to", []) for hit in addresses_in(value)]
    if not found:
        returned = re.findall(r"(?m)^[ \t>]{0,4}To: ?(.{3,300})$", notice.text[:NOTICE_CHARACTERS])
        found = [hit for value in returned for hit in addresses_in(value)]
    return tuple(dict.fromkeys(hit for hit in found if hit.lower() not in unlikely))[:50]


def recipients_of(headers: Headers) -> list[str]:
    """The addresses in To and Cc."""
    return [address for name in ("to", "cc") for raw in headers.all(name) for _, address in mailboxes(raw, headers.charset) if address]

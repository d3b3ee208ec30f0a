"""Raw mail into a `Submission`: pure, bounded, and never failing.

`read` puts together what the other modules of this room find: the tree of parts (`mime`), the decoded header (`headers`,
`addresses`, `decoding`), the readable text of every part (`contents`), the newly written words (`words`), and what kind of
mail it is: a bounce (`bounces`), a complaint (`complaints`), a machine's (`automatic`), or a person's.

It decides nothing about tickets and trusts nobody: the sender is whom the mail says, no more. What cannot be read comes back as
`unreadable`, with whatever could be got and a warning that says why.

`redelivery_key` recognises the same mail delivered twice.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from compliance.intake import automatic
from compliance.intake.addresses import ADDRESSES, mailboxes
from compliance.intake.authentication import evidence
from compliance.intake.bounces import Bounce, read_bounce
from compliance.intake.complaints import Complaint, read_complaint
from compliance.intake.contents import gather
from compliance.intake.headers import HEADER_BYTES, Headers
from compliance.intake.html_text import safe
from compliance.intake.mime import Part, parse
from compliance.intake.notices import Notice, returned_ids
from compliance.intake.spam_headers import spam_reasons
from compliance.intake.submission import STILL_TRIED, Submission
from compliance.intake.trace import NOBODY, Trust
from compliance.intake.words import new_words

SUBJECT_CHARACTERS = 2000
REFERENCES = 100
MESSAGE_ID = re.compile(r"<[^<>\s]{1,500}>")
# What each delivery adds, or a mail store; see redelivery_key.
TRACES = re.compile(
    rb"(?im)^(?:received|return-path|delivered-to|x-original-to|envelope-to|x-envelope-[a-z-]{1,20}|delivery-date|x-received"
    rb"|received-spf|authentication-results|arc-[a-z-]{1,40}|x-spam[a-z-]{0,40}|x-virus[a-z-]{0,40}|x-rspamd[a-z-]{0,40}"
    rb"|x-spamd[a-z-]{0,40}|dkim-filter|status|x-status|x-uid|x-keywords|x-mozilla-[a-z-]{1,20}|content-length|lines"
    rb"|x-gm-[a-z-]{1,40}|x-google-[a-z-]{1,40}|x-evolution[a-z-]{0,20}|x-getmail-[a-z-]{1,40}|x-fetchmail[a-z-]{0,20})"
    rb"[ \t]*:[^\n]*\n(?:[ \t][^\n]*\n)*"
)
MBOX_LINE = re.compile(rb"\A>?From [^\n]*\n")


def redelivery_key(raw: bytes) -> str:
    """SHA-256 (hex) over the content without the header fields that each delivery adds, and whatever the line ends are.

    Message-ID alone never proves sameness; this does, for one recipient. Looks at the first 256,000 bytes of the header only.
    """
    plain = raw.replace(b"\r\n", b"\n")
    end = plain.find(b"\n\n")
    end = min(end + 1 if end != -1 else len(plain), HEADER_BYTES)
    header = TRACES.sub(b"", MBOX_LINE.sub(b"", plain[:end]))
    digest = hashlib.sha256(header)
    digest.update(memoryview(plain)[end:] if not plain.endswith(b"\n") else plain[end:].rstrip(b"\n"))
    return digest.hexdigest()


def read(
    raw: bytes, *, own_addresses: frozenset[str] = frozenset(), envelope_sender: str | None = None, trust: Trust = NOBODY
) -> Submission:
    """What a mail says. `own_addresses` are ours in lower case; `envelope_sender` is that of SMTP, "" for the null sender;
    `trust` says what is believed of our own mail server.

    Never raises: what cannot be read is `unreadable`.
    """
    try:
        mail, warnings = parse(raw)
        said = _submission(mail, warnings, frozenset(own.lower() for own in own_addresses), envelope_sender)
        return _judged(said, mail.headers, trust)
    except Exception as error:  # whatever a hostile mail finds: it stays a mail that a person looks at
        return salvaged(raw, f"it could not be read ({type(error).__name__})", envelope_sender)


def salvaged(raw: bytes, why: str, envelope_sender: str | None = None) -> Submission:
    """An unreadable mail, with the sender and subject that a short look at its header finds."""
    found: dict[str, str] = {}
    for line in re.split(rb"\r\n|\n|\r", raw[:20_000])[:400]:
        name, colon, value = line[:500].partition(b":")
        if colon and (field := name.strip().lower().decode("latin-1")) in {"from", "subject"}:
            found.setdefault(field, "".join(c for c in value.decode("utf-8", "replace").strip() if c.isprintable()))
    words = found.get("from", "")
    address = re.search(r"[^\s<>\"@]{1,64}@[^\s<>\"@]{1,200}", words)
    return Submission(
        outcome="unreadable", sender=address.group() if address else envelope_sender or "", subject=found.get("subject", ""),
        acknowledge=False, warnings=(why,),
    )


def _judged(said: Submission, headers: Headers, trust: Trust) -> Submission:
    """With what our own mail server found out about the mail."""
    reasons = spam_reasons(headers.fields, trust)
    senders = [box[1] for raw in headers.all("from") for box in mailboxes(raw, headers.charset)]
    return replace(
        said, suspected_spam=bool(reasons), spam_reasons=reasons, evidence=evidence(headers.fields, senders, trust)
    )


@dataclass(frozen=True)
class _Sender:
    """Who a mail says it is from; `null` when it was sent so that nothing can come back."""

    address: str
    name: str
    null: bool


def _sender(headers: Headers, envelope: str | None) -> _Sender:
    people = [box for raw in headers.all("from") for box in mailboxes(raw, headers.charset)]
    name, address = next((box for box in people if box[1]), people[0] if people else ("", ""))
    returned = headers.raw("return-path").strip()
    null = envelope in {"", "<>"} or (envelope is None and returned in {b"<>", b"<MAILER-DAEMON>"})
    if not address:
        fields = ("sender", "x-sender", "reply-to", "return-path", "x-envelope-from")
        others = [box[1] for field in fields for raw in headers.all(field) for box in mailboxes(raw, headers.charset)]
        address = next((other for other in others if "@" in other), "") or (envelope or "").strip("<>")
    return _Sender(address, name, null)


def _submission(mail: Part, warnings: list[str], own: frozenset[str], envelope: str | None) -> Submission:
    headers = mail.headers
    contents = gather(mail)
    sender = _sender(headers, envelope)
    subject = (headers.text("subject") or contents.subject)[:SUBJECT_CHARACTERS]
    notice = Notice(mail, sender.address, sender.name, subject, contents.own, sender.null)
    answered = _message_ids(headers, "in-reply-to")
    text = new_words(contents.marked)
    kind = _kind(notice, text, own)
    outcome = kind.outcome or ("reply" if answered or headers.raw("references") else "new")
    safe_html = safe(contents.html) if contents.html else None
    return Submission(
        outcome=outcome, sender=sender.address, sender_name=sender.name, recipients=_recipients(headers), subject=subject,
        body=contents.body, text=text, html=safe_html,
        message_id=next(iter(_message_ids(headers, "message-id")), None) or headers.text("message-id")[:500] or None,
        in_reply_to=next(iter(answered), None), references=_message_ids(headers, "references"), sent_at=_sent_at(headers),
        acknowledge=kind.acknowledge, attachments=contents.attachments, failed_recipients=kind.failed,
        complained_recipients=kind.complained, returned_ids=kind.returned,
        warnings=tuple(dict.fromkeys((*warnings, *contents.warnings, *kind.warnings))),
    )


@dataclass(frozen=True)
class _Kind:
    """What kind of mail it is; `outcome` empty for a person's."""

    outcome: str = ""
    acknowledge: bool = True
    failed: tuple[str, ...] = ()
    complained: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def _kind(notice: Notice, text: str, own: frozenset[str]) -> _Kind:
    complaint = read_complaint(notice)
    if complaint:
        return _complaint(complaint)
    bounce = read_bounce(notice)
    if bounce:
        return _bounce(bounce, notice)
    verdict = automatic.judge(
        notice.mail.headers, notice.sender, notice.subject, text, null_sender=notice.null_sender, own=own
    )
    return _Kind(verdict.outcome, verdict.acknowledge, warnings=verdict.warnings)


def _complaint(complaint: Complaint) -> _Kind:
    if complaint.refused:
        return _Kind("auto_reply", False, warnings=("a report that is no complaint (authentication, or not spam)",))
    hidden = () if complaint.complained else ("who complained is hidden by the reporter",)
    return _Kind("complaint", False, complained=complaint.complained, warnings=hidden)


def _bounce(bounce: Bounce, notice: Notice) -> _Kind:
    if bounce.delivered:
        return _Kind("auto_reply", False, warnings=("a delivery confirmation",))
    delayed = (STILL_TRIED,) if bounce.still_tried else ()
    return _Kind("bounce", False, failed=bounce.failed, returned=returned_ids(notice), warnings=delayed)


def _recipients(headers: Headers) -> tuple[str, ...]:
    fields = ("to", "cc", "delivered-to", "x-original-to", "envelope-to", "resent-to")
    boxes = (box for field in fields for raw in headers.all(field) for box in mailboxes(raw, headers.charset))
    return tuple(dict.fromkeys(address for _, address in boxes if address))[:ADDRESSES]


def _message_ids(headers: Headers, field: str) -> tuple[str, ...]:
    found = (hit for raw in headers.all(field) for hit in MESSAGE_ID.findall(raw[:50_000].decode("latin-1")))
    return tuple(dict.fromkeys(found))[-REFERENCES:]


def _sent_at(headers: Headers) -> datetime | None:
    try:
        told = parsedate_to_datetime(headers.raw("date")[:200].decode("latin-1"))
        return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError, AttributeError):
        return None

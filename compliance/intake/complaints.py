"""Whether a mail is a mailbox provider's report that somebody does not want our mail, and who that is.

Read are reports in the Abuse Reporting Format (RFC 5965, with the fields of RFC 6591 and 6692), the older forms that some
providers still send (the mail in question attached, under a subject that says so), the notifications of mail services, and
the mails that a mail program sends by itself for its user who pressed "unsubscribe" (RFC 2369). Reports on authentication
failures (RFC 6591, DMARC) and "not spam" reports are no complaints.
"""

import re
from dataclasses import dataclass

from compliance.intake.addresses import addresses_in
from compliance.intake.bounce_recipients import RECEIVED, SENT_TO
from compliance.intake.bounces import notification, told_addresses
from compliance.intake.headers import Headers
from compliance.intake.mime import MESSAGES, Part
from compliance.intake.notices import HEADER_TYPES, NOTICE_CHARACTERS, Notice, field_groups, own_parts, recipients_of

REPORT_TYPES = frozenset({"message/feedback-report", "application/feedback-report", "text/feedback-report"})
NO_COMPLAINT = frozenset({"auth-failure", "not-spam", "dmarc", "dkim", "spf", "policy", "authentication-failure"})
FIELDS = ("original-rcpt-to", "removal-recipient", "original-recipient", "complaint-recipient")
# Where providers note, in the mail complained of, who got it.
MARKS = ("x-hmxmroriginalrecipient", "x-apparently-to", "x-rcpt-to", "x-original-to", "x-envelope-to", "delivered-to")
REDACTED = re.compile(r"redacted|undisclosed|removed|hidden|xxx|anonym|^\*+@|^-+@|[0-9a-f]{32}@")
SUBJECT = re.compile(
    r"complaint about (?:a )?message|(?:e-?mail|spam|abuse|mail) (?:abuse |spam )?(?:complaint|feedback|report)\b"
    r"|feedback loop|\bfbl\b|complaint notification|client tos notification|\[spamcop |junk ?(?:e?-?mail )?report"
)
REPORTER = re.compile(
    r"(?:staff@hotmail|scomp@|\d{1,20}@reports\.spamcop\.|feedback|fbl|abuse|complaints?|spam-?report|junk|postmaster|arf)"
    r"|.{1,64}@(?:\w+\.)*(?:feedback|fbl|arf|abuse|feedbackloop|returnpath|senderscore)\w*\."
)
LEAVING = re.compile(
    r"\s*(?:unsubscribe|abmelden|abbestellen|désabonn|se désinscrire|désinscription|darse de baja|baja|disiscri|cancella"
    r"|uitschrijven|afmelden|cancelar|wypisz|opt-?out|remove|signoff)"
)
FIELD_TYPE = re.compile(r"(?im)^feedback-type: ?\S")
FIELD_OTHER = re.compile(r"(?im)^(?:user-agent|version|source-ip|original-[\w-]{3,20}): ?\S")
SHORT = 1500


@dataclass(frozen=True)
class Complaint:
    """Who complained; empty where the reporter hides it. `refused` marks a report that is no complaint."""

    complained: tuple[str, ...] = ()
    refused: bool = False


def read_complaint(notice: Notice) -> Complaint | None:
    """The complaint that a mail is, None where it is none."""
    parts = own_parts(notice.mail)
    groups = [group for part in parts if part.type in REPORT_TYPES for group in field_groups(part.text)]
    if not groups and FIELD_TYPE.search(notice.text) and FIELD_OTHER.search(notice.text):
        # A report that lost its type on the way: its fields stand in a plain text.
        groups = [group for group in field_groups(notice.text) if "feedback-type" in group]
    if groups or notice.mail.parameters.get("report-type", "").lower() == "feedback-report":
        return _of_report(groups, parts)
    told = told_addresses(notification(notice.text), "complaint", "complainedRecipients")
    if told:
        return Complaint(_shown(list(told)))
    if _forwarded(notice, parts):
        return Complaint(_of_attached(parts))
    if _quoted(notice):
        told_to = SENT_TO.findall(notice.text[:NOTICE_CHARACTERS])
        return Complaint(_shown([address for value in told_to for address in addresses_in(value)]))
    return Complaint((notice.sender,)) if notice.sender and _left_by_machine(notice) else None


def _of_report(groups: list[dict[str, list[str]]], parts: list[Part]) -> Complaint:
    kinds = {value.lower().split(";")[0].strip() for group in groups for value in group.get("feedback-type", [])}
    if kinds and kinds <= NO_COMPLAINT:
        return Complaint(refused=True)
    values = [value for group in groups for name in FIELDS for value in group.get(name, [])]
    told = [address for value in values for address in addresses_in(value)]
    return Complaint(_shown(told) or _of_attached(parts))


def _of_attached(parts: list[Part]) -> tuple[str, ...]:
    """Who got the mail complained of, by its own header."""
    found: list[str] = []
    for part in parts:
        if part.type in MESSAGES and part.parts:
            headers = part.parts[0].headers
            found += [*_marked(headers)[:1], *recipients_of(headers)[:1]]
        elif part.type in HEADER_TYPES:
            values = [value for group in field_groups(part.text)[:1] for value in group.get("to", [])]
            found += [address for value in values for address in addresses_in(value)[:1]]
    return _shown(found)


def _marked(headers: Headers) -> list[str]:
    values = (raw.decode("latin-1") for name in MARKS for raw in headers.all(name))
    return [address for value in values for address in addresses_in(value)[:1]]


def _shown(addresses: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address for address in addresses if not REDACTED.search(address.lower())))[:200]


def _forwarded(notice: Notice, parts: list[Part]) -> bool:
    """A provider's report without format: the subject says it, and the mail is attached."""
    attached = [part.parts[0].headers for part in parts if part.type in MESSAGES and part.parts]
    if not attached or not SUBJECT.search(notice.subject[:300].lower()):
        return False
    return any(MARKS[0] in headers for headers in attached) or REPORTER.match(notice.sender.lower()) is not None


def _quoted(notice: Notice) -> bool:
    """The same with the mail, header and all, in the report's own text."""
    known = SUBJECT.search(notice.subject[:300].lower()) and REPORTER.match(notice.sender.lower())
    return bool(known and RECEIVED.search(notice.text[:NOTICE_CHARACTERS]))


def _left_by_machine(notice: Notice) -> bool:
    """The mail of a mail program whose user pressed "unsubscribe" (List-Unsubscribe: mailto, RFC 2369)."""
    headers = notice.mail.headers
    machine = headers.raw("x-apple-unsubscribe") or headers.lower("auto-submitted").startswith("auto")
    return bool(machine and LEAVING.match(notice.subject[:200].lower()) and len(notice.text) < SHORT)

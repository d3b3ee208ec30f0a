"""Whether a mail is a mailbox provider's report that somebody does not want our mail, and who that is.

Read are reports in the Abuse Reporting Format (RFC 5965, with the fields of RFC 6591 and 6692), the older forms that some
providers still send (the mail in question attached, under a subject that says so), the notifications of mail services, and
the mails that a mail program sends by itself for its user who pressed "unsubscribe" (RFC 2369). Reports on authentication
failures (RFC 6591, DMARC) and "not spam" reports are no complaints.
"""

import json
import re
from dataclasses import dataclass

from compliance.intake.addresses import addresses_in
from compliance.intake.bounces import Notice, field_groups, own_parts, recipients_of
from compliance.intake.mime import MESSAGES, Part

REPORT_TYPES = frozenset({"message/feedback-report", "application/feedback-report", "text/feedback-report"})
NO_COMPLAINT = frozenset({"auth-failure", "not-spam", "dmarc", "dkim", "spf", "policy", "authentication-failure"})
COMPLAINT_SUBJECT = re.compile(
    r"(?i)complaint about (?:a )?message|(?:email|e-mail|spam|abuse|mail) (?:abuse |spam )?(?:complaint|feedback|report)\b|feedback loop|\bfbl\b|abuse report|spam report|complaint notification|client tos notification"
    r"|junk ?(?:e?-?mail )?report|email feedback report"
)
REPORTER = re.compile(r"(?i)^(?:staff@hotmail|scomp@|feedback|fbl|abuse|complaints?|spam-?report|feedbackloop|junk|postmaster|arf)|@(?:\w+\.)*(?:feedback|fbl|arf|abuse|feedbackloop)\.|returnpath|senderscore")
FIELDS = ("original-rcpt-to", "removal-recipient", "original-recipient", "complaint-recipient")
OWN_MARKS = ("x-hmxmroriginalrecipient", "x-apparently-to", "x-rcpt-to", "x-original-to", "x-envelope-to", "delivered-to")
REDACTED = re.compile(r"(?i)redacted|undisclosed|removed|hidden|xxx|anonym|^\*+@|^-+@|x{4,}@|[0-9a-f]{32}@")
LEAVING = re.compile(r"(?i)\s*(?:unsubscribe|abmelden|abbestellen|désabonn|se désinscrire|désinscription|darse de baja|baja|disiscri|cancella|uitschrijven|afmelden|cancelar|wypisz|opt-?out|remove|signoff)\b")
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
    if not groups and _says_so(notice, parts):
        groups = [group for group in field_groups(notice.text) if "feedback-type" in group]
    if groups or notice.mail.parameters.get("report-type", "").lower() == "feedback-report":
        return _of_report(groups, parts)
    if notified := _notified(notice):
        return notified
    if _forwarded(notice, parts):
        return Complaint(_of_attached(parts))
    return Complaint((notice.sender,)) if _left_by_machine(notice) and notice.sender else None


def _says_so(notice: Notice, parts: list[Part]) -> bool:
    """A report that lost its type on the way: its fields stand in a plain text."""
    text = "\n".join(part.text[:5000] for part in parts if part.type.startswith("text/"))
    return bool(re.search(r"(?im)^feedback-type: ?\S", text)) and bool(re.search(r"(?im)^(?:user-agent|version|source-ip|original-[\w-]{3,20}): ?\S", text))


def _of_report(groups: list[dict[str, list[str]]], parts: list[Part]) -> Complaint:
    kinds = {value.lower().split(";")[0].strip() for group in groups for value in group.get("feedback-type", [])}
    if kinds and kinds <= NO_COMPLAINT:
        return Complaint(refused=True)
    told = [hit for group in groups for name in FIELDS for value in group.get(name, []) for hit in addresses_in(value)]
    return Complaint(_shown(told) or _of_attached(parts))


def _of_attached(parts: list[Part]) -> tuple[str, ...]:
    """Who got the mail complained of, by its own header."""
    found: list[str] = []
    for part in parts:
        if part.type in MESSAGES and part.parts:
            headers = part.parts[0].headers
            marks = [hit for name in OWN_MARKS for raw in headers.all(name) for hit in addresses_in(raw.decode("latin-1"))[:1]]
            found += [*marks[:1], *recipients_of(headers)[:1]]
        elif part.type == "text/rfc822-headers":
            found += [hit for group in field_groups(part.text)[:1] for value in group.get("to", []) for hit in addresses_in(value)[:1]]
    return _shown(found)


def _shown(addresses: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(address for address in addresses if not REDACTED.search(address)))[:200]


def _forwarded(notice: Notice, parts: list[Part]) -> bool:
    """A provider's report without format: the subject says it, the mail is attached, and little else is written."""
    attached = any(part.type in MESSAGES and part.parts for part in parts)
    if not attached or not COMPLAINT_SUBJECT.search(notice.subject[:300]):
        return False
    marked = any("x-hmxmroriginalrecipient" in part.parts[0].headers for part in parts if part.type in MESSAGES and part.parts)
    return marked or bool(REPORTER.search(notice.sender))


def _notified(notice: Notice) -> Complaint | None:
    start = notice.text[:200].find("{")
    if start == -1 or "complainedRecipients" not in notice.text:
        return None
    try:
        said, _ = json.JSONDecoder().raw_decode(notice.text[:60_000], start)
        said = json.loads(said["Message"]) if isinstance(said.get("Message"), str) else said
        told = [str(one["emailAddress"]) for one in said["complaint"]["complainedRecipients"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return Complaint(_shown([hit for one in told for hit in addresses_in(one)]))


def _left_by_machine(notice: Notice) -> bool:
    """The mail of a mail program whose user pressed "unsubscribe" (List-Unsubscribe: mailto, RFC 2369)."""
    headers = notice.mail.headers
    machine = headers.raw("x-apple-unsubscribe") or headers.lower("auto-submitted").startswith("auto")
    return bool(machine and LEAVING.match(notice.subject[:200]) and len(notice.text) < SHORT)

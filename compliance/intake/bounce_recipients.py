"""Whom a notice of failed delivery is about, where it is written for people.

Named are those of `X-Failed-Recipients`, else the addresses that stand where such notices put them, above the returned
message: on a line of their own, after a word for whom a mail was meant, anywhere, or in the subject. Where there are none,
those that the returned mail was sent to; last, a bare name on a line of its own, at the mail system that sent the notice.
"""

import re

from compliance.intake.addresses import addresses_in, mailboxes
from compliance.intake.bounce_phrases import NOTICE
from compliance.intake.mime import MESSAGES, Part
from compliance.intake.notices import HEADER_TYPES, NOTICE_CHARACTERS, Notice, field_groups, recipients_of

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
# An address that stands alone on the line after the words that say that a mail failed.
ALONE = re.compile(r"[^@\n]{0,80}\n\s{0,20}(?:\"[^\"\n]{0,100}\" )?[<\"'(\[]?" + ADDRESS + r"[>\"')\]]?[ \t]*(?:\n|\Z)")
# Bare names of mailboxes, indented below a line that announces them.
BARE = re.compile(
    r"(?i)\b(?:recipients?|users?|address(?:es)?|to the following)\b[^\n]{0,200}:[ \t]*\n(?:[ \t]*\n)?"
    r"((?:[ \t]{1,20}[\w.+-]{2,64}(?:[ \t]{2,}[^\n]{0,200})?[ \t]*(?:\n|\Z)){1,50})"
)
# Lines that name others than who failed.
ABOUT_SENDING = re.compile(
    r"(?im)^[ \t>]{0,8}(?:message-?id|from|von|de|sender|reply-to|subject|betreff|x-[\w-]{1,60}|in-reply-to|references"
    r"|return-path|received|reporting-mta|for (?:further|more) |please contact|contact)\b.{0,500}$"
)
SENT_WITH = re.compile(r"(?im)^[ \t>]{0,8}(?:to|cc|an|date|datum|sent):.{0,500}$")
SENT_TO = re.compile(r"(?m)^[ \t>]{0,4}To: ?(.{3,300})$")
STAFF = frozenset(
    {"postmaster", "mailer-daemon", "abuse", "support", "helpdesk", "hostmaster", "webmaster", "noreply", "no-reply",
     "admin", "administrator"}
)


def named(notice: Notice, parts: list[Part]) -> tuple[str, ...]:
    """The addresses that a notice for people names, else those that the returned mail was sent to."""
    fields = notice.mail.headers.all("x-failed-recipients")
    told = [address for raw in fields for _, address in mailboxes(raw) if address]
    if told:
        return tuple(dict.fromkeys(told))
    above = ABOUT_SENDING.sub("", _above_original(notice.text[:NOTICE_CHARACTERS]))
    unlikely = _unlikely(notice)
    for text in (SENT_WITH.sub("", above), above):
        for hits in (LISTED.findall(text), _bare(text, notice.sender), LABELLED.findall(text), [text], [notice.subject]):
            named = [hit for found in hits for hit in addresses_in(found) if _likely(hit, unlikely)]
            if named:
                return tuple(dict.fromkeys(named))[:RECIPIENTS]
    return _sent_to(notice, parts, unlikely)


def named_at_once(notice: Notice) -> bool:
    """Whether the notice begins by saying that a mail failed, and to whom."""
    text = notice.text[:900].lower()
    said = NOTICE.search(text, 0, 300)
    found = said and (ALONE.match(text, said.end()) or LABELLED.search(text, 0, 300))
    return bool(found and _likely(found[1], _unlikely(notice)))


def _unlikely(notice: Notice) -> set[str]:
    """Addresses that stand in a notice without being those that failed: whom it is for, and who sends it."""
    return {address.lower() for address in (*recipients_of(notice.mail.headers), notice.sender)}


def _bare(text: str, sender: str) -> list[str]:
    """Names without a domain, listed by a mail system for mailboxes of its own."""
    domain = sender.partition("@")[2]
    found = BARE.search(text) if domain else None
    names = (line.split()[0] for line in found[1].split("\n") if line.strip()) if found else ()
    return [f"{name}@{domain}" for name in names]


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

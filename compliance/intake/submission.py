"""What comes in, whichever way: a `Submission`, with its `Attachment`s.

Every channel (mail, form, a phone call typed in by staff) makes one and hands it to the road in; nothing after that knows
which channel it was. It holds what was said and by whom, as read; it decides nothing.

`outcome` says what kind of thing it is:

- `new`, `reply`: somebody writes; `reply` where it says it answers an earlier mail (it proves nothing).
- `auto_reply`: a machine answers or notifies (out of office, receipts, delivery confirmations).
- `bounce`: a mail could not be delivered, to `failed_recipients`; with the warning `STILL_TRIED` only not yet. `returned_ids`
  are the Message-IDs of what it returns.
- `complaint`: a mailbox provider reports that `complained_recipients` do not want our mail.
- `loop`: our own mail comes back.
- `unreadable`: it needs a person; whatever could be got is filled in.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from compliance.rules.evidence import Evidence

STILL_TRIED = "delivery is delayed and still being tried"


@dataclass(frozen=True)
class Attachment:
    """A file: a harmless name, the media type as declared, and the decoded bytes."""

    name: str
    type: str
    content: bytes = field(repr=False)

    @property
    def size(self) -> int:
        """Length of the decoded content in bytes."""
        return len(self.content)

    @cached_property
    def sha256(self) -> str:
        """Hex digest over the decoded content."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Submission:
    """One thing that came in.

    `body` is all readable text, `text` only the newly written words (no quoted mail, no signature), `html` is sanitised and
    loads nothing from elsewhere. `acknowledge` says whether an automatic answer may go out (RFC 3834). All text is Unicode
    without lone surrogates or control characters. `warnings` are short English phrases for staff. `suspected_spam`: our own
    mail server holds it for spam; `spam_reasons` are the codes of what said so (`spam_headers`). `evidence`: what it
    says of the sender.
    """

    channel: str = "mail"
    outcome: str = "new"
    sender: str = ""
    sender_name: str = ""
    recipients: tuple[str, ...] = ()
    subject: str = ""
    body: str = ""
    text: str = ""
    html: str | None = None
    language: str | None = None
    message_id: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    sent_at: datetime | None = None
    acknowledge: bool = True
    attachments: tuple[Attachment, ...] = ()
    failed_recipients: tuple[str, ...] = ()
    complained_recipients: tuple[str, ...] = ()
    returned_ids: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    suspected_spam: bool = False
    spam_reasons: tuple[str, ...] = ()
    evidence: Evidence | None = None

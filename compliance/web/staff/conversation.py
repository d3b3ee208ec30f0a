"""The conversation as staff read it: each message with who, what is new in it, and the words that decided what is asked.

Text alone is shown, never a stranger's HTML. Where a mail quotes an earlier one, the new words stand first and the whole can be
opened. A link of the person's own in a letter of ours is shown as a placeholder.
"""

from collections import defaultdict
from dataclasses import dataclass

from flask_babel import gettext as _

from compliance.letters.catalogue import BY_CODE, language_for
from compliance.letters.writing import LINK
from compliance.tickets.models import Message, PrivacyRequest, Ticket
from compliance.tickets.traffic import HELD
from compliance.web.staff.names import Names
from compliance.web.staff.vouching import Vouched, vouched
from compliance.web.staff.words import AUTOMATIC, KIND_TITLES, code_words

Span = tuple[int, int, str]


@dataclass(frozen=True)
class Shown:
    """A message as the page shows it. `whole` is empty where `text` says everything; spans are (start, end, why).

    `standard`: a letter in our standard words, which need not be read each time. `automatic`: what a machine's mail is.
    `sender`: how sure its sender is.
    """

    message: Message
    who: str
    text: str
    whole: str
    spans: list[Span]
    subject_spans: list[Span]
    standard: bool
    automatic: str
    sender: Vouched | None


def conversation(ticket: Ticket, names: Names) -> list[Shown]:
    """All messages of a ticket, oldest first."""
    marks = _marks(ticket.requests)
    return [_shown(message, ticket, names, marks) for message in ticket.messages]


def marked_words(request: PrivacyRequest, ticket: Ticket) -> list[str]:
    """The words that led to a suggestion, each once, in their order."""
    said = {message.id: message for message in ticket.messages}
    found = []
    for mark in request.evidence:
        message = said.get(mark["message"])
        if message is not None:
            whole = message.subject if mark["field"] == "subject" else message.text
            found.append(" ".join(whole[mark["start"]:mark["end"]].split()))
    return list(dict.fromkeys(words for words in found if words))


def _marks(requests: list[PrivacyRequest]) -> dict[tuple[int, str], list[Span]]:
    found: dict[tuple[int, str], list[Span]] = defaultdict(list)
    for request in requests:
        for mark in request.evidence:
            span = (mark["start"], mark["end"], code_words(KIND_TITLES, request.kind))
            found[mark["message"], mark["field"]].append(span)
    return found


def _shown(message: Message, ticket: Ticket, names: Names, marks: dict[tuple[int, str], list[Span]]) -> Shown:
    text, whole = _out(message) if message.direction == "out" else (message.text or message.body, message.body)
    return Shown(
        message, _who(message, ticket, names), text, whole if whole.split() != text.split() else "",
        marks.get((message.id, "text"), []), marks.get((message.id, "subject"), []), _standard(message),
        code_words(AUTOMATIC, message.outcome) if message.direction == "in" and message.outcome in AUTOMATIC else "",
        vouched(message),
    )


def _who(message: Message, ticket: Ticket, names: Names) -> str:
    if message.direction == "in":
        return message.sender_name or message.sender or str(_("unknown sender"))
    if message.author_id is None:
        return message.sender_name or str(_("The program"))
    return names.of_staff(message.author_id)


def _standard(message: Message) -> bool:
    letter = BY_CODE.get(message.letter or "")
    return letter is not None and letter.automatic and not message.text.strip()


def _out(message: Message) -> tuple[str, str]:
    """A letter's words; before it is filled in, staff's own."""
    text = LINK.sub(_("(the person's own link)"), message.body or message.text)
    if message.delivery == HELD:
        return text or _("This letter was not written out."), ""
    return text or _("This letter is being written."), ""


def letter_title(message: Message) -> str:
    """What staff call a letter."""
    letter = BY_CODE.get(message.letter or "")
    return str(_(letter.title)) if letter else ""


def letter_language(ticket: Ticket) -> str:
    """The language, as a code, in which the person is written to."""
    return language_for(ticket.language)

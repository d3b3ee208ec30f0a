"""The timeline in sentences: the codes, ids and dates of an event filled into the sentence that its kind declares.

Ids become today's names, or "someone" when that person is gone; codes become the field's own words; dates are written as people
say them. An event of a kind that is no longer declared still stands on the timeline, by its bare name.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _

from compliance.ledger import Event
from compliance.rules import identity, lifecycle
from compliance.rules.events import EVENTS
from compliance.web.staff.names import Names
from compliance.web.staff.words import CODES, CODES_OF, KIND_TITLES, code_words, failure_words

DAY = "EEE d MMM yyyy"
ACTORS = {"requester": "The person", "system": "The program", "command": "Someone at the command line"}
STILL = "{actor} brought the ticket up to date with its requests."

# Event kind -> icon of its entry.
ICONS = {
    "ticket.opened": "inbox", "ticket.assigned": "person-check", "ticket.moved": "arrow-right",
    "ticket.reopened": "arrow-return-left", "ticket.noted": "sticky", "ticket.read_by_person": "eye",
    "message.received": "envelope", "message.automatic": "info-circle", "letter.written": "reply", "letter.sent": "send",
    "letter.failed": "exclamation-triangle", "letter.delayed": "clock-history", "letter.retried": "arrow-repeat",
    "proof.asked": "question-circle", "proof.given": "shield-check", "proof.accepted": "shield-check",
    "reminder.sent": "bell", "reminder.late": "bell",
    "request.opened": "flag", "request.set": "pencil", "request.closed": "check-lg", "request.reopened": "arrow-return-left",
    "task.opened": "hdd-stack", "task.finished": "check-lg", "task.reopened": "arrow-return-left",
    "act.refused": "slash-circle", "request.dismissed": "dash-lg", "ticket.unasked": "dash-lg",
    "ticket.person_set": "pencil", "clock.paused": "pause-fill", "clock.resumed": "clock-history",
    "clock.extension_planned": "hourglass-split", "clock.extended": "hourglass-split", "clock.rewound": "clock-history",
    "ticket.receipt_set": "calendar-event", "ticket.hinted": "question-circle", "ticket.kept_apart": "dash-lg",
    "ticket.placed": "arrow-right", "ticket.taken_back": "arrow-return-left", "ticket.address_known": "person-check",
    "message.placed": "envelope", "message.taken_back": "arrow-return-left", "request.carried": "flag",
    "task.carried": "hdd-stack", "ticket.suspected": "slash-circle", "ticket.spam_confirmed": "slash-circle",
    "ticket.rescued": "arrow-return-left", "letter.held": "pause-fill", "letter.bounced": "exclamation-triangle",
    "document.received": "paperclip", "document.read": "eye", "document.erased": "trash",
    "proof.checked": "shield-check", "proof.paper": "shield-check", "proof.doubted": "exclamation-triangle",
    "proof.denied": "slash-circle", "proof.question_asked": "question-circle", "ticket.behalf_set": "person-check",
    "task.instructed": "send", "task.chased": "bell", "task.overdue": "exclamation-triangle", "task.read": "eye",
    "ticket.mentioned": "person-check", "ticket.looked_at": "eye", "message.split": "arrow-right",
    "task.link_ended": "slash-circle", "request.fields_set": "pencil", "ticket.address_works": "check-lg",
    "message.vouched": "shield-check",
}


@dataclass(frozen=True)
class Sentence:
    """One entry of the timeline. `machine`: the program did it by itself. `detail`: the ground, where there was one."""

    at: datetime
    text: str
    kind: str
    machine: bool
    detail: str = ""


def tell(events: Iterable[Event], names: Names) -> list[Sentence]:
    """The sentences of events, in their order."""
    return [_sentence(event, names) for event in events]


def _sentence(event: Event, names: Names) -> Sentence:
    declared = EVENTS.get(event.kind)
    text = event.kind
    if declared is not None:
        words = {name: _words(event, name, shape, names) for name, shape in declared.fields.items()}
        text = _(_template(event, declared.sentence)).format(actor=_actor(event, names), **words)
        if event.data.get("in_system") not in names.systems:  # a system's own name keeps its spelling
            text = text[:1].upper() + text[1:]
    return Sentence(event.at, text, event.kind, event.actor == "system", _detail(event))


def _template(event: Event, sentence: str) -> str:
    stays = event.kind == "ticket.moved" and event.data.get("was") == event.data.get("now")
    return STILL if stays else sentence


def _actor(event: Event, names: Names) -> str:
    if event.kind == "letter.written" and event.actor == "requester":  # what came in made the program answer
        return str(_(ACTORS["system"]))
    if event.actor == "staff":
        return names.of_staff(event.actor_id)
    if event.actor == "owner":
        return str(_("Whoever looks after %(system)s", system=names.of_system(event.actor_id)))
    return str(_(ACTORS.get(event.actor, event.actor)))


def _words(event: Event, name: str, shape: str, names: Names) -> str:
    value = event.data.get(name)
    if value is None:
        return str(_(_nothing(name, shape)))
    if name.endswith("_staff"):
        return names.of_staff(value)
    if name.endswith("_system"):
        return names.of_system(value)
    if shape.startswith("date"):
        return _day(value)
    if shape == "codes":
        return ", ".join(_code(event, name, code) for code in value) or str(_("nothing"))
    if shape.startswith("code"):
        return _code(event, name, value)
    return str(value)


def _code(event: Event, name: str, value: str) -> str:
    if event.kind == "letter.failed" and name == "reason":
        return failure_words(value)
    table: Mapping[str, str] = CODES_OF.get(event.kind, {}).get(name) or CODES.get(name) or KIND_TITLES
    return code_words(table, value)


def _nothing(name: str, shape: str) -> str:
    if name == "to_staff":
        return "the team"
    return "on no fixed date" if shape.startswith("date") else "nothing"


def _day(value: str) -> str:
    try:
        return str(format_date(date.fromisoformat(value), DAY))
    except ValueError:
        return value


def _detail(event: Event) -> str:
    data: dict[str, Any] = event.data or {}
    if data.get("ground"):
        return code_words({**lifecycle.GROUNDS, **lifecycle.EXTENSION_GROUNDS}, data["ground"])
    if event.kind.startswith("proof.") and "level" in data:
        return str(_(identity.LEVELS[data["level"]])) if data["level"] in identity.LEVELS else ""
    return ""

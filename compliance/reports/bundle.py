"""All that was kept about one ticket as a ZIP: for a regulator, a court, or the person's lawyer.

`summary.pdf` is for reading; `ticket.json` has requests with their clocks and how each date was reckoned, decisions, tasks and
messages; `mails/` and `files/` are what came in, byte for byte; `proofs.json` shows that the events are in the log of the
whole, for `verify_trail.py`. The same ticket gives the same bytes, until something happens on it: nothing tells of the time of
the export, and that somebody looked at the ticket is no part of it.

Redacted of third parties: staff are called so, mail addresses that are neither the person's nor the house's are blackened, and
internal notes, raw mails and files, in which nothing can be blackened, are left out; their digests stay.
"""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from compliance.ledger import proving
from compliance.reports.papers import Paper
from compliance.sealing import Unopenable
from compliance.tickets.models import Message, PrivacyRequest, Task, Ticket

EPOCH = (1980, 1, 1, 0, 0, 0)
ADDRESS = re.compile(r"[^\s<>\"'(),;:]+@[^\s<>\"'(),;:]+\.[A-Za-z]{2,}")
BLACK = "█████"
SAFE = re.compile(r"[^\w.\- ]")
README = """What is in here

summary.pdf    the case as people read it
ticket.json    requests, clocks, decisions, tasks and messages
mails/         mails as they came in          files/   files that came with them
proofs.json    each event with the proof that it is in the log of the whole

python verify_trail.py proofs.json --key KEY checks the proofs; the key stands at {key}.
"""


@dataclass(frozen=True)
class Told:
    """What the desk adds: sentences of the timeline with their moments, words for codes, raw mails by message, the names."""

    timeline: Sequence[tuple[datetime, str]]
    kinds: Mapping[str, str]
    laws: Mapping[str, str]
    systems: Mapping[int, str]
    mails: Mapping[int, bytes]
    ours: frozenset[str]
    key_url: str


def make(ticket: Ticket, told: Told, *, redacted: bool) -> bytes:
    """The ZIP. The ticket's events must be sealed."""
    black = _Black(ticket, told) if redacted else None
    proofs = proving.of_ticket(ticket.id)
    parts: dict[str, bytes] = {
        "README.txt": README.format(key=told.key_url).encode(),
        "ticket.json": _json(_blackened(_facts(ticket, told, redacted), black)),
        "proofs.json": json.dumps(proofs, ensure_ascii=False, sort_keys=True).encode() + b"\n",
        "summary.pdf": _paper(ticket, told, black),
    }
    if not redacted:
        parts |= _originals(ticket, told)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, content in sorted(parts.items()):
            entry = zipfile.ZipInfo(f"{ticket.reference}/{name}", EPOCH)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            file.writestr(entry, content, compresslevel=6)
    return packed.getvalue()


class _Black:
    """Blackens mail addresses that are neither the person's nor the house's."""

    def __init__(self, ticket: Ticket, told: Told) -> None:
        own = {ticket.requester.email, ticket.requester.for_email} - {""}
        self._known = {address.lower() for address in own} | told.ours

    def __call__(self, text: str) -> str:
        return ADDRESS.sub(lambda found: found[0] if found[0].lower() in self._known else BLACK, text)


def _blackened(value: Any, black: _Black | None) -> Any:
    if black is None:
        return value
    if isinstance(value, str):
        return black(value)
    if isinstance(value, dict):
        return {name: _blackened(one, black) for name, one in value.items()}
    return [_blackened(one, black) for one in value] if isinstance(value, list) else value


def _facts(ticket: Ticket, told: Told, redacted: bool) -> dict[str, Any]:
    person = ticket.requester
    return {
        "reference": ticket.reference, "state": ticket.state, "channel": ticket.channel, "contact": ticket.contact,
        "received_at": ticket.received_at, "timezone": ticket.timezone, "closed_at": ticket.closed_at,
        "person": {"name": person.name, "address": person.email, "for_name": person.for_name, "for_address": person.for_email},
        "proof": {"level": ticket.proof, "way": ticket.proof_way, "shown": ticket.shown},
        "requests": [_request(request, told) for request in ticket.requests],
        "tasks": [_task(task, told) for task in ticket.tasks],
        "messages": [_message(message, told, redacted) for message in _shown(ticket, redacted)],
    }


def _shown(ticket: Ticket, redacted: bool) -> list[Message]:
    return [message for message in ticket.messages if not (redacted and message.direction == "note")]


def _request(request: PrivacyRequest, told: Told) -> dict[str, Any]:
    return {
        "kind": told.kinds.get(request.kind, request.kind), "law": told.laws.get(request.regime, request.regime),
        "details": {detail.name: detail.value for detail in request.details},
        "decision": {"outcome": request.outcome, "ground": request.ground, "closed_at": request.closed_at},
        "clock": {
            "due_on": request.due_on, "acknowledge_on": request.acknowledge_on, "how": request.steps, "pauses": request.pauses,
            "extended_on": request.extended_on, "extension_ground": request.extension_ground,
        },
    }


def _task(task: Task, told: Told) -> dict[str, Any]:
    return {"system": told.systems.get(task.system_id, str(task.system_id)), "outcome": task.outcome, "ground": task.ground,
            "finished_at": task.finished_at, "dropped": task.dropped}


def _message(message: Message, told: Told, redacted: bool) -> dict[str, Any]:
    raw = told.mails.get(message.id)
    return {
        "id": message.id, "direction": message.direction, "channel": message.channel, "at": message.at,
        "sent_at": message.sent_at, "sender": message.sender, "sender_name": "" if redacted else message.sender_name,
        "recipient": message.recipient, "subject": message.subject, "text": message.body or message.text,
        "letter": message.letter, "delivery": message.delivery, "mail": hashlib.sha256(raw).hexdigest() if raw else None,
        "files": [{"name": file.name, "size": file.size, "sha256": file.sha256} for file in message.attachments],
    }


def _originals(ticket: Ticket, told: Told) -> dict[str, bytes]:
    """Mails and files as they came; what was erased is left out."""
    found = {f"mails/{message_id}.eml": raw for message_id, raw in told.mails.items()}
    for message in ticket.messages:
        for number, file in enumerate(message.attachments, 1):
            if not file.sealed and not file.key_id:
                continue
            try:
                found[f"files/{message.id}-{number}-{SAFE.sub('_', file.name)[-100:]}"] = file.content
            except Unopenable:
                continue
    return found


def _paper(ticket: Ticket, told: Told, black: _Black | None) -> bytes:
    blacken = black or str
    paper = Paper(f"Ticket {ticket.reference}", told.timeline[-1][0] if told.timeline else ticket.opened_at)
    person = ticket.requester
    paper.rows([("Person", blacken(f"{person.name} {person.email}".strip())),
                ("Came in", f"{ticket.received_at:%Y-%m-%d %H:%M} UTC"), ("By", ticket.channel), ("State", ticket.state)])
    for request in ticket.requests:
        paper.head(f"{told.kinds.get(request.kind, request.kind)} ({told.laws.get(request.regime, request.regime)})")
        paper.rows([("Due", f"{request.due_on or 'no fixed date'}"), ("Outcome", request.outcome or "open"),
                    ("Ground", request.ground or ""), ("How the date was reckoned", "\n".join(map(str, request.steps)))])
        tasks = [task for task in request.tasks if not task.dropped]
        paper.rows((told.systems.get(task.system_id, ""), task.outcome or "to do") for task in tasks)
    paper.head("Conversation")
    for message in _shown(ticket, black is not None):
        paper.rows([(f"{message.at:%Y-%m-%d %H:%M} {message.direction} {blacken(message.sender or message.recipient)}",
                     blacken(f"{message.subject}\n{message.body or message.text}".strip()))])
    paper.head("What happened")
    for at, sentence in told.timeline:
        paper.text(f"{at:%Y-%m-%d %H:%M}  {blacken(sentence)}")
    return paper.content()


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1, default=_iso).encode() + b"\n"


def _iso(value: Any) -> str:
    return str(value.isoformat())

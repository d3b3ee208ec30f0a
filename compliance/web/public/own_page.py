"""The person's own page: where it stands, by when and why, what became of it by system, the conversation, files that wait.

It opens from the address in our letters alone, and shows what was written on the ticket and what is done about it; a copy of
their data is a download that the trail tells of. The acts of the page stand in `own_acts`.
"""

import secrets
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from compliance.db import now
from compliance.intake import uploads
from compliance.letters.words import page_words
from compliance.letters.writing import LINK
from compliance.registers.systems import all_systems
from compliance.rules import lifecycle
from compliance.rules.kinds import BY_KEY
from compliance.tickets.amending import asked_in
from compliance.tickets.asking import open_question
from compliance.tickets.documents import is_asked, lying
from compliance.tickets.handing_over import waiting_for
from compliance.tickets.models import Link, Message, Ticket
from compliance.tickets.objecting import APPEAL_OF, OBJECTED_TO, appeals_of
from compliance.tickets.showing import shown_of
from compliance.web.guard import open_to_all
from compliance.web.public.secret import masked, opened

GONE = 410
SHOWN = frozenset({"new", "reply"})


@open_to_all
def show(token: str) -> ResponseReturnValue:
    """Where it stands."""
    link, ticket = opened(token, "requests")
    return page(link, ticket, token)


def page(link: Link, ticket: Ticket, token: str, wrong: str = "", refusal: str = "") -> ResponseReturnValue:
    """The page, with what is wrong with the message that was typed, or why an act is not possible."""
    if link.expires_at < now():
        return render_template("public/own_over.html", ticket=ticket, token=token, refusal=refusal), GONE
    words = page_words(str(get_locale() or "en"))
    whole = render_template(
        "public/own.html", ticket=ticket, token=token, today=_today(ticket), step=_step(ticket), kinds=BY_KEY,
        words=request.form.get("words", ""), wrong=wrong, refusal=refusal, done=request.args.get("done", ""),
        systems={system.id: system.name for system in all_systems()}, address=masked(ticket.requester.email),
        grounds=words.grounds, points=words.points, amending=asked_in(ticket.requests), question=open_question(ticket),
        said=_conversation(ticket), files=waiting_for(ticket), **_acts(ticket), **_typed(), **_papers(ticket),
    )
    return whole, 422 if wrong or refusal else 200


def submission() -> str:
    """The random name under which files wait for a message that is not sent yet."""
    given = request.form.get("submission", "")
    return given if len(given) == 32 and set(given) <= set("0123456789abcdef") else ""


def _typed() -> dict[str, Any]:
    kept = submission()
    return {"submission": kept or secrets.token_hex(16), "uploads": uploads.of_form(kept) if kept else []}


def _papers(ticket: Ticket) -> dict[str, bool]:
    """Whether a declaration is needed, and whether a document was asked for."""
    live, papers = ticket.state in lifecycle.LIVE, shown_of(ticket).papers
    needed = bool(ticket.behalf == "child" or ticket.doubts) and "declaration" not in papers
    return {"may_declare": live and needed, "may_show": live and is_asked(ticket) and not lying(ticket)}


def _acts(ticket: Ticket) -> dict[str, Any]:
    """Which requests the person may object to, and which are objections."""
    objected = appeals_of(ticket)
    may = {asked.id for asked in ticket.requests if asked.outcome in OBJECTED_TO} - objected
    against = {asked.id for asked in ticket.requests if any(detail.name == APPEAL_OF for detail in asked.details)}
    return {"may_object": may, "objections": against}


def _conversation(ticket: Ticket) -> list[tuple[Message, str]]:
    """What the person wrote and what we wrote to them, the latest first; no notes, no automatic mail."""
    found = [message for message in ticket.messages if _is_shown(message)]
    return [(message, LINK.sub("…", message.text or message.body if message.direction == "in" else message.body))
            for message in reversed(found)]


def _is_shown(message: Message) -> bool:
    if message.direction == "in":
        return message.outcome in SHOWN
    return message.direction == "out" and message.sent_at is not None


def _today(ticket: Ticket) -> date:
    return now().astimezone(ZoneInfo(ticket.timezone)).date()


def _step(ticket: Ticket) -> int:
    """1 received, 2 proof, 3 being done, 4 answered; 5: all is done."""
    if ticket.state == lifecycle.CLOSED:
        return 5
    if ticket.state == lifecycle.WAITING:
        return 2
    return 1 if ticket.state == lifecycle.NEW else 3

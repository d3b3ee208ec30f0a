"""What the person does on their own page: write and attach, withdraw, say that they meant something else, object, download.

The secret address is the proof; each act is a POST, and goes through a verb as the requester. Nothing typed is lost.
"""

from io import BytesIO
from typing import Any

from flask import Blueprint, abort, make_response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.db import now, unit
from compliance.extensions import csrf, limiter
from compliance.intake import uploads
from compliance.rules.abilities import REQUESTER
from compliance.rules.identity import POINTS
from compliance.rules.kinds import BY_KEY, ON_FORM
from compliance.tickets.arrivals import Arrival, File
from compliance.tickets.asking import answer_question, open_question
from compliance.tickets.deciding import withdraw as withdraw_request
from compliance.tickets.door import Refused
from compliance.tickets.handing_over import fetch
from compliance.tickets.models import Link, PrivacyRequest, Ticket
from compliance.tickets.objecting import appeal, misread
from compliance.tickets.own_links import send_new_link
from compliance.tickets.queries import request_of
from compliance.tickets.talking import receive_message
from compliance.web.guard import open_to_all
from compliance.web.public.own_page import page, show, submission
from compliance.web.public.refusals import said
from compliance.web.public.secret import masked, opened
from compliance.web.public.wrong_files import why_refused

LIMIT = "20 per hour"
LONGEST_WORDS = 10_000
LONGEST_ANSWER = 300
ROW = f"int(max={2**63 - 1})"


def register(blueprint: Blueprint) -> None:
    """Puts the person's own page and its acts on the blueprint."""
    one = f"<{ROW}:request_id>"
    pages: tuple[tuple[str, str, Any], ...] = (
        ("", "own", show), (f"/withdraw/{one}", "withdraw", ask_withdrawal), (f"/object/{one}", "objection", ask_objection),
        (f"/meant/{one}", "meant", ask_meaning),
    )
    acts: tuple[tuple[str, str, Any], ...] = (
        ("/messages", "write", write),
        ("/answers", "answer", answer), (f"/withdraw/{one}", "withdrawn", withdraw), (f"/object/{one}", "objected", objected),
        (f"/meant/{one}", "said_meaning", said_meaning), (f"/files/<{ROW}:attachment_id>", "fetch", download),
        ("/again", "new_link", again),
    )
    for rule, name, view in pages:
        blueprint.add_url_rule(f"/requests/<token>{rule}", name, view)
    for rule, name, view in acts:
        blueprint.add_url_rule(f"/requests/<token>{rule}", name, limiter.limit(LIMIT)(view), methods=["POST"])
        csrf.exempt(view)


@open_to_all
def write(token: str) -> ResponseReturnValue:
    """A message from the person, with files."""
    link, ticket = live(token)
    words = request.form.get("words", "").strip()
    if refused := _refused_files():
        return page(link, ticket, token, wrong=refused)
    if not words or len(words) > LONGEST_WORDS:
        return page(link, ticket, token, wrong=_("Write something, up to 10,000 characters."))
    with unit():
        receive_message(ticket, REQUESTER, arrival(ticket, words, uploads.hand_over(submission()) if submission() else ()))
    return back(token, "written")


@open_to_all
def answer(token: str) -> ResponseReturnValue:
    """The answers to what we asked."""
    _link, ticket = live(token)
    question = open_question(ticket)
    points = (question.facts or {}).get("points", []) if question else []
    given = [f"{POINTS[point]}: {request.form.get(point, '').strip()[:LONGEST_ANSWER] or '-'}" for point in points]
    if question is None:
        return back(token)
    return _done(token, lambda: answer_question(ticket, REQUESTER, question, arrival(ticket, "\n".join(given))), "written")


@open_to_all
def ask_withdrawal(token: str, request_id: int) -> ResponseReturnValue:
    """What withdrawing means, and the button."""
    ticket, asked = _asked(token, request_id)
    if asked.outcome is not None:
        return back(token)
    return render_template("public/withdraw.html", ticket=ticket, asked=asked, token=token)


@open_to_all
def withdraw(token: str, request_id: int) -> ResponseReturnValue:
    """Takes a request back."""
    _ticket, asked = _asked(token, request_id)
    return _done(token, lambda: withdraw_request(asked, REQUESTER), "withdrawn")


@open_to_all
def ask_objection(token: str, request_id: int) -> ResponseReturnValue:
    """What objecting means, and room for the reasons."""
    ticket, asked = _asked(token, request_id)
    return render_template("public/objection.html", ticket=ticket, asked=asked, token=token, words="", wrong="")


@open_to_all
def objected(token: str, request_id: int) -> ResponseReturnValue:
    """Objects to an outcome."""
    ticket, asked = _asked(token, request_id)
    words = request.form.get("words", "").strip()
    if not words or len(words) > LONGEST_WORDS:
        wrong = _("Write why you disagree, up to 10,000 characters.")
        return render_template("public/objection.html", ticket=ticket, asked=asked, token=token, words=words, wrong=wrong), 422
    return _done(token, lambda: appeal(asked, REQUESTER, arrival(ticket, words)), "objected")


@open_to_all
def ask_meaning(token: str, request_id: int) -> ResponseReturnValue:
    """The kinds, of which the person chooses what they meant."""
    ticket, asked = _asked(token, request_id)
    kinds = [kind for kind in ON_FORM if kind != asked.kind]
    return render_template("public/meaning.html", ticket=ticket, asked=asked, token=token, kinds=kinds)


@open_to_all
def said_meaning(token: str, request_id: int) -> ResponseReturnValue:
    """The person meant something else."""
    ticket, asked = _asked(token, request_id)
    kind = request.form.get("kind", "")
    words = BY_KEY[kind].ask if kind in BY_KEY else ""
    return _done(token, lambda: misread(asked, REQUESTER, kind, arrival(ticket, words)), "meant")


@open_to_all
def download(token: str, attachment_id: int) -> ResponseReturnValue:
    """A file that waits for the person."""
    link, ticket = live(token)
    try:
        file = fetch(ticket, REQUESTER, attachment_id)
    except Refused as refusal:
        return page(link, ticket, token, refusal=said(refusal))
    answer = send_file(BytesIO(file.content), mimetype="application/octet-stream", as_attachment=True, download_name=file.name)
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


@open_to_all
def again(token: str) -> ResponseReturnValue:
    """A new link for a lapsed one, to the address on file."""
    link, ticket = opened(token, "requests")
    if link.expires_at >= now():
        return back(token)
    try:
        send_new_link(ticket, REQUESTER)
    except Refused as refusal:
        return page(link, ticket, token, refusal=said(refusal))
    return render_template("public/proof_again.html", address=masked(ticket.requester.email))


def live(token: str) -> tuple[Link, Ticket]:
    """The link and its ticket, while the link holds; else it ends with the page that says that it has lapsed."""
    link, ticket = opened(token, "requests")
    if link.expires_at < now():
        abort(make_response(page(link, ticket, token)))
    return link, ticket


def _asked(token: str, request_id: int) -> tuple[Ticket, PrivacyRequest]:
    _link, ticket = live(token)
    return ticket, request_of(ticket, request_id) or abort(404)


def _done(token: str, act: Any, then: str) -> ResponseReturnValue:
    """Does it, and leads back to the page; where it is not possible the page says why."""
    link, ticket = live(token)
    try:
        act()
    except Refused as refusal:
        return page(link, ticket, token, refusal=said(refusal))
    return back(token, then)


def back(token: str, then: str | None = None) -> ResponseReturnValue:
    """Leads back to the page, which says what was done."""
    return redirect(url_for("public.own", token=token, done=then), 303)


def arrival(ticket: Ticket, words: str, files: tuple[File, ...] = ()) -> Arrival:
    """What the person wrote on their page, as it comes in."""
    return Arrival(
        channel="form", contact=ticket.contact, sender=ticket.requester.email, outcome="reply", files=files,
        sender_name=ticket.requester.name, text=words, body=words, language=ticket.language,
    )


def _refused_files() -> str:
    """Keeps the files of a message until it is sent; what is wrong with those that are not taken."""
    given = [file for file in request.files.getlist("files") if file.filename]
    return " ".join(filter(None, (why_refused(submission(), file) for file in given if submission())))

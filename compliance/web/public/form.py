"""The form: fill in, check the answers, send; then a page that says what happens next.

Nothing is kept until it is sent, nothing typed is lost on the way. What was sent is kept as it came, and placed by the same
road as a mail, in one unit; the same form sent twice is one request. Whoever fills it in learns nothing about whether we
know the address. A form that fell into the trap for machines is kept for staff, and not answered by itself; one that was
sent without the browser's work is confirmed by mail. A browser that asks not to have data sold (Sec-GPC: 1, Global Privacy
Control; 11 CCR 7025) finds that ticked.
"""

import json

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from compliance.db import now
from compliance.extensions import csrf, limiter
from compliance.intake import uploads
from compliance.intake.keeping import keep_form
from compliance.intake.receive import Origin, Placed, receive
from compliance.intake.submission import Attachment, Submission
from compliance.intake.understanding import door_of
from compliance.rules import lifecycle
from compliance.rules.abilities import REQUESTER, SYSTEM
from compliance.rules.jurisdiction import country_of, law_for
from compliance.rules.kinds import BY_KEY
from compliance.tickets.arrivals import Asked
from compliance.tickets.showing import SELF, say_for_another
from compliance.tickets.talking import ask_proof
from compliance.triage import Findings, triage
from compliance.web.guard import open_to_all
from compliance.web.languages import written_to
from compliance.web.public import proof_of_work
from compliance.web.public.fields import ASKS, BEHALF, OTHER, RequestForm
from compliance.web.public.wrong_files import why_refused

LIMIT = "30 per hour; 100 per day"
FOR_STAFF = {"child": "For a child", "client": "For somebody who has asked them to", "dead": "For somebody who has died"}
LEAST_CONFIDENCE = 0.5


def register(blueprint: Blueprint) -> None:
    """Puts the form's pages on the blueprint."""
    blueprint.add_url_rule("/", "home", home)
    blueprint.add_url_rule("/requests/new", "new", new)
    for rule, view in (("/requests/new", check), ("/requests/new/change", change), ("/requests", send)):
        blueprint.add_url_rule(rule, view.__name__, view, methods=["POST"])
        csrf.exempt(view)  # the form checks its own token, and keeps what was typed when that has lapsed
    blueprint.add_url_rule("/requests/received", "received", received)


@open_to_all
def home() -> ResponseReturnValue:
    """What can be asked, and what happens then."""
    return render_template("public/home.html", contact_address=current_app.config["SETTINGS"].contact_address[0])


@open_to_all
def new() -> ResponseReturnValue:
    """The empty form."""
    form = RequestForm()
    signalled = request.headers.get("Sec-GPC") == "1"
    if signalled:
        form.kinds.data = ["opt_out_of_sale"]
    return _form_page(form, signalled=signalled)


@open_to_all
def change() -> ResponseReturnValue:
    """The form again, filled in as it was, perhaps with a file less."""
    form = RequestForm()
    form.submission.validate(form)
    if request.form.get("remove", "").isdigit():
        uploads.take_away(form.submission.data, int(request.form["remove"]))
    return _form_page(form)


@open_to_all
def check() -> ResponseReturnValue:
    """The answers, to be checked; or the form with what is wrong in it."""
    form = RequestForm()
    if not _is_right(form):
        return _wrong(form)
    form.offer(_more(form))
    files = uploads.of_form(form.submission.data)
    return render_template("public/check.html", form=form, asks=ASKS, behalf=BEHALF, uploads=files)


@open_to_all
@limiter.limit(LIMIT)
def send() -> ResponseReturnValue:
    """Takes the request."""
    form = RequestForm()
    if not _is_right(form):
        return _wrong(form)
    placed = keep_form(form.submission.data, _as_it_came(form), lambda kept_digest: _place(form, kept_digest))
    if placed is not None and placed.ticket is not None:
        session["received"] = placed.ticket.reference
    return redirect(url_for("public.received"), 303)


@open_to_all
def received() -> ResponseReturnValue:
    """What happens next."""
    return render_template("public/received.html", reference=session.get("received"))


def _is_right(form: RequestForm) -> bool:
    """Whether all is filled in as it should be. Files are kept either way, but for those that are not taken."""
    right = form.validate_on_submit()
    given = [file for file in form.files.data or [] if file and file.filename]
    form.files.errors = refused = list(filter(None, (why_refused(form.submission.data, file) for file in given)))
    return bool(right and not refused)


def _wrong(form: RequestForm) -> ResponseReturnValue:
    if form.csrf_token.errors:
        form.form_errors.append(_("The page was open for very long. Nothing that you typed is lost: send it again."))
    return _form_page(form), 422


def _form_page(form: RequestForm, *, signalled: bool = False) -> str:
    challenge = proof_of_work.challenge(form.submission.data)
    return render_template("public/form.html", form=form, challenge=challenge, signalled=signalled,
                           uploads=uploads.of_form(form.submission.data))


def _findings(form: RequestForm) -> Findings:
    settings = current_app.config["SETTINGS"]
    law = door_of(settings).offices[settings.contact_address[0]].regime
    return triage("", form.words.data or "", language=written_to(), country=form.place.data[:2] or country_of(law))


def _more(form: RequestForm) -> list[str]:
    """Kinds that the words seem to ask for beside those that were ticked; asked, never assumed."""
    if OTHER in form.kinds.data:
        return []
    found = (finding.kind for finding in _findings(form).requests if finding.confidence >= LEAST_CONFIDENCE)
    return [kind for kind in found if kind not in form.chosen]


def _as_it_came(form: RequestForm) -> bytes:
    """What was sent, to be kept as evidence."""
    values = {field.name: field.data for field in form if field.name not in {"csrf_token", "website", "files", "work"}}
    return json.dumps(values, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")


def _place(form: RequestForm, kept_digest: str) -> Placed:
    settings = current_app.config["SETTINGS"]
    contact = settings.contact_address[0]
    other = OTHER in form.kinds.data
    findings = _findings(form) if other else None
    asked = tuple(_asked(form, kind) for kind in form.chosen)
    if other and findings:
        named = findings.law if findings.law_evidence or form.place.data else None
        asked += tuple(
            Asked(found.kind, law_for(form.place.data, found.kind) or named, confidence=round(found.confidence * 1000))
            for found in findings.requests if found.kind not in form.chosen
        )
    trapped = bool(form.website.data)
    worked = proof_of_work.is_done(form.work.data, form.submission.data)
    submission = Submission(
        channel="form", sender=form.email.data.strip(), sender_name=(form.name.data or "").strip(),
        subject=", ".join(BY_KEY[kind].title for kind in form.chosen), text=form.words.data or "", body=_body(form),
        language=written_to(), message_id=f"<form-{form.submission.data}@{contact.partition('@')[2]}>",
        acknowledge=not trapped, warnings=("a field that people do not see was filled in",) if trapped else (),
        attachments=tuple(Attachment(file.name, file.type, file.content) for file in uploads.hand_over(form.submission.data)),
        suspected_spam=not worked and proof_of_work.is_too_much(),
    )
    origin = Origin((contact,), now(), mail_digest=kept_digest)
    placed = receive(submission, None, origin, door_of(settings), asked)
    if placed.ticket and form.behalf.data != SELF and placed.ticket.state in lifecycle.LIVE:
        say_for_another(placed.ticket, REQUESTER, behalf=form.behalf.data, name=form.person.data or "",
                        email=form.person_email.data or "")
    needs_proof = any(BY_KEY[kind].proof for kind in form.chosen)
    if not worked and needs_proof and not trapped and placed.ticket and placed.ticket.state == lifecycle.NEW:
        ask_proof(placed.ticket, SYSTEM)
    return placed


def _asked(form: RequestForm, kind: str) -> Asked:
    details = tuple(
        (question.name, form[question.name].data.strip()) for question in BY_KEY[kind].questions
        if question.name in form and form[question.name].data
    )
    return Asked(kind, law_for(form.place.data, kind), suggested=False, details=details)


def _body(form: RequestForm) -> str:
    """What was filled in, for staff to read."""
    lines = [f"{BY_KEY[kind].ask}." for kind in form.chosen]
    if form.behalf.data != "self":
        lines += [f"{FOR_STAFF[form.behalf.data]}: {form.person.data} {form.person_email.data or ''}".strip()]
    lines += [f"{form[name].label.text} {form[name].data}" for name in ("current", "asked") if form[name].data]
    return "\n\n".join([*lines, form.words.data or ""]).strip()


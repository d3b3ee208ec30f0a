"""The code that does what the link does, for whoever reads the mail on another machine than the one they sit at.

One page asks for it, the next takes it. Both say and do the same whatever is named: what is sent, and whether anything is, is
the affair of a job. A code is typed against its reference alone, few times, within minutes.
"""

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from compliance import jobs
from compliance.db import unit
from compliance.extensions import csrf, limiter
from compliance.letters.codes import digest_of
from compliance.rules.abilities import REQUESTER
from compliance.tickets.asking import give_code
from compliance.tickets.queries import by_reference
from compliance.web.guard import open_to_all

LIMIT = "20 per hour"
LONGEST = 320


def register(blueprint: Blueprint) -> None:
    """Puts the pages on the blueprint."""
    blueprint.add_url_rule("/requests/code", "code", show)
    for rule, name, view in (("/requests/code", "code_asked", ask), ("/requests/code/enter", "code_entered", enter)):
        blueprint.add_url_rule(rule, name, limiter.limit(LIMIT)(view), methods=["POST"])
        csrf.exempt(view)


@open_to_all
def show() -> ResponseReturnValue:
    """Which request, and from which address it was asked."""
    return render_template("public/code.html")


@open_to_all
def ask() -> ResponseReturnValue:
    """Promises a code, should the two belong together, and asks for it."""
    reference, address = _given("reference").upper(), _given("email")
    digest = digest_of(address, current_app.config["SETTINGS"].secret_key)
    with unit():
        jobs.enqueue("code.ask", reference=reference[:24], address=digest)
    return render_template("public/code_entry.html", reference=reference, wrong=False)


@open_to_all
def enter() -> ResponseReturnValue:
    """Takes the code."""
    reference, digits = _given("reference").upper(), "".join(_given("digits").split())
    ticket = by_reference(reference)
    if ticket is not None and give_code(ticket, REQUESTER, digits, current_app.config["SETTINGS"].secret_key):
        return render_template("public/proof_given.html", ticket=ticket)
    return render_template("public/code_entry.html", reference=reference, wrong=True), 422


def _given(name: str) -> str:
    return request.form.get(name, "").strip().replace("\0", "")[:LONGEST]

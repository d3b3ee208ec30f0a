"""Who may open which address: one table, held against the program's own list of addresses and against every role."""

import hashlib
import re
import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from compliance.db import clock_at, db, now
from compliance.people import accounts, sessions
from compliance.rules.abilities import SYSTEM
from compliance.web.guard import OPEN_ENDPOINTS
from tests.factories import a_member_of_staff, a_system, a_ticket
from tests.web.desk import Desk

STAFF = "respondent agent auditor officer admin"
# Officers who are not signed in, or not wholly: a second factor is awaited, or must be added first; the session is over by
# time, was ended elsewhere, or its account was.
HALF = "awaited enrolling"
OVER = "lapsed ended disabled"
EVERYBODY = f"anonymous {HALF} {OVER} {STAFF}"
READERS = "agent auditor officer admin"
WORKERS = "agent officer admin"
KEEPERS = "officer admin"
OVERSEERS = "auditor officer admin"

TOLD = tuple(f'INSERT INTO "{table}"' for table in ("events", "unsealed", "house"))

# Every address of the desk -> who is let in. Whoever is not named gets 403, or is asked to sign in where they read.
DESK = {
    "GET /staff/sign-in": EVERYBODY,
    "POST /staff/sign-in": EVERYBODY,
    "POST /staff/sign-out": EVERYBODY,
    "GET /staff/sso": EVERYBODY,
    "GET /staff/sso/back": EVERYBODY,
    "GET /staff/welcome/<token>": EVERYBODY,
    "POST /staff/welcome/<token>": EVERYBODY,
    "GET /staff/": READERS,
    "GET /staff/dashboard": READERS,
    "GET /staff/dashboard/<name>.csv": READERS,
    "GET /staff/reports/<year>": OVERSEERS,
    "GET /staff/reports/<year>.<form>": OVERSEERS,
    "POST /staff/columns": READERS,
    "POST /staff/bulk": WORKERS,
    "GET /staff/bulk/<run_id>": WORKERS,
    "GET /staff/approvals": KEEPERS,
    "POST /staff/approvals/<kind>": KEEPERS,
    "POST /staff/tickets/<reference>/requests/<request_id>/propose": WORKERS,
    "POST /staff/tickets/<reference>/requests/<request_id>/unpropose": WORKERS,
    "POST /staff/tickets/<reference>/requests/<request_id>/approve": KEEPERS,
    "POST /staff/views": READERS,
    "POST /staff/views/<view_id>/remove": READERS,
    "POST /staff/tickets/<reference>/tags": WORKERS,
    "GET /staff/automatic-mail": READERS,
    "GET /staff/board": READERS,
    "GET /staff/account": READERS,
    "POST /staff/account": READERS,
    "POST /staff/account/feed": READERS,
    "GET /staff/account/security": STAFF,
    "POST /staff/account/password": STAFF,
    "GET /staff/second-step": f"{HALF} {STAFF}",
    "POST /staff/second-step": f"{HALF} {STAFF}",
    "GET /staff/account/app": f"enrolling {STAFF}",
    "POST /staff/account/app": f"enrolling {STAFF}",
    "POST /staff/account/app/confirm": f"enrolling {STAFF}",
    "POST /staff/account/app/remove": STAFF,
    "POST /staff/account/keys/new": f"enrolling {STAFF}",
    "POST /staff/account/keys": f"enrolling {STAFF}",
    "POST /staff/account/keys/<key_id>/remove": STAFF,
    "POST /staff/second-step/key/ask": f"{HALF} {STAFF}",
    "POST /staff/second-step/key": f"{HALF} {STAFF}",
    "POST /staff/account/recovery-codes": STAFF,
    "POST /staff/people/<staff_id>/reset-factors": "admin",
    "POST /staff/account/sessions/end": STAFF,
    "POST /staff/account/sessions/<session_id>/end": STAFF,
    "POST /staff/account/feed/end": READERS,
    "GET /staff/feeds/<token>/<which>.ics": EVERYBODY,
    "GET /staff/automatic-mail/<message_id>/mail.eml": READERS,
    "GET /staff/automatic-mail/attachments/<attachment_id>": READERS,
    "GET /staff/blocks": KEEPERS,
    "POST /staff/blocks": KEEPERS,
    "POST /staff/blocks/<block_id>/remove": KEEPERS,
    "POST /staff/tickets/<reference>/here": READERS,
    "POST /staff/tickets/<reference>/looked": READERS,
    "POST /staff/tickets/<reference>/messages/<message_id>/split": WORKERS,
    "GET /staff/tasks": WORKERS + " respondent",
    "GET /staff/tasks/<task_id>": WORKERS + " respondent",
    "POST /staff/tasks/<task_id>": WORKERS + " respondent",
    "POST /staff/tickets/<reference>/tasks/<task_id>/ask": WORKERS,
    "POST /staff/tickets/<reference>/tasks/<task_id>/end-link": WORKERS,
    "POST /staff/tickets/<reference>/requests/<request_id>/fields": WORKERS,
    "GET /staff/tickets/<reference>": READERS,
    "GET /staff/tickets/new": WORKERS,
    "POST /staff/tickets/new": WORKERS,
    "GET /staff/tickets/<reference>/attachments/<attachment_id>": READERS,
    "GET /staff/tickets/<reference>/messages/<message_id>/mail.eml": READERS,
    "POST /staff/tickets/<reference>/take": WORKERS,
    "POST /staff/tickets/<reference>/assign": WORKERS,
    "POST /staff/tickets/<reference>/read": WORKERS,
    "POST /staff/tickets/<reference>/letters": WORKERS,
    "POST /staff/tickets/<reference>/letters/<message_id>/retry": WORKERS,
    "POST /staff/tickets/<reference>/notes": WORKERS,
    "POST /staff/tickets/<reference>/ask-proof": WORKERS,
    "POST /staff/tickets/<reference>/accept-proof": WORKERS,
    "POST /staff/tickets/<reference>/identity/file": WORKERS,
    "POST /staff/tickets/<reference>/identity/question": WORKERS,
    "POST /staff/tickets/<reference>/identity/document": KEEPERS,
    "POST /staff/tickets/<reference>/identity/documents/<document_id>": KEEPERS,
    "POST /staff/tickets/<reference>/identity/document/<word>": KEEPERS,
    "POST /staff/tickets/<reference>/identity/doubts": WORKERS,
    "POST /staff/tickets/<reference>/identity/papers": WORKERS,
    "POST /staff/tickets/<reference>/identity/behalf": WORKERS,
    "POST /staff/tickets/<reference>/requests": WORKERS,
    "POST /staff/tickets/<reference>/requests/<request_id>/set": WORKERS,
    "POST /staff/tickets/<reference>/requests/<request_id>/close": WORKERS,
    "POST /staff/tickets/<reference>/requests/<request_id>/pause": WORKERS,
    "POST /staff/tickets/<reference>/requests/<request_id>/resume": WORKERS,
    "POST /staff/tickets/<reference>/requests/<request_id>/clarify": WORKERS,
    "POST /staff/tickets/<reference>/requests/<request_id>/extend": WORKERS,
    "POST /staff/tickets/<reference>/receipt": WORKERS,
    "POST /staff/tickets/<reference>/requests/<request_id>/hand-over": WORKERS,
    "POST /staff/tickets/<reference>/end-links": WORKERS,
    "POST /staff/tickets/<reference>/requests/<request_id>/dismiss": WORKERS,
    "POST /staff/tickets/<reference>/unasked": WORKERS,
    "POST /staff/tickets/<reference>/person": WORKERS,
    "POST /staff/tickets/<reference>/place": WORKERS,
    "POST /staff/tickets/<reference>/rescue": WORKERS,
    "POST /staff/tickets/<reference>/confirm-spam": WORKERS,
    "POST /staff/tickets/<reference>/address-works": WORKERS,
    "POST /staff/spam": WORKERS,
    "GET /staff/automatic-mail/<message_id>": READERS,
    "POST /staff/automatic-mail/<message_id>/ticket": WORKERS,
    "POST /staff/tickets/<reference>/apart": WORKERS,
    "POST /staff/tickets/<reference>/take-back": WORKERS,
    "POST /staff/tickets/<reference>/tasks/<task_id>/finish": WORKERS,
    "POST /staff/tickets/<reference>/tasks/<task_id>/reopen": WORKERS,
    "POST /staff/tickets/<reference>/spam": WORKERS,
    "POST /staff/tickets/<reference>/reopen": WORKERS,
    "GET /staff/systems": KEEPERS,
    "GET /staff/systems/new": KEEPERS,
    "POST /staff/systems/new": KEEPERS,
    "GET /staff/systems/<system_id>": KEEPERS,
    "POST /staff/systems/<system_id>": KEEPERS,
    "GET /staff/contacts": KEEPERS,
    "GET /staff/contacts/<address>": KEEPERS,
    "POST /staff/contacts/<address>": KEEPERS,
    "GET /staff/letters": "admin",
    "GET /staff/letters/<letter>/<language>": "admin",
    "POST /staff/letters/<letter>/<language>": "admin",
    "POST /staff/tickets/<reference>/hold": KEEPERS,
    "POST /staff/tickets/<reference>/lift-hold": KEEPERS,
    "POST /staff/tickets/<reference>/erase": KEEPERS,
    "GET /staff/retention": KEEPERS,
    "GET /staff/retention/due/<part>": KEEPERS,
    "POST /staff/retention/release": KEEPERS,
    "POST /staff/retention/rules": KEEPERS,
    "POST /staff/retention/rules/<rule_id>/end": KEEPERS,
    "GET /staff/retention/runs/<run_id>.<form>": KEEPERS,
    "GET /staff/retention/promises/new": KEEPERS,
    "POST /staff/retention/promises/new": KEEPERS,
    "GET /staff/retention/promises/<promise_id>": KEEPERS,
    "POST /staff/retention/promises/<promise_id>": KEEPERS,
    "POST /staff/retention/promises/<promise_id>/close": KEEPERS,
    "GET /staff/suppression": KEEPERS,
    "POST /staff/suppression": KEEPERS,
    "POST /staff/suppression/lift": KEEPERS,
    "GET /staff/policies": KEEPERS,
    "GET /staff/policies/new": KEEPERS,
    "POST /staff/policies/new": KEEPERS,
    "GET /staff/trail": OVERSEERS,
    "POST /staff/tickets/<reference>/bundle": OVERSEERS,
    "GET /staff/failed-jobs": KEEPERS,
    "POST /staff/failed-jobs/<job_id>/retry": KEEPERS,
    "GET /staff/people": "admin",
    "POST /staff/people": "admin",
    "POST /staff/people/<staff_id>/link": "admin",
    "POST /staff/people/<staff_id>/disable": "admin",
}


# Where a password or code must have been given in the last minutes: what destroys, what lets others in, what rules over both.
GRAVE = {
    "POST /staff/tickets/<reference>/requests/<request_id>/approve",
    "POST /staff/approvals/<kind>",
    "POST /staff/tickets/<reference>/erase",
    "POST /staff/retention/release",
    "POST /staff/retention/rules",
    "POST /staff/suppression/lift",
    "POST /staff/people",
    "POST /staff/people/<staff_id>/link",
    "POST /staff/people/<staff_id>/disable",
    "POST /staff/people/<staff_id>/reset-factors",
    "POST /staff/account/app",
    "POST /staff/account/app/remove",
    "POST /staff/account/recovery-codes",
    "POST /staff/account/password",
    "POST /staff/account/keys/new",
    "POST /staff/account/keys",
    "POST /staff/account/keys/<key_id>/remove",
}


def addresses(app: Flask) -> Iterator[tuple[str, Rule]]:
    """Method and address, without converters, of every rule that the program has."""
    for rule in app.url_map.iter_rules():
        if rule.endpoint in OPEN_ENDPOINTS:
            continue
        plain = re.sub(r"<[^<>]*:", "<", rule.rule)
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield f"{method} {plain}", rule


@pytest.fixture
def ids(sqlite_app: Flask) -> dict[str, Any]:
    """Rows that the addresses can name."""
    with sqlite_app.app_context():
        a_system()
        ticket = a_ticket(sqlite_app)
        found = {
            "reference": ticket.reference, "request_id": ticket.requests[0].id, "task_id": ticket.tasks[0].id,
            "message_id": ticket.messages[0].id, "attachment_id": 1, "job_id": 1, "system_id": ticket.tasks[0].system_id,
            "staff_id": a_member_of_staff("agent", "victim@staff.example.org").id, "token": "unknown", "which": "mine",
            "address": "privacy@example.test", "part": "words", "rule_id": 1, "run_id": 1, "form": "txt", "promise_id": 1,
            "view_id": 1, "block_id": 1, "session_id": 1, "key_id": 1, "year": 2026, "name": "weeks",
            "kind": "removal", "letter": "done", "language": "de", "document_id": 1, "word": "fits",
        }
        db.session.remove()
    return found


def test_every_address_is_marked(sqlite_app: Flask) -> None:
    """A view without a mark is closed to everybody, so nobody would notice; this does."""
    unmarked = [rule.endpoint for _, rule in addresses(sqlite_app)
                if not hasattr(sqlite_app.view_functions[rule.endpoint], "access")]
    assert unmarked == []


def test_the_table_names_every_address_of_the_desk_and_no_other(sqlite_app: Flask) -> None:
    """A new address of the desk needs its line in the table."""
    assert {address for address, rule in addresses(sqlite_app) if rule.endpoint.startswith("staff.")} == set(DESK)


def test_what_needs_an_ability_lies_under_the_desk(sqlite_app: Flask) -> None:
    """All else is open to everybody on purpose: the form, the person's own pages behind their secret links, health."""
    guarded = [address for address, rule in addresses(sqlite_app)
               if sqlite_app.view_functions[rule.endpoint].access is not None and not rule.endpoint.startswith("staff.")]
    assert guarded == []


@pytest.mark.parametrize("role", EVERYBODY.split())
def test_the_table_is_what_happens(sqlite_app: Flask, ids: dict[str, Any], role: str) -> None:
    """Every address, asked by this role, or by somebody who is not wholly signed in."""
    desk = desk_of(sqlite_app, role)
    wrong, before = [], fingerprint(sqlite_app)
    for address, rule in addresses(sqlite_app):
        if address not in DESK or rule.endpoint == "staff.sign_out":
            continue
        method, path = address.split()[0], built(sqlite_app, rule, ids)
        answer = desk.get(path) if method == "GET" else desk.post(path)
        admitted = answer.status_code != 403 and not answer.headers.get("Location", "").startswith(
            ("/staff/sign-in", "/staff/second-step"))
        if admitted != (role in DESK[address].split()) or answer.status_code >= 500:
            wrong.append(f"{address}: {answer.status_code}")
        after = fingerprint(sqlite_app)
        if (not admitted or method == "GET") and after != before:
            wrong.append(f"{address}: changed something")
        before = after
    assert wrong == []


def test_grave_acts_ask_who_sits_there(sqlite_app: Flask, ids: dict[str, Any]) -> None:
    """Some minutes after the password was given, each of them, and no other, asks for it before anything is changed."""
    desk = Desk(sqlite_app, "admin")
    asked = set()
    with clock_at(now() + timedelta(minutes=4)):
        assert "Show that it is you" not in desk.post("/staff/people").text
        desk.get("/staff/")
    with clock_at(now() + timedelta(minutes=6)):
        desk.get("/staff/")  # notes that the session is in use
        for address, rule in addresses(sqlite_app):
            if address in DESK and rule.endpoint != "staff.sign_out" and address.startswith("POST"):
                before = fingerprint(sqlite_app) if address in GRAVE else ""
                answer = desk.post(built(sqlite_app, rule, ids), kept="<as typed>")
                if b"Show that it is you" in answer.data:
                    asked.add(address)
                    assert (answer.status_code, fingerprint(sqlite_app)) == (401, before)
                    assert 'name="kept" value="&lt;as typed&gt;"' in answer.text
    assert asked == GRAVE


def test_no_form_works_without_its_token(sqlite_app: Flask, ids: dict[str, Any]) -> None:
    """Another site cannot press a button of ours."""
    desk = Desk(sqlite_app, "admin")
    before = fingerprint(sqlite_app)
    answers = {address: desk.client.post(built(sqlite_app, rule, ids)).status_code
               for address, rule in addresses(sqlite_app) if address in DESK and address.startswith("POST")}
    assert set(answers.values()) == {403}
    assert fingerprint(sqlite_app) == before


def test_reading_by_any_other_verb_changes_nothing(sqlite_app: Flask, ids: dict[str, Any]) -> None:
    """HEAD and OPTIONS are as inert as GET."""
    desk = Desk(sqlite_app, "admin")
    before = fingerprint(sqlite_app)
    for address, rule in addresses(sqlite_app):
        if address in DESK:
            desk.client.options(built(sqlite_app, rule, ids))
            desk.client.head(built(sqlite_app, rule, ids))
    assert fingerprint(sqlite_app) == before


def test_every_answer_of_the_desk_carries_the_headers(sqlite_app: Flask) -> None:
    """Pages, refusals and redirects alike."""
    desk = Desk(sqlite_app, "agent")
    for path in ("/staff/", "/staff/sign-in", "/staff/people", "/staff/tickets/PR-2026-999999", "/staff/nothing"):
        headers = desk.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert (headers["X-Content-Type-Options"], headers["Cache-Control"]) == ("nosniff", "no-store")


def desk_of(app: Flask, principal: str) -> Desk:
    """A browser of this role, or of an officer whose session is not whole or is over."""
    if principal not in f"{HALF} {OVER}".split():
        return Desk(app, None if principal == "anonymous" else principal)
    desk = Desk(app, None)
    sessions.load(120, 12, ["officer"] if principal == "enrolling" else [])
    with app.app_context(), desk.client.session_transaction() as session:
        staff = a_member_of_staff()
        with clock_at(now() - timedelta(hours=3 if principal == "lapsed" else 0)):
            level = sessions.HALF if principal == "awaited" else sessions.ENOUGH
            session["_user_id"] = sessions.begin(staff, "", level)
        if principal == "ended":
            sessions.end(staff, sessions.of(staff)[0].id)
        if principal == "disabled":
            accounts.disable(staff, SYSTEM)
    return desk


def built(app: Flask, rule: Rule, ids: dict[str, Any]) -> str:
    """An address with real rows in its places."""
    with app.test_request_context():
        return app.url_for(rule.endpoint, **{name: ids[name] for name in rule.arguments})


def fingerprint(app: Flask) -> str:
    """A digest of everything in the database but the house's part of the trail: refusals and reading are told there."""
    path = app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection:
        whole = "\n".join(line for line in connection.iterdump() if not line.startswith(TOLD))
    connection.close()
    return hashlib.sha256(whole.encode()).hexdigest()

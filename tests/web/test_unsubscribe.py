"""Leaving a mailing list by link and by mail: asked by GET, done by POST, once, whoever presses, without account or cookie."""

import json
import smtplib
import sqlite3

import pytest
import sqlalchemy as sa

from compliance import jobs
from compliance.db import db
from compliance.ledger import verify
from compliance.registers.suppression import Why, is_suppressed, suppress
from compliance.rules.abilities import SYSTEM
from compliance.tickets.models import Message, Ticket
from tests.factories import a_system
from tests.intake.listening import listening
from tests.web.test_routes import fingerprint

ADDRESS, LIST = "Maria.Keller+news@example.org", "weekly"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def made(runner) -> dict:
    """A link as the sender of a newsletter gets it."""
    line = json.dumps({"address": ADDRESS, "list": LIST})
    result = runner.invoke(args=["unsubscribe-link", "--jsonl"], input=line)
    assert result.exit_code == 0, result.output
    return json.loads(result.output.splitlines()[-1])


def path_of(made: dict) -> str:
    return "/unsubscribe/" + made["link"].rsplit("/", 1)[1]


def left(app) -> bool:
    with app.app_context():
        return is_suppressed(ADDRESS.lower(), LIST)


def tickets(app) -> list[tuple[str, str, str]]:
    with app.app_context():
        rows = db.session.scalars(sa.select(Ticket).order_by(Ticket.id)).all()
        return [(ticket.channel, ticket.state, ticket.requester.email) for ticket in rows]


def post(app, made, *mails: str) -> None:
    """Delivers mails to the link's address, as a mail server would, and understands them."""
    to = made["mailto"].removeprefix("mailto:")
    with listening(app) as port, smtplib.LMTP("127.0.0.1", port) as lmtp:
        for mail in mails:
            lmtp.sendmail("stranger@example.net", [to.upper()], mail.encode())
    with app.app_context():
        jobs.run_due(limit=20)


def test_a_provider_presses_once_and_again(app, client, made):
    for _ in range(2):
        answer = client.post(path_of(made), data=ONE_CLICK)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert "You are unsubscribed" in answer.text
    assert left(app)
    assert tickets(app) == [("link", "closed", ADDRESS)]
    with app.app_context():
        assert [m.letter for m in db.session.scalars(sa.select(Message).where(Message.direction == "out"))] == ["done"]
        assert verify()[1] is None


def test_looking_changes_nothing(sqlite_app):
    """Scanners open every link, and some of them post."""
    runner, client = sqlite_app.test_cli_runner(), sqlite_app.test_client()
    path = "/unsubscribe/" + runner.invoke(args=["unsubscribe-link", ADDRESS, LIST]).stdout.split()[0].rsplit("/", 1)[1]
    before = fingerprint(sqlite_app)
    page = client.get(path)
    assert "Press the button" in page.text
    assert "M…@example.org" in page.text
    assert ADDRESS not in page.text
    assert client.head(path).status_code == 200
    assert client.options(path).status_code == 200
    for body in ({}, {"List-Unsubscribe": "yes"}, {"list-unsubscribe": "One-Click"}):
        assert client.post(path, data=body).status_code == 422
    assert client.post(path, json=ONE_CLICK).status_code == 422
    assert fingerprint(sqlite_app) == before
    client.post(path, data=ONE_CLICK)
    assert fingerprint(sqlite_app) != before


def test_a_multipart_body_is_as_good(app, client, made):
    """RFC 8058 section 3.1 allows both."""
    assert client.post(path_of(made), data=ONE_CLICK, content_type="multipart/form-data").status_code == 200
    assert left(app)


def test_a_forged_link_is_not_there(app, client, made):
    path = path_of(made)
    forged = path[:-1] + ("a" if path[-1] != "a" else "b")
    for wrong in (forged, path[:-1], path + "a", "/unsubscribe/x", path.upper().replace("UNSUBSCRIBE", "unsubscribe")):
        assert client.get(wrong).status_code == client.post(wrong, data=ONE_CLICK).status_code == 404
    assert not left(app)


def test_a_link_of_another_key_is_not_there(make_app, made):
    other = make_app(SECRET_KEY="another key of the tests, and of nothing else")
    assert other.test_client().post(path_of(made), data=ONE_CLICK).status_code == 404


def test_where_a_system_is_registered_its_task_remains(app, client, made):
    with app.app_context():
        a_system("Newsletter", ("unsubscribe",))
    client.post(path_of(made), data=ONE_CLICK)
    assert left(app)
    assert tickets(app) == [("link", "new", ADDRESS)]
    with app.app_context():
        ticket = db.session.scalar(sa.select(Ticket))
        assert [task.outcome for task in ticket.tasks] == [None]
        assert ticket.proof == 0


@pytest.mark.parametrize("header", ["", "Auto-Submitted: auto-generated\r\n", "X-Apple-Unsubscribe: true\r\n"])
def test_by_mail_whatever_its_sender_says(app, made, header):
    mail = "From: {0}@example.net\r\nTo: list\r\nSubject: unsubscribe\r\n" + header + "\r\n{0}\r\n"
    post(app, made, mail.format("stranger"), mail.format("another"))
    assert left(app)
    assert tickets(app) == [("mail", "closed", ADDRESS)]
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count(Message.id)).where(Message.direction == "in")) == 2
        recipients = set(db.session.scalars(sa.select(Message.recipient).where(Message.direction == "out")))
        assert recipients == {ADDRESS}
        assert verify()[1] is None


def test_a_bounce_is_nobodys_wish(app, made):
    post(app, made, "From: MAILER-DAEMON@example.net\r\nSubject: Undelivered Mail Returned to Sender\r\n"
                    "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nNo.\r\n--b\r\n"
                    "Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
                    "Final-Recipient: rfc822; x@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b--\r\n")
    assert not left(app)


def test_what_else_a_mail_asks_is_not_forgotten(app, made):
    post(app, made, "From: stranger@example.net\r\nSubject: unsubscribe\r\n\r\n"
                    "Please delete my account and erase all my personal data.\r\n")
    assert left(app)
    with app.app_context():
        ticket = db.session.scalar(sa.select(Ticket))
        assert ticket.state != "closed"
        assert [(r.kind, r.outcome, r.suggested) for r in ticket.requests] == [
            ("unsubscribe", "done", False), ("removal", None, True)]
        assert ticket.proof == 0


def test_the_header_lines_for_a_newsletter(app, runner):
    result = runner.invoke(args=["unsubscribe-link", ADDRESS, LIST])
    link, _, header, post_header = result.stdout.splitlines()
    token = link.rsplit("/", 1)[1]
    assert link == f"http://127.0.0.1:8000/unsubscribe/{token}"
    assert header == f"List-Unsubscribe: <{link}>, <mailto:privacy+unsubscribe-{token}@example.test>"
    assert post_header == "List-Unsubscribe-Post: List-Unsubscribe=One-Click"
    assert "https" in result.stderr
    assert ADDRESS.split("@")[0].lower() not in result.stdout.lower()
    assert runner.invoke(args=["unsubscribe-link", ADDRESS.upper(), "Weekly"]).stdout.startswith(link)
    assert not runner.invoke(args=["unsubscribe-link", ADDRESS, "other"]).stdout.startswith(link)


def test_no_mail_server_refuses_the_address(made):
    """RFC 5321 section 4.5.3.1.1: at most 64 characters before the @; and no program may fold what matters."""
    local = made["mailto"].removeprefix("mailto:").split("@")[0]
    assert len(local) <= 64
    assert local == local.lower()


@pytest.mark.parametrize("words", [
    ["unsubscribe-link", "a@example.org"], ["unsubscribe-link"], ["unsubscribe-link", "--jsonl", "a@example.org", "x"],
    ["suppression", "check"], ["suppression", "check", "a@example.org", "--list", "two words"],
    ["suppression", "lift", "a@example.org"], ["suppression", "screen", "/nowhere"],
])
def test_wrong_usage(runner, words):
    assert runner.invoke(args=words).exit_code == 2


@pytest.mark.parametrize("line", ["{", "[]", '{"address": "a@example.org"}', '{"address": "nobody", "list": "x"}',
                                  '{"address": "a@example.org", "list": "a|b"}', '{"address": 5, "list": "x"}'])
def test_a_wrong_line_is_named(runner, line):
    result = runner.invoke(args=["unsubscribe-link", "--jsonl"], input=line)
    assert (result.exit_code, type(result.exception)) == (1, SystemExit)


def test_a_newsletter_asks_before_it_sends(app, runner, tmp_path):
    with app.app_context():
        suppress("GONE@example.org", LIST, SYSTEM, Why())
        suppress("elsewhere@example.org", "other", SYSTEM, Why())
    assert runner.invoke(args=["suppression", "check", "gone@Example.org", "--list", "Weekly"]).exit_code == 0
    assert runner.invoke(args=["suppression", "check", "elsewhere@example.org", "--list", LIST]).exit_code == 1
    addresses = [f"p{n}@example.org" for n in range(1200)] + ["Gone@example.org", "elsewhere@example.org"]
    file = tmp_path / "addresses"
    file.write_text("\n".join(addresses))
    kept = runner.invoke(args=["suppression", "screen", str(file), "--list", LIST]).stdout.split()
    assert kept == [address for address in addresses if address != "Gone@example.org"]


def test_who_joins_again_can_leave_again(app, client, runner, made):
    client.post(path_of(made), data=ONE_CLICK)
    assert runner.invoke(args=["suppression", "lift", ADDRESS, "--list", LIST, "--because", "joined"]).exit_code == 0
    assert not left(app)
    assert runner.invoke(args=["suppression", "lift", ADDRESS, "--list", LIST, "--because", "joined"]).exit_code == 1
    assert "Press the button" in client.get(path_of(made)).text
    client.post(path_of(made), data=ONE_CLICK)
    assert left(app)
    assert len(tickets(app)) == 2
    with app.app_context():
        assert verify()[1] is None


def test_the_register_holds_no_address(sqlite_app):
    with sqlite_app.app_context():
        suppress(ADDRESS, LIST, SYSTEM, Why())
    path = sqlite_app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
    with sqlite3.connect(path) as book:
        whole = "\n".join(book.iterdump()).lower()
    book.close()
    assert "suppression.added" in whole
    assert "maria" not in whole


def test_one_provider_presses_for_many(sqlite_app):
    """Limits count by link, not by the provider's address."""
    client, runner = sqlite_app.test_client(), sqlite_app.test_cli_runner()
    lines = "\n".join(json.dumps({"address": f"p{n}@example.org", "list": LIST}) for n in range(40))
    made = [json.loads(line) for line in runner.invoke(args=["unsubscribe-link", "--jsonl"], input=lines).stdout.splitlines()]
    assert {client.post(path_of(one), data=ONE_CLICK).status_code for one in made} == {200}
    assert client.post(path_of(made[0]), data=ONE_CLICK).status_code == 200
    answers = [client.post(path_of(made[0]), data=ONE_CLICK).status_code for _ in range(40)]
    assert answers[-1] == 429

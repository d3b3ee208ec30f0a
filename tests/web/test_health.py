"""Health: alive is not ready; ready needs the database, the worker and the clock."""

from datetime import timedelta

from structlog.testing import capture_logs

from compliance import jobs
from compliance.db import clock_at, now
from tests.factories import a_ticket


def test_alive(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"ok": True})


def test_ready_when_worker_and_clock_are_heard_of(app):
    assert app.test_client().get("/readyz").status_code == 503
    begin = now()
    with app.app_context(), clock_at(begin):
        jobs.beat("worker")
        jobs.beat("clock")
        a_ticket(app)
        report = app.test_client().get("/readyz")
    assert report.status_code == 200
    assert report.json["oldest_unsent_letter_age"] == 0
    with clock_at(begin + timedelta(minutes=3)):
        late = app.test_client().get("/readyz")
    assert (late.status_code, late.json["worker_age"]) == (503, 180)
    assert "maria" not in report.text


def test_not_ready_without_the_database(make_app):
    app = make_app(DATABASE_URL="postgresql://nobody@127.0.0.1:9/none")
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"ok": False, "database": False})
    page = app.test_client().get("/staff/welcome/x")
    assert page.status_code == 503
    assert "psycopg" not in page.text


def test_every_answer_carries_the_headers(client):
    for path in ("/healthz", "/nowhere", "/staff/sign-in", "/static/compliance.css"):
        with client.get(path) as answer:
            assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
            assert "unsafe" not in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_an_error_of_ours_shows_nothing_of_it(app, monkeypatch):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr("compliance.web.health._report", lambda: 1 / 0)
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 500
    assert "ZeroDivision" not in answer.text


def test_the_log_holds_no_path_and_no_address(client):
    with capture_logs() as entries:
        client.get("/staff/welcome/a-secret-token?x=maria@example.org")
    entry, = entries
    assert (entry["rule"], entry["status"]) == ("/staff/welcome/<token>", 404)
    assert "a-secret-token" not in str(entry)
    assert "maria" not in str(entry)

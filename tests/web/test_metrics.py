"""The figures for Prometheus: true, whole, free of people, and for nobody but who may have them."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from prometheus_client.parser import text_string_to_metric_families

from compliance import jobs
from compliance.backups.copying import back_up
from compliance.db import clock_at, db, now, unit
from compliance.jobs import SET_ASIDE, Job
from compliance.ledger import seal
from compliance.tickets.deciding import assign
from tests.conftest import opened_app
from tests.factories import a_member_of_staff, a_ticket

TOKEN = "a token of the tests, long enough for one"


def figures(app, **headers) -> dict[str, float]:
    """Every sample: its name with its labels -> value."""
    answer = app.test_client().get("/metrics", headers=headers)
    assert (answer.status_code, answer.content_type) == (200, "text/plain; version=0.0.4; charset=utf-8")
    assert "maria" not in answer.text
    return {
        sample.name + "".join(f"{{{value}}}" for _, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text) for sample in family.samples
    }


def test_an_empty_book_has_every_figure(app):
    found = figures(app)
    assert found["compliance_tickets_opened_total"] == found["compliance_tickets_live{new}"] == 0
    assert found["compliance_job_oldest_seconds"] == found["compliance_letter_oldest_seconds"] == 0
    assert not any(name.startswith("compliance_heartbeat") for name in found)
    assert found["compliance_database_bytes"] > 100_000
    assert found["compliance_disk_free_bytes{instance}"] > 0


def test_figures_are_those_of_the_book(app):
    begin = now()
    with app.app_context():
        with clock_at(begin - timedelta(days=60)):
            a_ticket(app, "removal")
        with clock_at(begin - timedelta(minutes=5)):
            second = a_ticket(app, "removal", sender="ben@example.org")
            jobs.beat("worker")
        ana = a_member_of_staff()
        assign(second, ana.actor, ana)
        jobs.run_due(limit=1)
        with unit():
            db.session.execute(sa.update(Job).where(Job.run_at > begin).values(state=SET_ASIDE))
        seal()
        db.session.remove()
    with clock_at(begin):
        found = figures(app)
    assert found["compliance_tickets_opened_total"] == 2
    assert sum(found[f"compliance_tickets_live{{{state}}}"] for state in ("new", "open", "waiting")) == 2
    assert (found["compliance_tickets_overdue"], found["compliance_tickets_unassigned"]) == (1, 1)
    assert found["compliance_tickets_due_soon"] == 0
    assert found["compliance_heartbeat_age_seconds{worker}"] == 300
    assert found["compliance_letters_queued"] == 2
    assert found["compliance_letter_oldest_seconds"] == 60 * 24 * 3600
    assert found["compliance_jobs_given_up"] + found.get("compliance_jobs_due{letter.send}", 0) == 2
    assert (found["compliance_log_unsealed"], found["compliance_mute"]) == (0, 0)
    assert found["compliance_log_entries_total"] > 4


def test_due_soon(app):
    with app.app_context():
        due = a_ticket(app).due_on
        db.session.remove()
    noon = now().replace(year=due.year, month=due.month, day=due.day, hour=12)
    for days, soon in ((4, 0), (3, 1), (0, 1), (-1, 0)):
        with clock_at(noon - timedelta(days=days)):
            assert (figures(app)["compliance_tickets_due_soon"], figures(app)["compliance_tickets_overdue"]) == (soon, days < 0)


def test_the_age_of_backups(sqlite_url, tmp_path):
    with opened_app(DATABASE_URL=sqlite_url, INSTANCE_PATH=str(tmp_path), BACKUP_PATH=str(tmp_path / "backups")) as app:
        assert figures(app)["compliance_backup_age_seconds"] > 1e9
        with app.app_context():
            back_up(tmp_path / "backups")
        assert figures(app)["compliance_backup_age_seconds"] < 600


@pytest.mark.parametrize(("host", "address", "headers", "status"), [
    ("127.0.0.1:8000", "127.0.0.1", {}, 200),
    ("localhost", "127.0.0.1", {}, 200),
    ("[::1]:8000", "::1", {}, 200),
    ("127.0.0.1:8000", "192.0.2.7", {}, 403),
    ("127.0.0.1:8000", "", {}, 403),
    ("privacy.example.org", "127.0.0.1", {}, 403),
    ("127.0.0.1:8000", "127.0.0.1", {"X-Forwarded-For": "127.0.0.1"}, 403),
    ("127.0.0.1:8000", "127.0.0.1", {"X-Real-IP": "192.0.2.7"}, 403),
    ("127.0.0.1:8000", "127.0.0.1", {"Forwarded": "for=192.0.2.7"}, 403),
    ("127.0.0.1:8000", "192.0.2.7", {"X-Forwarded-For": "127.0.0.1"}, 403),
    ("127.0.0.1:8000", "192.0.2.7", {"Authorization": "Bearer "}, 403),
])
@pytest.mark.parametrize("proxies", ["0", "1"])
def test_without_a_token_for_this_machine_alone(sqlite_url, tmp_path, host, address, headers, status, proxies):
    with opened_app(DATABASE_URL=sqlite_url, INSTANCE_PATH=str(tmp_path), PROXIES=proxies) as app:
        whence = {"REMOTE_ADDR": address}
        answer = app.test_client().get("/metrics", base_url=f"http://{host}", environ_base=whence, headers=headers)
    assert answer.status_code == status
    assert ("compliance_" in answer.text) == (status == 200)


@pytest.mark.parametrize(("shown", "status"), [
    (f"Bearer {TOKEN}", 200), (f"Bearer {TOKEN}x", 403), (f"Bearer {TOKEN[:-1]}", 403), (TOKEN, 403), ("Bearer ", 403),
    (None, 403), ("Bearer ü", 403),
])
def test_a_token_is_asked_for_wherever_one_comes_from(sqlite_url, tmp_path, shown, status):
    with opened_app(DATABASE_URL=sqlite_url, INSTANCE_PATH=str(tmp_path), METRICS_TOKEN=TOKEN) as app:
        headers = {} if shown is None else {"Authorization": shown}
        for address in ("127.0.0.1", "192.0.2.7"):
            answer = app.test_client().get("/metrics", environ_base={"REMOTE_ADDR": address}, headers=headers)
            assert answer.status_code == status


def test_the_database_is_away():
    with opened_app(DATABASE_URL="postgresql://nobody@127.0.0.1:9/none") as app:
        assert app.test_client().get("/metrics").status_code == 503

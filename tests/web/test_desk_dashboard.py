"""Looking at the whole: figures that lead to their tickets, files, and who may take them."""

import re

import pytest
from flask import Flask

from compliance import jobs
from compliance.db import db, now
from compliance.people.models import Staff
from compliance.reports.tables import MARK
from compliance.tickets import deciding
from tests.factories import a_ticket
from tests.web.desk import Desk, text_of
from tests.web.test_desk_queue import counted, references


@pytest.fixture
def desk(app: Flask) -> Desk:
    """An officer, two tickets, and figures of them."""
    desk = Desk(app)
    with app.app_context():
        a_ticket(app, "removal", language="de")
        done = a_ticket(app, "unsubscribe")
        deciding.close_request(done.requests[0], db.session.get(Staff, desk.staff_id).actor, outcome="done")
    app.test_cli_runner().invoke(args=["report", "count"])
    with app.app_context():
        jobs.run_due(limit=50)
    return desk


def test_an_empty_house_says_when_it_counts(app: Flask) -> None:
    """Before the first count."""
    assert "Nothing was counted yet." in text_of(Desk(app).get("/staff/dashboard"))


def test_figures_lead_to_their_tickets(desk: Desk) -> None:
    """Every link of the tables is a list that can be opened; that of the week has the ticket."""
    page = desk.get("/staff/dashboard")
    assert "as of" in text_of(page)
    links = [link.replace("&amp;", "&") for link in re.findall(r'<th scope="row"><a href="([^"]+)"', page.text)]
    assert len(links) > 10
    assert all(desk.get(link).status_code == 200 for link in links)
    (week,) = [link for link in links if "due=" in link and references(desk.get(link).text)]
    assert ".." in week


def test_the_page_asks_as_little_on_any_book(desk: Desk) -> None:
    """It reads one row of figures."""
    with counted(desk.app) as sent:
        desk.get("/staff/dashboard")
    assert len(sent) <= 8


def test_files_of_the_dashboard_and_the_year(desk: Desk) -> None:
    """CSV with its mark, PDF, as downloads; what is not there is 404."""
    file = desk.get("/staff/dashboard/times.csv")
    assert (file.mimetype, file.text.startswith(MARK), "Removal" in file.text) == ("text/csv", True, True)
    year = now().year
    assert "11 CCR 7102" in desk.get(f"/staff/reports/{year}").text
    report = desk.get(f"/staff/reports/{year}.csv")
    assert ("attachment" in report.headers["Content-Disposition"], "11 CCR 7102" in report.text) == (True, True)
    assert desk.get(f"/staff/reports/{year}.pdf").data.startswith(b"%PDF")
    for missing in ("/staff/dashboard/secrets.csv", "/staff/reports/1999", f"/staff/reports/{year + 2}",
                    f"/staff/reports/{year}.exe"):
        assert desk.get(missing).status_code == 404, missing
    assert Desk(desk.app, "agent", "ben").get(f"/staff/reports/{year}").status_code == 403
    assert Desk(desk.app, "auditor", "eva").get(f"/staff/reports/{year}.csv").status_code == 200


def test_the_command_gives_the_same(desk: Desk) -> None:
    """As text, CSV and PDF."""
    runner = desk.app.test_cli_runner()
    year = str(now().year)
    text = runner.invoke(args=["report", "year", "--year", year])
    assert (text.exit_code, "requests received | 2" in text.output) == (0, True)
    assert runner.invoke(args=["report", "year", "--year", year, "--format", "pdf"]).stdout_bytes.startswith(b"%PDF")
    assert "11 CCR 7102" in runner.invoke(args=["report", "year", "--year", year, "--format", "csv"]).output
    assert runner.invoke(args=["report", "year", "--year", "12"]).exit_code == 2

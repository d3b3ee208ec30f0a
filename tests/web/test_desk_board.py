"""The board, the calendar feeds and one's own account."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask
from icalendar import Calendar

from compliance.db import clock_at, db
from compliance.people import accounts
from compliance.people.models import Staff
from compliance.rules.abilities import SYSTEM
from compliance.tickets import deciding, timing
from tests.factories import a_member_of_staff, a_ticket
from tests.web.desk import Desk, text_of

RECEIVED = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def desk(book: Flask) -> Desk:
    """An officer at the desk on 16 March 2026, with three tickets due on 2 April, one of them their own, one standing still."""
    with clock_at(datetime(2026, 3, 16, 12, tzinfo=UTC)):
        desk = Desk(book)
        with book.app_context():
            officer = db.session.get(Staff, desk.staff_id)
            mine, _team, waiting = (a_ticket(book, sender=f"p{n}@example.org", received_at=RECEIVED) for n in range(3))
            deciding.assign(mine, officer.actor, officer)
            timing.pause(waiting.requests[0], officer.actor, reason="identity")
        yield desk


def feeds_of(desk: Desk) -> dict[str, str]:
    """The addresses that the account page shows once."""
    page = desk.post("/staff/account/feed").text
    return {which: next(word for word in page.replace("<", " ").replace(">", " ").split() if word.endswith(f"{which}.ics"))
            for which in ("mine", "team")}


def entries(desk: Desk, address: str) -> list[tuple[str, str, str]]:
    answer = desk.app.test_client().get("/staff/feeds" + address.split("/staff/feeds")[1])
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    calendar = Calendar.from_ical(answer.data)
    return [(str(e["summary"]), str(e.decoded("dtstart")), str(e["url"])) for e in calendar.walk("VEVENT")]


def test_the_board(desk: Desk) -> None:
    page = desk.get("/staff/board")
    words = text_of(page)
    assert "Nothing is overdue; 1 stands still" in words.replace(" ;", ";")
    assert "2 due on Thursday 2 April 2026" in words
    assert 'href="/staff/?due=2026-04-02"' in page.text
    listed = text_of(desk.get("/staff/?due=2026-04-02"))
    assert ("p0@example.org" in listed, "p2@example.org" in listed) == (True, False)


def test_overdue_and_standing_still_are_views(desk: Desk) -> None:
    assert "p2@example.org" in text_of(desk.get("/staff/?view=paused"))
    assert "p0@example.org" not in text_of(desk.get("/staff/?view=overdue"))
    with clock_at(datetime(2026, 4, 3, 12, tzinfo=UTC)):
        late = text_of(desk.get("/staff/?view=overdue"))
        assert ("p0@example.org" in late, "p2@example.org" in late) == (True, False)
        assert "2 are overdue" in text_of(desk.get("/staff/board"))


def test_feeds_tell_dates_and_no_person(desk: Desk) -> None:
    feeds = feeds_of(desk)
    mine, team = entries(desk, feeds["mine"]), entries(desk, feeds["team"])
    (summary, due, url), = mine
    assert (summary.endswith("is due"), due) == (True, "2026-04-02")
    assert url.endswith(f"/staff/tickets/{summary.split()[0]}")
    assert [(words, day) for words, day, _ in team] == [("2 privacy requests due", "2026-04-02")]
    raw = desk.app.test_client().get("/staff/feeds" + feeds["mine"].split("/staff/feeds")[1]).text
    assert not any(word in raw for word in ("example.org/p", "maria", "Maria", "p0@"))


def test_a_feed_ends_with_a_new_one_by_hand_and_with_the_account(desk: Desk) -> None:
    nobody = desk.app.test_client()
    first = "/staff/feeds" + feeds_of(desk)["mine"].split("/staff/feeds")[1]
    second = "/staff/feeds" + feeds_of(desk)["mine"].split("/staff/feeds")[1]
    assert (nobody.get(first).status_code, nobody.get(second).status_code) == (404, 200)
    desk.post("/staff/account/feed/end")
    assert nobody.get(second).status_code == 404
    third = "/staff/feeds" + feeds_of(desk)["mine"].split("/staff/feeds")[1]
    accounts.disable(db.session.get(Staff, desk.staff_id), SYSTEM)
    assert nobody.get(third).status_code == 404
    assert nobody.get("/staff/feeds/None/mine.ics").status_code == 404


def test_the_secret_is_stored_nowhere(desk: Desk) -> None:
    token = feeds_of(desk)["mine"].split("/")[-2]
    with desk.app.app_context():
        stored = str(db.session.execute(sa.text("SELECT * FROM staff")).all())
        stored += str(db.session.execute(sa.text("SELECT * FROM events")).all())
    assert token not in stored


def test_ones_own_account(desk: Desk) -> None:
    assert desk.post("/staff/account", reminders="digest", zone="Asia/Tokyo").status_code == 302
    with desk.app.app_context():
        staff = db.session.get(Staff, desk.staff_id)
        assert (staff.digest, staff.timezone) == (True, "Asia/Tokyo")
    assert "Asia/Tokyo" in desk.get("/staff/account").text
    assert desk.post("/staff/account", reminders="single", zone="house").status_code == 302
    assert desk.post("/staff/account", reminders="never", zone="house").status_code == 422
    assert desk.post("/staff/account", reminders="single", zone="Mars/Olympus").status_code == 422
    with desk.app.app_context():
        assert db.session.get(Staff, desk.staff_id).digest is False


def test_who_may_not_read_tickets_has_no_feed(book: Flask) -> None:
    respondent = a_member_of_staff("respondent", "rob@staff.example.org")
    token = accounts.make_feed(respondent)
    assert book.test_client().get(f"/staff/feeds/{token}/mine.ics").status_code == 404

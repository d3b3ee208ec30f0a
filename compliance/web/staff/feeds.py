"""Calendar feeds of due dates (RFC 5545), for whoever knows their secret address: references and dates, no personal data.

One's own feed has an entry for each ticket, the team's one for each day, with how many are due. An address that was ended, or
whose account was disabled, is as if it had never been.
"""

from datetime import date, timedelta
from urllib.parse import urlsplit

from flask import Response, abort, url_for
from icalendar import Calendar, Event

from compliance.db import now
from compliance.people import accounts
from compliance.tickets import queries
from compliance.web.guard import open_to_all
from compliance.web.staff.desk import blueprint, settings, today

BEHIND, AHEAD = timedelta(days=30), timedelta(days=90)  # what the team's feed reaches


@blueprint.get("/feeds/<token>/<any(mine, team):which>.ics")
@open_to_all
def feed(token: str, which: str) -> Response:
    """A feed; 404 for an address that opens none."""
    staff = accounts.by_feed(token) or abort(404)
    calendar = Calendar()
    calendar.add("prodid", "-//Compliance//due dates//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{settings().organisation}: privacy requests")
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    if which == "mine":
        for reference, due in queries.due_of(staff.id):
            calendar.add_component(_entry(f"{reference} is due", reference, due, _page("staff.ticket", reference=reference)))
    else:
        for due, many in queries.load(today() - BEHIND, today() + AHEAD).items():
            words = f"{many} privacy request{'s' * (many > 1)} due"
            calendar.add_component(_entry(words, due.isoformat(), due, _page("staff.queue", due=due.isoformat())))
    return Response(calendar.to_ical(), mimetype="text/calendar")


def _entry(words: str, name: str, due: date, address: str) -> Event:
    entry = Event()
    entry.add("uid", f"{name}@{urlsplit(settings().public_url).hostname}")
    entry.add("dtstamp", now())
    entry.add("dtstart", due)
    entry.add("dtend", due + timedelta(days=1))
    entry.add("summary", words)
    entry.add("transp", "TRANSPARENT")
    entry.add("url", address)
    return entry


def _page(endpoint: str, **values: str) -> str:
    return settings().public_url + url_for(endpoint, **values)  # type: ignore[arg-type]

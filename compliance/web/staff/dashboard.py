"""Looking at the whole: how it stands, and the reports of a year. Figures lead to their tickets where a list can show them."""

from datetime import date, timedelta

from flask import Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from compliance.db import now
from compliance.registers.house import tell
from compliance.reports import snapshot, tables, yearly
from compliance.reports.tables import Table, as_csv
from compliance.rules.kinds import BY_KEY
from compliance.rules.lifecycle import STATES
from compliance.rules.regimes import BY_ID
from compliance.web.guard import actor, needs
from compliance.web.staff.desk import blueprint, settings, today
from compliance.web.staff.words import CHANNELS

CSV, PDF = "csv", "pdf"


@blueprint.get("/dashboard")
@needs("ticket.read")
def dashboard() -> ResponseReturnValue:
    """How it stands, as the worker counted last."""
    kept = snapshot.latest()
    found = dashboard_tables(kept.figures) if kept else {}
    return render_template("staff/dashboard.html", kept=kept, tables=found, now=now(), today=today(),
                           years=range(today().year, today().year - 3, -1))


@blueprint.get("/dashboard/<name>.csv")
@needs("ticket.read")
def dashboard_csv(name: str) -> ResponseReturnValue:
    """One table of the dashboard."""
    kept = snapshot.latest()
    table = dashboard_tables(kept.figures).get(name) if kept else None
    return _file(as_csv([table]), f"{name}.csv", "text/csv") if table else abort(404)


@blueprint.get("/reports/<int:year>")
@needs("audit.read")
def year_report(year: int) -> ResponseReturnValue:
    """The report of a year as a page."""
    return render_template("staff/year.html", year=_known(year), tables=yearly.tables(year, today()), last=today().year,
                           first=yearly.FIRST_YEAR)


@blueprint.get("/reports/<int:year>.<form>")
@needs("audit.read")
def year_file(year: int, form: str) -> ResponseReturnValue:
    """The report of a year as CSV or PDF; the trail tells who took it."""
    if form not in {CSV, PDF}:
        abort(404)
    found = yearly.tables(_known(year), today())
    tell("house.exported", actor(), what=f"year_report_{form}", count=year)
    if form == CSV:
        return _file(as_csv(found), f"requests-{year}.csv", "text/csv")
    paper = yearly.paper(found, f"{settings().organisation}: privacy requests of {year}", now())
    return _file(paper, f"requests-{year}.pdf", "application/pdf")


def dashboard_tables(figures: dict) -> dict[str, Table]:  # type: ignore[type-arg]
    """The tables behind the charts, by name."""
    pairs = [(BY_KEY[kind].title if kind in BY_KEY else kind, BY_ID[law].name if law in BY_ID else law, kind, law, told)
             for kind, law, told in figures["kinds_and_laws"]]
    return {table.name: table for table in (
        Table("states", "Open by state", ("state", "tickets"), [(STATES[key], many) for key, many in figures["states"].items()],
              [url_for("staff.queue", state=key) for key in figures["states"]]),
        Table("weeks", "Due by week", ("week from", "tickets"), figures["weeks"],
              [url_for("staff.queue", due=_week(week)) for week, _many in figures["weeks"]]),
        Table("received", "Requests by month", ("month", "requests"), list(figures["received"].items())),
        Table("channels", "By channel", ("came by", "requests"),
              [(CHANNELS.get(key, key), many) for key, many in figures["channels"].items()],
              [url_for("staff.queue", state="any", channel=key) for key in figures["channels"]]),
        Table("times", "Time to the answer", ("kind", "law", "received", "answered", "median days", "p90 days", "in time"),
              [(kind, law, told["received"], told["answered"], tables.days(told["median"]), tables.days(told["p90"]),
                tables.share(told["in_time"])) for kind, law, _kind, _law, told in pairs],
              [url_for("staff.queue", state="any", kind=kind, law=law) for _title, _name, kind, law, _told in pairs]),
    )}


def _week(monday: str) -> str:
    """A week as the queue's filter writes it."""
    return f"{monday}..{date.fromisoformat(monday) + timedelta(days=6)}"


def _known(year: int) -> int:
    return year if yearly.FIRST_YEAR <= year <= today().year else abort(404)


def _file(content: str | bytes, name: str, mimetype: str) -> Response:
    answer = Response(content, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer

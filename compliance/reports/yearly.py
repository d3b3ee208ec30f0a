"""The reports of a calendar year: for accountability (GDPR Art. 5(2), 24), and the counts of 11 CCR 7102.

7102(a) asks a business for the requests to delete, correct, know, opt out of sale or sharing, and limit: how many it
received, complied with in whole or in part, and denied, and the median or mean number of days within which it answered. They
are given for what was asked under the law of California, and for all people, as 7102(d) allows.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

import sqlalchemy as sa

from compliance.db import db
from compliance.ledger import Event
from compliance.reports.counting import Count, Tally, year
from compliance.reports.papers import Paper
from compliance.reports.tables import Cell, Table, days, harmless, share
from compliance.rules.kinds import BY_KEY
from compliance.rules.lifecycle import ENDINGS, GROUNDS
from compliance.rules.regimes import BY_ID

FIRST_YEAR = 2018  # the GDPR applies from then on (Art. 99(2))
CALIFORNIA = "us-ca-ccpa"
# 11 CCR 7102(a)(1): its words -> our kinds.
CCPA = {
    "delete": ("removal",), "correct": ("amendment",), "know": ("access", "portability"),
    "opt out of sale or sharing": ("opt_out_of_sale",), "limit sensitive data": ("limit_sensitive",),
}
CCPA_HEADS = ("request to", "received", "complied in whole or in part", "denied", "median days")


def tables(number: int, today: date) -> list[Table]:
    """The whole report of a year, as it stands today."""
    counted = year(number, today)
    return [
        _summary(counted, number), _by("kind", "By kind", counted.by_kind, _kind), _by("law", "By law", counted.by_law, _law),
        _by("channel", "By channel", counted.by_channel, str), _by("month", "By month", counted.by_month, str),
        _reasons("outcomes", "How they ended", counted.all.outcomes, ENDINGS),
        _reasons("grounds", "Grounds of refusals, also in part", counted.all.grounds, GROUNDS),
        _reasons("extensions", "Grounds of extensions", counted.all.extensions, {}),
        california(counted, only=True), california(counted, only=False),
    ]


def california(counted: Count, *, only: bool) -> Table:
    """The counts of 11 CCR 7102; `only` what was asked under the law of California."""
    rows: list[tuple[Cell, ...]] = []
    for words, kinds in CCPA.items():
        tally = _sum(counted, kinds, CALIFORNIA if only else None)
        complied = tally.outcomes["done"] + tally.outcomes["partly"]
        rows.append((words, tally.received, complied, tally.outcomes["refused"], days(tally.median_days)))
    whose = "under the law of California" if only else "of all people"
    return Table(f"ccpa-{'california' if only else 'all'}", f"11 CCR 7102: requests {whose}", CCPA_HEADS, rows)


def paper(found: Sequence[Table], title: str, at: datetime) -> bytes:
    """The report as a PDF: what has two columns as names and values, anything else a paragraph for each row."""
    made = Paper(title, at)
    for table in found:
        made.head(table.title)
        made.rows((harmless(row[0]), _line(table, row)) for row in table.rows)
        if not table.rows:
            made.text("none")
    return made.content()


def _line(table: Table, row: Sequence[Cell]) -> str:
    if len(row) == 2:
        return harmless(row[1])
    told = zip(table.heads[1:], row[1:], strict=True)
    return ", ".join(f"{head} {cell}" for head, cell in told if cell not in {None, ""})


def _sum(counted: Count, kinds: tuple[str, ...], law: str | None) -> Tally:
    whole = Tally()
    for (kind, regime), tally in counted.by_kind_and_law.items():
        if kind in kinds and law in {None, regime}:
            whole.received += tally.received
            whole.outcomes += tally.outcomes
            whole.days += tally.days
    return whole


def _summary(counted: Count, number: int) -> Table:
    whole = counted.all
    rows: list[tuple[Cell, ...]] = [
        ("requests received", whole.received), ("answered", whole.answered), ("still open", whole.open),
        ("answered in time", whole.in_time), ("answered late", whole.late), ("overdue", whole.overdue),
        ("share in time", share(whole.share_in_time)), ("extended", whole.extended),
        ("identity not shown", whole.grounds["not_identified"]), ("objections to our answers", _tally(counted, "appeal")),
        ("complaints", _tally(counted, "complaint")), ("median days to the answer", days(whole.median_days)),
        ("days for nine of ten", days(whole.p90_days)), ("tickets whose data was erased", _erased(number)),
    ]
    return Table("summary", f"Requests of {number}", ("figure", "value"), rows)


def _tally(counted: Count, kind: str) -> int:
    return counted.by_kind[kind].received if kind in counted.by_kind else 0


def _by(name: str, title: str, tallies: Mapping[str, Tally], words: Callable[[str], str]) -> Table:
    heads = (name, "received", "answered", "open", "in time", "late", "overdue", "share in time", "median days", "p90 days")
    rows: list[tuple[Cell, ...]] = [
        (words(key), t.received, t.answered, t.open, t.in_time, t.late, t.overdue,
         share(t.share_in_time), days(t.median_days), days(t.p90_days))
        for key, t in sorted(tallies.items())
    ]
    return Table(name, title, heads, rows)


def _reasons(name: str, title: str, counts: Mapping[str, int], words: Mapping[str, str]) -> Table:
    rows: list[tuple[Cell, ...]] = [(words.get(key, key), many) for key, many in sorted(counts.items())]
    return Table(name, title, ("what", "requests"), rows)


def _erased(number: int) -> int:
    """Tickets of which something was erased in the year, by retention or at once."""
    told = sa.select(sa.func.count(sa.distinct(Event.ticket_id))).where(
        Event.kind == "ticket.erased", sa.extract("year", Event.at) == number)
    return db.session.scalar(told) or 0


def _kind(key: str) -> str:
    return BY_KEY[key].title if key in BY_KEY else key


def _law(key: str) -> str:
    return BY_ID[key].name if key in BY_ID else key

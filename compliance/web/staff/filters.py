"""What the queue's address asks for: a view, filters, words to search, an order. What cannot be is taken as not asked."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from compliance.rules.kinds import BY_KEY as KINDS
from compliance.rules.lifecycle import STATES
from compliance.rules.regimes import BY_ID
from compliance.tickets.models import NO_DUE_DATE
from compliance.tickets.queue import SORTS, View
from compliance.tickets.tagging import all_tags
from compliance.web.staff.names import Names
from compliance.web.staff.views import BY_KEY, DEFAULT, SavedView
from compliance.web.staff.words import CHANNELS, LANGUAGES

NOBODY, ANY = "nobody", "any"
LAST_ID = 2**63 - 1
WINDOWS = {"overdue": "overdue", "today": "today", "week": "within 7 days", "month": "within 30 days", "none": "no date"}
ORDERS = {"due": "what is due first", "newest": "newest first", "oldest": "oldest first"}
NARROWING = ("kind", "law", "state", "due", "assignee", "system", "channel", "language", "tag")
KEPT = ("view", "q", *NARROWING, "sort")
LONGEST = 200  # characters of a search


@dataclass(frozen=True)
class Filters:
    """The queue's address, read. `asked` is what it says of each of `KEPT`."""

    asked: dict[str, str]

    @property
    def saved(self) -> SavedView:
        """The view that it starts from."""
        return BY_KEY.get(self.asked["view"], BY_KEY[DEFAULT])

    @property
    def words(self) -> str:
        """What is searched for."""
        return self.asked["q"].strip()[:LONGEST]

    @property
    def sort(self) -> str:
        """A key of `SORTS`."""
        return self.asked["sort"] if self.asked["sort"] in SORTS else self.saved.sort

    @property
    def narrowed(self) -> int:
        """How many filters are set."""
        return sum(1 for name in NARROWING if self.asked[name])

    def url(self, **changes: Any) -> str:
        """The queue's address with some of it changed; None takes a part away."""
        kept = {name: value for name, value in self.asked.items() if value}
        return url_for("staff.queue", **(kept | changes))

    def query(self) -> str:
        """What a saved view keeps."""
        return self.url().partition("?")[2]

    def of(self, staff_id: int, today: date) -> View:
        """What is wanted, for this member of staff on this day."""
        view = View(states=frozenset(STATES)) if self.words else self.saved.of(staff_id, today)
        view = self._narrowed(_due(view, self.asked["due"], today))
        if self.asked["assignee"] == NOBODY:
            return replace(view, unassigned=True)
        assignee = number(self.asked["assignee"])
        return view if assignee is None else replace(view, assignee_id=assignee)

    def _narrowed(self, view: View) -> View:
        asked = self.asked
        if asked["state"] in {*STATES, ANY}:
            view = replace(view, states=frozenset(STATES if asked["state"] == ANY else {asked["state"]}))
        return replace(
            view, kind=asked["kind"] if asked["kind"] in KINDS else "", regime=asked["law"] if asked["law"] in BY_ID else "",
            channel=asked["channel"] if asked["channel"] in CHANNELS else "",
            language=asked["language"] if asked["language"].isalpha() and len(asked["language"]) < 9 else "",
            system_id=number(asked["system"]), tag_id=number(asked["tag"]),
        )


def read() -> Filters:
    """The filters of the address at hand."""
    return Filters({name: request.args.get(name, "").replace("\0", "") for name in KEPT})


def choices(names: Names) -> dict[str, list[tuple[str, str]]]:
    """What each filter offers: values and their words."""
    return {
        "kind": [(kind.key, kind.title) for kind in KINDS.values()],
        "law": [(law.id, law.name) for law in BY_ID.values() if law.on_by_default],
        "state": [*STATES.items(), (ANY, _("all states"))],
        "due": list(WINDOWS.items()),
        "assignee": [(NOBODY, _("nobody")), *((str(staff.id), staff.display_name) for staff in names.team())],
        "system": [(str(system.id), system.name) for system in names.systems.values() if system.active],
        "channel": list(CHANNELS.items()),
        "language": list(LANGUAGES.items()),
        "tag": [(str(tag.id), tag.name) for tag in all_tags()],
    }


def _due(view: View, window: str, today: date) -> View:
    """A window of days, or one day or some as the links of the board and the dashboard write them."""
    if window == "overdue":
        return replace(view, due_before=today)
    if window == "none":
        return replace(view, due_on=NO_DUE_DATE)
    days = {"today": 0, "week": 7, "month": 30}.get(window)
    if days is not None:
        return replace(view, due_from=today, due_until=today + timedelta(days=days))
    try:
        first, dots, last = window.partition("..")
        if dots:
            return replace(view, due_from=date.fromisoformat(first), due_until=date.fromisoformat(last))
        return replace(view, due_on=date.fromisoformat(window))
    except ValueError:
        return view


def number(value: str | None) -> int | None:
    """A whole number that a row's id can be; None for anything else."""
    if value is None or not (value.isascii() and value.isdigit() and len(value) < 20):
        return None
    return min(int(value), LAST_ID)

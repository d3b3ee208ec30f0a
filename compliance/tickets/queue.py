"""The queue: which tickets, in which order, a page at a time; how many; and what a search finds.

Pages are cut by keyset (after the last row seen), never by offset, so that page one hundred costs what page one costs. What a
condition can be answered from an index for is written as that index says it (`tickets.models`): states and flags stand as
constants in the statement, since a database cannot see that a bound value fits a partial index. Several states are written as
what they are not: else SQLite would read all that is closed to find the few that have a flag. What is counted is counted in the
order of the list, so that it is read from the same index.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import defer, joinedload, selectinload

from compliance.db import db
from compliance.rules import lifecycle, search_words
from compliance.tickets.mentioning import Mention
from compliance.tickets.models import NO_DUE_DATE, PrivacyRequest, Requester, Task, Ticket, TicketTag
from compliance.tickets.searching import SearchEntry, found_by

PAGE = 50
MOST = 1000  # tickets that are counted
OFTEN = 2000  # requests of a kind or law
STATEMENTS = 500  # that are kept: putting one together takes longer than its answer

# Order of the queue: its column, and whether the greatest comes first.
SORTS: Mapping[str, tuple[Any, bool]] = {
    "due": (Ticket.sort_due, False),
    "oldest": (Ticket.received_at, False),
    "newest": (Ticket.received_at, True),
}
# What a list shows of a ticket, of who asks and of what they ask.
SHOWN = (
    defer(Ticket.shown), defer(Ticket.doubts),
    joinedload(Ticket.requester).load_only(Requester.name, Requester.email),
    selectinload(Ticket.requests).load_only(PrivacyRequest.kind, PrivacyRequest.suggested, PrivacyRequest.regime),
)
FLAGS = {"unread": Ticket.unread, "trouble": Ticket.trouble, "needs_reading": Ticket.needs_reading}


@dataclass(frozen=True)
class View:
    """What of the queue is wanted; None and empty mean all. `flags`: those of `FLAGS` that are up.

    `due_before` and `due_until`: the day before which, or up to which, something is due; `due_from`: since when. `first_of`:
    what needs this member of staff first, due by `urgent_by` or with a flag up or proof given, theirs or nobody's. `asked_of`:
    where a colleague asks this one to look. `often`: see `weighed`.
    """

    states: frozenset[str] = lifecycle.LIVE
    assignee_id: int | None = None
    unassigned: bool = False
    flags: frozenset[str] = frozenset()
    proof_given: bool = False
    paused: bool = False
    suspected: bool = False
    due_on: date | None = None
    due_before: date | None = None
    due_from: date | None = None
    due_until: date | None = None
    kind: str = ""
    regime: str = ""
    channel: str = ""
    language: str = ""
    system_id: int | None = None
    tag_id: int | None = None
    first_of: int | None = None
    asked_of: int | None = None
    urgent_by: date | None = None
    often: bool = False


@dataclass(frozen=True)
class Page:
    """A page of the queue; `after` goes into the next page's address, None on the last. `alike`: found by a slip."""

    tickets: list[Ticket] = field(default_factory=list)
    after: str | None = None
    alike: bool = False


def weighed(view: View) -> View:
    """The view, which knows by then whether its kind and law are asked often; lists and counts are quicker so."""
    if not (view.kind or view.regime):
        return view
    some = _asked(view).limit(OFTEN).subquery()
    return replace(view, often=db.session.scalar(sa.select(sa.func.count()).select_from(some)) == OFTEN)


def queue(view: View, after: str | None = None, limit: int = PAGE, sort: str = "due") -> Page:
    """Tickets of a view in an order of `SORTS`. `after` is an earlier page's; a malformed one is taken as none."""
    column, greatest_first = SORTS[sort]
    keys = (column, Ticket.id)
    wanted = _filtered(view).order_by(*(key.desc() if greatest_first else key for key in keys)).limit(limit + 1)
    if position := _position(after, column):
        here = sa.tuple_(*keys)
        wanted = wanted.where(here < position if greatest_first else here > position)
    found = _loaded(wanted)
    last = found[limit - 1] if len(found) > limit else None
    return Page(found[:limit], f"{getattr(last, column.key).isoformat()}_{last.id}" if last else None)


def search(words: str, view: View, after: str | None = None, limit: int = PAGE) -> Page:
    """Tickets of a view that words stand on, the newest first: names and addresses by their beginnings, other words whole.

    Where nothing is found, names that differ in one slip. A number finds its ticket, too.
    """
    page = _matching(search_words.asked(words), view, after, limit)
    if after or page.tickets:
        numbered = None if after else _numbered(words, view)
        return Page([numbered, *page.tickets], page.after) if numbered and numbered not in page.tickets else page
    if numbered := _numbered(words, view):
        return Page([numbered])
    close = _matching(search_words.alike(words), view, after, limit)
    return Page(close.tickets, close.after, alike=bool(close.tickets))


def count(view: View, most: int = MOST) -> int:
    """How many tickets a view has, counted up to `most`, so that the count costs no more on a large book."""
    return count_each([view], most)[0]


def count_each(views: Iterable[View], most: int = MOST) -> list[int]:
    """How many tickets each of these views has, in one statement."""
    return list(db.session.execute(_counting(tuple(views), most)).one())


@lru_cache(STATEMENTS)
def _counting(views: tuple[View, ...], most: int) -> sa.Select[Any]:
    found = (_filtered(view).with_only_columns(Ticket.id).order_by(Ticket.sort_due, Ticket.id).limit(most).subquery()
             for view in views)
    return sa.select(*(sa.select(sa.func.count()).select_from(tickets).scalar_subquery() for tickets in found))


def _loaded(wanted: sa.Select[Ticket]) -> list[Ticket]:
    """With who asks and what they ask, in one statement each for all of them; what no list shows stays where it is."""
    return list(db.session.scalars(wanted.options(*SHOWN)))


def _matching(groups: list[frozenset[str]], view: View, after: str | None, limit: int) -> Page:
    if not groups:
        return Page()
    wanted = _filtered(view).join(SearchEntry, SearchEntry.id == Ticket.id).where(found_by(groups))
    if after and after.isdigit():
        wanted = wanted.where(SearchEntry.id < int(after[:18]))
    found = _loaded(wanted.order_by(SearchEntry.id.desc()).limit(limit + 1))
    return Page(found[:limit], str(found[limit - 1].id) if len(found) > limit else None)


def _numbered(words: str, view: View) -> Ticket | None:
    """The ticket whose number or reference the words are."""
    number = words.strip().upper().rsplit("-", 1)[-1]
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        return None
    return next(iter(_loaded(_filtered(view).where(Ticket.number == int(number)))), None)


@lru_cache(STATEMENTS)
def _filtered(view: View) -> sa.Select[Ticket]:
    wanted = sa.select(Ticket).where(*_flags(view), *_days(view), *_of_request(view))
    if view.states:
        wanted = wanted.where(_state(view.states))
    if view.assignee_id is not None:
        wanted = wanted.where(Ticket.assignee_id == view.assignee_id)
    for column, value in ((Ticket.channel, view.channel), (Ticket.language, view.language)):
        wanted = wanted.where(column == value) if value else wanted
    if view.tag_id is not None:
        wanted = wanted.where(Ticket.id.in_(sa.select(TicketTag.ticket_id).where(TicketTag.tag_id == view.tag_id)))
    if view.asked_of is not None:
        asked = sa.select(Mention.ticket_id).where(Mention.staff_id == view.asked_of, Mention.done_at.is_(None))
        wanted = wanted.where(Ticket.id.in_(asked))
    if view.system_id is not None:
        to_do = sa.select(Task.ticket_id).where(Task.system_id == view.system_id, Task.outcome.is_(None), ~Task.dropped)
        wanted = wanted.where(Ticket.id.in_(to_do))
    return wanted


def _state(states: frozenset[str]) -> sa.ColumnElement[bool]:
    if len(states) == 1:
        return Ticket.state == _constant(*states)
    return Ticket.state.not_in([_constant(state) for state in sorted(set(lifecycle.STATES) - states)])


def _of_request(view: View) -> Iterable[sa.ColumnElement[bool]]:
    """By what is asked; in what is open, by what is still to be answered. What is asked seldom is listed first, what is asked
    often is looked for ticket by ticket: the page is soon full."""
    if view.kind or view.regime:
        asked = _asked(view)
        yield asked.where(PrivacyRequest.ticket_id == Ticket.id).exists() if view.often else Ticket.id.in_(asked)


def _asked(view: View) -> sa.Select[int]:
    asked = sa.select(PrivacyRequest.ticket_id)
    asked = asked.where(PrivacyRequest.kind == view.kind) if view.kind else asked
    asked = asked.where(PrivacyRequest.regime == view.regime) if view.regime else asked
    return asked.where(PrivacyRequest.outcome.is_(None)) if view.states <= lifecycle.LIVE else asked


def _flags(view: View) -> Iterable[sa.ColumnElement[bool]]:
    if view.unassigned:
        yield Ticket.assignee_id.is_(None)
    for flag in sorted(view.flags):
        yield FLAGS[flag] == sa.true()
    if view.proof_given:
        yield Ticket.proof > _constant(0)
    if view.paused:
        yield sa.and_(Ticket.sort_due == NO_DUE_DATE, Ticket.paused == sa.true())
    if view.suspected:
        yield Ticket.suspected.is_not(None)
    if view.first_of is not None:
        yield sa.func.coalesce(Ticket.assignee_id, view.first_of) == view.first_of
        yield sa.or_(Ticket.sort_due <= view.urgent_by, Ticket.proof > _constant(0), *FLAGS.values())


def _days(view: View) -> Iterable[sa.ColumnElement[bool]]:
    if view.due_on is not None:
        yield Ticket.sort_due == view.due_on
    if view.due_before is not None:
        yield Ticket.sort_due < view.due_before
    if view.due_from is not None:
        yield Ticket.sort_due >= view.due_from
    if view.due_until is not None:
        yield Ticket.sort_due <= view.due_until


def _constant(value: str | int) -> sa.BindParameter[Any]:
    """A word or number of our own that stands in the statement itself."""
    return sa.literal(value, literal_execute=True)


def _position(after: str | None, column: Any) -> tuple[date | datetime, int] | None:
    """Where a page ended: the day or moment it was sorted by, and the id."""
    value, _, identity = (after or "").partition("_")
    try:
        moment = datetime.fromisoformat(value)
        if column is Ticket.sort_due:
            return moment.date(), int(identity)
        return (moment, int(identity)) if moment.tzinfo and abs(int(identity)) < 2**63 else None
    except ValueError:
        return None

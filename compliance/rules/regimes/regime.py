"""What a law says about time, as data.

A `Regime` is one law. For each kind of request it covers it has a `Clock`: how long there is to acknowledge and to answer,
and by how much the answer may be put off. Beside the clocks stand the rules that hold for all of them: what waiting for the
person does to the count (`PauseRule`), what happens when the last day is no working day (`Rollover`), which calendar of
public holidays counts, where an appeal goes and what records must be kept.

Where a law is unclear the uncertain reading is kept too (`certain=False`, `arguable`): it never moves the date that the
program plans for, it only shows how late a date could be argued for.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

KINDS: tuple[str, ...] = (
    "removal", "amendment", "unsubscribe", "access", "portability", "objection", "restriction",
    "opt_out_of_sale", "limit_sensitive", "withdraw_consent", "complaint", "appeal",
)

CALENDAR_DAYS, BUSINESS_DAYS, CALENDAR_MONTHS = "calendar days", "business days", "calendar months"
UNITS: tuple[str, ...] = (CALENDAR_DAYS, BUSINESS_DAYS, CALENDAR_MONTHS)

IDENTITY, CLARIFICATION, FEE = "identity", "clarification", "fee"
REASONS: tuple[str, ...] = (IDENTITY, CLARIFICATION, FEE)

SUSPENDS, STARTS = "suspends", "starts"
EFFECTS: tuple[str, ...] = (SUSPENDS, STARTS)

RECEIPT, SENDING, AUTHENTICATION = "receipt", "sending", "authentication"
BEGINNINGS: tuple[str, ...] = (RECEIPT, SENDING, AUTHENTICATION)

SATURDAY_SUNDAY: frozenset[int] = frozenset({5, 6})
SUNDAY: frozenset[int] = frozenset({6})


@dataclass(frozen=True)
class Period:
    """A length of time: `n` of `unit` (one of UNITS). Day 1 is the day after the event, or with `first_day_counts` it."""

    n: int
    unit: str
    first_day_counts: bool = False


@dataclass(frozen=True)
class Extension:
    """By how much an answer may be put off, once.

    `by` is counted together with the answer period, in one go from the same start; None where the law sets no cap and the
    date is the one that the person is told. The person must be told within `notice`, None meaning within the answer period.
    """

    by: Period | None
    ground: str
    citation: str
    notice: Period | None = None


@dataclass(frozen=True)
class Clock:
    """The time limits for some kinds of request; `response` None means that the law counts no days for them.

    `arguable` is a longer answer period that could be argued for. `verified` says whether the text of the limit was read;
    `remark` is a sentence that whoever reads the due date must know.
    """

    kinds: tuple[str, ...]
    response: Period | None
    citation: str
    verified: bool
    acknowledge: Period | None = None
    extension: Extension | None = None
    arguable: Period | None = None
    remark: str = ""


@dataclass(frozen=True)
class PauseRule:
    """What waiting for the person (for one of `reasons`) does to the clock of `kinds` (empty: of all).

    SUSPENDS: the days of waiting do not count, from the day of asking until the day before the answer, or with `both_days`
    until the answer's own day. STARTS: the whole period runs from the day of the answer.
    """

    reasons: tuple[str, ...]
    effect: str
    citation: str
    kinds: tuple[str, ...] = ()
    both_days: bool = False
    certain: bool = True


@dataclass(frozen=True)
class Rollover:
    """A last day that falls on `weekend` (Monday is 0) or a public holiday moves to the next day that does not."""

    citation: str
    certain: bool
    weekend: frozenset[int] = SATURDAY_SUNDAY


@dataclass(frozen=True)
class Break:
    """Days around New Year that are no business days, as (month, day), both ends included."""

    first: tuple[int, int]
    last: tuple[int, int]

    def covers(self, day: date) -> bool:
        """Whether `day` lies in the break of its year or of the one before."""
        return (day.month, day.day) >= self.first or (day.month, day.day) <= self.last


@dataclass(frozen=True)
class Regime:
    """One law. `verified`: its answer period was read in the text; `on_by_default` follows it unless said otherwise.

    `holidays` are the calendars used when a question names none (several where the law does not say whose holidays count);
    `nationwide` drops a subdivision from the calendar asked for; `counting` cites how periods are counted; `arguable_closed`
    is a longer `closed` that could be argued for. `enabled` overrides whether the law is on by default. `records_months`: how
    long records of requests must be kept at least, where the law counts it in months.
    """

    id: str
    name: str
    status: str
    citation: str
    verified: bool
    clocks: tuple[Clock, ...]
    counting: str = ""
    begins: str = RECEIPT
    pauses: tuple[PauseRule, ...] = ()
    rollover: Rollover | None = None
    holidays: tuple[str, ...] = ()
    nationwide: bool = False
    weekend: frozenset[int] = SATURDAY_SUNDAY
    closed: Break | None = None
    arguable_closed: Break | None = None
    in_force_from: date | None = None
    appeal: str = ""
    records: str = ""
    records_months: int = 0
    notes: tuple[str, ...] = ()
    enabled: bool | None = None

    @cached_property
    def clock_by_kind(self) -> Mapping[str, Clock]:
        """The clock of each kind that the law covers."""
        return {kind: clock for clock in self.clocks for kind in clock.kinds}

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of request that the law covers, in the usual order."""
        return tuple(kind for kind in KINDS if kind in self.clock_by_kind)

    @property
    def on_by_default(self) -> bool:
        """Whether tickets may fall under this law before an administrator has said anything about it."""
        return self.verified if self.enabled is None else self.enabled

    def pause_rule(self, reason: str, kind: str, careful: bool) -> PauseRule | None:
        """What waiting for `reason` does to a request of `kind`; a careful reading knows only what is certain."""
        for rule in self.pauses:
            if reason in rule.reasons and (not rule.kinds or kind in rule.kinds) and (rule.certain or not careful):
                return rule
        return None

"""What must hold for every law and every question, and an independent slow reckoning, day by day, beside the fast one."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
from hypothesis import given
from hypothesis import strategies as st

from compliance.rules.deadlines import ClockQuestion, Pause, due_dates
from compliance.rules.explaining import long
from compliance.rules.regimes import REGIMES
from compliance.rules.regimes.regime import REASONS

DAY = timedelta(days=1)
ZONES = ("UTC", "Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kolkata", "America/Sao_Paulo")
CALENDARS = (None, "DE-BY", "GB", "GB-SCT", "US", "US-CA", "NZ", "CA", "ZA", "CH-ZH")
NONE_LATER = date.max

days = st.dates(date(2015, 1, 1), date(2045, 12, 31))
kinds = st.sampled_from([(regime.id, kind) for regime in REGIMES for kind in regime.kinds])


@st.composite
def pauses_after(draw: st.DrawFn, earliest: date, most: int = 4) -> tuple[Pause, ...]:
    """Some waits, perhaps overlapping, all asked for on `earliest` or later."""
    starts = draw(st.lists(st.integers(0, 80), max_size=most))
    return tuple(
        Pause(earliest + start * DAY, earliest + (start + draw(st.integers(0, 30))) * DAY, draw(st.sampled_from(REASONS)))
        for start in starts
    )


@st.composite
def questions(draw: st.DrawFn) -> ClockQuestion:
    """Any question that can be answered."""
    regime, kind = draw(kinds)
    zone = draw(st.sampled_from(ZONES))
    received = datetime.combine(draw(days), draw(st.times()), ZoneInfo(zone))
    day = received.date()
    later = st.integers(0, 120).map(lambda n: day + n * DAY)
    return ClockQuestion(
        regime, kind, received, zone, draw(st.sampled_from(CALENDARS)), draw(st.none() | later), draw(pauses_after(day)),
        draw(st.none() | later), draw(st.none() | later),
    )


def due(question: ClockQuestion) -> date:
    """The date to answer by, or the last of days where there is none."""
    return due_dates(question).response_due or NONE_LATER


@given(questions(), st.integers(1, 40), st.data())
def test_never_earlier_for_a_later_receipt(question: ClockQuestion, days_later: int, data: st.DataObject) -> None:
    """With the same waits and decisions, all after both receipts."""
    received = question.received + days_later * DAY
    pauses = data.draw(pauses_after(received.date()))
    early, late = replace(question, pauses=pauses), replace(question, pauses=pauses, received=received)
    assert due(early) <= due(late)
    acknowledge = due_dates(early).acknowledge_due, due_dates(late).acknowledge_due
    assert acknowledge[0] is None or acknowledge[1] is None or acknowledge[0] <= acknowledge[1]


@given(questions(), st.data())
def test_pauses_never_shorten(question: ClockQuestion, data: st.DataObject) -> None:
    """One wait more never brings the date forward, nor does a wait that goes on."""
    more = data.draw(pauses_after(question.received.date(), most=1))
    waited = replace(question, pauses=question.pauses + more)
    assert due(question) <= due(waited)
    going_on = tuple(Pause(pause.start, None, pause.reason) for pause in more)
    assert due(waited) <= due(replace(question, pauses=question.pauses + going_on))


@given(questions(), st.randoms(use_true_random=False))
def test_the_order_and_repetition_of_pauses_do_not_matter(question: ClockQuestion, random: object) -> None:
    """A day that was waited for twice is one day."""
    again = list(question.pauses * 2)
    random.shuffle(again)  # type: ignore[attr-defined]
    assert due(question) == due(replace(question, pauses=tuple(again)))


@given(days, pauses_after(date(2026, 1, 1)))
def test_overlapping_pauses_count_each_day_once(day: date, drawn: tuple[Pause, ...]) -> None:
    """Against the set of days waited for, where all waits begin within the month (EU: the day of the answer counts again)."""
    shift = day - date(2026, 1, 1)
    pauses = tuple(
        Pause(pause.start + shift, (pause.end or pause.start) + shift, "identity")
        for pause in drawn
        if pause.start + shift <= day + 27 * DAY
    )
    waited = {pause.start + n * DAY for pause in pauses for n in range(((pause.end or pause.start) - pause.start).days)}
    question = ClockQuestion("eu-gdpr", "access", datetime.combine(day, time(12), UTC), "UTC", None, None, pauses)
    assert due(question) == slow_roll(slow_months(day, 1) + len(waited) * DAY, {})


@given(questions(), st.sampled_from(ZONES))
def test_only_the_local_day_counts(question: ClockQuestion, written_in: str) -> None:
    """Not the hour, nor the zone in which the time was written down, nor the day in UTC; on days of clock change too."""
    zone = ZoneInfo(question.timezone)
    answer = due_dates(question)
    assert due_dates(replace(question, received=question.received.astimezone(ZoneInfo(written_in)))) == answer
    for hour in (time(0, 0), time(12, 0), time(23, 59, 59)):
        moment = datetime.combine(question.received.date(), hour, zone).astimezone(UTC)
        if moment.astimezone(zone).date() == question.received.date():
            assert due_dates(replace(question, received=moment)) == answer


@given(questions())
def test_an_extension_lengthens_or_changes_nothing(question: ClockQuestion) -> None:
    """In time it leads to the date that was shown before it was decided; too late it leaves everything as it was."""
    plain, answer = due_dates(replace(question, extension_decided_on=None)), due_dates(question)
    if question.extension_decided_on is None or answer.response_due is None:
        return
    if answer.extension_allowed and plain.extended_due is not None:
        assert answer.response_due == plain.extended_due
        assert plain.response_due is None or plain.response_due <= plain.extended_due
    else:
        assert answer.response_due == plain.response_due


@given(questions())
def test_the_answer_holds_together(question: ClockQuestion) -> None:
    """The later date is later, the date is named in the steps, and each step is a sentence."""
    answer = due_dates(question)
    latest, response = answer.latest_arguable_due, answer.response_due
    assert latest is None or (response is not None and latest > response)
    assert all(step.endswith(".") and step[0].isupper() | step[0].isdigit() for step in answer.steps)
    text = " ".join(answer.steps)
    assert response is None or long(response) in text or long(response).split(" ", 1)[1] in text
    assert latest is None or long(latest) in text


def slow_months(day: date, n: int) -> date:
    """`n` months on, found by walking: the same number in the month, or the last day of a month that lacks it."""
    walked, months = day, 0
    while months < n:
        walked += DAY
        months += walked.day == 1
    while walked.day < day.day and (walked + DAY).month == walked.month:
        walked += DAY
    return walked


def slow_roll(day: date, free: dict[date, str]) -> date:
    """The first day from `day` on that is neither at a weekend nor free."""
    while day.weekday() > 4 or day in free:
        day += DAY
    return day


@given(days, st.sampled_from(["DE", "DE-BY", "IE", "FR"]), st.booleans())
def test_european_months_against_the_slow_reckoning(day: date, code: str, extended: bool) -> None:
    """One month, or three from the original date, then off the weekend and the holidays."""
    country, _, subdivision = code.partition("-")
    years = [day.year, day.year + 1]
    free = dict(holidays.country_holidays(country, subdiv=subdivision or None, years=years))
    asked = ClockQuestion("eu-gdpr", "access", datetime.combine(day, time(12), UTC), "UTC", code, day if extended else None)
    assert due(asked) == slow_roll(slow_months(day, 3 if extended else 1), free)


@given(days)
def test_business_days_against_the_slow_reckoning(day: date) -> None:
    """Ten days from the day after on which Americans work."""
    free = dict(holidays.country_holidays("US", years=[day.year, day.year + 1]))
    end = due(ClockQuestion("us-canspam", "unsubscribe", datetime.combine(day, time(12), UTC), "UTC", "US"))
    after = [day + n * DAY for n in range(1, (end - day).days + 1)]
    worked = [passed for passed in after if passed.weekday() < 5 and passed not in free]
    assert (len(worked), worked[-1]) == (10, end)


@given(days, st.integers(0, 25), st.integers(0, 25))
def test_british_clarification_against_the_slow_reckoning(day: date, asked_after: int, took: int) -> None:
    """Both the day of asking and the day of the answer drop out of the count."""
    pause = Pause(day + asked_after * DAY, day + (asked_after + took) * DAY, "clarification")
    asked = ClockQuestion("uk-gdpr", "access", datetime.combine(day, time(12), UTC), "UTC", "GB-SCT", None, (pause,))
    free = dict(holidays.country_holidays("GB", subdiv="SCT", years=[day.year, day.year + 1]))
    assert due(asked) == slow_roll(slow_months(day, 1) + (took + 1) * DAY, free)

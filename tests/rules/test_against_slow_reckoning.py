"""Due dates against a second reckoning that goes day by day and shares no code with the first."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from compliance.rules.deadlines import ClockQuestion, Pause, due_dates
from tests.tickets import slow_reckoning as slow

DAYS = st.integers(0, 25)
waits = st.lists(st.tuples(st.sampled_from(["identity", "clarification"]), DAYS, DAYS, st.booleans()), max_size=4)


@given(
    st.sampled_from(["eu-gdpr", "uk-gdpr", "us-ca-ccpa"]), st.sampled_from(["removal", "access", "amendment"]),
    st.dates(date(2026, 1, 1), date(2029, 12, 31)), waits, st.none() | st.integers(0, 60), st.sampled_from(["DE-BE", ""]),
    st.booleans(),
)
def test_both_reckon_alike(law, kind, received, spans, told_after, holidays, still_waiting):
    told_on = None if told_after is None else received + timedelta(days=told_after)
    asked, since = slow.Asked(law, kind, told_on=told_on), received
    for why, gap, length, from_start in spans:
        since += timedelta(days=gap)
        asked.waits.append((why, since, since + timedelta(days=length)))
        since += timedelta(days=0 if from_start else length)
    if asked.waits and still_waiting:
        asked.waits[-1] = (*asked.waits[-1][:2], None)
    question = ClockQuestion(
        law, kind, datetime.combine(received, time(12), UTC), "UTC", holidays or None, extension_decided_on=asked.told_on,
        pauses=tuple(Pause(begun, ended, why) for why, begun, ended in asked.waits),
    )
    assert due_dates(question).response_due == slow.due(asked, received, holidays)

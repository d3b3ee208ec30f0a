"""Laws from TOML: a whole one, an adjusted one, and what is refused."""

import pathlib
import re
import tomllib
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.rules.deadlines import ClockQuestion, DueDates, Pause, due_dates
from compliance.rules.regimes import BY_ID
from compliance.rules.regimes.custom import parse
from compliance.rules.regimes.regime import Break, Period, Regime

DOCS = pathlib.Path(__file__).resolve().parents[3] / "docs" / "law.md"
WHOLE = """
id = "xx-test"
name = "Test Privacy Act"
citation = "Act 1 of 2027"
verified = true
on_by_default = false
holidays = ["DE"]
weekend = ["Friday", "Saturday"]
closed = ["12-25", "01-02"]
in_force_from = 2027-01-01
counting = "Act 1 s. 9"
notes = ["A note."]

[[clocks]]
kinds = ["access", "removal"]
response = "20 business days"
acknowledge = "3 calendar days"
citation = "Act 1 s. 2"
verified = true
extension = { by = "10 business days", told_within = "5 business days", ground = "hard work", citation = "Act 1 s. 3" }

[[clocks]]
kinds = ["complaint"]
response = "no day count"
citation = "Act 1 s. 4"

[[pauses]]
reasons = ["identity"]
effect = "suspends"
citation = "Act 1 s. 5"

[rollover]
weekend = ["Sunday"]
certain = false
citation = "Act 1 s. 6"
"""


@pytest.fixture
def law(monkeypatch: pytest.MonkeyPatch) -> Regime:
    """The law above, known to the program."""
    regime = parse(WHOLE, "test.toml")
    monkeypatch.setitem(BY_ID, regime.id, regime)
    return regime


def ask(kind: str, received: str, *pauses: Pause, extended: date | None = None) -> DueDates:
    moment = datetime.fromisoformat(received).replace(tzinfo=UTC)
    return due_dates(ClockQuestion("xx-test", kind, moment, "UTC", extension_decided_on=extended, pauses=pauses))


def test_a_whole_law(law: Regime) -> None:
    """Every fact arrives."""
    assert (law.verified, law.on_by_default, law.in_force_from) == (True, False, date(2027, 1, 1))
    assert (law.kinds, law.weekend, law.closed) == (("removal", "access", "complaint"), {4, 5}, Break((12, 25), (1, 2)))
    assert law.rollover is not None
    assert (law.rollover.weekend, law.rollover.certain) == ({6}, False)
    assert law.clock_by_kind["access"].response == Period(20, "business days")


def test_a_custom_law_is_reckoned_with(law: Regime) -> None:
    """Its own weekend (Easter Monday falls on a Monday all the same), its window for telling, a wait in its business days."""
    answer = ask("access", "2027-03-01T12:00")
    assert (answer.acknowledge_due, answer.response_due) == (date(2027, 3, 4), date(2027, 3, 30))
    assert answer.extension_notice_due == date(2027, 3, 8)
    assert ask("access", "2027-03-01T12:00", extended=date(2027, 3, 9)).response_due == date(2027, 3, 30)
    assert ask("access", "2027-03-01T12:00", extended=date(2027, 3, 8)).response_due == date(2027, 4, 13)
    wait = Pause(date(2027, 3, 3), date(2027, 3, 10), "identity")
    assert ask("access", "2027-03-01T12:00", wait).response_due == date(2027, 4, 6)
    assert ask("complaint", "2027-03-01T12:00").response_due is None


def test_an_adjusted_law_says_only_what_differs() -> None:
    """Its own clock for one kind, the rest as it was."""
    head = 'id = "eu-house"\nbased_on = "eu-gdpr"\n'
    adjusted = parse(head + '[[clocks]]\nkinds = ["access"]\nresponse = "14 calendar days"\ncitation = "policy"', "house.toml")
    base = BY_ID["eu-gdpr"]
    assert (adjusted.id, adjusted.kinds) == ("eu-house", base.kinds)
    assert (adjusted.pauses, adjusted.rollover) == (base.pauses, base.rollover)
    assert adjusted.clock_by_kind["access"].response == Period(14, "calendar days")
    assert adjusted.clock_by_kind["removal"].response == Period(1, "calendar months")


def test_the_examples_of_the_documentation_hold() -> None:
    """Both files that administrators are shown can be used as they are."""
    examples = re.findall(r"```toml\n(.*?)```", DOCS.read_text(), re.DOTALL)
    whole, adjusted = (parse(example, "law.md") for example in examples)
    assert whole.kinds == ("removal", "access")
    assert adjusted.clock_by_kind["access"].response == Period(14, "calendar days")


REFUSED = [
    ("id = ", "this is not TOML"),
    ('name = "x"', "id is missing"),
    ('id = "a b"', "id must be letters"),
    ('id = "xx"', "name is missing"),
    ('id = "xx"\nname = "X"\ncitation = "c"', "clocks are missing"),
    ('id = "xx"\nbased_on = "nowhere"', "names no known law"),
    ('id = "xx"\nbased_on = "eu-gdpr"\nclock = 1', "clock is not known here"),
    ('id = "xx"\nbased_on = "eu-gdpr"\nname = ""', "name must not be empty"),
    ('id = "xx"\nbased_on = "eu-gdpr"\nverified = "yes"', "verified must be true or false"),
    ('id = "xx"\nbased_on = "eu-gdpr"\nholidays = "DE"', "holidays must be a list"),
    ('id = "xx"\nbased_on = "eu-gdpr"\nholidays = ["XX"]', "holidays cannot be used"),
    ('id = "xx"\nbased_on = "eu-gdpr"\nholidays = [1]', "holidays must be a list of texts"),
    ('id = "xx"\nbased_on = "eu-gdpr"\nweekend = ["Caturday"]', "weekend may hold"),
    (
        'id = "xx"\nbased_on = "eu-gdpr"\n'
        'weekend = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]',
        "at least one day",
    ),
    ('id = "xx"\nbased_on = "eu-gdpr"\nbegins = "birth"', "begins must be one of"),
    ('id = "xx"\nbased_on = "eu-gdpr"\nclosed = ["06-01", "08-31"]', "closed must be a day late"),
    ('id = "xx"\nbased_on = "eu-gdpr"\nin_force_from = "2027-01-01"', "in_force_from must be a date"),
    ('id = "xx"\nbased_on = "eu-gdpr"\nin_force_from = 2027-01-01T00:00:00', "without a time"),
    ('id = "xx"\nbased_on = "eu-gdpr"\nrollover = "next"', "rollover must be a table"),
    ('id = "xx"\nbased_on = "eu-gdpr"\n[rollover]\ncertain = true', "[rollover]: citation is missing"),
    ('id = "xx"\nbased_on = "eu-gdpr"\npauses = [1]', "must be written as tables"),
    ('id = "xx"\nbased_on = "eu-gdpr"\n[[pauses]]\neffect = "suspends"', "[[pauses]] 1: reasons must name"),
    ('id = "xx"\nbased_on = "eu-gdpr"\n[[pauses]]\nreasons = ["fee"]', "effect is missing"),
]
CLOCK = 'id = "xx"\nbased_on = "eu-gdpr"\n[[clocks]]\n'
REFUSED_CLOCKS = [
    ('response = "1 calendar month"', "kinds must name"),
    ('kinds = ["access"]', "response is missing"),
    ('kinds = ["access"]\nresponse = "soon"', "response must be a number"),
    ('kinds = ["access"]\nresponse = "0 calendar days"', "between 1 and"),
    ('kinds = ["access"]\nresponse = "999 calendar months"', "between 1 and"),
    ('kinds = ["access"]\nresponse = "9 calendar days"', "citation is missing"),
    ('kinds = ["access", "access"]\nresponse = "9 calendar days"\ncitation = "c"', "the kind access twice"),
    ('kinds = ["access"]\nresponse = "9 calendar days"\ncitation = "c"\n[clocks.extension]\nground = "g"', "by is missing"),
    (
        'kinds = ["access"]\nresponse = "no day count"\ncitation = "c"\n[clocks.extension]\nby = "9 calendar days"',
        "nothing to extend",
    ),
    (
        'kinds = ["access"]\nresponse = "9 calendar days"\ncitation = "c"\n[clocks.extension]\nby = "1 calendar month"',
        "both are counted in one go",
    ),
    (
        'kinds = ["access"]\nresponse = "9 calendar days"\ncitation = "c"\narguable = "1 calendar month"\n'
        'extension = { by = "1 calendar day", ground = "g", citation = "c" }',
        "arguable must be in the unit",
    ),
]


@pytest.mark.parametrize(
    ("text", "words"), [*REFUSED, *((CLOCK + text, words) for text, words in REFUSED_CLOCKS)], ids=lambda value: value[-40:]
)
def test_faults_are_named(text: str, words: str) -> None:
    """One sentence with the file, the place and what was expected."""
    with pytest.raises(ValueError, match=re.escape(words)) as fault:
        parse(text, "house.toml")
    assert str(fault.value).startswith("house.toml")
    assert "\n" not in str(fault.value)


values = st.recursive(
    st.booleans() | st.integers() | st.text(max_size=5) | st.dates(), lambda inner: st.lists(inner, max_size=3), max_leaves=4
)
KEYS = [*sorted(tomllib.loads(WHOLE)), "based_on", "begins", "nationwide", "status", "appeal", "records"]


@given(st.sampled_from(KEYS), values)
def test_any_value_is_taken_or_refused_plainly(key: str, value: object) -> None:
    """Whatever stands in a file, the only failure is a ValueError that names it."""
    content = {"id": "xx", "based_on": "eu-gdpr", key: value}
    text = "\n".join(f"{name} = {as_toml(found)}" for name, found in content.items())
    try:
        assert parse(text, "house.toml").id
    except ValueError as fault:
        assert str(fault).startswith("house.toml")  # noqa: PT017


def as_toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(character):08x}" for character in value) + '"'
    if isinstance(value, list):
        return "[" + ", ".join(as_toml(part) for part in value) + "]"
    return str(value)

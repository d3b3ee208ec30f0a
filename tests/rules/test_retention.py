"""When data goes: never before the law's own duty, the longest of a ticket's requests, the most particular setting."""

from datetime import date

from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from compliance.rules.lifecycle import CLOSED, SPAM
from compliance.rules.personal import PARTS
from compliance.rules.retention import OF_TICKETS, RULES, Setting, plan, records_months

DAY = date(2026, 8, 31)
LAWS = ("eu-gdpr", "us-ca-ccpa", "us-co")
KINDS = ("removal", "unsubscribe")
SETTINGS = st.lists(st.builds(
    Setting, key=st.sampled_from(OF_TICKETS), months=st.integers(0, 60), automatic=st.booleans(),
    law=st.sampled_from((None, *LAWS)), kind=st.sampled_from((None, *KINDS))), max_size=5)
ASKED = st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from(LAWS)), max_size=3)


def months(law: str = "eu-gdpr", kind: str = "removal", *settings: Setting, state: str = CLOSED) -> dict[str, int]:
    """Part -> period for one request."""
    return {due.part: due.months for due in plan(state, DAY, [(kind, law)], settings)}


def test_the_usual_periods():
    assert months() == {"raw": 12, "words": 24, "identifiers": 36}
    assert months(state=SPAM) == dict.fromkeys(PARTS, 3)
    assert plan(CLOSED, DAY, [], [])[0].on == date(2027, 8, 31)
    assert plan(CLOSED, date(2024, 2, 29), [], [])[0].on == date(2025, 2, 28)


def test_a_law_that_has_records_kept_lengthens_and_is_named():
    raw = plan(CLOSED, DAY, [("removal", "us-ca-ccpa")], [])[0]
    assert (raw.months, raw.why, raw.on) == (24, "us-ca-ccpa", date(2028, 8, 31))
    assert months("us-co", "removal", Setting("identifiers", 1, automatic=True))["identifiers"] == 24


def test_the_most_particular_setting_counts():
    settings = (Setting("words", 10, False), Setting("words", 7, False, law="eu-gdpr"),
                Setting("words", 3, True, law="eu-gdpr", kind="removal"))
    assert months("eu-gdpr", "removal", *settings)["words"] == 3
    assert months("eu-gdpr", "access", *settings)["words"] == 7
    assert months("uk-gdpr", "access", *settings)["words"] == 10


@given(ASKED, SETTINGS)
def test_never_before_any_duty_and_never_by_itself_unless_all_say_so(asked, settings):
    for due in plan(CLOSED, DAY, asked, settings):
        assert due.on == DAY + relativedelta(months=due.months)
        assert due.months >= max((records_months(law) for _, law in asked), default=0)
        alone = [one for pair in asked for one in plan(CLOSED, DAY, [pair], settings) if one.part == due.part]
        assert due.months == max((one.months for one in alone), default=due.months)
        assert due.automatic == all(one.automatic for one in alone or [due])


def test_every_rule_says_why_and_what_remains():
    assert all(all((rule.what, rule.purpose, rule.ground, rule.remains)) for rule in RULES)

"""Due dates: the worked examples of the law folder, hard cases worked by hand, and what is refused."""

import json
import pathlib
from dataclasses import fields
from datetime import UTC, date, datetime
from typing import Any

import pytest

from compliance.rules.deadlines import ClockQuestion, DueDates, Pause, due_dates
from compliance.rules.regimes import REGIMES


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def question(regime: str, kind: str, received: str, timezone: str = "UTC", *waits: Pause, **more: Any) -> ClockQuestion:
    moment = datetime.fromisoformat(received)
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return ClockQuestion(regime, kind, aware, timezone, pauses=waits, **more)


def waiting(start: str, end: str | None, reason: str) -> Pause:
    found = day(start)
    assert found is not None
    return Pause(found, day(end), reason)


def from_example(example: dict[str, Any]) -> ClockQuestion:
    pauses = tuple(waiting(pause["from"], pause["to"], pause["reason"]) for pause in example["pauses"])
    return ClockQuestion(
        example["regime"],
        example["kind"],
        datetime.fromisoformat(example["received"]),
        example["timezone"],
        example["holidays"],
        day((example["extension"] or {}).get("decided_on")),
        pauses,
        day(example.get("identity_received")),
        day(example.get("fee_paid")),
    )


def as_text(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def test_worked_examples(shared: pathlib.Path) -> None:
    """Every worked example, every field that it expects; a later date is argued only where the example says so."""
    wrong = []
    for example in json.loads((shared / "law" / "examples.json").read_text()):
        answer = due_dates(from_example(example))
        expected = {"latest_arguable_due": None} | example["expect"]
        found = {name: as_text(getattr(answer, name)) for name in expected}
        if found != expected:
            wrong.append((example["id"], found, expected))
    assert wrong == []


def test_each_law_is_verified_only_where_its_answer_period_was_read(shared: pathlib.Path) -> None:
    """The list of laws agrees with the research notes."""
    laws = {regime.id: regime for regime in REGIMES}
    for noted in json.loads((shared / "law" / "regimes.json").read_text())["regimes"]:
        regime = laws[noted["id"]]
        read = noted["response"]["confidence"] == "text seen"
        assert (regime.id, regime.verified, regime.on_by_default) == (noted["id"], read, read)


CASES = [
    # A day without its like in the next month, in a leap year and out of it.
    (question("eu-gdpr", "removal", "2027-01-29T12:00"), "2027-03-01"),
    (question("eu-gdpr", "removal", "2028-01-30T12:00"), "2028-02-29"),
    (question("eu-gdpr", "removal", "2026-03-31T12:00"), "2026-04-30"),
    # Without a calendar a public holiday moves nothing; with one it does; a regional one only in its region.
    (question("eu-gdpr", "access", "2025-12-06T12:00"), "2026-01-06"),
    (question("eu-gdpr", "access", "2025-12-06T12:00", holidays="DE"), "2026-01-06"),
    (question("eu-gdpr", "access", "2025-12-06T12:00", holidays="DE-BY"), "2026-01-07"),
    # The month of a British request starts with the last of identity and fee; a wait for identity ends in such a start.
    (question("uk-gdpr", "access", "2026-09-01T12:00", identity_received=date(2026, 9, 10)), "2026-10-12"),
    (
        question("uk-gdpr", "access", "2026-09-01T12:00", "UTC", waiting("2026-09-02", "2026-09-15", "identity")),
        "2026-10-15",
    ),
    (question("uk-gdpr", "access", "2026-09-01T12:00", identity_received=date(2026, 8, 20)), "2026-10-01"),
    # Clarification stops the British clock for access alone.
    (
        question("uk-gdpr", "removal", "2026-09-01T12:00", "UTC", waiting("2026-09-04", "2026-09-09", "clarification")),
        "2026-10-01",
    ),
    (
        question("uk-gdpr", "access", "2026-09-01T12:00", "UTC", waiting("2026-09-04", "2026-09-04", "clarification")),
        "2026-10-02",
    ),
    # Easter Monday is a holiday in England but not in Scotland: the earlier date where the nation is not known.
    (question("uk-gdpr", "access", "2026-03-06T12:00", holidays="GB"), "2026-04-06"),
    (question("uk-gdpr", "access", "2026-03-06T12:00", holidays="GB-ENG"), "2026-04-07"),
    # California waits for nobody.
    (
        question("us-ca-ccpa", "removal", "2026-05-01T12:00", "UTC", waiting("2026-05-02", "2026-05-20", "identity")),
        "2026-06-15",
    ),
    (question("us-ca-ccpa", "limit_sensitive", "2026-05-01T12:00", holidays="US"), "2026-05-22"),
    # An old pause that began after the last day cannot bring the clock back.
    (
        question("eu-gdpr", "access", "2026-03-02T12:00", "UTC", waiting("2026-04-03", "2026-04-20", "identity")),
        "2026-04-02",
    ),
    (question("us-ia", "removal", "2026-01-01T12:00"), "2026-04-01"),
    (question("us-nv-sale", "opt_out_of_sale", "2026-01-01T12:00"), "2026-03-02"),
    (question("us-nv-health", "removal", "2026-05-01T12:00", identity_received=date(2026, 5, 8)), "2026-06-07"),
    (question("us-ri", "withdraw_consent", "2026-06-01T12:00"), "2026-06-16"),
    (question("za-paia", "access", "2026-03-02T12:00", identity_received=date(2026, 3, 9)), "2026-04-08"),
    (question("kr-pipa", "removal", "2026-03-02T12:00"), "2026-03-12"),
    (question("sg-pdpa", "withdraw_consent", "2026-02-10T12:00", holidays="SG"), "2026-02-26"),
    # Day 1 of the Australian five is the day of sending, if it is a working day.
    (question("au-spam", "unsubscribe", "2026-03-02T12:00"), "2026-03-06"),
    (question("au-spam", "unsubscribe", "2026-03-07T12:00"), "2026-03-13"),
    # New Zealand: no regional holidays, no days around New Year.
    (question("nz-privacy", "access", "2026-01-23T12:00", holidays="NZ-AUK"), "2026-02-23"),
    (question("nz-privacy", "access", "2025-12-22T12:00", holidays="NZ"), "2026-01-28"),
    # Bare Canada means its federal holidays: Remembrance Day is one.
    (question("ca-casl", "unsubscribe", "2026-11-02T12:00", holidays="CA"), "2026-11-17"),
    (question("uk-complaint-s164A", "complaint", "2026-09-01T12:00"), None),
    (question("jp-appi", "access", "2026-09-01T12:00"), None),
    (question("us-canspam", "removal", "2026-09-01T12:00"), None),
]


@pytest.mark.parametrize(("asked", "expected"), CASES, ids=lambda value: getattr(value, "regime", value))
def test_worked_by_hand(asked: ClockQuestion, expected: str | None) -> None:
    """Cases reckoned on paper."""
    assert due_dates(asked).response_due == day(expected)


def test_an_extension_in_time_counts_all_months_from_the_start() -> None:
    """Three months from 30 November end in February, not where two rounded steps would."""
    answer = due_dates(question("eu-gdpr", "access", "2026-11-30T12:00", extension_decided_on=date(2026, 12, 30)))
    assert (answer.response_due, answer.extension_allowed) == (date(2027, 3, 1), True)


def test_an_extension_a_day_late_changes_nothing() -> None:
    """Telling the person after the window has closed."""
    answer = due_dates(question("eu-gdpr", "access", "2026-09-15T12:00", extension_decided_on=date(2026, 10, 16)))
    assert (answer.response_due, answer.extension_allowed) == (date(2026, 10, 15), False)
    assert (answer.extended_due, answer.extension_notice_due) == (None, date(2026, 10, 15))


def test_an_extension_not_yet_decided_is_shown() -> None:
    """What an extension today would give."""
    answer = due_dates(question("us-va", "access", "2026-05-01T12:00"))
    assert (answer.response_due, answer.extension_allowed, answer.extended_due) == (date(2026, 6, 15), True, date(2026, 7, 30))


def test_no_extension_where_the_law_knows_none() -> None:
    """Opting out of sale in California."""
    asked = question("us-ca-ccpa", "opt_out_of_sale", "2026-05-01T12:00", holidays="US", extension_decided_on=date(2026, 5, 4))
    answer = due_dates(asked)
    assert (answer.response_due, answer.extension_allowed, answer.extended_due) == (date(2026, 5, 22), False, None)


def test_an_extension_without_a_cap_leads_to_the_date_that_was_told() -> None:
    """Switzerland: the date in the notice counts; without one nothing moves."""
    told = {"extension_decided_on": date(2026, 5, 20), "extension_until": date(2026, 8, 1)}
    assert due_dates(question("ch-nfadp", "access", "2026-05-04T12:00", **told)).response_due == date(2026, 8, 1)
    told["extension_until"] = None
    assert due_dates(question("ch-nfadp", "access", "2026-05-04T12:00", **told)).response_due == date(2026, 6, 3)


@pytest.mark.parametrize("regime", ["eu-gdpr", "uk-gdpr"])
def test_a_clock_that_stands_still_has_no_date(regime: str) -> None:
    """The person has been asked for proof and has not answered."""
    answer = due_dates(question(regime, "access", "2026-09-01T12:00", "UTC", waiting("2026-09-04", None, "identity")))
    assert (answer.response_due, answer.stopped, answer.latest_arguable_due) == (None, True, None)


def test_an_unclear_law_shows_both_dates() -> None:
    """The earlier is planned for: New Jersey's opt-out, Oregon's wait for proof, New Zealand's summer."""
    new_jersey = due_dates(question("us-nj", "opt_out_of_sale", "2026-06-01T12:00"))
    assert (new_jersey.response_due, new_jersey.latest_arguable_due) == (date(2026, 6, 16), date(2026, 7, 16))
    wait = waiting("2026-06-03", "2026-06-13", "identity")
    oregon = due_dates(question("us-or", "access", "2026-06-01T12:00", "UTC", wait))
    assert (oregon.response_due, oregon.latest_arguable_due) == (date(2026, 7, 16), date(2026, 7, 27))
    new_zealand = due_dates(question("nz-privacy", "access", "2025-12-22T12:00", holidays="NZ"))
    assert new_zealand.latest_arguable_due == date(2026, 2, 11)


def test_a_wait_that_begins_late_stops_a_clock_that_was_extended() -> None:
    """After the first month, within the three: the extended date is open, not the first one back."""
    late = waiting("2026-10-20", None, "identity")
    asked = question("eu-gdpr", "access", "2026-09-15T12:00", "UTC", late, extension_decided_on=date(2026, 10, 1))
    assert due_dates(asked).stopped


def test_a_complaint_is_acknowledged_in_thirty_days() -> None:
    """Day 1 is the day after; a Sunday moves on."""
    answer = due_dates(question("uk-complaint-s164A", "complaint", "2026-07-24T12:00"))
    assert (answer.acknowledge_due, answer.response_due) == (date(2026, 8, 24), None)


def test_each_time_limit_says_whether_its_text_was_read() -> None:
    """The law was read, its rule on appeals was not."""
    assert due_dates(question("us-va", "access", "2026-05-01T12:00")).verified
    assert not due_dates(question("us-va", "appeal", "2026-05-01T12:00")).verified


def test_every_day_is_explained() -> None:
    """The sentences that a lawyer and a clerk read."""
    answer = due_dates(question("eu-gdpr", "removal", "2026-01-31T10:00+01:00", "Europe/Berlin", holidays="DE-BE"))
    assert answer.steps == (
        "Received Saturday 31 January 2026 (Europe/Berlin).",
        "One calendar month later: 28 February 2026, since there is no 31 February "
        "(GDPR Art. 12(3); Reg. 1182/71 Art. 3(2)(c)).",
        "28 February 2026 is a Saturday, 1 March 2026 a Sunday: moves to Monday 2 March 2026 (Reg. 1182/71 Art. 3(4)).",
        "Can be extended once by two more calendar months, to Thursday 30 April 2026, if the person is told by Monday 2 March "
        "2026; ground: complexity and number of requests, with the reasons told (GDPR Art. 12(3)).",
    )


def test_business_days_are_explained() -> None:
    """Which days were passed over."""
    steps = due_dates(question("us-canspam", "unsubscribe", "2026-11-20T12:00")).steps
    assert steps[1] == (
        "10 business days later: Monday 7 December 2026; not counted: weekends, Thanksgiving Day (26 November 2026) "
        "(15 U.S.C. 7704(a)(4)(A))."
    )


REFUSED = [
    (question("eu-gdprs", "removal", "2026-01-31T10:00"), "no law"),
    (question("eu-gdpr", "deletion", "2026-01-31T10:00"), "no kind"),
    (question("eu-gdpr", "removal", "2026-01-31T10:00", "Europe/Bonn"), "no time zone"),
    (question("eu-gdpr", "removal", "2026-01-31T10:00", "Europe"), "no time zone"),
    (question("eu-gdpr", "removal", "2026-01-31T10:00", "../../etc/passwd"), "no time zone"),
    (question("eu-gdpr", "removal", "2026-01-31T10:00", ""), "no time zone"),
    (question("eu-gdpr", "removal", "2026-01-31T10:00", holidays="XX"), "public holidays"),
    (question("eu-gdpr", "removal", "2026-01-31T10:00", holidays="DE-XX"), "no calendar"),
    (question("eu-gdpr", "removal", "2026-01-31T10:00", holidays="DE-"), "no calendar"),
    (
        question("eu-gdpr", "removal", "2026-01-31T10:00", "UTC", waiting("2026-02-03", None, "leisure")),
        "cannot be for",
    ),
    (
        question("eu-gdpr", "removal", "2026-01-31T10:00", "UTC", waiting("2026-02-03", "2026-02-02", "fee")),
        "cannot end",
    ),
    (question("eu-gdpr", "removal", "9999-12-31T10:00"), "outside the years"),
    (question("eu-gdpr", "removal", "0001-01-01T00:00", "America/New_York"), "outside the years"),
    (question("uk-gdpr", "removal", "2026-01-31T10:00", identity_received=date(9999, 12, 31)), "outside the years"),
    (ClockQuestion("eu-gdpr", "removal", datetime(2026, 1, 31), "UTC"), "offset"),
]


@pytest.mark.parametrize(("asked", "words"), REFUSED, ids=lambda value: value if isinstance(value, str) else "")
def test_what_cannot_be_reckoned_is_refused_in_one_sentence(asked: ClockQuestion, words: str) -> None:
    """One plain sentence, no traceback of a library."""
    with pytest.raises(ValueError, match=words) as refusal:
        due_dates(asked)
    assert "\n" not in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_the_answer_keeps_its_fields() -> None:
    """Others read these by name."""
    assert [field.name for field in fields(DueDates)][:8] == [
        "acknowledge_due", "response_due", "extension_allowed", "extended_due", "extension_notice_due",
        "latest_arguable_due", "steps", "verified",
    ]

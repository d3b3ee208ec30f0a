"""The list of laws: complete, consistent with itself, each citing its rules."""

import json
import pathlib
import re
from collections.abc import Iterator

import pytest

from compliance.rules.calendars import check_code
from compliance.rules.kinds import BY_KEY
from compliance.rules.regimes import BY_ID, REGIMES, register
from compliance.rules.regimes.custom import parse
from compliance.rules.regimes.regime import BEGINNINGS, BUSINESS_DAYS, EFFECTS, KINDS, REASONS, UNITS, Regime

DOCS = pathlib.Path(__file__).resolve().parents[3] / "docs" / "law.md"


@pytest.fixture
def laws() -> Iterator[dict[str, Regime]]:
    """The laws of the running program, put back afterwards."""
    kept = dict(BY_ID)
    yield BY_ID
    BY_ID.clear()
    BY_ID.update(kept)


def test_every_law_of_the_research_notes_is_there(shared: pathlib.Path) -> None:
    """By id, with its name and status."""
    for noted in json.loads((shared / "law" / "regimes.json").read_text())["regimes"]:
        assert BY_ID[noted["id"]].name == noted["name"]
        assert BY_ID[noted["id"]].status.split(" ")[0] == noted["status"].split(" ")[0]


def test_ids_are_unique() -> None:
    """A law never hides another."""
    assert len(BY_ID) == len(REGIMES)


def test_every_kind_that_can_be_asked_for_is_known_to_the_laws() -> None:
    """Else its due date would be refused."""
    assert set(BY_KEY) <= set(KINDS)


@pytest.mark.parametrize("regime", REGIMES, ids=lambda regime: regime.id)
def test_a_law_holds_together(regime: Regime) -> None:
    """Known words only, no kind twice, extensions in the unit of the answer, a citation for every rule."""
    kinds = [kind for clock in regime.clocks for kind in clock.kinds]
    assert len(kinds) == len(set(kinds)) == len(regime.kinds) > 0
    assert regime.begins in BEGINNINGS
    for code in regime.holidays:
        check_code(code)
    for clock in regime.clocks:
        periods = [period for period in (clock.response, clock.acknowledge, clock.arguable) if period is not None]
        assert clock.citation
        assert all(period.unit in UNITS for period in periods)
        if any(period.unit == BUSINESS_DAYS for period in periods):
            assert regime.holidays
        if clock.extension is not None and clock.extension.by is not None:
            assert clock.response is not None
            assert clock.extension.by.unit == clock.response.unit
    for rule in regime.pauses:
        assert rule.citation
        assert rule.effect in EFFECTS
        assert set(rule.reasons) <= set(REASONS)


def test_the_documentation_lists_every_law() -> None:
    """With its id, and whether it was read."""
    rows = dict(re.findall(r"^\| `([^`]+)` \|.*\| (yes|no) \|$", DOCS.read_text(), re.MULTILINE))
    assert rows == {regime.id: "yes" if regime.verified else "no" for regime in REGIMES}


def test_only_verified_laws_are_on_by_default() -> None:
    """What nobody has read must be switched on by a person."""
    assert all(regime.on_by_default is regime.verified for regime in REGIMES)


def test_registering_adds_a_law_and_replaces_one(laws: dict[str, Regime]) -> None:
    """An adjusted law takes the place of the one it is based on."""
    register(parse('id = "us-va"\nbased_on = "us-va"\nname = "Virginia, adjusted"', "va.toml"))
    assert laws["us-va"].name == "Virginia, adjusted"
    assert laws["us-va"].kinds == next(regime for regime in REGIMES if regime.id == "us-va").kinds

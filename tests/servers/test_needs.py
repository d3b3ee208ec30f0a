"""A component that is missing skips a test with the reason; with CI=true it fails it."""

from pathlib import Path

import pytest

from tests.servers import needs
from tests.servers.needs import Component, need


@pytest.fixture
def _nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """One component, which no machine has."""
    monkeypatch.setattr(needs, "COMPONENTS", {"Postfix": Component(("/nowhere/*/postfix", "no-such-postfix"), "postfix")})


@pytest.mark.usefixtures("_nothing_installed")
@pytest.mark.parametrize(("ci", "ends"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_what_is_missing(monkeypatch: pytest.MonkeyPatch, ci: str, ends: type[BaseException]) -> None:
    """Says what is missing and where to get it."""
    monkeypatch.setenv("CI", ci)
    with pytest.raises(ends, match=r"Postfix is not installed \(Debian: postfix\)"):
        need("Postfix")


def test_the_newest_is_found(tmp_path: Path) -> None:
    """Of several versions the newest is taken, by number and not by spelling."""
    for version in ("9", "15", "13"):
        (tmp_path / version).mkdir()
        (tmp_path / version / "postgres").touch()
    assert Component((f"{tmp_path}/*/postgres",), "").find() == tmp_path / "15" / "postgres"

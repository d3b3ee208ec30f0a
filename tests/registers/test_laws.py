"""Which laws count: those whose text was read, and those that the house has switched on by name."""

import pytest

from compliance.registers import laws
from compliance.rules.regimes import BY_ID
from compliance.tickets import clock


def test_a_law_that_nobody_has_read_is_off_until_it_is_named(tmp_path):
    laws.load(tmp_path)
    assert (clock.covers("us-canspam", "unsubscribe"), clock.covers("eu-gdpr", "removal")) == (False, True)
    laws.load(tmp_path, ["us-canspam"])
    assert clock.covers("us-canspam", "unsubscribe")
    assert not BY_ID["us-canspam"].verified
    laws.load(tmp_path)
    assert not clock.covers("us-canspam", "unsubscribe")


@pytest.mark.parametrize(("on", "default", "says"), [
    (["us-nowhere"], "eu-gdpr", "LAWS_ON names no known law: 'us-nowhere'"),
    ([], "us-nowhere", "DEFAULT_REGIME names no known law"),
    ([], "us-canspam", "name it in LAWS_ON"),
])
def test_what_cannot_be_is_named(tmp_path, on, default, says):
    with pytest.raises(laws.LawError, match=says):
        laws.load(tmp_path, on, default)
    laws.load(tmp_path)


def test_laws_of_ones_own_are_forgotten_with_their_file(tmp_path):
    (tmp_path / "regimes").mkdir()
    file = tmp_path / "regimes" / "own.toml"
    file.write_text('id = "xx-own"\nname = "Own"\ncitation = "Act 1"\n[[clocks]]\nkinds = ["access"]\n'
                    'response = "30 calendar days"\ncitation = "s. 2"\nverified = true\n')
    assert laws.load(tmp_path) == 1
    assert not BY_ID["xx-own"].on_by_default
    file.unlink()
    laws.load(tmp_path)
    assert "xx-own" not in BY_ID

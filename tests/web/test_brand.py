"""The house's own colour and logo: readable on light and dark pages, and nothing in them runs."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.web.brand import CONTRAST, DARK_PAPER, PAPER, contrast, readable
from config import Settings, SettingsError

CHANNEL = st.integers(0, 255)


@given(st.tuples(CHANNEL, CHANNEL, CHANNEL), st.sampled_from([PAPER, DARK_PAPER]))
def test_any_colour_can_be_read(colour, paper):
    shown = readable(colour, paper)
    assert contrast(shown, paper) >= CONTRAST
    if contrast(colour, paper) >= CONTRAST:
        assert shown == colour


def test_known_contrasts():
    """From the examples of WCAG: black on white, and the grey that just does."""
    assert round(contrast((0, 0, 0), (255, 255, 255))) == 21
    assert 4.5 < contrast((118, 118, 118), (255, 255, 255)) < 4.6


def with_settings(app, **changed):
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], **changed)
    app.config.update({name.upper(): value for name, value in changed.items()})
    return app.test_client()


def test_the_colour_on_every_page(sqlite_app):
    assert "/brand/colors.css" not in sqlite_app.test_client().get("/").text
    visitor = with_settings(sqlite_app, accent_color="#ffdd00")
    assert "/brand/colors.css" in visitor.get("/").text
    sheet = visitor.get("/brand/colors.css").text
    assert "--accent: rgb(255 221 0)" in sheet
    assert "prefers-color-scheme: dark" in sheet


def test_the_logo(sqlite_app, tmp_path):
    assert sqlite_app.test_client().get("/brand/logo").status_code == 404
    file = tmp_path / "logo.svg"
    file.write_text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', encoding="utf-8")
    visitor = with_settings(sqlite_app, logo_file=str(file))
    with visitor.get("/brand/logo") as answer:
        assert answer.mimetype == "image/svg+xml"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert 'src="/brand/logo"' in visitor.get("/").text


WRONG = [("ACCENT_COLOR", "teal"), ("LOGO_FILE", "/nowhere.svg"), ("LOGO_FILE", "/etc/passwd")]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_wrong_settings_are_named(name, value):
    with pytest.raises(SettingsError, match=name):
        Settings.from_environment({name: value})

"""The house's own colour and logo on every page: `ACCENT_COLOR` and `LOGO_FILE`.

The colour is used where its contrast is that of WCAG 2.2 AA (4.5 to 1, success criterion 1.4.3) on our paper, and made darker
or, for dark pages, lighter until it is; what stands on it is black or white, whichever is read better.
"""

from pathlib import Path

from flask import Blueprint, Response, abort, current_app, send_file
from flask.typing import ResponseReturnValue

from compliance.web.guard import open_to_all
from config import Settings

blueprint = Blueprint("brand", __name__, url_prefix="/brand")

CONTRAST = 4.5
PAPER, DARK_PAPER = (255, 255, 255), (23, 27, 28)  # --paper of compliance.css
TYPES = {".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}
A_DAY = 86_400

Colour = tuple[int, int, int]


@blueprint.get("/colors.css")
@open_to_all
def colors() -> ResponseReturnValue:
    """The accent, for light and dark pages."""
    accent = _settings().accent_color
    dark = f"@media (prefers-color-scheme: dark) {{ :root {{ {_rules(accent, DARK_PAPER)} }} }}"
    sheet = f":root {{ {_rules(accent, PAPER)} }}\n{dark}\n"
    return Response(sheet if accent else "", mimetype="text/css", headers={"Cache-Control": f"public, max-age={A_DAY}"})


@blueprint.get("/logo")
@open_to_all
def logo() -> ResponseReturnValue:
    """The logo; as an image it runs nothing, and the sandbox holds for whoever opens it by itself."""
    path = Path(_settings().logo_file)
    if not path.is_file():
        abort(404)
    answer = send_file(path, mimetype=TYPES[path.suffix.lower()], max_age=A_DAY)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: Colour, paper: Colour) -> Colour:
    """The colour, as little darker or lighter as makes it readable on this paper."""
    end = 0 if _luminance(paper) > 0.5 else 255
    for step in range(101):
        mixed = _mixed(colour, (end, end, end), step / 100)
        if contrast(mixed, paper) >= CONTRAST:
            return mixed
    raise AssertionError("black or white is always readable")


def _rules(accent: str, paper: Colour) -> str:
    shown = readable(_colour(accent or "#000000"), paper)
    deep = _mixed(shown, (0, 0, 0) if paper == PAPER else (255, 255, 255), 0.25)
    upon = max(((255, 255, 255), (0, 0, 0)), key=lambda ink: contrast(ink, shown))
    said = {"accent": shown, "accent-deep": deep, "on-accent": upon, "accent-tint": _mixed(shown, paper, 0.88)}
    return " ".join(f"--{name}: rgb({red} {green} {blue});" for name, (red, green, blue) in said.items())


def _colour(text: str) -> Colour:
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _luminance(colour: Colour) -> float:
    parts = (value / 255 for value in colour)
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _settings() -> Settings:
    found: Settings = current_app.config["SETTINGS"]
    return found

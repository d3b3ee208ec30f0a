"""PDF papers: a title, lines of text, rows of a name and a value. The same words always give the same bytes.

DejaVu Sans stands beside this file, so that names in Latin, Greek, Cyrillic, Hebrew and Arabic letters can be read on any
machine; what it has no letter for is shown as a box and never an error.
"""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from fpdf import FPDF

FONTS = Path(__file__).parent / "fonts"
MARGIN = 20  # mm
SIZE, TITLE_SIZE, HEAD_SIZE = 10, 16, 12  # points
LINE = 5.5  # mm


class Paper:
    """A document that grows downwards; `content` gives its bytes."""

    def __init__(self, title: str, at: datetime, language: str = "en") -> None:
        self._pdf = FPDF(format="A4")
        self._pdf.set_creation_date(at)
        self._pdf.set_title(title)
        self._pdf.set_lang(language)
        self._pdf.set_margins(MARGIN, MARGIN)
        self._pdf.set_auto_page_break(auto=True, margin=MARGIN)
        self._pdf.add_font("DejaVu", "", FONTS / "DejaVuSans.ttf")
        self._pdf.add_font("DejaVu", "B", FONTS / "DejaVuSans-Bold.ttf")
        self._pdf.add_page()
        self._write(title, TITLE_SIZE, "B")
        self.space()

    def head(self, text: str) -> None:
        """A heading within the paper."""
        self.space()
        self._write(text, HEAD_SIZE, "B")

    def text(self, text: str) -> None:
        """A paragraph; its line breaks are kept."""
        self._write(text, SIZE)

    def rows(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Names and values, one below the other."""
        for name, value in pairs:
            self._write(name, SIZE, "B")
            self._write(value or "–", SIZE)

    def space(self) -> None:
        """An empty line."""
        self._pdf.ln(LINE)

    def content(self) -> bytes:
        """The file."""
        return bytes(self._pdf.output())

    def _write(self, text: str, size: int, style: str = "") -> None:
        self._pdf.set_font("DejaVu", style, size)
        self._pdf.multi_cell(0, size * 0.55, text, new_x="LMARGIN", new_y="NEXT", align="L")

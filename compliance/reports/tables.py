"""Tables of figures, as a page shows them and as CSV (RFC 4180, UTF-8 with its mark, which spreadsheets need).

A cell that a spreadsheet could take for a formula is handed over with an apostrophe before it, as OWASP has it: what
begins with = + - @, a tab or a line end, also behind spaces and in the full-width letters that spreadsheets fold. A number is
left alone.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

Cell = str | int | float | None
MARK = "\ufeff"
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?%?")
STARTS = frozenset("=+-@|\t\r\n")


@dataclass(frozen=True)
class Table:
    """Figures with their heads; `name` is a word for a file, `links` an address for each row or ""."""

    name: str
    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    links: Sequence[str] = ()


def as_csv(tables: Sequence[Table]) -> str:
    """The tables, one below the other with an empty line between; several ones have their titles above."""
    out = io.StringIO()
    out.write(MARK)
    writer = csv.writer(out, lineterminator="\r\n")
    for number, table in enumerate(tables):
        if number:
            writer.writerow([])
        if len(tables) > 1:
            writer.writerow([harmless(table.title)])
        writer.writerow([harmless(head) for head in table.heads])
        writer.writerows([harmless(cell) for cell in row] for row in table.rows)
    return out.getvalue()


def harmless(cell: Cell) -> str:
    """A cell that no spreadsheet takes for a formula."""
    if cell is None:
        return ""
    if isinstance(cell, int | float):
        return str(cell)
    begin = unicodedata.normalize("NFKC", cell).lstrip(" \u00a0\u200b\ufeff\v\f")
    if begin[:1] in STARTS and begin and not NUMBER.fullmatch(cell.strip()):
        return f"'{cell}"
    return f"'{cell}" if cell[:1] in STARTS and not NUMBER.fullmatch(cell.strip()) else cell


def share(value: float | None) -> str:
    """A share as people read it."""
    return "" if value is None else f"{value:.0%}"


def days(value: float | None) -> Cell:
    """A number of days, whole where it is."""
    return None if value is None else int(value) if value == int(value) else round(value, 1)

"""A letter's text as its HTML part has it: paragraphs, lists whose lines begin with "- ", links; all else is escaped.

So each letter is written once, and both of its parts always say the same.
"""

import re

from markupsafe import Markup, escape

ADDRESS = re.compile(r"\[\[link:\d+\]\]|https?://[^\s<>\"]+[^\s<>\".,;:!?)]")
ITEM = "- "


def blocks(text: str) -> list[tuple[str, list[Markup]]]:
    """The text as runs of `lines` and of `list` items, in order, each line escaped and with its links."""
    return [block for part in text.split("\n\n") if part.strip() for block in _blocks(part.strip().split("\n"))]


def _blocks(lines: list[str]) -> list[tuple[str, list[Markup]]]:
    """A paragraph's lines as runs of plain lines and of items."""
    runs: list[tuple[str, list[Markup]]] = []
    for line in lines:
        kind = "list" if line.startswith(ITEM) else "lines"
        if not runs or runs[-1][0] != kind:
            runs.append((kind, []))
        runs[-1][1].append(_linked(line.removeprefix(ITEM)))
    return runs


def _linked(line: str) -> Markup:
    made, last = Markup(), 0
    for found in ADDRESS.finditer(line):
        made += escape(line[last:found.start()]) + Markup('<a href="{0}">{0}</a>').format(found[0])
        last = found.end()
    return made + escape(line[last:])

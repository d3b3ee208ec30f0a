"""Templates: each is used, none is missing, and nothing in them is what the content security policy stops."""

import ast
import re
from collections.abc import Collection, Iterable, Mapping

from jinja2 import Environment, meta

from tests.house.source import Source

LETTERS = "letters/"
TEMPLATE = re.compile(r"\w[\w/.-]*\.(html|txt)")
INLINE = {
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\b(src\s*=|type\s*=\s*[\"']application/(ld\+)?json))", re.IGNORECASE),
    "an inline handler": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script address": re.compile(r"javascript:", re.IGNORECASE),
}


def inline(templates: Mapping[str, str]) -> list[str]:
    """Inline style and script in pages; letters are no pages and carry their style with them."""
    return [
        f"{name}:{text[: match.start()].count(chr(10)) + 1} {what}"
        for name, text in templates.items() if not name.startswith(LETTERS)
        for what, pattern in INLINE.items() for match in pattern.finditer(text)
    ]


def unused_and_missing(templates: Mapping[str, str], sources: Iterable[Source]) -> list[str]:
    """Pages that nothing names, and names of pages that are not there."""
    named = set().union(*map(_named_in_template, templates.values()))
    patterns = []
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and TEMPLATE.fullmatch(node.value):
                named.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                patterns.append("".join(_pattern(part) for part in node.values))
    named = {name for name in named if "/" in name or name in templates}
    wanted = [name for name in templates if name in named or any(re.fullmatch(p, name) for p in patterns)]
    return [
        *(f"{name}: nothing uses it" for name in templates if name not in wanted and not _is_letter(name)),
        *(f"{name}: named, but not there" for name in sorted(named - set(templates))),
    ]


def letters(templates: Collection[str], codes: Collection[str], languages: Collection[str]) -> list[str]:
    """Letters without English, and texts of letters or languages that the catalogue does not know."""
    written = {tuple(name.removesuffix(".txt").split("/")[1:]) for name in templates if _is_letter(name)}
    found = [f"{code}: not in the catalogue" for code, _ in written if code not in codes]
    found += [f"{code}/{language}: not a language of letters" for code, language in written if language not in languages]
    return found + [f"{LETTERS}{code}/en.txt: missing" for code in codes if (code, "en") not in written]


def _is_letter(name: str) -> bool:
    return name.startswith(LETTERS) and name.count("/") == 2


def _named_in_template(text: str) -> set[str]:
    environment = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
    return {name for name in meta.find_referenced_templates(environment.parse(text)) if name}


def _pattern(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w.-]+"

"""A file of Python, and how to read the program's."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = "compliance"

Node = TypeVar("Node", bound=ast.AST)


@dataclass(frozen=True)
class Source:
    """A file of Python: its path from the repository's root, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree. Raises SyntaxError for what the oldest Python that we support cannot read."""
        return ast.parse(self.text, self.path, feature_version=(3, 11))

    @property
    def inside(self) -> str:
        """Its path inside the package."""
        return self.path.removeprefix(f"{PACKAGE}/")

    @property
    def room(self) -> str:
        """The room it stands in: the folder or the file right under the package."""
        return self.inside.split("/")[0].removesuffix(".py")

    def nodes(self, kind: type[Node]) -> Iterator[Node]:
        """All nodes of a kind."""
        return (node for node in ast.walk(self.tree) if isinstance(node, kind))

    def fault(self, node: ast.AST, says: str) -> str:
        """A line that names the place."""
        return f"{self.path}:{getattr(node, 'lineno', 1)} {says}"


def read(*patterns: str) -> list[Source]:
    """The files that match the patterns, from the repository's root, in order."""
    paths = sorted({path for pattern in patterns for path in ROOT.glob(pattern)})
    return [Source(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")) for path in paths]


def name_of(node: ast.AST) -> str:
    """The last part of what is called or named: `commit` of `db.session.commit`."""
    if isinstance(node, ast.Call):
        return name_of(node.func)
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""

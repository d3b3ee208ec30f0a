"""Who may import whom, and where Flask may be known (docs/architecture.md)."""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.house.source import PACKAGE, Source

# A room imports what stands on a line above its own, and itself; rooms on one line never import each other.
LAYERS: tuple[frozenset[str], ...] = (
    frozenset({"rules", "triage", "db", "keyring"}),
    frozenset({"asking", "gathering"}),
    frozenset({"ledger", "jobs", "sealing", "leading", "limiting"}),
    frozenset({"registers"}),
    frozenset({"people"}),
    frozenset({"tickets"}),
    frozenset({"config", "extensions", "logs"}),
    frozenset({"oauth", "house_key"}),
    frozenset({"intake", "letters", "connectors", "reports", "backups"}),
    frozenset({"doctor"}),
    frozenset({"web", "cli"}),
    frozenset({"__init__"}),
)
FLOOR = {room: floor for floor, rooms in enumerate(LAYERS) for room in rooms}

# The doors of the web: each may use what stands in web/ itself, never another door; web/ itself uses none of them.
DOORS = frozenset({"staff", "public", "owners", "api"})

# Who may know Flask: what makes or configures the app, speaks HTTP or the command line, renders letters, or runs outside
# a request and asks the app for its settings.
FLASK_AT = (
    "__init__.py", "extensions.py", "logs.py", "db.py", "cli/", "web/", "people/models.py", "letters/sending.py",
    "letters/depositing.py", "letters/relay.py", "letters/reminding.py", "letters/announcing.py", "letters/writing.py",
    "reports/receipts.py", "intake/lmtp.py",
    "intake/understanding.py", "letters/codes.py", "letters/owners.py",
)
FLASK = re.compile(r"(flask|werkzeug|click)(_\w+)?(\.|$)")

# Rooms that are arguable with a lawyer: no database, no clock, no chance, nothing outside.
PURE = frozenset({"rules", "triage"})
IMPURE = re.compile(r"(sqlalchemy|alembic|random|secrets|time|socket|smtplib|subprocess|requests|httpx|os|config)(\.|$)")
CLOCKS = frozenset({"now", "utcnow", "today"})


def direction(sources: Iterable[Source]) -> list[str]:
    """Imports against the layers, by a door of another door, and relative ones."""
    return [fault for source in sources for node in _imports(source) for fault in _against_layers(source, node)]


def at_the_top(sources: Iterable[Source]) -> list[str]:
    """Imports that do not stand at the top of their file."""
    found = []
    for source in sources:
        top = {id(node) for node in source.tree.body}
        found += [source.fault(node, "an import that is not at the top") for node in _imports(source) if id(node) not in top]
    return found


def flask_in_its_place(sources: Iterable[Source]) -> list[str]:
    """Flask, its extensions or click where nothing of the kind belongs."""
    return [
        source.fault(node, f"{module} does not belong here")
        for source in sources if not source.inside.startswith(FLASK_AT)
        for node in _imports(source) for module in _modules(node) if FLASK.match(module)
    ]


def purity(sources: Iterable[Source]) -> list[str]:
    """Clocks, chance, the database and the outside in rooms that are to be pure."""
    found = []
    for source in sources:
        if source.room not in PURE:
            continue
        for node in _imports(source):
            found += [source.fault(node, f"{module} is not pure") for module in _modules(node) if IMPURE.match(module)]
        for call in source.nodes(ast.Call):
            if isinstance(call.func, ast.Attribute) and call.func.attr in CLOCKS:
                found.append(source.fault(call, "reads a clock; the moment is an argument"))
    return found


def _imports(source: Source) -> Iterator[ast.Import | ast.ImportFrom]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node


def _modules(node: ast.Import | ast.ImportFrom) -> list[str]:
    """Full names of what is imported: `compliance.db` for `from compliance import db`."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    module = node.module or ""
    if module == PACKAGE or module.startswith(f"{PACKAGE}.web"):  # what is named may itself be a room or a door
        return [f"{module}.{alias.name}" for alias in node.names]
    return [module]


def _against_layers(source: Source, node: ast.Import | ast.ImportFrom) -> Iterator[str]:
    if isinstance(node, ast.ImportFrom) and node.level:
        yield source.fault(node, "a relative import; write the whole name")
    for module in _modules(node):
        parts = module.split(".")
        room = "config" if parts[0] == "config" else parts[1] if parts[0] == PACKAGE and len(parts) > 1 else ""
        if not room or room == source.room:
            yield from _through_doors(source, node, parts)
        elif source.room not in FLOOR:
            yield source.fault(node, f"the room {source.room} has no place in the layers")
        elif room in FLOOR and FLOOR[room] >= FLOOR[source.room]:
            yield source.fault(node, f"{source.room} may not import {room}")


def _through_doors(source: Source, node: ast.AST, imported: list[str]) -> Iterator[str]:
    if source.room != "web" or imported[:2] != [PACKAGE, "web"]:
        return
    here, there = source.inside.split("/")[1], imported[2]
    if there in DOORS and here != there:
        yield source.fault(node, f"web/{here} may not import web/{there}")

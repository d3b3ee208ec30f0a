"""One commit, one recorder, one who reads the session; sizes; names; nothing printed, nothing silenced without a reason."""

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from math import ceil

from tests.house.source import Source, name_of

VAGUE = re.compile(r"(utils?|helpers?|common|services?|misc|adapters|repositories)(\.py)?")
FILE_LINES, FILE_LINES_P90 = 400, 250
FUNCTION_LINES, FUNCTION_LINES_P90 = 60, 25

RECORDER = "compliance/ledger/"
COMMITTER = "compliance/db.py"
SESSION_READER = "compliance/web/guard.py"
# Rooms whose verbs change guarded rows.
MUTATORS = frozenset({"tickets", "people", "registers", "ledger"})
WRITES = frozenset({"insert", "update", "delete"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


def one_commit(sources: Iterable[Source]) -> list[str]:
    """Every commit but the one in `unit()`."""
    calls = [(source, call) for source in sources for call in source.nodes(ast.Call) if name_of(call) == "commit"]
    allowed = [(source, call) for source, call in calls if source.path == COMMITTER][:1]
    return [source.fault(call, "a second commit") for source, call in calls if (source, call) not in allowed]


def one_recorder(sources: Iterable[Source]) -> list[str]:
    """Events made or written elsewhere than in the ledger."""
    found = []
    for source in sources:
        if source.path.startswith(RECORDER) or not _knows_event(source):
            continue
        for call in source.nodes(ast.Call):
            written = name_of(call) in WRITES and any(name_of(argument) == "Event" for argument in call.args)
            if name_of(call) == "Event" or written:
                found.append(source.fault(call, "an event made outside the ledger"))
    return found


def one_session_reader(sources: Iterable[Source]) -> list[str]:
    """`current_user` named anywhere but in the guard."""
    return [
        source.fault(node, "current_user is read in web/guard.py alone")
        for source in sources if source.path != SESSION_READER
        for node in ast.walk(source.tree)
        if name_of(node) == "current_user" or (isinstance(node, ast.alias) and node.name == "current_user")
    ]


def guarded_columns(models: Iterable[Source]) -> dict[str, set[str]]:
    """Guarded model -> its mapped columns, read from classes that carry `__entity__`."""
    classes = [node for source in models for node in source.nodes(ast.ClassDef)]
    return {node.name: _columns(node) for node in classes if _is_guarded(node)}


def guarded_by_verbs_alone(sources: Iterable[Source], guarded: dict[str, set[str]]) -> list[str]:
    """Guarded rows that are changed outside the rooms of their verbs.

    An assignment is taken for one to a guarded row when the attribute is a guarded column, unless an unguarded class of
    the same room has an attribute of that name.
    """
    sources = list(sources)
    columns = set().union(*guarded.values())
    own = {source.room: set[str]() for source in sources}
    for source in sources:
        for node in source.nodes(ast.ClassDef):
            own[source.room] |= set() if _is_guarded(node) else _columns(node)
    found = []
    for source in sources:
        if source.room not in MUTATORS:
            found += [source.fault(node, says) for node, says in _changes(source, columns - own[source.room], guarded)]
    return found


def sizes(sources: Iterable[Source]) -> list[str]:
    """Files and functions over what the house allows, each and at the ninetieth percentile."""
    sources = list(sources)
    files = [(source.text.count("\n"), source.path) for source in sources]
    functions = [
        ((node.end_lineno or node.lineno) - node.lineno + 1, source.fault(node, node.name))
        for source in sources for node in ast.walk(source.tree) if isinstance(node, Function)
    ]
    return [
        *(f"{name}: {lines} lines, {FILE_LINES} at most" for lines, name in files if lines > FILE_LINES),
        *(f"{name}: {lines} lines, {FUNCTION_LINES} at most" for lines, name in functions if lines > FUNCTION_LINES),
        *_p90("files", [lines for lines, _ in files], FILE_LINES_P90),
        *_p90("functions", [lines for lines, _ in functions], FUNCTION_LINES_P90),
    ]


def names(paths: Iterable[str]) -> list[str]:
    """Folders and files named after nothing in particular."""
    return sorted({f"{path}: say what is in it" for path in paths if any(VAGUE.fullmatch(part) for part in path.split("/"))})


def silence(sources: Iterable[Source]) -> list[str]:
    """`type: ignore` and `noqa` that do not say what they silence, and print."""
    found = []
    for source in sources:
        found += [source.fault(call, "print") for call in source.nodes(ast.Call) if name_of(call.func) == "print"]
        for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
            if token.type == tokenize.COMMENT and re.search(r"type:\s*ignore(?!\[)|noqa(?!: *[A-Z])", token.string):
                found.append(f"{source.path}:{token.start[0]} silences everything; name the code")
    return found


def _knows_event(source: Source) -> bool:
    return any(
        node.module == "compliance.ledger" or any(alias.name == "ledger" for alias in node.names)
        for node in source.nodes(ast.ImportFrom)
    )


def _is_guarded(node: ast.ClassDef) -> bool:
    return any(
        isinstance(line, ast.Assign | ast.AnnAssign)
        and name_of(line.targets[0] if isinstance(line, ast.Assign) else line.target) == "__entity__"
        and line.value is not None
        for line in node.body
    )


def _columns(node: ast.ClassDef) -> set[str]:
    return {name_of(line.target) for line in node.body if isinstance(line, ast.AnnAssign)} - {"__entity__", "__personal__"}


def _changes(source: Source, columns: set[str], guarded: dict[str, set[str]]) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(source.tree):
        for target in _targets(node):
            if isinstance(target, ast.Attribute) and target.attr in columns and name_of(target.value) != "self":
                yield node, f"changes the guarded column {target.attr}"
        if isinstance(node, ast.Call) and name_of(node) in WRITES | {"setattr"}:
            for argument in node.args[:2]:
                if name_of(argument) in guarded or (isinstance(argument, ast.Constant) and argument.value in columns):
                    yield node, f"{name_of(node)} on something guarded"
        if isinstance(node, ast.Call) and name_of(node) in guarded:
            yield node, f"makes a {name_of(node)}"


def _targets(node: ast.AST) -> list[ast.expr]:
    targets = node.targets if isinstance(node, ast.Assign | ast.Delete) else []
    if isinstance(node, ast.AugAssign | ast.AnnAssign):
        targets = [node.target]
    return [one for target in targets for one in (target.elts if isinstance(target, ast.Tuple | ast.List) else [target])]


def _p90(what: str, lines: list[int], most: int) -> list[str]:
    if not lines:
        return []
    ninetieth = sorted(lines)[ceil(len(lines) * 0.9) - 1]
    return [f"{what}: p90 is {ninetieth} lines, {most} at most"] if ninetieth > most else []

"""Checks the house's own words for a letter, and fills them in.

They are written as the standard texts are: `Subject: ...`, an empty line, paragraphs; `{{ reference }}` stands for a fact, and
what lies between `{% if due %}` and `{% endif %}` goes out only where there is that fact. Nothing else of the template language
is understood, so that a letter can neither fail nor do anything when it is sent. Each fact that the standard text holds must be
in it still: a request for proof without its link would prove nothing.
"""

from pathlib import Path

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

LETTERS = Path(__file__).resolve().parents[2] / "templates" / "letters"
LONGEST = 20_000
MOST_SUBJECT = 150
FREE = frozenset({"organisation"})  # facts that a text may leave out

FILTERS = frozenset({"trim", "join"})
UNDERSTOOD = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.If, nodes.For, nodes.Filter, nodes.Const, nodes.Tuple,
    nodes.Not, nodes.And, nodes.Or,
)
SUBJECT = "Subject:"

_environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=True)
_environment.globals.clear()


def standard(letter: str, language: str) -> str:
    """The text that the product brings."""
    return (LETTERS / letter / f"{language}.txt").read_text(encoding="utf-8")


def facts_of(text: str) -> frozenset[str]:
    """The facts that a text names, without those that a loop makes. Raises TemplateSyntaxError."""
    tree = _environment.parse(text)
    made = {name.name for loop in tree.find_all(nodes.For) for name in _names(loop.target)}
    return frozenset(name.name for name in tree.find_all(nodes.Name) if name.name not in made)


def wrong_with(letter: str, language: str, text: str) -> list[str]:
    """What is wrong with a text, each in a sentence; an empty list where it can go out."""
    try:
        tree, facts = _environment.parse(text), facts_of(text)
    except TemplateSyntaxError as error:
        return [f"Line {error.lineno}: {error.message}"]
    found = _not_understood(tree)
    allowed = facts_of(standard(letter, language))
    found += [f"There is no fact called {name} in this letter." for name in sorted(facts - allowed)]
    found += [f"It must hold {{{{ {name} }}}} as the standard text does." for name in sorted(allowed - facts - FREE)]
    return found + _shape(text)


def fill_in(text: str, **facts: object) -> str:
    """The text with its facts. Raises jinja2 errors for a text that was not checked."""
    return _environment.from_string(text).render(**facts)


def _not_understood(tree: nodes.Template) -> list[str]:
    found = []
    for node in tree.find_all(nodes.Node):
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            found.append(f"Line {node.lineno}: {node.name} is not understood here.")
        elif isinstance(node, nodes.For) and not isinstance(node.iter, nodes.Name):
            found.append(f"Line {node.lineno}: a loop goes over a fact.")
        elif not isinstance(node, UNDERSTOOD):
            found.append(f"Line {node.lineno}: only facts, if and for are understood here.")
    return list(dict.fromkeys(found))


def _shape(text: str) -> list[str]:
    head, gap, body = text.partition("\n\n")
    if not head.startswith(SUBJECT) or "\n" in head or not gap:
        return [f"It begins with a line '{SUBJECT} ...' and an empty line."]
    found = []
    if not head.removeprefix(SUBJECT).strip() or len(head) > MOST_SUBJECT:
        found.append(f"The subject has 1 to {MOST_SUBJECT} characters.")
    if "reference" not in facts_of(head):
        found.append("The subject must hold {{ reference }}, by which answers are found again.")
    if not body.strip() or len(text) > LONGEST:
        found.append(f"The text has 1 to {LONGEST:,} characters.")
    return found


def _names(target: nodes.Node) -> list[nodes.Name]:
    return [target] if isinstance(target, nodes.Name) else list(target.find_all(nodes.Name))

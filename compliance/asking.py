"""Questions about one thing that are asked for many things at once, where it is known beforehand that they will be asked.

A `Question` wraps one query that takes many keys. Called with one key it asks for that one; within `answered_ahead` it is
answered from what was asked for all of them together, as long as nothing that is done meanwhile changes the answer.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from compliance.db import db

K = TypeVar("K", bound=Hashable)
A = TypeVar("A")


class Question(Generic[K, A]):
    """One query for many keys: `ask` takes different keys, and returns the answers of those that there is anything about."""

    def __init__(self, ask: Callable[[Collection[K]], Mapping[K, A]]) -> None:
        self.ask = ask

    def __call__(self, key: K) -> A | None:
        """The answer about one key; None where there is nothing about it."""
        return self.about([key]).get(key)

    def about(self, keys: Iterable[K]) -> dict[K, A]:
        """The answers about these keys, in their order; those that are not known yet are asked together."""
        wanted = dict.fromkeys(keys)
        known: dict[K, A | None] = db.session.info.get("answers", {}).get(self, {})
        unknown = [key for key in wanted if key not in known]
        answers = {**known, **self.ask(unknown)} if unknown else known
        return {key: answer for key in wanted if (answer := answers.get(key)) is not None}


@contextmanager
def answered_ahead(keys: Mapping[Question[Any, Any], Iterable[Any]]) -> Iterator[None]:
    """Asks these questions about all their keys; within it they are not asked about them again."""
    answers: dict[Question[Any, Any], dict[Any, Any]] = {}
    for question, wanted in keys.items():
        different = dict.fromkeys(wanted)
        answers[question] = {**different, **question.ask(different)} if different else {}
    db.session.info["answers"] = answers
    try:
        yield
    finally:
        db.session.info.pop("answers")

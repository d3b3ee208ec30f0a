"""A question about many is asked once, and answers as it would about each."""

from collections.abc import Collection

import pytest

from compliance.asking import Question, answered_ahead

LENGTHS = {"one": 3, "three": 5}


@pytest.fixture
def asked(book) -> tuple[Question, list[list[str]]]:
    """A question, and what it was asked about each time."""
    times: list[list[str]] = []

    def ask(keys: Collection[str]) -> dict[str, int]:
        times.append(list(keys))
        return {key: LENGTHS[key] for key in keys if key in LENGTHS}

    return Question(ask), times


def test_one_by_one_each_is_asked(asked):
    question, times = asked
    assert [question("one"), question("nobody")] == [3, None]
    assert times == [["one"], ["nobody"]]


def test_ahead_all_are_asked_once(asked):
    question, times = asked
    with answered_ahead({question: ["one", "nobody", "one"]}):
        assert [question("one"), question("nobody"), question("three")] == [3, None, 5]
        assert question.about(["three", "nobody", "one"]) == {"three": 5, "one": 3}
    assert times == [["one", "nobody"], ["three"], ["three"]]
    assert question("one") == 3
    assert times[3:] == [["one"]]

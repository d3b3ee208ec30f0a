"""The second opinion: its file is the one that `make model` writes, and it speaks only where it may."""

import json
import random

import pytest

from compliance.triage import triage
from compliance.triage.asking import BRIEF, MOST
from compliance.triage.opinion import FILE, KNOWN, opinion
from tools import model


def test_the_file_knows_as_many_mails_as_there_are() -> None:
    told = json.loads(FILE.read_bytes().partition(b"\n")[0])
    assert set(told["kinds"]) == set(KNOWN)
    assert told["mails"] == len(model.rows())


@pytest.mark.drill
def test_the_file_is_made_the_same_again() -> None:
    assert model.written(model.rows()) == FILE.read_bytes()


def test_what_the_model_alone_finds_is_never_sure() -> None:
    words = ("please", "kindly", "remove", "delete", "account", "mails", "my", "your", "stop", "get", "me", "off", "list")
    order = random.Random(7)
    for _ in range(300):
        found = triage("", " ".join(order.choices(words, k=order.randint(2, 12))))
        if found.requests and found.requests[0].confidence == MOST:
            assert not found.sure


def test_a_long_text_is_for_the_rules_alone() -> None:
    likely = opinion(())
    assert all(0 <= each <= 1 for each in likely.values())
    short, rest = "is it possible 2 delete my acc", "The weather was fine in the hills and the dog ran far. "
    assert triage("", short).requests
    assert not triage("", rest * (BRIEF // len(rest) + 1)).requests

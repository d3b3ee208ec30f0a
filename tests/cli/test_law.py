"""`flask law`: what is printed, and the exit status for what is wrong."""

import json
import pathlib
from typing import Any

import pytest
from click.testing import CliRunner, Result

from compliance.cli.law import law
from compliance.rules.regimes import REGIMES

ONE = ["--regime", "eu-gdpr", "--kind", "removal", "--received", "2026-01-31T10:00:00+01:00", "--timezone", "Europe/Berlin"]
QUESTION = {"regime": "eu-gdpr", "kind": "removal", "received": "2026-01-31T10:00:00+01:00", "timezone": "Europe/Berlin"}


def run(*arguments: str, text: str = "") -> Result:
    return CliRunner().invoke(law, arguments, input=text)


def ask(**more: Any) -> dict[str, Any]:
    result = run("due", "--jsonl", "-", text=json.dumps(QUESTION | more))
    assert result.exit_code == 0, result.stderr
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


def test_one_question() -> None:
    """Exactly the keys that are promised."""
    result = run("due", *ONE, "--holidays", "DE-BE", "--extend", "2026-02-20")
    answer = json.loads(result.stdout)
    assert answer.pop("steps")[0] == "Received Saturday 31 January 2026 (Europe/Berlin)."
    assert answer == {
        "regime": "eu-gdpr",
        "kind": "removal",
        "acknowledge_due": None,
        "response_due": "2026-04-30",
        "extension_allowed": True,
        "extended_due": "2026-04-30",
        "extension_notice_due": "2026-03-02",
        "latest_arguable_due": None,
        "verified": True,
    }


def test_pauses_identity_and_fee() -> None:
    """By options and by JSON alike."""
    result = run("due", *ONE, "--pause", "2026-02-02/2026-02-05:identity", "--pause", "2026-02-04/2026-02-06:identity")
    pauses = [
        {"from": "2026-02-02", "to": "2026-02-05", "reason": "identity"},
        {"from": "2026-02-04", "to": "2026-02-06", "reason": "identity"},
    ]
    assert json.loads(result.stdout) == ask(pauses=pauses)
    assert json.loads(result.stdout)["response_due"] == "2026-03-04"
    options = ["due", "--regime", "uk-gdpr", *ONE[2:], "--identity-received", "2026-02-03", "--fee-paid", "2026-02-05"]
    answer = json.loads(run(*options).stdout)
    assert answer == ask(regime="uk-gdpr", identity_received="2026-02-03", fee_paid="2026-02-05")
    assert answer["response_due"] == "2026-03-05"


def test_a_wait_that_goes_on_has_no_date() -> None:
    """FROM/ without TO, or null."""
    result = run("due", *ONE, "--pause", "2026-02-02/:identity")
    assert json.loads(result.stdout)["response_due"] is None
    assert ask(pauses=[{"from": "2026-02-02", "to": None, "reason": "identity"}])["response_due"] is None


def test_the_zone_comes_from_the_settings_when_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """23:30 in London is the next day in Berlin."""
    monkeypatch.setenv("TIMEZONE", "Europe/Berlin")
    result = run("due", *ONE[:4], "--received", "2026-02-09T23:30:00+00:00")
    assert json.loads(result.stdout)["response_due"] == "2026-03-10"


def test_the_worked_examples_by_command(shared: pathlib.Path) -> None:
    """All of them through standard input, answers in order."""
    examples = json.loads((shared / "law" / "examples.json").read_text())
    result = run("due", "--jsonl", "-", text="\n".join(json.dumps(example) for example in examples))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    for example, answer in zip(examples, answers, strict=True):
        assert answer == answer | example["expect"] | {"regime": example["regime"], "kind": example["kind"]}


def test_a_bad_line_keeps_its_place(tmp_path: pathlib.Path) -> None:
    """The others are answered; the end is 1 with one line."""
    lines = [json.dumps(QUESTION), "{", json.dumps(QUESTION | {"kind": "gift"}), json.dumps(QUESTION), "[]"]
    path = tmp_path / "questions.jsonl"
    path.write_text("\n".join(lines))
    result = run("due", "--jsonl", str(path))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert ["error" in answer for answer in answers] == [False, True, True, False, True]
    assert answers[2]["kind"] == "gift"
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"regime": "nowhere"}, {"regime": 3}, {"kind": "gift"}, {"kind": ""}, {"received": "yesterday"}, {"received": 5},
        {"received": "2026-01-31T10:00:00"}, {"received": None}, {"timezone": "Moon"}, {"holidays": "XX"}, {"holidays": ["DE"]},
        {"extension": "2026-02-03"}, {"extension": {"decided_on": "soon"}}, {"pauses": {}}, {"pauses": [3]}, {"pauses": [{}]},
        {"pauses": [{"from": "2026-02-03", "to": "2026-02-04"}]}, {"identity_received": "x"}, {"fee_paid": 4},
        {"received": "9999-12-31T23:00:00+00:00"}, {"received": "0001-01-01T00:00:00+14:00"},
    ],
    ids=str,
)
def test_bad_questions_fail_with_one_clear_line(change: dict[str, Any]) -> None:
    """Exit 1, nothing of a traceback."""
    result = run("due", "--jsonl", "-", text=json.dumps(QUESTION | change))
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert result.stderr.startswith("Error: ")
    assert "error" in json.loads(result.stdout)


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ([], 2),
        (["--regime", "eu-gdpr"], 2),
        ([*ONE, "--jsonl", "-"], 2),
        (["--jsonl", "/nowhere/questions"], 2),
        ([*ONE, "--pause", "2026-02-02:identity"], 1),
        ([*ONE, "--pause", "2026-02-02/2026-02-03"], 1),
        ([*ONE, "--extend", "soon"], 1),
        ([*ONE, "--holidays", "Germany"], 1),
    ],
    ids=str,
)
def test_wrong_options(arguments: list[str], status: int) -> None:
    """2 where the command was used wrongly, 1 where the question makes no sense."""
    result = run("due", *arguments)
    assert (result.exit_code, result.stdout) == (status, "")
    assert "Error: " in result.stderr
    assert "Traceback" not in result.stderr


def test_the_list_shows_every_law() -> None:
    """One object a line, with what it says about time."""
    laws = [json.loads(line) for line in run("list").stdout.splitlines()]
    assert [law["id"] for law in laws] == [regime.id for regime in REGIMES]
    assert laws[0]["clocks"][0]["response"] == "1 calendar month"
    assert laws[0]["clocks"][0]["extension"]["by"] == "2 calendar months"

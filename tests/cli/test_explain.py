"""`flask mail explain`: one object a line, nothing stored."""

import json
from pathlib import Path

from click.testing import CliRunner

from compliance.cli.explain import explain
from tests.intake.shapes import WORDS, mail, multipart

FIELDS = {
    "path",
    "outcome",
    "sender",
    "sender_name",
    "subject",
    "language",
    "body",
    "text",
    "requests",
    "law",
    "acknowledge",
    "attachments",
    "failed_recipients",
    "complained_recipients",
    "warnings",
}


def test_a_folder_of_mails_is_explained(tmp_path: Path) -> None:
    """Each mail gives one object with all the fields, in the order of their names."""
    (tmp_path / "b.eml").write_bytes(mail(f"{WORDS} Löschung!".encode()))
    (tmp_path / "a.eml").write_bytes(
        multipart(f"--b\n\n{WORDS}\n--b\nContent-Type: application/pdf; name=a.pdf\n\n%PDF\n--b--\n")
    )
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "d.eml").write_bytes(b"\xff\xfe\x00")
    done = CliRunner().invoke(explain, [str(tmp_path)])
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 0
    assert [Path(one["path"]).name for one in told] == ["a.eml", "b.eml", "d.eml"]
    assert all(set(one) == FIELDS for one in told)
    assert told[0]["attachments"][0].keys() == {"name", "type", "size", "sha256"}
    assert told[1]["sender"] == "ada@example.org"
    request = told[1]["requests"][0]
    assert request["kind"] == "removal"
    assert 0 <= request["confidence"] <= 1
    assert request["evidence"]
    assert all(words in f"{told[1]['subject']}\n{told[1]['text']}" for words in request["evidence"])


def test_wrong_use_is_told() -> None:
    """A path that is not there is wrong use: exit status 2."""
    assert CliRunner().invoke(explain, ["/nowhere/at/all"]).exit_code == 2
    assert CliRunner().invoke(explain, []).exit_code == 2

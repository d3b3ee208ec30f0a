"""The stand-alone verifier in docs/: what the program exports holds, and whatever is changed in it is found and named."""

import json
import random
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from compliance.db import db
from compliance.ledger import proving, seal
from compliance.ledger.checkpoints import signer
from compliance.ledger.log import latest_checkpoint
from tests.factories import a_member_of_staff, a_ticket

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "docs" / "verify_trail.py"


@pytest.fixture(scope="module")
def verifier():
    """The script's functions."""
    return runpy.run_path(str(SCRIPT))


@pytest.fixture
def export(sqlite_app):
    """The lines of an export, its key, and an older checkpoint."""
    with sqlite_app.app_context():
        a_ticket(sqlite_app, "removal")
        seal()
        kept = latest_checkpoint().note
        a_member_of_staff()
        a_ticket(sqlite_app, "access", sender="jürgen@example.org")
        seal()
        return list(proving.export_lines(db.session)), signer().verifier_key(), kept


def test_the_script_is_small_and_stands_alone(export, tmp_path):
    """Run as people run it, on a machine that has nothing of ours."""
    lines, key, kept = export
    assert len(SCRIPT.read_text().splitlines()) <= 250
    (tmp_path / "export.jsonl").write_text("\n".join(lines) + "\n")
    (tmp_path / "kept").write_text(kept)
    command = [sys.executable, "-I", "-S", str(SCRIPT), "export.jsonl", "--key", key, "--checkpoint", "kept"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, f"{len(lines) - 1} entries hold\n")
    (tmp_path / "export.jsonl").write_text("\n".join(lines).replace('"kind": "ticket.opened"', '"kind": "ticket.closed"'))
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "content does not match" in done.stderr


def flipped(lines, verifier, key, chance, bits):
    """Flips of the bytes of an export that were not found, or not pinned to their entry."""
    missed = []
    for place, line in enumerate(lines):
        raw = line.encode()
        for at in range(len(raw)):
            for bit in bits(chance):
                damaged = bytearray(raw)
                damaged[at] ^= 1 << bit
                try:
                    changed = [*lines[:place], damaged.decode(), *lines[place + 1:]]
                    verifier["check_export"](changed, key, "")
                    missed.append((place, at, bit))
                except UnicodeDecodeError:
                    pass
                except verifier["Wrong"] as wrong:
                    if place < len(lines) - 1 and f"entry {place}" not in str(wrong):
                        missed.append((place, at, bit, str(wrong)))
    return missed


def test_a_flipped_bit_of_any_byte_is_found_and_pinned(export, verifier):
    """One entry and the end, one bit of each byte."""
    lines, key, _ = export
    assert flipped([*lines[:1], lines[-1]], verifier, key, random.Random(1), lambda chance: [chance.randrange(8)]) == []


@pytest.mark.drill
def test_every_flipped_bit_is_found_and_pinned(export, verifier):
    """Each bit of each byte of the export."""
    lines, key, _ = export
    assert flipped(lines, verifier, key, random.Random(1), lambda _: range(8)) == []


@pytest.mark.parametrize("turn", range(25))
def test_entries_moved_about_are_found(export, verifier, turn):
    """Taken out, doubled, swapped, cut off, put in; and a log that is whole but older than what was kept."""
    lines, key, kept = export
    chance = random.Random(turn)
    place, other = sorted(chance.sample(range(len(lines) - 1), 2))
    inserted = json.dumps(json.loads(lines[place]) | {"id": 5}, ensure_ascii=False, sort_keys=True)
    attacks = [
        [*lines[:place], *lines[place + 1:]], [*lines[:place], lines[place], *lines[place:]], lines[:-1],
        [*lines[:place], lines[other], *lines[place + 1:other], lines[place], *lines[other + 1:]],
        [*lines[:place], lines[-1]], [*lines[:place], inserted, *lines[place:]], [],
    ]
    for attack in attacks:
        with pytest.raises(verifier["Wrong"]):
            verifier["check_export"](attack, key, kept)
    assert verifier["check_export"](lines, key, kept) == len(lines) - 1


def test_an_older_copy_is_found_by_what_was_kept(sqlite_app, verifier):
    """It holds by itself."""
    with sqlite_app.app_context():
        a_ticket(sqlite_app)
        seal()
        older = list(proving.export_lines(db.session))
        a_ticket(sqlite_app)
        seal()
        kept, key = latest_checkpoint().note, signer().verifier_key()
    assert verifier["check_export"](older, key, "") == len(older) - 1
    with pytest.raises(verifier["Wrong"], match="tells of"):
        verifier["check_export"](older, key, kept)


def test_proofs_of_a_ticket_hold_and_changed_ones_do_not(sqlite_app, verifier):
    """`flask audit prove`: small, the same each time, and every part of it counts."""
    with sqlite_app.app_context():
        reference = a_ticket(sqlite_app, "removal", "access").reference
        a_ticket(sqlite_app)
    runner = sqlite_app.test_cli_runner()
    printed = runner.invoke(args=["audit", "prove", reference]).stdout
    with sqlite_app.app_context():
        a_ticket(sqlite_app)
    assert runner.invoke(args=["audit", "prove", reference]).stdout == printed
    proof = json.loads(printed)
    assert verifier["check_proof"](proof, proof["key"]) == len(proof["events"]) > 3
    assert all(len(json.dumps(event)) < 3_000 for event in proof["events"])
    for field, value in (("place", 99), ("proof", []), ("kind", "ticket.moved"), ("digest", "0" * 64), ("more", 1)):
        changed = {**proof, "events": [{**proof["events"][0], field: value}]}
        with pytest.raises(verifier["Wrong"]):
            verifier["check_proof"](changed, proof["key"])
    with pytest.raises(verifier["Wrong"]):
        verifier["check_proof"]({**proof, "checkpoint": proof["checkpoint"].replace("/audit\n", "/audi\n")}, proof["key"])


def test_the_commands_say_what_holds(sqlite_app, tmp_path):
    """verify, seal, checkpoint, export."""
    with sqlite_app.app_context():
        a_ticket(sqlite_app)
    runner = sqlite_app.test_cli_runner()
    assert json.loads(runner.invoke(args=["audit", "seal"]).stdout)["sealed"] == 3
    (tmp_path / "kept").write_text(runner.invoke(args=["audit", "checkpoint"]).stdout)
    assert len(runner.invoke(args=["audit", "export"]).stdout.splitlines()) == 4
    since = ["--since-checkpoint", "--checkpoint", str(tmp_path / "kept")]
    told = json.loads(runner.invoke(args=["audit", "verify", *since]).stdout)
    assert told == {"holds": True, "events": 2, "since": told["since"]}
    (tmp_path / "kept").write_text("something else")
    refused = runner.invoke(args=["audit", "verify", "--checkpoint", str(tmp_path / "kept")])
    assert refused.exit_code == 1
    assert "REVOKE UPDATE, DELETE, TRUNCATE ON events" in runner.invoke(args=["audit", "grants", "app"]).stdout

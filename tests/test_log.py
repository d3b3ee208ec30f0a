"""The log over all events: hashes and proofs against a second implementation, sealing, checkpoints, and every attack on it."""

import base64
import contextlib
import random
import sqlite3

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from compliance.db import db, unit
from compliance.ledger import Event, merkle, seal, verify
from compliance.ledger.checkpoints import Signer, Statement, WrongCheckpoint, signer
from compliance.ledger.log import Checkpoint, Leaf, Node, Stored, Unsealed, latest_checkpoint
from migrations import guards
from tests.conftest import opened_app
from tests.factories import a_ticket

ENTRIES = st.lists(st.binary(max_size=4), max_size=80)


def subtree_of(entries: list[bytes]):
    """Subtrees of a list of entries."""
    return lambda level, number: merkle.over(
        [merkle.leaf_hash(entry) for entry in entries[number << level:(number + 1) << level]])


def theirs(entries: list[bytes]) -> InmemoryTree:
    """The same tree by another implementation."""
    tree = InmemoryTree(algorithm="sha256")
    for entry in entries:
        tree.append_entry(entry)
    return tree


@given(ENTRIES)
def test_roots_are_those_of_another_implementation(entries):
    """Reckoned at once or grown entry by entry."""
    frontier = merkle.Frontier()
    for entry in entries:
        frontier.append(merkle.leaf_hash(entry))
    assert merkle.root(len(entries), subtree_of(entries)) == frontier.root()
    if entries:
        assert frontier.root() == theirs(entries).get_root()


@given(ENTRIES.filter(bool), st.data())
def test_proofs_lead_to_their_root_and_to_no_other(entries, data):
    """The right leaf proves itself; another leaf, place or a changed hash does not."""
    size = len(entries)
    place = data.draw(st.integers(0, size - 1))
    subtree, expected = subtree_of(entries), theirs(entries).get_root()
    proof, leaf = merkle.inclusion(place, size, subtree), merkle.leaf_hash(entries[place])
    assert merkle.root_by(leaf, place, size, proof) == expected
    assert merkle.root_by(merkle.leaf_hash(b"other"), place, size, proof) != expected
    assert merkle.root_by(leaf, size, size, proof) is None
    for at in range(len(proof)):
        damaged = [*proof[:at], bytes(32), *proof[at + 1:]]
        assert merkle.root_by(leaf, place, size, damaged) != expected
    assert merkle.root_by(leaf, place, size, [*proof, bytes(32)]) != expected


@pytest.mark.drill
def test_ten_thousand_random_logs_agree() -> None:
    """Half of them damaged: both implementations say the same about each."""
    chance = random.Random(8)
    for turn in range(10_000):
        entries = [chance.randbytes(4) for _ in range(chance.randint(1, 60))]
        state = theirs(entries).get_root()
        if turn % 2:
            at = chance.randrange(len(entries))
            entries[at] = bytes([entries[at][0] ^ 1 << chance.randrange(8)]) + entries[at][1:]
        mine = merkle.root(len(entries), subtree_of(entries))
        assert mine == theirs(entries).get_root()
        assert (mine == state) == (turn % 2 == 0)


def test_frontiers_go_on_where_a_tree_stands():
    """From every size."""
    entries = [bytes([n]) for n in range(70)]
    for size in range(70):
        frontier = merkle.Frontier(size, subtree_of(entries))
        for entry in entries[size:]:
            frontier.append(merkle.leaf_hash(entry))
        assert frontier.root() == merkle.root(70, subtree_of(entries))


def test_checkpoints_are_signed_notes():
    """The form of C2SP, checked by hand; another key, a changed line and a changed signature are refused."""
    key = Signer(Signer.made("log.example.org/audit"))
    statement = Statement("log.example.org/audit", 5, bytes(range(32)))
    note = key.sign(statement)
    body, signature = note.split("\n\n")
    assert body + "\n" == f"log.example.org/audit\n5\n{base64.b64encode(statement.root).decode()}\n"
    raw = base64.b64decode(signature.split()[2])
    name, key_id, public = key.verifier_key().split("+", 2)
    assert (signature.split()[:2], raw[:4].hex()) == (["\u2014", name], key_id)
    Ed25519PublicKey.from_public_bytes(base64.b64decode(public)[1:]).verify(raw[4:], (body + "\n").encode())
    assert key.opened(note) == key.opened(note.replace("\n", "\r\n")) == statement
    others = (Signer(Signer.made("log.example.org/audit")).sign(statement), note.replace("\n5\n", "\n6\n"),
              note[:-8] + "AAAAAAA\n", "", "\n\n", note.split("\n\n")[0], note.replace("\n5\n", "\n05\n"))
    for wrong in others:
        with pytest.raises(WrongCheckpoint):
            key.opened(wrong)


def test_the_key_is_made_once_and_for_its_owner_alone(book, tmp_path):
    """Its file has mode 0600 and stays."""
    before = signer().verifier_key()
    assert (tmp_path / "audit.key").stat().st_mode & 0o777 == 0o600
    assert signer().verifier_key() == before


def grown(app, tickets: int = 2) -> None:
    """A book with some tickets, all sealed, and the triggers lifted, as somebody who owns the database could."""
    for number in range(tickets):
        a_ticket(app, "removal", sender=f"p{number}@example.org")
    seal()


@pytest.fixture
def lifted(book):
    """A sealed book whose triggers are gone."""
    grown(book)
    assert verify()[1] is None
    db.session.rollback()
    with db.engine.connect().execution_options(writes=True) as connection:
        guards.lift(connection)
        connection.commit()
    return book


def behind(*statements: str) -> None:
    """Runs statements on a connection that knows nothing of the program."""
    db.session.rollback()
    if db.engine.dialect.name == "sqlite":
        with contextlib.closing(sqlite3.connect(db.engine.url.database)) as connection:
            connection.executescript(";".join(statements))
        return
    with db.engine.connect() as connection:
        for statement in statements:
            connection.execute(sa.text(statement))
        connection.commit()


def test_every_event_gets_one_place(book):
    """In the order of the chains; a second sealing finds nothing to do; the stored tree has the root that was signed."""
    a_ticket(book)
    waiting = db.session.scalar(sa.select(sa.func.count()).select_from(Unsealed))
    assert seal() == waiting == db.session.scalar(sa.select(sa.func.count()).select_from(Event))
    assert seal() == 0
    statement = signer().opened(latest_checkpoint().note)
    assert statement.size == waiting
    assert merkle.root(waiting, Stored(db.session.execute).subtree) == statement.root
    places = {leaf.event_id: leaf.place for leaf in db.session.scalars(sa.select(Leaf))}
    assert all(places[event.follows] < places[event.id] for event in db.session.scalars(sa.select(Event)) if event.follows)


def test_events_committed_late_are_not_passed_over(postgres_url, tmp_path):
    """On PostgreSQL an older transaction may commit after a younger one was sealed: it gets the next place."""
    with opened_app(DATABASE_URL=postgres_url, INSTANCE_PATH=str(tmp_path)) as app, app.app_context():
        a_ticket(app)
        columns = [column for column in Event.__table__.columns if column.name not in {"id", "entity_id", "follows"}]
        copied = sa.insert(Event).from_select(
            ["id", "entity_id", *columns], sa.select(sa.literal(1), sa.literal(1), *columns).where(
                Event.kind == "ticket.opened").limit(1))
        outside = sa.create_engine(postgres_url, poolclass=sa.NullPool)
        with outside.connect() as late:
            late.execute(copied)
            assert seal() > 1
            late.commit()
        assert seal() == 1
        size = signer().opened(latest_checkpoint().note).size
        assert db.session.get(Leaf, size - 1).event_id == 1


@pytest.mark.parametrize("statement", [
    "UPDATE events SET actor = 'staff'", "DELETE FROM events", "UPDATE log_leaves SET event_id = 0", "DELETE FROM log_leaves",
    "UPDATE log_nodes SET number = 9", "DELETE FROM log_nodes", "UPDATE checkpoints SET note = ''", "DELETE FROM checkpoints",
])
def test_the_database_refuses_to_change_the_log(book, statement):
    """By its triggers."""
    grown(book)
    with unit():
        db.session.add(Node(level=8, number=0, hash=b""))
    with pytest.raises(sa.exc.DBAPIError, match="guard"), unit():
        db.session.execute(sa.text(statement))


ATTACKS = {
    "leaf changed": "UPDATE log_leaves SET hash = (SELECT hash FROM log_leaves WHERE place = 4) WHERE place = 3",
    "leaf taken out": "DELETE FROM log_leaves WHERE place = 3",
    "leaves swapped": "UPDATE log_leaves SET place = -1 WHERE place = 3; UPDATE log_leaves SET place = 3 WHERE place = 4; "
                      "UPDATE log_leaves SET place = 4 WHERE place = -1",
    "tail cut": "DELETE FROM log_leaves WHERE place > 3",
    "event taken out": "DELETE FROM events WHERE id = (SELECT event_id FROM log_leaves WHERE place = 3)",
    "checkpoint changed": "UPDATE checkpoints SET note = replace(note, 'A', 'B')",
    "checkpoint moved": "UPDATE checkpoints SET size = size - 1",
    "node too many": "INSERT INTO log_nodes (level, number, hash) SELECT 8, 0, hash FROM log_leaves WHERE place = 0",
    "said to wait": "INSERT INTO unsealed SELECT event_id FROM log_leaves WHERE place = 3",
    "event copied": "INSERT INTO events SELECT id + 1, at, kind, entity, id + 5, ticket_id, actor, actor_id, data, follows, "
                    "previous, state, digest FROM events WHERE follows IS NULL",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_attack_is_found(lifted, attack):
    """With the triggers gone."""
    behind(*ATTACKS[attack].split("; "))
    _, fault = verify()
    assert fault is not None
    if attack in {"leaf changed", "leaf taken out", "event taken out", "said to wait"}:
        assert fault.place == 3


def test_history_written_anew_is_found_by_a_checkpoint_outside(lifted):
    """Whoever owns the database and the key can rewrite everything: not what was mailed away before."""
    outside = signer().opened(latest_checkpoint().note)
    behind("DELETE FROM log_leaves", "DELETE FROM log_nodes", "DELETE FROM checkpoints",
           "INSERT INTO unsealed SELECT id FROM events WHERE kind <> 'nothing'")
    with unit():
        swapped = db.session.scalars(sa.select(Unsealed.event_id).order_by(Unsealed.event_id)).all()
        db.session.execute(sa.delete(Unsealed).where(Unsealed.event_id == swapped[-1]))
    seal()
    behind(f"INSERT INTO unsealed VALUES ({swapped[-1]})")
    _, fault = verify(outside)
    assert fault is not None
    assert verify()[1] is None


def test_the_same_history_holds_against_every_older_checkpoint(book):
    """A log that only grew still begins as each checkpoint says; and an attack after it is found from there on."""
    for number in range(3):
        a_ticket(book, sender=f"q{number}@example.org")
        seal()
    notes = [(row.size, row.note) for row in db.session.scalars(sa.select(Checkpoint).order_by(Checkpoint.size))]
    for size, note in notes:
        outside = signer().opened(note)
        assert verify(outside)[1] is None
        assert verify(outside, since=size)[1] is None
        assert verify(outside, since=notes[-1][0])[1] is None
    wrong = Statement(outside.origin, notes[0][0], bytes(32))
    assert verify(wrong)[1] is not None
    assert verify(wrong, since=notes[-1][0])[1] is not None
    assert verify(Statement(outside.origin, notes[-1][0] + 1, bytes(32)))[1] is not None

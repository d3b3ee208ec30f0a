"""The reader's child: bounded, replaceable, and gone when its parent is."""

import io
import os
import pickle
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from compliance.intake import reader as room
from compliance.intake.reader import ROOT, Reader
from compliance.intake.submission import Submission
from tests.intake.shapes import SHAPES, WORDS, mail

HANG = "From: hang@example.org\nSubject: {}\n\nwords\n"
# The child of these tests falls into a trap that a subject names, where the real one reads.
TRAPS = (
    "import compliance.intake.reader as room, os, time; real = room._understood\n"
    "def trapped(asked):\n    raw = asked.raw\n"
    "    if b'Subject: endless' in raw: time.sleep(60)\n"
    "    if b'Subject: death' in raw: os._exit(1)\n"
    "    if b'Subject: memory' in raw: bytearray(2 << 30)\n"
    "    if b'Subject: trick' in raw: return (os.system, None)\n"
    "    return real(asked)\n"
    "room._understood = trapped\n"
)


@pytest.fixture
def reader() -> Iterator[Reader]:
    """A reader that is closed afterwards."""
    with Reader() as made:
        yield made


@pytest.fixture
def trapped(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    """A reader whose child falls into traps, and whose patience is short."""
    before, load, after = room.CHILD.partition("from compliance.intake.reader import serve;")
    script = f"{before}exec({TRAPS!r}); {load}{after}"
    monkeypatch.setattr(room, "CHILD", script)
    with Reader(seconds=2) as made:
        yield made


def process(reader: Reader) -> subprocess.Popen[bytes]:
    """The reader's running child."""
    assert reader._child
    return reader._child.process


def test_a_mail_is_understood(reader: Reader) -> None:
    """What comes back is what reading and triage say; the same child reads the next one."""
    understood = reader.understand(mail(WORDS))
    assert (understood.submission.outcome, understood.submission.text) == ("new", WORDS)
    assert understood.findings
    first = process(reader).pid
    assert [found.kind for found in understood.findings.requests] == ["removal"]
    assert reader.understand(mail(WORDS), frozenset({"ada@example.org"})).submission.outcome == "loop"
    assert reader.understand(mail(WORDS), envelope_sender="").submission.acknowledge is False
    assert process(reader).pid == first


def test_a_request_in_list_mail_is_not_put_aside(reader: Reader) -> None:
    """Mail that a machine sent is a machine's, unless it asks for something that a person must see."""
    news = b"From: news@example.org\nSubject: News of May\nPrecedence: bulk\n\nThe garden is open again.\n"
    assert reader.understand(news).submission.outcome == "auto_reply"
    said = reader.understand(mail(WORDS, "Precedence: bulk\n")).submission
    assert (said.outcome, said.acknowledge) == ("new", False)
    answered = reader.understand(mail(WORDS, "Auto-Submitted: auto-replied\n")).submission
    assert answered.outcome == "auto_reply"


@pytest.mark.parametrize(
    ("subject", "why"), [("endless", "longer than 2 seconds"), ("death", "broke down"), ("trick", "broke down")]
)
def test_a_mail_that_breaks_the_child_costs_only_itself(trapped: Reader, subject: str, why: str) -> None:
    """It comes back unreadable, with sender and subject and the reason; the next mail is read."""
    said = trapped.understand(HANG.format(subject).encode()).submission
    assert (said.outcome, said.sender, said.subject, said.acknowledge) == ("unreadable", "hang@example.org", subject, False)
    assert why in said.warnings[0]
    assert trapped.understand(mail(WORDS)).submission.text == WORDS


def test_of_many_mails_each_costs_only_itself(trapped: Reader) -> None:
    """Those behind a mail that hangs or kills are read by the next child, also the one that was handed over ahead."""
    names = ["one", "death", "two", "endless", "three", "x" * (1 << 16), "four"]
    mails = [room.Question(HANG.format(name).encode()) for name in names]
    answers = list(trapped.understand_all(mails))
    assert [answer.submission.outcome for answer in answers] == ["new", "unreadable", "new", "unreadable", "new", "new", "new"]
    assert [answer.submission.subject[:9] for answer in answers] == [name[:9] for name in names]


def test_what_was_handed_over_ahead_is_nobody_elses_answer(reader: Reader) -> None:
    """A caller that stops half way leaves nothing behind for the next one."""
    some = reader.understand_all([room.Question(mail(WORDS)), room.Question(HANG.format("two").encode())])
    next(some)
    some.close()
    assert reader.understand(HANG.format("three").encode()).submission.subject == "three"


def test_memory_is_bounded(trapped: Reader) -> None:
    """A mail that would eat all memory fails in the child, under its limit."""
    said = trapped.understand(HANG.format("memory").encode()).submission
    assert said.outcome == "unreadable"
    assert trapped.understand(mail(WORDS)).submission.text == WORDS


def test_a_killed_child_is_replaced(reader: Reader) -> None:
    """A child killed for something else costs no mail its understanding."""
    reader.understand(mail(WORDS))
    process(reader).kill()
    process(reader).wait()
    assert reader.understand(mail(WORDS)).submission.text == WORDS


def test_a_child_is_replaced_after_its_share(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that nothing piles up in it."""
    monkeypatch.setattr(room, "MAILS", 2)
    children = set()
    for _ in range(5):
        reader.understand(mail(WORDS))
        children.add(process(reader).pid)
    assert len(children) == 3


def test_many_threads_take_turns(reader: Reader) -> None:
    """Each gets the answer to its own mail."""
    answers: dict[int, str] = {}

    def ask(number: int) -> None:
        answers[number] = reader.understand(mail(f"mail {number}")).submission.text

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {number: f"mail {number}" for number in range(12)}


def test_the_child_knows_no_secrets_and_no_flask(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its environment is its own, and neither Flask nor the database is loaded."""
    monkeypatch.setenv("SECRET_KEY", "s3cret")
    reader.understand(mail(WORDS))
    pid = process(reader).pid
    with open(f"/proc/{pid}/environ", "rb") as told:
        assert b"s3cret" not in told.read()
    with open(f"/proc/{pid}/maps", "rb") as told:
        mapped = told.read().lower()
    assert b"sqlalchemy" not in mapped
    assert b"psycopg" not in mapped


def test_the_child_ends_with_its_parent() -> None:
    """Nothing is left behind when the parent is killed."""
    script = (
        "import os, sys; from compliance.intake.reader import Reader; reader = Reader();"
        " reader.understand(b'From: a@b.c\\n\\nx');"
        " print(reader._child.process.pid, flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert parent.stdout
    assert parent.stdin
    child = int(parent.stdout.readline())
    watch = os.pidfd_open(child)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdin.close()
    parent.stdout.close()
    poll = select.poll()
    poll.register(watch)
    assert poll.poll(20_000)
    os.close(watch)


def test_answers_are_plain() -> None:
    """Anything but the few dataclasses of an answer is refused."""
    for trick in (os.system, eval, threading.Thread, Reader):
        with pytest.raises(pickle.UnpicklingError):
            room._Plain(io.BytesIO(pickle.dumps(trick))).load()
    plain = Submission(subject="x")
    assert room._Plain(io.BytesIO(pickle.dumps(plain))).load() == plain


@pytest.mark.parametrize(
    "shape",
    ["two thousand levels", "two hundred thousand addresses", "a hundred thousand encoded words", "divs", "high bytes"],
)
def test_hostile_shapes_pass_through(reader: Reader, shape: str) -> None:
    """The worst known shapes are read in the child too."""
    assert reader.understand(SHAPES[shape]).submission.outcome != "unreadable"

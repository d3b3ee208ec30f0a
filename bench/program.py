"""The program as it runs, each part a process of its own, and a client that hands mails over as a mail server does."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import sqlalchemy as sa

from bench.mails import mails
from compliance import create_app
from compliance.db import db
from config import Settings
from tests.servers.machine import HOST, answers, descendants, end, free_port, wait_until

ROOT = Path(__file__).resolve().parents[1]
CONTACT = "privacy@example.test"
WAITING = "SELECT count(*) FROM jobs WHERE state = 'ready' AND kind = 'mail.understand'"
LETTERS_SENT = "UPDATE jobs SET state = 'done', token = NULL WHERE kind = 'letter.send' AND state = 'ready'"
ANSWER_BYTES = 65536
LONGEST_SECONDS = 3600


@dataclass
class Handed:
    """How a hand-over went: seconds from first to last byte, and milliseconds until 250 of each mail."""

    seconds: float
    milliseconds: list[float] = field(default_factory=list)


class Program:
    """The running program on one book."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.port = free_port()
        self.environment = environment | {"LMTP_PORT": str(self.port)}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self._log = (Path(environment["INSTANCE_PATH"]) / "log").open("ab")
        self._engine = sa.create_engine(Settings.from_environment(environment).database_url)

    def start(self, name: str, *words: str) -> None:
        """Starts `flask WORDS` under this name."""
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *words]
        self.processes[name] = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=self._log)

    def stop(self) -> None:
        """Ends every process."""
        for process in self.processes.values():
            end(process)
        self._engine.dispose()
        self._log.close()

    def waiting(self) -> int:
        """How many kept mails wait to be understood."""
        return self.count(WAITING)

    def count(self, statement: str) -> int:
        """What a statement that counts says."""
        with self._engine.connect() as connection:
            return int(connection.scalar(sa.text(statement)) or 0)

    def forget_letters(self) -> None:
        """Counts letters as sent: without a mail server they would come up again and again, and they are not measured."""
        with self._engine.begin() as connection:
            connection.execute(sa.text(LETTERS_SENT))

    def settle(self) -> None:
        """Waits until every kept mail is understood."""
        wait_until(lambda: self.waiting() == 0, "all mails are understood", LONGEST_SECONDS)

    def memory(self) -> dict[str, float]:
        """The most memory, in MB, that each process has held so far; a worker's child counts by itself."""
        return {name: _peak(pid) for name, pid in self._pids()}

    def spent(self) -> dict[str, float]:
        """Seconds of processor that each kind of process has used so far."""
        used: dict[str, float] = {}
        for name, pid in self._pids():
            kind = "".join(letter for letter in name if not letter.isdigit()).strip()
            used[kind] = used.get(kind, 0.0) + _used(pid)
        return used

    def _pids(self) -> list[tuple[str, int]]:
        named = [(name, process.pid) for name, process in self.processes.items()]
        return named + [(f"reader of {name}", child) for name, pid in named for child in descendants(pid)]


def settings_for(url: str, folder: Path) -> dict[str, str]:
    """The settings of a program on this book, which sends no letters."""
    return {
        "DATABASE_URL": url, "INSTANCE_PATH": str(folder), "CONTACT_ADDRESS": CONTACT, "TIMEZONE": "Europe/Berlin",
        "SECRET_KEY": "a key to measure with, and of nothing else", "MAIL_SERVER": "", "IMAP_URL": "",
    }


def migrated(environment: dict[str, str]) -> None:
    """Brings the book to the newest schema."""
    subprocess.run([sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"], cwd=ROOT, check=True,
                   env=os.environ | environment, capture_output=True)


@contextmanager
def running(environment: dict[str, str], workers: int) -> Iterator[Program]:
    """The program with so many workers, warm: each part has done its work once."""
    with ExitStack() as stack:
        program = Program(environment)
        stack.callback(program.stop)
        program.start("listener", "mail", "lmtp")
        for number in range(workers):
            program.start(f"worker {number + 1}", "work")
        wait_until(lambda: answers(program.port), "the listener answers")
        hand_over(program.port, mails(40, f"warm{program.port}"), 8)
        if workers:
            program.settle()
        yield program


def hand_over(port: int, raws: Sequence[bytes], connections: int) -> Handed:
    """Hands mails over by LMTP on so many connections at once. Raises RuntimeError when one is not answered with 250."""
    handed = Handed(0.0)
    faults: list[Exception] = []

    def deliver(share: Sequence[bytes]) -> None:
        try:
            handed.milliseconds.extend(_delivered(port, share))
        except (OSError, RuntimeError) as fault:
            faults.append(fault)

    wires = [threading.Thread(target=deliver, args=(raws[n::connections],)) for n in range(connections)]
    begin = perf_counter()
    for wire in wires:
        wire.start()
    for wire in wires:
        wire.join()
    handed.seconds = perf_counter() - begin
    if faults:
        raise RuntimeError("a mail was not taken") from faults[0]
    return handed


def _delivered(port: int, raws: Sequence[bytes]) -> list[float]:
    """Milliseconds until 250 of each mail on one connection, with PIPELINING."""
    spent = []
    with socket.create_connection((HOST, port)) as wire:
        wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        _expect(wire, b"220")
        wire.sendall(b"LHLO bench.example\r\n")
        _expect(wire, b"250")
        for number, raw in enumerate(raws):
            begin = perf_counter()
            wire.sendall(b"MAIL FROM:<p%d@host.example>\r\nRCPT TO:<%s>\r\nDATA\r\n" % (number, CONTACT.encode()))
            _expect(wire, b"354")
            wire.sendall(raw.replace(b"\r\n.", b"\r\n..") + b".\r\n")
            _expect(wire, b"250")
            spent.append((perf_counter() - begin) * 1000)
    return spent


def _expect(wire: socket.socket, code: bytes) -> None:
    """Reads replies until the last line is complete and is not one of the 250s before it."""
    said = b""
    while not (said.endswith(b"\n") and said.splitlines()[-1].startswith(code + b" ")):
        more = wire.recv(ANSWER_BYTES)
        said += more
        last = said.splitlines()[-1] if said else b""
        if not more or last[:1] in {b"4", b"5"}:
            raise RuntimeError(f"not {code.decode()}: {last.decode(errors='replace')}")


def _used(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _peak(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


@contextmanager
def opened(environment: dict[str, str]) -> Iterator[None]:
    """The program's own code on the book, in this process."""
    with create_app(Settings.from_environment(environment)).app_context():
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()

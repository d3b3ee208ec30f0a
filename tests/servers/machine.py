"""What the servers ask of the machine: free ports, folders that an unprivileged user may enter, waiting, ending."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HOST = "127.0.0.1"
PATIENCE_SECONDS = 30
MEMORY = Path("/dev/shm")
MEMORY_BYTES = 1_000_000_000


def free_port() -> int:
    """A port on the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def wait_until(holds: Callable[[], object], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Returns as soon as `holds()` is true. Raises TimeoutError naming `what` when it is not within `seconds`."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(0.02)


def answers(port: int) -> bool:
    """Whether somebody listens on a port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((HOST, port)) == 0


@contextmanager
def folder(prefix: str, owner: str = "", *, in_memory: bool = False) -> Iterator[Path]:
    """A new folder under a short path that every user may enter, given to `owner` when root; removed at the end.

    `in_memory`: on a file system without a disk, where the machine has one with room.
    """
    room = in_memory and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > MEMORY_BYTES
    path = Path(tempfile.mkdtemp(prefix=f"{prefix}-", dir=MEMORY if room else None))
    path.chmod(0o755)
    if owner and os.geteuid() == 0:
        give(path, owner)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def give(path: Path, owner: str) -> None:
    """Makes a user of this machine the owner of a file or folder."""
    account = pwd.getpwnam(owner)
    os.chown(path, account.pw_uid, account.pw_gid)


def running_as(user: str) -> dict[str, Any]:
    """Arguments of `subprocess` that run a program as that user when we are root; else as whoever we are."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam(user)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def bound(*command: str) -> list[str]:
    """The command of a server that ends when we do, even when we are killed and no fixture can end it."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "QUIT", *command] if setpriv else list(command)


def end(process: subprocess.Popen[bytes], how: signal.Signals = signal.SIGTERM) -> None:
    """Ends a process and waits for it; one that does not listen is killed."""
    if process.poll() is None:
        process.send_signal(how)
    try:
        process.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def descendants(pid: int) -> list[int]:
    """The processes that a process started, and theirs."""
    try:
        children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except FileNotFoundError:
        return []
    return children + [deeper for child in children for deeper in descendants(child)]


def signal_all(pid: int, which: signal.Signals) -> None:
    """Sends a signal to a process, then to all that it started."""
    for one in [pid, *descendants(pid)]:
        try:
            os.kill(one, which)
        except ProcessLookupError:
            continue

"""Power loss: what a disk may hold at any moment of a program's run.

`record` runs a program under strace and notes what it asks of the files of one folder, and what it says on standard
output: a line said is an acknowledgement that somebody relies on. `Disk` plays the calls back and gives, after each, the
images that a power loss might leave: what was synced is there; each write since then is there, or not, or torn between
sectors. Names are kept in the order of their changes, and any sync carries them (as ext4's journal does).

A program must write from its main thread; a call that this model does not know is an error, never ignored.
"""

import re
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.servers.needs import do_without, need

SECTOR = 512
CALLS = (
    "open,openat,creat,write,writev,pwrite64,pwritev,pwritev2,fsync,fdatasync,ftruncate,truncate,fallocate,unlink,unlinkat,"
    "rename,renameat,renameat2,link,linkat,symlink,symlinkat,copy_file_range,sendfile,sync_file_range"
)
LINE = re.compile(r"(\w+)\((.*)\) += (\d+)")
# A file descriptor with its path, a quoted text, or a bare word: strace writes all text in hex.
ARGUMENT = re.compile(r'(\d+|AT_FDCWD)<((?:\\x..)*)>(?:\(deleted\))?|"((?:\\x..)*)"|([^,\s][^,]*)')
STANDARD_OUTPUT = 1
# The index of SQLite's log is shared memory in a file: it is made anew after a crash.
FORGOTTEN = "-shm"
AT_THE_END = -1


@dataclass(frozen=True)
class Call:
    """One call: `name` of the file in the folder (empty for what is said), `data` written or the other name of a link,
    `number` the offset or size, `AT_THE_END` for what is appended."""

    what: str
    name: str = ""
    data: bytes = b""
    number: int = 0


@dataclass
class File:
    """What is safely on the disk, and what was asked since the last sync: (offset, data), or (size, None) for a cut."""

    safe: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)

    @property
    def length(self) -> int:
        """Bytes, as programs see it."""
        content = bytearray(self.safe)
        for number, data in self.pending:
            _change(content, number, data)
        return len(content)

    def sync(self) -> None:
        """Makes everything that was asked safe."""
        for number, data in self.pending:
            _change(self.safe, number, data)
        self.pending.clear()

    def after(self, chance: Random) -> bytes:
        """What the disk may hold: each pending change there, or not, or torn."""
        content = bytearray(self.safe)
        for number, data in self.pending:
            luck = chance.randrange(3)
            if luck == 1 or (luck == 2 and data is None):
                _change(content, number, data)
            elif luck == 2 and data is not None:
                for offset, sector in _sectors(number, data):
                    if chance.random() < 0.5:
                        _change(content, offset, sector)
        return bytes(content)


class Disk:
    """A folder's files as a disk keeps them, while calls are played back."""

    def __init__(self, content: Mapping[str, bytes]) -> None:
        self._names = {name: File(bytearray(data)) for name, data in content.items()}
        self._safe_names = dict(self._names)
        self._pending_names: list[tuple[str, File | None]] = []

    def play(self, call: Call) -> None:
        """Does what one call asked."""
        if call.what == "create":
            if call.name not in self._names:
                self._rename(call.name, File())
        elif call.what == "link":
            self._rename(call.name, self._names[call.data.decode()])
        elif call.what == "unlink":
            self._rename(call.name, None)
        elif call.what == "sync":
            if call.name:
                self._names[call.name].sync()
            for name, file in self._pending_names:
                _name(self._safe_names, name, file)
            self._pending_names.clear()
        elif call.what == "write":
            file = self._names[call.name]
            file.pending.append((file.length if call.number == AT_THE_END else call.number, call.data))
        elif call.what == "cut":
            self._names[call.name].pending.append((call.number, None))

    def image(self, chance: Random | None) -> dict[str, bytes]:
        """The files after a power loss now. Without `chance`, everything that was not synced is gone."""
        names = dict(self._safe_names)
        if chance is None:
            return {name: bytes(file.safe) for name, file in names.items()}
        for name, file in self._pending_names[: chance.randint(0, len(self._pending_names))]:
            _name(names, name, file)
        return {name: file.after(chance) for name, file in names.items()}

    def _rename(self, name: str, file: File | None) -> None:
        _name(self._names, name, file)
        self._pending_names.append((name, file))


Check = Callable[[Path, list[str]], str]


@dataclass(frozen=True)
class Verdict:
    """How many images were looked at, and what was wrong with which."""

    images: int
    faults: list[str]


def record(command: list[str], folder: Path, log: Path, environment: Mapping[str, str]) -> list[Call]:
    """Runs a program to its end under strace, and returns what it asked of `folder` and said, in order."""
    strace = need("strace")
    traced = [str(strace), "-y", "-xx", "-s", "10000000", "-o", str(log), "-e", f"trace={CALLS}", *command]
    ended = subprocess.run(traced, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=300, check=False)
    if b"ptrace" in ended.stderr and b"Operation not permitted" in ended.stderr:
        do_without("strace may not trace here")
    if ended.returncode:
        raise RuntimeError(ended.stderr.decode(errors="replace"))
    with log.open(encoding="ascii") as lines:
        return [call for line in lines if (found := LINE.match(line)) for call in _calls(folder, *found.groups())]


def replay(before: Mapping[str, bytes], calls: list[Call], seeds: int, scratch: Path, check: Check) -> Verdict:
    """Loses power after every call, `seeds` + 1 times each, and has every image checked against what was said by then.

    `check` gets a folder with the image and the lines said, and returns what is wrong, or nothing.
    """
    disk, said, images, faults = Disk(before), list[str](), 0, list[str]()
    for step, call in enumerate(calls):
        if call.what == "say":
            said += call.data.decode().split()
        disk.play(call)
        for seed in range(-1, seeds):
            image = disk.image(None if seed < 0 else Random(f"{step}/{seed}"))
            _lay_out(image, scratch)
            images += 1
            if fault := check(scratch, said):
                faults.append(f"after call {step} ({call.what} {call.name}), seed {seed}: {fault}")
    return Verdict(images, faults)


def files_in(folder: Path) -> dict[str, bytes]:
    """The files of a folder by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def _calls(folder: Path, system_call: str, arguments: str, result: str) -> Iterator[Call]:
    parts = [match.groups() for match in ARGUMENT.finditer(arguments)]
    descriptor, path, text, _ = parts[0]
    if system_call == "write" and descriptor == str(STANDARD_OUTPUT):
        yield Call("say", data=_bytes(parts[1][2]))
        return
    if system_call in {"open", "openat", "creat"}:
        path, text = "", parts[1][2] if system_call == "openat" else text
    where = Path(_bytes(text or path).decode())
    if system_call in {"link", "linkat"}:
        old, where = (Path(_bytes(part[2]).decode()) for part in parts if part[2])
    if folder not in (where, where.parent) or where.name.endswith(FORGOTTEN):
        return
    name = "" if where == folder else where.name
    if system_call in {"open", "openat"}:
        if "O_TRUNC" in arguments or "O_TMPFILE" in arguments:
            raise ValueError(f"not in the model: {system_call} of {name} with {arguments[-60:]}")
        if "O_CREAT" in arguments:
            yield Call("create", name)
    elif system_call == "pwrite64":
        yield Call("write", name, _bytes(parts[1][2])[: int(result)], int(parts[3][3]))
    elif system_call in {"fsync", "fdatasync"}:
        yield Call("sync", name)
    elif system_call == "ftruncate":
        yield Call("cut", name, number=int(parts[1][3]))
    elif system_call == "write":
        yield Call("write", name, _bytes(parts[1][2])[: int(result)], AT_THE_END)
    elif system_call in {"link", "linkat"}:
        yield Call("link", name, old.name.encode())
    elif system_call == "unlink":
        yield Call("unlink", name)
    else:
        raise ValueError(f"not in the model: {system_call} of {name}")


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _change(content: bytearray, number: int, data: bytes | None) -> None:
    end = number if data is None else number + len(data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if data is None:
        del content[number:]
    else:
        content[number:end] = data


def _sectors(offset: int, data: bytes) -> Iterator[tuple[int, bytes]]:
    end = offset + len(data)
    while offset < end:
        stop = min(end, offset - offset % SECTOR + SECTOR)
        yield offset, data[len(data) - (end - offset) : len(data) - (end - stop)]
        offset = stop


def _name(names: dict[str, File], name: str, file: File | None) -> None:
    if file is None:
        names.pop(name, None)
    else:
        names[name] = file


def _lay_out(image: Mapping[str, bytes], folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()
    for name, data in image.items():
        (folder / name).write_bytes(data)

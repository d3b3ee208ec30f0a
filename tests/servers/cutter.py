"""A TCP proxy on a loopback port that cuts one connection at a chosen line of the client: before, after or in the answer."""

import contextlib
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum

from tests.servers.machine import HOST

CHUNK = 65_536


class Cut(Enum):
    """Where it is cut: the server never gets the line; it does, but nobody hears the answer; within the answer."""

    BEFORE = "before the server has it"
    UNHEARD = "after the server did it"
    WITHIN = "within the answer"


class Cutter(socketserver.ThreadingTCPServer):
    """The proxy. `arm` says where to cut next; `lines` holds the client's lines since then, on whichever connection."""

    daemon_threads = False

    def __init__(self, to: int) -> None:
        super().__init__((HOST, 0), _Connection)
        self.to, self.port = to, int(self.server_address[1])
        self.arm()

    def arm(self, line: int = 0, cut: Cut = Cut.BEFORE, within: int = 60) -> None:
        """Cuts at that line (from 1; 0 never), once. `within`: after so many bytes of the answer."""
        self.lines: list[bytes] = []
        self.at, self.cut, self.within, self.was_cut = line, cut, within, False

    def handle_error(self, request: object, client_address: object) -> None:
        """What breaks is the connection, and that is its trade."""


class _Connection(socketserver.BaseRequestHandler):
    server: Cutter

    def handle(self) -> None:
        self.muted: Cut | None = None
        self.tag = b""
        with socket.create_connection((HOST, self.server.to)) as server:
            down = threading.Thread(target=self._answers, args=(server,))
            down.start()
            with contextlib.suppress(OSError):
                self._lines(server)
            _end(server)
            down.join()

    def _lines(self, server: socket.socket) -> None:
        with self.request.makefile("rb") as lines:
            for line in lines:
                self.server.lines.append(line)
                self.tag = line.partition(b" ")[0] + b" " if b" " in line else self.tag  # else it goes on with the one before
                if len(self.server.lines) == self.server.at:
                    self.server.was_cut = True
                    if self.server.cut is Cut.BEFORE:
                        break
                    self.muted = self.server.cut
                server.sendall(line)
        _end(self.request)

    def _answers(self, server: socket.socket) -> None:
        heard = b""
        with contextlib.suppress(OSError):
            while data := server.recv(CHUNK):
                if self.muted is None:
                    self.request.sendall(data)
                    continue
                heard += data
                if self.muted is Cut.WITHIN and len(heard) >= self.server.within:
                    self.request.sendall(heard[: self.server.within])
                    break
                if b"\n" + self.tag in b"\n" + heard or heard.startswith(b"+"):
                    break
        _end(self.request)
        _end(server)


def _end(wire: socket.socket) -> None:
    with contextlib.suppress(OSError):
        wire.shutdown(socket.SHUT_RDWR)


@contextmanager
def cutting(to: int) -> Iterator[Cutter]:
    """A proxy in front of a port of this machine, not armed yet."""
    with Cutter(to) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield proxy
        finally:
            proxy.shutdown()
            thread.join()

"""An OAuth 2 token server on a loopback port: refresh tokens that change each time, client credentials, introspection."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from tests.servers.machine import HOST

CLIENT, CLIENT_SECRET, FIRST_REFRESH = "tracker", "a secret of the program", "refresh-0"


class TokenServer(ThreadingHTTPServer):
    """Each refresh token works once. `asked` holds what was posted to /token; `fails` is a status that it answers instead."""

    def __init__(self, user: str) -> None:
        super().__init__((HOST, 0), _Answers)
        self.user, self.fails, self.lasts = user, 0, 3600
        self.refresh, self.valid = FIRST_REFRESH, set[str]()
        self.asked: list[dict[str, str]] = []
        self.turn = threading.Lock()

    @property
    def url(self) -> str:
        """Where it is; /token and /introspect stand under it."""
        return f"http://{HOST}:{self.server_port}"

    def issue(self, asked: dict[str, str]) -> tuple[int, dict[str, object]]:
        """What is answered to a request for a token."""
        if self.fails:
            return self.fails, {}
        if (asked.get("client_id"), asked.get("client_secret")) != (CLIENT, CLIENT_SECRET):
            return 401, {"error": "invalid_client", "error_description": f"wrong secret {asked.get('client_secret')}"}
        answer: dict[str, object] = {"token_type": "Bearer", "expires_in": self.lasts}
        if asked["grant_type"] == "refresh_token":
            if asked["refresh_token"] != self.refresh:
                return 400, {"error": "invalid_grant"}
            answer["refresh_token"] = self.refresh = f"refresh-{len(self.asked)}"
        token = f"access-{len(self.asked)}"
        self.valid.add(token)
        return 200, answer | {"access_token": token}


class _Answers(BaseHTTPRequestHandler):
    server: TokenServer

    def do_POST(self) -> None:
        posted = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(posted).items()}
        with self.server.turn:
            if self.path == "/token":
                self.server.asked.append(form)
                status, answer = self.server.issue(form)
            else:
                active = form.get("token") in self.server.valid
                status, answer = 200, {"active": active, "username": self.server.user} if active else {"active": False}
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Says nothing."""


@contextmanager
def token_server(user: str) -> Iterator[TokenServer]:
    """A running one, whose tokens are that user's."""
    with TokenServer(user) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()

"""How fast the desk's pages are: `python -m bench.desk [--tickets 1000 100000 1000000] [--database sqlite]`.

On a book with so many tickets, 20,000 of them open: the program behind gunicorn with two workers, one request after another,
each page as many times, in turn. Limits: median 20 ms, p95 50 ms, and on the largest book 1.5 times the median of the smallest.
The exit status is 1 over any of them. Searched are an address and words that stand on some tickets of every book.
"""

import argparse
import http.client
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median, quantiles
from time import perf_counter
from urllib.parse import urlencode

from bench.figures import Figure, note
from bench.filling import fill, work_off
from bench.intake import book
from bench.mails import mails
from bench.program import CONTACT, ROOT, migrated, opened, settings_for
from compliance import jobs
from compliance.intake.keeping import keep
from compliance.people import accounts
from compliance.rules.abilities import SYSTEM
from compliance.tickets.queue import View, queue
from tests.servers.machine import HOST, answers, end, folder, free_port, wait_until

OPEN, STAFF, TIMES, LAST_PAGE = 20_000, 10, 40, 100
MEDIAN_MS, P95_MS, GROWTH = 20.0, 50.0, 1.5
PASSWORD = "correct horse battery staple"
EMAIL = "agent0@staff.example"
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
OLDER = re.compile(r'rel="next" href="([^"]+)"')


class Reader:
    """A signed-in browser on one connection."""

    def __init__(self, port: int) -> None:
        self.wire = http.client.HTTPConnection(HOST, port, timeout=120)
        self.cookie = ""
        token = TOKEN.search(self.get("/staff/sign-in"))
        assert token, "the form has no token"
        form = urlencode({"csrf_token": token[1], "email": EMAIL, "password": PASSWORD})
        self._ask("POST", "/staff/sign-in", form, {"Content-Type": "application/x-www-form-urlencoded"})

    def get(self, path: str) -> str:
        """A page. Raises RuntimeError where it is none."""
        status, text = self._ask("GET", path)
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        return text

    def _ask(self, method: str, path: str, body: str | None = None, headers: dict[str, str] | None = None) -> tuple[int, str]:
        self.wire.request(method, path, body, {"Cookie": self.cookie} | (headers or {}))
        answer = self.wire.getresponse()
        text = answer.read().decode()
        if given := answer.getheader("Set-Cookie"):
            self.cookie = given.partition(";")[0]
        return answer.status, text


def filled(environment: dict[str, str], tickets: int) -> dict[str, str]:
    """Brings the book to its size. Returns the pages to measure, by name; page 100 is found on the way."""
    with opened(environment):
        for number in range(STAFF):
            staff, _ = accounts.add(SYSTEM, f"agent{number}@staff.example", "agent", f"Agent {number}")
            accounts.set_password(staff, PASSWORD)
    fill(environment, tickets)
    with opened(environment):
        for raw in mails(20, "last"):
            keep(raw, [CONTACT], "somebody@host.example", "mail")
        jobs.run_due(limit=200)
        work_off(min(OPEN, tickets // 5))
        reference = queue(View(), limit=1).tickets[0].reference
    return {
        "queue": "/staff/", "filtered": "/staff/?kind=removal&law=eu-gdpr&due=month", "mine": "/staff/?view=mine",
        "ticket": f"/staff/tickets/{reference}", "by address": "/staff/?q=p7.last%40host7.example",
        "by words": "/staff/?q=account+backups", "by a name with a slip": "/staff/?q=Kowalczik",
        "figures for Prometheus": "/metrics",
    }


def last_page(reader: Reader) -> str:
    """The address of page 100, or of the last one."""
    address = "/staff/"
    for _ in range(LAST_PAGE - 1):
        older = OLDER.search(reader.get(address))
        if older is None:
            break
        address = older[1].replace("&amp;", "&")
    return address


def measured(port: int, pages: dict[str, str]) -> dict[str, tuple[float, float]]:
    """Median and p95 of each page in milliseconds."""
    reader = Reader(port)
    pages["page 100"] = last_page(reader)
    taken: dict[str, list[float]] = {name: [] for name in pages}
    for turn in range(TIMES + 5):
        for name, path in pages.items():
            begin = perf_counter()
            reader.get(path)
            if turn >= 5:
                taken[name].append((perf_counter() - begin) * 1000)
    return {name: (median(times), quantiles(times, n=20)[18]) for name, times in taken.items()}


@contextmanager
def served(environment: dict[str, str]) -> Iterator[int]:
    """The web part behind gunicorn with two workers; its port."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "--bind", f"{HOST}:{port}", "--workers", "2", "--threads", "2", "wsgi:app"],
        cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: answers(port), "pages answer", 60)
        yield port
    finally:
        end(server)


def run(kind: str, sizes: list[int]) -> bool:
    """Prints a line for each page and size; whether all limits hold."""
    holds, smallest = True, {}
    for tickets in sizes:
        with folder("bench") as home, book(kind, home) as url:
            environment = settings_for(url, home)
            migrated(environment)
            begin = perf_counter()
            pages = filled(environment, tickets)
            print(f"{kind}: {tickets:,} tickets, filled in {perf_counter() - begin:.0f} s", flush=True)
            with served(environment) as port:
                figures = measured(port, pages)
        for name, (middle, most) in figures.items():
            growth = middle / smallest.setdefault(name, middle)
            good = middle <= MEDIAN_MS and most <= P95_MS and growth <= GROWTH
            holds = holds and good
            size = f"{tickets:,} tickets"
            note(Figure(f"{name}, median", middle, "ms", kind, size, MEDIAN_MS, False, smallest[name], "smallest book"))
            note(Figure(f"{name}, p95", most, "ms", kind, size, P95_MS))
            print(f"  {name:<22} median {middle:6.1f} ms   p95 {most:6.1f} ms   x {growth:4.2f}  {'' if good else 'OVER'}",
                  flush=True)
    return holds


def main() -> int:
    """1 over a limit."""
    asked = argparse.ArgumentParser(description="How fast the desk's pages are.")
    asked.add_argument("--tickets", type=int, nargs="+", default=[1000, 100_000])
    asked.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    wanted = asked.parse_args()
    kinds = ("sqlite", "postgres") if wanted.database == "both" else (wanted.database,)
    held = [run(kind, sorted(wanted.tickets)) for kind in kinds]
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())

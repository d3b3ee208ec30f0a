"""`flask serve` from nothing: a link for the administrator, pages, LMTP, worker and clock; Ctrl-C ends it all."""

import json
import os
import re
import signal
import smtplib
import subprocess
import urllib.error
import urllib.request

from tests.servers.machine import answers, free_port, wait_until
from tests.servers.site import ROOT, command, run

STARTING_SECONDS = 120  # seven programs begin at once, beside whatever else runs on the machine
MAIL = "From: maria@example.org\r\nTo: privacy@localhost\r\nSubject: Please\r\n\r\nPlease delete my account.\r\n"


def get(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_from_nothing_to_a_ticket_and_again(tmp_path):
    web, lmtp = free_port(), free_port()
    environment = {"INSTANCE_PATH": str(tmp_path / "instance"), "PORT": str(web), "LMTP_PORT": str(lmtp)}
    links = []
    for start in range(2):
        with (tmp_path / f"out{start}").open("w+") as out:
            process = subprocess.Popen(command("serve"), cwd=ROOT, env={**os.environ, **environment}, stdout=out,
                                       stderr=subprocess.STDOUT)
            try:
                wait_until(lambda: answers(web) and answers(lmtp), "pages and LMTP answer", STARTING_SECONDS)
                site = f"http://127.0.0.1:{web}"
                wait_until(lambda site=site: get(f"{site}/readyz")[0] == 200, "worker and clock are alive", STARTING_SECONDS)
                with smtplib.LMTP("127.0.0.1", lmtp) as client:
                    client.sendmail("maria@example.org", ["privacy@localhost"], MAIL)
                wait_until(lambda: tickets(environment), "the mail becomes a ticket", STARTING_SECONDS)
                out.seek(0)
                links += re.findall(r"/staff/welcome/\S+", out.read())
                assert get(f"{site}{links[-1]}")[0] == 200
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(30)
        assert process.returncode == 0
        assert not answers(web)
        assert not answers(lmtp)
    assert len(set(links)) == 2
    assert len(tickets(environment)) == 1
    assert (tmp_path / "instance" / "secret.key").stat().st_mode & 0o777 == 0o600


def tickets(environment) -> list[dict]:
    return [json.loads(line) for line in run(environment, "tickets", "list", "--json").stdout.splitlines()]


def test_a_taken_port_is_said(tmp_path):
    with subprocess.Popen(["python3", "-m", "http.server", "--bind", "127.0.0.1", port := str(free_port())],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as other:
        wait_until(lambda: answers(int(port)), "the port is taken")
        done = run({"INSTANCE_PATH": str(tmp_path), "PORT": port}, "serve")
        other.kill()
    assert done.returncode == 1
    assert b"set PORT to a free one" in done.stderr

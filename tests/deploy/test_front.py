"""The Postfix in front, as `start.sh` sets it up: read by Postfix's own programs."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from config import Settings
from tests.conftest import ROOT
from tests.deploy.test_compose import SERVICES
from tests.servers.needs import need

FOLDER = ROOT / "deploy" / "postfix"
MASTER = "smtp inet n - y - - smtpd\nlmtp unix - - y - - lmtp\n"


@pytest.fixture
def front(tmp_path: Path) -> Path:
    """A configuration that start.sh has made, with a `postfix` that only says how it was started."""
    need("Postfix")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "postfix").write_text('#!/bin/sh\necho "started: $*"\n')
    (tmp_path / "bin" / "postfix").chmod(0o755)
    shutil.copy(FOLDER / "main.cf", tmp_path)
    (tmp_path / "master.cf").write_text(MASTER)
    environment = {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "MAIL_CONFIG": str(tmp_path),
                   "MAIL_DOMAIN": "books.example", "CONTACT_LOCAL": "privacy"}
    started = subprocess.run(["sh", str(FOLDER / "start.sh")], env=environment, capture_output=True, text=True, check=False)
    assert (started.stdout, started.stderr, started.returncode) == ("started: start-fg\n", "", 0)
    return tmp_path


def asked(folder: Path, *words: str) -> str:
    """What Postfix's postconf says, without a warning."""
    said = subprocess.run(["postconf", "-c", str(folder), *words], capture_output=True, text=True, check=True)
    assert said.stderr == ""
    return said.stdout


@pytest.mark.postfix
def test_the_contact_address_goes_to_the_tracker_whole(front: Path) -> None:
    """By LMTP to the service of that name, with what stands behind +, and nobody else's mail is taken."""
    lines = [line.partition(" =") for line in asked(front, "-n").splitlines()]
    said = {name: value.strip() for name, _, value in lines}
    assert said["virtual_mailbox_domains"] == "books.example"
    assert said["virtual_transport"] == f"lmtp:inet:lmtp:{Settings().lmtp_port}"
    assert "lmtp" in SERVICES
    assert said["recipient_delimiter"] == "+"
    assert said["message_size_limit"] == str(Settings().max_mail_bytes)
    assert "reject_unauth_destination" in said["smtpd_relay_restrictions"]
    assert said["mynetworks"] == "127.0.0.0/8, [::1]/128"
    assert "virtual_alias_maps" not in said
    found = subprocess.run(["postmap", "-c", str(front), "-q", "privacy@books.example", said["virtual_mailbox_maps"]],
                           capture_output=True, text=True, check=False)
    assert found.stdout.strip() == "tracker"


@pytest.mark.postfix
def test_letters_go_out_by_a_door_that_the_world_does_not_reach(front: Path) -> None:
    """Port 2525 takes from everybody who reaches it; the compose file publishes 25 alone."""
    assert "mynetworks=0.0.0.0/0" in asked(front, "-M", "2525/inet")
    assert asked(front, "-F", "2525/inet/chroot").split()[-1] == "n"
    assert SERVICES["postfix"]["ports"] == ["25:25"]
    example = (ROOT / "deploy" / "compliance.env.example").read_text(encoding="utf-8")
    assert "MAIL_SERVER=postfix\nMAIL_PORT=2525\n" in example

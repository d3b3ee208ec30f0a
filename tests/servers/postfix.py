"""A real Postfix of our own: its own folders, a loopback port, started by `master` itself.

It hands mail for its domain to us in one of the two ways that administrators use: by LMTP to a port, or by pipe to a
command for each mail (run as `nobody`, since Postfix never pipes as root). What is refused for now waits in its queue and
is tried again every few seconds, or at once by `flush()`.
"""

import grp
import os
import pwd
import shlex
import signal
import smtplib
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.machine import HOST, answers, bound, end, folder, free_port, give, signal_all, wait_until
from tests.servers.needs import need

DOMAIN = "example.test"
PIPE_USER = "nobody"
OWN_FOLDERS = ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace")
GROUP_FOLDERS = {"maildrop": 0o730, "public": 0o710}
WAITING = ("maildrop", "incoming", "active", "deferred", "hold", "corrupt")
# Postfix waits until main.cf is no longer being written, which takes two seconds for a new file: ours is of 2001.
LONG_AGO = 1_000_000_000

MAIN = """\
compatibility_level = 3.6
queue_directory = {home}/spool
data_directory = {home}/data
maillog_file = {log}
multi_instance_enable = yes
myhostname = mx.{domain}
mydestination =
local_recipient_maps =
alias_maps =
alias_database =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = {domain}
virtual_transport = {transport}
virtual_mailbox_limit = 0
relay_domains =
default_transport = error:no mail leaves the tests
smtpd_recipient_restrictions = permit_mynetworks, reject_unauth_destination
recipient_delimiter = +
minimal_backoff_time = 2s
maximal_backoff_time = 4s
queue_run_delay = 2s
message_size_limit = 60000000
intake_destination_recipient_limit = 1
intake_time_limit = 60s
"""

MASTER = """\
{host}:{port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 2 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
flush unix n - n 1000? 0 flush
showq unix n - n - - showq
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
postlog unix-dgram n - n - 1 postlogd
intake unix - n n - - pipe flags=Rq user={user} argv={home}/intake ${{sender}} ${{recipient}}
"""


class Postfix:
    """One instance. `submit` is how a stranger's mail server hands a mail to it."""

    def __init__(self, home: Path, lmtp_port: int | None, command: list[str] | None) -> None:
        self.port = free_port()
        self._home = home
        self._log = Path("/var/log") / f"compliance-test-postfix-{self.port}.log"
        transport = f"lmtp:inet:{HOST}:{lmtp_port}" if lmtp_port else "intake:"
        self._lay_out()
        self._write("main.cf", MAIN.format(home=home, log=self._log, domain=DOMAIN, transport=transport))
        self._write("master.cf", MASTER.format(host=HOST, port=self.port, home=home, user=PIPE_USER))
        intake = home / "intake"
        intake.write_text(f"#!/bin/sh\nexec {shlex.join(command or ['cat'])} \"$@\"\n")
        intake.chmod(0o755)
        self.start()

    def start(self) -> None:
        """Starts it and waits until it takes mail."""
        daemons = subprocess.run(
            ["postconf", "-c", str(self._home / "etc"), "-h", "daemon_directory"], check=True, capture_output=True, text=True
        ).stdout.strip()
        self._process = subprocess.Popen(
            bound(f"{daemons}/master", "-c", str(self._home / "etc"), "-d"),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={"PATH": os.environ["PATH"], "MAIL_CONFIG": str(self._home / "etc")},
        )
        wait_until(lambda: answers(self.port), "Postfix takes mail")

    def stop(self) -> None:
        """Ends it; what is queued stays queued."""
        end(self._process)

    def kill(self) -> None:
        """Ends it as a crash does."""
        signal_all(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def submit(self, raw: bytes, sender: str = "someone@example.org", *recipients: str) -> None:
        """Hands it a mail by SMTP, for the privacy address unless told otherwise. Raises smtplib.SMTPException."""
        with smtplib.SMTP(HOST, self.port, timeout=30) as connection:
            connection.sendmail(sender, recipients or [f"privacy@{DOMAIN}"], raw)

    def queue_size(self) -> int:
        """How many mails it holds that are not delivered."""
        return sum(1 for queue in WAITING for path in (self._home / "spool" / queue).rglob("*") if path.is_file())

    def wait_until_empty(self) -> None:
        """Returns when nothing is queued. Raises TimeoutError with the log's end."""
        try:
            wait_until(lambda: self.queue_size() == 0, "Postfix's queue is empty")
        except TimeoutError as error:
            error.add_note(self.log()[-4000:])
            raise

    def flush(self) -> None:
        """Tries everything that is queued again at once."""
        subprocess.run(["postqueue", "-c", str(self._home / "etc"), "-f"], check=True, stdin=subprocess.DEVNULL)

    def log(self) -> str:
        """What it logged."""
        return self._log.read_text(errors="replace") if self._log.exists() else ""

    def remove_log(self) -> None:
        """Postfix logs under /var/log alone; takes that file away."""
        self._log.unlink(missing_ok=True)

    def _write(self, name: str, text: str) -> None:
        path = self._home / "etc" / name
        path.write_text(text)
        os.utime(path, (LONG_AGO, LONG_AGO))

    def _lay_out(self) -> None:
        for name in ("etc", "spool", "spool/pid", "data"):
            (self._home / name).mkdir(mode=0o755)
        give(self._home / "data", "postfix")
        owner, group = pwd.getpwnam("postfix").pw_uid, grp.getgrnam("postdrop").gr_gid
        for name in OWN_FOLDERS:
            path = self._home / "spool" / name
            path.mkdir(mode=0o700)
            os.chown(path, owner, 0)
        for name, mode in GROUP_FOLDERS.items():
            path = self._home / "spool" / name
            path.mkdir()
            os.chown(path, owner, group)
            path.chmod(mode)


@contextmanager
def postfix(*, lmtp_port: int | None = None, command: list[str] | None = None) -> Iterator[Postfix]:
    """A new instance that delivers to an LMTP port, or pipes each mail to `command SENDER RECIPIENT`; gone at the end."""
    need("Postfix")
    with folder("postfix") as home:
        server = Postfix(home, lmtp_port, command)
        try:
            yield server
        finally:
            server.kill()
            server.remove_log()

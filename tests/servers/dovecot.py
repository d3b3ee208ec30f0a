"""A real Dovecot of our own: one mailbox over IMAP, without TLS on a loopback port; mail comes in by `deliver`."""

import imaplib
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.machine import HOST, answers, bound, end, folder, free_port, give, wait_until
from tests.servers.needs import need

OWNER = "nobody"
USER, PASSWORD = "privacy@example.test", "a secret of the tests"

CONFIGURATION = """\
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_login_user = {owner}
default_internal_user = {owner}
default_internal_group = nogroup
first_valid_uid = 1
mail_location = maildir:{home}/mail/%u
mail_max_userip_connections = 50
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {home}/users
}}
userdb {{
  driver = static
  args = uid={owner} gid=nogroup home={home}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  chroot =
  service_count = 0
  process_min_avail = 1
  inet_listener imap {{
    port = {imap_port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service imap {{
  service_count = 1000
  process_limit = 100
  process_min_avail = 1
}}
service anvil {{
  chroot =
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp_port}
  }}
}}
"""


class Dovecot:
    """One instance with one mailbox, `USER` with `PASSWORD`. `port` speaks IMAP, `lmtp_port` takes mail for it."""

    def __init__(self, program: Path, home: Path) -> None:
        self.port, self.lmtp_port = free_port(), free_port()
        self._program, self._home = program, home
        (home / "mail").mkdir()
        give(home / "mail", OWNER)
        (home / "state").mkdir(mode=0o755)
        (home / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
        self._configuration = home / "dovecot.conf"
        self._configuration.write_text(
            CONFIGURATION.format(home=home, owner=OWNER, imap_port=self.port, lmtp_port=self.lmtp_port)
        )
        self.start()

    def start(self) -> None:
        """Starts it and waits until it answers."""
        self._process = subprocess.Popen(
            bound(str(self._program), "-F", "-c", str(self._configuration)), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        wait_until(lambda: answers(self.port), "Dovecot answers")

    def stop(self) -> None:
        """Ends it with all its connections; the mailbox stays."""
        end(self._process)

    @contextmanager
    def connection(self, mailbox: str = "INBOX") -> Iterator[imaplib.IMAP4]:
        """A connection that is signed in and has selected a mailbox."""
        with imaplib.IMAP4(HOST, self.port, timeout=30) as imap:
            imap.login(USER, PASSWORD)
            imap.select(mailbox)
            yield imap

    def deliver(self, raw: bytes, mailbox: str = "INBOX") -> None:
        """Puts a mail into a mailbox, unread."""
        with self.connection() as imap:
            status, answer = imap.append(mailbox, "", "", raw)
        if status != "OK":
            raise RuntimeError(f"Dovecot refused a mail: {answer!r}")

    def deliver_all(self, raws: Iterable[bytes], mailbox: str = "INBOX") -> None:
        """Puts many mails into a mailbox by one connection."""
        with self.connection() as imap:
            for raw in raws:
                imap.append(mailbox, "", "", raw)

    def mails(self, mailbox: str = "INBOX") -> list[bytes]:
        """The raw mails in a mailbox, oldest first, left as they are."""
        with self.connection(mailbox) as imap:
            uids = imap.uid("SEARCH", "ALL")[1][0].split()
            return [imap.uid("FETCH", uid.decode(), "(BODY.PEEK[])")[1][0][1] for uid in uids]


@contextmanager
def dovecot() -> Iterator[Dovecot]:
    """A new instance with an empty mailbox; gone at the end."""
    program = need("Dovecot")
    with folder("dovecot") as home:
        server = Dovecot(program, home)
        try:
            yield server
        finally:
            server.stop()

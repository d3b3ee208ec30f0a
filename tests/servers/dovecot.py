"""A real Dovecot of our own: one mailbox over IMAP on a loopback port; mail comes in by `deliver`.

What a test needs beside is said in Dovecot's own words: `dovecot(WITHOUT_MOVE)`, `dovecot(with_tokens(url))`,
`dovecot(with_tls(certificate))`.
"""

import imaplib
import re
import signal
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.machine import HOST, answers, bound, end, folder, free_port, give, signal_all, wait_until
from tests.servers.needs import need

OWNER = "nobody"
USER, PASSWORD = "privacy@example.test", "a secret of the tests"

CONFIGURATION = """\
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap lmtp
listen = 127.0.0.1, 127.0.0.2
ssl = no
mail_fsync = never
auth_failure_delay = 0
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
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp_port}
  }}
}}
"""

WITHOUT_MOVE = "imap_capability = IMAP4rev1 SASL-IR UIDPLUS IDLE NAMESPACE\n"
WITHOUT_IDLE = "imap_capability = IMAP4rev1 SASL-IR MOVE UIDPLUS\n"
BARE = "imap_capability = IMAP4rev1 SASL-IR\n"
FOLDERS_INSIDE_INBOX = "namespace inbox {\n  prefix = INBOX/\n}\n"


def with_tokens(introspection_url: str) -> str:
    """Access tokens (XOAUTH2), which are checked at that address."""
    return f"""\
auth_mechanisms = plain xoauth2
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = <<introspection_mode = post
introspection_url = {introspection_url}
username_attribute = username
active_attribute = active
active_value = true
>>
}}
"""


def with_tls(certificate: Path, port: int) -> str:
    """STARTTLS on the port of IMAP, TLS from the first byte on that other one; the file holds key and certificate."""
    return f"""\
ssl = yes
ssl_cert = <{certificate}
ssl_key = <{certificate}
service imap-login {{
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
"""


class Dovecot:
    """One instance with one mailbox, `USER` with `PASSWORD`. `port` speaks IMAP, `lmtp_port` takes mail for it."""

    def __init__(self, program: Path, home: Path, more: str = "") -> None:
        self.port, self.lmtp_port = free_port(), free_port()
        self._program, self._home = program, home
        (home / "mail").mkdir()
        give(home / "mail", OWNER)
        (home / "state").mkdir(mode=0o755)
        (home / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
        if "<<" in more:  # what stands between << and >> is a file of its own, and its name is put there
            before, inner, after = re.split("<<|>>", more)
            (home / "extra.conf").write_text(inner)
            more = f"{before}{home / 'extra.conf'}{after}"
        self._configuration = home / "dovecot.conf"
        self._configuration.write_text(
            CONFIGURATION.format(home=home, owner=OWNER, imap_port=self.port, lmtp_port=self.lmtp_port) + more
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

    def kill(self) -> None:
        """Ends it at once."""
        signal_all(self._process.pid, signal.SIGKILL)
        self._process.wait()

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
        """The raw mails in a mailbox, oldest first, left as they are; one that somebody takes away meanwhile is left out."""
        with self.connection(mailbox) as imap:
            uids = imap.uid("SEARCH", "ALL")[1][0].split()
            found = [imap.uid("FETCH", uid.decode(), "(BODY.PEEK[])")[1][0] for uid in uids]
            return [mail[1] for mail in found if mail is not None]


@contextmanager
def dovecot(more: str = "") -> Iterator[Dovecot]:
    """A new instance with an empty mailbox, and more configuration than usual; gone at the end."""
    program = need("Dovecot")
    with folder("dovecot") as home:
        server = Dovecot(program, home, more)
        try:
            yield server
        finally:
            server.kill()

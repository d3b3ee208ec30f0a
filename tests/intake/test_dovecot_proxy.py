"""Dovecot that hands the contact address on by LMTP, as docs/mail-servers.md describes it."""

import smtplib

from tests.intake.fetching import MAIL, kept
from tests.intake.listening import listening
from tests.servers.dovecot import dovecot

REPLY = "contact+r12-abc@example.test"
PROXY = """\
lmtp_proxy = yes
recipient_delimiter = +
passdb {{
  driver = static
  args = proxy=y protocol=lmtp host=127.0.0.1 port={port} nopassword=y
  username_filter = contact@example.test
}}
"""


def test_the_whole_address_comes_along(make_app):
    app = make_app(CONTACT_ADDRESS="contact@example.test")
    with listening(app) as port, dovecot(PROXY.format(port=port)) as server:
        with smtplib.LMTP("127.0.0.1", server.lmtp_port) as client:
            client.sendmail("maria@example.org", [REPLY], MAIL % (1, 1, 1))
        mail, = kept(app)
        assert (mail.recipients, mail.envelope_sender) == ([REPLY], "maria@example.org")
        assert server.mails() == []

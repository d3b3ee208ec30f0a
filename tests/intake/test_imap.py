"""Mail fetched from a real Dovecot: kept byte for byte, then moved; who it was sent to; what cannot be kept; how it ends."""

from compliance.intake.imap import Fetched
from tests.intake.fetching import MAIL, fetch, kept, raws


def test_every_mail_is_kept_byte_for_byte_and_moved(app, dovecot):
    mails = [MAIL % (n, n, n) for n in range(3)]
    for raw in mails:
        dovecot.deliver(raw)
    assert fetch(app, dovecot.port) == Fetched(kept=3)
    assert [mail.raw for mail in kept(app)] == mails
    assert (dovecot.mails(), dovecot.mails("Processed")) == ([], mails)
    assert fetch(app, dovecot.port) == Fetched()
    assert set(raws(app).values()) == {1}

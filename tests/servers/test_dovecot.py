"""A real Dovecot holds mails byte for byte and leaves them unread."""

from tests.servers.dovecot import Dovecot

RAW = b"Subject: hello\r\n\r\n\xff body\r\n"


def test_delivers_and_reads(dovecot: Dovecot) -> None:
    """A mail is there as it was put, unseen, and survives a restart."""
    dovecot.deliver(RAW)
    assert dovecot.mails() == [RAW]
    dovecot.stop()
    dovecot.start()
    with dovecot.connection() as imap:
        assert imap.uid("SEARCH", "UNSEEN")[1] == [b"1"]

"""Complaints that come without the Abuse Reporting Format."""

import pytest

from compliance.intake.reading import read

MAIL = (
    "Received: from mail.example.com by mx.example.org; Mon, 3 Mar 2025 10:14:00 +0100\nFrom: News <news@example.com>\n"
    "To: {to}\nSubject: Our news\n\nBuy!\n"
)
SENDER, SUBJECT = "4711@reports.spamcop.net", "[SpamCop (192.0.2.1) id:4711]Our news"


@pytest.mark.parametrize(("to", "who"), [("lost@example.org", ("lost@example.org",)), ("x <redacted@example.org>", ())])
def test_the_mail_in_the_report_itself(to: str, who: tuple[str, ...]) -> None:
    """Who got the mail complains; where the reporter hides it, staff are told."""
    raw = f"From: {SENDER}\nTo: abuse@example.com\nSubject: {SUBJECT}\n\nA user reports:\n\n{MAIL.format(to=to)}"
    said = read(raw.encode())
    assert (said.outcome, said.complained_recipients, said.acknowledge) == ("complaint", who, False)
    assert bool(said.warnings) is not bool(who)


def test_a_person_who_quotes_a_mail_is_no_reporter() -> None:
    """The same mail from somebody else is a request."""
    text = f"Please stop this:\n\n{MAIL.format(to='ada@example.org')}"
    raw = f"From: ada@example.org\nTo: privacy@example.com\nSubject: Spam complaint\n\n{text}"
    assert read(raw.encode()).outcome == "new"

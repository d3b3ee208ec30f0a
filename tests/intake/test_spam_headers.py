"""What our own mail server says about spam."""

import pytest

from compliance.intake.spam_headers import spam_reasons
from compliance.intake.trace import Trust

RECEIVED = ("received", b"from a by mx.example.test")


@pytest.mark.parametrize(("field", "value", "reasons"), [
    ("x-spam-flag", "YES", ("spam_flag",)),
    ("x-spam-flag", "NO", ()),
    ("x-spam-status", "Yes, score=7.1 required=5.0 tests=X", ("spam_status",)),
    ("x-spam-status", "No, score=-1.9 required=5.0", ()),
    ("x-spam", "Yes", ("spam_flag",)),
    ("x-spam-level", "******", ("spam_level",)),
    ("x-spam-level", "****", ()),
    ("x-rspamd-action", "add header", ("rspamd",)),
    ("x-rspamd-action", "no action", ()),
    ("x-rspamd-action", "greylist", ()),
    ("x-spamd-result", "default: True [18.20 / 15.00];", ("rspamd",)),
    ("x-spamd-result", "default: False [1.20 / 15.00];", ()),
    ("x-ms-exchange-organization-scl", "6", ("exchange",)),
    ("x-ms-exchange-organization-scl", "-1", ()),
    ("x-forefront-antispam-report", "CIP:192.0.2.1;CTRY:;LANG:en;SCL:5;SRV:;IPV:NLI;SFV:SPM;", ("exchange",)),
    ("x-forefront-antispam-report", "CIP:192.0.2.1;SCL:1;SFV:NSPM;", ()),
    ("x-spam-flag", "\xff" * 9000, ()),
])
def test_each_filters_words(field: str, value: str, reasons: tuple[str, ...]) -> None:
    """Spam where it says so, on top of the mail; below another server's Received, and where it is not trusted, nothing."""
    fields = [RECEIVED, (field, value.encode())]
    assert spam_reasons(fields, Trust()) == reasons
    assert spam_reasons([RECEIVED, *fields], Trust()) == ()
    assert spam_reasons(fields, Trust(spam_headers=False)) == ()


def test_a_plain_word_beats_stars() -> None:
    """A house whose threshold is higher says No beside six stars."""
    fields = [("x-spam-status", b"No, score=6 required=8"), ("x-spam-level", b"******"), RECEIVED]
    assert spam_reasons(fields, Trust()) == ()


def test_several_words_are_several_reasons() -> None:
    """Each once."""
    fields = [("x-spam-flag", b"YES"), ("x-spam", b"Yes"), ("x-rspamd-action", b"reject"), RECEIVED]
    assert spam_reasons(fields, Trust()) == ("spam_flag", "rspamd")

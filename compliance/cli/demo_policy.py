"""The privacy policy of the demonstration: two versions, so that one sees what changed."""

from datetime import date

from compliance.registers import policies
from compliance.rules.abilities import COMMAND

FIRST = """\
Example Books sells books. This says what we do with what we know about you.

# What we keep
- Your name, address and orders, as long as the tax law says.
- Your mail address for our newsletter, until you leave it.

# Your rights
Write to us, or use the form, and we remove you, correct what we hold, or stop our mails. Only our people see what we keep.
"""
SECOND = FIRST.replace("until you leave it", "until you leave it, and no longer than 24 months after you last opened it")


def publish(today: date) -> None:
    """Publishes both: one that counted for two years, and the one that counts since this year's May."""
    policies.publish(COMMAND, today.replace(year=today.year - 2, month=5, day=25), "en", FIRST)
    policies.publish(COMMAND, today.replace(year=today.year - 1, month=5, day=25), "en", SECOND,
                     "We keep addresses for the newsletter for 24 months at most.")

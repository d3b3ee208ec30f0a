"""What gunicorn and the `flask` command start from.

Wrong settings or laws end with 1, but with 75 where a mail server pipes a mail in: it keeps the mail and tries again.
"""

import sys

from compliance import create_app
from compliance.registers.ladder import LadderError
from compliance.registers.laws import LawError
from config import Settings, SettingsError

try:
    app = create_app(Settings.load())
except (SettingsError, LawError, LadderError) as error:
    print(error, file=sys.stderr)  # noqa: T201
    sys.exit(75 if {"mail", "accept"} <= set(sys.argv) else 1)

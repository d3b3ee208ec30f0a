"""What gunicorn and the `flask` command start from.

Wrong settings end with 1, but with 75 where a mail server pipes a mail in: it keeps the mail and tries again.
"""

import sys

from compliance import create_app
from config import Settings, SettingsError

try:
    app = create_app(Settings.load())
except SettingsError as error:
    print(error, file=sys.stderr)  # noqa: T201
    sys.exit(75 if sys.argv[1:3] == ["mail", "accept"] else 1)

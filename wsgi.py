"""What gunicorn and the `flask` command start from."""

import sys

from compliance import create_app
from config import Settings, SettingsError

try:
    app = create_app(Settings.load())
except SettingsError as error:
    sys.exit(str(error))

"""The site for a WSGI server: `gunicorn wsgi:app`."""

import sys

from app import create_app
from app.config import SettingsWrong

try:
    app = create_app()
except SettingsWrong as wrong:
    sys.exit(str(wrong))

"""How gunicorn serves the site; it reads this file by itself where it is started in the project's folder.

Here stands what holds for every installation. How many processes and threads, and at which address, is said on the
command line (docs/operate.md). What a browser may send is small: the longest address is that of a search.
"""

import os
import sys
from typing import Any

from app.config import SettingsWrong, read_settings
from app.counting import begin_counting, end_counting

try:
    _settings = read_settings(os.environ)
except SettingsWrong as wrong:  # told once, before any process that serves
    sys.exit(str(wrong))

worker_class = "app.patience.PatientWorker"
threads = 4

limit_request_line = 4094
limit_request_fields = 64
limit_request_field_size = 8190

timeout = 60  # a process that does not so much as turn round for so long is ended
graceful_timeout = 30
keepalive = 5
forwarded_allow_ips = ""  # whom to believe says KONKURSS_TRUSTED_PROXIES alone

if _settings.production:  # gunicorn's own lines as the site's; what the site answers the site writes down itself
    logconfig_dict = {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": "app.logs.JsonLines"}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "formatter": "lines", "stream": "ext://sys.stderr"}},
        "root": {"level": "WARNING", "handlers": []},
        "loggers": {
            "gunicorn.error": {"level": "INFO", "handlers": ["lines"], "propagate": False},
            "gunicorn.access": {"handlers": [], "propagate": False},
        },
    }


def on_starting(server: Any) -> None:
    """Before the first process: where all of them count together."""
    begin_counting(server.pid)


def on_exit(server: Any) -> None:
    """After the last."""
    end_counting(server.pid)

"""How the site is put together."""

import os

from flask import Flask, request
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from app import formats
from app.access import close_doors
from app.accounts import sign_in
from app.accounts.views import accounts
from app.acting import current_person
from app.adapters.moved_clock import install_clock
from app.adapters.storage import Storage
from app.applicant.views import applicant
from app.committee.views import committee
from app.config import ROOT, Settings, read_settings
from app.coordinator.views import coordinator
from app.errors import show_errors
from app.extensions import csrf, db
from app.forms import errors_of
from app.headers import set_headers
from app.health import health
from app.kept_pages import keep_pages
from app.languages import page_language, said, speak, versions
from app.maintenance import close_for_maintenance
from app.menu import rooms_of
from app.middleware import Arrival
from app.public.help import guides
from app.public.news import calendar_address, feed_address, news
from app.public.views import public
from app.publicity import serve_files
from app.refusals import answer_refusals
from app.request_number import Numbered
from app.styleguide.views import styleguide
from app.words import SEATS, STAGES, STATES
from competition.foundation.engine import begin_writing, prepare_engine

LARGEST_FORM = 2 * 1024 * 1024
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


def build(settings: Settings | None = None) -> Flask:
    """The application with `settings`, or with those of the environment. Raises SettingsWrong."""
    settings = settings or read_settings(os.environ)
    app = Flask("app", static_folder=None, template_folder=str(ROOT / "templates"))
    app.config.from_mapping(_flask_settings(settings))
    app.extensions["konkurss-settings"] = settings
    app.extensions["konkurss-storage"] = Storage(settings)
    install_clock(settings)
    show_errors(app)
    speak(app)
    close_for_maintenance(app, settings)  # before anything of the database
    _open_database(app)
    csrf.init_app(app)
    sign_in.install(app, settings)
    close_doors(app)
    answer_refusals(app)
    set_headers(app, settings)
    keep_pages(app)
    for blueprint in (public, guides, news, accounts, applicant, committee, coordinator, health):
        app.register_blueprint(blueprint)
    if not settings.production:
        app.register_blueprint(styleguide)
    _teach_templates(app, settings)
    _wrap(app, settings)
    return app


def _flask_settings(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "TESTING": settings.env == "test",
        "SQLALCHEMY_DATABASE_URI": settings.database_url,
        "MAX_CONTENT_LENGTH": (settings.max_upload_mb + 1) * 1024 * 1024,  # the file and the form around it
        "SESSION_COOKIE_NAME": "__Host-konkurss" if settings.secure else "konkurss",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure,
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session: nobody loses typed text
        "WTF_CSRF_SSL_STRICT": False,  # some browsers and proxies send no Referer; the token and SameSite guard
    }


def _open_database(app: Flask) -> None:
    """Connect, and let requests that write say so before anything is read (accounts read first otherwise)."""
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)

    @app.before_request
    def begin_as_writer() -> None:
        if request.method in SAFE or request.endpoint is None:
            return
        if request.mimetype != "multipart/form-data":
            request.max_content_length = LARGEST_FORM
        _ = request.form  # the whole body first: a slow upload must not hold the writer
        begin_writing(db.session())


def _teach_templates(app: Flask, settings: Settings) -> None:
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals.update(
        current_person=current_person,
        rooms_of=rooms_of,
        language=page_language,
        versions=versions,
        said=said,
        money=formats.money,
        points=formats.points,
        number=formats.number,
        listed=formats.listed,
        size=formats.size,
        left=formats.left,
        feed_address=feed_address,
        calendar_address=calendar_address,
        site_address=lambda path: settings.base_url + path,
        times_won=formats.times_won,
        stage_word=STAGES.__getitem__,
        state_word=STATES.__getitem__,
        seat_word=SEATS.__getitem__,
        errors_of=errors_of,
    )


def _wrap(app: Flask, settings: Settings) -> None:
    """The layers around the site, the innermost first; the arrival is taken before everything else."""
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
    serve_files(app, settings)
    app.wsgi_app = Numbered(app.wsgi_app)
    app.wsgi_app = Arrival(app.wsgi_app, behind_proxies=settings.trusted_proxies > 0)

"""How the site is put together."""

import os

from flask import Flask, abort, request
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from app import formats
from app.access import Do, asked_of, close_doors, leads_to
from app.accounts import sign_in
from app.accounts.views import accounts
from app.acting import current_person
from app.adapters.moved_clock import install_clock
from app.adapters.storage import Storage
from app.admin.views import admin
from app.applicant.views import applicant
from app.auditor.views import auditor
from app.committee.views import committee
from app.config import ROOT, Settings, read_settings
from app.coordinator.views import coordinator
from app.costly import install_places
from app.errors import show_errors
from app.extensions import csrf, db
from app.forms import errors_of
from app.giving_back import give_back
from app.headers import set_headers
from app.health import health
from app.hosts import answer_to_own_name
from app.kept_pages import keep_pages
from app.languages import page_language, said, speak, versions
from app.logs import keep_log
from app.maintenance import close_for_maintenance
from app.menu import rooms_of
from app.metrics import count
from app.middleware import Arrival
from app.public.help import guides
from app.public.news import calendar_address, feed_address, news
from app.public.views import public
from app.publicity import serve_files
from app.readers import readers_in_words
from app.reading_log import log_readings
from app.refusals import answer_refusals
from app.request_number import Numbered
from app.styleguide.views import styleguide
from app.throttling import install_throttle
from app.unstorable import keep_nul_out, make_typed_fit
from app.watching import Watched
from app.words import SEATS, STAGES, STATES
from competition.foundation.engine import begin_writing, prepare_engine
from competition.foundation.signing import signer_from
from competition.foundation.signs import signs_in
from scoring.committee.staff_conflicts import hidden_in

LARGEST_FORM = 2 * 1024 * 1024
LARGEST_TEXT = 500_000  # of one field of a form that may bring files
MOST_FIELDS = 1000
LONGEST_WAIT = 5  # seconds, for PostgreSQL or for one of the connections to it; then people are told to come again
WITH_FILES = {Do.WRITE_OWN, Do.SET_UP_CALL, Do.REGISTER, Do.SEE_STYLEGUIDE}
SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


def build(settings: Settings | None = None) -> Flask:
    """The application with `settings`, or with those of the environment. Raises SettingsWrong."""
    settings = settings or read_settings(os.environ)
    keep_log(settings)
    app = Flask("app", static_folder=None, template_folder=str(ROOT / "templates"))
    app.config.from_mapping(_flask_settings(settings))
    app.extensions["konkurss-settings"] = settings
    app.extensions["konkurss-storage"] = Storage(settings)
    app.extensions["konkurss-signer"] = signer_from(settings.receipt_key)
    install_clock(settings)
    show_errors(app)
    speak(app)
    answer_to_own_name(app, settings)
    keep_nul_out(app)
    close_for_maintenance(app, settings)  # before anything of the database
    _open_database(app)
    give_back(app)
    csrf.init_app(app)
    install_throttle(app, settings)
    install_places(app)
    sign_in.install(app, settings)
    close_doors(app)
    answer_refusals(app)
    set_headers(app, settings)
    keep_pages(app)
    log_readings(app)
    for blueprint in (public, guides, news, accounts, applicant, committee, coordinator, auditor, admin, health):
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
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(settings),
        "MAX_CONTENT_LENGTH": (settings.max_upload_mb + 1) * 1024 * 1024,  # the file and the form around it
        "MAX_FORM_MEMORY_SIZE": LARGEST_TEXT,
        "MAX_FORM_PARTS": MOST_FIELDS,
        "SESSION_COOKIE_NAME": "__Host-konkurss" if settings.secure else "konkurss",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.secure,
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session: nobody loses typed text
        "WTF_CSRF_SSL_STRICT": False,  # some browsers and proxies send no Referer; the token and SameSite guard
    }


def _engine_options(settings: Settings) -> dict[str, object]:
    """What people typed stays out of what the database complains of; a server that is gone is not waited for long."""
    options: dict[str, object] = {"hide_parameters": settings.production}
    if settings.database_url.startswith("postgresql"):
        options["connect_args"] = {"connect_timeout": LONGEST_WAIT}
        options["pool_timeout"] = LONGEST_WAIT
    return options


def _open_database(app: Flask) -> None:
    """Connect, and let requests that write say so before anything is read (accounts read first otherwise)."""
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)

    @app.before_request
    def begin_as_writer() -> None:
        if request.method in SAFE or request.endpoint is None:
            return
        takes_files = asked_of(app.view_functions.get(request.endpoint)) in WITH_FILES
        if request.mimetype != "multipart/form-data" or not takes_files:
            request.max_content_length = LARGEST_FORM
        fields = request.form  # the whole body first: a slow upload must not hold the writer
        if sum(map(len, fields.listvalues())) > MOST_FIELDS:
            abort(413)
        make_typed_fit()
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
        signs_in=signs_in,
        feed_address=feed_address,
        calendar_address=calendar_address,
        site_address=lambda path: settings.base_url + path,
        times_won=formats.times_won,
        stage_word=STAGES.__getitem__,
        state_word=STATES.__getitem__,
        leads_to=leads_to,
        readers_in_words=readers_in_words,
        stepped_aside=lambda call: len(hidden_in(db.session(), call.id)),
        seat_word=SEATS.__getitem__,
        errors_of=errors_of,
    )


def _wrap(app: Flask, settings: Settings) -> None:
    """The layers around the site, the innermost first; the arrival is taken before everything else."""
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)
    serve_files(app, settings)
    app.wsgi_app = Watched(app.wsgi_app, count)
    app.wsgi_app = Numbered(app.wsgi_app)
    app.wsgi_app = Arrival(app.wsgi_app, behind_proxies=settings.trusted_proxies > 0)

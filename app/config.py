"""The settings of the installation: what may be set, what is assumed, what is refused at the start.

Read once, from the environment and from `.env` beside wsgi.py (the environment wins). docs/configure.md tells each.
"""

import os
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

from app.pictures import PictureWrong, pictures_in
from competition.foundation.clock import instant_of, zone
from competition.foundation.signing import SEED_BYTES

ROOT = Path(__file__).resolve().parent.parent
SERVED = ROOT / "app" / "static"
HOUSE_ZONE = zone("Europe/Riga")
PREFIX = "KONKURSS_"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
LEAST_SECRET = 32
LEAST_VARIETY = 10


class SettingsWrong(Exception):
    """A setting that stops the start; its text is one sentence."""


class Environment(StrEnum):
    """What the installation is for."""

    DEMO = "demo"
    TEST = "test"
    PRODUCTION = "production"


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, read and checked. One field per name; `root` is the project's folder."""

    root: Path
    env: Environment
    secret_key: str = field(repr=False)
    receipt_key: str = field(repr=False)
    database_url: str = field(repr=False)
    storage_url: str
    s3_endpoint: str | None
    mail_url: str = field(repr=False)
    mail_from: str
    base_url: str
    clamd: str | None
    redis_url: str | None = field(repr=False)
    oidc_issuer: str | None
    oidc_client_id: str | None
    oidc_client_secret: str | None = field(repr=False)
    trusted_proxies: int
    max_upload_mb: int
    metrics_token: str | None = field(repr=False)
    publicity_dir: Path | None
    clock: datetime | None
    demo_password: str | None = field(repr=False)
    aws: Mapping[str, str] = field(repr=False)

    @property
    def instance(self) -> Path:
        """Where the installation keeps what it made itself: secrets, the demonstration's database, mail."""
        return self.root / "instance"

    @property
    def secure(self) -> bool:
        """Whether people reach the site by https."""
        return self.base_url.startswith("https://")

    @property
    def production(self) -> bool:
        """Whether real people's applications are at stake."""
        return self.env is Environment.PRODUCTION


NAMES = frozenset(
    PREFIX + name
    for name in (
        *("ENV", "SECRET_KEY", "RECEIPT_KEY", "DATABASE_URL", "STORAGE_URL", "S3_ENDPOINT", "MAIL_URL", "MAIL_FROM"),
        *("BASE_URL", "CLAMD", "REDIS_URL", "OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "TRUSTED_PROXIES"),
        *("MAX_UPLOAD_MB", "METRICS_TOKEN", "PUBLICITY_DIR", "CLOCK", "DEMO_PASSWORD"),
    )
)


def read_settings(environ: Mapping[str, str], root: Path = ROOT) -> Settings:
    """The settings of the installation whose project lies at `root`. Raises SettingsWrong."""
    written = {name: value for name, value in dotenv_values(root / ".env").items() if value is not None}
    given = {**written, **environ}
    _refuse_unknown(given)
    values = {name.removeprefix(PREFIX): value.strip() for name, value in given.items() if name.startswith(PREFIX)}
    settings = _Reader(values, root).settings(aws={k: v for k, v in given.items() if k.startswith("AWS_")})
    if settings.production:
        _refuse_what_is_for_trying(settings, given)
    _refuse_served(settings)
    _keep_private(settings)
    return settings


def _refuse_what_is_for_trying(settings: Settings, given: Mapping[str, str]) -> None:
    """What helps while one tries things out, and gives a production away."""
    if given.get("FLASK_DEBUG", "").lower() not in {"", "0", "false", "no"}:
        raise SettingsWrong("FLASK_DEBUG is refused in production: it shows strangers the site's insides.")
    if given.get(f"{PREFIX}DEMO_PASSWORD"):
        raise SettingsWrong(f"{PREFIX}DEMO_PASSWORD is refused in production, which has no such accounts.")
    if not settings.secure and urlsplit(settings.base_url).hostname not in LOOPBACK:
        raise SettingsWrong(f"{PREFIX}BASE_URL must begin with https: in production, but for this machine itself.")


def _refuse_served(settings: Settings) -> None:
    """Refuse to keep what people gave us where everybody is served from. Raises SettingsWrong."""
    served = [SERVED, *([settings.publicity_dir] if settings.publicity_dir else [])]
    kept = {
        "STORAGE_URL": settings.storage_url.removeprefix("file:"),
        "MAIL_URL": settings.mail_url.removeprefix("file:"),
        "DATABASE_URL": settings.database_url.removeprefix("sqlite:///"),
    }
    for name, path in kept.items():
        if path.startswith("/") and any(_lies_within(Path(path), folder) for folder in served):
            raise SettingsWrong(f"{PREFIX}{name} leads into a folder whose files everybody is served.")


def _lies_within(path: Path, folder: Path) -> bool:
    return path.resolve().is_relative_to(folder.resolve())


def _keep_private(settings: Settings) -> None:
    """Let nobody else on this machine read what the installation keeps: its folders are its own, and new files too."""
    if settings.env is Environment.TEST:
        return
    os.umask(0o077)
    folders = [settings.instance]
    if settings.storage_url.startswith("file:"):
        folders.append(Path(settings.storage_url.removeprefix("file:")))
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        with suppress(PermissionError):  # another's folder, who gave it to us: its rights are theirs to set
            folder.chmod(0o700)


def _refuse_unknown(given: Mapping[str, str]) -> None:
    unknown = sorted(name for name in given if name.startswith(PREFIX) and name not in NAMES)
    if unknown:
        raise SettingsWrong(f"{unknown[0]} is not a setting of Konkurss; docs/configure.md lists them all.")


@dataclass(frozen=True, slots=True)
class _Reader:
    values: Mapping[str, str]
    root: Path

    def settings(self, aws: Mapping[str, str]) -> Settings:
        env = self._environment()
        return Settings(
            root=self.root,
            env=env,
            secret_key=self._required(env, "SECRET_KEY", octets=48),
            receipt_key=self._required(env, "RECEIPT_KEY", octets=SEED_BYTES),
            database_url=self._database(),
            storage_url=self._storage(),
            s3_endpoint=self._address("S3_ENDPOINT", "http", "https"),
            mail_url=self._mail(),
            mail_from=self.values.get("MAIL_FROM") or "konkurss@example.org",
            base_url=(self._address("BASE_URL", "http", "https") or "http://127.0.0.1:8000").rstrip("/"),
            clamd=self._address("CLAMD", "tcp", "unix"),
            redis_url=self._address("REDIS_URL", "redis", "rediss", "unix"),
            oidc_issuer=self._address("OIDC_ISSUER", "http", "https"),
            oidc_client_id=self._text("OIDC_CLIENT_ID"),
            oidc_client_secret=self._text("OIDC_CLIENT_SECRET"),
            trusted_proxies=self._number("TRUSTED_PROXIES", 0, least=0, most=10),
            max_upload_mb=self._number("MAX_UPLOAD_MB", 25, least=1, most=1000),
            metrics_token=self._text("METRICS_TOKEN"),
            publicity_dir=self._publicity(),
            clock=self._clock(env),
            demo_password=self._demo_password(env),
            aws=aws,
        )

    def _text(self, name: str) -> str | None:
        return self.values.get(name) or None

    def _address(self, name: str, *schemes: str) -> str | None:
        value = self._text(name)
        if value is not None and urlsplit(value).scheme not in schemes:
            raise SettingsWrong(f"{PREFIX}{name} must begin with {' or '.join(f'{s}:' for s in schemes)}.")
        return value

    def _number(self, name: str, usual: int, *, least: int, most: int) -> int:
        value = self._text(name)
        if value is None:
            return usual
        if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
            raise SettingsWrong(f"{PREFIX}{name} must be a whole number from {least} to {most}, not {value!r}.")
        return int(value)

    def _environment(self) -> Environment:
        value = self._text("ENV") or Environment.DEMO
        try:
            return Environment(value)
        except ValueError:
            raise SettingsWrong(f"{PREFIX}ENV must be demo, test or production, not {value!r}.") from None

    def _required(self, env: Environment, name: str, octets: int) -> str:
        """A secret that a production must be given, and everything else makes and keeps for itself."""
        value = self._text(name)
        if value is None:
            if env is Environment.PRODUCTION:
                raise SettingsWrong(f"{PREFIX}{name} is required in production.")
            kept = self.root / "instance" / name.lower().replace("_", "-")
            return kept_secret(kept, lambda: secrets.token_urlsafe(octets))
        if len(value) < LEAST_SECRET or len(set(value)) < LEAST_VARIETY:
            raise SettingsWrong(
                f"{PREFIX}{name} is too weak: give at least {LEAST_SECRET} random characters"
                f" (python3 -c 'import secrets; print(secrets.token_urlsafe({octets}))' makes some)."
            )
        return value

    def _demo_password(self, env: Environment) -> str | None:
        value = self._text("DEMO_PASSWORD")
        if env is Environment.PRODUCTION:
            return None
        return value or kept_secret(self.root / "instance" / "demo-password", lambda: secrets.token_urlsafe(9))

    def _clock(self, env: Environment) -> datetime | None:
        value = self._text("CLOCK")
        if value is None:
            return None
        if env is Environment.PRODUCTION:
            raise SettingsWrong(f"{PREFIX}CLOCK is refused in production: real calls run by the real time.")
        try:
            return parse_instant(value)
        except ValueError:
            raise SettingsWrong(f"{PREFIX}CLOCK must be an instant such as 2020-03-24T09:00, not {value!r}.") from None

    def _database(self) -> str:
        value = self._text("DATABASE_URL") or "sqlite:///instance/konkurss.db"
        if value.startswith("postgresql+psycopg://"):
            return value
        if not value.startswith("sqlite:///") or value == "sqlite:///":
            raise SettingsWrong(f"{PREFIX}DATABASE_URL must begin with sqlite:/// or postgresql+psycopg://.")
        path = self.root / value.removeprefix("sqlite:///")
        path.parent.mkdir(parents=True, exist_ok=True)  # SQLite makes the file, not its folder
        return f"sqlite:///{path}"

    def _storage(self) -> str:
        value = self._text("STORAGE_URL") or "file:uploads/"
        if value.startswith("s3://") and urlsplit(value).netloc:
            return value
        return self._folder("STORAGE_URL", value, "file: or s3://")

    def _mail(self) -> str:
        value = self._text("MAIL_URL") or "file:instance/mail/"
        if value.startswith(("smtp://", "smtps://")) and urlsplit(value).hostname:
            return value
        return self._folder("MAIL_URL", value, "file:, smtp:// or smtps://")

    def _publicity(self) -> Path | None:
        """The folder of the programme's pictures, each of which can be shown."""
        value = self._text("PUBLICITY_DIR")
        if value is None:
            return None
        folder = self.root / value
        if not folder.is_dir():
            raise SettingsWrong(f"{PREFIX}PUBLICITY_DIR must be a folder that is there, not {value!r}.")
        try:
            pictures_in(folder)
        except PictureWrong as wrong:
            raise SettingsWrong(f"{PREFIX}PUBLICITY_DIR: {wrong}.") from None
        return folder

    def _folder(self, name: str, value: str, expected: str) -> str:
        """A `file:` address with its path made absolute; a relative one counts from the project's root."""
        path = value.removeprefix("file:").removeprefix("//")
        if not value.startswith("file:") or not path:
            raise SettingsWrong(f"{PREFIX}{name} must begin with {expected}.")
        return f"file:{self.root / path}"


def parse_instant(text: str) -> datetime:
    """An instant as people write it; without an offset it is the wall clock of Riga. Raises ValueError."""
    at = datetime.fromisoformat(text)
    return instant_of(at, HOUSE_ZONE) if at.tzinfo is None else at.astimezone(UTC)


def kept_secret(path: Path, make: Callable[[], str]) -> str:
    """The secret kept at `path`; made there first, readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(make() + "\n")
        with suppress(FileExistsError):
            os.link(fresh, path)  # whole or not at all: a process that starts beside us reads the same
        fresh.unlink()
    return path.read_text(encoding="utf-8").strip()

"""What may be set, what is assumed, what stops the start with one sentence."""

import os
import stat
from pathlib import Path

import pytest

from app.adapters.storage import Storage
from app.adapters.whole_file import write_whole
from app.config import NAMES, SERVED, Environment, Settings, SettingsWrong, read_settings

SECRET = "a-long-and-random-secret-0123456789-xyz"
PRODUCTION = {"KONKURSS_ENV": "production", "KONKURSS_SECRET_KEY": SECRET, "KONKURSS_RECEIPT_KEY": SECRET[::-1]}


def test_a_demonstration_needs_nothing_and_keeps_its_secrets_to_itself(tmp_path: Path):
    first, second = read_settings({}, tmp_path), read_settings({}, tmp_path)
    assert first == second
    assert first.env is Environment.DEMO
    assert first.database_url == f"sqlite:///{tmp_path}/instance/konkurss.db"
    assert first.storage_url == f"file:{tmp_path}/uploads"
    assert first.mail_url == f"file:{tmp_path}/instance/mail"
    assert len(first.secret_key) >= 48
    for name in ("secret-key", "receipt-key", "demo-password"):
        assert stat.S_IMODE((tmp_path / "instance" / name).stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "instance").iterdir() if path.name.startswith(".")] == []


def test_two_installations_have_two_secrets(tmp_path: Path):
    one, other = read_settings({}, tmp_path / "one"), read_settings({}, tmp_path / "other")
    assert one.secret_key != other.secret_key
    assert one.receipt_key != other.receipt_key
    assert one.demo_password != other.demo_password


def test_the_file_beside_wsgi_is_read_and_the_environment_wins(tmp_path: Path):
    (tmp_path / ".env").write_text("KONKURSS_MAX_UPLOAD_MB=7\nKONKURSS_TRUSTED_PROXIES=2\nOTHER=1\n", encoding="utf-8")
    settings = read_settings({"KONKURSS_TRUSTED_PROXIES": "1", "HOME": "/"}, tmp_path)
    assert (settings.max_upload_mb, settings.trusted_proxies) == (7, 1)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"KONKURSS_SECRET": "x"}, "KONKURSS_SECRET"),
        ({"KONKURSS_ENV": "prod"}, "KONKURSS_ENV"),
        ({"KONKURSS_SECRET_KEY": "secret"}, "KONKURSS_SECRET_KEY"),
        ({"KONKURSS_SECRET_KEY": "a" * 64}, "KONKURSS_SECRET_KEY"),
        ({"KONKURSS_ENV": "production"}, "KONKURSS_SECRET_KEY"),
        ({"KONKURSS_ENV": "production", "KONKURSS_SECRET_KEY": SECRET}, "KONKURSS_RECEIPT_KEY"),
        ({**PRODUCTION, "KONKURSS_RECEIPT_KEY": "key"}, "KONKURSS_RECEIPT_KEY"),
        ({**PRODUCTION, "KONKURSS_CLOCK": "2020-03-24T09:00"}, "KONKURSS_CLOCK"),
        ({**PRODUCTION, "FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
        ({**PRODUCTION, "FLASK_DEBUG": "True"}, "FLASK_DEBUG"),
        ({**PRODUCTION, "KONKURSS_DEMO_PASSWORD": "x"}, "KONKURSS_DEMO_PASSWORD"),
        ({**PRODUCTION, "KONKURSS_BASE_URL": "http://konkurss.example.org"}, "KONKURSS_BASE_URL"),
        ({**PRODUCTION, "KONKURSS_BASE_URL": "http://127.0.0.1.example.org"}, "KONKURSS_BASE_URL"),
        ({"KONKURSS_CLOCK": "yesterday"}, "KONKURSS_CLOCK"),
        ({"KONKURSS_DATABASE_URL": "mysql://x"}, "KONKURSS_DATABASE_URL"),
        ({"KONKURSS_DATABASE_URL": "postgresql://x"}, "KONKURSS_DATABASE_URL"),
        ({"KONKURSS_STORAGE_URL": "ftp://x"}, "KONKURSS_STORAGE_URL"),
        ({"KONKURSS_STORAGE_URL": "s3://"}, "KONKURSS_STORAGE_URL"),
        ({"KONKURSS_MAIL_URL": "smtp://"}, "KONKURSS_MAIL_URL"),
        ({"KONKURSS_BASE_URL": "konkurss.example.org"}, "KONKURSS_BASE_URL"),
        ({"KONKURSS_PUBLICITY_DIR": "nowhere"}, "KONKURSS_PUBLICITY_DIR"),
        ({"KONKURSS_CLAMD": "localhost"}, "KONKURSS_CLAMD"),
        ({"KONKURSS_TRUSTED_PROXIES": "-1"}, "KONKURSS_TRUSTED_PROXIES"),
        ({"KONKURSS_TRUSTED_PROXIES": "two"}, "KONKURSS_TRUSTED_PROXIES"),
        ({"KONKURSS_MAX_UPLOAD_MB": "0"}, "KONKURSS_MAX_UPLOAD_MB"),
    ],
)
def test_a_wrong_setting_stops_the_start_with_one_sentence_that_names_it(tmp_path: Path, given, named):
    with pytest.raises(SettingsWrong) as wrong:
        read_settings(given, tmp_path)
    assert named in str(wrong.value)
    assert str(wrong.value).endswith(".")
    assert "\n" not in str(wrong.value)
    assert SECRET not in str(wrong.value)


def test_production_keeps_no_demonstration_password(tmp_path: Path):
    settings = read_settings(PRODUCTION, tmp_path)
    assert settings.production
    assert settings.demo_password is None
    assert not (tmp_path / "instance" / "demo-password").exists()


@pytest.mark.parametrize("debug", ["0", "", "false", "No"])
@pytest.mark.parametrize("address", ["https://konkurss.example.org", "http://127.0.0.1:8000", "http://[::1]:8000"])
def test_production_starts_without_debugging_by_https_or_on_this_machine(tmp_path: Path, debug, address):
    given = {**PRODUCTION, "FLASK_DEBUG": debug, "KONKURSS_BASE_URL": address}
    assert read_settings(given, tmp_path).base_url == address


def test_a_demonstration_may_be_debugged_and_come_by_http(tmp_path: Path):
    given = {"FLASK_DEBUG": "1", "KONKURSS_BASE_URL": "http://laptop.local"}
    assert read_settings(given, tmp_path).base_url == "http://laptop.local"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KONKURSS_STORAGE_URL", f"file:{SERVED}"),
        ("KONKURSS_STORAGE_URL", f"file:{SERVED}/../static/files"),
        ("KONKURSS_STORAGE_URL", "file:pictures/liepaja"),
        ("KONKURSS_MAIL_URL", f"file:{SERVED}/mail"),
        ("KONKURSS_DATABASE_URL", f"sqlite:///{SERVED}/konkurss.db"),
    ],
)
def test_nothing_is_kept_where_everybody_is_served_from(tmp_path: Path, name, value):
    (tmp_path / "pictures").mkdir()
    with pytest.raises(SettingsWrong, match=f"^{name} leads into a folder whose files everybody is served\\.$"):
        read_settings({"KONKURSS_PUBLICITY_DIR": "pictures", name: value}, tmp_path)


@pytest.mark.parametrize("given", [{}, PRODUCTION])
def test_what_the_installation_keeps_is_its_own(tmp_path: Path, given):
    (tmp_path / "instance").mkdir(mode=0o755)
    mask = os.umask(0o022)
    try:
        settings = read_settings(given, tmp_path)
        write_whole(tmp_path / "instance" / "clock.json", "{}")
        Storage(settings).put(b"application")
    finally:
        os.umask(mask)
    modes = {
        path.relative_to(tmp_path).parts[0]: stat.S_IMODE(path.stat().st_mode)
        for path in (tmp_path / "instance", tmp_path / "uploads")
    }
    assert modes == {"instance": 0o700, "uploads": 0o700}
    files = [path for folder in ("instance", "uploads") for path in (tmp_path / folder).rglob("*") if path.is_file()]
    assert len(files) >= 2
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}


def test_a_clock_without_an_offset_is_that_of_riga(tmp_path: Path):
    for written in ("2020-03-24T09:00", "2020-03-24T09:00+02:00", "2020-03-24T07:00Z"):
        clock = read_settings({"KONKURSS_CLOCK": written}, tmp_path).clock
        assert clock is not None
        assert clock.isoformat() == "2020-03-24T07:00:00+00:00"


def test_every_name_of_the_contract_has_its_field():
    fields = set(Settings.__dataclass_fields__) - {"root", "aws"}
    assert {name.removeprefix("KONKURSS_").lower() for name in NAMES} == fields

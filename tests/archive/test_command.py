"""`flask call outcome` and `flask call verify` as somebody at a shell meets them."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from app.cli import COMMANDS, SHORT_HELP, main
from app.cli import call as commands
from scoring.outcome import outcome_of
from tests.archive.builders import an_archive, as_file, read

FLASK = str(Path(sys.executable).with_name("flask"))
EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "liepaja-2020.json"


def flask(*words, **settings):
    return subprocess.run([FLASK, *map(str, words)], capture_output=True, timeout=120, check=False, **settings)


def a_file(folder, value, name="call.json"):
    path = folder / name
    path.write_bytes(value if isinstance(value, bytes) else as_file(value))
    return path


def with_recorded(**changes):
    value = an_archive()
    return value | {"recorded": outcome_of(read(value).round()).as_json() | changes}


def one_line(done):
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = done.stderr.decode().splitlines()
    return line


def test_outcome_prints_json_in_utf8_whatever_the_locale(tmp_path):
    done = flask("call", "outcome", a_file(tmp_path, an_archive()), env={"LC_ALL": "C", "PYTHONUTF8": "0"})
    expected = outcome_of(read(an_archive()).round()).as_json()
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == json.dumps(expected, ensure_ascii=False, indent=2) + "\n"


def test_outcome_reads_a_pipe():
    done = flask("call", "outcome", "/dev/stdin", input=as_file(an_archive()))
    assert done.returncode == 0


def test_outcome_of_an_invalid_file_is_one_line_with_the_place(tmp_path):
    value = an_archive()
    value["applications"][0]["received"] = "rīt\n"
    path = a_file(tmp_path, value)
    assert one_line(flask("call", "outcome", path)) == (
        f"{path}: applications[0].received: expected an instant such as 2020-03-24T09:12:30+02:00, "
        'of the years 1990 to 2199, found "r\\u012bt\\n"'
    )


@pytest.mark.parametrize("word", ["outcome", "verify"])
def test_what_is_no_file_is_one_line(tmp_path, word):
    for path, reason in [(tmp_path, "Is a directory"), (tmp_path / "nav\n.json", "No such file or directory")]:
        assert one_line(flask("call", word, path)).endswith(f"expected a file that can be read: {reason}")


def test_an_empty_file_is_one_line(tmp_path):
    assert one_line(flask("call", "verify", a_file(tmp_path, b""))).endswith("found an empty file")


def test_verify_of_the_same(tmp_path):
    done = flask("call", "verify", a_file(tmp_path, with_recorded()))
    assert (done.returncode, done.stderr) == (0, b"")


def test_verify_of_a_difference_names_it(tmp_path):
    done = flask("call", "verify", a_file(tmp_path, with_recorded(slug="riga", awarded_total="0.00")))
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.decode().splitlines() == [
        'slug: recorded "riga", the rules give "liepaja-2020"',
        'awarded_total: recorded "0.00", the rules give "4600.00"',
    ]


@pytest.mark.parametrize("recorded", [{}, {"recorded": None}, {"recorded": {}}])
def test_verify_without_anything_recorded(tmp_path, recorded):
    assert one_line(flask("call", "verify", a_file(tmp_path, an_archive() | recorded))).endswith(
        "nothing recorded to compare with"
    )


def test_verify_of_an_invalid_file(tmp_path):
    assert one_line(flask("call", "verify", a_file(tmp_path, {"format": "call-archive/2"}))).endswith(
        'format: expected "call-archive/1", found "call-archive/2"'
    )


@pytest.mark.parametrize(
    "words", [("call", "outcome"), ("call", "outcome", "a", "b"), ("call", "verify", "--fast", "a"), ("x",)]
)
def test_wrong_usage_is_said_on_stderr(words):
    done = flask(*words)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().splitlines()[-1].startswith("Error: ")


def test_somebody_who_stops_reading_is_no_error(tmp_path):
    path = a_file(tmp_path, an_archive())
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run([FLASK, "call", "outcome", path], stdout=write_end, stderr=subprocess.PIPE, check=False)
    os.close(write_end)
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_is_one_line(tmp_path):
    with Path("/dev/full").open("wb") as full:
        command = [FLASK, "call", "outcome", a_file(tmp_path, an_archive())]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


def test_an_outcome_needs_neither_the_site_nor_a_database(tmp_path):
    program = (
        "import sys\nfrom app.cli import main\n"
        f"main(['call', 'outcome', {str(a_file(tmp_path, an_archive()))!r}], standalone_mode=False)\n"
        "unwanted = {'flask', 'sqlalchemy', 'werkzeug', 'app.config', 'app.extensions', 'jinja2'}\n"
        "sys.exit(sorted(unwanted & sys.modules.keys()) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_help_lists_every_command_without_loading_it():
    assert list(SHORT_HELP) == list(COMMANDS)
    program = (
        "import sys\nfrom app.cli import main\n"
        "main(['--help'], standalone_mode=False)\n"
        "sys.exit('flask' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0
    for name, sentence in SHORT_HELP.items():
        assert f"  {name} " in done.stdout.decode()
        assert sentence in done.stdout.decode()


class Rounds:
    """Stands for the database's side: keeps what it was asked."""

    asked: tuple = ()

    def bring_in(self, archive, organiser):
        self.asked = (archive.call.slug, organiser)

    def write_out(self, slug, public):
        self.asked = (slug, public)
        return '{"ā": 1}\n'


@pytest.fixture
def rounds(monkeypatch):
    stand_in = Rounds()
    monkeypatch.setattr(commands, "import_module", lambda name: {"app.cli.rounds": stand_in}[name])
    return stand_in


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def test_import_hands_the_archive_and_the_organiser_on(rounds):
    done = run("call", "import", EXAMPLE, "--organiser", "liepaja")
    assert (done.exit_code, done.stdout) == (0, "liepaja-2020: brought in\n")
    assert rounds.asked == ("liepaja-2020", "liepaja")


def test_import_of_an_invalid_file_is_one_line_and_brings_nothing_in(rounds, tmp_path):
    (tmp_path / "x.json").write_text("{}")
    done = run("call", "import", tmp_path / "x.json")
    assert (done.exit_code, len(done.stderr.splitlines()), rounds.asked) == (2, 1, ())


def test_export_prints_or_writes_whole(rounds, tmp_path):
    assert run("call", "export", "liepaja-2020", "--public").stdout_bytes == '{"ā": 1}\n'.encode()
    assert rounds.asked == ("liepaja-2020", True)
    target = tmp_path / "out.json"
    target.write_text("before")
    target.chmod(0o640)
    assert run("call", "export", "liepaja-2020", "-o", target).exit_code == 0
    assert (target.read_text(encoding="utf-8"), list(tmp_path.iterdir())) == ('{"ā": 1}\n', [target])


def test_export_through_a_link_and_onto_a_device_leaves_both_what_they_are(rounds, tmp_path):
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("before")
    link.symlink_to(target)
    assert run("call", "export", "x", "-o", link).exit_code == 0
    assert (link.is_symlink(), target.read_text(encoding="utf-8")) == (True, '{"ā": 1}\n')
    assert run("call", "export", "x", "-o", "/dev/null").exit_code == 0
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_export_into_a_folder_that_is_not_there_is_one_line(rounds, tmp_path):
    done = run("call", "export", "x", "-o", tmp_path / "nav" / "x.json")
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    done = run("call", "export", "x", "-o", tmp_path)
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)

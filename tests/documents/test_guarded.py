"""Work on what strangers send has limits: it costs the process that asks for it a moment, whatever it is."""

import multiprocessing
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from documents.guarded import AllBusy, Allowance, Limits, TooCostly, Unreadable, guarded
from tests.documents import works

SHORT = Limits(seconds=1)


def test_work_gives_json_and_octets():
    assert guarded(works.size, b"abcdef") == {"size": 6}
    assert guarded(works.piece, b"abcdef", 1, 3) == b"bc"


@pytest.mark.parametrize("work", [works.spin, works.eat, works.dig, works.give_up])
def test_work_that_takes_too_much_is_ended(work):
    with pytest.raises(TooCostly):
        guarded(work, b"", limits=SHORT)


def test_works_on_one_file_share_their_time():
    allowance = Allowance(1)

    assert guarded(works.size, b"ab", allowance=allowance) == {"size": 2}
    assert 0 < allowance.left < 1
    with pytest.raises(TooCostly):
        guarded(works.spin, b"", allowance=allowance)
    with pytest.raises(TooCostly):
        guarded(works.size, b"ab", allowance=allowance)


@pytest.mark.parametrize("work", [works.fail, works.die])
def test_work_that_fails_or_dies_is_told_as_unreadable(work):
    with pytest.raises(Unreadable):
        guarded(work, b"")


def test_a_result_beyond_its_size_is_not_taken():
    with pytest.raises(TooCostly):
        guarded(works.much, b"", limits=Limits(result_megabytes=1))


def test_after_a_work_that_died_the_next_one_is_done():
    with pytest.raises(Unreadable):
        guarded(works.die, b"")

    assert guarded(works.size, b"x" * 5_000_000) == {"size": 5_000_000}
    assert [one for one in multiprocessing.active_children() if one.is_alive()] == []


def test_work_that_finds_no_place_is_told_so(monkeypatch):
    monkeypatch.setattr("documents.guarded._places", _Taken())

    with pytest.raises(AllBusy):
        guarded(works.size, b"", limits=Limits(patience=0))


def test_the_program_that_asks_is_not_imported_for_each_work(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        "with open('imported', 'a') as file: file.write('x')\n"
        "from documents.guarded import guarded\n"
        "from tests.documents import works\n"
        "if __name__ == '__main__':\n"
        "    assert [guarded(works.size, b'ab')['size'] for _ in range(3)] == [2, 2, 2]\n"
    )
    root = Path(__file__).parents[2]

    subprocess.run([sys.executable, program], check=True, cwd=tmp_path, env={"PYTHONPATH": str(root)})

    assert (tmp_path / "imported").read_text() == "x"


def test_a_work_that_is_warned_says_nothing_in_the_log(capfd):
    assert guarded(works.warn, b"ab") == {"size": 2}
    assert "ab" not in capfd.readouterr().err


def test_many_threads_are_served_side_by_side():
    found: list[int] = []
    threads = [Thread(target=lambda: found.append(guarded(works.size, b"x" * 1000)["size"])) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [1000] * 12


class _Taken:
    def acquire(self, timeout: float) -> bool:
        return timeout > 0

    def release(self) -> None:
        raise AssertionError

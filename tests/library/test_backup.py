"""The copy beside the library: one state of it, whole and sound, while others read and write."""

import os
import stat
from pathlib import Path

import apsw
import pytest
from press import Press

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.library import Library, backup, backup_of
from zhonggong_reader.model import Shelf

NOISE = "".join(chr(0x4E00 + 7919 * number % 20_000) for number in range(4_000))


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "PAGES", 16)


def fill(library: Library, press: Press, start: int = 0, count: int = 50) -> None:
    library.articles.add(
        press.kept(number, NOISE[number:], starred=True) for number in range(start, start + count)
    )


def test_the_copy_can_take_the_place_of_the_library(library: Library, press: Press, path: Path) -> None:
    fill(library, press)
    parts = list(library.back_up())
    assert len(parts) > 5
    assert parts == sorted(parts)
    assert parts[-1] == 1.0
    copy = backup_of(path)
    assert copy.name == "library.backup.sqlite3"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    restored = path.with_name("restored") / path.name
    restored.parent.mkdir()
    copy.rename(restored)
    with Library(restored) as opened:
        assert opened.notice is None
        assert opened.headlines.open(Shelf(starred=True)).total == 50
        opened.channels.save(press.channels)
    assert [file.name for file in path.parent.glob("*partial*")] == []


def test_others_write_meanwhile_and_the_copy_stands_still(library: Library, press: Press, path: Path) -> None:
    fill(library, press)
    for number, _ in enumerate(library.back_up()):
        fill(library, press, 100 + number, 1)
        assert library.headlines.open(Shelf()).total == 51 + number
    with Library(backup_of(path)) as copy:
        assert copy.headlines.open(Shelf()).total == 50


def test_a_copy_that_breaks_off_leaves_the_last_one(library: Library, press: Press, path: Path) -> None:
    fill(library, press)
    list(library.back_up())
    before = backup_of(path).read_bytes()
    fill(library, press, 100)
    steps = library.back_up()
    next(steps)
    steps.close()
    assert backup_of(path).read_bytes() == before
    assert [file.name for file in path.parent.glob("*partial*")] == []
    list(library.back_up())
    with Library(backup_of(path)) as copy:
        assert copy.headlines.open(Shelf()).total == 100


def test_a_damaged_library_does_not_take_the_place_of_a_sound_copy(
    library: Library, press: Press, path: Path
) -> None:
    fill(library, press)
    list(library.back_up())
    before = backup_of(path).read_bytes()
    library.close()
    database = apsw.Connection(str(path))
    ((root,),) = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'listing_all'").fetchall()
    size = database.pragma("page_size")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    database.close()
    assert isinstance(root, int)
    assert isinstance(size, int)
    content = bytearray(path.read_bytes())
    content[(root - 1) * size : root * size] = b"\xff" * size
    path.write_bytes(content)
    with Library(path) as opened, pytest.raises(LibraryError, match="损坏"):
        list(opened.back_up())
    assert backup_of(path).read_bytes() == before


def test_a_folder_that_cannot_be_written_is_named(
    library: Library, press: Press, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(library, press, count=1)

    def full(*arguments: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("zhonggong_reader.library.backup.os.open", full)
    with pytest.raises(LibraryError, match="备份不了书库：磁盘已满"):
        list(library.back_up())


def test_copies_that_nobody_finished_are_swept_up(library: Library, path: Path) -> None:
    abandoned = path.with_name("library.backup.sqlite3-partial-1")
    abandoned.touch()
    os.utime(abandoned, (0, 0))
    fresh = path.with_name("library.backup.sqlite3-partial-2")
    fresh.touch()
    list(library.back_up())
    assert not abandoned.exists()
    assert fresh.exists()

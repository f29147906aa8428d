"""A disk that fails at the k-th write: a wish is done or not done, that is said, and it can be done again."""

from collections.abc import Iterator
from pathlib import Path

import apsw
import pytest
from press import NOW, Press

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.library import Library
from zhonggong_reader.model import Position, Shelf

FAULTS = {"full": apsw.FullError, "broken": apsw.IOError, "read-only": apsw.ReadOnlyError}


class Disk(apsw.VFS):
    """The system's files; the write with number `fails_at`, and all behind it, fail with `fault`."""

    def __init__(self) -> None:
        super().__init__("failing disk", "unix", makedefault=True)
        self.fault: type[apsw.Error] = apsw.FullError
        self.fails_at: int | None = None
        self.writes = 0

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> apsw.VFSFile:
        return _File(self, name, flags)

    def written(self) -> None:
        self.writes += 1
        if self.fails_at is not None and self.writes >= self.fails_at:
            raise self.fault("the disk says no")


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: apsw.URIFilename | str | None, flags: list[int]) -> None:
        self._disk = disk
        super().__init__("unix", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.written()
        super().xWrite(data, offset)


@pytest.fixture
def disk() -> Iterator[Disk]:
    disk = Disk()
    yield disk
    disk.unregister()


# SQLite hands the error on; apsw tells of it a second time where nobody could catch it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("kind", FAULTS)
def test_at_every_write(disk: Disk, path: Path, press: Press, kind: str) -> None:
    disk.fault = FAULTS[kind]
    with Library(path) as library:
        library.channels.save(press.channels)
        press.fill(library, "quanzong", press.headlines(*range(5)))
        identity = library.articles.save(press.article(0), press.page(0))
        failures = 0
        for number, fails_at in enumerate([*range(1, 12), 15, 20, 30]):
            disk.writes, disk.fails_at = 0, fails_at
            article = press.article(100 + number, "字" * 9000)
            done = False
            try:
                library.articles.save(article, press.page(1, bytes(30_000)))
                done = True
                library.marks.starred([identity], number % 2 == 0, NOW)
                library.marks.position(identity, Position(0, number))
            except LibraryError:
                failures += 1
                # Reading goes on, and shows all of it or nothing.
                assert (library.articles.get(article.address) is not None) == done
                assert library.articles.get(identity) is not None
                assert library.headlines.open(Shelf("quanzong")).total == 5
            disk.fails_at = None
            library.articles.save(article, press.page(1, bytes(30_000)))
            library.marks.position(identity, Position(0, number))
            kept = library.articles.get(identity)
            assert kept is not None
            assert kept.position == Position(0, number)
        assert failures > 5
        assert library.checkup().faults == ()
        total = library.headlines.open(Shelf()).total
    with Library(path) as library:
        assert library.notice is None
        assert library.headlines.open(Shelf()).total == total

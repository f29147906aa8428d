"""What others do to a library: write at the same time, kill the writer, fill the disk."""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import apsw
import pytest
from press import NOW, Press

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.library import Library, store
from zhonggong_reader.model import Shelf

SUPPORT = Path(__file__).parents[1] / "support"

WRITER = """
    import sys
    from pathlib import Path
    from press import NOW, Press
    from zhonggong_reader.library import Library

    path, start, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    press = Press()
    with Library(path) as library:
        for number in range(start, start + count):
            press.fill(library, "quanzong", [press.headline(number, number)])
            identity = library.articles.save(press.article(number, "字" * 2000), press.page(number))
            library.marks.read([identity], True, NOW)
            print(number, flush=True)
"""


def writer(path: Path, start: int, count: int) -> subprocess.Popen[str]:
    """Start a program that keeps article after article and prints each number once it is on disk."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(WRITER), str(path), str(start), str(count)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(SUPPORT)},
    )


def assert_sound(path: Path) -> None:
    """SQLite finds nothing wrong, and every count is what counting gives."""
    database = apsw.Connection(str(path))
    try:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        kept = database.execute(
            "SELECT id, articles, unread, starred, starred_unread FROM shelf WHERE articles > 0 ORDER BY id"
        ).fetchall()
        counted = database.execute(
            "SELECT shelf, count(*), sum(h.read = 0), sum(h.starred), sum(h.starred AND h.read = 0)"
            " FROM listing JOIN headline AS h ON h.id = headline GROUP BY shelf ORDER BY shelf"
        ).fetchall()
        assert kept == counted
        spans = database.execute(
            "SELECT shelf, span, articles, unread, starred, starred_unread FROM span WHERE articles > 0"
        ).fetchall()
        counted = database.execute(
            "SELECT shelf, time >> 39, count(*), sum(read = 0), sum(starred), sum(starred AND read = 0)"
            " FROM listing GROUP BY 1, 2 ORDER BY 1, 2"
        ).fetchall()
        assert spans == counted
        copies = database.execute(
            "SELECT count(*) FROM listing AS l JOIN headline AS h ON h.id = l.headline"
            " WHERE (l.time, l.read, l.starred, l.kept) <> (h.time, h.read, h.starred, h.kept)"
            " OR h.kept <> EXISTS (SELECT 1 FROM article AS a WHERE a.headline = h.id)"
        ).fetchall()
        assert copies == [(0,)]
    finally:
        database.close()


@pytest.fixture(autouse=True)
def sound(path: Path) -> Iterator[None]:
    yield
    assert_sound(path)


def test_two_programs_write_beside_an_open_reader(library: Library, path: Path, press: Press) -> None:
    programs = [writer(path, start, 60) for start in (0, 1000)]
    mine = 0
    while any(program.poll() is None for program in programs):
        press.fill(library, "pl/pl", [press.headline(5000 + mine)])
        view = library.headlines.open(Shelf("quanzong"))
        assert len(library.headlines.page(view, 0, 200)) == view.total
        mine += 1
    for program in programs:
        program.communicate()
        assert program.returncode == 0
    counts = {listed.channel.slug: (listed.articles, listed.unread) for listed in library.channels.all()}
    assert counts == {"quanzong": (120, 0), "pl/pl": (mine, mine), "right": (0, 0)}
    assert sum(1 for _ in library.articles.each(Shelf(), lambda error: pytest.fail(str(error)))) == 120


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="SIGKILL as on POSIX")
def test_what_was_on_disk_survives_the_death_of_the_writer(
    library: Library, path: Path, press: Press
) -> None:
    for attempt in range(3):
        start = 10_000 * (attempt + 1)
        program = writer(path, start, 10_000)
        assert program.stdout is not None
        for _ in range(5 + 7 * attempt):
            last = int(program.stdout.readline())
        program.kill()
        rest = program.communicate()[0].split()
        last = int(rest[-1]) if rest else last
        assert program.returncode == -signal.SIGKILL
        for number in range(start, last + 1):
            kept = library.articles.get(press.address(number))
            assert kept is not None
            assert kept.article == press.article(number, "字" * 2000)
            assert kept.read
        assert_sound(path)


def test_many_threads_share_one_library(library: Library, press: Press) -> None:
    def work(number: int) -> int:
        press.fill(library, "quanzong", [press.headline(number, number)])
        identity = library.articles.save(press.article(number), press.page(number))
        library.marks.starred([identity], number % 2 == 0, NOW)
        view = library.headlines.open(Shelf(starred=True))
        assert len(library.headlines.page(view, 0, 100)) <= view.total
        return identity

    with ThreadPoolExecutor(8) as pool:
        identities = list(pool.map(work, range(80)))
    assert len(set(identities)) == 80
    assert library.headlines.open(Shelf(starred=True)).total == 40


def test_a_full_disk_is_named_reading_goes_on_and_so_does_writing_later(
    library: Library, press: Press
) -> None:
    identity = library.articles.save(press.article(1), press.page(1))
    with library._store.alone() as db:
        pages = db.pragma("page_count")
        db.pragma("max_page_count", pages)
    noise = "".join(chr(0x4E00 + 7919 * number % 20_000) for number in range(60_000))
    big = press.article(2, noise)
    with pytest.raises(LibraryError, match="磁盘已满"):
        library.articles.save(big, press.page(2))
    assert library.articles.get(big.address) is None
    assert library.headlines.find(big.address) is None
    assert library.articles.get(identity) is not None
    with library._store.alone() as db:
        db.pragma("max_page_count", 2**30)
    kept = library.articles.get(library.articles.save(big, press.page(2)))
    assert kept is not None
    assert kept.article == big


def test_a_library_that_another_program_holds_is_named(
    path: Path, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "BUSY_TIMEOUT", 1)
    with Library(path) as library:
        library.channels.save(press.channels)
        other = apsw.Connection(str(path))
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryError, match="另一个程序占用"):
            press.fill(library, "quanzong", press.headlines(1))
        assert library.headlines.open(Shelf()).total == 0
        other.execute("ROLLBACK")
        other.close()
        assert press.fill(library, "quanzong", press.headlines(1)) == 1


def test_a_library_that_another_program_is_making_is_waited_for(
    path: Path, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Switching to a write-ahead log does not wait by itself; the attempt must not end as read-only."""
    monkeypatch.setattr(store, "BUSY_TIMEOUT", 1)
    fresh = path.with_name("fresh.sqlite3")
    maker = apsw.Connection(str(fresh))
    maker.execute("BEGIN IMMEDIATE")
    with pytest.raises(LibraryError, match="另一个程序占用"):
        Library(fresh)
    maker.execute("ROLLBACK")
    maker.close()
    with Library(fresh) as made:
        assert made.writable


def test_counts_follow_what_another_program_deletes(
    library: Library, path: Path, press: Press, reopened: Callable[[], Library]
) -> None:
    press.fill(library, "quanzong", press.headlines(*range(9)))
    press.fill(library, "pl/pl", press.headlines(*range(4)))
    library.articles.save(press.article(2), press.page(2))
    view = library.headlines.open(Shelf())
    ids = [row.id for row in library.headlines.page(view, 0, 9)]
    library.marks.read(ids[:3], True, NOW)
    library.marks.starred(ids[1:6], True, NOW)
    other = apsw.Connection(str(path))
    other.pragma("foreign_keys", True)
    other.execute("DELETE FROM headline WHERE id IN (?, ?, ?)", (ids[2], ids[4], ids[8]))
    other.close()
    assert_sound(path)
    assert [(listed.articles, listed.unread) for listed in reopened().channels.all()] == [
        (6, 4),
        (3, 1),
        (0, 0),
    ]


def test_a_thread_that_comes_after_closing_gets_an_error_it_can_show(path: Path) -> None:
    library = Library(path)
    library.close()
    with pytest.raises(LibraryError, match="已经关上"):
        library.channels.all()


def test_a_time_that_no_calendar_holds_does_not_end_the_program(
    library: Library, path: Path, press: Press
) -> None:
    press.fill(library, "quanzong", press.headlines(1, 2))
    for value in (2**63 - 1, -(2**63)):
        other = apsw.Connection(str(path))
        other.execute("UPDATE headline SET published = ? WHERE id = 1", (value,))
        other.close()
        assert len(library.headlines.page(library.headlines.open(Shelf()), 0, 9)) == 2

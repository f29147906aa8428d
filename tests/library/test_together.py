"""Many at one library: who reads waits for nobody who writes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import apsw
import pytest
from press import NOW, Press

from zhonggong_reader.library import Library, store
from zhonggong_reader.model import Shelf


def test_reading_goes_on_while_a_thread_is_writing(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", press.headlines(*range(9)))
    writing, enough = Event(), Event()

    def write() -> None:
        with library._store.writing() as db:
            db.execute("UPDATE headline SET title = '改到一半'")
            writing.set()
            assert enough.wait(30)

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(write)
        assert writing.wait(30)
        # What is not yet done is not seen, and nothing waits for it.
        rows = library.headlines.page(library.headlines.open(Shelf()), 0, 9)
        assert [row.headline.title for row in rows] == [f"第{number}条" for number in range(9)]
        assert not done.done()
        enough.set()
        done.result()
    rows = library.headlines.page(library.headlines.open(Shelf()), 0, 9)
    assert {row.headline.title for row in rows} == {"改到一半"}


def test_reading_goes_on_while_another_program_writes(
    library: Library, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.fill(library, "quanzong", press.headlines(1))
    other = apsw.Connection(str(library.path))
    other.execute("BEGIN EXCLUSIVE")
    waits = Event()

    def write() -> None:
        waits.set()
        library.marks.all_read(Shelf(), NOW)

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(write)  # waits for the other program
        assert waits.wait(30)
        for _ in range(20):
            assert library.headlines.open(Shelf(unread=True)).total == 1
        assert not done.done()
        other.execute("ROLLBACK")
        other.close()
        done.result()
    assert library.headlines.open(Shelf(unread=True)).total == 0


def test_what_a_thread_has_written_it_reads_again_whatever_others_do(library: Library, press: Press) -> None:
    def work(number: int) -> None:
        for step in range(10):
            identity = library.articles.save(press.article(100 * number + step), press.page(1))
            assert library.articles.get(identity) is not None

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, range(6)))
    assert library.headlines.open(Shelf()).total == 60


def test_two_open_libraries_see_what_the_other_does(
    library: Library, press: Press, reopened: Callable[[], Library]
) -> None:
    other = reopened()
    press.fill(library, "quanzong", press.headlines(1, 2))
    view = other.headlines.open(Shelf())
    assert view.total == 2
    other.marks.starred([1], True, NOW)
    press.fill(library, "quanzong", press.headlines(3))
    assert other.headlines.arrived(view) == 1
    assert library.headlines.open(Shelf(starred=True)).total == 1


def test_the_second_connection_is_held_as_the_first(library: Library) -> None:
    with library._store._lock, ThreadPoolExecutor(1) as pool:

        def settings() -> list[object]:
            with library._store.reading() as db:
                assert db is not library._store._connection
                return [db.pragma(name) for name in ("synchronous", "foreign_keys", "trusted_schema")]

        assert pool.submit(settings).result() == [2, 1, 0]
    assert store.BUSY_TIMEOUT == 10_000

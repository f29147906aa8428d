"""Libraries of every earlier version, filled, are brought to the newest one and lose nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import apsw
import pytest
from older import ARTICLES, FILLS, make_older
from press import NOW, Press

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.library import Library, schema
from zhonggong_reader.library.search import BEGINNING, Place
from zhonggong_reader.model import Position, Shelf
from zhonggong_reader.queries import parse

NEWEST = len(schema.STEPS)
OLDER = range(1, NEWEST)


def version(path: Path) -> int:
    database = apsw.Connection(str(path), apsw.SQLITE_OPEN_READONLY)
    try:
        return int(database.pragma("user_version"))
    finally:
        database.close()


def tables(path: Path) -> set[tuple[str, str]]:
    """Return names and definitions of everything in the schema."""
    database = apsw.Connection(str(path), apsw.SQLITE_OPEN_READONLY)
    try:
        rows = database.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
        return {(str(name), str(sql)) for name, sql in rows}
    finally:
        database.close()


def fail(error: LibraryError) -> None:
    raise error


def test_every_version_has_something_to_fill_a_library_with() -> None:
    assert set(FILLS) == set(schema.STEPS), (
        "tests/support/older.py says what a library of the newest step may hold"
    )


@pytest.mark.parametrize("old", OLDER)
def test_an_older_library_goes_on_with_all_that_it_held(path: Path, press: Press, old: int) -> None:
    make_older(path, old)
    with Library(path) as library:
        assert library.notice is None
        assert library.writable
        assert [entry.articles for entry in library.channels.all()] == [ARTICLES, 0]
        assert library.channels.validators("quanzong").etag == '"list"'
        view = library.headlines.open(Shelf("quanzong"))
        rows = library.headlines.page(view, 0, 99)
        assert [row.headline.title for row in rows] == [f"第{number}条" for number in range(ARTICLES)]
        assert [row.read for row in rows] == [number in (1, 3) for number in range(ARTICLES)]
        assert [row.starred for row in rows] == [number in (2, 3) for number in range(ARTICLES)]
        kept = list(library.articles.each(Shelf(), fail))
        assert [each.article for each in kept] == [
            press.article(number, f"正文{number}") for number in range(ARTICLES - 1)
        ]
        assert kept[1].position == Position(0, 2)
        page = library.articles.page(1)
        assert page is not None
        assert (page.body, page.validators.etag) == (b"<html></html>", '"v1"')
        issue = library.papers.issue(date(2026, 10, 5))
        assert (issue is not None) == (old >= 2)
        assert issue is None or issue.is_whole
        assert [each.title for each in library.articles.missing(None, 9)] == ["第5条"]
    assert version(path) == NEWEST


@pytest.mark.parametrize("old", OLDER)
def test_an_older_library_is_searched_at_once_and_indexed_by_and_by(path: Path, old: int) -> None:
    make_older(path, old)
    with Library(path) as library:
        assert library.index.behind() > 0
        for more in (2, 100, 0):
            for typed in ("正文3", "正文3 date:2026-10"):
                query = parse(typed)
                place: Place | None = BEGINNING
                titles = set()
                while place is not None:
                    hits, place = library.search.look(query, place)
                    titles |= {hit.listed.headline.title for hit in hits}
                assert titles == {"第3条"}, (typed, library.index.behind())
            library.index.catch_up(more)
        assert library.index.behind() == 0


@pytest.mark.parametrize("old", OLDER)
def test_an_older_library_takes_in_what_a_new_one_does(path: Path, press: Press, old: int) -> None:
    make_older(path, old)
    with Library(path) as library:
        library.articles.save(press.article(0, "改过的正文"), press.page(0), fetched=NOW + timedelta(hours=1))
        kept = library.articles.get(1)
        assert kept is not None
        assert kept.changed == NOW + timedelta(hours=1)
        earlier = library.editions.get(library.editions.of(1)[0].id)
        assert earlier == press.article(0, "正文0")
        library.marks.all_read(Shelf(), NOW)
        assert library.headlines.open(Shelf(unread=True)).total == 0


@pytest.mark.parametrize("old", OLDER)
def test_steps_lead_to_the_tables_of_a_new_library(path: Path, old: int) -> None:
    make_older(path, old)
    Library(path).close()
    fresh = path.with_name("fresh.sqlite3")
    Library(fresh).close()
    assert tables(path) == tables(fresh)


@pytest.mark.parametrize("old", OLDER)
def test_the_backup_before_the_steps_is_the_library_as_it_was(path: Path, old: int) -> None:
    make_older(path, old)
    Library(path).close()
    backup = path.with_name(f"library.v{old}.sqlite3")
    assert version(backup) == old
    assert not backup.with_name(backup.name + "-partial").exists()
    with Library(backup) as library:  # put in the library's place, it would go on as well
        assert library.headlines.open(Shelf(starred=True)).total == 2


@pytest.mark.parametrize("old", OLDER)
def test_steps_are_taken_once_however_many_open_the_library(path: Path, old: int) -> None:
    make_older(path, old)
    with ThreadPoolExecutor(6) as pool:
        libraries = list(pool.map(lambda _: Library(path), range(6)))
    for library in libraries:
        assert library.articles.get(1) is not None
        library.close()
    assert [version(backup) for backup in path.parent.glob("library.v*.sqlite3")] == [old]
    assert version(path) == NEWEST

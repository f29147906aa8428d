"""The reading history: what was opened, the last first, in a list that stands still while one reads in it."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import apsw
import pytest
from older import make_older
from press import NOW, Press

from zhonggong_reader.library import Library, headlines, schema
from zhonggong_reader.model import Shelf

HISTORY = Shelf(history=True)


def opened(library: Library, press: Press, *numbers: int, after: int = 0) -> None:
    """Open these articles, a minute apart, the first one so many minutes after now."""
    for minute, each in enumerate(numbers, after):
        found = library.headlines.find(press.address(each))
        assert found is not None
        library.marks.opened(found.id, NOW + timedelta(minutes=minute))


def titles(library: Library, shelf: Shelf = HISTORY) -> list[str]:
    view = library.headlines.open(shelf)
    return [row.headline.title for row in library.headlines.page(view, 0, view.total)]


def test_what_was_opened_last_comes_first_and_each_article_once(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", press.headlines(1, 2, 3))
    opened(library, press, 2, 1, 2)
    view = library.headlines.open(HISTORY)
    rows = library.headlines.page(view, 0, 9)
    assert [(row.headline.title, row.opened, row.read) for row in rows] == [
        ("第2条", NOW + timedelta(minutes=2), True),
        ("第1条", NOW + timedelta(minutes=1), True),
    ]
    assert rows[0].headline.published == press.headline(2, 2).published
    assert [row.opened for row in library.headlines.page(library.headlines.open(Shelf()), 0, 9)] == [None] * 3
    assert [entry.unread for entry in library.channels.all()] == [1, 0, 0]


def test_the_list_stands_still_while_one_opens_what_is_in_it(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", press.headlines(1, 2, 3, 4))
    opened(library, press, 1, 2, 3)
    view = library.headlines.open(HISTORY)
    before = library.headlines.page(view, 0, 9)
    opened(library, press, 1, 4, after=10)
    press.fill(library, "right", press.headlines(5))
    assert library.headlines.page(view, 0, 9) == before
    assert library.headlines.row_of(view, before[2].id) == 2
    assert library.headlines.arrived(view) == 0
    assert titles(library) == ["第4条", "第1条", "第3条", "第2条"]


def test_a_time_that_becomes_known_does_not_move_what_was_read(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", [press.headline(1, None), *press.headlines(2)])
    opened(library, press, 1, 2)
    assert titles(library) == ["第2条", "第1条"]
    press.fill(library, "quanzong", [press.headline(1, -9)])
    assert titles(library, Shelf()) == ["第1条", "第2条"]
    assert titles(library) == ["第2条", "第1条"]


def test_undo_takes_back_the_mark_and_not_the_history(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", press.headlines(1))
    opened(library, press, 1)
    library.marks.undo()
    view = library.headlines.open(HISTORY)
    assert [row.read for row in library.headlines.page(view, 0, 9)] == [False]
    assert library.headlines.next_unread(view, -1, 1) == 0
    assert titles(library, Shelf(history=True, unread=True)) == ["第1条"]
    library.marks.all_read(view, NOW)
    assert titles(library, Shelf(history=True, unread=True)) == []


def test_only_opening_is_reading_and_what_is_gone_is_gone(
    library: Library, press: Press, reopened: Callable[[], Library]
) -> None:
    press.fill(library, "quanzong", press.headlines(1, 2, 3))
    library.marks.all_read(Shelf(), NOW)
    library.marks.opened(999, NOW)
    opened(library, press, 3, 2)
    assert titles(reopened()) == ["第2条", "第3条"]
    with library._store.writing() as db:
        db.execute("DELETE FROM headline WHERE address = ?", (press.address(3),))
    opened(library, press, 1, 2)
    with library._store.writing() as db:
        db.execute("DELETE FROM headline WHERE address = ?", (press.address(1),))
    assert titles(library) == ["第2条"]
    assert library.headlines.open(HISTORY).total == 1


def test_an_older_library_knows_what_was_read_in_it(path: Path) -> None:
    """Those in which the reader stood somewhere; marking alone is not reading."""
    make_older(path, schema.STEPS.index(schema.history.STEP))
    with Library(path) as library:
        assert titles(library) == ["第1条"]
        assert titles(library, Shelf("quanzong", unread=True)) == ["第0条", "第2条", "第4条", "第5条"]
        library.marks.all_read(Shelf(), NOW)
        assert titles(library, Shelf("quanzong", unread=True)) == []


@pytest.mark.parametrize("sql", [headlines.NEWLY_OPENED, headlines.ENTER])
def test_opening_the_history_looks_only_at_what_was_opened_since(library: Library, sql: str) -> None:
    database = apsw.Connection(str(library.path), apsw.SQLITE_OPEN_READONLY)
    plan = [row[3] for row in database.execute("EXPLAIN QUERY PLAN " + sql, (0,) * sql.count("?"))]
    database.close()
    assert plan[0].startswith("SCAN opened")
    assert all("SEARCH h USING INTEGER PRIMARY KEY" in step for step in plan[1:])

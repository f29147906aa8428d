"""Marks that cannot be written wait in memory, and are written when that is possible again."""

import pytest
from press import Press

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.library import Library
from zhonggong_reader.model import Position, Shelf
from zhonggong_reader.newsdesk import Newsdesk


@pytest.fixture
def rows(library: Library) -> list[int]:
    press = Press()
    library.articles.add(press.kept(number) for number in range(3))
    return [row.id for row in library.headlines.page(library.headlines.open(Shelf()), 0, 9)]


async def test_marks_wait_for_a_library_that_cannot_be_written(
    desk: Newsdesk, library: Library, rows: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise LibraryError("书库写不进去：磁盘已满", "请腾出空间后再试")

    with monkeypatch.context() as disk:
        for name in ("read", "starred", "position"):
            disk.setattr(library.marks, name, full)
        for wish in (desk.marks.read(rows[:2], True), desk.marks.starred(rows[1:], True)):
            with pytest.raises(LibraryError, match="磁盘已满，标记先记在内存里，会再写；请腾出空间"):
                await wish
        with pytest.raises(LibraryError):
            await desk.marks.settle()
    assert library.headlines.open(Shelf(unread=True)).total == 3


async def test_what_waited_is_written_in_order_with_the_next_mark(
    desk: Newsdesk, library: Library, rows: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    with library._store.alone() as db:
        pages = db.pragma("page_count")
        db.pragma("query_only", True)
    with pytest.raises(LibraryError, match="标记先记在内存里"):
        await desk.marks.read(rows[:2], True)
    with pytest.raises(LibraryError):
        await desk.marks.read(rows[:1], False)
    with library._store.alone() as db:
        db.pragma("query_only", False)
        assert db.pragma("page_count") == pages
    await desk.marks.position(rows[2], Position(0, 1))
    found = {row.id: row.read for row in library.headlines.page(library.headlines.open(Shelf()), 0, 9)}
    assert found == {rows[0]: False, rows[1]: True, rows[2]: False}
    kept = library.articles.get(rows[2])
    assert kept is not None
    assert kept.position == Position(0, 1)
    await desk.marks.settle()  # nothing waits any more

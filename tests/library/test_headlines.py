"""Lists by row number: newest first, standing still, the same as a plain sort would make them."""

import random
from collections.abc import Callable
from datetime import timedelta

import apsw
import pytest
from press import NOW, Press

from zhonggong_reader.library import Library, headlines, numbering
from zhonggong_reader.library.rows import fill
from zhonggong_reader.model import Headline, ListView, Shelf, Validators

SHELVES = [
    Shelf(channel, unread=unread, starred=starred)
    for channel in (None, "quanzong", "pl/pl", "right")
    for unread in (False, True)
    for starred in (False, True)
]


HOURS = (None, -1, 1, 2, 2, 150, 200, 200, 3_000, 500_000)
"""Ages of headlines: equal ones, some without a time, spread over many spans, one before 1970."""


def titles(library: Library, view: ListView) -> list[str]:
    return [row.headline.title for row in library.headlines.page(view, 0, view.total)]


def test_the_newest_come_first_and_those_without_a_time_by_when_they_came(
    library: Library, press: Press
) -> None:
    timeless = press.headline(9, None)
    listed = [press.headline(1, 30), press.headline(2, 1), timeless, press.headline(3, -1)]
    press.fill(library, "quanzong", listed)
    view = library.headlines.open(Shelf())
    assert titles(library, view) == ["第3条", "第9条", "第2条", "第1条"]


def test_of_equal_times_the_order_of_the_site_holds(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", [press.headline(number, None) for number in range(5)])
    view = library.headlines.open(Shelf("quanzong"))
    assert titles(library, view) == [f"第{number}条" for number in range(5)]


def test_rows_stand_still_while_new_ones_arrive(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", press.headlines(*range(10, 20)))
    view = library.headlines.open(Shelf("quanzong"))
    before = library.headlines.page(view, 0, 10)
    assert library.headlines.arrived(view) == 0
    press.fill(library, "quanzong", press.headlines(1, 2, 15, 25))
    press.fill(library, "pl/pl", press.headlines(3))
    assert library.headlines.page(view, 0, 10) == before
    assert library.headlines.page(view, 10, 10) == []
    assert library.headlines.arrived(view) == 3
    assert library.headlines.row_of(view, before[4].id) == 4
    assert library.headlines.open(Shelf("quanzong")).total == 13


def test_a_time_that_becomes_known_moves_the_row_when_the_list_is_opened_anew(
    library: Library, press: Press
) -> None:
    press.fill(library, "quanzong", [press.headline(1, None), *press.headlines(2, 3)])
    view = library.headlines.open(Shelf())
    assert titles(library, view) == ["第1条", "第2条", "第3条"]
    press.fill(library, "quanzong", [press.headline(1, 9)])
    assert titles(library, view) == ["第1条", "第2条", "第3条"]
    assert library.headlines.page(view, 0, 1)[0].headline.published == NOW - timedelta(hours=9)
    again = library.headlines.open(Shelf())
    assert titles(library, again) == ["第2条", "第3条", "第1条"]


def test_marks_take_rows_out_of_the_lists_that_ask_for_them(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", press.headlines(*range(6)))
    view = library.headlines.open(Shelf(unread=True))
    rows = library.headlines.page(view, 0, 6)
    library.marks.read([rows[1].id, rows[5].id], True, NOW)
    left = [rows[number] for number in (0, 2, 3, 4)]
    assert library.headlines.page(view, 0, 6) == left
    assert library.headlines.page(view, 3, 6) == left[3:]
    assert library.headlines.page(view, 4, 6) == []
    assert library.headlines.row_of(view, rows[1].id) is None
    assert library.headlines.row_of(view, rows[4].id) == 3


def test_a_view_never_shows_more_rows_than_it_had(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", press.headlines(*range(4)))
    ids = [row.id for row in library.headlines.page(library.headlines.open(Shelf()), 0, 4)]
    library.marks.starred(ids[:1], True, NOW)
    view = library.headlines.open(Shelf(starred=True))
    library.marks.starred(ids[2:3], True, NOW)
    assert [row.id for row in library.headlines.page(view, 0, 9)] == ids[:1]
    assert library.headlines.row_of(view, ids[2]) is None
    assert library.headlines.next_unread(view, 0, 1) is None
    again = library.headlines.open(Shelf(starred=True))
    assert [row.id for row in library.headlines.page(again, 0, 9)] == [ids[0], ids[2]]


def test_the_next_unread_row_is_found_in_both_directions(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", press.headlines(*range(8)))
    view = library.headlines.open(Shelf("quanzong"))
    rows = library.headlines.page(view, 0, 8)
    library.marks.read([rows[number].id for number in (0, 2, 3, 4, 7)], True, NOW)
    forward = [library.headlines.next_unread(view, row, 1) for row in range(-1, 9)]
    assert forward == [1, 1, 5, 5, 5, 5, 6, None, None, None]
    backward = [library.headlines.next_unread(view, row, -1) for row in range(-1, 9)]
    assert backward == [None, None, None, 1, 1, 1, 1, 5, 6, 6]


def test_a_headline_is_found_by_id_and_by_address(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", press.headlines(1, 2))
    by_address = library.headlines.find(press.address(2))
    assert by_address is not None
    assert by_address.headline == press.headline(2, 2)
    assert library.headlines.find(by_address.id) == by_address
    assert library.headlines.find(99) is None
    assert library.headlines.find(press.address(3)) is None


def test_an_empty_list_has_no_rows(library: Library) -> None:
    view = library.headlines.open(Shelf())
    assert view.total == 0
    assert library.headlines.page(view, 0, 10) == []
    assert library.headlines.next_unread(view, -1, 1) is None
    assert library.headlines.row_of(view, 1) is None


@pytest.mark.parametrize(("start", "limit"), [(-1, 5), (0, 0), (3, 5), (10**12, 5)])
def test_rows_outside_the_list_are_none(library: Library, press: Press, start: int, limit: int) -> None:
    press.fill(library, "quanzong", press.headlines(1, 2, 3))
    assert library.headlines.page(library.headlines.open(Shelf()), start, limit) == []


@pytest.mark.parametrize("seed", range(12))
def test_every_list_is_what_a_plain_sort_would_make_it(
    library: Library, press: Press, reopened: Callable[[], Library], seed: int
) -> None:
    """Random lists and marks, from two connections; every view by number against a sort in memory."""
    dice = random.Random(seed)
    writers = (library, reopened())
    known: dict[int, tuple[Headline, int]] = {}
    members: dict[str | None, set[int]] = {None: set(), "quanzong": set(), "pl/pl": set(), "right": set()}
    read: set[int] = set()
    starred: set[int] = set()
    ids: dict[int, int] = {}
    open_views: list[tuple[ListView, list[int]]] = []

    def expected(shelf: Shelf) -> list[int]:
        chosen = (
            number
            for number in members[shelf.channel]
            if not (shelf.unread and number in read) and not (shelf.starred and number not in starred)
        )

        def place(number: int) -> tuple[object, int]:
            headline, hour = known[number]
            return headline.published or NOW + timedelta(hours=hour), ids[number]

        return sorted(chosen, key=place, reverse=True)

    for hour in range(12):
        writer = dice.choice(writers)
        slug = dice.choice(("quanzong", "pl/pl", "right"))
        batch = [
            press.headline(number, dice.choice(HOURS))
            for number in dice.sample(range(40), dice.randrange(1, 12))
        ]
        writer.channels.listed(slug, batch, Validators(), NOW + timedelta(hours=hour))
        for headline in batch:
            number = int(headline.address.rsplit("/", 1)[1].removesuffix(".shtml"))
            old, seen = known.get(number, (headline, hour))
            known[number] = (headline if headline.published else old, seen)
            members[None].add(number)
            members[slug].add(number)
            found = library.headlines.find(headline.address)
            assert found is not None
            ids[number] = found.id
        for view, numbers in open_views:
            rows = library.headlines.page(view, 0, 100)
            assert [row.id for row in rows] == [ids[number] for number in numbers]
        marked = dice.sample(sorted(known), len(known) // 3)
        is_read, is_starred = dice.random() < 0.7, dice.random() < 0.6
        writer.marks.read([ids[number] for number in marked], is_read, NOW)
        read = read | set(marked) if is_read else read - set(marked)
        other = dice.sample(sorted(known), len(known) // 4)
        dice.choice(writers).marks.starred([ids[number] for number in other], is_starred, NOW)
        starred = starred | set(other) if is_starred else starred - set(other)
        open_views.clear()
        for shelf in SHELVES:
            numbers = expected(shelf)
            wanted = [ids[number] for number in numbers]
            view = library.headlines.open(shelf)
            assert view.total == len(wanted)
            for start in dice.sample(range(view.total), min(view.total, 6)):
                rows = library.headlines.page(view, start, 4)
                assert [row.id for row in rows] == wanted[start : start + 4]
            for number in dice.sample(range(view.total), min(view.total, 4)):
                assert library.headlines.row_of(view, wanted[number]) == number
                later = (row for row in range(number + 1, view.total) if numbers[row] not in read)
                assert library.headlines.next_unread(view, number, 1) == next(later, None)
                earlier = (row for row in reversed(range(number)) if numbers[row] not in read)
                assert library.headlines.next_unread(view, number, -1) == next(earlier, None)
            if not shelf.unread and not shelf.starred:
                open_views.append((view, numbers))
        for listed in library.channels.all():
            slug = listed.channel.slug
            assert (listed.articles, listed.unread) == (len(members[slug]), len(members[slug] - read))


def test_far_jumps_and_long_walks_give_the_same_rows(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", [press.headline(number, 40 * (number // 3)) for number in range(300)])
    view = library.headlines.open(Shelf("quanzong"))
    rows = library.headlines.page(view, 0, 300)
    starts = list(range(300))
    random.Random(7).shuffle(starts)
    for start in starts:
        assert library.headlines.page(view, start, 7) == rows[start : start + 7]
        assert library.headlines.row_of(view, rows[start].id) == start


@pytest.mark.parametrize("shelf", [shelf for shelf in SHELVES if shelf.channel])
@pytest.mark.parametrize(
    "sql",
    [headlines.PAGE, headlines.NEXT, headlines.PREVIOUS, numbering.AT, numbering.BEFORE],
)
def test_no_list_is_ever_sorted_or_scanned(library: Library, sql: str, shelf: Shelf) -> None:
    """SQLite's own plan: a search in the index of this kind of list, its rows already in order."""
    database = apsw.Connection(str(library.path), apsw.SQLITE_OPEN_READONLY)
    try:
        query = fill(sql, shelf)
        values = (0,) * query.count("?")
        plan = [row[3] for row in database.execute("EXPLAIN QUERY PLAN " + query, values)]
    finally:
        database.close()
    assert not [step for step in plan if "TEMP B-TREE" in step or step.startswith("SCAN")]
    index = fill("$INDEX", shelf)
    assert f"INDEX {index} (shelf=? AND " in plan[0]
    assert "time" in plan[0]
    if sql != headlines.PAGE:
        assert "COVERING" in plan[0]


@pytest.mark.parametrize("sql", [headlines.UNSETTLED, headlines.SETTLE])
def test_opening_a_list_looks_only_at_what_is_out_of_place(library: Library, sql: str) -> None:
    database = apsw.Connection(str(library.path), apsw.SQLITE_OPEN_READONLY)
    plan = [row[3] for row in database.execute("EXPLAIN QUERY PLAN " + sql)]
    database.close()
    assert [step for step in plan if "headline_unsettled" in step] == plan

"""An article in rows for a window: whole in every mode, on pages of one height, each place found again."""

from collections import Counter
from functools import cache
from itertools import product

import pytest
from articles import article_of, corpus, every_kind, sample_article
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from zhonggong_reader.model import Article, Position
from zhonggong_reader.settings import Settings
from zhonggong_reader.typeset import Setting, source_of
from zhonggong_reader.ui.sheet import (
    AIR,
    GUTTER,
    MODES,
    MOST_COLUMNS,
    NARROWEST_COLUMN,
    WIDEST_COLUMN,
    Mode,
    Sheet,
    Window,
    column_count,
    lay_out,
    setting_of,
)

ARTICLES = {
    "sample": sample_article(),
    "every kind": every_kind(),
    "corpus": article_of(*corpus()[::3]),
    "headline alone": article_of(),
    "one word": article_of("好"),
}
SIZES = [(24, 8), (80, 21), (160, 46), (213, 50)]
TINY = list(product((0, 1, 2, 7, 8, 9, 11), (0, 1, 2, 3, 4, 5)))

news = st.text(
    alphabet=st.sampled_from("中国职工，。、；：？！“”（）《》——…… \u3000\n012abcXYZ.,'@é字𠮷👍🏽\u0301"),
    max_size=150,
)


@cache
def set_in(mode: Mode, article: Article, width: int, height: int, measure: int = 72) -> Sheet:
    return lay_out(article, Window(mode, width, height, measure), Setting())


def shown(sheet: Sheet) -> Counter[tuple[int, int]]:
    """Return how often each character of the source stands on the sheet: block and offset."""
    pieces = [piece.source for row in sheet.rows if row for piece in row.segments if piece.source]
    return Counter((piece.block, offset) for piece in pieces for offset in range(piece.start, piece.end))


def written(article: Article) -> set[tuple[int, int]]:
    """Return every character of the article that is no blank."""
    return {
        (block, offset)
        for block in range(-1, len(article.blocks) + 1)
        for offset, character in enumerate(source_of(article, block))
        if not character.isspace()
    }


@pytest.mark.parametrize(("mode", "name", "size"), product(MODES, ARTICLES, SIZES), ids=str)
def test_every_character_of_an_article_stands_on_it_once(
    mode: Mode, name: str, size: tuple[int, int]
) -> None:
    sheet = set_in(mode, ARTICLES[name], *size)
    found = shown(sheet)
    assert set(found) >= written(ARTICLES[name])
    assert set(found.values()) == {1}


@given(news, st.sampled_from(MODES), st.integers(8, 200), st.integers(1, 50), st.integers(24, 96))
@example("\u0301" * 9, "vertical", 20, 8, 72)
@example(" ", "columns", 100, 8, 72)
@settings(max_examples=120)
def test_so_does_every_character_of_any_text(
    text: str, mode: Mode, width: int, height: int, measure: int
) -> None:
    article = article_of(text, text)
    sheet = set_in(mode, article, width, height, measure)
    found = shown(sheet)
    invisible = {
        (block, offset)
        for block in (0, 1)
        for offset, character in enumerate(source_of(article, block))
        if not cell_len(character)
    }
    assert set(found) >= written(article) - invisible
    assert set(found.values()) == {1}


@pytest.mark.parametrize(("mode", "name", "size"), product(MODES, ARTICLES, SIZES), ids=str)
def test_no_row_is_wider_than_the_sheet_and_no_sheet_than_the_window(
    mode: Mode, name: str, size: tuple[int, int]
) -> None:
    width, height = size
    sheet = set_in(mode, ARTICLES[name], width, height)
    assert max(row.width for row in sheet.rows if row) <= sheet.width <= width


@pytest.mark.parametrize(("name", "size"), product(ARTICLES, SIZES), ids=str)
def test_pages_are_as_high_as_the_window(name: str, size: tuple[int, int]) -> None:
    for mode in ("columns", "vertical"):
        sheet = set_in(mode, ARTICLES[name], *size)
        assert sheet.page == size[1]
        assert len(sheet.rows) % sheet.page == 0
        starts = [row for row, _ in sheet.places]
        assert starts == list(range(0, len(sheet.rows), sheet.page))
        for start in starts:  # no page is blank
            assert any(row and row.text for row in sheet.rows[start : start + sheet.page])


@pytest.mark.parametrize(("mode", "name", "size"), product(MODES, ARTICLES, SIZES), ids=str)
def test_each_place_is_found_in_the_row_that_shows_it(mode: Mode, name: str, size: tuple[int, int]) -> None:
    sheet = set_in(mode, ARTICLES[name], *size)
    for number, row in enumerate(sheet.rows):
        for piece in row.segments if row else ():
            if piece.source is None or (mode != "column" and piece.source.block < 0):
                continue  # the head's lines stand across columns, and their place is the page's
            found = sheet.row_of(Position(piece.source.block, piece.source.start))
            # The blank row above the headline comes into sight with it.
            wanted = number - number % sheet.page if sheet.page else number if number > AIR else 0
            assert found == wanted
    for row_number, place in sheet.places:
        assert sheet.place_at(row_number) == place
        again = sheet.row_of(place)
        assert sheet.place_at(again) == place


@pytest.mark.parametrize("mode", MODES)
def test_places_rise_and_what_is_nowhere_is_at_the_edges(mode: Mode) -> None:
    sheet = set_in(mode, ARTICLES["sample"], 100, 12)
    rows = [row for row, _ in sheet.places]
    places = [(place.block, place.offset) for _, place in sheet.places]
    assert rows == sorted(set(rows))
    assert places == sorted(places)
    assert sheet.row_of(Position(-1, 0)) == 0
    assert sheet.place_at(0) == Position(-1, 0)
    assert sheet.row_of(Position(999, 0)) == rows[-1]
    assert sheet.place_at(10_000) == sheet.places[-1][1]


@pytest.mark.parametrize(("mode", "size"), product(MODES, TINY), ids=str)
def test_the_smallest_windows_show_something(mode: Mode, size: tuple[int, int]) -> None:
    for article in ARTICLES.values():
        sheet = set_in(mode, article, *size)
        assert any(row and row.text for row in sheet.rows)
        assert set(shown(sheet)) >= written(article)


def test_columns_are_neither_narrower_nor_wider_nor_more_than_one_reads_well() -> None:
    assert [column_count(width) for width in (0, 40, 83, 84, 127, 128, 500)] == [
        1,
        1,
        1,
        2,
        2,
        3,
        MOST_COLUMNS,
    ]
    for width in range(84, 260, 5):
        pages = set_in("columns", ARTICLES["sample"], width, 30).pages
        assert pages is not None
        assert pages.count == column_count(width)
        measure = pages.pitch - GUTTER
        assert measure % 2 == 0
        assert NARROWEST_COLUMN - 2 <= measure <= WIDEST_COLUMN


@pytest.mark.parametrize("measure", [24, 60, 96])
def test_one_column_is_as_wide_as_asked_for_and_begins_under_a_blank_row(measure: int) -> None:
    sheet = set_in("column", ARTICLES["sample"], 120, 20, measure)
    assert sheet.width == measure
    assert sheet.rows[0] is None
    assert sheet.page is None
    assert set_in("column", ARTICLES["sample"], 41, 20, measure).width == min(measure, 38)


def test_settings_reach_the_setting() -> None:
    plain = setting_of(Settings())
    assert (plain.justify, plain.hanging, plain.half_width_ends, plain.phrase) == (True, False, False, False)
    other = setting_of(Settings(justify=False, hanging=True, half_width_ends=True, phrase=True))
    assert (other.justify, other.hanging, other.half_width_ends, other.phrase) == (False, True, True, True)

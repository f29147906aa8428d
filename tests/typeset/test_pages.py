"""Newspaper columns: how pages fill, what may not stand at an edge, and how one is found again."""

from collections.abc import Callable

import pytest
from rich.cells import cell_len

from zhonggong_reader.model import Article, Position, Quote, Subheading
from zhonggong_reader.text import clean
from zhonggong_reader.typeset import Page, Pages, Role, Setting, columns

WIDTH, HEIGHT = 100, 24


def column(page: Page, number: int, measure: int = 48, gutter: int = 4) -> list[str]:
    """The lines of one column of a page without a head, cut out by its cells."""
    left = number * (measure + gutter)
    found = []
    for line in page.lines:
        cut, edge = "", 0
        for character in line.text:
            if left <= edge < left + measure:
                cut += character
            edge += cell_len(character)
        found.append(cut.rstrip())
    return found


def covered(pages: Pages, block: int) -> set[int]:
    pieces = [piece.source for page in pages.pages for line in page.lines for piece in line.segments]
    return {
        place for piece in pieces if piece and piece.block == block for place in range(piece.start, piece.end)
    }


def test_the_head_stands_across_the_first_page_and_nowhere_else(sample_article: Article) -> None:
    first, *others = columns(sample_article, WIDTH, HEIGHT, count=2).pages
    assert first.lines[0].text.strip() == sample_article.title
    left = len(first.lines[0].text) - len(first.lines[0].text.lstrip())
    assert left == (WIDTH - cell_len(sample_article.title)) // 2
    roles = {piece.role for page in others for line in page.lines for piece in line.segments}
    assert Role.HEADLINE not in roles


def test_columns_fill_the_page_and_are_evened_out_on_the_last(article_of: Callable[..., Article]) -> None:
    for paragraphs in range(2, 8):
        article = article_of(*["劳动光荣" * 40] * paragraphs)
        *others, last = columns(article, WIDTH, HEIGHT, count=2).pages
        assert [len(page.lines) for page in others] == [HEIGHT] * len(others)
        head = 0 if others else 3
        left, right = (len([line for line in column(last, number)[head:] if line]) for number in (0, 1))
        assert abs(left - right) <= 2


def test_nothing_is_lost_between_columns_and_pages(every_kind: Article) -> None:
    for count in (1, 2, 3):
        for height in (4, 9, 24):
            pages = columns(every_kind, WIDTH, height, count=count)
            assert covered(pages, 0) == set(range(len(every_kind.blocks[0].text)))  # type: ignore[union-attr]
            assert all(len(page.lines) <= height for page in pages.pages)
            assert all(line.width <= WIDTH for page in pages.pages for line in page.lines)


def test_a_subheading_is_not_left_at_the_foot_of_a_column(article_of: Callable[..., Article]) -> None:
    for filler in range(1, 30):
        article = article_of("文" * 22 * filler, Subheading(clean("小标题")), "文" * 200)
        pages = columns(article, WIDTH, 12, count=2, setting=Setting(indent=False))
        for page in pages.pages:
            start = 3 if page is pages.pages[0] else 0
            for number in (0, 1):
                lines = [line for line in column(page, number)[start:] if line]
                assert not lines or lines[-1] != "小标题"


@pytest.mark.parametrize("height", range(9, 14))
def test_no_column_begins_with_a_blank_line_or_a_lonely_last_one(
    article_of: Callable[..., Article], height: int
) -> None:
    article = article_of(*["劳动光荣" * 15, "劳动光荣" * 15, Quote(clean("引文"))] * 6)
    for page in columns(article, WIDTH, height, count=2).pages[1:]:
        for number in (0, 1):
            lines = column(page, number)
            if any(lines):
                assert lines[0]
                assert len(lines) < 2 or not lines[1].startswith("    劳") or lines[0].startswith("    ")


@pytest.mark.parametrize("count", [1, 2, 3])
def test_what_is_on_a_page_lies_between_its_place_and_that_of_the_next(
    sample_article: Article, count: int
) -> None:
    pages = columns(sample_article, WIDTH, 12, count=count).pages
    end = Position(99, 0)
    for page, behind in zip(pages, [*(page.place for page in pages[1:]), end], strict=True):
        for line in page.lines:
            for piece in line.segments:
                if piece.source and piece.source.block >= 0:
                    start = (piece.source.block, piece.source.start)
                    assert (page.place.block, page.place.offset) <= start < (behind.block, behind.offset)


def test_columns_that_would_be_too_narrow_are_fewer(sample_article: Article) -> None:
    pages = columns(sample_article, 30, 20, count=9)
    assert all(line.width <= 30 for page in pages.pages for line in page.lines)
    assert covered(pages, 0)


def test_a_head_that_leaves_no_room_goes_into_the_columns(article_of: Callable[..., Article]) -> None:
    article = article_of("文" * 100, title=clean("很长的标题" * 20))
    pages = columns(article, 40, 6, count=2)
    text = "".join(line.text for page in pages.pages for line in page.lines).replace(" ", "")
    assert text.count("标题") == 20
    assert all(len(page.lines) <= 6 for page in pages.pages)

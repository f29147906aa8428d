"""竖排: read from top to bottom and from right to left, with the vertical forms of marks."""

from collections.abc import Callable

import pytest
from rich.cells import cell_len

from zhonggong_reader.model import Article
from zhonggong_reader.text import clean
from zhonggong_reader.typeset import Page, Role, Setting, source_of, vertical

FLUSH = Setting(indent=False)


def lines_of(page: Page, width: int) -> list[str]:
    """The vertical lines of a page from right to left, each from top to bottom."""
    rows = [cells_of(line.text, width) for line in page.lines]
    found = []
    for right in range(width, 1, -4):
        glyphs = ["".join(row[right - 2 : right]) for row in rows]
        found.append("".join(glyphs).replace("\0", "").rstrip())
    return found


def cells_of(text: str, width: int) -> list[str]:
    cells: list[str] = []
    for character in text:
        if cell_len(character):
            cells += [character, *["\0"] * (cell_len(character) - 1)]
        else:
            cells[-1] += character
    return cells + [" "] * (width - len(cells))


def body(article: Article, height: int, width: int = 200, setting: Setting = FLUSH) -> list[str]:
    (page,) = vertical(article, width, height, setting=setting).pages
    return [line for line in lines_of(page, width)[3:] if line]


def test_lines_run_down_and_follow_each_other_to_the_left(article_of: Callable[..., Article]) -> None:
    pages = vertical(article_of("一二三四五六七八九十甲乙"), 22, 8, setting=FLUSH)
    (page,) = pages.pages
    assert [line.text for line in page.lines] == [
        "    九  一      12  标",
        "    十  二      字  题",
        "    甲  三",
        "    乙  四      约",
        "        五      １",
        "        六      分",
        "        七      钟",
        "        八",
    ]
    assert lines_of(page, 22) == ["标题", "12字  约１分钟", "", "一二三四五六七八", "九十甲乙", ""]


def test_lines_stand_further_apart_where_leading_is_wished(article_of: Callable[..., Article]) -> None:
    setting = Setting(indent=False, leading=1)
    (page,) = vertical(article_of("一二三四五六七八九十甲乙"), 40, 8, setting=setting).pages
    assert page.lines[0].text.strip() == "九    一          12    标"


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("他说：“好，‘真’好！”", "他说︓﹃好︐﹁真﹂好︕﹄"),
        ("《甲》（乙）、「丙」。", "︽甲︾︵乙︶︑﹁丙﹂︒"),
        ("甲——乙……丙", "甲︱︱乙︙︙丙"),
        ("10月5日27度", "10月５日27度"),
        ("共2026年", "共２０２６年"),
        ("用AI机", "用ＡＩ机"),
        ("中国·北京", "中国・北京"),
        ("共27\u0331人", "共27\u0331人"),
    ],
)
def test_marks_numbers_and_letters_take_their_vertical_forms(
    article_of: Callable[..., Article], stored: str, shown: str
) -> None:
    assert body(article_of(stored), 20) == [shown]


def test_no_vertical_line_starts_with_a_mark_of_pause(article_of: Callable[..., Article]) -> None:
    found = body(article_of("劳动最光荣，劳动最美丽。劳动最伟大"), 5)
    assert found == ["劳动最光", "荣︐劳动最", "美丽︒劳动", "最伟大"]


def test_paragraphs_begin_two_rows_down(article_of: Callable[..., Article]) -> None:
    (page,) = vertical(article_of("劳动光荣"), 40, 10).pages
    assert lines_of(page, 40)[3] == "    劳动光荣"


def test_every_glyph_takes_two_cells_and_no_row_is_too_wide(every_kind: Article) -> None:
    for width in (2, 20, 41, 80):
        for page in vertical(every_kind, width, 12).pages:
            for line in page.lines:
                assert sum(piece.width for piece in line.segments) <= width
            assert len(page.lines) <= 12


def test_nothing_but_blanks_is_lost(every_kind: Article) -> None:
    pages = vertical(every_kind, 80, 20)
    pieces = [piece.source for page in pages.pages for line in page.lines for piece in line.segments]
    for block in range(-1, len(every_kind.blocks) + 1):
        source = source_of(every_kind, block)
        shown = {
            place
            for piece in pieces
            if piece and piece.block == block
            for place in range(piece.start, piece.end)
        }
        assert all(source[place].isspace() for place in set(range(len(source))) - shown)


def test_a_page_is_found_by_its_place(sample_article: Article) -> None:
    pages = vertical(sample_article, 80, 20)
    assert len(pages.pages) > 2
    places = [(page.place.block, page.place.offset) for page in pages.pages]
    assert places == sorted(set(places))


def test_a_glyph_leads_back_to_its_source(article_of: Callable[..., Article]) -> None:
    (page,) = vertical(article_of("共27人，好"), 40, 10, setting=FLUSH).pages
    cell = 40 - 2 - 3 * 4
    assert [page.lines[row].position_at(cell).offset for row in range(5)] == [0, 1, 3, 4, 5]
    assert page.lines[1].position_at(cell + 1).offset == 2


def test_links_and_the_dateline_are_marked(every_kind: Article) -> None:
    pieces = [piece for line in vertical(every_kind, 400, 20).pages[0].lines for piece in line.segments]
    assert sum(piece.link == 0 for piece in pieces if piece.role is Role.LINK) == len("帮扶平台")
    assert sum(piece.role is Role.DATELINE for piece in pieces) == 10


def test_a_picture_without_words_still_has_its_sign(every_kind: Article) -> None:
    text = "".join(lines_of(vertical(every_kind, 400, 20).pages[0], 400))
    assert text.count("︹图片︺") == 2


def test_the_least_height_holds_any_text(article_of: Callable[..., Article]) -> None:
    for page in vertical(article_of("abcdefghijklmnop，（（（", title=clean("题")), 10, 1).pages:
        assert len(page.lines) <= 4

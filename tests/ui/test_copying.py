"""What is selected on the screen and copied is the page's own text, however it is set."""

from collections.abc import Callable, Iterator
from random import Random

import pytest
from articles import article_of, corpus, every_kind
from press import NOW
from readingroom import at, lines, press, reading, room, settled, status
from rich.cells import get_character_cell_size
from rich.color import Color
from textual.geometry import Offset
from textual.pilot import Pilot

from zhonggong_reader.model import Article, KeptArticle, Picture, Position, Subheading
from zhonggong_reader.settings import Settings
from zhonggong_reader.text import clean
from zhonggong_reader.typeset import source_text
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.copying import paragraph_at
from zhonggong_reader.ui.sheet import MODES, Mode
from zhonggong_reader.ui.widgets.article_view import ArticleView

AppMaker = Callable[..., ReaderApp]
Place = tuple[int, int]

JOINED = "一家四口👨\u200d👩\u200d👧\u200d👦到场，为母亲❤\u200d🔥加油"
NEWS = article_of(
    *every_kind().blocks, JOINED, *corpus()[::4], editor=clean("李方"), title=every_kind().title
)
"""Every kind of block, and paragraphs with everything that is set otherwise than it is stored."""


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing moves under the pointer because time passes."""
    monkeypatch.setattr(ReaderApp, "ENABLE_SELECT_AUTO_SCROLL", False)


async def open_article(pilot: Pilot[None], article: Article, mode: Mode = "column") -> ArticleView:
    """Read `article`, alone on the screen."""
    view = room(pilot).article_view
    room(pilot).pane = "article"
    if not room(pilot).alone:
        await press(pilot, "z")
    view.kept = KeptArticle(id=4711, article=article, fetched=NOW, read=True, starred=False, position=None)
    view.mode = mode
    await settled(pilot)
    return view


async def drag(pilot: Pilot[None], start: Offset, end: Offset) -> None:
    """Move the pointer from one cell of the screen to another one with the button pressed."""
    await pilot.mouse_down(offset=start)
    await pilot.hover(offset=end)
    await pilot.mouse_up(offset=end)


async def copied(pilot: Pilot[None], start: Offset, end: Offset) -> str:
    """Select from one cell to another one and copy; return what is on the clipboard then."""
    await drag(pilot, start, end)
    await press(pilot, "ctrl+c")
    return pilot.app.clipboard


def cells(view: ArticleView) -> Iterator[tuple[Offset, Place, str]]:
    """Yield where on the screen each character of the source stands: its first cell, its place."""
    assert view._sheet is not None
    top, margin = view.scroll_offset.y, (view.size.width - view._sheet.width) // 2
    for number, row in enumerate(view._sheet.rows[top : top + view.size.height]):
        cell = margin
        for piece in row.segments if row else ():
            for index, character in enumerate(piece.text):
                if piece.source:
                    offset = min(piece.source.start + index, piece.source.end - 1)
                    yield (
                        view.content_region.offset + Offset(cell, number),
                        (piece.source.block, offset),
                        character,
                    )
                cell += get_character_cell_size(character)


def highlighted(view: ArticleView) -> set[Place]:
    """Return the places of the characters that are painted as selected."""
    mark = view.screen.get_component_rich_style("screen--selection").bgcolor
    colours: dict[Offset, Color | None] = {}
    for row, strip in enumerate(view.screen._compositor.render_strips()):
        column = 0
        for segment in strip:
            for cell in range(column, column := column + segment.cell_length):
                colours[Offset(cell, row)] = segment.style.bgcolor if segment.style else None
    return {place for cell, place, _ in cells(view) if colours[cell] == mark}


# ── Any two cells ────────────────────────────────────────────────────────────────────────────────


SETTINGS = {
    "justified": Settings(),
    "ragged": Settings(justify=False),
    "hanging": Settings(hanging=True),
    "half-width ends": Settings(half_width_ends=True, measure=40),
}


@pytest.mark.parametrize(
    ("mode", "kind"),
    [*(("column", kind) for kind in SETTINGS), ("columns", "justified"), ("vertical", "ragged")],
)
async def test_what_lies_between_two_cells_is_copied_and_highlighted(
    make_app: AppMaker, mode: Mode, kind: str
) -> None:
    random = Random(f"{mode} {kind}")
    async with reading(make_app(SETTINGS[kind]), 100, 30) as pilot:
        view = await open_article(pilot, NEWS, mode)
        while True:
            here = list(cells(view))
            for _ in range(3):
                (start, one, first), (end, other, last) = random.choice(here), random.choice(here)
                # Either half of a Han character is the character.
                half = Offset(random.randrange(get_character_cell_size(first) or 1), 0)
                other_half = Offset(random.randrange(get_character_cell_size(last) or 1), 0)
                if start + half == end + other_half:
                    continue  # a click
                begin, (block, offset) = min(one, other), max(one, other)
                text = await copied(pilot, start + half, end + other_half)
                shown = highlighted(view)
                behind = min((place for _, place, _ in here if place > (block, offset)), default=None)
                ends = {offset + 1, behind[1] if behind and behind[0] == block else offset + 1}
                assert text in {
                    source_text(NEWS, Position(*begin), Position(block, end)).rstrip("\n") for end in ends
                }
                assert shown == {place for _, place, _ in here if begin <= place <= (block, offset)}
            if view.at_end:
                break
            for _ in range(3 if mode == "column" else 1):
                if not view.at_end:
                    await press(pilot, "space")


# ── Margins, columns, vertical lines ─────────────────────────────────────────────────────────────

PLAIN = "劳动者的日子是干出来的，职工的获得感是实打实的。"


@pytest.mark.parametrize("back", [False, True], ids=["forth", "back"])
async def test_from_margin_to_margin_a_line_is_copied_and_no_more(make_app: AppMaker, back: bool) -> None:
    article = article_of(PLAIN * 4, "第二段的话。")
    async with reading(make_app(Settings(measure=40)), 80, 24) as pilot:
        await open_article(pilot, article)
        row = next(number for number, line in enumerate(lines(pilot.app)) if "劳动者" in line)
        ends = [Offset(1, row), Offset(78, row)]
        text = await copied(pilot, *(reversed(ends) if back else ends))
        assert (PLAIN * 4).startswith(text)
        assert text.endswith(lines(pilot.app)[row].strip().replace(" ", "")[-3:])
        assert status(pilot) == "已复制所选文字"
        # Down to the blank row behind it, the paragraph is whole and nothing of the next one.
        blank = next(number for number in range(row, 24) if not lines(pilot.app)[number])
        ends = [Offset(1, row), Offset(40, blank)]
        assert await copied(pilot, *(reversed(ends) if back else ends)) == PLAIN * 4


async def test_paragraphs_stand_apart_by_a_blank_line_when_they_are_copied(make_app: AppMaker) -> None:
    article = article_of(
        "第一段。", Picture("https://www.workercn.cn/a.jpg"), Subheading(clean("小标题")), "末段。"
    )
    async with reading(make_app(), 80, 24) as pilot:
        await open_article(pilot, article)
        text = await copied(pilot, at(pilot.app, "第一段"), at(pilot.app, "末段") + Offset(5, 0))
        assert text == "第一段。\n\n小标题\n\n末段。"


async def test_a_headline_is_copied_without_the_line_below(make_app: AppMaker) -> None:
    async with reading(make_app(), 80, 24) as pilot:
        view = await open_article(pilot, NEWS)
        row = at(pilot.app, "前三季度各级").y
        assert await copied(pilot, Offset(0, row), Offset(79, row)) == NEWS.title
        assert view.text_selection


async def test_with_nothing_selected_ctrl_c_tells_how_to_leave(make_app: AppMaker) -> None:
    async with reading(make_app(), 80, 24) as pilot:
        await open_article(pilot, NEWS)
        await press(pilot, "ctrl+c")
        assert status(pilot) == "按 Q 离开"
        # Nor does a selection of blank margins copy anything, or a click.
        assert await copied(pilot, Offset(0, 8), Offset(2, 8)) == ""
        assert status(pilot) == "按 Q 离开"
        assert await copied(pilot, Offset(30, 8), Offset(30, 8)) == ""
        assert highlighted(room(pilot).article_view) == set()


async def test_a_click_ends_a_selection(make_app: AppMaker) -> None:
    async with reading(make_app(), 80, 24) as pilot:
        view = await open_article(pilot, NEWS)
        await drag(pilot, Offset(20, 8), Offset(40, 10))
        assert highlighted(view)
        await pilot.click(offset=(30, 12))
        await settled(pilot)
        assert highlighted(view) == set()


async def test_a_selection_in_a_newspaper_column_keeps_to_it(make_app: AppMaker) -> None:
    first, second = "甲" * 250 + "。", "乙" * 250 + "。"
    async with reading(make_app(), 100, 24) as pilot:
        await open_article(pilot, article_of(first, second), "columns")
        top, end = at(pilot.app, "甲甲"), at(pilot.app, "乙乙")
        assert end.x > 50  # the second paragraph stands in the second column
        # From above the column down its gutter, the column is copied, and not what stands beside it.
        text = await copied(pilot, Offset(2, top.y), Offset(47, 20))
        assert text == first
        # From the middle of one column to the middle of the next: down the first, then down the second.
        text = await copied(pilot, top + Offset(20, 1), end + Offset(4, 1))
        assert set(text) == set("甲。\n乙")
        assert text.count("甲") == 250 - 21 - 12  # two cells of indent, lines of 23
        assert text.count("乙") == 21 + 5
        # The space between two columns is not painted.
        view = room(pilot).article_view
        mark = view.screen.get_component_rich_style("screen--selection").bgcolor
        strip = list(view.screen._compositor.render_strips())[top.y + 3].crop(50, 52)
        assert all(segment.style and segment.style.bgcolor != mark for segment in strip)


async def test_a_vertical_line_is_selected_downwards(make_app: AppMaker) -> None:
    text = "一二三四五六七八九十" * 8
    async with reading(make_app(), 60, 25) as pilot:
        await open_article(pilot, article_of(text), "vertical")
        start = at(pilot.app, "一")
        # The first line begins two rows down, so that the 20 rows of the next one stand to its left.
        for half in (0, 1):
            assert await copied(pilot, start + Offset(half, 0), start + Offset(half, 4)) == "一二三四五"
            assert await copied(pilot, start + Offset(half, 4), start + Offset(half, 0)) == "一二三四五"
        # To the line on the left, and a little higher.
        taken = await copied(pilot, start + Offset(0, 2), start + Offset(-4, 1))
        # 21 rows less two of indent, and the fourth glyph of the next line.
        assert taken == text[2 : 19 + 4]


@pytest.mark.parametrize("to", [(0, 20), (79, 0), (3, 23)], ids=["list", "masthead", "keys"])
async def test_a_selection_stays_in_the_article_wherever_the_pointer_goes(
    make_app: AppMaker, to: tuple[int, int]
) -> None:
    async with reading(make_app(), 120, 24) as pilot:
        view = await open_article(pilot, NEWS)
        await press(pilot, "z")
        assert view.region.x > 10
        await drag(pilot, view.region.offset + Offset(30, 10), Offset(*to))
        assert list(room(pilot).selections) == [view]
        shown = highlighted(view)
        assert shown
        assert shown < {place for _, place, _ in cells(view)}


@pytest.mark.parametrize("key", ["v", "<", "z", "J"])
async def test_a_selection_goes_when_its_cells_come_to_show_something_else(
    make_app: AppMaker, key: str
) -> None:
    async with reading(make_app(), 120, 30) as pilot:
        await press(pilot, "enter")
        view = room(pilot).article_view
        await drag(pilot, view.region.offset + Offset(10, 8), view.region.offset + Offset(30, 12))
        assert highlighted(view)
        await press(pilot, key)
        assert highlighted(view) == set()
        await press(pilot, "ctrl+c")
        assert status(pilot) == "按 Q 离开"
        assert pilot.app.clipboard == ""


async def test_a_selection_goes_on_while_the_article_scrolls(make_app: AppMaker) -> None:
    async with reading(make_app(), 80, 20) as pilot:
        view = await open_article(pilot, NEWS)
        await pilot.mouse_down(offset=(20, 8))
        begin = min(place for cell, place, _ in cells(view) if (cell.y, cell.x) >= (8, 19))
        await press(pilot, "space")
        await pilot.hover(offset=(40, 10))
        await pilot.mouse_up(offset=(40, 10))
        await press(pilot, "ctrl+c")
        end = max(place for cell, place, _ in cells(view) if (cell.y, cell.x) <= (10, 40))
        assert pilot.app.clipboard == source_text(NEWS, Position(*begin), Position(end[0], end[1] + 1))


# ── Paragraph and citation ───────────────────────────────────────────────────────────────────────


async def test_c_copies_the_paragraph_at_the_top(make_app: AppMaker) -> None:
    article = article_of("甲" * 300, "乙，" * 100, "丙" * 300 + " 3D（打印）")
    async with reading(make_app(), 80, 12) as pilot:
        view = await open_article(pilot, article)
        for mode in MODES:
            view.mode = mode
            await settled(pilot)
            await press(pilot, "g", "c")
            assert pilot.app.clipboard == "甲" * 300
            assert status(pilot) == "已复制这一段"
            while view.reading_place.block < 1:
                await press(pilot, "j")
            await press(pilot, "c")
            assert pilot.app.clipboard == "乙，" * 100
        await press(pilot, "G", "c")
        assert pilot.app.clipboard == "丙" * 300 + " 3D（打印）"


def test_where_there_are_no_words_the_next_ones_are_the_paragraph() -> None:
    bare = Picture("https://www.workercn.cn/b.jpg")
    article = article_of(bare, "甲。", bare, "乙。", bare)
    assert [paragraph_at(article, Position(block, 0)) for block in range(-1, 6)] == [
        *("甲。", "甲。", "甲。", "乙。", "乙。", "乙。", "乙。")
    ]
    assert paragraph_at(article_of(bare), Position(-1, 0)) == "标题"


async def test_capital_y_copies_a_citation(make_app: AppMaker) -> None:
    async with reading(make_app(), 80, 24) as pilot:
        await press(pilot, "Y")
        assert pilot.app.clipboard == ""
        await press(pilot, "G", "enter", "Y")
        assert status(pilot) == "已复制引文"
        assert "首届大国工匠创新交流大会开幕[EB/OL]" in pilot.app.clipboard
        assert "https://www.workercn.cn/c/2022-04-28/6945203.shtml" in pilot.app.clipboard

"""The front page laid out: columns, the order of reading, where stories and pictures stand."""

from datetime import timedelta

import pytest
from album import landscape
from msgspec.structs import replace
from press import NOW, Press
from rich.cells import cell_len

from zhonggong_reader.model import Channel, ListedChannel, ListedHeadline
from zhonggong_reader.newsdesk import Block, FrontPage, Story
from zhonggong_reader.text import clean_line
from zhonggong_reader.ui.front_page import Laid, Wishes, lay_out, room_for
from zhonggong_reader.ui.graphics.plates import Plate

PRESS = Press()
WISHES = Wishes(NOW, NOW - timedelta(hours=20))
LONG = "关于进一步加强新就业形态劳动者权益保障工作的若干措施，逐条说清楚哪些人、哪些事、找谁办" * 3


def story(number: int, title: str, *, read: bool = False, is_new: bool = False) -> Story:
    headline = PRESS.headline(number, hours=number, title=title)
    return Story(ListedHeadline(id=number, headline=headline, read=read, starred=False, cached=True), is_new)


def page_of(*sizes: int, title: str = "一条标题") -> FrontPage:
    """Return a page with blocks of so many stories, numbered in the order of reading."""
    number, blocks = 1, []
    for place, size in enumerate(sizes):
        channel = Channel(f"c{place}", clean_line(f"频道{place}"), "https://www.workercn.cn/c/")
        listed = ListedChannel(channel=channel, articles=9, unread=9, fetched=NOW, failure=None)
        stories = tuple(story(number + n, f"{title}{number + n}") for n in range(size))
        blocks.append(Block(listed, place, stories))
        number += size
    return FrontPage(story(0, "头条说的事"), tuple(blocks), sum(range(len(sizes))), 1)


def text_of(laid: Laid) -> list[str]:
    lines = []
    for row in laid.rows:
        line = ""
        for piece in sorted(row, key=lambda piece: piece.left):
            assert cell_len(line) <= piece.left, "pieces overlap"
            line += " " * (piece.left - cell_len(line)) + piece.text
        lines.append(line)
    return lines


@pytest.mark.parametrize(
    ("width", "columns"), [(30, 1), (40, 1), (80, 1), (87, 2), (120, 2), (160, 3), (300, 4)]
)
@pytest.mark.parametrize("title", ["一条标题", LONG, "https://example.org/" + "x" * 400, "👩‍👩‍👧 "])
def test_columns_fit_the_width_and_hold_every_story_once(width: int, columns: int, title: str) -> None:
    laid = lay_out(page_of(4, 3, 4, 1, 2, 4, title=title), width, WISHES, {})
    assert all(cell_len(line) <= width for line in text_of(laid))
    assert len(laid.spots) == 19
    assert len({spot.left for spot in laid.spots[1:]}) == columns
    cells = [(row, spot.left) for spot in laid.spots[1:] for row in range(spot.row, spot.row + spot.height)]
    assert len(cells) == len(set(cells)), "stories overlap"


def test_channels_follow_each_other_down_the_columns_of_about_one_height() -> None:
    laid = lay_out(page_of(*[4] * 9), 160, WISHES, {})
    numbers: dict[int, list[int]] = {left: [] for left in sorted({spot.left for spot in laid.spots[1:]})}
    for number, spot in enumerate(laid.spots[1:], 1):
        numbers[spot.left].append(number)
    assert [number for column in numbers.values() for number in column] == list(range(1, 37))
    assert {len(column) for column in numbers.values()} == {12}


@pytest.mark.parametrize(("width", "height", "channels"), [(160, 46, 8), (120, 38, 6), (300, 80, 5)])
def test_a_large_window_is_filled_and_no_more(width: int, height: int, channels: int) -> None:
    each = room_for(width, height, channels)
    assert each > 4
    rows = len(lay_out(page_of(*[each] * channels), width, WISHES, {}).rows)
    assert height / 2 < rows <= height


def test_a_small_window_shows_a_few_stories_of_each_channel_all_the_same() -> None:
    assert room_for(40, 18, 20) == 4


def test_what_came_since_is_said_in_all_and_by_channel() -> None:
    said = "\n".join(text_of(lay_out(page_of(1, 1, 1), 80, WISHES, {})))
    assert "自上次（昨天 22:00）以来新到 3 篇：频道1 1　频道2 2" in said
    assert said.count("新到") == 3
    first = lay_out(page_of(1), 80, Wishes(NOW, None), {})
    assert "第一次来" in text_of(first)[0]


def test_lines_are_of_ascii_where_that_is_wished() -> None:
    page = page_of(4, 4, 4)
    pretty, plain = (
        "".join(text_of(lay_out(page, 140, replace(WISHES, ascii_lines=wish), {}))) for wish in (False, True)
    )
    assert (set("│─") & set(pretty), set("│─") & set(plain)) == (set("│─"), set())
    assert plain == pretty.replace("│", "|").replace("─", "-")


def test_new_unread_and_read_differ_without_colours() -> None:
    channel = page_of(1).blocks[0].channel
    stories = (story(1, "甲", is_new=True), story(2, "乙"), story(3, "丙", read=True, is_new=True))
    page = FrontPage(story(0, "头条"), (Block(channel, 0, stories),), 1, 1)
    lines = [line.strip() for line in text_of(lay_out(page, 60, WISHES, {}))]
    assert [line.split()[:2] for line in lines if line[-5:].count(":") == 1 and "头条" not in line][-3:] == [
        *(["新", "甲"], ["●", "乙"], ["丙", "15:00"])
    ]


def test_a_watched_word_and_a_failure_are_marked() -> None:
    channel = page_of(1).blocks[0].channel
    failed, watched = story(1, "没取到"), story(2, "有词的", is_new=True)
    failed = Story(replace(failed.listed, failure="503", cached=False), False)
    watched = Story(replace(watched.listed, watched=True), True)
    page = FrontPage(watched, (Block(channel, 0, (failed, watched)),), 1, 1)
    lines = text_of(lay_out(page, 60, WISHES, {}))
    assert [line for line in lines if "◆" in line and "未读" in line]
    assert [line for line in lines if line.strip().startswith("● !没取到")]
    assert [line for line in lines if line.strip().startswith("新◆有词的")]


def test_the_story_beside_is_the_nearest_in_height() -> None:
    laid = lay_out(page_of(*[4] * 6), 120, WISHES, {})
    right = laid.beside(2, 1)
    assert right is not None
    assert laid.spots[right].row == laid.spots[2].row
    assert laid.beside(right, -1) == 2
    assert laid.beside(2, -1) is None
    assert laid.beside(right, 1) is None
    assert laid.beside(0, 1) is None
    assert lay_out(page_of(3), 80, WISHES, {}).beside(1, 1) is None


def test_pictures_have_room_of_their_own_above_their_titles() -> None:
    plate = Plate(landscape(600, 400), (600, 400))
    laid = lay_out(page_of(2, 2), 120, WISHES, {0: plate, 1: plate, 3: plate})
    assert [figure.block for figure in laid.figures] == [0, 1, 3]
    for figure in laid.figures:
        spot = laid.spots[figure.block]
        assert spot.left <= figure.left
        assert figure.left + figure.box.width <= spot.left + spot.width
        for row in range(figure.row, figure.row + figure.box.height):
            over = [p for p in laid.rows[row] if p.left < figure.left + figure.box.width]
            assert all(p.left + cell_len(p.text) <= figure.left for p in over)
            assert laid.at(figure.left, row) == figure.block


def test_a_picture_that_cannot_be_had_takes_no_room() -> None:
    laid = lay_out(
        page_of(2), 80, WISHES, {0: Plate(None, (0, 0), "连不上"), 1: Plate(None, (0, 0), "连不上")}
    )
    assert laid == lay_out(page_of(2), 80, WISHES, {})

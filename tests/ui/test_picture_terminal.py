"""Pictures on a real terminal: the colours of its cells, and what kitty and sixel terminals are sent."""

import os
import re
from pathlib import Path

import pytest
from album import BLUE, FIRST, RED, file_of, flag
from loopback import Site
from readingroom import NEWEST
from terminal import Running, run_on_terminal

from zhonggong_reader.ui.graphics.drawing import PLACE_HOLDER

PATH = FIRST.removeprefix("https://www.workercn.cn")
LISTED = NEWEST[:10]
OPENED = "工人日报-中工网记者 黄榆 通讯员"
HALF_CELLS = "▀▀▀▀▀▀▀▀"
ROWS, WIDTH = 10, 30
"""Cells of a picture of 300 by 200 pixels where a cell has 10 by 20."""


@pytest.fixture(autouse=True)
def picture(site: Site) -> Site:
    """The site with the first picture of its newest article."""
    site.put(PATH, file_of(flag(WIDTH * 10, ROWS * 20)))
    return site


@pytest.fixture
def config(home: Path) -> Path:
    """The file of the settings."""
    folder = home / "config" / "zhonggong-reader"
    folder.mkdir(parents=True)
    return folder / "config.toml"


def near(colour: str, wanted: tuple[int, int, int]) -> bool:
    """Tell whether the emulator's colour (`d02020`) is what scaling makes of `wanted`."""
    if not re.fullmatch("[0-9a-f]{6}", colour):
        return False
    return all(abs(one - other) <= 8 for one, other in zip(bytes.fromhex(colour), wanted, strict=True))


def test_cells_have_the_colours_of_the_picture() -> None:
    columns: list[list[str]] = []

    def look(running: Running) -> None:
        columns.extend(
            [running.screen.buffer[row][column].bg for row in range(40)] for column in (26, 40, 53)
        )
        os.write(running.terminal, b"Q")

    run_on_terminal(
        answers=[(LISTED, "\r"), (OPENED, "i"), (HALF_CELLS, look)], rows=40, COLORTERM="truecolor"
    )
    assert len(columns) == 3
    for column in columns:
        kinds = "".join("r" if near(each, RED) else "b" if near(each, BLUE) else "." for each in column)
        assert re.search(r"\.rrrr[r.][.b]bbbb\.", kinds), column


@pytest.mark.parametrize(("wish", "count"), [("never", 0), ("ask", 0), ("always", 1)])
def test_pictures_are_asked_for_as_the_settings_say(
    picture: Site, config: Path, wish: str, count: int
) -> None:
    config.write_text(f'pictures = "{wish}"\n', "utf-8")
    shown = {"never": "不取图片", "ask": OPENED, "always": HALF_CELLS}[wish]
    keys = [(OPENED, "i"), (shown, "qQ")] if wish == "never" else [(shown, "Q")]
    run_on_terminal(answers=[(LISTED, "\r"), *keys], rows=40, COLORTERM="truecolor")
    assert picture.count(PATH) == count


def test_a_kept_picture_is_shown_without_a_network(picture: Site) -> None:
    show = [(OPENED, "i"), (HALF_CELLS, "Q")]
    run_on_terminal(answers=[(LISTED, "\r"), *show], rows=40, COLORTERM="truecolor")
    picture.fail(PATH, 503)
    # The article is open again by itself.
    run_on_terminal(answers=show, rows=40, COLORTERM="truecolor")
    assert picture.count(PATH) == 1


def test_a_sixel_terminal_is_sent_a_picture_for_each_row(config: Path) -> None:
    config.write_text('picture_protocol = "sixel"\n', "utf-8")
    # The emulator knows no sixels and prints them.
    shown = run_on_terminal(answers=[(LISTED, "\r"), (OPENED, "i"), ('q"1;1;300;20', "Q")], rows=40)
    pictures = re.findall(
        r'( +)(?:\x1b\[[\d;]*m)*\x1b7\x1b\[30D\x1bP[\d;]*q"1;1;300;20[^\x1b]+\x1b\\\x1b8', shown.raw
    )
    assert len(pictures) >= ROWS
    assert {blanks[-WIDTH:] for blanks in pictures} == {" " * WIDTH}
    assert shown.raw.count("\x1bP") == len(pictures)  # no other way to the terminal
    assert shown.cooked


def test_a_kitty_terminal_is_sent_the_picture_once_and_lets_it_go_in_the_end(config: Path) -> None:
    config.write_text('picture_protocol = "kitty"\n', "utf-8")
    shown = run_on_terminal(answers=[(LISTED, "\r"), (OPENED, "i"), ("a=T,U=1", "jkQ")], rows=40)
    (number,) = re.findall(r"\x1b_Ga=T,U=1,f=100,i=(\d+),c=30,r=10,q=2,m=0;", shown.raw)
    colour = f"{int(number) >> 16};{int(number) >> 8 & 255};{int(number) & 255}"
    rows = re.findall(
        rf"\x1b7\x1b\[30D\x1b\[38;2;{colour}m{PLACE_HOLDER}(.)(.){PLACE_HOLDER}{{29}}\x1b8", shown.raw
    )
    assert len({mark for mark, _ in rows}) == ROWS
    assert shown.raw.count(f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\") == 1
    assert shown.cooked


def test_letters_typed_in_one_breath_with_their_key_are_not_lost() -> None:
    shown = run_on_terminal(
        # The fourth headline is the one that is meant once all of them are there.
        answers=[("全部 12 篇", "jjj\r"), ("中工网北京10月3日电（", "Gfa"), ("问得最多的八个问题", "Q")],
        columns=70,
    )
    assert shown.code == 0

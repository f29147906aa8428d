"""Terminals that draw `“ ” … —` in one cell, and those that draw them in two: asked, believed, lived with."""

import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pyte
import pytest
import zxingcpp
from PIL import Image, ImageDraw
from readingroom import OPENING, OPENING_ADDRESS
from terminal import Running, is_ambiguous, run_on_terminal
from wcwidth import wcwidth

from zhonggong_reader.ui import asking

QUESTION_ENDS = b"\x1b[c"
NARROW, WIDE, NAME = b"\x1b[1;5R", b"\x1b[1;9R", b"\x1b[?62;22c"
MARGIN = 2.0
"""Seconds that a busy machine may take beyond the patience."""


class Fake:
    """A terminal that says `pieces` when it has been asked, one after the other is read."""

    def __init__(self, *pieces: bytes, typed: bytes = b"") -> None:
        self.outer, self.inner = pty.openpty()
        self.said = b""
        self._pieces = pieces
        if typed:
            os.write(self.outer, typed)

    def _answer(self) -> None:
        while not self.said.endswith(QUESTION_ENDS):
            self.said += os.read(self.outer, 1024)
        for piece in self._pieces:
            os.write(self.outer, piece)
            while self._unread():
                os.sched_yield()

    def _unread(self) -> int:
        found: int = struct.unpack("i", fcntl.ioctl(self.inner, termios.FIONREAD, b"\0\0\0\0"))[0]
        return found

    def ask(self, patience: float = 20) -> asking.Width | None:
        """Return what the reader finds out; its modes must be as before."""
        thread = threading.Thread(target=self._answer, daemon=True)
        thread.start()
        before = termios.tcgetattr(self.inner)
        found = asking.ask(self.inner, self.inner, patience=patience).ambiguous
        assert termios.tcgetattr(self.inner) == before
        thread.join()
        return found


@pytest.fixture
def fake() -> Iterator[Callable[..., Fake]]:
    """`fake(b"…")` is a terminal that answers so."""
    made: list[Fake] = []

    def make(*pieces: bytes, typed: bytes = b"") -> Fake:
        made.append(Fake(*pieces, typed=typed))
        return made[-1]

    yield make
    for terminal in made:
        os.close(terminal.outer)
        os.close(terminal.inner)


# ── Asking ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("pieces", "width"),
    [
        ([NARROW + NAME], 1),
        ([WIDE + NAME], 2),
        ([b"\x1b[24;9R" + NAME], 2),
        ([b"\x1b", b"[1;", b"9", b"R\x1b[?6", b"2;22c"], 2),
        ([NARROW, NAME], 1),
        ([NAME], None),
        ([b"\x1b[1;7R" + NAME], None),
        ([b"\xff\x00hello\x1b[;R\x1b[1;999999R" + NAME], None),
        ([b"\x1b[?1;9R" + NAME], None),
    ],
    ids=["narrow", "wide", "elsewhere", "split", "two", "name alone", "odd", "garbage", "another report"],
)
def test_the_answer_is_understood(
    fake: Callable[..., Fake], pieces: Sequence[bytes], width: int | None
) -> None:
    terminal = fake(*pieces)
    assert terminal.ask() == width
    # What was written to measure by is wiped away.
    assert b"\r\x1b[K" in terminal.said


@pytest.mark.parametrize("typed", [b"jj", b"\x1b[B", b"\r", "工会".encode()])
def test_what_was_typed_ahead_does_not_confuse(fake: Callable[..., Fake], typed: bytes) -> None:
    assert fake(WIDE + NAME, typed=typed).ask() == 2
    assert fake(NARROW + NAME, typed=typed).ask() == 1


@pytest.mark.parametrize("pieces", [[], [b"\x1b[1;"], [b"nonsense"]], ids=["silent", "half", "nonsense"])
def test_a_terminal_that_does_not_answer_is_not_waited_for_long(
    fake: Callable[..., Fake], pieces: Sequence[bytes]
) -> None:
    started = time.monotonic()
    assert fake(*pieces).ask(asking.PATIENCE) is None
    assert asking.PATIENCE <= time.monotonic() - started < asking.PATIENCE + MARGIN


def test_a_terminal_that_is_gone_gives_no_answer() -> None:
    outer, inner = pty.openpty()
    os.close(outer)
    try:
        assert asking.ask(inner, inner) == asking.NOTHING
    finally:
        os.close(inner)


def test_a_terminal_that_goes_while_it_is_asked_gives_no_answer() -> None:
    outer, inner = pty.openpty()

    def go() -> None:
        os.read(outer, 1024)
        os.close(outer)

    thread = threading.Thread(target=go)
    thread.start()
    try:
        assert asking.ask(inner, inner, patience=20) == asking.NOTHING
    finally:
        thread.join()
        os.close(inner)


def test_what_is_no_terminal_is_not_asked(tmp_path: Path) -> None:
    with (tmp_path / "file").open("w+") as file:
        assert asking.ask(file.fileno(), file.fileno()) == asking.NOTHING
        file.seek(0)
        assert file.read() == ""


# ── Believing ────────────────────────────────────────────────────────────────────────────────────

MEASURE = """
import json, sys
from rich.cells import cell_len
from zhonggong_reader.ui import widths
def all_widths():
    return [cell_len(chr(point)) for point in range(0x20, 0x20000) if not 0xD800 <= point < 0xE000]
before = all_widths()
assert cell_len("“……”") == 4
found = widths.settle({wish!r}, None)
after = all_widths()
widths.widen() if found == 2 else None
text = "“引号”——破折号……café ① 3×4 Ω ─│┌ ▀●★"
same = all_widths() == after
json.dump([found, before, after, same, cell_len(text), cell_len(text + "a" * 600)], sys.stdout)
"""


def measured(wish: int) -> tuple[int, list[int], list[int], bool, int, int]:
    script = MEASURE.format(wish=wish)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    found: tuple[int, list[int], list[int], bool, int, int] = tuple(json.loads(done.stdout))
    return found


def test_where_they_are_wide_exactly_the_ambiguous_characters_become_wider() -> None:
    found, before, after, same_again, length, long = measured(2)
    assert found == 2
    points = [point for point in range(0x20, 0x20000) if not 0xD800 <= point < 0xE000]
    changed = {chr(point) for point, old, new in zip(points, before, after, strict=True) if old != new}
    assert changed >= set("“”‘’…—·①×°α§Ωйé─│┌▀█●★→")
    assert all(map(is_ambiguous, changed))
    # Of the rest of them, nobody knows a width, or they have none.
    assert changed >= {chr(point) for point in range(0xA1, 0x3000) if is_ambiguous(chr(point))} - {"\xad"}
    assert {new for old, new in zip(before, after, strict=True) if old != new} == {2}
    assert same_again
    assert length == sum(
        2 if is_ambiguous(sign) else max(0, wcwidth(sign)) for sign in "“引号”——破折号……café ① 3×4 Ω ─│┌ ▀●★"
    )
    assert long == length + 600


def test_where_they_are_narrow_nothing_changes() -> None:
    found, before, after, _, length, _ = measured(1)
    assert found == 1
    assert before == after
    assert length == sum(max(0, wcwidth(sign)) for sign in "“引号”——破折号……café ① 3×4 Ω ─│┌ ▀●★")


# ── Living with it ───────────────────────────────────────────────────────────────────────────────

Grid = list[list[pyte.screens.Char]]


def rows(grid: Grid) -> list[str]:
    return ["".join(cell.data for cell in row) for row in grid]


def assert_adds_up(grid: Grid) -> None:
    """Every wide character has its two cells, and no half of one is left: nobody drew over it."""
    for number, row in enumerate(grid):
        for column, cell in enumerate(row):
            is_wide = cell.data != "" and (wcwidth(cell.data[0]) == 2 or is_ambiguous(cell.data[0]))
            behind = row[column + 1].data if column + 1 < len(row) else None
            assert (behind == "") == is_wide, (number, column, rows(grid)[number])


SCENES = {
    "article": ("", "“"),
    "help": ("?", "Esc 返回 "),
    "card": ("x", "o 浏览器打开"),
    "palette": ("\x10", "到左边的窗格"),
    "columns": ("v", "版式"),
    "front": ("T", "第一次来"),
}
"""The keys that lead from the article to a scene, and what is drawn there last."""


def pictured(scene: str, columns: int = 100, lines: int = 30, *, wide: bool = True) -> Grid:
    """Return the screen of a scene of the demonstration, which is then asked to end."""
    keys, sign = SCENES[scene]
    grid: Grid = []

    def take(running: Running) -> None:
        screen = running.screen
        grid.extend([screen.buffer[row][column] for column in range(columns)] for row in range(lines))
        running.process.terminate()

    steps: list[tuple[str, str | Callable[[Running], None]]] = [
        (OPENING, "\r"),
        *([("空格 翻页", keys)] if keys else []),
        (sign, take),
    ]
    shown = run_on_terminal("--demo", columns=columns, rows=lines, wide=wide, answers=steps)
    assert shown.code == 0
    assert shown.cooked
    return grid


@pytest.mark.parametrize("scene", SCENES)
def test_on_a_wide_terminal_every_row_adds_up_and_nothing_is_drawn_of_boxes(scene: str) -> None:
    picture = pictured(scene)
    assert_adds_up(picture)
    shown = rows(picture)
    assert {sign for row in shown for sign in row if "\u2500" <= sign <= "\u25ff" or sign == "★"} == set()
    if scene == "front":
        assert "空格 翻页" in shown[-1]
    elif scene not in ("help", "palette"):  # which lie over them
        assert "空格 翻页" in shown[-2]
        assert "抖音" in shown[-1]
    if scene == "article":
        assert any("“" in row for row in shown)
    if scene == "help":
        corners = [column for column, cell in enumerate(picture[0]) if cell.data == "+"]
        assert {tuple(row[column].data for column in corners) for row in picture[1:-1]} == {("|", "|")}
    if scene == "card":
        assert any("窗口太小，放不下二维码" in row for row in shown)
        assert any(OPENING_ADDRESS in row for row in shown)


def photo(grid: Grid) -> Image.Image:
    """Return what a camera sees of the cells' backgrounds."""
    image = Image.new("RGB", (len(grid[0]) * 4, len(grid) * 8))
    draw = ImageDraw.Draw(image)
    for y, row in enumerate(grid):
        for x, cell in enumerate(row):
            colour = "000000" if cell.bg == "default" else cell.bg
            draw.rectangle((4 * x, 8 * y, 4 * x + 3, 8 * y + 7), f"#{colour}")
    return image


def test_where_there_is_room_a_phone_reads_the_code_there() -> None:
    picture = pictured("card", 100, 50)
    assert_adds_up(picture)
    assert [found.text for found in zxingcpp.read_barcodes(photo(picture))] == [OPENING_ADDRESS]


@pytest.mark.parametrize("wish", [1, 2])
def test_the_setting_is_believed_whatever_the_terminal_says(home: Path, wish: int) -> None:
    folder = home / "config" / "zhonggong-reader"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(f"ambiguous_width = {wish}\n", "utf-8")
    shown = run_on_terminal("--demo", wide=wish == 1, answers=[(OPENING, "Q")])
    assert shown.code == 0
    assert ("●" in shown.raw) == (wish == 1)


def test_a_narrow_terminal_stays_pretty() -> None:
    shown = run_on_terminal("--demo", columns=120, rows=30, answers=[(OPENING, "Q")])
    assert shown.raw.index("\x1b[6n") < shown.raw.index("\x1b[?1049h")  # asked before the screen starts
    assert "●" in shown.raw
    assert any("▀" in row for row in rows(pictured("card", wide=False)))
    assert "│" in "".join(rows(pictured("help", wide=False))) or "┃" in "".join(
        rows(pictured("help", wide=False))
    )


# ── Covered and uncovered ────────────────────────────────────────────────────────────────────────


def test_what_a_palette_uncovers_as_it_shrinks_is_whole() -> None:
    before: list[str] = []
    uncovered: list[str] = []

    def shown(running: Running) -> list[str]:
        screen = running.screen
        return rows([[screen.buffer[row][column] for column in range(160)] for row in range(48)])

    def open_palette(running: Running) -> None:
        before.extend(shown(running))
        os.write(running.terminal, b"\x10")

    def leave(running: Running) -> None:
        uncovered.extend(shown(running))
        running.process.terminate()

    steps: list[tuple[str, str | Callable[[Running], None]]] = [
        (OPENING, "\r"),
        ("中工网北京4月27日电", open_palette),
        ("到左边的窗格", "zzzz"),
        ("没有这样的命令或频道", lambda _: None),
        ("专门向大会致贺信", leave),  # which the palette's edge had cut
    ]
    assert run_on_terminal("--demo", columns=160, rows=48, answers=steps).code == 0
    assert uncovered[6:46] == before[6:46]

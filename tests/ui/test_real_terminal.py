"""The installed command on a real terminal: it comes, reads, and leaves everything as it found it."""

import base64
import os
import re
import signal

import pytest
from loopback import Site
from readingroom import NEWEST, OPENING, OPENING_ADDRESS, ROOT
from terminal import Running, Shown, run_on_terminal

from zhonggong_reader.text import is_fit

WELCOME = "q 返回"
"""Stands at the foot once the lists are there."""


def left_on(shown: Shown) -> set[str]:
    """Return the private modes of the terminal that were switched on and not off again (DECSET)."""
    modes: dict[str, str] = {}
    for numbers, switch in re.findall(r"\x1b\[\?([\d;]+)([hl])", shown.raw):
        modes |= dict.fromkeys(numbers.split(";"), switch)
    assert modes["25"] == "h", "the cursor is hidden"
    # A sound terminal shows its cursor and wraps its lines.
    return {mode for mode, switch in modes.items() if switch == "h"} - {"25", "7"}


def assert_sound(shown: Shown) -> None:
    """The alternate screen is left, the mouse and the keyboard are as before, keys are echoed."""
    assert "\x1b[?1049h" in shown.raw
    assert left_on(shown) == set()
    assert shown.raw.count("\x1b[>1u") <= shown.raw.count("\x1b[<u")
    assert shown.cooked


def test_one_reads_the_demonstration_resizes_and_leaves() -> None:
    shown = run_on_terminal(
        "--demo",
        answers=[
            (OPENING, "\r"),
            ("中工网北京4月27日电", lambda running: running.resize(40, 20)),
            (" 网记者郑莉", "G"),
            ("责任编辑：李方", lambda running: running.resize(100, 30)),
            ("4 抖音", "q"),
            (WELCOME, "Q"),
        ],
    )
    assert shown.code == 0
    assert_sound(shown)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT], ids=lambda n: n.name)
def test_a_signal_to_end_leaves_a_sound_terminal(number: signal.Signals) -> None:
    def end(running: Running) -> None:
        running.process.send_signal(number)

    shown = run_on_terminal("--demo", answers=[(OPENING, "\r"), ("中工网北京4月27日电", end)])
    assert shown.code == 0
    assert_sound(shown)
    assert "Traceback" not in shown.raw


def test_no_color_is_honoured() -> None:
    shown = run_on_terminal("--demo", answers=[(OPENING, "\r"), ("中工网北京4月27日电", "Q")], NO_COLOR="1")
    assert shown.code == 0
    colours = {
        parameter
        for parameters in re.findall(r"\x1b\[([\d;]*)m", shown.raw)
        for parameter in re.findall(r"[34]8;2;\d+;\d+;\d+", parameters)
    }
    assert all(len(set(colour.split(";")[2:])) == 1 for colour in colours), "only greys"


def test_the_address_reaches_the_clipboard_of_the_terminal() -> None:
    shown = run_on_terminal("--demo", answers=[(OPENING, "y"), ("已复制", "Q")])
    copied = re.findall(r"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07", shown.raw)
    assert [base64.b64decode(one).decode() for one in copied] == [OPENING_ADDRESS]


@pytest.mark.parametrize("hostile", ["&#27;]52;c;ZXZpbA==&#7;", "\x1b[2J\x9b31m", "\u202e\u2066"])
def test_what_a_page_says_reaches_the_terminal_as_text_only(site: Site, hostile: str) -> None:
    page = (ROOT / "c/2026-10-05/8907680.shtml").read_bytes()
    site.put("/c/2026-10-05/8907680.shtml", page.replace("巡检班组".encode(), f"巡检{hostile}班组".encode()))
    shown = run_on_terminal(answers=[(NEWEST[:10], "\r"), ("2026-10-05 16:42", "Q")])
    assert shown.code == 0
    assert "\x1b]52" not in shown.raw
    assert "\x9b" not in shown.raw
    assert all(is_fit(line) for line in shown.screen)
    assert not set(shown.raw) & set("\u202e\u2066")
    assert_sound(shown)


def test_the_site_goes_away_and_one_reads_on(site: Site) -> None:
    first = run_on_terminal(answers=[(NEWEST[:10], "\r"), ("2026-10-05 16:42", "Q")])
    assert first.code == 0
    site.stop()
    # It stands where it stood: with the article open.
    again = run_on_terminal(answers=[("2026-10-05 16:42", "Q")])
    assert again.code == 0
    assert_sound(again)


@pytest.mark.parametrize("end", ["Q", signal.SIGTERM, signal.SIGHUP], ids=["key", "SIGTERM", "SIGHUP"])
def test_one_starts_again_and_stands_where_one_stood(site: Site, end: str | signal.Signals) -> None:
    """In the list of a channel, in an article far down: also after the terminal went away."""

    def leave(running: Running) -> None:
        if isinstance(end, str):
            os.write(running.terminal, end.encode())
        else:
            running.process.send_signal(end)

    article, channel = "责任编辑：李方", "全总 2 篇"
    first = run_on_terminal(
        answers=[(NEWEST[:10], "]]]"), (channel, "G\r"), ("中工网北京4月27日电", "G"), (article, leave)]
    )
    assert first.code == 0
    # The end of the article comes by itself, and behind it stands the list that it is in.
    again = run_on_terminal(answers=[(article, "q"), (channel, "Q")])
    assert again.code == 0
    assert_sound(again)


def test_ctrl_z_gives_the_terminal_back_and_one_goes_on_reading() -> None:
    def go_on(running: Running) -> None:
        os.waitid(os.P_PID, running.process.pid, os.WSTOPPED | os.WNOWAIT)
        running.process.send_signal(signal.SIGCONT)

    shown = run_on_terminal(
        "--demo", answers=[(OPENING, "\x1a"), ("", go_on), (OPENING, "\r"), ("中工网北京4月27日电", "Q")]
    )
    assert_sound(shown)
    assert shown.raw.count("\x1b[?1049h") == shown.raw.count("\x1b[?1049l") == 2

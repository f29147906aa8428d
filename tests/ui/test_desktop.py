"""What the terminal around the reader is told, and what it is not."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from articles import every_kind
from press import NOW
from readingroom import OPENING, OPENING_ADDRESS, lines, press, reading, room, settled, text
from terminal import run_on_terminal

from zhonggong_reader import places, settings
from zhonggong_reader.model import KeptArticle
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.desktop import copy_by_tmux, has_title, title_sequence
from zhonggong_reader.ui.screens.boss import Boss

AppMaker = Callable[..., ReaderApp]
HAN = re.compile("[\u3400-\u9fff]")


def configured(text: str) -> Settings:
    """Write the reader's settings file; return what it says."""
    path = places.settings()
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    return settings.read(path)


# ── 老板键 ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("looks", ["shell", "log"])
@pytest.mark.parametrize("before", [(), ("enter",), ("comma",), ("?",), ("/",)], ids="-".join)
async def test_one_key_shows_something_else_from_anywhere_and_the_same_key_comes_back(
    make_app: AppMaker, looks: str, before: tuple[str, ...]
) -> None:
    async with reading(make_app(configured(f'boss = "{looks}"'))) as pilot:
        await press(pilot, *before)
        news, screen = text(pilot.app), pilot.app.screen
        await press(pilot, "ctrl+f12")
        assert not HAN.search(text(pilot.app))
        assert lines(pilot.app)[0].startswith("$ ")
        await press(pilot, "q", "enter", "?", "escape", "j")
        assert not HAN.search(text(pilot.app)), "no other key betrays anything"
        await press(pilot, "grave_accent")
        assert pilot.app.screen is screen
        assert text(pilot.app) == news


async def test_it_is_off_unless_the_settings_have_it(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "grave_accent")
        assert not isinstance(pilot.app.screen, Boss)
        assert [note.message for note in pilot.app._notifications] == ["老板键没有打开；可在设置里打开"]
        assert pilot.app.screen is room(pilot)


# ── The window's title ───────────────────────────────────────────────────────────────────────────


def test_the_title_tells_the_list_and_the_headline_and_is_given_back() -> None:
    shown = run_on_terminal("--demo", answers=[(OPENING, "\r"), ("中工网北京4月27日电", "Q")])
    titles = re.findall(r"\x1b\]2;([^\x07]*)\x07", shown.raw)
    assert titles[0].startswith("全部")
    assert titles[-1] == f"{OPENING} - 中工网"
    assert shown.raw.index("\x1b[22;2t") < shown.raw.index("\x1b]2;")
    assert shown.raw.rindex("\x1b[23;2t") > shown.raw.rindex("\x1b]2;")


def test_who_wants_no_title_gets_none() -> None:
    configured("terminal_title = false\n")
    shown = run_on_terminal("--demo", answers=[(OPENING, "Q")])
    assert "\x1b]2;" not in shown.raw
    assert "\x1b[22;2t" not in shown.raw


@pytest.mark.parametrize(
    ("term", "has"), [("xterm-256color", True), ("tmux", True), ("linux", False), ("", False)]
)
def test_terminals_without_windows_are_left_alone(term: str, has: bool) -> None:
    assert has_title(Settings(), {"TERM": term}) is has


def test_a_title_is_one_line_of_text() -> None:
    sequence = title_sequence("一\x07\x1b]52;c;ZXZpbA==\x07\n二\u202e" + "长" * 500)
    assert sequence.startswith("\x1b]2;一")
    assert sequence.endswith("\x07")
    assert not set(sequence[4:-1]) & set("\x07\x1b\n\u202e")
    assert len(sequence) < 100
    assert title_sequence("全家👨\u200d👩福") == "\x1b]2;全家👨福\x07"


# ── Borders, clipboard ───────────────────────────────────────────────────────────────────────────


async def test_borders_of_ascii_where_the_settings_have_it_so(make_app: AppMaker) -> None:
    async with reading(make_app(configured('borders = "ascii"')), 120, 40) as pilot:
        for keys in ((), ("?",), ("escape", "comma"), ("escape", "T")):
            await press(pilot, *keys)
            assert not re.search("[\u2500-\u259f]", text(pilot.app))
        assert re.search("-{9}", text(pilot.app))  # over the channels of the front page


@pytest.mark.parametrize(("wish", "rule"), [("auto", "─"), ("ascii", "-")])
async def test_the_rule_of_a_table_is_a_border_too(make_app: AppMaker, wish: str, rule: str) -> None:
    async with reading(make_app(configured(f'borders = "{wish}"')), 120, 40) as pilot:
        await press(pilot, "enter", "z")
        room(pilot).article_view.kept = KeptArticle(
            id=1, article=every_kind(), fetched=NOW, read=True, starred=False, position=None
        )
        await settled(pilot)
        assert rule * 15 in text(pilot.app)


def test_in_tmux_what_is_copied_goes_by_tmux_itself(tmp_path: Path) -> None:
    tmux = tmp_path / "tmux"
    tmux.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/said\ncat > {tmp_path}/copied\n', "utf-8")
    tmux.chmod(0o700)
    path = f"{tmp_path}:/usr/bin:/bin"
    assert copy_by_tmux("网址 $(x)", {"TMUX": "/tmp/tmux-1/default,1,0", "PATH": path})
    assert (tmp_path / "said").read_text("utf-8") == "load-buffer -w -\n"
    assert (tmp_path / "copied").read_text("utf-8") == "网址 $(x)"
    assert not copy_by_tmux("x", {"PATH": path}), "elsewhere it is not asked"
    assert not copy_by_tmux("x", {"TMUX": "1", "PATH": "/nowhere"})


async def test_in_a_browser_addresses_open_in_that_browser(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(ReaderApp, "is_web", True)
    monkeypatch.setattr(ReaderApp, "open_url", lambda self, address: opened.append(address))
    async with reading(make_app()) as pilot:
        await press(pilot, "end", "o")
        assert opened == [OPENING_ADDRESS]
        room(pilot).exits.follow("javascript:alert(1)")
        await press(pilot, "j")
        assert opened == [OPENING_ADDRESS], "and only those that may be opened"

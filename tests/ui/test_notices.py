"""Notices: by which way they go, and that a headline in them is nothing but text."""

import pytest

from zhonggong_reader.text import is_fit
from zhonggong_reader.ui import notices
from zhonggong_reader.ui.notices import Way, Wish

HOSTILE = 'a\x1b]52;c;eA==\x07b\x9d9;c\x1b\\d\u202e\n--help; <a href="x">&amp;\\n'


@pytest.fixture
def desktop(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a desktop with notify-send."""
    folder = tmp_path_factory.mktemp("bin")
    program = folder / "notify-send"
    program.write_text("#!/bin/sh\n", "utf-8")
    program.chmod(0o755)
    return {"PATH": str(folder), "DISPLAY": ":0", "TERM": "xterm", "XDG_RUNTIME_DIR": str(folder)}


@pytest.mark.parametrize(
    ("wish", "environ", "has_terminal", "way"),
    [
        ("never", {"TERM_PROGRAM": "WezTerm"}, True, "nothing"),
        ("bell", {}, True, "bell"),
        ("bell", {}, False, "nothing"),
        ("terminal", {}, True, "terminal"),
        ("terminal", {"TERM": "linux"}, True, "bell"),
        ("terminal", {}, False, "nothing"),
        ("desktop", {}, True, "desktop"),
        ("desktop", {"PATH": ""}, True, "bell"),
        ("desktop", {"PATH": ""}, False, "nothing"),
        ("auto", {}, True, "desktop"),
        ("auto", {}, False, "desktop"),
        ("auto", {"TERM_PROGRAM": "ghostty"}, True, "terminal"),
        ("auto", {"KITTY_WINDOW_ID": "1"}, True, "terminal"),
        ("auto", {"TERM": "foot"}, True, "terminal"),
        ("auto", {"TERM": "foot"}, False, "desktop"),
        ("auto", {"TERM": "foot", "TMUX": "x"}, True, "desktop"),
        ("auto", {"DISPLAY": ""}, True, "bell"),
        ("auto", {"SSH_CONNECTION": "x"}, True, "bell"),
        ("auto", {"SSH_CONNECTION": "x"}, False, "nothing"),
        ("auto", {"SSH_CONNECTION": "x", "TERM_PROGRAM": "iTerm.app"}, True, "terminal"),
    ],
)
def test_the_way(
    desktop: dict[str, str], wish: Wish, environ: dict[str, str], has_terminal: bool, way: Way
) -> None:
    assert notices.way(wish, desktop | environ, has_terminal=has_terminal) == way


@pytest.mark.parametrize("term", ["xterm", "rxvt-unicode", "foot"])
def test_no_control_of_a_headline_reaches_the_terminal(term: str) -> None:
    said = notices.sequence(HOSTILE, {"TERM": term})
    assert said.startswith("\x1b]9;中工网 " if term == "xterm" else "\x1b]777;notify;中工网;中工网 ")
    assert said.endswith("\x1b\\")
    inside = said[2:-2]
    assert is_fit(inside)
    assert inside.count(";") == (1 if term == "xterm" else 3)
    assert len(notices.sequence("长" * 9_999, {"TERM": term})) < 250


def test_inside_tmux_it_is_handed_through() -> None:
    said = notices.sequence(HOSTILE, {"TERM": "screen", "TMUX": "x"})
    assert said.startswith("\x1bPtmux;\x1b\x1b]9;")
    assert said.endswith("\x1b\x1b\\\x1b\\")
    assert is_fit(said.removeprefix("\x1bPtmux;\x1b\x1b]").removesuffix("\x1b\x1b\\\x1b\\"))


def test_no_option_no_markup_and_no_shell_is_made_of_a_headline() -> None:
    command = notices.command("--help; $(x) " + HOSTILE)
    assert command[:4] == ["notify-send", "--app-name=zhonggong-reader", "--", "中工网"]
    assert len(command) == 5
    assert not set("<>&\\\x1b\x07\n") & set(command[4])


def test_a_notifier_that_is_not_there_or_fails_ends_nothing(desktop: dict[str, str]) -> None:
    assert notices.show_on_desktop("x", desktop | {"PATH": "/nowhere"}) is False

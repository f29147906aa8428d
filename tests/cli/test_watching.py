"""Watched words on the command line: their list, and a notice when a round brings something with one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from loopback import Site
from program import Finished
from terminal import Shown

Program = Callable[..., Finished]
Fails = Callable[..., str]
Terminal = Callable[..., Shown]

WORDS = 'watch = ["大国工匠", "服务站點"]\n'


@pytest.fixture
def notified(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A notify-send that writes down its arguments, a line each, and the environment that finds it."""
    said = tmp_path / "said"
    program = tmp_path / "bin/notify-send"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> "{said}"\n', "utf-8")
    program.chmod(0o755)
    return said, {"PATH": f"{program.parent}:/usr/bin:/bin", "DISPLAY": ":9"}


def watch(config: Path, more: str = "") -> None:
    config.write_text(f"{WORDS}{more}[network]\npause = 0\n", "utf-8")


def test_what_has_a_watched_word_is_listed(
    program: Program, stocked: Path, config: Path, fails: Fails
) -> None:
    assert "还没有关注词" in fails("list", "--watched")
    assert program("config", "set", "watch", "大国工匠", "服务站點").code == 0
    rows = program("list", "--watched", "--format", "json").json()
    titles = [row["title"] for row in rows]
    assert any("服务站点" in title for title in titles)
    assert any("大国工匠" in title for title in titles)
    found = {
        row["id"]
        for word in ("大国工匠", "服务站点")
        for row in program("search", word, "--format", "json").json()
    }
    assert {row["id"] for row in rows} == found
    program("config", "set", "watch", "没有这个词")
    assert program("list", "--watched", "--format", "json").json() == []
    assert "--watched" in fails("list", "评论", "--watched", code=2)


@pytest.mark.parametrize("wrong", ["，。", "长" * 41])
def test_what_is_no_word_is_refused(fails: Fails, wrong: str) -> None:
    assert "watch" in fails("config", "set", "watch", wrong)


def test_a_round_in_the_background_tells_what_it_brought(
    program: Program, site: Site, config: Path, notified: tuple[Path, dict[str, str]]
) -> None:
    watch(config)
    said, environment = notified
    done = program("sync", **environment)
    assert done.code == 0
    line = done.err.splitlines()[1]
    assert line.startswith("有关注词的新标题 ")
    arguments = said.read_text("utf-8").splitlines()
    assert arguments == ["--app-name=zhonggong-reader", "--", "中工网", line]
    # Nothing new, nothing said.
    said.unlink()
    assert program("sync", **environment).err.count("\n") == 1
    assert not said.exists()


@pytest.mark.parametrize("wish", ["--no-notify", 'notify = "never"\n', 'notify = "bell"\n'])
def test_who_does_not_wish_for_a_notice_gets_none(
    program: Program,
    site: Site,
    config: Path,
    notified: tuple[Path, dict[str, str]],
    wish: str,
) -> None:
    is_option = wish.startswith("--")
    watch(config, "" if is_option else wish)
    said, environment = notified
    done = program("sync", *([wish] if is_option else []), **environment)
    assert "有关注词的新标题" in done.err
    assert "\x07" not in done.err
    assert not said.exists()


def test_without_words_nothing_is_told(
    program: Program, site: Site, notified: tuple[Path, dict[str, str]]
) -> None:
    said, environment = notified
    assert program("sync", "--notify", **environment).err.count("\n") == 1
    assert not said.exists()


def test_a_terminal_is_notified_where_that_was_asked_for(
    terminal: Terminal, site: Site, config: Path
) -> None:
    watch(config, 'notify = "terminal"\n')
    shown = terminal("sync", "--notify", "--articles", "0", TERM="xterm-256color")
    assert "\x1b]9;中工网 有关注词的新标题 " in shown.raw
    # One who looks at it has read the line.
    shown = terminal("sync", TERM="xterm-256color")
    assert "\x1b]9;中工网" not in shown.raw

"""On a real terminal: bars, widths, and the demonstration that needs nothing but itself."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from loopback import Site
from program import Finished
from rich.cells import cell_len
from terminal import Shown

Terminal = Callable[..., Shown]

FENCE = """
import os, socket

def refused(*arguments, **keywords):
    open(os.environ["FENCE_TRACE"], "a").write("touched\\n")
    raise PermissionError("no network in here")

class Fenced(socket.socket):
    def __init__(self, family=-1, *arguments, **keywords):
        # The event loop wakes itself through a pair of local sockets.
        if family not in (socket.AF_UNIX,) and keywords.get("fileno") is None and len(arguments) < 3:
            refused()
        super().__init__(family, *arguments, **keywords)

socket.socket = Fenced
socket.getaddrinfo = socket.create_connection = refused
"""
"""Stands before the program as `sitecustomize`: no socket, no name is looked up; says when one is."""


@pytest.fixture
def fence(tmp_path: Path) -> dict[str, str]:
    """The environment of a program that cannot reach a network."""
    (tmp_path / "sitecustomize.py").write_text(FENCE, "utf-8")
    return {"PYTHONPATH": str(tmp_path), "FENCE_TRACE": str(tmp_path / "trace")}


def test_sync_shows_bars_with_names_and_counts(terminal: Terminal, site: Site) -> None:
    shown = terminal("sync")
    assert shown.code == 0
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.raw)
    # How often the bars are drawn is the clock's; the last channel and article stand there in the end.
    for done in ("5/5", "12/12"):
        assert re.search(rf"{done}\s+(全总|工会|评论|权益|人物)", plain)
    # The bars are gone in the end; the outcome stays.
    text = [line.rstrip() for line in shown.screen if line.strip()]
    assert [re.sub(r"\s+", "", line) for line in text] == ["5个频道，新标题12条，新存文章12篇"]


def test_sync_tells_a_terminal_that_is_known_to_have_a_bar_of_its_own(terminal: Terminal, site: Site) -> None:
    shown = terminal("sync", WT_SESSION="x")
    assert shown.code == 0
    assert "\x1b]9;4;1;100" in shown.raw
    assert shown.raw.rindex("\x1b]9;4;0;0") > shown.raw.rindex("\x1b]9;4;1;")
    assert "\x1b]9;4" not in terminal("sync", "--articles", "0").raw


def test_sync_names_failures_above_the_bars(terminal: Terminal, site: Site) -> None:
    site.fail("/pl/pl/", 404)
    shown = terminal("sync", "--articles", "0", columns=120)
    assert shown.code == 3
    assert shown.raw.count("频道 评论：") == 1


def test_what_a_headline_says_is_no_markup_there(terminal: Terminal, site: Site) -> None:
    page = (Path(__file__).parents[1] / "pages/site/pl/pl/index.html").read_text("utf-8")
    site.put("/pl/pl/", page.replace("人民需要的技术", "[bold]:rocket:[/x]{task}").encode())
    site.fail("/c/2026-10-03/8905871.shtml", 404)
    shown = terminal("sync", "评论", columns=200)
    assert shown.code == 3
    assert "文章《[bold]:rocket:[/x]{task}，" in shown.raw


def test_import_shows_a_bar(terminal: Terminal, program: Callable[..., Finished], stocked: Path) -> None:
    exported = stocked.parent / "all.jsonl"
    program("export", "--format", "jsonl", "--output", exported)
    shown = terminal("import", exported)
    assert shown.code == 0
    assert "文章" in shown.raw


FAMILY = "👨\u200d👩\u200d👧"


@pytest.fixture
def family(program: Callable[..., Finished], stocked: Path) -> str:
    """The address of an article whose title and text have a joined emoji; the library holds it."""
    exported = stocked.parent / "one.jsonl"
    program("export", "3", "--format", "jsonl", "--output", exported)
    article = json.loads(exported.read_text("utf-8"))
    address = "https://www.workercn.cn/c/2026-10-05/999.shtml"
    blocks = [{"kind": "paragraph", "text": f"一家{FAMILY}到场"}]
    article |= {"address": address, "title": f"全家{FAMILY}福", "blocks": blocks}
    exported.write_text(json.dumps(article) + "\n", "utf-8")
    assert program("import", exported).code == 0
    return address


def test_a_terminal_is_shown_the_first_of_a_joined_emoji_and_programs_get_it_whole(
    terminal: Terminal, program: Callable[..., Finished], family: str
) -> None:
    commands: list[tuple[str, ...]] = [("list",), ("search", "全家"), ("read", family)]
    for command in commands:
        for written in (program(*command).out, terminal(*command).raw):
            assert "全家👨福" in written
            assert "\u200d" not in written
    data = [(*command, "--format", "json") for command in commands]
    data += [("read", family, "--format", "markdown"), ("export", "--format", "jsonl")]
    for command in data:
        assert f"全家{FAMILY}福" in program(*command).out
        assert "\u200d" not in terminal(*command).raw
    refused = f"没有这个{FAMILY}文件"
    for command in (("search", refused), ("read", refused)):
        assert "\u200d" not in program(*command).err


@pytest.mark.parametrize(("columns", "widest"), [(50, 50), (200, 72), (5, 8)])
def test_text_is_as_wide_as_the_terminal_and_at_most_the_measure(
    terminal: Terminal, columns: int, widest: int
) -> None:
    shown = terminal("read", "sample", columns=columns, rows=200)
    widths = [cell_len(line) for line in shown.raw.splitlines()]
    assert widest - 2 <= max(widths) <= widest


def test_no_bars_and_no_colours_reach_a_pipe(program: Callable[..., Finished], site: Site) -> None:
    done = program("sync", "--articles", "0", FORCE_COLOR="1")
    assert done.err == "5 个频道，新标题 12 条，新存文章 0 篇\n"


def test_the_fence_holds(program: Callable[..., Finished], site: Site, fence: dict[str, str]) -> None:
    done = program("read", "https://www.workercn.cn/c/2026-10-05/8907680.shtml", **fence)
    assert done.code == 1
    assert Path(fence["FENCE_TRACE"]).exists()
    assert site.count() == 0


def test_the_demonstration_opens_no_socket_and_leaves_nothing(
    terminal: Terminal, fence: dict[str, str], home: Path, tmp_path: Path
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    before = sorted(home.rglob("*"))
    shown = terminal(
        "--demo",
        columns=120,
        rows=40,
        answers=[("首届大国工匠", "r"), ("首届大国工匠", "Q")],
        TMPDIR=str(scratch),
        **fence,
    )
    assert shown.code == 0
    assert not Path(fence["FENCE_TRACE"]).exists()
    assert sorted(home.rglob("*")) == before
    assert list(scratch.iterdir()) == []


def test_the_reading_room_opens_on_what_is_kept(terminal: Terminal, stocked: Path) -> None:
    shown = terminal(columns=120, rows=40, answers=[("在海拔三千米", "Q")])
    assert shown.code == 0
    # The terminal is as it was: main screen, cursor shown.
    assert shown.raw.rindex("\x1b[?1049l") > shown.raw.rindex("\x1b[?1049h")
    assert shown.raw.rindex("\x1b[?25h") > shown.raw.rindex("\x1b[?25l")


BUG = """
from {module} import {owner}

def bug(*arguments, **keywords):
    raise ZeroDivisionError("oh")

{owner}.{method} = bug
"""


@pytest.mark.parametrize(
    "place",
    [
        ("zhonggong_reader.newsdesk", "Newsdesk", "colophon"),
        ("zhonggong_reader.ui.screens.reading_room", "ReadingRoom", "compose"),
        ("zhonggong_reader.ui.app", "ReaderApp", "on_mount"),
        ("zhonggong_reader.library.headlines", "Headlines", "page"),
        ("zhonggong_reader.ui.widgets.headline_list", "HeadlineList", "render_line"),
        ("zhonggong_reader.ui.parts.rounds", "Rounds", "refresh_stale"),
    ],
    ids=["in a worker", "while composing", "in a handler", "in a thread", "while drawing", "in a callback"],
)
def test_a_bug_of_the_screen_is_one_line_and_the_terminal_is_sound(
    terminal: Terminal, tmp_path: Path, log_path: Path, stocked: Path, place: tuple[str, str, str]
) -> None:
    patch = BUG.format(**dict(zip(("module", "owner", "method"), place, strict=True)))
    (tmp_path / "sitecustomize.py").write_text(patch, "utf-8")
    shown = terminal(columns=200, rows=40, PYTHONPATH=str(tmp_path))
    assert shown.code == 1
    [report] = log_path.parent.glob("crash-*.txt")
    assert f"程序出错了（ZeroDivisionError）；报告在 {report}，里面没有文章内容" in shown.raw
    assert "Traceback" not in shown.raw
    assert "\x1b[?1049h" not in shown.raw or shown.raw.rindex("\x1b[?1049l") > shown.raw.rindex("\x1b[?1049h")
    assert "ZeroDivisionError" in report.read_text("utf-8")


SHOWN_AND_BROKEN = """
from zhonggong_reader.ui.parts.rounds import Rounds

def bug(self, *arguments):
    self.room.app._driver.write("\x1b]9;4;1;50\x1b\\\\")
    raise ZeroDivisionError("oh")

Rounds.refresh_stale = bug
"""


def test_a_bug_takes_the_progress_of_the_terminal_away_with_it(
    terminal: Terminal, tmp_path: Path, stocked: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(SHOWN_AND_BROKEN, "utf-8")
    shown = terminal(columns=200, rows=40, PYTHONPATH=str(tmp_path), WT_SESSION="x")
    assert shown.code == 1
    assert "ZeroDivisionError" in shown.raw
    assert shown.raw.rindex("\x1b]9;4;0;0") > shown.raw.rindex("\x1b]9;4;1;")

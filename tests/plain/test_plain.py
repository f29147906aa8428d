"""Line by line: over a pipe, on a dumb terminal, for a voice; nothing but text and ends of lines."""

import re
import signal
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from loopback import Site
from msgspec.structs import replace
from program import Finished, run
from rich.cells import cell_len
from terminal import Running, run_on_terminal

from zhonggong_reader import places
from zhonggong_reader.bookmark import LASTED, BookmarkFile
from zhonggong_reader.plain.words import EVERYWHERE, IN_ARTICLE, IN_CHANNELS, IN_LIST, Wish, understood
from zhonggong_reader.text import is_fit

ROOT = Path(__file__).parents[1] / "pages/site"
OPENING = "首届大国工匠创新交流大会开幕"
START = "中工网北京4月27日电"


def talk(*lines: str, **environment: str) -> Finished:
    """Return what comes of saying these lines in the demonstration, over a pipe."""
    said = "".join(f"{line}\n" for line in lines)
    program: Callable[..., Finished] = run
    return program("--plain", "--demo", stdin=said.encode(), **environment)


@pytest.fixture
def quick(home: Path) -> None:
    """No pause between requests to loopback."""
    config = home / "config/zhonggong-reader/config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("[network]\npause = 0\n", "utf-8")


def test_one_reads_an_article_from_the_channels_to_its_end() -> None:
    done = talk("全总", "4", "1", "", "", "", "", "q")
    assert (done.code, done.err) == (0, "")
    assert "4. 全总（1 篇未读）" in done.out
    assert f"1. {OPENING}（未读，2022-04-28）" in done.out
    assert done.out.count(START) == 1
    assert "责任编辑" in done.out
    assert done.out.index("第 1/") < done.out.index("第 2/") < done.out.index("这一篇读完了。")
    assert done.out.endswith("再见。\n")


def test_the_front_page_tells_what_came_since_the_last_visit(site: Site, quick: None) -> None:
    program: Callable[..., Finished] = run
    first = program("--plain", stdin=b"d\n1\nq\n")
    assert (first.code, first.err) == (0, "")
    assert "第一次来：下次会说新到了什么。" in first.out
    assert "今日，第 1 到 10 条，共 12 条：" in first.out
    assert "全总从第 2 条起，工会从第 4 条起" in first.out
    # An hour later: nobody was there since.
    file = BookmarkFile(places.bookmark())
    kept = file.read()
    earlier = {
        field: getattr(kept.visits, field) - timedelta(hours=1) - LASTED for field in ("began", "active")
    }
    file.write(replace(kept, visits=replace(kept.visits, **earlier | {"active": earlier["active"] + LASTED})))
    again = program("--plain", stdin="今日\nq\n".encode())
    assert "自上次以来新到 0 篇" in again.out


def test_pages_go_back_and_the_place_is_kept() -> None:
    done = talk("4", "1", "", "t", "1", "b", "b", "q")
    assert "接着上次读到的地方。" in done.out
    assert done.out.count(START) == 2
    assert "已是开头。" in done.out


@pytest.mark.parametrize(
    ("lines", "answers"),
    [
        (["4", "s 1", "c", "2"], [f"已收藏：{OPENING}", "收藏，第 1 到 1 条，共 1 条", "收藏，2022-04-28"]),
        (["4", "m 1", "", "c"], ["标为已读", "4. 全总\n"]),
        (["4", "1", "s", "m", "t"], ["已收藏", "标为未读", "（未读，收藏，2022-04-28）"]),
        (["4", "1", "o"], ["https://www.workercn.cn/c/2022-04-28/6945203.shtml"]),
        (["4", "u", "u"], [START, "后面没有未读的了。"]),
        (
            ["1", "a", "z", "y"],
            ["已把 “全部” 的 1 篇标为已读。", "已撤销：把 “全部” 的 1 篇", "已重做："],
        ),
        (["1", "a", "a", "z", "z"], ["没有未读的。", "没有可撤销的。"]),
        (["4", "1", "z", "t"], [f"已撤销：把《{OPENING}》标为已读。", "（未读，2022-04-28）"]),
        (["/工匠", "1", "t", "z", ""], [f"1. {OPENING}（2022-04-28）", f"1. {OPENING}（未读，2022-04-28）"]),
        (["4", "1", "c", "3"], [f"阅读历史，第 1 到 1 条，共 1 条：\n  1. {OPENING}"]),
        (["4", "1", "n", "k"], ["已是最后一篇。", "已是第一篇。"]),
        (["/工匠", "1"], ["搜索 “工匠”，第 1 到 1 条，共 1 条", START]),
        (["搜索 没有这个词"], ["没有文章"]),
        (["/"], ["没有成功："]),
        (["h", "4", "h", "1", "h"], ["空行：再列一遍频道", "空行：列表的下一页", "空行：往下读"]),
        (["99"], ["没有这个编号。"]),
        (["胡说"], ["没听懂 “胡说”"]),
        (["４", "１"], [START]),
        (["p 2026-13-01"], ["日期应写成"]),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else None,
)
def test_what_one_says_is_done(lines: list[str], answers: list[str]) -> None:
    # After a mark one looks at the list anew.
    done = talk(*lines, "c", *lines[:1], "q")
    assert done.code == 0
    for answer in answers:
        assert answer in done.out


@pytest.mark.parametrize("width", ["40", "24", "80"])
def test_lines_are_within_the_width_and_hold_text_only(width: str) -> None:
    done = talk("h", "4", "h", "1", "", "h", "q", COLUMNS=width, LINES="24")
    lines = [line for line in done.out.splitlines() if "> " not in line]
    assert max(map(cell_len, lines)) <= int(width)
    assert all(is_fit(line) for line in done.out.splitlines())


def test_the_end_of_what_one_has_to_say_is_the_end() -> None:
    done = run("--plain", "--demo", stdin=b"4\n1\n")
    assert (done.code, done.err) == (0, "")
    assert done.out.endswith("再见。\n")


def test_lists_and_articles_come_from_the_site(site: Site, quick: None) -> None:
    done = run("--plain", stdin=b"1\n1\nc\nr\n6\nr\nq\n")
    assert done.code == 0
    assert "更新完了，新标题 12 条。" in done.out
    assert "全部，第 1 到 10 条，共 12 条" in done.out
    assert "正在取回：在海拔三千米的变电站里" in done.out
    assert "正在更新 1 个频道。" in done.out


def test_without_a_network_there_is_the_sample(quick: None) -> None:
    done = run("--plain", stdin=b"1\n1\nq\n")
    assert done.code == 0
    assert "先看随附的样例文章" in done.out
    assert START in done.out


@pytest.mark.parametrize("front", [b"<html><title>x</title></html>", None], ids=["not understood", "gone"])
def test_a_front_page_that_fails_leaves_the_lists_that_are_known(
    site: Site, quick: None, front: bytes | None
) -> None:
    if front is None:
        site.fail("/", 404)
    else:
        site.put("/", front)
    done = run("--plain", stdin=b"1\n1\nq\n")
    assert (done.code, done.err) == (0, "")
    assert "首页没有取到：" in done.out
    assert "更新完了，新标题 12 条。" in done.out
    assert done.out.endswith("再见。\n")


def test_a_failure_is_said_and_one_talks_on(site: Site, quick: None) -> None:
    site.fail("/c/2026-10-05/8907680.shtml", 404)
    done = run("--plain", stdin=b"1\n1\n2\nq\n")
    assert done.code == 0
    assert "没有成功：" in done.out
    assert done.out.endswith("再见。\n")


@pytest.mark.parametrize("hostile", ["&#27;]52;c;ZXZpbA==&#7;", "\x1b[2J\x9b31m"])
def test_what_a_page_says_is_text_only(site: Site, quick: None, hostile: str) -> None:
    page = ROOT / "c/2026-10-05/8907680.shtml"
    body = page.read_bytes().replace("巡检班组".encode(), f"巡检{hostile}班组".encode())
    site.put("/c/2026-10-05/8907680.shtml", body)
    done = run("--plain", stdin=b"1\n1\nq\n")
    assert "2026-10-05 16:42" in done.out
    assert all(is_fit(line) for line in done.out.splitlines())


# ── On a terminal ────────────────────────────────────────────────────────────────────────────────

CONTROLS = re.compile(r"[^\S\r\n ]|[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@pytest.mark.parametrize("arguments", [("--plain", "--demo"), ("--demo",)], ids=["asked for", "TERM=dumb"])
def test_a_dumb_terminal_of_forty_columns_gets_lines(arguments: tuple[str, ...]) -> None:
    shown = run_on_terminal(
        *arguments,
        columns=40,
        rows=20,
        TERM="dumb",
        answers=[("频道>", "4\n"), ("全总>", "1\n"), ("第 1/", "\n"), ("第 2/", "q\n")],
    )
    assert shown.code == 0
    assert shown.cooked
    assert not CONTROLS.search(shown.raw.replace("\u3000", ""))
    assert max(cell_len(line) for line in shown.raw.splitlines()) <= 40


@pytest.mark.parametrize(("keys", "code"), [("\x04", 0), ("\x03", 130)], ids=["end of file", "Ctrl+C"])
def test_end_of_file_and_interruption_end_it(keys: str, code: int) -> None:
    def interrupt(running: Running) -> None:
        # The kernel tells only programs that have this terminal as their controlling one.
        running.process.send_signal(signal.SIGINT)

    answer: str | Callable[[Running], None] = keys if code == 0 else interrupt
    shown = run_on_terminal("--plain", "--demo", TERM="dumb", answers=[("频道>", answer)])
    assert shown.code == code
    assert shown.cooked
    assert "Traceback" not in shown.raw


# ── Words ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("here", [IN_CHANNELS, IN_LIST, IN_ARTICLE], ids=["channels", "list", "article"])
def test_no_letter_and_no_word_means_two_things(here: tuple[object, ...]) -> None:
    words = [*here, *EVERYWHERE]
    for attribute in ("letter", "name", "action"):
        said = [getattr(word, attribute) for word in words]
        assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("line", "wish"),
    [
        ("", Wish("")),
        (" 12 ", Wish("number", "12")),
        ("１２", Wish("number", "12")),
        ("S 3", Wish("star", "3")),
        ("ｓ　３", Wish("star", "3")),
        ("收藏 3", Wish("star", "3")),
        ("/工匠 大会", Wish("search", "工匠 大会")),
        ("／工匠", Wish("search", "工匠")),
        ("搜索 工匠", Wish("search", "工匠")),
        ("p 2026-10-05", Wish("paper", "2026-10-05")),
        ("sx", Wish("unknown", "sx")),
    ],
)
def test_lines_are_understood(line: str, wish: Wish) -> None:
    assert understood(line, (*IN_LIST, *EVERYWHERE)) == wish


@pytest.mark.parametrize(("said", "number"), [("7", 7), ("", None), ("x", None), ("9" * 5000, None)])
def test_only_numbers_are_numbers(said: str, number: int | None) -> None:
    assert Wish("number", said).number == number


def test_watched_words_and_saved_searches_stand_among_the_channels(
    quick: None, home: Path, site: Site
) -> None:
    config = home / "config/zhonggong-reader/config.toml"
    config.write_text('watch = ["服务站点"]\n[network]\npause = 0\n', "utf-8")
    run("saved", "add", "班组的", "班组")
    done = run("--plain", stdin="关\n4\nc\n5\nq\n".encode())
    assert done.code == 0
    assert "有关注词的新标题 1 条：" in done.out
    assert "4. 关注" in done.out
    assert "5. 班组的（" in done.out
    assert "关注，第 1 到 1 条，共 1 条" in done.out
    assert "有关注词" in done.out[done.out.index("关注，第 1") :]
    assert "班组的，第 1 到" in done.out

"""`sync`: a round over the site, as cron and people see it."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from loopback import Site
from program import COMMAND, Finished

Program = Callable[..., Finished]
Fails = Callable[..., str]

LIST = "/character/"
ARTICLES = ("/c/2026-10-05/8907680.shtml", "/c/2026-10-05/8907655.shtml", "/c/2026-09-30/8902045.shtml")


def cached(program: Program) -> set[str]:
    rows: list[dict[str, Any]] = program("list", "--format", "json").json()
    return {row["address"].removeprefix("https://www.workercn.cn") for row in rows if row["cached"]}


def start(*arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [COMMAND, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ,
    )


def test_all_channels_and_articles_come_and_can_be_read_once_the_site_is_gone(
    program: Program, site: Site
) -> None:
    done = program("sync")
    # In a pipe: one line on standard error, no bars, nothing on standard output.
    assert (done.code, done.out) == (0, "")
    assert done.err == "5 个频道，新标题 12 条，新存文章 12 篇\n"
    site.stop()
    rows = program("list", "--format", "json").json()
    assert len(rows) == 12
    assert all(row["cached"] for row in rows)
    for row in rows[:2]:
        read = program("read", str(row["id"]))
        assert (read.code, read.err) == (0, "")
        assert row["title"][:8] in read.out


def test_a_second_round_asks_only_for_what_may_have_changed(program: Program, site: Site) -> None:
    program("sync")
    before = len(site.requests)
    done = program("sync")
    assert done.err == "5 个频道，新标题 0 条，新存文章 0 篇\n"
    again = site.requests[before:]
    assert {request.path for request in again} == {
        "/",
        "/quanzong/",
        "/acftu/",
        "/pl/pl/",
        "/right/",
        "/character/",
    }
    assert all(request.status == 304 for request in again if request.path != "/")


def test_named_channels_alone_each_once(program: Program, site: Site) -> None:
    done = program("sync", "人物", "character", "评论", "--articles", "1")
    assert done.err == "2 个频道，新标题 5 条，新存文章 2 篇\n"
    assert sorted({request.path for request in site.requests if not request.path.startswith("/c/")}) == [
        "/character/",
        "/pl/pl/",
    ]


def test_lists_alone(program: Program, site: Site) -> None:
    assert program("sync", "--articles", "0").err == "5 个频道，新标题 12 条，新存文章 0 篇\n"
    assert cached(program) == set()


def test_hidden_channels_are_fetched_only_by_name(program: Program, site: Site, config: Path) -> None:
    config.write_text('network.pause = 0\nchannels.hidden = ["人物", "pl/pl", "right", "acftu"]\n', "utf-8")
    assert program("sync", "--articles", "0").err == "1 个频道，新标题 2 条，新存文章 0 篇\n"
    assert program("sync", "人物", "--articles", "0").err == "1 个频道，新标题 3 条，新存文章 0 篇\n"


def test_a_channel_that_today_s_menu_has_is_known_by_its_name(program: Program, site: Site) -> None:
    home = (Path(__file__).parents[1] / "pages/site/index.html").read_text("utf-8")
    entry = '<li><a href="https://www.workercn.cn/acftu/">工会</a></li>'
    assert entry in home
    site.put("/", home.replace(entry, f'{entry}<li><a href="/edu/">教育</a></li>').encode())
    site.put("/edu/", (Path(__file__).parents[1] / "pages/site/right/index.html").read_bytes())
    assert program("sync", "教育").err == "1 个频道，新标题 2 条，新存文章 2 篇\n"


def test_an_unknown_channel_is_named_with_the_known_ones(fails: Fails, site: Site) -> None:
    assert fails("sync", "军机处").startswith(
        "zhonggong-reader: 没有“军机处”这个频道；可用的频道：全总、工会"
    )


def test_what_fails_is_named_and_the_rest_comes(program: Program, site: Site, log_path: Path) -> None:
    site.fail("/pl/pl/", 404)
    site.fail(ARTICLES[0], 404)
    site.put(ARTICLES[1], b"<html><title>x</title></html>")
    done = program("sync")
    assert (done.code, done.out) == (3, "")
    lines = done.err.splitlines()
    assert len(lines) == 4
    assert any(line.startswith("频道 评论：") for line in lines)
    for path in ARTICLES[:2]:
        [line] = [line for line in lines if path in line]
        assert line.startswith("文章《")
    assert lines[-1] == "5 个频道，新标题 10 条，新存文章 8 篇，失败 3 项"
    assert len(cached(program)) == 8
    # The log says the same for whoever looks later.
    log = log_path.read_text("utf-8")
    assert log.count("\n") == 3
    assert f"https://www.workercn.cn{ARTICLES[0]}" in log


def test_a_front_page_that_fails_stops_no_channel(program: Program, site: Site) -> None:
    site.fail("/", 404)
    done = program("sync", "--articles", "0")
    assert done.code == 3
    assert done.err.splitlines()[0].startswith("首页：")
    assert done.err.splitlines()[1] == "5 个频道，新标题 12 条，新存文章 0 篇，失败 1 项"


def test_without_a_network_one_line_says_so(fails: Fails, stocked: Path) -> None:
    assert "连不上" in fails("sync")


def test_named_channels_without_a_network(program: Program) -> None:
    done = program("sync", "全总")
    assert (done.code, done.out) == (1, "")
    [reason, summary] = done.err.splitlines()
    assert reason.startswith("频道 全总：")
    assert summary == "1 个频道，新标题 0 条，新存文章 0 篇，失败 1 项"


def test_ctrl_c_keeps_what_came_and_leaves_quietly(program: Program, site: Site) -> None:
    site.hang(ARTICLES[2])
    round_ = start("sync", "人物")
    try:
        site.wait_until_asked(ARTICLES[2])
        # The others are answered already or will be; the library can be read meanwhile.
        for _ in range(60):
            if len(cached(program)) == 2:
                break
        round_.send_signal(signal.SIGINT)
        out, err = round_.communicate(timeout=30)
    finally:
        round_.kill()
    assert (round_.returncode, out) == (130, b"")
    assert err.decode() == "zhonggong-reader: 已中断\n"
    assert cached(program) == set(ARTICLES[:2])
    site.release(ARTICLES[2])
    assert program("sync", "人物").err == "1 个频道，新标题 0 条，新存文章 1 篇\n"


def test_two_rounds_at_once_end_well(program: Program, site: Site) -> None:
    rounds = [start("sync"), start("sync")]
    ends = [round_.communicate(timeout=60) for round_ in rounds]
    assert [round_.returncode for round_ in rounds] == [0, 0], ends
    assert len(cached(program)) == 12
    assert len(program("list", "--format", "json").json()) == 12


@pytest.mark.parametrize("value", ["http://", "ftp://127.0.0.1/", "nonsense"])
def test_a_stand_in_that_is_no_address(fails: Fails, value: str) -> None:
    assert "ZHONGGONG_SITE" in fails("sync", ZHONGGONG_SITE=value)

"""`paper` and `sync --paper`: a whole issue over real HTTP, broken off, resumed, read without the site."""

import json
import os
import re
import signal
import subprocess
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from loopback import Site
from newsprint import DAY, Newsprint, before, big_issue, whole_issue
from program import COMMAND, Finished
from terminal import Shown

from zhonggong_reader.cli.days import no_issue

Program = Callable[..., Finished]
Fails = Callable[..., str]

WHEN = DAY.isoformat()
SMALL = Newsprint()


def print_(site: Site, newsprint: Newsprint) -> Newsprint:
    for path, body in newsprint.files().items():
        site.put(path, body)
    return newsprint


def test_an_issue_with_its_pages_and_articles(program: Program, site: Site) -> None:
    print_(site, SMALL)
    done = program("paper", WHEN)
    assert (done.code, done.err) == (0, "")
    # Pages come as they come: which article has which id is the library's affair.
    ids = re.findall(r"^ {6}([1-7]) ●", done.out, re.MULTILINE)
    assert sorted(ids) == list("1234567")
    assert re.sub(r"^ {6}\d ●", "      # ●", done.out, flags=re.MULTILINE).splitlines() == [
        "工人日报 2026年10月5日 星期一  4 版 7 篇，已存 0 篇",
        "",
        "第 1 版 要闻  https://www.workercn.cn/papers/grrb/2026/10/05/1/grrb202610051.pdf",
        "      # ●  装配线旁的“学习角”天天有人",
        "      # ●  十二项便民服务搬进工会驿站",
        "      # ●  秋粮入仓",
        "      # ●  导读",
        "",
        "第 2 版 评论  https://www.workercn.cn/papers/grrb/2026/10/05/2/grrb202610052.pdf",
        "      # ●  把技能课堂开到工位旁",
        "      # ●  算好休息休假这本账",
        "",
        "第 3 版 广告  https://www.workercn.cn/papers/grrb/2026/10/05/3/grrb202610053.pdf",
        "",
        "第 4 版 副刊  https://www.workercn.cn/papers/grrb/2026/10/05/4/grrb202610054.pdf",
        "      # ●  灯塔守望者",
    ]


def test_an_issue_as_json_has_rows_of_lists_by_page(program: Program, site: Site) -> None:
    print_(site, SMALL)
    issue = program("paper", WHEN, "--format", "json").json()
    assert (issue["date"], issue["articles"], issue["cached"]) == (WHEN, 7, 0)
    assert [page["name"] for page in issue["pages"]] == ["要闻", "评论", "广告", "副刊"]
    row = issue["pages"][1]["articles"][0]
    assert set(row) == {
        *("id", "address", "title", "channel", "source", "published", "label", "picture"),
        *("read", "starred", "cached"),
    }
    assert row["address"] == f"https://www.workercn.cn{SMALL.article_path(2, 1)}"
    assert row["published"] == "2026-10-05T00:00:00+08:00"
    site.stop()
    assert program("paper", "20261005", "--format", "json").json() == issue


def test_a_whole_issue_is_kept_with_a_count_that_proves_it(program: Program, site: Site) -> None:
    newsprint = print_(site, big_issue())
    done = program("sync", "--paper", WHEN)
    assert (done.code, done.out) == (0, "")
    assert done.err == "工人日报 2026年10月5日 星期一，8 版，已存 86/86 篇\n"
    asked = sorted(request.path for request in site.requests)
    assert asked == sorted(newsprint.files())  # each page and article once, and no channel
    site.stop()
    issue = program("paper", WHEN, "--format", "json").json()
    assert (issue["articles"], issue["cached"]) == (86, 86)
    last = issue["pages"][-1]["articles"][-1]
    read = program("read", str(last["id"]))
    assert read.code == 0
    assert last["title"] in read.out
    assert f"工人日报　08版：{issue['pages'][-1]['name']}　2026-10-05" in read.out


def test_an_issue_that_broke_off_goes_on_where_it_stopped(program: Program, site: Site) -> None:
    newsprint = print_(site, big_issue())
    held = newsprint.article_path(5, 3)
    site.hang(held)
    process = subprocess.Popen([COMMAND, "sync", "--paper", WHEN], stderr=subprocess.PIPE, env=os.environ)
    site.wait_until_asked(held)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=60)
    assert (process.returncode, error.decode()) == (130, "zhonggong-reader: 已中断\n")
    site.release(held)
    kept = program("paper", WHEN, "--format", "json").json()["cached"]
    assert 0 < kept < 86
    asked = site.count()
    done = program("sync", "--paper", WHEN)
    assert (done.code, done.err) == (0, "工人日报 2026年10月5日 星期一，8 版，已存 86/86 篇\n")
    assert site.count() - asked == 86 - kept
    # Once whole, nothing is asked for any more.
    program("sync", "--paper", WHEN)
    assert site.count() - asked == 86 - kept


def test_every_gap_is_named_and_filled_later(program: Program, site: Site) -> None:
    newsprint = print_(site, whole_issue())
    gone, broken = newsprint.article_path(2, 1), newsprint.article_path(4, 1)
    site.fail(gone, 404)
    site.put(broken, SMALL.article(1, 4))
    site.fail(newsprint.page_path(2), 404)
    done = program("sync", "--paper", WHEN)
    assert (done.code, done.out) == (3, "")
    *gaps, sum_ = done.err.splitlines()
    assert sum_ == "工人日报 2026年10月5日 星期一，4 版，已存 4/5 篇，失败 2 项"
    assert any(line.startswith("第 2 版 https://") for line in gaps)
    assert any(line.startswith("04版：副刊《灯塔守望者》https://") and "正文" in line for line in gaps)
    site.mend(newsprint.page_path(2))
    site.put(broken, newsprint.article(4, 1))
    done = program("sync", "--paper", WHEN)
    assert done.code == 3
    assert done.err.splitlines()[-1] == "工人日报 2026年10月5日 星期一，4 版，已存 6/7 篇，失败 1 项"
    listed = program("paper", WHEN)
    assert "把技能课堂开到工位旁  （未取到：这篇文章在网站上已找不到；可能已被撤下）" in listed.out
    site.mend(gone)
    done = program("sync", "--paper", WHEN)
    assert (done.code, done.err) == (0, "工人日报 2026年10月5日 星期一，4 版，已存 7/7 篇\n")


def test_a_page_that_is_missing_is_named(program: Program, site: Site) -> None:
    print_(site, SMALL)
    site.fail(SMALL.page_path(4), 404)
    done = program("paper", WHEN)
    assert done.code == 3
    assert done.err == "第 4 版：这一版在网站上已找不到；可能已被撤下\n"
    assert "算好休息休假这本账" in done.out


def test_a_day_without_an_issue_says_so_and_is_no_failure(program: Program, site: Site) -> None:
    print_(site, SMALL)
    day = before().isoformat()
    done = program("paper", day)
    assert (done.code, done.out, done.err) == (0, "", "工人日报 2026年10月4日 星期日没有出报\n")
    assert program("paper", day, "--format", "json").json() == {
        "date": day,
        "articles": 0,
        "cached": 0,
        "pages": [],
    }
    done = program("sync", "--paper", day)
    assert (done.code, done.err) == (0, "工人日报 2026年10月4日 星期日没有出报\n")


def test_an_old_issue_stands_on_another_host_in_another_form(program: Program, site: Site) -> None:
    pages = Path(__file__).parents[1] / "pages/paper"
    site.put("/sites/media/grrb/2017_05/31/GR0100.htm", (pages / "old-page.htm").read_bytes())
    site.put("/sites/media/grrb/2017_05/31/GR0101.htm", (pages / "old-article.htm").read_bytes())
    done = program("sync", "--paper", "2017-05-31")
    assert done.code == 3
    assert done.err.splitlines()[-1] == "工人日报 2017年5月31日 星期三，2 版，已存 1/2 篇，失败 2 项"
    address = "http://media.workercn.cn/sites/media/grrb/2017_05/31/GR0101.htm"
    assert "爷爷划桨 父亲擂鼓 孙子掌舵" in program("read", address).out


def test_channels_are_fetched_beside_the_newspaper_where_they_are_named(program: Program, site: Site) -> None:
    print_(site, whole_issue())
    done = program("sync", "评论", "--articles", "0", "--paper", WHEN)
    assert done.code == 0
    assert done.err == (
        "1 个频道，新标题 2 条，新存文章 0 篇；工人日报 2026年10月5日 星期一，4 版，已存 7/7 篇\n"
    )


def test_without_a_network_one_line_says_so(fails: Fails) -> None:
    for command in (("paper", WHEN), ("sync", "--paper", WHEN)):
        assert "连不上" in fails(*command)


@pytest.mark.parametrize("day", ["2026-02-30", "昨日", "5", "2026-13-01", ""])
def test_what_is_no_day_is_wrong_usage(fails: Fails, day: str) -> None:
    line = fails("paper", day, code=2)
    assert "应为日期，如 2026-10-05、今天、昨天" in line


def test_a_day_that_has_not_come_has_no_newspaper(fails: Fails) -> None:
    assert "还没有到" in fails("paper", "2999-01-01")
    assert "创刊" in fails("sync", "--paper", "1949-07-14")


def test_the_newspaper_of_today_may_still_come_out() -> None:
    night = datetime(2026, 10, 4, 18, 30, tzinfo=UTC)  # half past two in Beijing
    assert no_issue(date(2026, 10, 5), night) == "工人日报 2026年10月5日 星期一的还没有出"
    assert no_issue(date(2026, 10, 4), night) == "工人日报 2026年10月4日 星期日没有出报"


def test_today_is_the_default(program: Program, site: Site) -> None:
    # Whatever the machine's clock says: no issue of that day is there, and that is what is said.
    for command in (("paper",), ("paper", "今天"), ("sync", "--paper")):
        done = program(*command)
        assert (done.code, done.out) == (0, "")
        assert done.err.endswith(("还没有出\n", "没有出报\n"))
    assert all(request.path.endswith("/1/page.html") for request in site.requests)


def test_a_terminal_sees_how_much_of_the_issue_is_here(terminal: Callable[..., Shown], site: Site) -> None:
    print_(site, big_issue())
    shown = terminal("sync", "--paper", WHEN, columns=100)
    assert shown.code == 0
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.raw)
    assert "86/86" in plain
    assert "08版：第8" in plain
    [outcome] = [line.strip() for line in plain.splitlines() if "已存" in line]
    assert outcome.endswith("8 版，已存 86/86 篇")


def test_an_issue_is_exported_page_by_page(
    program: Program, site: Site, fails: Fails, tmp_path: Path
) -> None:
    print_(site, SMALL)
    assert "先取回来：zhonggong-reader sync --paper 2026-10-05" in fails(
        "export", "--paper", WHEN, "--format", "jsonl"
    )
    program("paper", WHEN)
    done = program("export", "--paper", WHEN, "--format", "jsonl")
    assert (done.code, done.out) == (1, "")
    assert done.err.count("没有存下") == 7
    program("sync", "--paper", WHEN)
    done = program("export", "--paper", WHEN, "--format", "jsonl")
    # One of them is no article, and that is said.
    assert done.code == 3
    assert done.err.startswith("zhonggong-reader: 《导读》没有存下；")
    assert done.err.count("\n") == 1
    printed = [
        entry["title"]
        for page in program("paper", WHEN, "--format", "json").json()["pages"]
        for entry in page["articles"]
        if entry["cached"]
    ]
    assert len(printed) == 6
    assert [json.loads(line)["title"] for line in done.out.splitlines()] == printed
    book = tmp_path / "issue.epub"
    assert program("export", "--paper", WHEN, "--format", "epub", "--output", book).code == 3
    with zipfile.ZipFile(book) as opened:
        assert "工人日报 2026年10月5日" in opened.read("EPUB/package.opf").decode()
    assert "--paper" in fails("export", "--paper", WHEN, "--starred", "--format", "jsonl", code=2)
    assert "--paper" in fails("export", "--paper", WHEN, "--day", WHEN, "--format", "jsonl", code=2)

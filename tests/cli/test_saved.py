"""`saved`: searches as channels, from the command line; and what the other commands make of them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from loopback import Site
from program import Finished

Program = Callable[..., Finished]
Fails = Callable[..., str]

NAME, QUERY = "手艺", "劳动者 -大会"


@pytest.fixture
def saved(program: Program, stocked: Path) -> Program:
    """The program over a stocked library with a saved search."""
    done = program("saved", "add", NAME, "  劳动者   -大会")
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith(f"已存为频道“{NAME}”，")
    return program


def found(program: Program) -> list[str]:
    """Addresses of what the query finds, newest first as lists are."""
    rows = program("search", QUERY, "--format", "json").json()
    return sorted(row["address"] for row in rows)


def test_it_is_listed_among_the_channels_and_by_itself(saved: Program) -> None:
    count = len(found(saved))
    assert count > 0
    [each] = saved("saved", "list", "--format", "json").json()
    assert each == saved("channels", "--format", "json").json()[-1]
    assert each == {
        "slug": each["slug"],
        "name": NAME,
        "address": None,
        "articles": count,
        "unread": count,
        "query": QUERY,
    }
    assert each["slug"].startswith("search:")
    line = saved("saved").out
    assert line.split()[:3] == [NAME, each["slug"], str(count)]
    assert line.endswith(f"⌕ {QUERY}\n")
    assert saved("channels").out.endswith(line)


def test_list_and_export_take_its_name(saved: Program, tmp_path: Path) -> None:
    rows = saved("list", NAME, "--format", "json").json()
    assert sorted(row["address"] for row in rows) == found(saved)
    assert [row["published"] for row in rows] == sorted((row["published"] for row in rows), reverse=True)
    assert saved("list", NAME, "--unread").out == saved("list", NAME).out
    done = saved("export", "--channel", NAME, "--format", "jsonl")
    assert (done.code, done.err) == (0, "")
    assert done.out.count("\n") == len(rows)
    book = tmp_path / "book.epub"
    assert saved("export", "--channel", NAME, "--format", "epub", "--output", book).code == 0
    assert book.stat().st_size > 1000


def test_it_is_renamed_and_dropped(saved: Program, fails: Fails) -> None:
    assert saved("saved", "rename", NAME, " 匠人 ").err == "改名为“匠人”\n"
    assert "没有“手艺”这个频道" in fails("list", NAME)
    assert "匠人" in fails("list", NAME)  # among those there are
    assert saved("list", "匠人").out
    articles = saved("list", "--format", "json").json()
    assert saved("saved", "drop", "匠人").err == f"已去掉搜索“匠人”（{QUERY}）\n"
    assert saved("saved").out == ""
    assert saved("list", "--format", "json").json() == articles


def test_the_same_search_under_another_name_is_renamed(saved: Program) -> None:
    saved("saved", "add", "匠人", QUERY)
    assert [each["name"] for each in saved("saved", "list", "--format", "json").json()] == ["匠人"]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("add", "评论", "别的"), 1, "已有叫“评论”的频道或搜索"),
        (("add", "quanzong", "别的"), 1, "已有叫“quanzong”的频道或搜索"),
        (("add", NAME, "别的"), 1, f"已有叫“{NAME}”的频道或搜索"),
        (("add", " ", "别的"), 1, "没有写名字"),
        (("add", "空", "，"), 2, "没有写要找什么"),
        (("add", "日子", "date:昨天"), 2, "不是日期"),
        (("rename", NAME, "评论"), 1, "已有叫“评论”的频道或搜索"),
        (("rename", "没有", "名字"), 1, "没有“没有”这个存下的搜索"),
        (("drop", "没有"), 1, f"存下的有：{NAME}"),
        (("rename", NAME), 2, "新名字"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(
    saved: Program, fails: Fails, arguments: tuple[str, ...], code: int, said: str
) -> None:
    before = saved("saved").out
    assert said in fails("saved", *arguments, code=code)
    assert saved("saved").out == before


def test_sync_says_that_a_saved_search_is_no_channel_of_the_site(
    program: Program, site: Site, fails: Fails
) -> None:
    program("sync", "--articles", "0")
    program("saved", "add", NAME, QUERY)
    before = len(site.requests)
    assert f"“{NAME}”是存下的搜索" in fails("sync", "评论", NAME)
    assert len(site.requests) == before


def test_what_sync_brings_joins_it(program: Program, site: Site) -> None:
    program("saved", "add", NAME, "工匠")
    assert program("list", NAME).out == ""
    program("sync", "--articles", "0")
    titles = program("list", NAME, "--format", "json").json()
    assert titles
    assert all("工匠" in row["title"] for row in titles)

"""`search`: in the library without a network, on a site on loopback with --online."""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from loopback import Site
from program import Finished

from zhonggong_reader.library import Library
from zhonggong_reader.library.search import index
from zhonggong_reader.queries import parse
from zhonggong_reader.workercn import search

Program = Callable[..., Finished]
Fails = Callable[..., str]
ANSWERS = Path(__file__).parents[1] / "pages/search"
ENDPOINT = "/cms/front/search/result"
KEYS = ["id", "address", "title", "channel", "source", "published", "label", "picture", "read", "starred"]
KEYS += ["cached", "snippet"]


def serve(site: Site, typed: str, page: int, body: bytes) -> None:
    """Let the site answer page number `page` of a search so."""
    parts = urlsplit(search.address(parse(typed), page=page))
    site.put(f"{parts.path}?{parts.query}", body)


def answer(total: int, *numbers: int) -> bytes:
    items = [{"title": f"第{n}条<em>工匠</em>", "url": f"/c/2026-10-01/{n}.shtml"} for n in numbers]
    return json.dumps({"status": 1, "data": {"total": total, "data": items}}).encode()


def test_the_library_is_searched_without_a_network(program: Program, stocked: Path) -> None:
    done = program("search", "班组", "--format", "json")
    assert (done.code, done.err) == (0, "")
    rows = done.json()
    assert rows
    for row in rows:
        assert list(row) == KEYS
        assert row["cached"]
        assert "\x02班组\x03" in row["snippet"]
    # What has the word in its title comes first.
    in_title = ["班组" in row["title"] for row in rows]
    assert in_title == sorted(in_title, reverse=True)
    assert True in in_title


def test_text_has_a_line_for_the_headline_and_one_for_the_words_round_the_hit(
    program: Program, stocked: Path
) -> None:
    lines = program("search", "班组", "--limit", "1").out.splitlines()
    assert len(lines) == 2
    assert "班组" in lines[0]
    assert "\x02" not in lines[1]


def test_the_title_alone_is_searched_where_one_says_so(program: Program, stocked: Path) -> None:
    rows = program("search", "title:班组", "--format", "json").json()
    assert all("班组" in row["title"] for row in rows)
    assert len(rows) < len(program("search", "班组", "--format", "json").json())


def test_words_are_left_out_and_channels_and_days_narrow(program: Program, stocked: Path) -> None:
    def found(typed: str) -> set[int]:
        return {row["id"] for row in program("search", "--format", "json", "--", typed).json()}

    all_, titles = found("班组"), found("title:班组")
    assert found("班组 -title:班组") == all_ - titles
    assert found("-班组") | all_ == {row["id"] for row in program("list", "--format", "json").json()}
    assert found("channel:人物") == {row["id"] for row in program("list", "人物", "--format", "json").json()}
    assert found("班组 date:2026-10") | found("班组 -date:2026-10") == all_
    assert found("班組") == all_


def test_how_many_there_are_is_said_where_more_are_found_than_asked_for(
    program: Program, stocked: Path
) -> None:
    total = len(program("search", "班组", "--format", "json").json())
    done = program("search", "班组", "--limit", "1")
    assert done.err == f"书库里共有 {total} 条，列出 1 条\n"


def test_a_library_from_before_there_was_an_index_is_searched_and_gets_one(
    program: Program, stocked: Path
) -> None:
    known = program("search", "班组", "--format", "json").json()
    with Library(stocked) as library, pytest.MonkeyPatch.context() as patched:
        patched.setattr(index, "AT_ONCE", 0)
        library.index.start_anew()
        assert library.index.behind() == 12
    assert program("search", "班组", "--format", "json").json() == known
    with Library(stocked) as library:
        assert library.index.behind() == 0


def test_letters_that_no_text_has_are_taken_as_pinyin(program: Program, stocked: Path) -> None:
    by_word = {row["id"] for row in program("search", "title:班组", "--format", "json").json()}
    for typed in ("banzu", "bz", "pinyin:banzu"):
        assert {row["id"] for row in program("search", typed, "--format", "json").json()} >= by_word, typed


def test_words_are_searched_for_without_what_knows_pinyin(
    program: Program, stocked: Path, tmp_path: Path
) -> None:
    known = [
        program("search", query, "--format", "json").json() for query in ("班组", "title:站 -大会", "24")
    ]
    assert all(known)
    (tmp_path / "pypinyin.py").write_text("raise ImportError('not here')\n", "utf-8")
    without = {"PYTHONPATH": str(tmp_path)}
    for query, rows in zip(("班组", "title:站 -大会", "24"), known, strict=True):
        done = program("search", query, "--format", "json", **without)
        assert (done.code, done.json()) == (0, rows)
    # What the library has learned of its titles finds them by pinyin all the same.
    rows = program("search", "pinyin:banzu", "--format", "json", **without).json()
    assert {row["id"] for row in rows} >= {row["id"] for row in known[0] if "班组" in row["title"]}


def test_nothing_found_says_so_and_is_no_failure(program: Program, stocked: Path) -> None:
    done = program("search", "并无此词", "--format", "json")
    assert (done.code, done.out) == (0, "[]\n")
    assert done.err == "没有找到“并无此词”；加 --online 在网站上找\n"


def test_the_site_s_own_search_pages_until_there_are_enough(program: Program, site: Site) -> None:
    serve(site, "工匠", 0, answer(17, *range(1, 16)))
    # Something new has come in between and pushed one headline over to the second page.
    serve(site, "工匠", 1, answer(17, 15, 16))
    done = program("search", "工匠", "--online", "--format", "json")
    assert (done.code, done.err) == (0, "")
    assert [row["title"] for row in done.json()] == [f"第{n}条工匠" for n in range(1, 17)]
    referers = {request.headers.get("referer") for request in site.requests}
    assert referers == {"https://www.workercn.cn/search/result.shtml?siteID=122"}
    # They are in the library now.
    site.stop()
    assert len(program("search", "title:工匠", "--format", "json").json()) == 16


def test_a_limit_asks_for_no_more_pages_and_says_how_many_there_are(program: Program, site: Site) -> None:
    serve(site, "工匠", 0, answer(400, *range(1, 16)))
    done = program("search", "工匠", "--online", "--limit", "3")
    assert len(done.out.splitlines()) == 3
    assert done.err == "网站上共有 400 条，列出 3 条\n"
    assert site.count() == 1


def test_a_site_that_repeats_itself_is_not_asked_for_ever(program: Program, site: Site) -> None:
    site.put(ENDPOINT, answer(999_999_999, 1, 2))
    done = program("search", "工匠", "--online", "--format", "json")
    assert len(done.json()) == 2
    assert site.count() == 2


def test_a_site_that_does_not_answer_or_answers_something_else(
    fails: Fails, program: Program, site: Site
) -> None:
    site.put(ENDPOINT, (ANSWERS / "login.answer").read_bytes())
    assert "看不懂" in fails("search", "工匠", "--online")
    site.put(ENDPOINT, (ANSWERS / "refused.answer").read_bytes())
    assert "搜索太频繁，请稍后再试" in fails("search", "工匠", "--online")
    site.put(ENDPOINT, (ANSWERS / "nothing.answer").read_bytes())
    done = program("search", "工匠", "--online")
    assert (done.code, done.out, done.err) == (0, "", "没有找到“工匠”\n")
    site.stop()
    assert "连不上" in fails("search", "工匠", "--online")


@pytest.mark.parametrize("query", ["", "  ", "title:", "date:13月", "长" * 201])
def test_what_cannot_be_searched_for_is_wrong_usage(fails: Fails, query: str) -> None:
    assert "用法见" in fails("search", query, code=2)

"""The site's search: its questions as addresses, its answers as headlines.

Every saved answer under tests/pages/search is understood as the JSON beside it says; hits of a snippet
stand in 【】 there.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhonggong_reader.errors import PageNotUnderstood
from zhonggong_reader.model import Headline, Page, Validators
from zhonggong_reader.queries import parse
from zhonggong_reader.text import clean, clean_line
from zhonggong_reader.workercn import limits, search

ANSWERS = sorted((Path(__file__).parents[1] / "pages/search").glob("*.answer"))
PageMaker = Callable[..., Page]
ENDPOINT = "https://www.workercn.cn/cms/front/search/result"


def headline_json(headline: Headline) -> dict[str, object]:
    return {
        "address": headline.address,
        "title": headline.title,
        "channel": headline.channel,
        "source": headline.source,
        "published": headline.published.isoformat() if headline.published else None,
    }


def answer_json(page: Page) -> dict[str, object]:
    try:
        answer = search.read(page)
    except PageNotUnderstood as error:
        return {"error": str(error), "missing": list(error.missing)}
    return {
        "total": answer.total,
        "results": [
            headline_json(result.headline)
            | {"snippet": "".join(f"【{p.text}】" if p.hit else p.text for p in result.snippet)}
            for result in answer.results
        ],
    }


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.stem)
def test_saved_answer(path: Path, page: PageMaker) -> None:
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert answer_json(page(path.read_bytes(), ENDPOINT, "text/html;charset=UTF-8")) == expected


def test_a_question_says_what_the_sites_own_page_says() -> None:
    address = search.address(
        parse("title:工匠 大会"), page=2, catalogue="215", since=date(2022, 4, 1), until=date(2022, 4, 30)
    )
    assert address.partition("?")[0] == ENDPOINT
    assert parse_qs(urlsplit(address).query, keep_blank_values=True) == {
        "query": ["title:工匠 大会"],
        "siteID": ["122"],
        "type": [""],
        "sort": ["publishDate"],
        "startDate": ["2022-04-01"],
        "endDate": ["2022-04-30"],
        "catalogID": ["215"],
        "pageIndex": ["2"],
        "pageSize": ["15"],
    }


def test_what_is_typed_cannot_add_to_the_question() -> None:
    address = search.address(parse("a&catalogID=7#x"))
    asked = parse_qs(urlsplit(address).query, keep_blank_values=True)
    assert asked["query"] == ["a&catalogID=7#x"]
    assert asked["catalogID"] == [""]


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{}", b"null", b'{"status":1}', b'{"status":1,"data":{}}', b'{"data":7}', b"[" * 100_000],
    ids=["empty", "list", "nothing", "null", "no data", "empty data", "a number", "deep"],
)
def test_what_is_no_answer_is_never_taken_for_nothing_found(body: bytes, page: PageMaker) -> None:
    with pytest.raises(PageNotUnderstood, match="看不懂"):
        search.read(page(body, ENDPOINT, "application/json"))


def test_an_answer_cut_anywhere_is_told_or_whole(page: PageMaker) -> None:
    body = ANSWERS[0].with_name("plain.answer").read_bytes().rstrip()
    for end in range(0, len(body), 7):
        with pytest.raises(PageNotUnderstood):
            search.read(page(body[:end], ENDPOINT, "application/json"))


def test_an_answer_beyond_the_limit_of_a_page_is_not_even_decoded(page: PageMaker) -> None:
    with pytest.raises(PageNotUnderstood, match="超过 4 MB"):
        search.read(page(b"<a>" * limits.PAGE_LIMIT))


def test_an_answer_in_gbk_is_read(page: PageMaker) -> None:
    body = ANSWERS[0].with_name("nothing.answer").read_text("utf-8")
    gbk = body.replace("[]", '[{"title":"工会组织的建设","url":"/c/2026-10-05/9.shtml"}]').encode("gbk")
    (result,) = search.read(page(gbk, ENDPOINT, "application/json;charset=gbk")).results
    assert result.headline.title == "工会组织的建设"


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["status", "data", "total", "title", "url", "artUrl", "time", "content"]), inner
        )
    ),
    max_leaves=12,
)


@given(JSON_VALUES)
def test_whatever_comes_as_json_is_an_answer_or_is_told(value: object) -> None:
    body = json.dumps({"status": 1, "data": {"total": 1, "data": [value, {"title": value, "url": value}]}})
    page = Page(
        address=ENDPOINT,
        body=body.encode("utf-8", "surrogatepass"),
        content_type="application/json",
        validators=Validators(),
        fetched=datetime(2026, 10, 5, tzinfo=UTC),
    )
    try:
        answer = search.read(page)
    except PageNotUnderstood:
        return
    for result in answer.results:
        assert result.headline.title == clean_line(result.headline.title)
        assert all(piece.text == clean(piece.text) for piece in result.snippet)

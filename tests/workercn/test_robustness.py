"""Pages that are cut, robbed of tags or mislabelled: understood or refused, never a crash or an empty one."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhonggong_reader.errors import PageNotUnderstood
from zhonggong_reader.model import Page
from zhonggong_reader.workercn import article, colophon, front, listing
from zhonggong_reader.workercn.document import Document

PAGES = Path(__file__).parents[1] / "pages"
BODIES = [
    path.read_bytes()
    for path in sorted(PAGES.rglob("*.*html"))
    if "faults" not in path.parts and not path.name.startswith("byline")
]
LABELS = (
    None,
    "text/html; charset=gbk",
    "text/html; charset=utf-8",
    "text/html; charset=big5",
    "x; charset=\x00",
)
SITE = "https://www.workercn.cn/c/2026-10-05/8907680.shtml"
ELSEWHERE = "https://news.example.cn/1.html"
TEXT = "<p>职工技术学校的教室里，一台旧车床刚刚装好，学员们围着它听声音。</p>"
HEAD = "<title>职工技术学校_某网</title><h1>职工技术学校</h1>"
_TAG = re.compile(rb"<[^<>]{1,300}>")


def read_all(page: Page) -> None:
    """Read `page` as everything; only PageNotUnderstood may come of it."""
    try:
        document = Document.of(page)
    except PageNotUnderstood:
        return
    assert len(colophon.read(document).matrix) == 4
    for reader in (front.menu, listing.read):
        try:
            reader(document)
        except PageNotUnderstood as error:
            assert error.missing
    try:
        read = article.read(document)
    except PageNotUnderstood as error:
        assert error.missing
    else:
        assert read.title
        assert read.blocks


@settings(max_examples=150)
@given(data=st.data())
def test_mutations(data: st.DataObject, page: Callable[..., Page]) -> None:
    body = data.draw(st.sampled_from(BODIES))
    match data.draw(st.sampled_from(("cut", "tag", "swap", "repeat", "garble"))):
        case "cut":
            body = body[: data.draw(st.integers(0, len(body)))]
        case "tag":
            tags = list(_TAG.finditer(body))
            for tag in sorted(
                data.draw(st.sets(st.sampled_from(range(len(tags))), max_size=8)), reverse=True
            ):
                body = body[: tags[tag].start()] + body[tags[tag].end() :]
        case "swap":
            first, second = sorted(data.draw(st.tuples(*[st.integers(0, len(body))] * 2)))
            body = body[second:] + body[first:second] + body[:first]
        case "repeat":
            tag_bytes = data.draw(st.sampled_from(_TAG.findall(body)))
            body = body.replace(tag_bytes, tag_bytes * data.draw(st.integers(2, 40)))
        case "garble":
            at = data.draw(st.integers(0, len(body)))
            body = body[:at] + data.draw(st.binary(max_size=20)) + body[at:]
    address = data.draw(st.sampled_from((SITE, ELSEWHERE)))
    read_all(page(body, address, data.draw(st.sampled_from(LABELS))))


def test_every_cut_of_the_header_region(page: Callable[..., Page]) -> None:
    body = (PAGES / "site/c/2026-10-05/8907680.shtml").read_bytes()
    for end in range(body.index(b"<h1"), body.index(b"</p>"), 7):
        read_all(page(body[:end]))


def test_a_long_row_of_buttons_costs_no_more_than_prose(page: Callable[..., Page]) -> None:
    body = (PAGES / "articles/bom.html").read_text("utf-8-sig")
    read_all(page(body.replace("</h1>", f"</h1><p>{'点赞 ' * 100_000}完</p>").replace("ccontent", "txt")))


@pytest.mark.parametrize("item", ["<span><img src=/1.jpg>名</span>", "<li>名<img src=/1.jpg></li>"])
def test_a_panel_of_codes_without_end_is_looked_at_in_part(item: str, page: Callable[..., Page]) -> None:
    body = f"{HEAD}{TEXT * 9}<div><h4>扫码关注</h4>{item * 5_000}</div>"
    assert 4 <= len(colophon.read(Document.of(page(body, SITE))).follow) <= 40


@pytest.mark.parametrize("address", [SITE, ELSEWHERE])
@pytest.mark.parametrize(
    "body",
    [
        HEAD + f"<div>{TEXT}" * 500 + TEXT * 8_000,
        HEAD + "<div>" * 500 + TEXT * 9_000,
        HEAD + "<div>" * 490 + f"<div><a href=/x>{TEXT}</a><p>好。</p></div>" * 3_000,
        HEAD + TEXT + "<br>来源：" * 19_000,
        HEAD + "<p>" + "来源：a\t责任编辑：（记者 " * 100_000,
        HEAD + TEXT + "<p><img src=/a/1.jpg></p><p>图一 李方 摄</p>" * 6_000,
        f"<title>{'职工技_' * 50_000}</title>" + "<h1>职工技</h1>" * 9_000 + TEXT,
        HEAD + "<table><tr><td>" * 160 + TEXT,
    ],
    ids=["steps", "deep", "linked", "sources", "labels", "captions", "titles", "tables"],
)
def test_what_is_multiplied_in_a_page_is_read_in_proportion(
    body: str, address: str, page: Callable[..., Page]
) -> None:
    # Work that grew with the square would take minutes here, and end the run with a traceback.
    read_all(page(body, address))

"""Split articles: how many pages, where the others stand, and one article of all."""

from collections.abc import Callable

import pytest

from zhonggong_reader.model import Article, Link, Paragraph
from zhonggong_reader.text import Clean
from zhonggong_reader.workercn import split
from zhonggong_reader.workercn.document import Document

LEGACY = "http://right.workercn.cn/165/201504/30/150430161432123"
MODERN = "https://www.workercn.cn/c/2026-10-05/8907680"


def pager(count: object) -> str:
    return f"<p><input type=hidden name=__totalpage value='{count}'></p>"


@pytest.mark.parametrize("stem", [LEGACY, MODERN])
def test_the_pager_s_count_gives_the_further_addresses(stem: str, document: Callable[..., Document]) -> None:
    page = document(pager(3), f"{stem}.shtml")
    assert split.count(page) == 3
    assert split.further_pages(page, 3) == (f"{stem}_2.shtml", f"{stem}_3.shtml")


def test_without_a_count_the_numbered_links_tell(document: Callable[..., Document]) -> None:
    others = ("8907680_2.shtml", "8907680_4.shtml", "/c/2026-10-05/1_9.shtml")
    links = "".join(f"<a href='{other}'>x</a>" for other in others)
    assert split.count(document(links, f"{MODERN}.shtml")) == 4


@pytest.mark.parametrize(
    ("count", "pages"), [("0", 1), ("1", 1), ("-3", 1), ("x", 1), ("²", 1), ("9999", 100), ("9" * 5_000, 1)]
)
def test_a_count_is_believed_within_reason(count: str, pages: int, document: Callable[..., Document]) -> None:
    assert split.count(document(pager(count), f"{LEGACY}.shtml")) == pages


@pytest.mark.parametrize("address", [f"{LEGACY}_2.shtml", "https://news.example.cn/1.shtml", ""])
def test_only_the_first_page_of_an_article_of_the_site_leads_on(
    address: str, document: Callable[..., Document]
) -> None:
    assert split.further_pages(document(pager(3), address), 3) == ()


def part(number: int, **fields: object) -> Article:
    blocks = (Paragraph(Clean(f"第{number}页")),)
    values = {"address": LEGACY, "title": Clean("题"), "pages": 3, "blocks": blocks, **fields}
    return Article(**values)  # type: ignore[arg-type]  # the test's own spelling


def test_joined_pages_keep_their_order_and_every_name_once() -> None:
    link = Link(Clean("专题"), "https://www.workercn.cn/zt/")
    first = part(1, reporters=(Clean("郝赫"),), links=(link,), editor=Clean("甲"))
    last = part(3, reporters=(Clean("朱欣"), Clean("郝赫")), links=(link,), editor=Clean("李方"))
    joined = split.join(first, [part(2), last])
    assert [block.text for block in joined.blocks if isinstance(block, Paragraph)] == [
        "第1页",
        "第2页",
        "第3页",
    ]
    assert joined.reporters == ("郝赫", "朱欣")
    assert (joined.links, joined.editor, joined.pages) == ((link,), "李方", 3)
    assert split.join(first, []) == first

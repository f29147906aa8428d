"""An article whole or not at all: split ones, drifts, other sites, pages that take long."""

import logging
import threading

import pytest
from toldsite import Clock, ToldSite

from zhonggong_reader.errors import PageNotUnderstood
from zhonggong_reader.library import Library
from zhonggong_reader.model import NotFound, NotModified, Page, Paragraph, Validators
from zhonggong_reader.newsdesk import ArticleNotKept, Newsdesk, Routes, pages
from zhonggong_reader.settings import Settings
from zhonggong_reader.text import Clean

STEM = "/c/2026-10-06/8908888"
FIRST = f"{STEM}.shtml"
ADDRESS = f"https://www.workercn.cn{FIRST}"
PARAGRAPHS = tuple(f"这是系列报道的第{n}部分，写的是一条巡检路上的四季，风雪里也没有停过。" for n in "一二三")


def part(number: int, count: int = 3) -> bytes:
    pager = f"<div><p><input type=hidden name=__totalpage value={count}><center>1 2 3</center></p></div>"
    return (
        "<html><head><title>巡检路上的四季 - 人物 - 中工网</title></head>"
        "<body><h1 class=ctitle>巡检路上的四季</h1>"
        "<div class=signdate><span>2026-10-06 08:00</span><span>来源：中工网</span></div>"
        f"<div class=ccontent><p>　　{PARAGRAPHS[number - 1]}</p>{pager}</div>"
        f"<p>责任编辑：李方</p></body></html>"
    ).encode()


@pytest.fixture
def split(told: ToldSite) -> ToldSite:
    """The site with an article of three pages."""
    for number, path in enumerate((FIRST, f"{STEM}_2.shtml", f"{STEM}_3.shtml"), 1):
        told.put(path, part(number))
    return told


async def test_the_pages_of_a_split_article_become_one(desk: Newsdesk, split: ToldSite) -> None:
    article = (await desk.article(ADDRESS)).article
    assert article.blocks == tuple(Paragraph(Clean(text)) for text in PARAGRAPHS)
    assert (article.pages, article.editor, article.address) == (3, "李方", ADDRESS)
    assert split.asked == [FIRST, f"{STEM}_2.shtml", f"{STEM}_3.shtml"]


@pytest.mark.parametrize(
    ("trouble", "reason"), [("gone", "网站上找不到这一页"), ("fails", "网站很忙"), ("no article", "没有找到")]
)
async def test_a_missing_page_is_told_and_half_an_article_is_not_kept(
    desk: Newsdesk, split: ToldSite, library: Library, trouble: str, reason: str
) -> None:
    second = f"{STEM}_2.shtml"
    match trouble:
        case "gone":
            split.remove(second)
        case "fails":
            split.fail(second, "网站很忙")
        case _:
            split.put(second, "<title>维护 - 中工网</title><p>稍后再来</p>".encode())
    with pytest.raises(ArticleNotKept, match=f"共 3 页，第 2 页没有取到：.*{reason}") as caught:
        await desk.article(ADDRESS)
    assert caught.value.article.blocks == (Paragraph(Clean(PARAGRAPHS[0])),)
    assert library.articles.get(ADDRESS) is None
    assert f"{STEM}_3.shtml" not in split.asked


async def test_half_an_article_does_not_take_the_place_of_a_whole_one(
    desk: Newsdesk, split: ToldSite
) -> None:
    kept = await desk.article(ADDRESS)
    split.put(FIRST, part(1).replace(b"08:00", b"09:00"))
    split.remove(f"{STEM}_3.shtml")
    with pytest.raises(ArticleNotKept, match="第 3 页"):
        await desk.fetch_article(ADDRESS)
    assert await desk.article(ADDRESS) == kept


async def test_a_later_page_asked_for_alone_is_that_page(desk: Newsdesk, split: ToldSite) -> None:
    article = (await desk.article(f"https://www.workercn.cn{STEM}_3.shtml")).article
    assert article.blocks == (Paragraph(Clean(PARAGRAPHS[2])),)
    assert split.asked == [f"{STEM}_3.shtml"]


async def test_a_drift_of_the_template_is_logged(
    desk: Newsdesk, told: ToldSite, caplog: pytest.LogCaptureFixture
) -> None:
    path = "/c/2026-10-05/8907680.shtml"
    told.put(path, (told.body(path) or b"").replace(b"ccontent", b"renovated"))
    with caplog.at_level(logging.WARNING):
        await desk.article(f"https://www.workercn.cn{path}")
    assert [record.getMessage() for record in caplog.records] == [
        f"drift https://www.workercn.cn{path}: no template's body on the page"
    ]


class Elsewhere:
    """Another site, with one page."""

    def __init__(self, body: bytes) -> None:
        self.body = body
        self.asked: list[str] = []

    async def fetch(
        self, address: str, validators: Validators | None = None, *, referer: str | None = None
    ) -> Page | NotModified | NotFound:
        self.asked.append(address)
        return Page(
            address=address,
            body=self.body,
            content_type="text/html",
            validators=Validators(),
            fetched=Clock().now,
        )


async def test_an_article_of_another_site_is_kept_and_leaves_the_site_s_foot_alone(
    library: Library, told: ToldSite, clock: Clock
) -> None:
    text = "".join(f"<p>　　{text}</p>" for text in PARAGRAPHS)
    other = Elsewhere(
        f"<title>别处的新闻_某某网</title><h1>别处的新闻</h1>2026-10-06 08:00 来源：某报{text}".encode()
    )
    desk = Newsdesk(library, Routes(told, other), Settings(), now=clock)
    foot = await desk.colophon()
    kept = await desk.article("http://news.example.com/1.html")
    assert (kept.article.title, kept.article.channel, kept.article.source) == ("别处的新闻", None, "某报")
    assert await desk.article("http://news.example.com/1.html#top") == kept
    assert (other.asked, told.asked) == (["http://news.example.com/1.html"], [])
    assert await desk.colophon() == foot


async def test_a_page_that_takes_too_long_is_given_up(told: ToldSite) -> None:
    release = threading.Event()
    page = await told.fetch("https://www.workercn.cn/")
    assert isinstance(page, Page)
    with pytest.raises(PageNotUnderstood, match="没有读完"):
        await pages.in_time(lambda _: release.wait(30), page, limit=0.01)
    # Nothing waits for the thread that is left, so the program can end.
    assert [thread.daemon for thread in threading.enumerate() if thread.name == "page"] == [True]
    release.set()


async def test_a_bug_in_reading_a_page_reaches_whoever_waits(told: ToldSite) -> None:
    page = await told.fetch("https://www.workercn.cn/")
    assert isinstance(page, Page)
    with pytest.raises(ZeroDivisionError):
        await pages.in_time(lambda _: 1 // 0, page)

"""Articles that the site changes or takes down after they were kept."""

import pytest
from toldsite import Clock, ToldSite

from zhonggong_reader.errors import FetchError
from zhonggong_reader.library import Library
from zhonggong_reader.model import Article, NotFound, NotModified, Page, Shelf, Validators
from zhonggong_reader.newsdesk import Newsdesk, pages
from zhonggong_reader.settings import Settings
from zhonggong_reader.text import Clean

PATH = "/c/2026-10-05/8907680.shtml"
ADDRESS = f"https://www.workercn.cn{PATH}"


def correct(told: ToldSite, old: str, new: str) -> None:
    """Let the site say `new` where it said `old`."""
    body = told.body(PATH) or b""
    assert old.encode() in body
    told.put(PATH, body.replace(old.encode(), new.encode()))


async def test_a_corrected_article_keeps_its_earlier_texts(
    desk: Newsdesk, told: ToldSite, library: Library, clock: Clock
) -> None:
    first = await desk.article(ADDRESS)
    assert (first.changed, library.editions.of(first.id)) == (None, [])
    came = clock.now
    clock.forward(hours=1)
    correct(told, "两万余公里", "三万余公里")
    second = await desk.fetch_article(ADDRESS)
    assert second.changed == clock.now
    clock.forward(hours=1)
    correct(told, "三万余公里", "四万余公里")
    third = await desk.fetch_article(ADDRESS)
    assert "四万余公里" in str(third.article.blocks)
    later, earlier = library.editions.of(first.id)
    assert library.editions.get(later.id) == second.article
    assert library.editions.get(earlier.id) == first.article
    assert (earlier.fetched, earlier.replaced) == (came, second.fetched)
    assert (later.fetched, later.replaced) == (second.fetched, third.fetched)
    listed = library.headlines.find(first.id)
    assert listed is not None
    assert listed.changed == third.fetched


async def test_a_page_that_only_looks_different_has_not_changed(
    desk: Newsdesk, told: ToldSite, library: Library
) -> None:
    kept = await desk.article(ADDRESS)
    correct(told, "</body>", "<script>visits(4711)</script></body>")
    again = await desk.fetch_article(ADDRESS)
    assert again.article == kept.article
    assert again.changed is None
    assert library.editions.of(kept.id) == []


async def test_what_is_only_understood_better_has_not_changed(
    desk: Newsdesk, told: ToldSite, library: Library
) -> None:
    """An update of the program may read more out of the same page."""
    page = await told.fetch(ADDRESS)
    assert isinstance(page, Page)
    full = pages.understand(page)
    poor = Article(address=ADDRESS, title=Clean("标题"), blocks=full.blocks[:1])
    identity = library.articles.save(poor, page)
    correct(told, "</body>", "<i></i></body>")
    kept = await desk.fetch_article(ADDRESS)
    assert kept.article == full
    assert (kept.changed, library.editions.of(identity)) == (None, [])
    # The same, with a text that the site did change.
    library.articles.save(poor, page, reread=True)
    correct(told, "两万余公里", "三万余公里")
    assert (await desk.fetch_article(ADDRESS)).changed is not None


@pytest.mark.parametrize("how", ["removed", "led to the front page"])
async def test_what_the_site_withdraws_stays_and_comes_back(
    desk: Newsdesk, told: ToldSite, clock: Clock, how: str
) -> None:
    kept = await desk.article(ADDRESS)
    clock.forward(days=1)
    withdrawn = clock.now
    if how == "removed":
        told.remove(PATH)
    else:
        told.redirect(PATH, "/")
    assert (await desk.fetch_article(ADDRESS)).withdrawn == withdrawn
    clock.forward(days=1)
    again = await desk.fetch_article(ADDRESS)  # the day on which it was found missing stays
    assert (again.article, again.fetched, again.withdrawn) == (kept.article, kept.fetched, withdrawn)
    [row] = await desk.shelves.page(await desk.shelves.open(Shelf()), 0, 9)
    assert row.withdrawn == withdrawn
    told.mend(PATH)
    told.redirect(PATH, PATH)
    back = await desk.fetch_article(ADDRESS)
    assert (back.withdrawn, back.changed) == (None, None)
    assert (await desk.article(ADDRESS)).withdrawn is None


async def test_what_comes_back_changed_is_here_and_has_changed(desk: Newsdesk, told: ToldSite) -> None:
    await desk.article(ADDRESS)
    told.remove(PATH)
    await desk.fetch_article(ADDRESS)
    told.mend(PATH)
    correct(told, "两万余公里", "三万余公里")
    back = await desk.fetch_article(ADDRESS)
    assert back.withdrawn is None
    assert back.changed is not None


async def test_a_damaged_article_that_is_withdrawn_cannot_be_shown(
    desk: Newsdesk, told: ToldSite, library: Library
) -> None:
    kept = await desk.article(ADDRESS)
    with library._store.writing() as db:
        db.execute("UPDATE article SET sha256 = zeroblob(32) WHERE headline = ?", (kept.id,))
    told.remove(PATH)
    with pytest.raises(FetchError, match="在网站上已找不到"):
        await desk.fetch_article(ADDRESS)


class OtherSite:
    """A site of others: every address leads to one page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def fetch(
        self, address: str, validators: Validators | None = None, *, referer: str | None = None
    ) -> Page | NotModified | NotFound:
        return self.page


async def test_other_sites_lead_to_their_front_pages_too(library: Library, clock: Clock) -> None:
    def page(address: str) -> Page:
        words = "".join(
            f"<p>第{number}段的正文，写得足够长，读得出这是一篇文章的正文。</p>" for number in range(9)
        )
        body = f"<html><head><title>别处的新闻</title></head><body><h1>别处的新闻</h1>{words}</body></html>"
        return Page(
            address=address,
            body=body.encode(),
            content_type="text/html; charset=utf-8",
            validators=Validators(),
            fetched=clock.now,
        )

    address = "https://news.example.com/a/1.html"
    site = OtherSite(page(address))
    desk = Newsdesk(library, site, Settings(), now=clock)
    kept = await desk.article(address)
    site.page = page("https://news.example.com/")
    again = await desk.fetch_article(address)
    assert again.withdrawn == clock.now
    assert again.article == kept.article

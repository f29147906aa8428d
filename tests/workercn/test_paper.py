"""The newspaper: its addresses, and its saved pages understood as the JSON beside them says.

`tests/pages/paper/x.json` is an issue (`day`), an article with its `kicker`, or an `error`.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from newsprint import SITE, Newsprint

from zhonggong_reader.errors import PageNotUnderstood
from zhonggong_reader.interchange import article_to_json
from zhonggong_reader.model import Page, PaperIssue, Validators
from zhonggong_reader.workercn import addresses, editions, paper
from zhonggong_reader.workercn.document import Document
from zhonggong_reader.workercn.editions import Place

PAGES = Path(__file__).parents[1] / "pages" / "paper"
DAY = date(2022, 10, 28)
NOON = datetime(2026, 10, 5, 4, tzinfo=UTC)

Documents = Callable[..., Document]


def issue_json(issue: PaperIssue) -> dict[str, object]:
    return {
        "day": issue.day.isoformat(),
        "pages": [
            {
                "number": page.number,
                "name": page.name,
                "address": page.address,
                "pdf": page.pdf,
                "headlines": [[headline.address, headline.title] for headline in page.headlines],
            }
            for page in issue.pages
        ],
    }


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.htm")), ids=lambda path: path.name)
def test_saved_page(path: Path, document: Documents) -> None:
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    page = document(path.read_bytes(), expected.pop("address"), "text/html")
    if "error" in expected:
        with pytest.raises(PageNotUnderstood) as caught:
            _ = paper.read_issue(page) if expected["as"] == "page" else paper.read_article(page)
        assert (str(caught.value), list(caught.value.missing)) == (expected["error"], expected["missing"])
    elif "day" in expected:
        assert issue_json(paper.read_issue(page)) == expected
    else:
        article = paper.read_article(page)
        expected["address"] = article.address
        assert article_to_json(article) | {"kicker": article.kicker} == expected


def test_a_page_knows_itself_and_names_its_articles_after_it(document: Documents) -> None:
    newsprint = Newsprint()
    page = paper.read_page(document(newsprint.page(2), SITE + newsprint.page_path(2)))
    assert (page.number, page.name, page.address) == (2, "评论", SITE + newsprint.page_path(2))
    assert [headline.channel for headline in page.headlines] == ["02版：评论", "02版：评论"]
    assert all(
        headline.published and headline.published.date() == newsprint.day for headline in page.headlines
    )


@pytest.mark.parametrize(
    ("address", "place"),
    [
        (f"{SITE}/papers/grrb/2022/10/28/1/page.html", Place(DAY, 1, None)),
        (f"{SITE}/papers/grrb/2022/10/28/12/news-4.html", Place(DAY, 12, 4)),
        ("http://media.workercn.cn/sites/media/grrb/2022_10/28/GR0100.htm", Place(DAY, 1, None)),
        ("http://media.workercn.cn/sites/media/grrb/2022_10/28/GR0812.htm", Place(DAY, 8, 12)),
        (f"{SITE}/papers/grrb/2022/13/28/1/page.html", None),
        (f"{SITE}/papers/grrb/2022/10/28/1/grrb202210281.pdf", None),
        (f"{SITE}/c/2022-04-28/6945203.shtml", None),
    ],
)
def test_addresses_say_day_page_and_article(address: str, place: Place | None) -> None:
    assert editions.place_of(address) == place
    assert addresses.is_article(address) is bool(
        address.endswith("6945203.shtml") or (place and place.article)
    )


def test_where_an_issue_may_stand_depends_on_its_year() -> None:
    assert editions.front_pages(DAY) == (f"{SITE}/papers/grrb/2022/10/28/1/page.html",)
    old = "http://media.workercn.cn/sites/media/grrb/2017_05/31/GR0100.htm"
    assert editions.front_pages(date(2017, 5, 31)) == (old,)
    assert len(editions.front_pages(date(2020, 12, 1))) == 2


@given(st.binary(max_size=40), st.integers(0, 2000), st.sampled_from(["page", "article"]))
def test_a_damaged_page_is_understood_or_refused_but_never_empty(noise: bytes, cut: int, kind: str) -> None:
    newsprint = Newsprint()
    source = newsprint.page(1) if kind == "page" else newsprint.article(1, 1)
    path = newsprint.page_path(1) if kind == "page" else newsprint.article_path(1, 1)
    body = source[: len(source) - cut] + noise
    page = Page(
        address=SITE + path,
        body=body,
        content_type="text/html",
        validators=Validators(),
        fetched=NOON,
    )
    try:
        document = Document.of(page)
        if kind == "page":
            issue = paper.read_issue(document)
            assert issue.pages
            assert any(each.headlines for each in issue.pages) or len(issue.pages) > 1
        else:
            assert paper.read_article(document).blocks
    except PageNotUnderstood as error:
        assert error.what

"""Issues of the newspaper: what is here of them, in order, and what the counts prove."""

from datetime import date, timedelta

import pytest
from press import NOW, SITE, Press

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.library import Library
from zhonggong_reader.model import Failure, KeptDay, PaperIssue, PaperPage, Shelf
from zhonggong_reader.text import Clean, clean_line

DAY = date(2026, 10, 5)


def page(press: Press, number: int, *articles: int, name: str | None = "要闻") -> PaperPage:
    return PaperPage(
        number=number,
        name=None if name is None else clean_line(name),
        address=f"{SITE}/papers/grrb/2026/10/05/{number}/page.html",
        pdf=None,
        headlines=tuple(press.headline(article, None) for article in articles),
    )


def issue(*pages: PaperPage, day: date = DAY) -> PaperIssue:
    return PaperIssue(day=day, told_by=1, pages=pages)


def order(library: Library, day: date = DAY) -> list[list[str]]:
    kept = library.papers.issue(day)
    assert kept is not None
    return [[entry.listed.headline.title for entry in each.headlines] for each in kept.pages]


def test_an_issue_is_not_here_before_a_page_of_it_came(library: Library) -> None:
    assert library.papers.issue(DAY) is None
    assert library.papers.days(DAY - timedelta(30), DAY) == []


def test_pages_and_articles_keep_the_order_of_the_newspaper(library: Library, press: Press) -> None:
    library.papers.save(issue(page(press, 1, 30, 10, 20), page(press, 2)), NOW)
    library.papers.listed(DAY, page(press, 2, 5, 4), NOW)
    assert order(library) == [["第30条", "第10条", "第20条"], ["第5条", "第4条"]]
    # They are headlines of the library like any other.
    assert library.headlines.open(Shelf()).total == 5


def test_the_counts_prove_that_nothing_is_missing(library: Library, press: Press) -> None:
    library.papers.save(issue(page(press, 1, 1, 2), page(press, 2)), NOW)
    library.articles.save(press.article(1), None, fetched=NOW)
    library.articles.save(press.article(2), None, fetched=NOW)
    kept = library.papers.issue(DAY)
    assert kept is not None
    # Every article that is known is here, but nobody has seen the second page.
    assert (kept.kept, len(kept.headlines), kept.is_whole) == (2, 2, False)
    assert library.papers.days(DAY, DAY) == [KeptDay(DAY, 2, 2, False)]
    library.papers.listed(DAY, page(press, 2, 3), NOW)
    assert library.papers.days(DAY, DAY) == [KeptDay(DAY, 3, 2, False)]
    library.articles.save(press.article(3), None, fetched=NOW)
    kept = library.papers.issue(DAY)
    assert kept is not None
    assert kept.is_whole
    assert library.papers.days(DAY, DAY) == [KeptDay(DAY, 3, 3, True)]


def test_a_page_of_advertisements_is_whole_without_articles(library: Library, press: Press) -> None:
    library.papers.save(issue(page(press, 1)), NOW)
    kept = library.papers.issue(DAY)
    assert kept is not None
    assert kept.is_whole


def test_why_something_is_missing_is_known_until_it_comes(library: Library, press: Press) -> None:
    library.papers.save(issue(page(press, 1, 1), page(press, 2)), NOW)
    library.papers.page_failed(DAY, 2, Failure("服务器出错（503）", NOW))
    library.papers.article_failed(1, "没有找到正文")
    kept = library.papers.issue(DAY)
    assert kept is not None
    assert [each.failure for each in kept.pages] == [None, "服务器出错（503）"]
    assert [each.failed for each in kept.pages] == [None, NOW]
    assert [each.when for each in library.failures.all(9)] == [NOW]
    assert [entry.failure for entry in kept.headlines] == ["没有找到正文"]
    library.papers.listed(DAY, page(press, 2, 2), NOW)
    library.articles.save(press.article(1), None, fetched=NOW)
    kept = library.papers.issue(DAY)
    assert kept is not None
    assert [each.failure for each in kept.pages] == [None, None]
    assert [entry.failure for entry in kept.headlines] == [None, None]


def test_an_issue_that_is_corrected_takes_the_place_of_the_first_one(library: Library, press: Press) -> None:
    library.papers.save(issue(page(press, 1, 1, 2), page(press, 2, name="旧名"), page(press, 3)), NOW)
    library.papers.listed(DAY, page(press, 2, 3), NOW)
    library.papers.save(issue(page(press, 1, 2), page(press, 2, name="新名")), NOW)
    kept = library.papers.issue(DAY)
    assert kept is not None
    assert [(each.page.number, each.page.name) for each in kept.pages] == [(1, "要闻"), (2, "新名")]
    # What was known of the page that was not asked for stays.
    assert order(library) == [["第2条"], ["第3条"]]


def test_what_a_page_does_not_say_of_itself_stays(library: Library, press: Press) -> None:
    library.papers.save(issue(page(press, 1, name="要闻")), NOW)
    library.papers.listed(DAY, page(press, 1, name=None), NOW)
    kept = library.papers.issue(DAY)
    assert kept is not None
    assert kept.pages[0].page.name == "要闻"


def test_days_are_told_apart(library: Library, press: Press) -> None:
    before = DAY - timedelta(1)
    library.papers.save(issue(page(press, 1, 1)), NOW)
    library.papers.save(issue(page(press, 1, 2), day=before), NOW)
    assert [day.day for day in library.papers.days(before, DAY)] == [before, DAY]
    assert [day.day for day in library.papers.days(DAY, DAY)] == [DAY]
    assert order(library, before) == [["第2条"]]


def test_the_kicker_stays_with_the_article(library: Library, press: Press) -> None:
    from msgspec.structs import replace

    kicker: Clean = clean_line("问题一线提")
    library.articles.save(replace(press.article(1), kicker=kicker), None, fetched=NOW)
    kept = library.articles.get(1)
    assert kept is not None
    assert kept.article.kicker == kicker


def test_a_library_that_may_only_be_read_says_so(library: Library, press: Press) -> None:
    library.papers.save(issue(page(press, 1, 1)), NOW)
    library._store.read_only = LibraryError("书库不可写")
    with pytest.raises(LibraryError, match="不可写"):
        library.papers.page_failed(DAY, 1, Failure("x", NOW))
    assert order(library) == [["第1条"]]

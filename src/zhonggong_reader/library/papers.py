"""The newspaper in the library: its issues, their pages, and which articles stand on them.

The articles themselves are articles like all others. What is missing is counted, never guessed.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

import apsw

from zhonggong_reader.library.intake import take_in
from zhonggong_reader.library.rows import (
    LISTED,
    listed,
    maybe_moment,
    maybe_text,
    moment,
    number,
    select,
    text,
)
from zhonggong_reader.library.store import Store
from zhonggong_reader.model import (
    Failure,
    KeptDay,
    KeptHeadline,
    KeptIssue,
    KeptPage,
    PaperIssue,
    PaperPage,
)

_PAGES: Final = """
SELECT number, name, address, pdf, fetched, failure, failed FROM paper_page WHERE day = ? ORDER BY number
"""
_ARTICLES: Final = f"""
SELECT p.number, p.failure, {LISTED}
FROM paper_article AS p JOIN headline AS h ON h.id = p.headline
WHERE p.day = ? ORDER BY p.number, p.place
"""  # noqa: S608 - columns of ours
_DAYS: Final = """
SELECT p.day, sum(p.articles), sum(p.kept), min(p.fetched IS NOT NULL)
FROM (
  SELECT page.day, page.fetched, count(a.headline) AS articles, coalesce(sum(h.kept), 0) AS kept
  FROM paper_page AS page
  LEFT JOIN paper_article AS a USING (day, number) LEFT JOIN headline AS h ON h.id = a.headline
  WHERE page.day BETWEEN ? AND ? GROUP BY page.day, page.number
) AS p
GROUP BY p.day ORDER BY p.day
"""


class Papers:
    """Reads and writes issues of the newspaper."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save(self, issue: PaperIssue, fetched: datetime) -> None:
        """Take in an issue as one of its pages tells of it: all pages, and the articles of that one.

        What is here of other pages stays; pages that the issue does not have go.
        """
        day = issue.day.isoformat()
        with self._store.writing() as db:
            for page in issue.pages:
                _name(db, day, page)
                if page.number == issue.told_by:
                    _list(db, day, page, fetched)
            numbers = {page.number for page in issue.pages}
            for (old,) in db.execute("SELECT number FROM paper_page WHERE day = ?", (day,)).fetchall():
                if old not in numbers:
                    db.execute("DELETE FROM paper_page WHERE day = ? AND number = ?", (day, old))

    def listed(self, day: date, page: PaperPage, fetched: datetime) -> None:
        """Take in the articles of a page in their order, in place of those it had."""
        with self._store.writing() as db:
            _name(db, day.isoformat(), page)
            _list(db, day.isoformat(), page, fetched)

    def page_failed(self, day: date, page: int, failure: Failure) -> None:
        """Note that the list of a page could not be had."""
        with self._store.writing() as db:
            db.execute(
                "UPDATE paper_page SET failure = ?, failed = ? WHERE day = ? AND number = ?",
                (failure.reason, number(failure.when), day.isoformat(), page),
            )

    def article_failed(self, identity: int, reason: str) -> None:
        """Note why the article of this headline could not be had; once it comes, that is forgotten."""
        with self._store.writing() as db:
            db.execute("UPDATE paper_article SET failure = ? WHERE headline = ?", (reason, identity))

    def issue(self, day: date) -> KeptIssue | None:
        """Return what is here of an issue; None where nothing is."""
        with self._store.reading() as db:
            pages = select(db, _PAGES, (day.isoformat(),))
            articles = select(db, _ARTICLES, (day.isoformat(),))
        if not pages:
            return None
        return KeptIssue(day=day, pages=tuple(_page(row, articles) for row in pages))

    def days(self, first: date, last: date) -> list[KeptDay]:
        """Return the days from `first` to `last` of which anything is here, with how much, in order."""
        with self._store.reading() as db:
            rows: list[Any] = db.execute(_DAYS, (first.isoformat(), last.isoformat())).fetchall()
        return [
            KeptDay(date.fromisoformat(day), articles, kept, bool(listed) and articles == kept)
            for day, articles, kept, listed in rows
        ]


def _name(db: apsw.Connection, day: str, page: PaperPage) -> None:
    """Take in what is said of the page itself; what is not said this time stays."""
    db.execute(
        "INSERT INTO paper_page (day, number, name, address, pdf) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (day, number) DO UPDATE SET name = coalesce(excluded.name, name),"
        " address = excluded.address, pdf = coalesce(excluded.pdf, pdf)",
        (day, page.number, page.name, page.address, page.pdf),
    )


def _list(db: apsw.Connection, day: str, page: PaperPage, fetched: datetime) -> None:
    db.execute("DELETE FROM paper_article WHERE day = ? AND number = ?", (day, page.number))
    for place, headline in enumerate(page.headlines):
        db.execute(
            "INSERT INTO paper_article (day, number, place, headline) VALUES (?, ?, ?, ?)",
            (day, page.number, place, take_in(db, headline, fetched)),
        )
    db.execute(
        "UPDATE paper_page SET fetched = ?, failure = NULL, failed = NULL WHERE day = ? AND number = ?",
        (number(fetched), day, page.number),
    )


def _page(row: tuple[Any, ...], articles: Sequence[tuple[Any, ...]]) -> KeptPage:
    page, name, address, pdf, fetched, failure, failed = row
    headlines = tuple(
        KeptHeadline(listed(each[2:]), maybe_text(each[1])) for each in articles if each[0] == page
    )
    return KeptPage(
        page=PaperPage(
            number=page,
            name=maybe_text(name),
            address=text(address),
            pdf=maybe_text(pdf),
            headlines=tuple(entry.listed.headline for entry in headlines),
        ),
        headlines=headlines,
        fetched=None if fetched is None else moment(fetched),
        failure=maybe_text(failure),
        failed=maybe_moment(failed),
    )

"""What the limits let go comes back out of the backup as it was, with all that hung on it."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import apsw
import pytest
from older import make_older
from press import NOW, Press

from zhonggong_reader.library import Library, Limits, backup_of
from zhonggong_reader.model import PaperIssue, PaperPage, Position, Shelf, Validators
from zhonggong_reader.text import clean_line

DAY = date(2026, 10, 5)
LATER = NOW + timedelta(days=100)
TABLES = {
    "headline": "address, title, channel, source, published, label, picture, seen, time, kept, read,"
    " read_when,"
    " starred, starred_when, block, offset, changed, withdrawn, failed, failure",
    "article": "content, sha256, etag, last_modified, fetched",
    "page": "body, sha256, address, content_type, fetched",
    "edition": "content, sha256, fetched, replaced",
    "listing": "shelf, time, read, starred, kept",
    "paper_article": "day, number, place",
    "paper_page": "day, number, fetched",
}


def dump(library: Library) -> dict[str, list[Any]]:
    """Return all rows about headlines, which are named by their addresses, and the counts of the lists."""
    library.headlines.open(Shelf(history=True))  # what was opened is listed then
    found: dict[str, list[Any]] = {}
    with library._store.reading() as db:
        for table, columns in TABLES.items():
            own = (
                ""
                if table in ("headline", "paper_page")
                else "(SELECT address FROM headline WHERE id = headline), "
            )
            rows = db.execute(f"SELECT {own}{columns} FROM {table}").fetchall()
            found[table] = sorted(rows, key=repr)
        found["shelf"] = db.execute("SELECT * FROM shelf ORDER BY id").fetchall()
        found["cleared"] = db.execute("SELECT * FROM cleared").fetchall()
    return found


def tidy(library: Library, limits: Limits, when: Any = LATER) -> int:
    for _ in library.back_up():
        pass
    gone = 0
    for plan in library.keeping.clear(limits, when):
        gone = plan.articles
    return gone


@pytest.fixture
def full(library: Library, press: Press) -> Library:
    """Old headlines with everything that one may have, and one that is starred."""
    press.fill(library, "quanzong", [press.headline(n, n, f"第{n}条", label="原创") for n in range(1, 9)])
    press.fill(library, "pl/pl", press.headlines(3, 4))
    library.articles.save(press.article(3, "原来的正文。"), press.page(3, etag='"v1"'))
    library.articles.save(press.article(3, "改过的工匠正文。"), press.page(3, etag='"v2"'))
    library.articles.save(press.article(4, "一篇正文。"), press.page(4))
    ids = {
        row.headline.address: row.id for row in library.headlines.page(library.headlines.open(Shelf()), 0, 99)
    }
    library.marks.opened(ids[press.address(3)], NOW + timedelta(hours=1))
    library.marks.position(ids[press.address(3)], Position(0, 4))
    library.marks.read([ids[press.address(5)]], True, NOW)
    library.marks.starred([ids[press.address(8)]], True, NOW)
    library.editions.withdrawn(press.address(4), NOW)
    page = PaperPage(
        number=1,
        name=clean_line("要闻"),
        address=press.address(1),
        pdf=None,
        headlines=tuple(press.headlines(3, 8, 6)),
    )
    library.papers.save(PaperIssue(day=DAY, pages=(page,), told_by=1), NOW)
    library.watched.take(["工匠"])
    while library.watched.catch_up():
        pass
    saved = library.saved.save("正文", "文章")
    assert library.saved.fill(saved) is None
    return library


def test_everything_is_as_it_was(full: Library, press: Press) -> None:
    before = dump(full)
    assert before["edition"]
    assert tidy(full, Limits(days=30)) == 7
    assert full.headlines.open(Shelf()).total == 1
    assert full.take_back() == 7
    assert full.index.behind() == 0
    assert dump(full) == before
    assert full.checkup().faults == ()
    issue = full.papers.issue(DAY)
    assert issue is not None
    assert [entry.listed.headline.title for entry in issue.headlines] == ["第3条", "第8条", "第6条"]
    assert full.take_back() == 0
    assert full.take_back() == 0


def test_what_came_back_by_itself_is_left_alone(full: Library, press: Press) -> None:
    tidy(full, Limits(days=30))
    full.search.keep([press.headline(3, 3, "另外取到的")], LATER)
    assert full.take_back() == 6
    row = full.headlines.find(press.address(3))
    assert row is not None
    assert row.headline.title == "另外取到的"


def test_only_what_went_last_comes_back(full: Library, press: Press) -> None:
    tidy(full, Limits(articles=5))
    left = full.headlines.open(Shelf()).total
    tidy(full, Limits(days=30), LATER + timedelta(days=1))
    full.take_back()
    assert full.headlines.open(Shelf()).total == left == 5


def test_what_is_damaged_in_the_backup_stays_away_and_the_rest_comes(full: Library, press: Press) -> None:
    assert tidy(full, Limits(days=30)) == 7
    database = apsw.Connection(str(backup_of(full.path)))
    database.execute(
        "UPDATE article SET content = x'00' WHERE headline = (SELECT id FROM headline WHERE address = ?)",
        (press.address(4),),
    )
    database.close()
    assert full.take_back() == 7
    row = full.headlines.find(press.address(4))
    assert row is not None
    assert not row.cached
    assert full.articles.get(press.address(3)) is not None


@pytest.mark.parametrize("version", [1, 4])
def test_a_backup_of_an_older_version_gives_what_it_has(path: Path, press: Press, version: int) -> None:
    with Library(path) as library:
        make_older(backup_of(path), version)
        library.channels.save(press.channels)
        library.channels.listed("quanzong", press.headlines(0, 1, 2), Validators(), NOW)
        for _ in library.keeping.clear(Limits(articles=1), LATER):
            pass
        assert library.headlines.open(Shelf()).total == 1
        assert library.take_back() == 2
        kept = library.articles.get(press.address(1))
        assert kept is not None
        assert kept.article == press.article(1, "正文1")
        assert library.checkup().faults == ()

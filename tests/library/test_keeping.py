"""Keeping the library within limits: what goes, what never does, and that it does not come back by itself."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import apsw
import pytest
from older import make_older
from press import NOW, SITE, Press

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.library import Library, Limits, Plan, keeping
from zhonggong_reader.model import PaperIssue, PaperPage, Shelf

DAY = timedelta(days=1)


def fill(library: Library, press: Press, count: int, *, read: bool = True, text: str = "字") -> None:
    """Keep `count` articles that came so many days ago as their number says; odd ones starred."""
    library.articles.add(
        press.kept(number, text * 400, fetched=NOW - number * DAY, read=read, starred=number % 2 == 1)
        for number in range(count)
    )


def left(library: Library) -> list[str]:
    """Return the titles that are there, newest first."""
    view = library.headlines.open(Shelf())
    return [row.headline.title for row in library.headlines.page(view, 0, 10_000)]


def clear(library: Library, limits: Limits) -> Plan:
    """Let go what the limits say."""
    return [Plan(), *library.keeping.clear(limits, NOW)][-1]


def test_without_limits_everything_stays(library: Library, press: Press) -> None:
    fill(library, press, 10)
    assert not Limits()
    assert library.keeping.plan(Limits(), NOW) == Plan()
    assert clear(library, Limits()) == Plan()
    assert len(left(library)) == 10


def test_by_age_what_is_read_goes_and_stars_stay(library: Library, press: Press) -> None:
    fill(library, press, 10)
    plan = library.keeping.plan(Limits(days=5), NOW)
    assert (plan.articles, plan.unread) == (2, 0)
    assert len(left(library)) == 10  # a plan changes nothing
    assert clear(library, Limits(days=5)) == plan
    assert left(library) == [f"第{number}条" for number in range(10) if number not in (6, 8)]


def test_unread_ones_stay_twice_as_long(library: Library, press: Press) -> None:
    fill(library, press, 20, read=False)
    plan = library.keeping.plan(Limits(days=5), NOW)
    assert (plan.articles, plan.unread) == (4, 4)
    clear(library, Limits(days=5))
    assert left(library) == [f"第{number}条" for number in range(20) if number <= 10 or number % 2]


def test_what_was_read_lately_counts_from_then(library: Library, press: Press) -> None:
    fill(library, press, 10, read=False)
    ids = [row.id for row in library.headlines.page(library.headlines.open(Shelf()), 0, 99)]
    library.marks.read(ids, True, NOW - DAY)
    assert clear(library, Limits(days=5)) == Plan()


def test_by_number_the_oldest_go_and_no_unread_one_before_a_read_one(library: Library, press: Press) -> None:
    fill(library, press, 10, read=False)
    rows = library.headlines.page(library.headlines.open(Shelf()), 0, 99)
    library.marks.read([row.id for row in rows if row.headline.title in ("第0条", "第2条")], True, NOW)
    plan = library.keeping.plan(Limits(articles=7), NOW)
    assert (plan.articles, plan.unread) == (3, 1)
    assert clear(library, Limits(articles=7)) == plan
    assert len(left(library)) == 7
    assert not {"第0条", "第2条"} & set(left(library))
    assert {"第1条", "第3条", "第5条", "第7条", "第9条"} <= set(left(library))


def test_stars_stay_even_where_the_limit_cannot_be_kept(library: Library, press: Press) -> None:
    fill(library, press, 10)
    clear(library, Limits(days=1, articles=1, megabytes=1))
    assert [title for title in left(library) if title != "第0条"] == [f"第{n}条" for n in (1, 3, 5, 7, 9)]


def test_by_size_the_file_gets_smaller(library: Library, press: Press, path: Path) -> None:
    noise = "".join(chr(0x4E00 + 7919 * number % 20_000) for number in range(4_000))
    library.articles.add(press.kept(number, noise[number:], read=True) for number in range(400))
    plan = library.keeping.plan(Limits(megabytes=2), NOW)
    assert 0 < plan.articles < 400
    clear(library, Limits(megabytes=2))
    for _ in library.keeping.shrink():
        pass
    with library._store.alone() as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        assert db.pragma("freelist_count") == 0
    assert 1_000_000 < path.stat().st_size < 2_300_000


def test_it_goes_in_small_batches_between_which_others_write(
    library: Library, press: Press, reopened: Callable[[], Library]
) -> None:
    library.articles.add(press.kept(number, read=True, fetched=NOW - 9 * DAY) for number in range(350))
    other = reopened()
    sizes = []
    for gone in library.keeping.clear(Limits(days=5), NOW):
        sizes.append(gone.articles)
        press.fill(other, "quanzong", [press.headline(1000 + gone.articles)])
    assert sizes == [100, 200, 300, 350]
    assert other.headlines.open(Shelf()).total == 4


def test_who_stops_between_two_batches_has_whole_ones(library: Library, press: Press) -> None:
    library.articles.add(press.kept(number, read=True, fetched=NOW - 9 * DAY) for number in range(250))
    steps = library.keeping.clear(Limits(days=5), NOW)
    next(steps)
    steps.close()
    assert library.headlines.open(Shelf()).total == 150


def test_a_star_that_comes_meanwhile_counts(
    library: Library, press: Press, reopened: Callable[[], Library]
) -> None:
    library.articles.add(press.kept(number, read=True, fetched=NOW - 9 * DAY) for number in range(150))
    steps = library.keeping.clear(Limits(days=5), NOW)
    next(steps)
    reopened().marks.starred([150], True, NOW)
    assert [plan.articles for plan in steps] == [149]
    assert library.articles.get(150) is not None


def test_what_has_gone_stays_away_from_lists_and_comes_back_by_a_wish(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", press.headlines(1, 2))
    ids = [row.id for row in library.headlines.page(library.headlines.open(Shelf()), 0, 9)]
    library.marks.read(ids[:1], True, NOW - 30 * DAY)
    with library._store.writing() as db:
        db.execute("UPDATE headline SET seen = 0")
    clear(library, Limits(days=5))
    assert left(library) == []
    assert press.fill(library, "quanzong", press.headlines(1, 2, 3)) == 1
    assert left(library) == ["第3条"]
    # Older headlines were asked for, an article was opened.
    assert library.channels.extend("quanzong", press.headlines(1), NOW) == 1
    library.articles.save(press.article(2), press.page(2))
    found = {
        row.headline.title: row.read for row in library.headlines.page(library.headlines.open(Shelf()), 0, 9)
    }
    assert found == {"第1条": True, "第2条": False, "第3条": False}
    assert press.fill(library, "quanzong", press.headlines(1, 2)) == 1  # the second is new to the channel


def test_a_page_of_the_newspaper_that_lost_an_article_is_listed_anew(library: Library, press: Press) -> None:
    page = PaperPage(
        number=1, name=None, address=f"{SITE}/p", pdf=None, headlines=tuple(press.headlines(1, 2))
    )
    library.papers.save(PaperIssue(day=NOW.date(), told_by=1, pages=(page,)), NOW - 30 * DAY)
    clear(library, Limits(days=5))
    issue = library.papers.issue(NOW.date())
    assert issue is not None
    assert not issue.is_whole
    library.papers.listed(NOW.date(), page, NOW)
    issue = library.papers.issue(NOW.date())
    assert issue is not None
    assert len(issue.headlines) == 2


def test_hashes_are_forgotten_when_no_list_can_name_them(library: Library, press: Press) -> None:
    fill(library, press, 10)
    clear(library, Limits(days=5))
    later = NOW + keeping.FORGET + DAY
    list(library.keeping.clear(Limits(days=100_000), later))
    with library._store.reading() as db:
        assert db.execute("SELECT count(*) FROM cleared").fetchall() == [(0,)]


def test_a_new_file_shrinks_by_steps_and_an_old_one_after_it_was_rebuilt(
    path: Path, press: Press, library: Library
) -> None:
    assert library.keeping.shrinks_by_steps
    old = path.with_name("old.sqlite3")
    make_older(old, 1)
    with Library(old) as opened:
        assert not opened.keeping.shrinks_by_steps
        assert list(opened.keeping.shrink()) == []
        opened.keeping.rebuild()
        assert opened.keeping.shrinks_by_steps
        kept = opened.articles.get(1)
        assert kept is not None
        assert kept.article == press.article(0, "正文0")
    database = apsw.Connection(str(old))
    assert database.pragma("auto_vacuum") == 2
    assert database.pragma("journal_mode") == "wal"
    database.close()


def test_works_are_due_again_after_their_time(library: Library) -> None:
    is_due = library.keeping.is_due
    assert is_due("backup", DAY, NOW)
    library.keeping.done("backup", NOW)
    assert not is_due("backup", DAY, NOW + DAY / 2)
    assert is_due("backup", DAY, NOW + DAY)
    assert is_due("backup", DAY, NOW - DAY)  # the clock was put back
    assert is_due("clear", DAY, NOW)


def test_what_was_let_go_last_is_taken_back_out_of_the_backup(
    library: Library, press: Press, path: Path
) -> None:
    with pytest.raises(LibraryError, match="没有备份"):
        library.take_back()
    fill(library, press, 10)
    before = left(library)
    for _ in library.back_up():
        pass
    clear(library, Limits(days=5))
    assert library.take_back() == 2
    assert left(library) == before
    assert library.headlines.open(Shelf(unread=True)).total == 0
    assert library.take_back() == 0

"""Watched words: the list of what has one is always what looking at every title and text would give."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from press import NOW, Press

from zhonggong_reader.library import Library
from zhonggong_reader.library.search import index
from zhonggong_reader.model import Shelf
from zhonggong_reader.queries import find


def caught_up(library: Library) -> None:
    while library.index.catch_up():
        pass
    while library.watched.catch_up():
        pass


def listed(library: Library) -> set[str]:
    """Titles in the list of watched words, which is as long as its count says."""
    view = library.headlines.open(Shelf(watched=True))
    rows = library.headlines.page(view, 0, 999)
    assert len(rows) == view.total == library.watched.counts()[0]
    assert all(row.watched for row in rows)
    return {row.headline.title for row in rows}


def with_words(library: Library, words: Sequence[str]) -> set[str]:
    """Titles of what has one of `words`, found by looking at everything; each row says the same of itself."""
    found = set()
    view = library.headlines.open(Shelf())
    for row in library.headlines.page(view, 0, 9_999):
        kept = library.articles.get(row.id) if row.cached else None
        texts = (
            [row.headline.title, *(getattr(block, "text", "") for block in kept.article.blocks)]
            if kept
            else []
        )
        has = any(find(words, text) for text in texts or [row.headline.title])
        assert row.watched == has, row.headline.title
        if has:
            found.add(str(row.headline.title))
    return found


@pytest.fixture
def stocked(library: Library, press: Press) -> Library:
    """Headlines of which some have a word in the title, and some in the text alone."""
    titles = ("大国工匠", "一次大会", "工匠大会", "平常的事")
    press.fill(library, "quanzong", [press.headline(n, n, title) for n, title in enumerate(titles)])
    for number, text in enumerate(("车间里的工匠。", "没有别的。", "ＡＩ 與機器人。", "說到機器學習。"), 10):
        library.articles.save(press.article(number, text), press.page(number))
    return library


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("工匠",),
        ("工匠", "大会"),
        ("机器",),  # the text has it in traditional characters
        ("ai", "平常"),  # and this in full width and capitals
        ("没有这个词",),
        ("title:工匠",),  # words, not the language of searches
        ("，", "工匠"),
    ],
)
def test_what_was_here_before_a_word_was_watched_is_listed(stocked: Library, words: tuple[str, ...]) -> None:
    stocked.watched.take(words)
    caught_up(stocked)
    meant = [word for word in words if word != "，"]
    assert listed(stocked) == with_words(stocked, meant)
    assert stocked.checkup().faults == ()


def test_words_come_and_go_one_after_the_other(stocked: Library) -> None:
    for words in (["工匠"], ["工匠", "大会"], ["大会"], ["机器", "大会"], ["大会", "ＡＩ"], [], ["工匠"]):
        stocked.watched.take(words)
        caught_up(stocked)
        assert listed(stocked) == with_words(stocked, words), words
    assert stocked.checkup().faults == ()


def test_a_word_that_comes_back_before_it_is_gone_stays(stocked: Library) -> None:
    stocked.watched.take(["工匠"])
    caught_up(stocked)
    stocked.watched.take([])
    stocked.watched.take(["工匠"])
    caught_up(stocked)
    assert listed(stocked) == with_words(stocked, ["工匠"])


def test_case_width_and_script_make_no_other_word(stocked: Library) -> None:
    stocked.watched.take(["機器", "AI"])
    caught_up(stocked)
    stocked.watched.take(["机器", "ａｉ"])
    # Nothing is to be looked for again.
    assert not stocked.watched.catch_up()
    assert listed(stocked) == with_words(stocked, ["机器", "ai"])


def test_what_comes_later_joins_and_what_changes_leaves(library: Library, press: Press) -> None:
    library.watched.take(["工匠"])
    caught_up(library)
    press.fill(library, "quanzong", [press.headline(1, 1, "老工匠"), press.headline(2, 2, "别的")])
    assert listed(library) == {"老工匠"}
    assert library.watched.counts() == (1, 1)
    library.articles.save(press.article(2, "也说到工匠。"), press.page(2))
    assert listed(library) == {"老工匠", "别的"}
    library.articles.save(press.article(2, "不说了。"), press.page(2))
    assert listed(library) == {"老工匠"}
    view = library.headlines.open(Shelf(watched=True))
    library.marks.read([library.headlines.page(view, 0, 1)[0].id], True, NOW)
    assert library.watched.counts() == (1, 0)


def test_a_list_too_long_to_be_indexed_at_once_is_watched_all_the_same(
    library: Library, press: Press
) -> None:
    library.watched.take(["工匠"])
    caught_up(library)
    count = index.AT_ONCE + 10
    press.fill(library, "quanzong", [press.headline(n, n, f"第{n}位工匠") for n in range(count)])
    assert library.index.behind() == count
    assert len(listed(library)) == count
    caught_up(library)
    assert len(listed(library)) == count


def test_after_a_long_list_short_ones_are_indexed_at_once_again(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", press.headlines(*range(index.AT_ONCE + 10)))
    caught_up(library)
    press.fill(library, "pl/pl", press.headlines(500, 501))
    assert library.index.behind() == 0


def test_whoever_stops_half_way_goes_on_at_the_next_start(path: Path, press: Press) -> None:
    with Library(path) as library:
        library.channels.save(press.channels)
        # More than a batch of a search has.
        press.fill(library, "quanzong", [press.headline(n, n / 10, f"第{n}位工匠") for n in range(400)])
        while library.index.catch_up():
            pass
        library.watched.take(["工匠"])
        assert library.watched.catch_up()
        some = len(listed(library))
        assert 0 < some < 400
    with Library(path) as library:
        caught_up(library)
        assert len(listed(library)) == 400
        library.watched.take([])
        assert library.watched.catch_up()
        assert 0 < len(listed(library)) < 400
    with Library(path) as library:
        caught_up(library)
        assert listed(library) == set()


def test_another_program_that_watches_other_words_is_not_worked_against(path: Path, press: Press) -> None:
    with Library(path) as one, Library(path) as other:
        one.channels.save(press.channels)
        press.fill(one, "quanzong", [press.headline(n, n / 10, f"第{n}位工匠的大会") for n in range(400)])
        caught_up(one)
        one.watched.take(["工匠"])
        caught_up(one)
        one.watched.take([])
        one.watched.catch_up()
        other.watched.take(["大会"])
        one.watched.catch_up()
        caught_up(other)
        caught_up(one)
        assert len(listed(one)) == 400


def test_times_that_become_known_move_rows_of_this_list_too(library: Library, press: Press) -> None:
    library.watched.take(["工匠"])
    caught_up(library)
    press.fill(library, "quanzong", [press.headline(1, None, "甲工匠"), press.headline(2, 1, "乙工匠")])
    press.fill(library, "quanzong", [press.headline(1, 9, "甲工匠")])
    view = library.headlines.open(Shelf(watched=True))
    assert [row.headline.title for row in library.headlines.page(view, 0, 9)] == ["乙工匠", "甲工匠"]


def test_news_are_what_a_round_brought_and_nobody_has_read(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", [press.headline(1, 1, "从前的工匠"), press.headline(2, 2, "别的")])
    library.watched.take(["工匠"])
    mark = library.watched.mark()
    # What is found among what was here before is no news.
    caught_up(library)
    later = NOW + timedelta(hours=1)
    assert library.watched.news(mark, later).count == 0
    headlines = [press.headline(n, -1, f"第{n}位工匠") for n in range(10, 15)]
    library.channels.listed("quanzong", headlines, library.channels.validators("quanzong"), later)
    # A headline that was here is news once its text has the word.
    library.articles.save(press.article(2, "车间里的工匠。"), None, fetched=later)
    news = library.watched.news(mark, later)
    assert news.count == 6
    assert len(news.titles) == 3
    assert all("工匠" in title for title in news.titles)
    ids = [row.id for row in library.headlines.page(library.headlines.open(Shelf(watched=True)), 0, 2)]
    library.marks.read(ids, True, later)
    assert library.watched.news(mark, later).count == 4

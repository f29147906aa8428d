"""Searching the library: what is found is what a scan over every text finds, the best first; and what the
site found comes in."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from press import NOW, Press

from zhonggong_reader.library import Library
from zhonggong_reader.library.search import index, looking
from zhonggong_reader.model import Hit, Picture, Shelf
from zhonggong_reader.queries import marked, parse, pinyin
from zhonggong_reader.text import clean, clean_line

QUARTER = 24 * 110
"""Hours."""


def batches(library: Library, typed: str) -> Iterator[list[Hit]]:
    """Yield what the library finds, batch by batch."""
    hits, place = library.search.look(parse(typed))
    yield hits
    while place is not None:
        hits, place = library.search.look(parse(typed), place)
        yield hits


def found(library: Library, typed: str) -> list[Hit]:
    """Return all that the library finds."""
    return [hit for batch in batches(library, typed) for hit in batch]


def numbers(hits: list[Hit]) -> list[int]:
    return [int(hit.listed.headline.address.rpartition("/")[2].removesuffix(".shtml")) for hit in hits]


@pytest.fixture
def stocked(library: Library, press: Press) -> Library:
    """1 is only listed; 2 and 3 are kept; the older they are the greater the number."""
    press.fill(
        library,
        "quanzong",
        [
            press.headline(1, 1, "工匠大会开幕"),
            press.headline(2, 2, "一封家书"),
            press.headline(3, 3, "工匠的手"),
        ],
    )
    library.articles.save(press.article(2, "老师傅说，工匠不是称呼。\n他姓ＡＢ，说“AI”"), press.page(2))
    library.articles.save(press.article(3, "锉刀与大会。"), press.page(3))
    return library


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("工匠", [1, 3, 2]),
        ("匠", [1, 3, 2]),
        ("title:工匠", [1, 3]),
        ("content:工匠", [2]),
        ("工匠 大会", [1, 3]),  # 3 has one in its title, the other in its text
        ("工匠 锉刀", [3]),
        ("大會", [1, 3]),
        ("content:工匠 大会", []),
        ("工匠 -大会", [2]),
        ("-工匠", []),
        ("-大会", [2]),
        ("工匠 -title:开幕", [3, 2]),
        ("-content:工匠不是", [1, 3]),
        ("ai", [2]),
        ("“AI”", [2]),
        ("ab说ai", [2]),
        ("称呼他姓", []),  # a phrase ends with its line
        ("家书工匠", []),
        ("paragraph", []),  # a word of the stored form, not of the text
        ("channel:全总 工匠", [1, 3, 2]),
        ("channel:quanzong -家书", [1, 3]),
        ("channel:评论", []),
        ("-channel:评论 开幕", [1]),
        ("date:2026-10-05", [1, 2, 3]),
        ("date:2026-10-05 工匠", [1, 3, 2]),
        ("date:2026-10-06", []),
        ("date:..2026-10-04", []),
        ("-date:2026", []),
    ],
)
def test_words_fields_days_and_what_is_left_out(stocked: Library, typed: str, expected: list[int]) -> None:
    assert numbers(found(stocked, typed)) == expected
    assert stocked.search.count(parse(typed)) in (None, len(expected))


def test_days_are_those_of_beijing(library: Library, press: Press) -> None:
    # 18:00 in Beijing, less six hours, and less eighteen hours and a half.
    press.fill(library, "quanzong", [press.headline(1, 6), press.headline(2, 17.9), press.headline(3, 18.1)])
    assert numbers(found(library, "date:2026-10-05")) == [1, 2]
    assert numbers(found(library, "date:2026-10-04")) == [3]
    assert library.search.count(parse("date:2026-10-05")) == 2


def test_the_source_is_searched_for_any_part_of_it(library: Library, press: Press) -> None:
    headline = press.headline(1)
    library.search.keep(
        [
            type(headline)(
                address=headline.address, title=headline.title, source=clean_line("中工网-工人日报")
            )
        ],
        NOW,
    )
    assert numbers(found(library, "source:工人日报")) == [1]
    assert numbers(found(library, "来源:中工网工人")) == [1]
    assert numbers(found(library, "source:人民日报")) == []
    assert numbers(found(library, "工人日报")) == []


def test_a_hit_shows_the_words_round_it_and_the_readers_marks(stocked: Library) -> None:
    (hit,) = found(stocked, "content:工匠")
    assert marked(hit.snippet) == "老师傅说，\x02工匠\x03不是称呼。 他姓ＡＢ，说“AI” 第2条"
    stocked.marks.starred([hit.listed.id], True, NOW)
    (hit,) = found(stocked, "content:工匠")
    assert hit.listed.starred
    assert hit.listed.cached


def test_a_hit_is_marked_in_the_form_in_which_it_stands(library: Library, press: Press) -> None:
    library.articles.save(press.article(1, "他說ＡＩ與工匠"), press.page(1))
    (hit,) = found(library, "说ai")
    assert marked(hit.snippet) == "他\x02說ＡＩ\x03與工匠"


def test_captions_tables_and_what_stands_above_the_headline_are_searched(
    library: Library, press: Press
) -> None:
    article = press.article(1)
    picture = Picture(None, clean("焊花飞舞"), clean("记者 摄"))
    library.articles.save(
        type(article)(
            address=article.address,
            title=article.title,
            kicker=clean_line("弘扬工匠精神"),
            blocks=(*article.blocks, picture),
        ),
        press.page(1),
    )
    for typed in ("焊花", "弘扬", "焊花飞舞记者"):
        assert numbers(found(library, typed)) == [1], typed


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("pinyin:gjdh", [1]),
        ("pinyin:gongjiang", [1, 3]),
        ("pinyin:gongj", [1, 3]),
        ("pinyin:gj -大会", []),
        ("pinyin:yfjs", [2]),
        ("pinyin:js 称呼", [2]),
        ("-pinyin:gj", [2]),
        ("pinyin:laoshifu", []),  # titles only
        ("pinyin:iacvp", []),  # no syllable begins so
    ],
)
@pytest.mark.parametrize("indexed", [True, False])
def test_titles_are_found_by_their_pinyin(
    stocked: Library, typed: str, expected: list[int], indexed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not indexed:
        monkeypatch.setattr(index, "AT_ONCE", 0)
        stocked.index.start_anew()
    assert sorted(numbers(found(stocked, typed))) == expected


def test_readings_are_asked_for_once_and_kept(
    stocked: Library, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(character: str) -> tuple[str, ...]:
        raise AssertionError(character)

    monkeypatch.setattr(pinyin, "spoken", fail)
    with Library(path) as again:
        assert numbers(found(again, "pinyin:gjdh")) == [1]


# ── What comes first ─────────────────────────────────────────────────────────────────────────


def test_titles_come_before_texts_and_what_says_it_often_before_what_names_it_once(
    library: Library, press: Press
) -> None:
    once, often = "说到工匠。" + "别的话。" * 200, "工匠。" * 9 + "别的话。" * 200
    library.articles.save(press.article(1, once), press.page(1))
    library.articles.save(press.article(2, often), press.page(2))
    press.fill(library, "quanzong", [press.headline(900, 900, "老工匠")])
    assert numbers(found(library, "工匠")) == [900, 2, 1]


def test_of_equal_ones_the_newer_comes_first(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", [press.headline(n, n, "工匠") for n in (3000, 5, 200)])
    assert numbers(found(library, "工匠")) == [5, 200, 3000]


def test_a_first_batch_holds_titles_and_newest_texts_and_no_hit_comes_twice(
    library: Library, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looking, "TITLES", 2)
    monkeypatch.setattr(looking, "TEXTS", 3)
    # The index knows the age of an article by the quarter; these came in no order.
    for week in (3, 0, 7, 1, 6, 5, 2, 4):
        text = "工匠。" if week % 2 else "大会。"
        library.articles.save(press.article(QUARTER * week, text), press.page(QUARTER * week))
    press.fill(
        library, "quanzong", [press.headline(QUARTER * week, QUARTER * week, "工匠") for week in (0, 2, 6)]
    )
    read = [[number // QUARTER for number in numbers(batch)] for batch in batches(library, "工匠")]
    assert [sorted(batch) for batch in read] == [[0, 1, 2], [3, 5, 6], [7]]


def test_days_bound_what_is_looked_at_and_not_only_what_is_found(
    library: Library, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or a search for one month would read all articles that a hundred days have."""
    monkeypatch.setattr(looking, "TEXTS", 3)
    for day in range(12):
        library.articles.save(press.article(24 * day, "工匠。"), press.page(24 * day))
    first, place = library.search.look(parse("工匠 date:2026-09-26..2026-09-28"))
    assert [number // 24 for number in numbers(first)] == [7, 8, 9]
    assert place is None


# ── In step with what is kept ────────────────────────────────────────────────────────────────


def test_an_article_that_is_fetched_again_is_found_by_what_it_says_then(
    stocked: Library, press: Press
) -> None:
    stocked.articles.save(press.article(3, "锉刀与展览。"), press.page(3))
    assert numbers(found(stocked, "content:大会")) == []
    assert numbers(found(stocked, "展览")) == [3]


def test_a_headline_that_is_reworded_or_gets_its_time_is_found_by_that(
    library: Library, press: Press
) -> None:
    press.fill(library, "quanzong", [press.headline(1, None, "工匠")])
    press.fill(library, "pl/pl", [press.headline(1, 24 * 365, "大会")])
    library.headlines.open(Shelf())  # puts it into its place
    assert numbers(found(library, "工匠")) == []
    assert numbers(found(library, "大会 date:2025")) == [1]
    assert numbers(found(library, "大会 date:2026")) == []
    assert numbers(found(library, "channel:评论 channel:全总")) == [1]


def test_a_headline_that_turns_out_to_be_of_another_day_is_found_by_that(
    library: Library, press: Press
) -> None:
    press.fill(library, "quanzong", [press.headline(1, 24, "工匠")])
    press.fill(library, "pl/pl", [press.headline(1, 48, "工匠")])
    library.headlines.open(Shelf())  # puts it into its place
    assert library.index.behind() == 0
    assert numbers(found(library, "工匠 date:2026-10-03")) == [1]
    assert numbers(found(library, "工匠 date:2026-10-04")) == []
    assert numbers(found(library, "工匠 date:..2026-10-03")) == [1]
    assert library.search.count(parse("date:2026-10-03")) == 1


def test_years_before_the_epoch_have_days_too(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", [press.headline(1), press.headline(2)])
    for time, expected in ((-201_600_000_000, "1969-12-30"), (-201_600_000_001, "1969-12-29")):
        with library._store.writing() as db:
            db.execute("UPDATE headline SET time = ? WHERE address = ?", (time, press.address(1)))
        assert numbers(found(library, f"date:{expected}")) == [1]
        assert library.search.count(parse(f"date:{expected}")) == 1


def test_what_goes_is_found_no_more(stocked: Library) -> None:
    with stocked._store.writing() as db:
        db.execute("DELETE FROM article WHERE headline = 1")
        db.execute("DELETE FROM headline WHERE id = 3")
    assert numbers(found(stocked, "大会")) == []
    assert numbers(found(stocked, "工匠")) == [3, 2]
    with stocked._store.reading() as db:
        assert db.execute("SELECT count(*) FROM entry WHERE entry MATCH '大会'").fetchall() == [(0,)]


def test_a_damaged_article_is_searched_by_its_title(stocked: Library, path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE article SET content = substr(content, 2)")
    database.close()
    assert numbers(found(stocked, "锉刀")) == []
    assert [
        (n, hit.snippet) for n, hit in zip(numbers(found(stocked, "手")), found(stocked, "手"), strict=True)
    ] == [(3, ())]
    stocked.index.start_anew()
    while stocked.index.catch_up():
        pass
    assert numbers(found(stocked, "工匠")) == [1, 3]


@pytest.mark.parametrize(
    "typed", ["工匠", "大会 -开幕", "channel:全总 工匠", "channel:评论", "date:2026-10-05 家书"]
)
def test_what_the_index_lacks_is_found_all_the_same(
    stocked: Library, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = numbers(found(stocked, typed))
    monkeypatch.setattr(index, "AT_ONCE", 0)
    stocked.index.start_anew()
    assert stocked.index.behind() == 3
    assert stocked.search.count(parse(typed)) is None
    assert numbers(found(stocked, typed)) == known
    assert stocked.index.catch_up(1) == 1
    assert sorted(numbers(found(stocked, typed))) == sorted(known)
    assert stocked.index.catch_up() == 2
    assert stocked.index.catch_up() == 0
    assert numbers(found(stocked, typed)) == known


def test_an_import_leaves_its_articles_to_be_indexed_and_small_changes_go_on(
    library: Library, press: Press
) -> None:
    library.articles.add(press.kept(number, "工匠。") for number in range(100))
    assert library.index.behind() == 100
    library.articles.save(press.article(100, "工匠。"), press.page(100))
    assert library.index.behind() == 100
    assert len(found(library, "工匠")) == 101
    while library.index.catch_up(40):
        pass
    assert len(found(library, "工匠")) == 101
    assert library.search.count(parse("工匠")) == 101


# ── What the site found ──────────────────────────────────────────────────────────────────────


def test_what_the_site_found_is_kept_as_headlines_in_the_lists_that_they_belong_to(
    library: Library, press: Press
) -> None:
    known = press.headline(1, 1)
    press.fill(library, "quanzong", [known])
    library.marks.starred([1], True, NOW)
    named = press.headline(2, 2)
    named = type(named)(address=named.address, title=named.title, channel=clean_line("评论"))
    kept = library.search.keep([named, known], NOW)
    assert [(entry.headline.address, entry.starred) for entry in kept] == [
        (press.address(2), False),
        (press.address(1), True),
    ]
    assert library.headlines.open(Shelf("pl/pl")).total == 1
    assert library.headlines.open(Shelf()).total == 2

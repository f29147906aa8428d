"""Searching the library: titles and texts, newest first; and taking in what the site found."""

import sqlite3
from pathlib import Path

import pytest
from press import NOW, Press

from zhonggong_reader.library import Library
from zhonggong_reader.library.search import BATCH
from zhonggong_reader.model import Hit, Picture, Shelf
from zhonggong_reader.queries import marked, parse
from zhonggong_reader.text import clean


def found(library: Library, typed: str) -> list[Hit]:
    """Return all that the library finds, batch by batch."""
    hits, below = library.search.look(parse(typed))
    while below is not None:
        more, below = library.search.look(parse(typed), below)
        hits += more
    return hits


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
        ("工匠", [1, 2, 3]),
        ("title:工匠", [1, 3]),
        ("content:工匠", [2]),
        ("工匠 大会", [1, 3]),  # 3 has one in its title, the other in its text
        ("工匠 锉刀", [3]),
        ("content:工匠 大会", []),
        ("ai", [2]),
        ("“AI”", [2]),
        ('"', []),
        ("%", []),
        ("paragraph", []),  # a word of the stored form, not of the text
    ],
)
def test_every_word_must_stand_in_the_title_or_in_the_text(
    stocked: Library, typed: str, expected: list[int]
) -> None:
    assert numbers(found(stocked, typed)) == expected


def test_a_quotation_mark_and_a_backslash_are_found(library: Library, press: Press) -> None:
    library.articles.save(press.article(1, 'he said "no" in C:\\new'), press.page(1))
    assert numbers(found(library, '"no"')) == [1]
    assert numbers(found(library, "C:\\new")) == [1]


def test_a_hit_shows_the_words_round_it_and_the_readers_marks(stocked: Library) -> None:
    (hit,) = found(stocked, "content:工匠")
    assert marked(hit.snippet) == "老师傅说，\x02工匠\x03不是称呼。 他姓ＡＢ，说“AI”"
    stocked.marks.starred([hit.listed.id], True, NOW)
    (hit,) = found(stocked, "content:工匠")
    assert hit.listed.starred
    assert hit.listed.cached


def test_captions_are_searched_too(library: Library, press: Press) -> None:
    from msgspec.structs import replace

    picture = Picture(None, caption=clean("工匠在车间"))
    article = press.article(1)
    library.articles.save(replace(article, blocks=(*article.blocks, picture)), press.page(1))
    assert numbers(found(library, "车间")) == [1]


def test_a_library_of_several_batches_is_looked_through_to_its_end(library: Library, press: Press) -> None:
    count = 2 * BATCH + 7
    press.fill(library, "quanzong", [press.headline(number, 0, f"工匠{number}") for number in range(count)])
    assert sorted(numbers(found(library, "工匠"))) == list(range(count))
    assert numbers(found(library, f"工匠{count - 1}")) == [count - 1]


def test_a_damaged_article_is_searched_by_its_title(stocked: Library, path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute(
            "UPDATE article SET content = x'00' WHERE headline IN (SELECT id FROM headline WHERE kept)"
        )
    db.close()
    assert numbers(found(stocked, "工匠")) == [1, 3]
    assert found(stocked, "锉刀") == []


def test_what_the_site_found_joins_the_list_of_its_channel(stocked: Library, press: Press) -> None:
    from msgspec.structs import replace

    ours = replace(press.headline(9, 90, "旧闻"), channel=press.channels[1].name)
    strange = replace(press.headline(8, 80, "无处"), channel=clean("没有的频道"))
    known = replace(press.headline(2, 2, "一封家书"), channel=None)
    kept = stocked.search.keep([ours, strange, known], NOW)
    assert [row.headline.title for row in kept] == ["旧闻", "无处", "一封家书"]
    assert kept[2].cached
    assert stocked.headlines.open(Shelf("pl/pl")).total == 1
    assert stocked.headlines.open(Shelf("quanzong")).total == 3
    assert stocked.headlines.open(Shelf()).total == 5


def test_older_headlines_of_a_channel_do_not_say_that_its_list_came(library: Library, press: Press) -> None:
    older = press.headlines(5, 6)
    assert library.channels.extend("right", older, NOW) == 2
    assert library.channels.extend("right", older, NOW) == 0
    found = library.channels.find("right")
    assert found is not None
    assert (found.articles, found.fetched) == (2, None)

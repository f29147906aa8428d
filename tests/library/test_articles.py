"""Articles: kept as they came, found damaged when they are, handed over in a stream."""

import json
from collections.abc import Iterator
from datetime import timedelta

import apsw
import pytest
from msgspec.structs import replace
from press import NOW, Press

from zhonggong_reader.errors import InputError, LibraryError
from zhonggong_reader.interchange import kept_from_json, kept_to_json
from zhonggong_reader.library import Added, DamagedArticle, Library
from zhonggong_reader.library.articles import BATCH, MISSING
from zhonggong_reader.library.rows import fill
from zhonggong_reader.model import (
    Article,
    Colophon,
    KeptArticle,
    Link,
    MediaLink,
    Paragraph,
    Promotion,
    Shelf,
    Validators,
)
from zhonggong_reader.text import clean_line


def fail(error: LibraryError) -> None:
    raise AssertionError(error)


def test_an_article_and_its_page_come_back_as_they_went_in(library: Library, press: Press) -> None:
    article, page = press.article(1), press.page(1, b"<html>\xd6\xd0\x00</html>", '"v1"')
    identity = library.articles.save(article, page)
    kept = KeptArticle(id=identity, article=article, fetched=NOW, read=False, starred=False, position=None)
    assert library.articles.get(identity) == kept
    assert library.articles.get(article.address) == kept
    assert library.articles.page(identity) == page
    assert library.articles.validators(article.address) == page.validators


def test_what_is_not_kept_is_none(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", press.headlines(1))
    assert library.articles.get(1) is None
    assert library.articles.get(press.address(1)) is None
    assert library.articles.get(10**30) is None
    assert library.headlines.find(10**30) is None
    assert library.articles.page(1) is None
    assert library.articles.validators(press.address(1)) is None
    library.articles.unchanged(press.address(1), NOW)
    assert library.articles.get(1) is None


def test_a_new_copy_takes_the_place_of_the_old_one_and_marks_stay(library: Library, press: Press) -> None:
    identity = library.articles.save(press.article(1, "旧"), press.page(1, b"old", '"v1"'))
    library.marks.starred([identity], True, NOW)
    new = press.article(1, "新")
    later = NOW + timedelta(hours=1)
    assert library.articles.save(new, None, fetched=later) == identity
    kept = library.articles.get(identity)
    assert kept is not None
    assert (kept.article, kept.fetched, kept.starred) == (new, later, True)
    # The page of the old copy is not the page of this one.
    assert library.articles.page(identity) is None
    assert library.articles.validators(new.address) == Validators()


def test_an_unchanged_article_is_as_fresh_as_the_answer(library: Library, press: Press) -> None:
    identity = library.articles.save(press.article(1), press.page(1))
    library.articles.unchanged(press.address(1), NOW + timedelta(days=1))
    kept = library.articles.get(identity)
    assert kept is not None
    assert kept.fetched == NOW + timedelta(days=1)


def test_an_opened_article_joins_the_lists(library: Library, press: Press) -> None:
    identity = library.articles.save(press.article(1, channel="评论"), press.page(1))
    found = library.headlines.find(identity)
    assert found is not None
    assert found.cached
    assert found.headline.title == "第1条"
    assert library.headlines.open(Shelf()).total == 1
    assert library.headlines.open(Shelf("pl/pl")).total == 1


def test_an_article_completes_its_headline_and_overrules_nothing(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", [press.headline(1, 0.01, "列表上的标题"), press.headline(2, None)])
    library.articles.save(press.article(1), press.page(1))
    library.articles.save(press.article(2), press.page(2))
    first, second = (library.headlines.find(press.address(number)) for number in (1, 2))
    assert first is not None
    assert second is not None
    assert first.headline == press.headline(1, 0.01, "列表上的标题")
    assert second.headline.published == press.article(2).published


def test_what_could_not_be_read_back_is_refused(library: Library, press: Press) -> None:
    bad = Article(
        address=press.address(1),
        title=clean_line("题"),
        blocks=press.article(1).blocks,
        links=(Link(clean_line("点"), "javascript:alert(1)"),),
    )
    with pytest.raises(InputError, match=r"links\[0\]"):
        library.articles.save(bad, press.page(1))
    assert library.articles.get(press.address(1)) is None


def test_missing_articles_are_those_listed_and_not_kept_newest_first(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", press.headlines(1, 2, 3, 4))
    press.fill(library, "pl/pl", press.headlines(4, 5))
    library.articles.save(press.article(2), press.page(2))
    assert library.articles.missing(None, 99) == press.headlines(1, 3, 4, 5)
    assert library.articles.missing("quanzong", 2) == press.headlines(1, 3)
    assert library.articles.missing("pl/pl", 99) == press.headlines(4, 5)
    assert library.articles.missing("right", 99) == []


def test_what_is_missing_is_searched_in_its_index(library: Library) -> None:
    database = apsw.Connection(str(library.path), apsw.SQLITE_OPEN_READONLY)
    plan = [row[3] for row in database.execute("EXPLAIN QUERY PLAN " + fill(MISSING), (0, 9))]
    database.close()
    assert "listing_missing (shelf=?)" in plan[0]
    assert not [step for step in plan if "TEMP B-TREE" in step]


def flip_a_bit(library: Library, table: str, column: str, identity: int) -> None:
    """Change one bit of a stored value behind the library's back; SQLite finds nothing wrong with it."""
    database = apsw.Connection(str(library.path))
    query = f"SELECT {column} FROM {table} WHERE headline = ?"
    ((stored,),) = database.execute(query, (identity,)).fetchall()
    assert isinstance(stored, bytes)
    damaged = bytearray(stored)
    damaged[len(damaged) // 2] ^= 4
    database.execute(f"UPDATE {table} SET {column} = ? WHERE headline = ?", (bytes(damaged), identity))
    database.close()


def test_a_flipped_bit_is_found_and_the_article_can_be_fetched_again(library: Library, press: Press) -> None:
    page = press.page(1, b"<html>" * 50, '"v1"')
    identity = library.articles.save(press.article(1), page)
    flip_a_bit(library, "article", "content", identity)
    for asked in (identity, press.address(1)):
        with pytest.raises(DamagedArticle, match="《第1条》已损坏"):
            library.articles.get(asked)
    # No validators: the answer to the next request must not be 304.
    assert library.articles.validators(press.address(1)) is None
    library.articles.save(press.article(1), page)
    assert library.articles.get(identity) is not None
    flip_a_bit(library, "page", "body", identity)
    with pytest.raises(DamagedArticle):
        library.articles.page(identity)


def test_the_articles_of_a_list_stream_newest_first(library: Library, press: Press) -> None:
    numbers = range(2 * BATCH + 3)
    library.articles.add(press.kept(number) for number in numbers)
    press.fill(library, "quanzong", press.headlines(5, 6, 999))
    streamed = [kept.article for kept in library.articles.each(Shelf(), fail)]
    assert streamed == [press.article(number) for number in numbers]
    assert [kept.article for kept in library.articles.each(Shelf("quanzong"), fail)] == [
        press.article(5),
        press.article(6),
    ]
    chosen = [kept.id for kept in library.articles.each(Shelf("quanzong"), fail)][:1]
    library.marks.starred(chosen, True, NOW)
    assert [kept.id for kept in library.articles.each(Shelf(starred=True), fail)] == chosen


def test_a_stream_names_what_it_cannot_give_and_goes_on(library: Library, press: Press) -> None:
    ids = [library.articles.save(press.article(number), press.page(number)) for number in range(3)]
    flip_a_bit(library, "article", "content", ids[1])
    problems: list[str] = []
    given = [kept.id for kept in library.articles.each([*ids, 77], lambda error: problems.append(error.what))]
    assert given == [ids[0], ids[2]]
    assert problems == ["书库里的《第1条》已损坏", "书库里没有编号为 77 的文章"]
    problems.clear()
    assert len(list(library.articles.each(Shelf(), lambda error: problems.append(error.what)))) == 2
    assert problems == ["书库里的《第1条》已损坏"]


def test_others_write_while_a_stream_is_read(library: Library, press: Press) -> None:
    library.articles.add(press.kept(number) for number in range(5))
    stream = library.articles.each(Shelf(), fail)
    next(stream)
    library.marks.all_read(Shelf(), NOW)
    library.articles.save(press.article(-1), press.page(1))
    assert [kept.read for kept in stream] == [True] * 4


def test_the_newer_copy_stays_and_marks_are_joined(library: Library, press: Press) -> None:
    library.articles.add([press.kept(1, "新", read=True), press.kept(2, "旧"), press.kept(3)])
    before, after = NOW - timedelta(days=1), NOW + timedelta(days=1)
    added = library.articles.add(
        [
            press.kept(1, "旧", fetched=before, starred=True),
            press.kept(2, "新", fetched=after, read=True),
            press.kept(4, starred=True),
        ]
    )
    assert added == Added(new=1, renewed=1, unchanged=1)
    kept = {
        kept.article.title: (kept.article.blocks, kept.read, kept.starred)
        for kept in library.articles.each(Shelf(), fail)
    }
    assert kept == {
        "第1条": (press.article(1, "新").blocks, True, True),
        "第2条": (press.article(2, "新").blocks, True, False),
        "第3条": (press.article(3).blocks, False, False),
        "第4条": (press.article(4).blocks, False, True),
    }
    assert library.headlines.open(Shelf(unread=True)).total == 2


def test_an_import_heals_a_damaged_article(library: Library, press: Press) -> None:
    library.articles.add([press.kept(1)])
    flip_a_bit(library, "article", "content", 1)
    assert library.articles.add([press.kept(1)]) == Added(renewed=1)
    kept = library.articles.get(1)
    assert kept is not None
    assert kept.article == press.article(1)


def test_a_library_goes_through_json_into_another(library: Library, press: Press) -> None:
    library.articles.add(press.kept(number, read=number == 1, starred=number == 2) for number in range(4))
    lines = [json.dumps(kept_to_json(kept)) for kept in library.articles.each(Shelf(), fail)]
    with Library(library.path.with_name("other.sqlite3")) as other:
        other.articles.add(kept_from_json(json.loads(line)) for line in lines)
        assert [json.dumps(kept_to_json(kept)) for kept in other.articles.each(Shelf(), fail)] == lines


def test_an_import_that_breaks_off_keeps_whole_batches(library: Library, press: Press) -> None:
    def broken() -> Iterator[KeptArticle]:
        yield from (press.kept(number) for number in range(BATCH + 5))
        raise InputError("第 106 行坏了")

    with pytest.raises(InputError):
        library.articles.add(broken())
    assert library.headlines.open(Shelf()).total == BATCH


def test_long_articles_end_a_batch_before_it_is_full(
    library: Library, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhonggong_reader.library.imports.BATCH_CHARACTERS", 300)

    def broken() -> Iterator[KeptArticle]:
        yield from (press.kept(number, "字" * 200) for number in range(5))
        raise InputError("第 6 行坏了")

    with pytest.raises(InputError):
        library.articles.add(broken())
    # Two batches of two; the fifth article was alone in its own.
    assert library.headlines.open(Shelf()).total == 4


def test_text_that_cannot_be_stored_is_an_error_that_leaves_nothing(library: Library, press: Press) -> None:
    odd = replace(press.headline(1), source="\ud800")
    with pytest.raises(LibraryError, match="存不进书库"):
        press.fill(library, "quanzong", [odd, press.headline(2)])
    assert library.headlines.open(Shelf()).total == 0


def test_what_the_site_says_about_itself_is_kept(library: Library) -> None:
    assert library.colophon() is None
    line = clean_line
    colophon = Colophon(
        matrix=(MediaLink("weibo", line("中工网微博号"), "https://weibo.com/", is_search=True),),
        promotion=Promotion(line("客户端"), call=line("马上体验")),
        about=(Link(line("关于我们"), "https://www.workercn.cn/about/"),),
        hotlines=(line("违法和不良信息举报电话:010-84151598"),),
    )
    library.save_colophon(colophon)
    library.save_colophon(colophon)
    assert library.colophon() == colophon
    database = apsw.Connection(str(library.path))
    database.execute("UPDATE site SET value = '{\"matrix\": 3}'")
    database.close()
    assert library.colophon() is None
    library.save_colophon(colophon)
    assert library.colophon() == colophon


def test_an_article_without_a_page_needs_a_time(library: Library, press: Press) -> None:
    with pytest.raises(ValueError, match="time"):
        library.articles.save(press.article(1), None)


def test_a_long_article_of_many_blocks_comes_back(library: Library, press: Press) -> None:
    article = Article(
        address=press.address(1),
        title=clean_line("长文"),
        blocks=tuple(Paragraph(clean_line(f"第{number}段")) for number in range(5000)),
    )
    identity = library.articles.save(article, None, fetched=NOW)
    kept = library.articles.get(identity)
    assert kept is not None
    assert kept.article == article

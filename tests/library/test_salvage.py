"""What comes out of a broken library beside its articles; spoilt texts and numbers."""

from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import apsw
import pytest
from press import NOW, Press

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.library import Library
from zhonggong_reader.library.rows import address_hash
from zhonggong_reader.library.search.index import AT_ONCE
from zhonggong_reader.library.store import suspicion
from zhonggong_reader.model import ListedHeadline, PaperIssue, PaperPage, Position, Shelf
from zhonggong_reader.queries import parse
from zhonggong_reader.text import clean_line

DAY = date(2026, 10, 5)


@pytest.fixture
def broken(path: Path, press: Press) -> Path:
    """A library with something of everything, in which a page of an index holds nothing any more."""
    with Library(path) as library:
        library.channels.save(press.channels)
        press.fill(library, "quanzong", press.headlines(*range(200)))
        press.fill(library, "right", press.headlines(*range(500, 520)))
        for number in (3, 4, 5):
            library.articles.save(press.article(number, f"正文{number}。"), press.page(number, b"<p>came"))
        library.articles.save(press.article(4, "改过的正文。"), press.page(4))
        ids = {str(row.headline.title): row.id for row in _rows(library)}
        library.marks.read([ids["第7条"], ids["第8条"]], True, NOW)
        library.marks.starred([ids["第8条"]], True, NOW)
        library.marks.opened(ids["第3条"], NOW)
        library.marks.opened(ids["第150条"], NOW + timedelta(hours=1))
        library.marks.position(ids["第3条"], Position(0, 2))
        page = PaperPage(
            number=1,
            name=clean_line("要闻"),
            address=press.address(1),
            pdf=None,
            headlines=tuple(press.headlines(7, 900)),
        )
        library.papers.save(PaperIssue(day=DAY, pages=(page,), told_by=1), NOW)
        while library.index.catch_up():
            pass
        assert library.saved.fill(library.saved.save("第3条", clean_line("三的"))) is None
    database = apsw.Connection(str(path))
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    sql = "SELECT rootpage FROM sqlite_schema WHERE name = 'listing_all'"
    ((root,),) = database.execute(sql).fetchall()
    database.close()
    assert isinstance(root, int)
    content = bytearray(path.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    path.write_bytes(content)
    suspicion(path).touch()
    return path


def test_all_that_can_be_read_is_taken_over(broken: Path, press: Press) -> None:
    with Library(broken) as library:
        assert library.notice
        assert "救回 3 篇文章、221 条标题" in library.notice
        assert [entry.channel for entry in library.channels.all()] == list(press.channels)
        rows = {str(row.headline.title): row for row in _rows(library)}
        assert len(rows) == 221
        assert [title for title, row in rows.items() if row.read] == [f"第{n}条" for n in (3, 7, 8, 150)]
        assert [title for title, row in rows.items() if row.starred] == ["第8条"]
        assert library.headlines.open(Shelf("right")).total == 20
        history = library.headlines.page(library.headlines.open(Shelf(history=True)), 0, 9)
        assert [row.headline.title for row in history] == ["第150条", "第3条"]
        kept = library.articles.get(press.address(3))
        assert kept is not None
        assert kept.position == Position(0, 2)
        assert rows["第4条"].changed
        assert len(library.editions.of(rows["第4条"].id)) == 1
        page = library.articles.page(rows["第3条"].id)
        assert page is not None
        assert page.body == b"<p>came"
        issue = library.papers.issue(DAY)
        assert issue is not None
        assert [entry.listed.headline.title for entry in issue.pages[0].headlines] == ["第7条", "第900条"]
        (saved,) = library.saved.all()
        assert (saved.listed.channel.name, saved.query, saved.listed.articles) == ("三的", "第3条", 1)
        assert library.checkup().faults == ()
        while library.index.catch_up():
            pass
        assert len(library.search.look(parse("第150条"))[0]) == 1


def test_what_stands_in_the_log_of_a_broken_library_alone_is_saved(path: Path, press: Press) -> None:
    with Library(path) as library:
        library.articles.add(press.kept(number) for number in range(9))
    with Library(path) as library:
        library.articles.add(press.kept(number) for number in range(9, 12))
        files = {file: file.read_bytes() for file in path.parent.iterdir()}
    for file, content in files.items():  # as after a kill: the last three stand in the log alone
        file.write_bytes(content)
    with path.open("r+b") as broken:
        broken.write(b"\xff" * 100)
    with Library(path) as library:
        assert library.notice
        assert "救回 12 篇文章" in library.notice


def test_what_was_cleared_stays_away(path: Path, press: Press) -> None:
    with Library(path) as library:
        library.channels.save(press.channels)
        press.fill(library, "quanzong", press.headlines(1))
    _set(path, f"INSERT INTO cleared VALUES ({address_hash(press.address(2))}, 1, 1)")
    content = path.read_bytes()
    at = content.index(b"contentless_delete")
    path.write_bytes(content[:at] + b"C" + content[at + 1 :])
    suspicion(path).touch()
    with Library(path) as library:
        assert library.notice
        assert press.fill(library, "quanzong", press.headlines(1, 2, 3)) == 1


@pytest.mark.parametrize("column", ["title", "channel", "address"])
def test_a_spoilt_text_keeps_no_other_row_from_the_reader(path: Path, press: Press, column: str) -> None:
    with Library(path) as library:
        library.channels.save(press.channels)
        press.fill(library, "quanzong", press.headlines(1, 2, 3))
        library.articles.add(press.kept(number) for number in (1, 2, 3))
    _set(path, f"UPDATE headline SET {column} = CAST(x'e585ff41' AS TEXT) WHERE title = '第2条'")
    with Library(path) as library:
        rows = _rows(library)
        assert len(rows) == 3
        assert (rows[1].headline.title == "第2条") is (column != "title")
        assert (rows[0].headline.title, rows[2].headline.title) == ("第1条", "第3条")
        assert library.headlines.find(rows[1].id) == rows[1]
        library.checkup()


def test_a_spoilt_name_of_a_channel_is_mended_by_the_next_menu(path: Path, press: Press) -> None:
    with Library(path) as library:
        library.channels.save(press.channels)
    _set(path, "UPDATE channel SET name = CAST(x'e585ff41' AS TEXT) WHERE slug = 'right'")
    with Library(path) as library:
        assert len(library.channels.all()) == len(press.channels)
        library.channels.save(press.channels)
        assert [entry.channel for entry in library.channels.all()] == list(press.channels)


@pytest.mark.parametrize(
    "entries", ["(shelf, time, headline) WHERE headline <> 4", "(shelf, id, headline)"], ids=["few", "others"]
)
def test_an_index_with_wrong_entries_is_made_anew_at_the_start_after_it_was_noticed(
    path: Path, press: Press, entries: str
) -> None:
    with Library(path) as library:
        library.articles.add(press.kept(number) for number in range(9))
    _replace_index(path, "listing_all", f"listing {entries}")
    with Library(path) as library:
        assert "listing_all" in str(library.checkup().faults)
    suspicion(path).touch()
    with Library(path) as library:
        assert len(_rows(library)) == 9
        assert library.checkup().faults == ()
    assert not suspicion(path).exists()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE headline SET address = CAST(address AS BLOB) WHERE id = 5",
        "UPDATE headline SET seen = NULL WHERE id = 5",
        "UPDATE span SET articles = 'many'",
        "UPDATE span SET span = 0x7fffffffffffffff",
    ],
)
def test_what_no_statement_of_ours_has_written_is_damage_not_a_bug(
    path: Path, press: Press, damage: str
) -> None:
    with Library(path) as library:
        library.articles.add(press.kept(number) for number in range(9))
    definitions = "UPDATE sqlite_schema SET sql = replace({}) WHERE name IN ('headline', 'span')"
    strict, loose = "sql, ' STRICT', '     /**/ '", "sql, '     /**/ ', ' STRICT'"
    hidden, shown = "sql, ' NOT NULL', ' /**NULL**/'", "sql, ' /**NULL**/', ' NOT NULL'"
    on = "PRAGMA writable_schema = ON"
    _set(path, on, definitions.format(strict), definitions.format(hidden))
    _set(path, damage)
    _set(path, on, definitions.format(loose), definitions.format(shown))
    with Library(path) as library, suppress(LibraryError):
        library.marks.read(range(20), True, NOW)
        _rows(library)
        library.repair()
    with Library(path) as library:
        assert len(list(library.articles.each(Shelf(), lambda error: pytest.fail(str(error))))) == 9
        assert len(_rows(library)) == 9


def test_a_broken_note_of_what_is_to_be_indexed_ends_in_an_error_and_not_never(
    path: Path, press: Press
) -> None:
    with Library(path) as library:
        library.channels.save(press.channels)
        press.fill(library, "quanzong", press.headlines(*range(AT_ONCE + 10)))
        assert library.index.behind() == AT_ONCE + 10
    _replace_index(path, "sqlite_autoindex_unindexed_1", "unindexed (headline) WHERE headline <> 4")
    with Library(path) as library, suppress(LibraryError):
        for _ in range(AT_ONCE):
            library.index.catch_up()
        assert library.index.catch_up() == 0


def test_a_bug_stays_a_bug(path: Path) -> None:
    with Library(path) as library, pytest.raises(TypeError), library._store.writing():
        raise TypeError


def _rows(library: Library) -> list[ListedHeadline]:
    return library.headlines.page(library.headlines.open(Shelf()), 0, 1000)


def _replace_index(path: Path, name: str, what: str) -> None:
    """Let the index have the entries that another one would have."""
    _set(
        path,
        f"CREATE INDEX other ON {what}",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'other')"
        f" WHERE name = '{name}'",
        "DELETE FROM sqlite_schema WHERE name = 'other'",
    )


def _set(path: Path, *statements: str) -> None:
    """Change a library behind its back."""
    database = apsw.Connection(str(path))
    for sql in statements:
        database.execute(sql)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    database.close()

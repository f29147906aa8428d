"""How a library is opened: new, older, newer, read-only, broken, somebody else's."""

import contextlib
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import apsw
import pytest
from press import NOW, Press

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.library import Library, schema
from zhonggong_reader.model import Shelf

NEWEST = len(schema.STEPS)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def version(path: Path) -> int:
    database = apsw.Connection(str(path), apsw.SQLITE_OPEN_READONLY)
    try:
        return int(database.pragma("user_version"))
    finally:
        database.close()


def filled(path: Path, press: Press, articles: int = 3) -> None:
    """Leave a closed library with so many articles, all starred and the first of them read, in `path`."""
    with Library(path) as library:
        library.channels.save(press.channels)
        library.articles.add(press.kept(n, "字" * 400, starred=True, read=n == 0) for n in range(articles))


def test_folder_and_files_are_for_the_reader_alone(path: Path, press: Press) -> None:
    old = os.umask(0)
    try:
        with Library(path) as library:
            library.channels.save(press.channels)
            assert mode(path.parent) == 0o700
            assert {file.name: mode(file) for file in path.parent.iterdir()} == {
                "library.sqlite3": 0o600,
                "library.sqlite3-wal": 0o600,
                "library.sqlite3-shm": 0o600,
            }
    finally:
        os.umask(old)


def test_the_file_is_held_as_the_rules_say(path: Path) -> None:
    with Library(path) as library, library._store.alone() as db:
        settings = {
            name: db.pragma(name)
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys", "trusted_schema")
        }
        assert settings == {
            "journal_mode": "wal",
            "synchronous": 2,
            "busy_timeout": 10_000,
            "foreign_keys": 1,
            "trusted_schema": 0,
        }
        assert db.pragma("cell_size_check") == 1
        assert db.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, -1) == 1
        assert db.pragma("application_id") == schema.APPLICATION_ID


def test_a_library_is_made_once_however_many_open_it_at_the_same_time(path: Path, press: Press) -> None:
    with ThreadPoolExecutor(6) as pool:
        libraries = list(pool.map(lambda _: Library(path), range(6)))
    for number, library in enumerate(libraries):
        library.channels.save(press.channels)
        press.fill(library, "quanzong", press.headlines(number))
    assert {library.headlines.open(Shelf("quanzong")).total for library in libraries} == {6}
    for library in libraries:
        library.close()


def test_closing_twice_is_harmless(path: Path) -> None:
    library = Library(path)
    library.close()
    library.close()


def test_an_older_library_is_brought_up_to_date_behind_a_backup(
    path: Path, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path, press)
    with monkeypatch.context() as newer:
        newer.setattr(schema, "STEPS", (*schema.STEPS, "ALTER TABLE headline ADD COLUMN note TEXT"))
        with Library(path) as library:
            assert library.notice is None
            assert library.headlines.open(Shelf(starred=True)).total == 3
    assert version(path) == NEWEST + 1
    backup = path.with_name(f"library.v{NEWEST}.sqlite3")
    assert mode(backup) == 0o600
    assert version(backup) == NEWEST
    with Library(backup) as library:
        assert library.headlines.open(Shelf(starred=True)).total == 3


def test_who_waits_for_a_large_library_is_told_what_for(
    path: Path, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path, press)
    monkeypatch.setattr("zhonggong_reader.library.opening.WORTH_TELLING", 1)
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, "ALTER TABLE headline ADD COLUMN note TEXT"))
    told: list[str] = []
    Library(path, told.append).close()
    assert [line.partition("（")[0] for line in told] == ["正在备份书库"]
    Library(path, told.append).close()
    assert len(told) == 1


def test_a_step_that_fails_leaves_the_library_as_it_was(
    path: Path, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path, press)
    with monkeypatch.context() as newer:
        newer.setattr(schema, "STEPS", (*schema.STEPS, "CREATE TABLE half (a) STRICT; nonsense"))
        with pytest.raises(apsw.SQLError):
            Library(path)
        newer.setattr(schema, "STEPS", (*schema.STEPS, "DROP TABLE page; SELECT x FROM nowhere"))
        with pytest.raises(apsw.SQLError):
            Library(path)
    with Library(path) as library:
        assert version(path) == NEWEST
        assert library.headlines.open(Shelf()).total == 3
        assert library.articles.page(1) is None


def test_a_newer_library_can_be_read_and_is_never_changed(
    path: Path, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(schema, "STEPS", (*schema.STEPS, "ALTER TABLE headline ADD COLUMN note TEXT"))
        filled(path, press)
    with Library(path) as library:
        assert not library.writable
        assert library.notice is not None
        assert "更新版本" in library.notice
        rows = library.headlines.page(library.headlines.open(Shelf()), 0, 9)
        assert len(rows) == 3
        assert library.articles.get(rows[0].id) is not None
        with pytest.raises(LibraryError, match="更新版本"):
            library.marks.read([rows[0].id], True, NOW)
    assert version(path) == NEWEST + 1


def test_garbage_is_moved_aside_and_never_deleted(path: Path, press: Press) -> None:
    path.parent.mkdir()
    garbage = b"not a library " * 1000
    path.write_bytes(garbage)
    told: list[str] = []
    with Library(path, told.append) as library:
        assert told == ["书库文件已损坏，正在救出完好的文章 …"]
        assert library.writable
        assert library.notice is not None
        assert "救回 0 篇" in library.notice
        library.channels.save(press.channels)
    (aside,) = path.parent.glob("library.corrupt-*")
    assert aside.read_bytes() == garbage
    assert str(aside) in library.notice
    with Library(path) as library:
        assert library.notice is None
        assert len(library.channels.all()) == 3


def test_an_empty_file_is_a_new_library(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with Library(path) as library:
        assert library.notice is None
        assert library.headlines.open(Shelf()).total == 0


def test_a_database_of_another_program_is_refused_and_left_alone(path: Path) -> None:
    path.parent.mkdir()
    database = apsw.Connection(str(path))
    database.execute("CREATE TABLE bookmarks (url)")
    database.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="别的程序"):
        Library(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_folder_in_the_place_of_the_library_is_named(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(LibraryError, match="不是文件"):
        Library(path)


def wipe(path: Path, sql: str) -> None:
    """Overwrite one page of a closed library: the page that `sql` gives the number or some bytes of."""
    database = apsw.Connection(str(path))
    size = database.pragma("page_size")
    ((where,),) = database.execute(sql).fetchall()
    database.close()
    assert isinstance(size, int)
    content = bytearray(path.read_bytes())
    assert isinstance(where, bytes | int)
    page = content.index(where) // size if isinstance(where, bytes) else where - 1
    content[page * size : (page + 1) * size] = b"\xff" * size
    path.write_bytes(content)


def root(name: str) -> str:
    return f"SELECT rootpage FROM sqlite_schema WHERE name = '{name}'"


def test_damage_found_in_use_is_named_and_mended_by_the_next_start(path: Path, press: Press) -> None:
    filled(path, press, articles=250)
    wipe(path, root("listing_all"))
    with Library(path) as library:
        assert library.notice is None
        view = library.headlines.open(Shelf())
        with pytest.raises(LibraryError, match="书库文件损坏"):
            library.headlines.page(view, 0, 9)
    with Library(path) as library:
        assert library.notice is not None
        assert "救回 250 篇" in library.notice
        view = library.headlines.open(Shelf(starred=True))
        assert view.total == 250
        rows = library.headlines.page(view, 0, 250)
        assert [row.read for row in rows] == [True] + [False] * 249
        kept = library.articles.get(rows[7].id)
        assert kept is not None
        assert kept.article == press.article(7, "字" * 400)
    with Library(path) as library:
        assert library.notice is None


def test_articles_on_both_sides_of_the_damage_are_saved(path: Path, press: Press) -> None:
    filled(path, press, articles=250)
    wipe(path, "SELECT content FROM article WHERE headline = 125")
    with Library(path) as library, pytest.raises(LibraryError, match="书库文件损坏"):
        library.articles.get(125)
    problems: list[str] = []
    with Library(path) as library:
        saved = [
            kept.article for kept in library.articles.each(Shelf(), lambda error: problems.append(error.what))
        ]
    assert not problems
    assert 200 < len(saved) < 250
    assert all(article in saved for article in (press.article(0, "字" * 400), press.article(249, "字" * 400)))
    whole = [press.article(number, "字" * 400) for number in range(250)]
    assert saved == [article for article in whole if article in saved]


def test_what_cannot_be_saved_is_kept_aside(path: Path, press: Press) -> None:
    filled(path, press)
    wipe(path, root("article"))
    with Library(path) as library, pytest.raises(LibraryError, match="书库文件损坏"):
        library.articles.get(1)
    with Library(path) as library:
        assert library.notice is not None
        assert "救回 0 篇" in library.notice
    assert len(list(path.parent.glob("library.corrupt-*"))) == 1


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that every user can reach: pytest's own are closed to the user that `nobody()` makes us."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@contextlib.contextmanager
def nobody() -> Iterator[None]:
    """Obey file permissions even where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions as on POSIX")
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o555), (0o666, 0o555), (0o444, 0o777)])
def test_a_library_that_cannot_be_written_can_be_read(
    public: Path, press: Press, file_mode: int, folder_mode: int
) -> None:
    path = public / "library.sqlite3"
    filled(path, press)
    path.chmod(file_mode)
    public.chmod(folder_mode)
    with nobody(), Library(path) as library:
        assert not library.writable
        assert library.notice is not None
        assert "不可写" in library.notice
        rows = library.headlines.page(library.headlines.open(Shelf()), 0, 9)
        assert len(rows) == 3
        assert library.articles.get(rows[0].id) is not None
        with pytest.raises(LibraryError, match="不可写"):
            library.marks.read([rows[0].id], True, NOW)
        assert library.headlines.page(library.headlines.open(Shelf()), 0, 9) == rows


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions as on POSIX")
def test_a_place_where_nothing_can_be_made_is_named(public: Path) -> None:
    public.chmod(0o555)
    with nobody(), pytest.raises(LibraryError, match="建不了书库"):
        Library(public / "data" / "library.sqlite3")

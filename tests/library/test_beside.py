"""What stands beside a library under its name: taken along when it is moved aside, and nothing but files."""

import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest
from limits import within
from press import NOW, Press
from program import Finished

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.library import Library, backup_of, schema
from zhonggong_reader.library.carving import carve
from zhonggong_reader.library.store import suspicion
from zhonggong_reader.model import Shelf

Put = Callable[[Path], None]

ENDINGS = ("-wal", "-shm", "-journal", "-suspect")


def names(path: Path) -> set[str]:
    """Return the names in the folder of `path`, that of a library moved aside without its time."""
    (aside,) = path.parent.glob("library.corrupt-*Z")
    return {file.name.replace(aside.name, "aside") for file in path.parent.iterdir()}


# ── Moved aside together ─────────────────────────────────────────────────────────────────────────


def test_a_broken_library_s_log_is_moved_with_it_and_saved_from(path: Path, press: Press) -> None:
    with Library(path) as library:
        library.channels.save(press.channels)
        library.articles.add([press.kept(1, "第一篇")])
        with library._store.alone() as db:
            db.pragma("wal_checkpoint", "TRUNCATE")
        library.articles.add(press.kept(number, "只在日志里") for number in (2, 3, 4))
        wal = path.with_name(f"{path.name}-wal")
        assert wal.stat().st_size > 0
        copy = path.parent.parent / "copy" / path.name
        copy.parent.mkdir()
        for file in path.parent.iterdir():
            shutil.copy(file, copy.parent)
    copy.write_bytes(b"garbage " * 4096)
    with Library(copy) as library:
        titles = {kept.article.title for kept in library.articles.each(Shelf(), lambda _: None)}
        assert titles >= {"第2条", "第3条", "第4条"}
    assert {"aside", "aside-wal", "aside-shm", path.name} <= names(copy)


def test_a_mark_that_cannot_be_removed_keeps_nothing_from_being_saved(
    path: Path, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library(path) as library:
        library.articles.add([press.kept(1, "字" * 400)])
    content = bytearray(path.read_bytes())
    content[:100] = bytes(100)
    path.write_bytes(content)
    suspicion(path).touch()
    unlink = Path.unlink

    def refuse(file: Path, missing_ok: bool = False) -> None:
        if file == suspicion(path):
            raise PermissionError(1, "no")
        unlink(file, missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    with Library(path) as library:
        assert library.notice is not None
        assert "救回 1 篇文章" in library.notice


# ── A mark without its library ───────────────────────────────────────────────────────────────────


def test_a_mark_beside_a_library_that_is_gone_is_dropped(path: Path) -> None:
    path.parent.mkdir()
    suspicion(path).touch()
    with Library(path) as library:
        assert library.notice is None
        assert library.writable
        assert library.headlines.open(Shelf()).total == 0
    assert not suspicion(path).exists()


@pytest.mark.parametrize("version", range(1, len(schema.STEPS)))
def test_an_older_library_that_is_marked_is_mended_and_brought_up_to_date(path: Path, version: int) -> None:
    path.parent.mkdir()
    older = apsw.Connection(str(path))
    for step in schema.STEPS[:version]:
        older.execute(step)
    older.pragma("application_id", schema.APPLICATION_ID)
    older.pragma("user_version", version)
    older.close()
    suspicion(path).touch()
    with Library(path) as library:
        assert library.notice is None
        assert library.writable
    assert not suspicion(path).exists()


def test_a_newer_library_that_is_marked_is_not_changed(
    path: Path, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Library(path) as library:
        library.channels.save(press.channels)
        library.articles.add([press.kept(1, "字")])
    database = apsw.Connection(str(path))
    # A count that an older reader would take for wrong, and mend.
    database.execute("UPDATE span SET articles = 7; UPDATE shelf SET articles = 7")
    database.execute(f"PRAGMA user_version = {len(schema.STEPS) + 1}")
    database.close()
    suspicion(path).touch()
    with Library(path) as library:
        assert not library.writable
        with pytest.raises(LibraryError, match="更新版本"):
            library.marks.read([1], True, NOW)
    database = apsw.Connection(str(path))
    assert database.execute("SELECT articles FROM span").fetchall() == [(7,)]
    database.close()


# ── What is no file ──────────────────────────────────────────────────────────────────────────────


KINDS = ("pipe", "endless", "device", "folder", "socket", "nowhere")


@pytest.fixture(params=KINDS)
def no_file(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Put:
    """Puts something in the place of a file that is none."""

    def put(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        match request.param:
            case "pipe":
                os.mkfifo(path)
            case "endless":
                path.symlink_to("/dev/zero")
            case "device":
                path.symlink_to("/dev/full")
            case "folder":
                path.mkdir()
            case "socket":
                # Its name may have a hundred bytes.
                with monkeypatch.context() as there, socket.socket(socket.AF_UNIX) as listening:
                    there.chdir(path.parent)
                    listening.bind(path.name)
            case "nowhere":
                path.symlink_to("nowhere")

    return put


pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")


@pytest.mark.parametrize("no_file", KINDS[1:], indirect=True)
@pytest.mark.parametrize("ending", ENDINGS)
def test_what_is_no_file_beside_the_library_is_named(path: Path, no_file: Put, ending: str) -> None:
    Library(path).close()
    strange = path.with_name(path.name + ending)
    no_file(strange)
    with within(20), pytest.raises(LibraryError) as refused:
        Library(path)
    assert str(refused.value) == f"{strange} 应为书库的文件，却不是文件；请移开它再试"
    assert os.path.lexists(strange)


@pytest.mark.parametrize("ending", ENDINGS)
def test_nobody_waits_at_a_pipe_beside_the_library(
    program: Callable[..., Finished], home: Path, ending: str
) -> None:
    path = home / "data/zhonggong-reader/library.sqlite3"
    Library(path).close()
    os.mkfifo(path.with_name(path.name + ending))
    # In a process of its own: SQLite, once it waits, cannot be kept from waiting.
    done = program("list", timeout=20)
    assert (done.code, done.out) == (1, "")
    assert f"{path}{ending} 应为书库的文件，却不是文件" in done.err


def test_what_is_no_file_beside_a_link_s_library_is_named(path: Path, tmp_path: Path, no_file: Put) -> None:
    Library(path).close()
    link = tmp_path / "elsewhere" / path.name
    link.parent.mkdir()
    link.symlink_to(path)
    no_file(path.with_name(f"{path.name}-shm"))
    with pytest.raises(LibraryError, match="-shm 应为书库的文件，却不是文件"):
        Library(link)


@pytest.mark.parametrize("no_file", ["pipe", "folder"], indirect=True)
def test_a_backup_that_is_no_file_is_not_waited_for(
    program: Callable[..., Finished], home: Path, no_file: Put, press: Press
) -> None:
    path = home / "data/zhonggong-reader/library.sqlite3"
    with Library(path) as library:
        library.articles.add([press.kept(1, "字" * 400)])
    database = apsw.Connection(str(path))
    database.execute("UPDATE article SET sha256 = zeroblob(32)")
    database.execute("INSERT INTO cleared (address, time, read) VALUES (1, 1, 0)")
    database.close()
    no_file(backup_of(path))
    assert "不是文件" in program("tidy", "--undo", timeout=20).err
    done = program("doctor", "--repair", timeout=20)
    assert "《第1条》已损坏" in done.out
    assert f"{backup_of(path)} 不是文件" in done.out


def test_nothing_is_looked_for_in_what_is_no_file(tmp_path: Path, no_file: Put) -> None:
    no_file(tmp_path / "broken")
    with within(10):
        assert list(carve(tmp_path / "broken")) == []

"""How a library is opened: made where there is none, brought to the newest schema, moved aside when broken.

Ends in a Store that can be read; whether it can be written, the Store says.
"""

import contextlib
import errno
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import apsw
from msgspec import Struct

from zhonggong_reader.errors import LibraryError, reason
from zhonggong_reader.language import tr
from zhonggong_reader.library import schema
from zhonggong_reader.library.store import DAMAGED, READ_ONLY, WITH_IT, Store, beside, one, suspicion

_TABLES: Final = "SELECT type, name, sql FROM sqlite_schema"


class Opened(Struct, frozen=True):
    """An open library."""

    store: Store
    aside: Path | None
    """The broken file that this library takes the place of; None: there was none."""


WORTH_TELLING: Final = 64 << 20
"""Bytes of a library from which on one waits noticeably while it is copied."""


def open_store(path: Path, tell: Callable[[str], None]) -> Opened:
    """Open the library at `path`; folder and file are made, for the reader's eyes only, where missing.

    tell: is told, in a line, what one waits for where that takes its time
    Raises LibraryError where there is no way to read it, or where it is another program's database.
    """
    _create(path)
    aside = None
    try:
        store = _connect(path)
    except _Broken as broken:
        aside = _move_aside(path, broken.inode)
        _create(path)
        store = _connect(path)
    try:
        _prepare(store, tell)
    except LibraryError:
        store.close()
        raise
    return Opened(store, aside)


class _Broken(Exception):
    """The file with this inode number is not a sound library."""

    def __init__(self, inode: int) -> None:
        super().__init__()
        self.inode = inode


def _create(path: Path) -> None:
    try:
        _make_folder(path.parent)
        # With O_EXCL a file that is there is not opened: closing it again would drop SQLite's locks.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        if not path.is_file():
            raise LibraryError(tr("书库 {path} 不是文件", path=path), tr("请移开它再试")) from None
    except OSError as error:
        raise LibraryError(
            tr("建不了书库 {path}：{reason}", path=path, reason=reason(error)),
            tr("请检查文件夹的权限和磁盘空间"),
        ) from error


def _make_folder(folder: Path) -> None:
    """Make the library's folder and those above it, where missing; raises OSError."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError as error:  # what is there is a file
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), folder) from error


def _connect(path: Path) -> Store:
    """Open for writing, else for reading, else as a file that nothing can change. Raises _Broken."""
    inode = path.stat().st_ino
    ways = [(apsw.SQLITE_OPEN_READWRITE, False), (apsw.SQLITE_OPEN_READONLY, False)]
    if not os.access(path.parent, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        # SQLite cannot put its log there, so no one else can be writing through it.
        ways.append((apsw.SQLITE_OPEN_READONLY, True))
    failures: list[LibraryError] = []
    for flags, immutable in ways:
        try:
            store = Store(path, flags=flags, immutable=immutable)
            _look_through(store)
        except LibraryError as error:
            if error.what == DAMAGED:
                raise _Broken(inode) from error
            if isinstance(error.__cause__, apsw.BusyError):
                raise
            failures.append(error)
        else:
            return store
    raise failures[0]


def _look_through(store: Store) -> None:
    """Check every page of a library that was found damaged while in use; close it if it is.

    What can be made anew out of the rest is mended in place: a broken index breaks no page, and would be
    found again and again.
    """
    mark = suspicion(store.path)
    if not mark.exists():
        return
    try:
        with store.alone() as db:
            verdict, version = _verdict(db), _version(db)
        if verdict != "ok":
            raise LibraryError(DAMAGED, str(verdict))
        if version > len(schema.STEPS):
            return  # what a newer reader has made only that one can mend
        # A library without any is made anew, where the marked one was taken away.
        if version and not store.read_only:
            from zhonggong_reader.library.repairing import mend  # noqa: PLC0415 - for the few that are broken

            mend(store)
    except LibraryError:
        store.close()
        raise
    with contextlib.suppress(OSError):
        mark.unlink()


def _verdict(db: apsw.Connection) -> str:
    """Return `ok` for a sound file, else what is wrong."""
    if not _has_our_tables(db):
        return "tables"
    try:
        if _version(db) == len(schema.STEPS):
            db.execute("SELECT rowid FROM entry LIMIT 1").fetchall()
        return str(one(db, "PRAGMA quick_check(1)")[0])
    except (apsw.SQLError, UnicodeDecodeError) as error:  # of the index, and of what the check quotes
        return str(error)


def _move_aside(path: Path, inode: int) -> Path | None:
    """Rename the broken library and what belongs to it; None where another process has done so."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    aside = path.with_name(f"{path.stem}.corrupt-{stamp}")
    while aside.exists():
        aside = aside.with_name(aside.name + "x")
    try:
        if path.stat().st_ino != inode:
            return None
        path.rename(aside)
        for ending in WITH_IT:
            with contextlib.suppress(FileNotFoundError):
                beside(path, ending).rename(beside(aside, ending))
    except OSError as error:
        raise LibraryError(
            tr("书库 {path} 已损坏，又不能另存：{reason}", path=path, reason=reason(error)),
            tr("请检查文件夹的权限"),
        ) from error
    with contextlib.suppress(OSError):
        suspicion(path).unlink()
    return aside


def _prepare(store: Store, tell: Callable[[str], None]) -> None:
    """See whose file this is and bring it to the newest schema."""
    with store.reading() as db:
        owner, version = _owner(db), _version(db)
        empty = not one(db, "SELECT count(*) FROM sqlite_schema")[0]
    if owner != schema.APPLICATION_ID and not (empty and owner == 0):
        raise LibraryError(
            tr("{path} 是别的程序的数据库，不是书库", path=store.path), tr("请移开它，或换一个位置")
        )
    # Not before this: another program's file stays as it is.
    if not store.read_only:
        if empty:
            store.shrinks_by_steps()
        store.keep_log()
    newest = len(schema.STEPS)
    if version > newest:
        store.read_only = LibraryError(
            tr("{read_only}：它由更新版本的阅读器写成", read_only=READ_ONLY),
            tr("请更新 zhonggong-reader，已有的文章仍可阅读"),
        )
    elif version < newest:
        if store.read_only:
            raise LibraryError(tr("书库是旧版本的，又不可写，不能更新"), tr("请检查文件权限"))
        _migrate(store, tell)
    store.schema_is_sound = _has_our_tables


def _has_our_tables(db: apsw.Connection) -> bool:
    """Tell whether a library has the tables of its version, as their steps define them."""
    fresh = apsw.Connection(":memory:")
    try:
        version = _version(db)
        if not 0 < version <= len(schema.STEPS):
            return True
        for step in schema.STEPS[:version]:
            fresh.execute(step)
        return set(fresh.execute(_TABLES)) <= set(db.execute(_TABLES))
    except (apsw.Error, UnicodeDecodeError):
        return False
    finally:
        fresh.close()


def _migrate(store: Store, tell: Callable[[str], None]) -> None:
    """Take every step that the file has not taken: all of them hold, or none.

    Who holds the right to write keeps every other opener out, so there is one backup and no file
    between two versions.
    """
    with store.writing() as db:
        # Another process may have been first.
        version = _version(db)
        if 0 < version < len(schema.STEPS):
            if (size := store.path.stat().st_size) >= WORTH_TELLING:
                tell(tr("正在备份书库（{size} MB），然后更新它的格式 …", size=size >> 20))
            _back_up(store.path, version)
        for step in schema.STEPS[version:]:
            db.execute(step)
        db.pragma("application_id", schema.APPLICATION_ID)
        db.pragma("user_version", max(version, len(schema.STEPS)))


def _back_up(path: Path, version: int) -> None:
    """Copy the library to `library.v1.sqlite3` (version 1) before its schema changes."""
    final = path.with_name(f"{path.stem}.v{version}{path.suffix}")
    partial = final.with_name(final.name + "-partial")
    try:
        partial.unlink(missing_ok=True)
        _create(partial)
        # A connection of its own: that which holds the right to write cannot be copied from.
        original, copy = Store(path, flags=apsw.SQLITE_OPEN_READONLY), Store(partial)
        try:
            with (
                copy.alone() as target,
                original.alone() as source,
                target.backup("main", source, "main") as backup,
            ):
                backup.step()
        finally:
            copy.close()
            original.close()
        partial.replace(final)
    except OSError as error:
        raise LibraryError(
            tr("更新前备份不了书库：{reason}", reason=reason(error)), tr("请腾出磁盘空间再试")
        ) from error


def _owner(db: apsw.Connection) -> int:
    owner: int = db.pragma("application_id")
    return owner


def _version(db: apsw.Connection) -> int:
    version: int = db.pragma("user_version")
    return version

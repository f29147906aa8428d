"""A copy of the library beside it, made by SQLite's own backup while others read and write.

The copy is one state of the library. It takes the place of the last one when it is whole and found
sound: a copy that breaks off, or that of a damaged library, leaves the last one as it is.
"""

import contextlib
import os
import time
from collections.abc import Generator
from pathlib import Path
from typing import Final

import apsw

from zhonggong_reader.errors import LibraryError, reason
from zhonggong_reader.language import tr
from zhonggong_reader.library.store import Store, one

PAGES: Final = 256
"""Pages that one step copies: a megabyte."""
_ABANDONED: Final = 24 * 60 * 60
"""Seconds after which a copy that was not finished is nobody's any more."""


def backup_of(library: Path) -> Path:
    """Return where the copy of a library stands: `library.backup.sqlite3`."""
    return library.with_name(f"{library.stem}.backup{library.suffix}")


def back_up(library: Path) -> Generator[float, None, None]:
    """Copy the library step by step; give after each step which part of it is done, 0 … 1.

    Who takes the steps, all in one thread, may pause between them, or stop. Raises LibraryError where
    the copy cannot be written, or is not sound.
    """
    final = backup_of(library)
    _sweep_up(final)
    # Two programs may copy at the same time: each has a file of its own until it is done.
    partial = final.with_name(f"{final.name}-partial-{os.getpid()}")
    try:
        partial.unlink(missing_ok=True)
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield from _copy(library, partial)
        partial.replace(final)
        _flush(final.parent)
    except OSError as error:
        raise LibraryError(
            tr("备份不了书库：{reason}", reason=reason(error)), tr("请检查磁盘空间和文件夹的权限")
        ) from error
    finally:
        for ending in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                partial.with_name(partial.name + ending).unlink(missing_ok=True)


def _copy(library: Path, partial: Path) -> Generator[float, None, None]:
    original, copy = Store(library, flags=apsw.SQLITE_OPEN_READONLY), Store(partial)
    try:
        # Inside one transaction the library stands still for the copy: no step begins it anew.
        with original.reading() as source, copy.alone() as target:
            one(source, "SELECT count(*) FROM sqlite_schema")
            with target.backup("main", source, "main") as backup:
                while not backup.done:
                    backup.step(PAGES)
                    yield 1 - backup.remaining / max(1, backup.page_count)
        with copy.alone() as target:
            verdict = one(target, "PRAGMA quick_check(1)")[0]
        if verdict != "ok":
            raise LibraryError(
                tr("书库有损坏，没有用它换掉上一次的备份"), tr("请运行 zhonggong-reader doctor")
            )
    finally:
        copy.close()
        original.close()


def _sweep_up(final: Path) -> None:
    """Remove copies that were never finished."""
    for partial in final.parent.glob(f"{final.name}-partial-*"):
        with contextlib.suppress(OSError):
            if time.time() - partial.stat().st_mtime > _ABANDONED:
                partial.unlink()


def _flush(folder: Path) -> None:
    """Have the new name on disk too (folders cannot be opened everywhere)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

"""One connection to the library's file, one lock, transactions; SQLite's errors become LibraryError here.

Knows how SQLite is to be held, and nothing of headlines or articles.
"""

import contextlib
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import apsw

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.language import tr

BUSY_TIMEOUT: Final = 10_000
"""Milliseconds that a write waits for another process to finish its own."""
_CACHE: Final = -16_384
"""KiB of pages in memory (negative: SQLite's sign for KiB)."""
_WAL_LIMIT: Final = 67_108_864
"""Bytes that the write-ahead log keeps on disk after a large transaction."""

_TRIES: Final = 20
"""How often other processes may come first while a new library is made."""

_SURPRISES: Final = (
    *(apsw.ConstraintError, apsw.MismatchError),
    *(TypeError, AttributeError, ValueError, IndexError, KeyError),
)

WITH_IT: Final = ("-wal", "-shm", "-journal")
"""Endings of the files that SQLite keeps beside a database."""

READ_ONLY: Final = tr("书库不可写")
DAMAGED: Final = tr("书库文件损坏")


class Store:
    """The open file. Threads take turns; other processes may have it open as well.

    Who reads waits for nobody who writes: while the connection is busy, reading goes over a second one,
    which is opened when it is first needed.
    """

    def __init__(
        self, path: Path, *, flags: int = apsw.SQLITE_OPEN_READWRITE, immutable: bool = False
    ) -> None:
        """Connect to `path`, which must exist.

        `immutable` reads a file that nothing can change, in a folder where SQLite may not even
        put its own files. Raises LibraryError where it cannot be opened, or is no file.
        """
        self.path = path
        self.read_only: LibraryError | None = None
        """Why nothing can be written; None: it can."""
        self.before_commit: Callable[[apsw.Connection], None] | None = None
        """What every change has to do last, inside its transaction."""
        self.schema_is_sound: Callable[[apsw.Connection], bool] | None = None
        """Tells whether the tables are those that the statements are written for."""
        self._flags, self._immutable = flags, immutable
        self._lock = threading.RLock()
        self._spare_lock = threading.RLock()
        self._spare: apsw.Connection | None = None
        self._ours = flags == apsw.SQLITE_OPEN_READWRITE and not immutable
        _refuse_what_is_no_file(path)
        with self._explained():
            self._connection = self._connect()
        if self._connection.readonly("main"):
            self.read_only = LibraryError(READ_ONLY, tr("请检查文件权限，已有的文章仍可阅读"))

    def _connect(self) -> apsw.Connection:
        if self._immutable:
            name = self.path.absolute().as_uri() + "?immutable=1"
            connection = apsw.Connection(name, apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
        else:
            connection = apsw.Connection(str(self.path), self._flags)
        try:
            _configure(connection)
        except apsw.Error:
            connection.close()
            raise
        return connection

    def keep_log(self) -> None:
        """Switch the file to a write-ahead log, which it keeps (file systems without shared memory: not).

        Until then SQLite has a journal beside the file. One whose name came back after the power was cut
        would undo all that was written since, so its deletion is flushed as well.
        """
        with self._lock, self._explained(), self._flushing_names():
            for _ in range(_TRIES):
                try:
                    self._connection.pragma("journal_mode", "wal")
                except apsw.BusyError:
                    # SQLite does not wait here for another process that is making the same library;
                    # a transaction does, or raises when that takes too long.
                    self._connection.execute("BEGIN IMMEDIATE; COMMIT")
                else:
                    return
            raise apsw.BusyError("no chance to switch to a write-ahead log")

    @contextlib.contextmanager
    def _flushing_names(self) -> Iterator[None]:
        self._connection.pragma("synchronous", "extra")
        try:
            yield
        finally:
            self._connection.pragma("synchronous", "full")

    def shrinks_by_steps(self) -> None:
        """Let a file that has no tables yet give room back to the disk little by little."""
        with self._lock, self._explained():
            self._connection.pragma("auto_vacuum", "incremental")

    def close(self) -> None:
        """End the connection; closing twice is harmless."""
        with self._lock, self._spare_lock, self._explained():
            self._connection.close()
            if self._spare:
                self._spare.close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[apsw.Connection]:
        """Hold one state of the library for several statements."""
        try:
            with self._explained(), self._calm() as connection, _transaction(connection, "BEGIN"):
                yield connection
        except OverflowError as error:  # a number that nobody but damage could have put there
            raise self.damaged() from error

    @contextlib.contextmanager
    def writing(self) -> Iterator[apsw.Connection]:
        """Change the library: all that is done inside holds, on disk, or none of it.

        Raises LibraryError where the library cannot be written.
        """
        if self.read_only:
            raise LibraryError(self.read_only.what, self.read_only.hint)
        try:
            with self._lock, self._explained(), _transaction(self._connection, "BEGIN IMMEDIATE"):
                yield self._connection
                if self.before_commit:
                    self.before_commit(self._connection)
        except OverflowError as error:
            raise _too_large(error) from error

    @contextlib.contextmanager
    def alone(self) -> Iterator[apsw.Connection]:
        """Hold the connection outside any transaction (backup, checks)."""
        with self._lock, self._explained():
            yield self._connection

    @contextlib.contextmanager
    def _calm(self) -> Iterator[apsw.Connection]:
        """Hold a connection on which nobody writes."""
        if self._lock.acquire(blocking=False):
            try:
                yield self._connection
            finally:
                self._lock.release()
            return
        with self._spare_lock:
            self._spare = self._spare or self._connect()
            yield self._spare

    def damaged(self) -> LibraryError:
        """Return the error for a file that is broken; the next start will look through it."""
        # Checking it at every start takes seconds.
        if self._ours:
            with contextlib.suppress(OSError):
                suspicion(self.path).touch(mode=0o600)
        return LibraryError(DAMAGED, tr("重新启动阅读器，会另存坏文件并救出完好的文章"))

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what SQLite raises into LibraryError, and what only a broken file can lead to."""
        try:
            yield
        except (apsw.CorruptError, apsw.NotADBError, apsw.FormatError) as error:
            raise self.damaged() from error
        except apsw.SQLError as error:
            # A statement of ours that is not understood is a bug, unless the definition of a table is broken.
            is_of_index = "fts5 file format" in str(error)
            if not is_of_index and (self.schema_is_sound is None or self.schema_is_sound(self._connection)):
                raise
            raise self.damaged() from error
        except apsw.FullError as error:
            raise LibraryError(
                tr("书库写不进去：磁盘已满"), tr("请腾出空间后再试，已有的文章仍可阅读")
            ) from error
        except (apsw.BusyError, apsw.LockedError) as error:
            raise LibraryError(tr("书库正被另一个程序占用"), tr("请等它结束后再试")) from error
        except (apsw.ReadOnlyError, apsw.PermissionsError) as error:
            raise LibraryError(READ_ONLY, tr("请检查文件权限，已有的文章仍可阅读")) from error
        except (apsw.CantOpenError, apsw.IOError, apsw.NoLFSError, apsw.ProtocolError) as error:
            raise LibraryError(
                tr("书库 {path} 打不开或读写出错：{error}", path=self.path, error=error),
                tr("请检查磁盘和文件权限"),
            ) from error
        except apsw.ConnectionClosedError as error:
            # A thread that was still at work when the program closed the library.
            raise LibraryError(tr("书库已经关上")) from error
        except UnicodeDecodeError as error:
            raise LibraryError(tr("书库里有一处文字已损坏"), tr("联网后会重新取回")) from error
        except (apsw.TooBigError, UnicodeEncodeError) as error:
            raise _too_large(error) from error
        except _SURPRISES as error:
            # A bug, unless the file holds what no statement of ours puts there.
            if self._is_sound():
                raise
            raise self.damaged() from error

    def _is_sound(self) -> bool:
        try:
            with self._lock:
                verdict: str = one(self._connection, "PRAGMA integrity_check(1)")[0]
        except (apsw.Error, UnicodeDecodeError):
            return False
        return verdict == "ok"


def _refuse_what_is_no_file(path: Path) -> None:
    """Raise LibraryError where a database, or a file beside it, is a named pipe, a folder, a device, ….

    SQLite would wait at a pipe for ever, and says of the others nothing that helps.
    """
    with contextlib.suppress(OSError, RuntimeError):  # what cannot be looked at SQLite will explain
        path = path.resolve()  # where a link leads is where SQLite puts its files
    for file in (path, *(beside(path, ending) for ending in WITH_IT), suspicion(path)):
        try:
            mode = file.lstat().st_mode
        except OSError:
            continue
        if not stat.S_ISREG(mode):
            raise LibraryError(tr("{file} 应为书库的文件，却不是文件", file=file), tr("请移开它再试"))


def _too_large(error: Exception) -> LibraryError:
    return LibraryError(tr("有内容存不进书库：{error}", error=error))


def _configure(connection: apsw.Connection) -> None:
    """Hold a connection as the rules say; raises apsw.Error where the file is no database."""
    connection.set_busy_timeout(BUSY_TIMEOUT)
    for option, value in (
        (apsw.SQLITE_DBCONFIG_DEFENSIVE, 1),
        (apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
        (apsw.SQLITE_DBCONFIG_ENABLE_FKEY, 1),
        (apsw.SQLITE_DBCONFIG_DQS_DML, 0),
        (apsw.SQLITE_DBCONFIG_DQS_DDL, 0),
    ):
        connection.config(option, value)
    connection.pragma("cell_size_check", True)
    connection.pragma("cache_size", _CACHE)
    if not connection.readonly("main"):
        connection.pragma("synchronous", "full")
        connection.pragma("journal_size_limit", _WAL_LIMIT)
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()


@contextlib.contextmanager
def _transaction(connection: apsw.Connection, begin: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    finally:
        # SQLite itself rolls back on some errors (disk full).
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def suspicion(path: Path) -> Path:
    """Return the file beside `path` that says: this library was found damaged while in use."""
    return beside(path, "-suspect")


def beside(path: Path, ending: str) -> Path:
    """Return the file that stands beside a database under its name and an ending."""
    return path.with_name(path.name + ending)


def one(connection: apsw.Connection, sql: str, bindings: tuple[str | bytes | int | None, ...] = ()) -> Any:
    """Return the first row that `sql` gives, as a tuple; None where it gives none."""
    # Read to the end: an open cursor would hold the transaction.
    rows = connection.execute(sql, bindings).fetchall()
    return rows[0] if rows else None

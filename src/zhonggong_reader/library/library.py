"""The library as others hold it: its parts, over one open file."""

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Self

import msgspec

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.language import tr
from zhonggong_reader.library.arrivals import Arrivals
from zhonggong_reader.library.articles import Articles
from zhonggong_reader.library.backup import back_up, backup_of
from zhonggong_reader.library.channels import Channels
from zhonggong_reader.library.editions import Editions
from zhonggong_reader.library.failures import Failures
from zhonggong_reader.library.headlines import Headlines
from zhonggong_reader.library.imports import Imports
from zhonggong_reader.library.keeping import Keeping
from zhonggong_reader.library.marks import Marks
from zhonggong_reader.library.opening import open_store
from zhonggong_reader.library.papers import Papers
from zhonggong_reader.library.saved import Saved
from zhonggong_reader.library.search import Index, Readings, Search
from zhonggong_reader.library.store import one
from zhonggong_reader.library.watched import Watched
from zhonggong_reader.model import Colophon

if TYPE_CHECKING:
    from zhonggong_reader.library.checkup import Checkup


class Library:
    """An open library. Synchronous; threads and other processes may use it at the same time.

    Every method of its parts raises LibraryError where the file cannot be read or written.
    """

    def __init__(self, path: Path, tell: Callable[[str], None] = lambda _: None) -> None:
        """Open the library at `path`, or make it. Raises LibraryError where neither is possible.

        tell: is told, in a line, what one waits for where opening takes its time
        """
        self.path = path
        opened = open_store(path, tell)
        self._store = opened.store
        self.channels = Channels(opened.store)
        self.headlines = Headlines(opened.store)
        self.arrivals = Arrivals(opened.store)
        self.articles = Articles(opened.store)
        self.editions = Editions(opened.store)
        self.failures = Failures(opened.store)
        self.keeping = Keeping(opened.store)
        self.marks = Marks(opened.store)
        self.imports = Imports(opened.store)
        self.papers = Papers(opened.store)
        readings = Readings(opened.store)
        self.index = Index(opened.store, readings)
        self.search = Search(opened.store, readings)
        self.saved = Saved(opened.store, self.search)
        self.watched = Watched(opened.store, self.search)
        self.notice: str | None = None
        """What the reader should know about how the library was opened, in one line."""
        if opened.store.read_only:
            self.notice = str(opened.store.read_only)
        if opened.aside:
            tell(tr("书库文件已损坏，正在救出完好的文章 …"))
            self.notice = tr(
                "书库文件已损坏，另存为 {aside}；{rescue}",
                aside=opened.aside,
                rescue=self._rescue(opened.aside),
            )

    @property
    def writable(self) -> bool:
        """Whether the file can be written, as far as is known."""
        return self._store.read_only is None

    def checkup(self) -> "Checkup":
        """Look through the file and a sample of its articles."""
        from zhonggong_reader.library.checkup import check  # noqa: PLC0415 - not for the start

        return check(self._store)

    def take_back(self) -> int:
        """Take in again, out of the backup, what the limits let go last; return how many articles."""
        from zhonggong_reader.library.returning import take_back  # noqa: PLC0415 - not for the start

        return take_back(backup_of(self.path), self._store)

    def repair(self) -> list[str]:
        """Mend what can be mended in place; return what was mended, a sentence each."""
        from zhonggong_reader.library.repairing import repair  # noqa: PLC0415 - not for the start

        return repair(self._store, backup_of(self.path))

    def back_up(self) -> Generator[float, None, None]:
        """Copy the library to `library.backup.sqlite3`, step by step; see `backup.back_up`."""
        return back_up(self.path)

    def colophon(self) -> Colophon | None:
        """Return what the site said about itself last.

        None before the first page came, and where what is stored cannot be understood: the next
        page brings it anew.
        """
        with self._store.reading() as db:
            row = one(db, "SELECT value FROM site WHERE name = 'colophon'")
        try:
            return msgspec.json.decode(row[0], type=Colophon) if row else None
        except (msgspec.DecodeError, msgspec.ValidationError):
            return None

    def save_colophon(self, colophon: Colophon) -> None:
        """Keep what the site says about itself."""
        value = msgspec.json.encode(colophon).decode()
        with self._store.writing() as db:
            db.execute(
                "INSERT INTO site (name, value) VALUES ('colophon', ?1)"
                " ON CONFLICT (name) DO UPDATE SET value = ?1 WHERE value <> ?1",
                (value,),
            )

    def _rescue(self, broken: Path) -> str:
        """Save what can be saved and tell how much; the program starts in any case."""
        from zhonggong_reader.library.rescue import rescue  # noqa: PLC0415 - not for the start

        try:
            saved = rescue(broken, self._store)
        except LibraryError as error:
            return tr("没能救回全部文章：{error}", error=error)
        return tr(
            "救回 {articles} 篇文章、{headlines} 条标题", articles=saved.articles, headlines=saved.headlines
        )

    def close(self) -> None:
        """Close the file; closing twice is harmless."""
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

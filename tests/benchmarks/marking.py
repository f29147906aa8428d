"""Marking a whole library read, and undoing it: `python tests/benchmarks/marking.py LIBRARY`

Marks everything unread in a copy of the library as read, undoes that, does it again and undoes it again.
Meanwhile two more processes use the same file: one keeps a place in an article, the other opens the list and
reads its first page and its last, each every PAUSE seconds. For each step: how many articles it changed, how
long it took by the clock and by CPU time, how soon the reader of a screen is told of the first part, the
longest part (during which no other process writes), and the longest that the other two had to wait. Below
it the same marks in a plain table of SQLite with an index of what is unread, in one transaction.
"""

import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Final

import apsw

from zhonggong_reader.library import Library
from zhonggong_reader.model import Deed, Position, Shelf

NOW: Final = datetime(2026, 10, 5, 18, 0, tzinfo=UTC)
PAUSE: Final = 0.05
"""Seconds between two things that another process does."""


def other(way: str, path: Path) -> None:
    """Read or write until standard input ends; for each line of it print the longest wait since the last."""
    with Library(path) as library:
        longest = 0.0
        print("ready", flush=True)
        while True:
            begin = time.perf_counter()
            if way == "write":
                library.marks.position(1, Position(0, 0))
            else:
                view = library.headlines.open(Shelf())
                library.headlines.page(view, 0, 60)
                library.headlines.page(view, view.total - 60, 60)
            longest = max(longest, time.perf_counter() - begin)
            if select.select([sys.stdin], [], [], PAUSE)[0]:
                if not sys.stdin.readline():
                    return
                print(longest, flush=True)
                longest = 0.0


class Other:
    """Another process at work on the same file."""

    def __init__(self, way: str, path: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__, "--other", way, path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()

    def longest(self) -> float:
        """Return the longest that it waited since it was asked last, in milliseconds."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return 1000 * float(self._answer())

    def end(self) -> None:
        """Let it end."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()

    def _answer(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline()


def step(
    name: str, act: Callable[[Callable[[Deed], object]], Deed | None], others: tuple[Other, Other]
) -> None:
    """Do one step, and print what it took."""
    told = [time.perf_counter()]
    for each in others:
        each.longest()
    clock, cpu = time.perf_counter(), time.process_time()
    deed = act(lambda _: told.append(time.perf_counter()))
    clock, cpu = time.perf_counter() - clock, time.process_time() - cpu
    writer, reader = (each.longest() for each in others)
    parts = [1000 * (later - earlier) for earlier, later in pairwise(told)]
    print(
        f"{name:12}{deed.articles if deed else 0:>10,}{clock:>9.1f} s{cpu:>9.1f} s{parts[0]:>9,.0f} ms"
        f"{max(parts):>9,.0f} ms{writer:>9,.0f} ms{reader:>9,.0f} ms",
        flush=True,
    )


def plain(path: Path, folder: Path) -> None:
    """Print what the same marks take where nothing but marks and lists is kept."""
    database = apsw.Connection(str(folder / "plain.sqlite3"))
    database.pragma("journal_mode", "wal")
    database.execute("ATTACH ? AS library", (str(path),))
    database.execute(
        "CREATE TABLE item (id INTEGER PRIMARY KEY, time INTEGER, read INTEGER, title TEXT);"
        "INSERT INTO item SELECT id, time, read, title FROM library.headline;"
        "CREATE INDEX unread ON item (time, id) WHERE read = 0; CREATE INDEX every ON item (time, id)"
    )
    clock, cpu = time.perf_counter(), time.process_time()
    database.execute("UPDATE item SET read = 1 WHERE read = 0")
    took = time.perf_counter() - clock
    print(f"{'plain table':12}{database.changes():>10,}{took:>9.1f} s{time.process_time() - cpu:>9.1f} s")


def main(given: list[str]) -> None:
    """Measure one library."""
    if given[0] == "--other":
        other(given[1], Path(given[2]))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite3"
        shutil.copyfile(given[0], path)
        heads = f"{'articles':>10}{'clock':>11}{'CPU':>11}{'first told':>12}{'longest':>12}"
        print(f"{'':12}{heads}{'writer':>12}{'reader':>12}")
        others = Other("write", path), Other("read", path)
        with Library(path) as library:
            marks = library.marks
            step("mark all", lambda report: marks.all_read(Shelf(), NOW, report=report), others)
            step("undo", marks.undo, others)
            step("redo", marks.redo, others)
            step("undo", marks.undo, others)
        for each in others:
            each.end()
        plain(path, Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])

"""How long the lists of a large library take.

    python tests/benchmarks/library_lists.py [HEADLINES | LIBRARY]

Makes a library of so many headlines, or takes one that is there, as it is: marks are written to it. Prints a
table of milliseconds. What keeps them small is asserted by the tests, on SQLite's own plans.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from statistics import median

from zhonggong_reader.library import Library
from zhonggong_reader.model import Shelf

MAKER = Path(__file__).with_name("library_maker.py")
NOW = datetime(2026, 10, 5, tzinfo=UTC)
PAGE = 60


def measure(name: str, act: Callable[[], object], times: int = 20) -> None:
    """Print the median and the longest of so many runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        taken.append(1000 * (time.perf_counter() - start))
    print(f"{name:44} {median(taken):9.2f} {max(taken):9.2f}", flush=True)


def lists(library: Library, shelf: Shelf) -> None:
    """Measure what reading one list takes."""
    rows, dice = library.headlines, random.Random(1)
    view = rows.open(shelf)
    middle = view.total // 2
    name = f"{shelf.channel or 'every channel'}{', unread' * shelf.unread}{', starred' * shelf.starred}"
    print(f"{name}: {view.total:,} rows")
    measure("  open", lambda: rows.open(shelf))
    measure("  first page", lambda: rows.page(view, 0, PAGE))
    measure("  last page", lambda: rows.page(view, view.total - PAGE, PAGE))
    measure("  jump to the middle for the first time", lambda: rows.page(view, middle, PAGE), times=1)
    walk = cycle(range(middle, view.total, PAGE))
    measure("  page after page from there", lambda: rows.page(view, next(walk), PAGE), times=50)
    measure("  jump anywhere", lambda: rows.page(view, dice.randrange(view.total), PAGE), times=50)
    identity = rows.page(view, middle, 1)[0].id
    measure("  row of a headline", lambda: rows.row_of(view, identity))
    measure("  next unread", lambda: rows.next_unread(view, middle, 1))

    def mark_and_show() -> None:
        library.marks.read([identity], True, NOW)
        library.marks.read([identity], False, NOW)
        rows.page(view, middle, PAGE)

    measure("  mark twice and show the page again", mark_and_show)


def measure_all(path: Path) -> None:
    """Print the table of one library."""
    print(f"{'milliseconds':44} {'median':>9} {'longest':>9}")
    measure("open the library", lambda: Library(path).close())
    with Library(path) as library:
        for shelf in (Shelf(), Shelf(unread=True), Shelf(starred=True), Shelf("quanzong")):
            lists(library, shelf)
        measure("channels", library.channels.all)
        measure("100 missing articles", lambda: library.articles.missing(None, 100))
        view = library.headlines.open(Shelf())
        identity = library.headlines.page(view, view.total // 2, 1)[0].id
        measure("an article", lambda: library.articles.get(identity))


def main(asked: str) -> None:
    """Make a library of so many headlines, or take the one that is named, and read its lists."""
    if not asked.isdecimal():
        measure_all(Path(asked))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite3"
        start = time.perf_counter()
        subprocess.run([sys.executable, MAKER, path, asked, "1000"], check=True)
        seconds, megabytes = time.perf_counter() - start, path.stat().st_size / 1e6
        print(f"{int(asked):,} headlines in {seconds:.0f} s, {megabytes:,.0f} MB")
        measure_all(path)
        with Library(path) as library:
            measure("mark all as read", lambda: library.marks.all_read(Shelf(), NOW), times=1)
            view = library.headlines.open(Shelf())
            library.marks.read([library.headlines.page(view, view.total - 1, 1)[0].id], False, NOW)
        with Library(path) as library:
            measure(
                "next unread behind all the read ones", lambda: library.headlines.next_unread(view, 0, 1), 1
            )


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "1000000")

"""How fast articles come in from a file, and in how much memory.

    python tests/benchmarks/importing.py [--into LIBRARY] [--ways WAY …] [--lines LINES …]

For each number of lines a file of JSON Lines is made, as `export --format jsonl` writes them, of articles of
1,500 characters (`prose.py`; their texts come round after TEXTS). It is taken in by each of WAYS, each in a
process of its own with a peak of memory of its own:

- `insert`: rows that are ready, into a table of SQLite, the address unique, as many in a transaction as the
  library writes: the least that this disk takes for it (of READY lines: they are held in memory);
- `plain`: lines read, decoded, deflated and inserted in the same way, unchecked;
- `import`: the library takes the file in, as the command does;
- `index`: the library takes what came into its index of words, as the command does afterwards.

With `--into`, the last two work on a copy of a library that is there already. Prints articles a second by the
clock and by CPU time, and the most memory that a process had; asserts nothing.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

import apsw
import msgspec
from library_maker import CHARACTERS, NEWEST, SITE
from prose import Prose

from zhonggong_reader import clippings
from zhonggong_reader.cli.indexing import AT_ONCE
from zhonggong_reader.library import Library
from zhonggong_reader.library.imports import BATCH
from zhonggong_reader.model import Article, KeptArticle, Paragraph
from zhonggong_reader.text import clean, clean_line

TEXTS: Final = 20_000
"""Different texts in a file."""
READY: Final = 20_000
"""Rows that are held in memory for the least there is."""
WAYS: Final = ("insert", "plain", "import", "index")
TABLE: Final = """
CREATE TABLE article (
  id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, title TEXT NOT NULL, time TEXT, content BLOB NOT NULL
)
"""
INSERT: Final = "INSERT INTO article (address, title, time, content) VALUES (?, ?, ?, ?)"

Row = tuple[str, str, str, bytes]


def articles(count: int) -> Iterator[KeptArticle]:
    """Give `count` articles, each half a minute older than the one before it."""
    prose = Prose(seed=2)
    bodies: list[tuple[Paragraph, ...]] = []
    for number in range(count):
        if number < TEXTS:
            bodies.append(tuple(Paragraph(clean(text)) for text in prose.paragraphs(number, CHARACTERS)))
        article = Article(
            address=f"{SITE}/c/import/{number}.shtml",
            title=clean_line(prose.title(number % TEXTS)),
            source=clean_line("中工网"),
            published=NEWEST - timedelta(seconds=30 * number),
            blocks=bodies[number % TEXTS],
        )
        yield KeptArticle(
            id=0, article=article, fetched=NEWEST.astimezone(UTC), read=False, starred=False, position=None
        )


def rows(path: Path) -> Iterator[Row]:
    """Give what a plain program stores of each line."""
    with path.open("rb") as stream:
        for line in stream:
            value = msgspec.json.decode(line)
            yield value["address"], value["title"], value["published"], zlib.compress(line)


def insert(path: Path, given: Iterator[Row]) -> int:
    """Insert rows into a new plain database; return how many."""
    database = apsw.Connection(str(path))
    database.pragma("journal_mode", "wal")
    database.pragma("synchronous", "full")
    database.execute(TABLE)
    count = 0
    while batch := list(islice(given, BATCH)):
        with database:
            database.executemany(INSERT, batch)
        count += len(batch)
    database.close()
    return count


def take_in(path: Path, lines: Path) -> int:
    """Let the library import the file; return how many articles came."""
    with Library(path) as library, lines.open("rb") as stream:
        return library.articles.add(
            each for each in clippings.Lines(stream) if isinstance(each, KeptArticle)
        ).new


def catch_up(path: Path) -> int:
    """Let the library bring its index up to date; return how many articles it took."""
    with Library(path) as library:
        count = 0
        while done := library.index.catch_up(AT_ONCE):
            count += done
    return count


def peak() -> int:
    """Return the most bytes that this process had in memory."""
    status = Path("/proc/self/status")
    if status.exists():
        # What getrusage says counts in the process that started this one, before it became this program.
        return sum(1024 * int(line.split()[1]) for line in status.open() if line.startswith("VmHWM:"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def work(way: str, path: Path, lines: Path) -> None:
    """Do one thing, and print what it took as JSON."""
    given = rows(lines)
    if way == "insert":
        given = iter(list(islice(given, READY)))
    clock, cpu = time.perf_counter(), time.process_time()
    match way:
        case "insert" | "plain":
            count = insert(path, given)
        case "import":
            count = take_in(path, lines)
        case _:
            count = catch_up(path)
    took = (count, time.perf_counter() - clock, time.process_time() - cpu)
    print(json.dumps((*took, peak())))


def measure(count: int, into: Path | None, ways: Sequence[str]) -> None:
    """Make a file of so many lines and print what each way takes."""
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "articles.jsonl"
        with lines.open("w", encoding="utf-8") as stream:
            stream.writelines(clippings.write(articles(count)))
        library = Path(folder) / "library.sqlite3"
        if into:
            shutil.copyfile(into, library)
        size = lines.stat().st_size / count
        print(f"{count:,} lines of {size:,.0f} bytes" + (f", into {into.name}" if into else ""))
        for way in ways:
            path = library if way in ("import", "index") else Path(folder) / f"{way}.sqlite3"
            command = [sys.executable, __file__, "--work", way, str(path), str(lines)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            came, clock, cpu, memory = json.loads(done.stdout)
            print(
                f"  {way:8}{came:>10,}{came / clock:>10,.0f}/s by the clock"
                f"{came / cpu:>10,.0f}/s of CPU{1e6 * cpu / came:>10,.0f} µs{memory / 1e6:>8,.0f} MB",
                flush=True,
            )
            if path != library:
                path.unlink()


def main(given: Sequence[str]) -> None:
    """Measure each number of lines that is asked for."""
    if given[:1] == ["--work"]:
        work(given[1], Path(given[2]), Path(given[3]))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, nargs="+", default=[10_000])
    parser.add_argument("--ways", choices=WAYS, nargs="+", default=WAYS)
    parser.add_argument("--into", type=Path, metavar="LIBRARY")
    asked = parser.parse_args(given)
    for count in asked.lines:
        measure(count, asked.into, asked.ways)


if __name__ == "__main__":
    main(sys.argv[1:])

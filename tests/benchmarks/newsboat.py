"""The same articles in newsboat: start, memory, search: `python tests/benchmarks/newsboat.py LIBRARY`.

Copies the newest MOST articles of a library into a cache as newsboat 2.21 lays it out, one feed of plain
text, and measures the statement by which it searches (`LIKE` over titles and texts), in SQLite with a page
cache that is warm. Where the program is installed it is started on a pty over that cache: from the start to
its list of feeds, from Enter behind a word to its list of hits, and the memory it has then.
"""

import argparse
import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Final

import apsw
from search import WORDS, timed

from zhonggong_reader.library import Library
from zhonggong_reader.model import Shelf, running_text

MOST: Final = 100_000
FEED: Final = "http://127.0.0.1:9/feed"
NAME: Final = "zhonggong"
SCHEMA: Final = """
CREATE TABLE rss_feed (
  rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL, title VARCHAR(1024) NOT NULL,
  lastmodified INTEGER(11) NOT NULL DEFAULT 0, is_rtl INTEGER(1) NOT NULL DEFAULT 0,
  etag VARCHAR(128) NOT NULL DEFAULT ''
);
CREATE TABLE rss_item (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT NULL,
  author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL,
  pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL,
  enclosure_url VARCHAR(1024), enclosure_type VARCHAR(1024), enqueued INTEGER(1) NOT NULL DEFAULT 0,
  flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0, base VARCHAR(128) NOT NULL DEFAULT ''
);
CREATE TABLE google_replay (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, state INTEGER NOT NULL,
  ts INTEGER NOT NULL
);
CREATE INDEX idx_rssurl ON rss_feed(rssurl);
CREATE INDEX idx_guid ON rss_item(guid);
CREATE INDEX idx_feedurl ON rss_item(feedurl);
CREATE INDEX idx_lastmodified ON rss_feed(lastmodified);
CREATE INDEX idx_deleted ON rss_item(deleted);
CREATE TABLE metadata (db_schema_version_major INTEGER NOT NULL, db_schema_version_minor INTEGER NOT NULL);
INSERT INTO metadata VALUES (2, 11);
"""
SEARCH: Final = """
SELECT guid, title, author, url, pubDate, length(content), unread, feedurl, enclosure_url, enclosure_type,
  enqueued, flags, base
FROM rss_item WHERE (title LIKE '%$%' OR content LIKE '%$%') AND deleted = 0 ORDER BY pubDate DESC, id DESC
"""
INSERT: Final = """
INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, flags)
VALUES (?1, ?2, '', ?1, ?3, ?4, ?5, 1, '')
"""
PATIENCE: Final = 300.0
"""Seconds after which a program that shows nothing is given up."""


def items(library: Library, most: int) -> Iterator[tuple[str, str, str, int, str]]:
    """Give the newest articles as newsboat keeps them."""

    def fail(error: Exception) -> None:
        raise error

    for kept in islice(library.articles.each(Shelf(), fail), most):
        article = kept.article
        text = "\n".join(part for block in article.blocks for part in running_text(block))
        when = article.published or kept.fetched
        yield article.address, article.title, FEED, int(when.timestamp()), text


def make(cache: Path, library: Library, most: int) -> int:
    """Fill a new cache; return how many articles it has."""
    database = apsw.Connection(str(cache))
    with database:
        database.execute(SCHEMA)
        database.execute("INSERT INTO rss_feed (rssurl, url, title) VALUES (?1, ?1, ?2)", (FEED, NAME))
        database.executemany(INSERT, items(library, most))
    count = hits(database, "SELECT 1 FROM rss_item")
    database.close()
    return count


def hits(database: apsw.Connection, statement: str) -> int:
    """Return how many rows a statement gives."""
    return len(database.execute(statement).fetchall())


class Program:
    """newsboat on a pty."""

    def __init__(self, folder: Path, feed: str = FEED, config: str = "", *, reload: bool = False) -> None:
        """Start it over what is in `folder`; `config`: lines of its settings; `reload`: fetch first."""
        (folder / "urls").write_text(f"{feed}\n")
        (folder / "config").write_text(f"auto-reload no\nconfirm-exit no\n{config}")
        command = ["newsboat", "-C", "config", "-u", "urls", "-c", "cache.db"]
        environment = {"HOME": str(folder), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        if reload:
            subprocess.run([*command, "-x", "reload"], cwd=folder, env=environment, check=True)
        self.began = time.perf_counter()
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, environment | {"TERM": "xterm-256color", "LINES": "30"})

    def wait(self, words: str) -> float:
        """Read until `words` came; return the seconds that took from `began`."""
        seen = b""
        while words.encode() not in seen:
            if not select.select([self._terminal], [], [], PATIENCE)[0]:
                raise SystemExit(f"newsboat: no {words!r} within {PATIENCE:.0f} s")
            seen += os.read(self._terminal, 65_536)
        return time.perf_counter() - self.began

    def type(self, keys: str) -> None:
        """Press keys."""
        self.began = time.perf_counter()
        os.write(self._terminal, keys.encode())

    def memory(self) -> float:
        """Return the megabytes that it has in memory."""
        status = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return sum(int(line.split()[1]) for line in status if line.startswith("VmRSS:")) / 1e3

    def end(self) -> None:
        """End it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._terminal)


def measure(path: Path, most: int, folder: Path) -> None:
    """Print the table."""
    with Library(path) as library:
        count = make(folder / "cache.db", library, most)
    size = (folder / "cache.db").stat().st_size
    print(f"{count:,} articles, {size / count:,.0f} bytes each in newsboat's cache")
    database = apsw.Connection(str(folder / "cache.db"), apsw.SQLITE_OPEN_READONLY)
    for word in WORDS:
        took, found = timed(partial(hits, database, SEARCH.replace("$", word)))
        print(f"  the statement for {word:10} {took:10,.0f} ms {found:>10,} hits", flush=True)
    database.close()
    if shutil.which("newsboat") is None:
        print("  the program is not installed")
        return
    program = Program(folder)
    print(f"  the program's start   {1000 * program.wait(NAME):10,.0f} ms")
    for word in WORDS:
        program.type("/")
        program.wait("Search for")
        program.type(f"{word}\r")
        program.wait("Search result")
        print(
            f"  its search for {word:13} {1000 * (time.perf_counter() - program.began):10,.0f} ms", flush=True
        )
        program.type("q")
        program.wait(NAME)
    print(f"  its memory            {program.memory():10,.0f} MB")
    program.end()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("--articles", type=int, default=MOST)
    asked = parser.parse_args(sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        measure(asked.library, asked.articles, Path(folder))


if __name__ == "__main__":
    main()

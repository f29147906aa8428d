"""How long a search takes, and what the index costs: `python tests/benchmarks/search.py [FILE | ARTICLES] …`

Makes a library of so many articles by `library_maker.py`, or takes the one in FILE as it is, and prints a
line a query, in milliseconds: the first fifty hits, ranked and with snippets, the first time with nothing of
the file in memory (`cold`: SQLite's pages and the system's, where it can be told to let them go) and the
quickest of three times after that; how many hits there are; and, beside them, the scans that need no index.
The scans run over SCANNED articles of the same library and are counted up:

- LIKE over titles and texts as plain text in memory, which is how newsboat searches (`newsboat.py` has
  the program itself);
- every article unpacked and looked through for the pattern, which is what the index is checked against.

Above them stands what it takes to start the program on a pty over the same library until its first headline
is there, in the same run. It prints times and ratios and asserts nothing.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Final

import apsw
from start import reader, seconds

from zhonggong_reader.library import Library
from zhonggong_reader.library.search import BEGINNING, Place
from zhonggong_reader.model import Shelf, running_text
from zhonggong_reader.queries import parse, pattern

MAKER: Final = Path(__file__).with_name("library_maker.py")
PAGE: Final = 50
SCANNED: Final = 5_000
STARTS: Final = 5
WORDS: Final = ("工人", "大国工匠")
"""For programs beside this one."""
QUERIES: Final = {
    "one character": ("的", "国", "匠", "鼋"),
    "two": ("中国", "工人", "国工", "龘鼋"),
    "three": ("的是在", "产业工", "鼋鼍龘"),
    "four and five": ("大国工匠", "高温津贴", "中不的国", "无此词也", "全国总工会"),
    "Latin": ("GDP", "c919", "86.5", "AI 5G"),
    "several": ("工人 中国", "职工 权益 维权", "匠 鼋 工人", "工人 -中国", "工人 中国 -发展"),
    "narrowed": (
        "title:竞赛 工匠",
        "工人 date:2026-09",
        "大国工匠 date:2020",
        "channel:评论 工人",
        "source:工人日报 高温津贴",
    ),
    "pinyin": ("pinyin:jnjs", "pinyin:jinengjs", "pinyin:jn", "pinyin:dggj"),
}


def timed(act: Callable[[], object]) -> tuple[float, object]:
    """Return how many milliseconds the quickest of three runs took, and what it gave."""
    best, given = 1e9, None
    for _ in range(3):
        start = time.perf_counter()
        given = act()
        best = min(best, 1000 * (time.perf_counter() - start))
    return best, given


def page(library: Library, typed: str) -> int:
    """Look for the first PAGE hits, as the screen does; return how many came."""
    query, found = parse(typed), 0
    place: Place | None = BEGINNING
    while place is not None and found < PAGE:
        hits, place = library.search.look(query, place)
        found += len(hits)
    return min(found, PAGE)


def scans(library: Library) -> tuple[apsw.Connection, list[str]]:
    """Return some articles as plain text: in a table, and one by one."""
    plain = apsw.Connection(":memory:")
    plain.execute("CREATE TABLE rss_item (title TEXT, content TEXT)")
    texts: list[str] = []

    def fail(error: Exception) -> None:
        raise error

    for kept in library.articles.each(Shelf(), fail):
        text = "\n".join(part for block in kept.article.blocks for part in running_text(block))
        texts.append(text)
        plain.execute("INSERT INTO rss_item VALUES (?, ?)", (kept.article.title, text))
        if len(texts) == SCANNED:
            break
    return plain, texts


def start(path: Path) -> float:
    """Return the milliseconds from the start of the program to its first headline, the median of STARTS."""
    with tempfile.TemporaryDirectory() as home:
        program = reader(Path(home), str(path))
        return 1000 * median(seconds(program) for _ in range(STARTS))


def cold(path: Path, typed: str) -> float:
    """Return the milliseconds of the first page where nothing of the file is in memory."""
    with Library(path) as library:
        if hasattr(os, "posix_fadvise"):
            for file in (path, path.with_name(path.name + "-wal")):
                with file.open("rb") as stream:
                    os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        begin = time.perf_counter()
        page(library, typed)
        return 1000 * (time.perf_counter() - begin)


def measure(path: Path) -> None:
    """Print the table of one library."""
    with Library(path) as library:
        articles = library.headlines.open(Shelf()).total
        print(f"{articles:,} articles, {path.stat().st_size / articles:,.0f} bytes each in the file")
        print(f"from the start to the first headline: {start(path):.0f} ms", flush=True)
        plain, texts = scans(library)
        share = articles / len(texts)
        heads = ("cold", "first page", "hits", "count", "of", "LIKE", "by pattern")
        print(f"{'query':24}" + "".join(f"{head:>12}" for head in heads))
        for kind, queries in QUERIES.items():
            print(kind)
            for typed in queries:
                query = parse(typed)
                first_time = cold(path, typed)
                first, found = timed(partial(page, library, typed))
                counting, total = timed(partial(library.search.count, query))
                like = scan = "–"
                if " " not in typed and ":" not in typed:
                    like = f"{share * timed(partial(by_like, plain, typed))[0]:,.0f}"
                    scan = f"{share * timed(partial(by_pattern, texts, typed))[0]:,.0f}"
                known = "?" if total is None else f"{total:,}"
                figures = (
                    f"{first_time:.1f}",
                    f"{first:.1f}",
                    f"{found}",
                    f"{counting:.1f}",
                    known,
                    like,
                    scan,
                )
                print(f"  {typed:22}" + "".join(f"{figure:>12}" for figure in figures), flush=True)


def by_like(plain: apsw.Connection, word: str) -> object:
    """Scan titles and texts as newsboat does."""
    sql = "SELECT count(*) FROM rss_item WHERE title LIKE ?1 OR content LIKE ?1"
    return plain.execute(sql, (f"%{word}%",)).fetchall()


def by_pattern(texts: list[str], word: str) -> int:
    """Scan texts as the library checks what the index gives."""
    look = pattern(word).search
    return sum(look(text) is not None for text in texts)


def main(asked: list[str]) -> None:
    """Measure each library that is asked for."""
    for each in asked or ["10000"]:
        if not each.isdecimal():
            measure(Path(each))
            continue
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "library.sqlite3"
            start = time.perf_counter()
            subprocess.run([sys.executable, MAKER, path, each, each], check=True)
            print(f"made in {time.perf_counter() - start:.0f} s")
            measure(path)


if __name__ == "__main__":
    main(sys.argv[1:])

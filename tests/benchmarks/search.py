"""How long a search takes, and what the index costs: `python tests/benchmarks/search.py [FILE | ARTICLES] …`

Makes a library of so many articles by `library_maker.py`, or takes the one in FILE as it is, and prints a
line a query: the first fifty hits, ranked and with snippets; how many there are; and, beside them, the
scans that need no index. The scans run over SCANNED articles of the same library and are counted up:

- LIKE over titles and texts as plain text, which is the statement by which newsboat searches its cache;
- every article unpacked and looked through for the pattern, which is what the index is checked against.

It prints times and ratios and asserts nothing.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import apsw

from zhonggong_reader.library import Library
from zhonggong_reader.library.search import BEGINNING, Place
from zhonggong_reader.model import Shelf, running_text
from zhonggong_reader.queries import parse, pattern

MAKER = Path(__file__).with_name("library_maker.py")
PAGE = 50
SCANNED = 5_000
QUERIES = (
    "的",
    "国",
    "匠",
    "中国",
    "工人",
    "国工",
    "高温",
    "产业工",
    "中国工",
    "的是在",
    "大国工匠",
    "高温津贴",
    "全国总工会",
    "中不的国",
    "鼋鼍龘",
    "鼋",
    "无此词也",
    "工人 中国 -发展",
    "title:竞赛 工匠",
    "工人 date:2026-09",
    "channel:评论 工人",
)


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


def measure(path: Path) -> None:
    """Print the table of one library."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", "zhonggong_reader", "--version"], check=True, capture_output=True)
    print(f"the program's shortest run: {1000 * (time.perf_counter() - start):.0f} ms")
    with Library(path) as library:
        articles = library.headlines.open(Shelf()).total
        print(f"{articles:,} articles, {path.stat().st_size / articles:,.0f} bytes each in the file")
        plain, texts = scans(library)
        share = articles / len(texts)
        heads = ("first page", "hits", "count", "of", "LIKE", "by pattern")
        print(f"{'query':24}" + "".join(f"{head:>12}" for head in heads))
        for typed in QUERIES:
            query = parse(typed)
            first, found = timed(partial(page, library, typed))
            counting, total = timed(partial(library.search.count, query))
            like = scan = float("nan")
            if " " not in typed and ":" not in typed:
                like, _ = timed(partial(by_like, plain, typed))
                scan, _ = timed(partial(by_pattern, texts, typed))
            known = "?" if total is None else f"{total:,}"
            figures = (f"{first:.1f}", f"{found}", f"{counting:.1f}", known)
            scanned = (f"{like * share:,.0f}", f"{scan * share:,.0f}")
            print(f"{typed:24}" + "".join(f"{figure:>12}" for figure in figures + scanned), flush=True)


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

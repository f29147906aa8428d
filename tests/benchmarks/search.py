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
is there, in the same run. Below them stand percentiles over strings that nobody chose, STRINGS of each kind
and length, the same for the same library: cut out of texts anywhere, and put together out of their most
frequent characters and of their most frequent pairs of neighbours. They tell how often an index misleads. It
prints times and ratios and asserts nothing.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Final

import apsw
from start import reader, seconds

from zhonggong_reader.library import Library
from zhonggong_reader.library.search import BEGINNING, Place
from zhonggong_reader.model import Shelf, is_han, running_text
from zhonggong_reader.queries import parse, pattern

MAKER: Final = Path(__file__).with_name("library_maker.py")
PAGE: Final = 50
SCANNED: Final = 5_000
STARTS: Final = 5
STRINGS: Final = 60
LENGTHS: Final = (2, 3, 4)
SAMPLE: Final = 400
"""Texts out of which strings are cut, spread evenly."""
FREQUENT: Final = 60
FREQUENT_PAIRS: Final = 2_000
PERCENTILES: Final = (50, 90, 95, 99, 100)
WORDS: Final = ("工人", "大国工匠")
"""For programs beside this one."""
QUERIES: Final = {
    "one character": ("的", "国", "匠", "鼋"),
    "two": ("中国", "工人", "国工", "龘鼋"),
    "three": ("的是在", "产业工", "鼋鼍龘"),
    "four and five": ("大国工匠", "高温津贴", "无此词也", "全国总工会"),
    "made of frequent pairs": ("中不的国", "也平的有", "工上为和", "学的接的", "上大产", "的的的"),
    "Latin": ("GDP", "c919", "86.5", "AI 5G"),
    "several": ("工人 中国", "职工 权益 维权", "匠 鼋 工人", "工人 -中国", "工人 中国 -发展"),
    "narrowed": (
        "title:竞赛 工匠",
        "工人 date:2026-09",
        "工人 date:2026-10-01",
        "工人 date:2025",
        "工人 date:..2026-08-20",
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


def sample(library: Library) -> list[str]:
    """Return runs of Han characters out of texts of all ages."""
    view = library.headlines.open(Shelf())
    runs: list[str] = []
    for row in range(0, view.total, max(1, view.total // SAMPLE)):
        if kept := library.articles.get(library.headlines.page(view, row, 1)[0].id):
            parts = [part for block in kept.article.blocks for part in running_text(block)]
            runs += ["".join(filter(is_han, part)) for part in parts]
    return [run for run in runs if len(run) >= max(LENGTHS)]


def strings(runs: list[str]) -> dict[str, list[str]]:
    """Return the strings of each kind and length."""
    dice = random.Random(1)
    characters = [c for c, _ in Counter("".join(runs)).most_common(FREQUENT)]
    pairs = Counter(pair for run in runs for pair in map("".join, pairwise(run))).most_common(FREQUENT_PAIRS)
    follow: dict[str, list[str]] = {}
    for pair, _ in pairs:
        follow.setdefault(pair[0], []).append(pair[1])
    starts = [*follow]

    def cut(length: int) -> str:
        run = dice.choice(runs)
        start = dice.randrange(len(run) - length + 1)
        return run[start : start + length]

    def chain(length: int) -> str:
        made = ""
        while len(made) < length:
            made = made + dice.choice(follow[made[-1]]) if made[-1:] in follow else dice.choice(starts)
        return made

    return {
        f"{kind}, {length}": [make(length) for _ in range(STRINGS)]
        for length in LENGTHS
        for kind, make in (
            ("cut out", cut),
            ("frequent characters", lambda length: "".join(dice.choices(characters, k=length))),
            ("frequent pairs", chain),
        )
    }


def spread(path: Path, library: Library) -> None:
    """Print percentiles of the first page over many strings: cold, and then once more by clock and by CPU."""
    print(f"{'percentiles':32}" + "".join(f"{each:>9}" for each in PERCENTILES))
    for kind, words in strings(sample(library)).items():
        times: dict[str, list[float]] = {"cold": [], "again": [], "… CPU": []}
        for word in words:
            times["cold"].append(cold(path, word))
            clock, cpu = time.perf_counter(), time.process_time()
            page(library, word)
            times["again"].append(1000 * (time.perf_counter() - clock))
            times["… CPU"].append(1000 * (time.process_time() - cpu))
        for name, found in times.items():
            found.sort()
            figures = [found[(len(found) - 1) * each // 100] for each in PERCENTILES]
            head = f"  {kind if name == 'cold' else '':24}{name:>6}"
            print(head + "".join(f"{each:>9.1f}" for each in figures))
        sys.stdout.flush()


def measure(path: Path) -> None:
    """Print the tables of one library."""
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
        spread(path, library)


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

"""What an article takes in the file, beside its own text: `python tests/benchmarks/sizes.py LIBRARY …`

For each library: the bytes an article of what the file consists of, and those of the text of SAMPLE articles,
spread evenly, as UTF-8 and deflated. Reads every page of the file.
"""

import sys
import zlib
from pathlib import Path
from typing import Any, Final

import apsw

from zhonggong_reader.library import Library
from zhonggong_reader.model import Shelf, running_text

SAMPLE: Final = 1_000
PARTS: Final = {
    "articles": ("article", "page", "edition"),
    "index of words": ("entry", "unindexed", "reading"),
    "headlines": ("headline", "sqlite_autoindex_headline", "failure"),
    "lists": ("listing", "sqlite_autoindex_listing", "span", "shelf", "opened"),
    "marks that can be undone": ("deed",),
}
"""What the file consists of, by how the names of tables and their indexes begin."""


def texts(library: Library, count: int) -> list[bytes]:
    """Return the texts of a sample, title first, as UTF-8."""
    view = library.headlines.open(Shelf())
    found = []
    for row in range(0, count, max(1, count // SAMPLE)):
        kept = library.articles.get(library.headlines.page(view, row, 1)[0].id)
        if kept:
            parts = [part for block in kept.article.blocks for part in running_text(block)]
            found.append("\n".join((kept.article.title, *parts)).encode())
    return found


def measure(path: Path) -> None:
    """Print what one library is made of."""
    with Library(path) as library:
        count = library.headlines.open(Shelf()).total
        sample = texts(library, count)
    database = apsw.Connection(str(path), apsw.SQLITE_OPEN_READONLY)
    rows: list[Any] = database.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").fetchall()
    used: dict[str, int] = dict(rows)
    free = database.pragma("freelist_count") * database.pragma("page_size")
    database.close()
    print(f"{count:,} articles, bytes each")
    print(f"  {'text as UTF-8':26}{sum(map(len, sample)) / len(sample):>8,.0f}")
    print(f"  {'… deflated':26}{sum(len(zlib.compress(text)) for text in sample) / len(sample):>8,.0f}")
    print(f"  {'the file':26}{path.stat().st_size / count:>8,.0f}")
    for part, names in PARTS.items():
        tables = [name for name in used if name.startswith(names)]
        print(f"  {part:26}{sum(used.pop(name) for name in tables) / count:>8,.0f}")
    print(f"  {'free pages':26}{free / count:>8,.0f}")
    print(f"  {'everything else':26}{sum(used.values()) / count:>8,.0f}", flush=True)


if __name__ == "__main__":
    for each in sys.argv[1:]:
        measure(Path(each))

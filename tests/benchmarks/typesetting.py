"""How well and how fast lines are set, beside others: `python tests/benchmarks/typesetting.py`.

Prints, for the corpus of the tests and for the sample article, what the judge of `quality` counts
in the lines of Rich (which Textual wraps with), of w3m where it is installed, and of the reader.
All set the same paragraphs, without an indent, in the same run. The last column is millions of
characters a second on one core; that of w3m counts starting its process.
"""

import html
import io
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from quality import Score, score
from rich.console import Console
from rich.text import Text

from zhonggong_reader import sample
from zhonggong_reader.model import Article, Paragraph
from zhonggong_reader.text import clean
from zhonggong_reader.typeset import Setting, compose, forms
from zhonggong_reader.workercn import article
from zhonggong_reader.workercn.document import Document

CORPUS = Path(__file__).parents[1] / "typeset" / "corpus"
NEWS_MEASURES = (40, 60, 80)
SAMPLE_MEASURES = tuple(range(24, 97, 2))
SPEED_MEASURE = 72

SetAll = Callable[[Sequence[str], int], list[list[str]]]
"""Sets each paragraph on a measure and returns its lines."""


def rich(paragraphs: Sequence[str], measure: int) -> list[list[str]]:
    console = Console(width=measure, file=io.StringIO())
    return [[line.plain for line in Text(text).wrap(console, measure)] for text in paragraphs]


def w3m(paragraphs: Sequence[str], measure: int) -> list[list[str]]:
    page = "".join(f"<p>{html.escape(text)}</p>\n" for text in paragraphs)
    # It leaves the last column of a terminal empty, so it gets one more.
    command = ["w3m", "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", str(measure + 1)]
    shown = subprocess.run(command, input=page.encode(), capture_output=True, check=True).stdout.decode()
    return [list(lines) for filled, lines in groupby(shown.splitlines(), key=bool) if filled]


def ours(setting: Setting) -> SetAll:
    def set_all(paragraphs: Sequence[str], measure: int) -> list[list[str]]:
        blocks = tuple(Paragraph(clean(text)) for text in paragraphs)
        lines = compose(Article(address="", title=clean(""), blocks=blocks), measure, setting).lines
        found: list[list[str]] = [[] for _ in paragraphs]
        for line in lines:
            if line.segments and 0 <= line.place.block < len(paragraphs):
                found[line.place.block].append(line.text)
        return found

    return set_all


def score_all(set_all: SetAll, paragraphs: Sequence[str], measures: Iterable[int], hanging: int) -> Score:
    total = Score()
    for measure in measures:
        for text, lines in zip(paragraphs, set_all(paragraphs, measure), strict=True):
            total += score(text, lines, measure, hanging=hanging)
    return total


def speed(set_all: SetAll, paragraphs: Sequence[str]) -> float:
    """Return millions of characters a second, the best of five runs over about 100,000 characters."""
    many = list(paragraphs) * (100_000 // sum(map(len, paragraphs)))
    best = float("inf")
    for _ in range(5):
        started = time.perf_counter()
        set_all(many, SPEED_MEASURE)
        best = min(best, time.perf_counter() - started)
    return sum(map(len, many)) / best / 1e6


def row(name: str, result: Score, rate: float) -> str:
    return (
        f"{name:34}{result.wrong_per_thousand:10.1f}{result.rag:9.2f}{100 * result.widow_share:8.1f}%"
        f"{100 * result.flush_share:8.1f}%{result.gap:6}{result.lost:7}{rate:9.2f}"
    )


def main() -> None:
    news = [
        line for path in sorted(CORPUS.glob("*.txt")) for line in path.read_text("utf-8").splitlines() if line
    ]
    blocks = article.read(Document.of(sample.article_page())).blocks
    stored = [block.text for block in blocks if isinstance(block, Paragraph)]
    widened = [forms.widen(text) for text in stored]
    plain = Setting(indent=False, justify=False)
    setters: list[tuple[str, SetAll, int]] = [
        ("Rich / Textual", rich, 0),
        ("the reader, as stored", ours(replace(plain, full_width=False)), 0),
        ("the reader", ours(plain), 0),
        ("the reader, phrases", ours(replace(plain, phrase=True)), 0),
        ("the reader, hanging", ours(replace(plain, hanging=True)), 2),
        ("the reader, half-width ends", ours(replace(plain, half_width_ends=True)), 0),
        ("the reader, justified (default)", ours(Setting(indent=False)), 0),
    ]
    if shutil.which("w3m"):
        setters.insert(1, ("w3m", w3m, 0))
    for title, paragraphs, measures in (
        ("corpus, 40/60/80 cells", news, NEWS_MEASURES),
        ("sample as stored, 24–96 cells", stored, SAMPLE_MEASURES),
        ("sample, full-width, 24–96 cells", widened, SAMPLE_MEASURES),
    ):
        print(
            f"{title}\n{'':34}{'wrong/1000':>10}{'rag²':>9}{'widows':>9}{'flush':>9}{'gap':>6}{'lost':>7}{'Mch/s':>9}"
        )
        for name, set_all, hanging in setters:
            print(row(name, score_all(set_all, paragraphs, measures, hanging), speed(set_all, paragraphs)))
        print()


if __name__ == "__main__":
    main()

"""How well and how fast lines are set, beside others: `python tests/benchmarks/typesetting.py`.

Prints, for the corpus of the tests and for the sample article, what the judge of `quality` counts
in the lines of Rich (which Textual wraps with), of w3m and newsboat, and of the reader. All set the same
paragraphs, without an indent, in the same run; what is not installed is named in its row. newsboat runs on
a pty, reads the paragraphs as a feed, opens them at its `text-width` and saves the lines that it shows.

The last column is millions of characters a second of CPU time, the best of five runs; that of w3m counts
its process, and newsboat, which waits for keys, has none.
"""

import html
import io
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from newsboat import Program
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
    # It leaves the last column of a terminal empty, so it gets one more.
    command = ["w3m", "-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", str(measure + 1)]
    page = as_html(paragraphs).encode()
    return apart(subprocess.run(command, input=page, capture_output=True, check=True).stdout.decode())


def newsboat(paragraphs: Sequence[str], measure: int) -> list[list[str]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        item = f"<item><guid>1</guid><description>{html.escape(as_html(paragraphs))}</description></item>"
        (folder / "feed.xml").write_text(
            f'<rss version="2.0"><channel><title>x</title>{item}</channel></rss>'
        )
        feed, config = f"file://{folder}/feed.xml", f"text-width {measure}\nrun-on-startup open; open\n"
        program = Program(folder, feed, config, reload=True)
        program.wait("Enqueue")
        program.type(f":save {folder}/lines\r")
        program.wait("Saved article")
        program.end()
        return apart((folder / "lines").read_text())[1:]  # behind the head


def as_html(paragraphs: Sequence[str]) -> str:
    return "".join(f"<p>{html.escape(text)}</p>\n" for text in paragraphs)


def apart(shown: str) -> list[list[str]]:
    """Return the lines of each paragraph, which blank ones part."""
    lines = (line.rstrip() for line in shown.splitlines())
    return [list(group) for filled, group in groupby(lines, key=bool) if filled]


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


def cpu() -> float:
    """Return the seconds of CPU time that this process and those it waited for have taken."""
    return sum(sum(getrusage(who)[:2]) for who in (RUSAGE_SELF, RUSAGE_CHILDREN))


def speed(set_all: SetAll, paragraphs: Sequence[str]) -> float:
    """Return millions of characters a second, the best of five runs over about 100,000 characters."""
    many = list(paragraphs) * (100_000 // sum(map(len, paragraphs)))
    best = float("inf")
    for _ in range(5):
        started = cpu()
        set_all(many, SPEED_MEASURE)
        best = min(best, cpu() - started)
    return sum(map(len, many)) / best / 1e6


def row(name: str, result: Score, rate: str) -> str:
    return (
        f"{name:34}{result.wrong_per_thousand:10.1f}{result.rag:9.2f}{100 * result.widow_share:8.1f}%"
        f"{100 * result.flush_share:8.1f}%{result.gap:6}{result.too_wide:9}{result.lost:7}{rate:>9}"
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
        ("w3m", w3m, 0),
        ("newsboat", newsboat, 0),
        ("the reader, as stored", ours(replace(plain, full_width=False)), 0),
        ("the reader", ours(plain), 0),
        ("the reader, phrases", ours(replace(plain, phrase=True)), 0),
        ("the reader, hanging", ours(replace(plain, hanging=True)), 2),
        ("the reader, half-width ends", ours(replace(plain, half_width_ends=True)), 0),
        ("the reader, justified (default)", ours(Setting(indent=False)), 0),
    ]
    columns = ("wrong/1000", "rag²", "widows", "flush", "gap", "too wide", "lost", "Mch/s")
    for title, paragraphs, measures in (
        ("corpus, 40/60/80 cells", news, NEWS_MEASURES),
        ("sample as stored, 24–96 cells", stored, SAMPLE_MEASURES),
        ("sample, full-width, 24–96 cells", widened, SAMPLE_MEASURES),
    ):
        print(f"{title}\n{'':34}{'{:>10}{:>9}{:>9}{:>9}{:>6}{:>9}{:>7}{:>9}'.format(*columns)}")
        for name, set_all, hanging in setters:
            if set_all in (w3m, newsboat) and shutil.which(name) is None:
                print(f"{name:34}is not installed: no figures")
                continue
            rate = "–" if set_all is newsboat else f"{speed(set_all, paragraphs):.2f}"
            print(row(name, score_all(set_all, paragraphs, measures, hanging), rate), flush=True)
        print()


if __name__ == "__main__":
    main()

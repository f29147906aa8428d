"""How well and how fast pages of any site are read: `python tests/benchmarks/anypage.py [--rounds N]`.

For the pages of tests/pages/any: the body as F1 of character bigrams against what a person reads there,
headlines right, times right to the minute, and pages a second of CPU time on one core, as the pages are
saved and as heavy as real ones; the readers in turns within each round, the best round of each, and the
ratios to ours within a round as median and range. Beside them, where they are installed, trafilatura and
readability-lxml; neither is asked for a field that it does not offer. The last lines are the site's own
template: the article, and with it the foot of its page.
"""

import argparse
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from operator import truediv
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

import msgspec
from anypages import NewsPage, f1, saved

from zhonggong_reader.errors import PageNotUnderstood
from zhonggong_reader.model import running_text
from zhonggong_reader.newsdesk import pages
from zhonggong_reader.workercn import article
from zhonggong_reader.workercn.decode import decode
from zhonggong_reader.workercn.document import Document

TEMPLATE = Path(__file__).parents[1] / "pages/site/c/2026-10-05/8907680.shtml"


@dataclass(frozen=True)
class Found:
    """What a reader makes of a page; None for what it does not offer."""

    body: str
    title: str | None = None
    published: datetime | None = None


def ours(news: NewsPage) -> Found:
    try:
        read = article.read(Document.of(news.page))
    except PageNotUnderstood:
        return Found("")
    body = "\n".join(text for block in read.blocks for text in running_text(block))
    return Found(body, read.title, read.published)


def whole(news: NewsPage) -> Found:
    pages.article(news.page)
    return Found("")


def trafilatura(news: NewsPage) -> Found:
    extract = import_module("trafilatura").bare_extraction
    read = extract(news.page.body, url=news.page.address, with_metadata=True)
    return Found(read.text or "", read.title) if read else Found("")


def readability(news: NewsPage) -> Found:
    # It takes a page for Latin-1 unless it is decoded for it.
    summary = import_module("readability").Document(decode(news.page.body, None))
    body = import_module("lxml.html").fromstring(summary.summary()).text_content()
    return Found(str(body), summary.short_title())


def heavy(news: NewsPage) -> NewsPage:
    """Return the page at the weight that real ones have: 60 KB of script, 300 more links.

    Half of the links stand in a list, half in boxes of their own, as pages of all kinds have them.
    """
    links = [
        f'<a href="/{number}.html" target="_blank">更多新闻第{number}条的标题</a>' for number in range(300)
    ]
    items = "".join(f'<li class="item">{link}</li>' for link in links[::2])
    boxes = "".join(f'<div class="item">{link}</div>' for link in links[1::2])
    script = "<script>" + "window.data = {a: [1, 2, 3], b: '不是正文'};\n" * 1_400 + "</script>"
    lists = f'<div class="more"><ul>{items}</ul></div><div class="more">{boxes}</div>'
    text = decode(news.page.body, None)
    text = text.replace("</head>", f"{script}</head>").replace("</body>", f"{lists}</body>")
    text = re.sub(r"charset=[\"']?[\w-]+", "charset=utf-8", text, count=1)
    return replace(news, page=msgspec.structs.replace(news.page, body=text.encode()))


OURS = "zhonggong-reader"
READERS: dict[str, tuple[str | None, Callable[[NewsPage], Found]]] = {
    OURS: (None, ours),
    "trafilatura": ("trafilatura", trafilatura),
    "readability-lxml": ("readability", readability),
}


def quality(read: Callable[[NewsPage], Found], half: str) -> str:
    scores: list[float] = []
    titles = times = 0
    for news in saved(half):
        found = read(news)
        scores.append(f1(found.body, news.body))
        titles += found.title == news.title
        if found.published and news.published:
            times += found.published.replace(second=0) == news.published.replace(second=0)
    return f"{sum(scores) / len(scores):.3f}  {titles:2}/{len(scores)}  {times:2}/{len(scores)}"


def seconds(read: Callable[[NewsPage], Found], pages: list[NewsPage]) -> float:
    start = time.process_time()
    for news in pages:
        read(news)
    return time.process_time() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    present = {name: read for name, (module, read) in READERS.items() if not module or find_spec(module)}
    for name in READERS.keys() - present.keys():
        print(f"{name} is not installed and left out")
    news = [*saved("seen"), *saved("unseen")]
    sets = {"pages/s": news, "heavy pages/s": [heavy(page) for page in news]}
    took: dict[tuple[str, str], list[float]] = {(size, name): [] for size in sets for name in present}
    for _ in range(rounds):
        for (size, name), rounds_took in took.items():
            rounds_took.append(seconds(present[name], sets[size]))
    print(f"\n{'':18}{'seen: F1  headline  time':28}{'unseen: F1  headline  time':28}{'  '.join(sets)}")
    for name, read in present.items():
        speeds = "".join(f"{len(news) / min(took[size, name]):10.0f}" for size in sets)
        print(f"{name:18}{quality(read, 'seen'):28}{quality(read, 'unseen'):25}{speeds}")
    for (size, name), rounds_took in took.items():
        if name != OURS:
            ratios = sorted(map(truediv, rounds_took, took[size, OURS]))
            print(f"{size}: {median(ratios):.2f} times {name} ({ratios[0]:.2f} to {ratios[-1]:.2f})")
    # Said as the address of the site, so that its templates are asked.
    address = "https://www.workercn.cn/c/2026-10-05/8907680.shtml"
    template = replace(
        news[0], page=msgspec.structs.replace(news[0].page, address=address, body=TEMPLATE.read_bytes())
    )
    for name, read in {"template page": ours, "template page with its foot": whole}.items():
        fastest = min(seconds(read, [template] * 50) for _ in range(4 * rounds))
        print(f"{name:76}{50 / fastest:7.0f}")


if __name__ == "__main__":
    main()

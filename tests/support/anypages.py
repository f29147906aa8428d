"""News pages of other sites, with what a person reads on them, and how well that was found.

The pages under tests/pages/any are written for these tests in the markup that Chinese news sites use:
their text is the tests' own. `seen` is the half that the reading was made with. `unseen` was looked at
once that was done, set by set: what the first look at each found is told in tests/benchmarks/README.md.
"""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from zhonggong_reader.model import Page, Validators

PAGES = Path(__file__).parents[1] / "pages/any"


@dataclass(frozen=True)
class NewsPage:
    """One saved page and the truth about it."""

    name: str
    page: Page
    title: str
    source: str | None
    published: datetime | None
    body: str


def saved(half: str) -> list[NewsPage]:
    """Return the pages of `seen` or `unseen`, by name."""
    return [_saved(path) for path in sorted((PAGES / half).glob("*.html"))]


def _saved(path: Path) -> NewsPage:
    truth = json.loads(path.with_suffix(".json").read_text("utf-8"))
    page = Page(
        address=truth["address"],
        body=path.read_bytes(),
        content_type=None,
        validators=Validators(),
        fetched=datetime(2026, 10, 5, tzinfo=UTC),
    )
    published = truth["published"]
    return NewsPage(
        path.stem,
        page,
        truth["title"],
        truth["source"],
        datetime.fromisoformat(published) if published else None,
        "\n".join(truth["body"]),
    )


def f1(found: str, wanted: str) -> float:
    """Return the harmonic mean of precision and recall of the character bigrams of `found`."""
    ours, theirs = _bigrams(found), _bigrams(wanted)
    common = (ours & theirs).total()
    return 2 * common / (ours.total() + theirs.total()) if common else 0.0


def _bigrams(text: str) -> Counter[str]:
    text = "".join(text.split())
    return Counter(text[at : at + 2] for at in range(len(text) - 1))

"""Every saved page under tests/pages is understood as the JSON beside it says.

`x.json` is the article's JSON, a list (`headlines`), both with `menu` and `colophon` where they matter, or
an `error`, with `as` saying what the page was taken for. `content_type` is the header it came with.
"""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from zhonggong_reader.errors import PageNotUnderstood
from zhonggong_reader.interchange import article_to_json
from zhonggong_reader.model import Colophon, Headline
from zhonggong_reader.workercn import article, colophon, front, listing
from zhonggong_reader.workercn.document import Document

PAGES = Path(__file__).parents[1] / "pages"
OF_OTHERS = PAGES / "any"
"""Pages of other sites: `test_anypage` measures how well they are read."""
SAVED = sorted(
    path for path in PAGES.rglob("*") if path.suffix in (".html", ".shtml") and OF_OTHERS not in path.parents
)

Json = dict[str, object]


def headline_json(headline: Headline) -> Json:
    published = headline.published.isoformat() if headline.published else None
    return {
        "address": headline.address,
        "title": headline.title,
        "channel": headline.channel,
        "source": headline.source,
        "published": published,
        "label": headline.label,
        "picture": headline.picture,
    }


def colophon_json(foot: Colophon) -> Json:
    box = foot.promotion
    return {
        "matrix": [[entry.kind, entry.name, entry.address, entry.is_search] for entry in foot.matrix],
        "promotion": [box.name, box.slogan, box.call, box.address] if box else None,
        "about": [[link.text, link.address] for link in foot.about],
        "hotlines": list(foot.hotlines),
        "copyright": foot.copyright,
        "follow": [[picture.name, picture.address] for picture in foot.follow],
    }


def list_json(document: Document, expected: Json) -> Json:
    found = listing.read(document)
    result: Json = {
        "address": document.address,
        "channel": found.channel,
        "next_page": found.next_page,
        "headlines": [headline_json(headline) for headline in found.headlines],
    }
    if "menu" in expected:
        result["menu"] = [[entry.slug, entry.name, entry.address] for entry in front.menu(document)]
    if "colophon" in expected:
        result["colophon"] = colophon_json(colophon.read(document))
    return result


@pytest.mark.parametrize("path", SAVED, ids=lambda path: str(path.relative_to(PAGES)))
def test_saved_page(path: Path, document: Callable[..., Document]) -> None:
    expected: Json = json.loads(path.with_suffix(".json").read_text("utf-8"))
    content_type = expected.pop("content_type", None)
    arguments = path.read_bytes(), expected["address"], content_type
    if "error" in expected:
        reader = {"article": article.read, "list": listing.read}[str(expected["as"])]
        with pytest.raises(PageNotUnderstood) as caught:
            reader(document(*arguments))
        assert str(caught.value) == expected["error"]
        assert list(caught.value.missing) == expected["missing"]
    elif "headlines" in expected:
        assert list_json(document(*arguments), expected) == expected
    else:
        foot = expected.pop("colophon", None)
        page = document(*arguments)
        assert article_to_json(article.read(page)) == expected
        assert foot is None or colophon_json(colophon.read(page)) == foot


def test_no_expectation_without_a_page() -> None:
    answers = PAGES.rglob("*.answer")  # of the search: tests/workercn/test_search.py
    newspaper = PAGES.rglob("*.htm")  # tests/workercn/test_paper.py
    others = OF_OTHERS.rglob("*.html")
    pages = {path.with_suffix("") for path in (*SAVED, *answers, *newspaper, *others)}
    assert [path for path in PAGES.rglob("*.json") if path.with_suffix("") not in pages] == []

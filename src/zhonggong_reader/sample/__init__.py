"""The packaged sample: a front page, one channel and one article, in the site's own markup.

Stands where the web stands when there is no network: it answers addresses with pages and opens no
socket. Their text is that of the article as the site published it; addresses that are not known
(of the picture, of the foot's links) are left out rather than made up. Understands nothing of its
pages.
"""

from datetime import UTC, datetime
from typing import Final

from zhonggong_reader.errors import FetchError
from zhonggong_reader.language import tr
from zhonggong_reader.model import Page, Validators

_HOME: Final = "https://www.workercn.cn/"
_PAGES: Final = {
    _HOME: "index.html",
    f"{_HOME}quanzong/": "quanzong/index.html",
    f"{_HOME}c/2022-04-28/6945203.shtml": "c/2022-04-28/6945203.shtml",
}
_FETCHED: Final = datetime(2022, 4, 28, tzinfo=UTC)
"""Midnight UTC of the day on which the article appeared: the sample was never fetched, and a fixed
moment makes everything shown of it the same on every run."""

ADDRESS: Final = f"{_HOME}c/2022-04-28/6945203.shtml"
"""The sample article."""


def page(address: str) -> Page | None:
    """Return the sample's page at `address` (canonical); None where the sample has none."""
    name = _PAGES.get(address)
    if name is None:
        return None
    from importlib.resources import files  # noqa: PLC0415 - most starts ask for no page of the sample

    return Page(
        address=address,
        body=files(__name__).joinpath("pages", *name.split("/")).read_bytes(),
        content_type="text/html; charset=utf-8",
        validators=Validators(),
        fetched=_FETCHED,
    )


def article_page() -> Page:
    """Return the page of the sample article."""
    found = page(ADDRESS)
    assert found is not None  # noqa: S101 - the package holds it
    return found


class SampleSite:
    """The site as the sample has it, with the interface of the web."""

    async def fetch(
        self, address: str, validators: Validators | None = None, *, referer: str | None = None
    ) -> Page:
        """Return the page at `address`; raise FetchError, offline, where the sample has none.

        `validators` and `referer` change nothing: the sample has none to match, and asks nobody.
        """
        if found := page(address):
            return found
        raise FetchError(tr("演示只带一篇样例，不连网"), tr("去掉 --demo 即可读到全部"), offline=True)

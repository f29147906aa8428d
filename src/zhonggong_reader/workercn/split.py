"""Articles that the site has split over several pages: how many, where the others stand, and joining them.

The old templates say the number in a field of their pager and link by script; the pages themselves are
`….shtml`, `…_2.shtml`, `…_3.shtml`. Fetches nothing.
"""

import re
from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace

from zhonggong_reader.model import Article
from zhonggong_reader.workercn import addresses
from zhonggong_reader.workercn.document import Document
from zhonggong_reader.workercn.tree import attribute

PAGES_LIMIT: Final = 100
"""Pages of one article; longer ones have not been seen."""
_PAGE = re.compile(r"(?P<stem>.*?)(?:_(?P<number>\d{1,3}))?(?P<end>\.s?html)")
_OTHER_PAGE = re.compile(r"_(\d{1,3})\.s?html")


def count(document: Document) -> int:
    """Return over how many pages the article is split, as its pager says; 1 where it has none."""
    total = document.first("input[name=__totalpage]")
    counted = attribute(total, "value") if total is not None else ""
    if counted.isascii() and counted.isdigit() and len(counted) <= 4:
        return min(max(1, int(counted)), PAGES_LIMIT)
    here = _PAGE.fullmatch(document.address)
    if here is None or not addresses.is_article(document.address):
        return 1
    numbers = [1]
    for target in (attribute(link, "href") for link in document.select('a[href*="_"]')):
        address = document.resolve(target) or ""
        if address.startswith(f"{here['stem']}_") and (
            found := _OTHER_PAGE.fullmatch(address[len(here["stem"]) :])
        ):
            numbers.append(int(found[1]))
    return min(max(numbers), PAGES_LIMIT)


def further_pages(document: Document, pages: int) -> tuple[str, ...]:
    """Return the addresses of the second to the last of `pages` pages; empty where there is one.

    Also empty for a page that is itself a later one: who asks for the third page alone gets it.
    """
    here = _PAGE.fullmatch(document.address) if pages > 1 else None
    if here is None or here["number"] or not addresses.is_article(document.address):
        return ()
    return tuple(f"{here['stem']}_{number}{here['end']}" for number in range(2, pages + 1))


def join(first: Article, rest: Sequence[Article]) -> Article:
    """Return one article of its pages in order; what stands round the body is that of the first page.

    Who is named only at the end of the last page, reporters and editor, is taken over.
    """
    pages = [first, *rest]
    return replace(
        first,
        pages=max(first.pages, len(pages)),
        blocks=tuple(block for page in pages for block in page.blocks),
        links=tuple(dict.fromkeys(link for page in pages for link in page.links)),
        reporters=tuple(dict.fromkeys(name for page in pages for name in page.reporters)),
        editor=next((page.editor for page in reversed(pages) if page.editor), None),
    )

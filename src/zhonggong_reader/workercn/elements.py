"""What single elements of a page hold: a picture's address, the rows of a table, the links of a list."""

from typing import Final

from selectolax.lexbor import LexborNode

from zhonggong_reader.text import BLOCK_LIMIT, Clean, clean_line
from zhonggong_reader.workercn.tree import attribute, first, has, select, text_of

_LINKS_MIN: Final = 8
"""Links of a list that is rolled up into one line."""
_LINKED_SHARE: Final = 0.5
"""Share of its words that are links."""
_PICTURE_ATTRIBUTES: Final = ("data-src", "data-original", "data-lazy-src", "src")
_CELL_LIMIT: Final = 120
"""Characters of an average cell; a table with more is layout."""


def is_links(node: LexborNode) -> bool:
    """Tell whether a list is a long one, its words mostly links, and none of them a sentence."""
    links = select(node, "a[href]")
    if len(links) < _LINKS_MIN:
        return False
    said = node.text(strip=True)
    return "。" not in said and sum(len(link.text(strip=True)) for link in links) > _LINKED_SHARE * len(said)


def first_number(node: LexborNode) -> int:
    """Return the number of the first item of a numbered list."""
    start = attribute(node, "start")
    return int(start) if start.isascii() and start.isdigit() and len(start) <= 4 else 1


def picture(node: LexborNode) -> str:
    """Return the address of an `img`; empty where it has none."""
    return next(filter(None, (attribute(node, name).strip() for name in _PICTURE_ATTRIBUTES)), "")


def film(node: LexborNode, tag: str) -> str:
    """Return the address of a film in an element called `tag`; empty where it has none."""
    source = first(node, "source[src]") if tag == "video" else None
    return (
        attribute(node, "src") or attribute(node, "data-src") or (attribute(source, "src") if source else "")
    )


def rows_of(table: LexborNode) -> tuple[tuple[Clean, ...], ...]:
    """Return the cells of a table of text; empty where the table only lays out what is in it."""
    if has(table, "td table, td img, td video, td iframe, td p + p + p"):
        return ()
    rows = tuple(
        tuple(clean_line(text_of(cell), limit=BLOCK_LIMIT) for cell in select(row, "td, th"))
        for row in select(table, "tr")
    )
    rows = tuple(row for row in rows if any(row))
    cells = [cell for row in rows for cell in row]
    if len(rows) < 2 or max(map(len, rows)) < 2 or sum(map(len, cells)) > _CELL_LIMIT * len(cells):
        return ()
    return rows

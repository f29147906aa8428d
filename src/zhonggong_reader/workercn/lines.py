"""The visual lines of a page, as values.

A line is what stands between two breaks on the screen: a paragraph, a heading, a list item, a
picture, a table. Judges nothing: what a line means is for `header`, `body` and `captions`; `layout` makes
lines out of a tree.
"""

from typing import Literal

from msgspec import Struct, field
from selectolax.lexbor import LexborNode

from zhonggong_reader.text import BLOCK_LIMIT, Clean, clean_line

Kind = Literal["text", "heading", "picture", "video", "table", "list"]


class Place(Struct, frozen=True):
    """What holds for the lines directly in one block element."""

    heading: bool = False
    quote: int = 0
    """Which quotation of the page it is in; 0: none."""
    caption: bool = False
    centred: bool = False
    indented: bool = False


class Line(Struct, eq=False):
    """One visual line of a page. Addresses are as the page has them, not yet checked."""

    kind: Kind
    place: Place
    block: int
    """The block element that directly holds it, by number."""
    text: Clean = Clean("")
    """The line as it reads, without the indent before it."""
    pieces: list[str] = field(default_factory=list)
    """Text between two tags each; an element's border may part a label from its value."""
    links: list[tuple[str, str]] = field(default_factory=list)
    """Words and address of each link."""
    linked: int = 0
    """How many of its characters are links."""
    mark: str = ""
    """Of a list item: `1. `, `· `."""
    bold: bool = False
    """Every character is bold."""
    address: str = ""
    """Of a picture or film."""
    rows: tuple[tuple[Clean, ...], ...] = ()
    """Of a table."""
    beside: bool = False
    """It shares a box with the picture above it, and with nothing else."""
    list: LexborNode | None = None
    """Of a long list of links that stands as one line."""
    _parted: str | None = None

    @property
    def parted(self) -> str:
        """The line with a tab at every border of an element."""
        if len(self.pieces) == 1:
            return self.text
        if self._parted is None:
            parts = [clean_line(piece, limit=BLOCK_LIMIT) for piece in self.pieces if piece != " "]
            self._parted = "\t".join(part for part in parts if part)
        return self._parted

    @property
    def indented(self) -> bool:
        """Whether it begins as a paragraph does: by its style, by ideographic or by no-break spaces."""
        return self.place.indented or "".join(self.pieces[:3]).lstrip(" ").startswith(("\u3000", "\xa0\xa0"))


class Span(Struct, frozen=True):
    """The lines in one block element: from number `start` to the one before `stop`."""

    node: int
    """`mem_id` of the element."""
    start: int
    stop: int

    @property
    def lines(self) -> range:
        """Their numbers."""
        return range(self.start, self.stop)

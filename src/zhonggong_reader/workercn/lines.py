"""The visual lines of a page, in reading order.

A line is what stands between two breaks on the screen: a paragraph, a heading, a list item, a
picture, a table. Judges nothing: what a line means is for `header`, `body` and `captions`.
"""

import re
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from selectolax.lexbor import LexborNode

from zhonggong_reader.text import BLOCK_LIMIT, Clean, clean_line
from zhonggong_reader.workercn.tree import BLOCKS, HEADINGS, attribute, is_unseen, text_of, walk, words

_FILMS: Final = frozenset(("video", "iframe", "embed"))
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_INDENTED = re.compile(r"text-indent\s*:\s*[1-9]", re.IGNORECASE)
_PICTURE_ATTRIBUTES: Final = ("data-src", "data-original", "data-lazy-src", "src")
_CELL_LIMIT: Final = 120
"""Characters of an average cell; a table with more is layout."""

_NOTHING: Final = Clean("")

Kind = Literal["text", "heading", "picture", "video", "table"]


class _Place(NamedTuple):
    """What holds for the lines directly in one block element."""

    block: int = 0
    heading: bool = False
    quote: int = 0
    caption: bool = False
    centred: bool = False
    indented: bool = False


@dataclass(slots=True, eq=False)
class Line:
    """One visual line of a page. Addresses are as the page has them, not yet checked."""

    kind: Kind
    place: _Place
    pieces: list[str] = field(default_factory=list)
    """Text between two tags each; an element's border may part a label from its value."""
    text: Clean = _NOTHING
    """The line as it reads, without the indent before it."""
    mark: str = ""
    """Of a list item: `1. `, `· `."""
    bold: bool = False
    """Every character is bold."""
    links: list[tuple[str, str]] = field(default_factory=list)
    """Words and address of each link."""
    address: str = ""
    """Of a picture or film."""
    rows: tuple[tuple[Clean, ...], ...] = ()
    """Of a table."""
    _parted: str | None = None

    @property
    def parted(self) -> str:
        """The line with a tab at every border of an element."""
        if self._parted is None:
            parts = [clean_line(piece, limit=BLOCK_LIMIT) for piece in self.pieces if piece != " "]
            self._parted = "\t".join(part for part in parts if part)
        return self._parted

    @property
    def indented(self) -> bool:
        """Whether it begins as a paragraph does: by its style or by ideographic spaces."""
        return self.place.indented or "".join(self.pieces[:3]).lstrip(" \n").startswith("\u3000")


class Span(NamedTuple):
    """The lines in one block element, by their numbers."""

    node: int
    """`mem_id` of the element."""
    lines: range


def lines_of(root: LexborNode) -> list[Line]:
    """Return the lines of `root`."""
    return lines_and_spans(root)[0]


def lines_and_spans(root: LexborNode) -> tuple[list[Line], list[Span]]:
    """Return the lines of `root`, and which of them stand in each of its block elements; no span is empty."""
    reader = _Lines()
    for node, entering in walk(root, reader.passes):
        if entering:
            reader.enter(node)
        else:
            reader.leave(node)
    reader.end_line()
    return reader.lines, reader.spans


class _Lines:
    """The state of one walk."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.spans: list[Span] = []
        self._places = [_Place()]
        self._starts: list[int] = []
        self._blocks = 0
        self._quotes = 0
        self._counters: list[int | None] = []
        self._mark = ""
        self._bold_depth = 0
        self._plain = 0
        self._pieces: list[str] = []
        self._links: list[tuple[str, str]] = []
        self._link: tuple[str, int] | None = None

    def passes(self, node: LexborNode) -> bool:
        """Take text and what else is read as a whole, and tell whether the walk passes over `node`."""
        if node.is_text_node:
            self._say(words(node))
            return True
        if is_unseen(node):
            return True
        tag = node.tag or ""
        if tag in _FILMS:
            self._add("video", address=_film(node))
            return True
        if tag == "table" and (rows := _rows(node)):
            heading = node.css_first("caption")
            if heading is not None and (said := text_of(heading)).strip():
                self._add("text", text=clean_line(said, limit=BLOCK_LIMIT), pieces=[said])
            self._add("table", rows=rows)
            return True
        return False

    def enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in BLOCKS:
            self.end_line()
            self._open_block(node, tag)
        elif tag == "br":
            self.end_line()
        elif tag == "img":
            self._add("picture", address=_picture(node))
        elif tag in ("b", "strong"):
            self._bold_depth += 1
        elif tag == "a":
            self._link = (attribute(node, "href"), len(self._pieces))

    def leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in BLOCKS:
            if self._pieces:
                self.end_line()
            self._places.pop()
            start, stop = self._starts.pop(), len(self.lines)
            if start < stop:
                self.spans.append(Span(node.mem_id, range(start, stop)))
            if tag in ("ol", "ul"):
                self._counters.pop()
        elif tag in ("b", "strong"):
            self._bold_depth -= 1
        elif tag == "a":
            self._end_link()
            self._link = None

    def end_line(self) -> None:
        """Close the line that is being read; a line of blanks is none."""
        if self._link is not None:
            self._end_link()
            self._link = (self._link[0], 0)
        if not self._pieces:
            return
        if text := clean_line("".join(self._pieces), limit=BLOCK_LIMIT):
            kind: Kind = "heading" if self._places[-1].heading else "text"
            line = self._add(kind, text=text, pieces=self._pieces)
            line.bold, line.links, line.mark = not self._plain, self._links, self._mark
            self._mark = ""
        self._pieces, self._links, self._plain = [], [], 0

    def _say(self, text: str) -> None:
        if not self._pieces and text == " ":
            return  # what a line begins with is trimmed anyway, and half of all pieces are this
        self._pieces.append(text)
        if not self._bold_depth:
            self._plain += len(text.strip())

    def _end_link(self) -> None:
        if self._link is not None:
            address, start = self._link
            if said := "".join(self._pieces[start:]).strip():
                self._links.append((said, address))

    def _open_block(self, node: LexborNode, tag: str) -> None:
        outer = self._places[-1]
        self._starts.append(len(self.lines))
        self._blocks += 1
        attributes = node.attributes
        style, align = attributes.get("style") or "", (attributes.get("align") or "").lower()
        if tag == "blockquote" and not outer.quote:
            self._quotes += 1
        self._places.append(
            _Place(
                block=self._blocks,
                heading=tag in HEADINGS,
                quote=outer.quote or (self._quotes if tag == "blockquote" else 0),
                caption=outer.caption or tag in ("figcaption", "caption"),
                centred=outer.centred
                or tag == "center"
                or align == "center"
                or (style != "" and _CENTRED.search(style) is not None),
                indented=style != "" and _INDENTED.search(style) is not None,
            )
        )
        if tag in ("ol", "ul"):
            self._counters.append(_first(node) - 1 if tag == "ol" else None)
        elif tag == "li" and self._counters:
            count = self._counters[-1]
            if count is not None:
                self._counters[-1] = count = count + 1
            self._mark = "· " if count is None else f"{count}. "

    def _add(
        self,
        kind: Kind,
        *,
        text: Clean = _NOTHING,
        pieces: list[str] | None = None,
        address: str = "",
        rows: tuple[tuple[Clean, ...], ...] = (),
    ) -> Line:
        if kind in ("picture", "video", "table"):
            self.end_line()
        line = Line(kind, self._places[-1], pieces or [], text, address=address, rows=rows)
        self.lines.append(line)
        return line


def _first(node: LexborNode) -> int:
    """Return the number of the first item of a numbered list."""
    start = attribute(node, "start")
    return int(start) if start.isascii() and start.isdigit() and len(start) <= 4 else 1


def _picture(node: LexborNode) -> str:
    return next(filter(None, (attribute(node, name).strip() for name in _PICTURE_ATTRIBUTES)), "")


def _film(node: LexborNode) -> str:
    source = node.css_first("source[src]") if node.tag == "video" else None
    return (
        attribute(node, "src") or attribute(node, "data-src") or (attribute(source, "src") if source else "")
    )


def _rows(table: LexborNode) -> tuple[tuple[Clean, ...], ...]:
    """Return the cells of a table of text; empty where the table only lays out what is in it."""
    if table.css_first("td table, td img, td video, td iframe, td p + p + p") is not None:
        return ()
    rows = tuple(
        tuple(clean_line(text_of(cell), limit=BLOCK_LIMIT) for cell in row.css("td, th"))
        for row in table.css("tr")
    )
    rows = tuple(row for row in rows if any(row))
    cells = [cell for row in rows for cell in row]
    if len(rows) < 2 or max(map(len, rows)) < 2 or sum(map(len, cells)) > _CELL_LIMIT * len(cells):
        return ()
    return rows

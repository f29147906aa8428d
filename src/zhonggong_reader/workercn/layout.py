"""From a tree to the visual lines of its page: one walk, in which each node is met once.

Follows what a browser would lay out: what is hidden is left out, a block element or `<br>` breaks the
line, a list item gets its mark. Nesting costs no stack. Changes nothing in the tree.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct
from selectolax.lexbor import LexborNode

from zhonggong_reader.text import BLOCK_LIMIT, clean_line
from zhonggong_reader.workercn.elements import film, first_number, is_links, picture, rows_of
from zhonggong_reader.workercn.lines import Kind, Line, Place, Span
from zhonggong_reader.workercn.tree import (
    BLOCKS,
    HEADINGS,
    TEXT,
    UNSEEN,
    attribute,
    first,
    hides,
    select,
    text_of,
    words,
)

_SHOWN: Final[dict[str, Kind]] = {"img": "picture", "video": "video", "iframe": "video", "embed": "video"}
_BOLD: Final = frozenset(("b", "strong"))
_LISTS: Final = frozenset(("ol", "ul"))
_NUMBERED: Final = _LISTS | {"li"}
_WHOLE: Final = _LISTS | {"table"}
"""What may be taken as a whole."""
_PLACING: Final = HEADINGS | {"blockquote", "figcaption", "caption", "center"}
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_INDENTED = re.compile(r"text-indent\s*:\s*[1-9]", re.IGNORECASE)


def lines_of(root: LexborNode) -> list[Line]:
    """Return the lines of `root`, those of its lists of links among them."""
    return _walk(root, _Walk(root))[0]


def lines_and_spans(root: LexborNode) -> tuple[list[Line], list[Span]]:
    """Return the lines of `root`, and which of them stand in each of its block elements.

    A long list of links (a menu, other news) is one line; `unrolled` has its own. Spans come innermost
    first; none is empty.
    """
    return _walk(root, _Walk(root, rolls=True))


def unrolled(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield `lines`, with those of a list of links in place of the one that stands for it."""
    for line in lines:
        if line.list is None:
            yield line
        else:
            yield from lines_of(line.list)


def _walk(root: LexborNode, walk: "_Walk") -> tuple[list[Line], list[Span]]:
    node = root.first_child
    while node is not None:
        tag = node.tag or ""
        if tag == TEXT:
            # Half of all text is the line break between two tags; a line never begins with blanks.
            if walk.pieces or not node.is_empty_text_node:
                walk.say(words(node))
        elif child := walk.enter(node, tag):
            node = child
            continue
        while (following := node.next) is None:
            outer = walk.leave()
            if outer is None:
                break
            node = outer
        node = following
    walk.end_line()
    return walk.lines, walk.spans


class _Element(Struct):
    """An element that the walk is in."""

    node: LexborNode
    tag: str
    start: int
    """Number of the first line that can stand in it."""
    place: Place
    block: int
    """Both as they were outside of it."""


class _Walk:
    """The state of one walk."""

    def __init__(self, root: LexborNode, *, rolls: bool = False) -> None:
        """rolls: whether a long list of links becomes one line."""
        self.lines: list[Line] = []
        self.spans: list[Span] = []
        self._rolls = rolls
        # Most elements say nothing of how they look, and need not be asked one by one.
        self._styled = {node.mem_id for node in select(root, "[style], [align]")}
        self._inside: list[_Element] = []
        self._ordinary = self._place = Place()
        self._block = self._blocks = self._quotes = 0
        self._counters: list[int | None] = []
        self._mark = ""
        self._number(root, root.tag or "")
        self._bold_depth = 0
        self._bold = True
        self.pieces: list[str] = []
        self._links: list[tuple[str, str]] = []
        self._linked = 0
        self._link: tuple[str, int] | None = None

    def say(self, text: str) -> None:
        """Take the words of a text node."""
        self.pieces.append(text)
        if self._bold and not self._bold_depth and not text.isspace():
            self._bold = False

    def enter(self, node: LexborNode, tag: str) -> LexborNode | None:
        """Begin the element `node`; return its first child, where the walk goes on with that."""
        styled = node.mem_id in self._styled
        if tag in UNSEEN or (styled and hides(attribute(node, "style"))):
            return None
        if tag in BLOCKS:
            if self.pieces:
                self.end_line()
            if tag in _WHOLE and self._take(node, tag):
                return None
            self._inside.append(_Element(node, tag, len(self.lines), self._place, self._block))
            self._block = self._blocks = self._blocks + 1
            if styled or tag in _PLACING or self._place is not self._ordinary:
                self._place = self._place_in(node, tag, styled=styled)
            if tag in _NUMBERED:
                self._number(node, tag)
        elif tag in _SHOWN:
            address = picture(node) if tag == "img" else film(node, tag)
            self._add(Line(_SHOWN[tag], self._place, self._block, address=address))
            return None
        else:
            child = node.first_child
            if child is None or (child.tag == TEXT and child.next is None):
                self._take_small(node, tag, child)
                return None
            self._inside.append(_Element(node, tag, 0, self._place, self._block))
            if tag == "a":
                self._link = (attribute(node, "href"), len(self.pieces))
            elif tag in _BOLD:
                self._bold_depth += 1
            return child
        child = node.first_child
        if child is None:
            self.leave()
        return child

    def leave(self) -> LexborNode | None:
        """End the innermost element and return it; None where the walk is in none."""
        if not self._inside:
            return None
        element = self._inside.pop()
        tag = element.tag
        if tag in BLOCKS:
            if self.pieces:
                self.end_line()
            self._place, self._block = element.place, element.block
            if tag in _LISTS:
                self._counters.pop()
            start, stop = element.start, len(self.lines)
            if start < stop:
                self.spans.append(Span(element.node.mem_id, start, stop))
                if start + 2 == stop and self.lines[start].kind == "picture":
                    self.lines[-1].beside = True
        elif tag == "a":
            self._end_link()
            self._link = None
        elif tag in _BOLD:
            self._bold_depth -= 1
        return element.node

    def end_line(self) -> None:
        """Close the line that is being read; a line of blanks is none."""
        if self._link is not None:
            self._end_link()
            self._link = (self._link[0], 0)
        if text := clean_line("".join(self.pieces), limit=BLOCK_LIMIT):
            kind: Kind = "heading" if self._place.heading else "text"
            self.lines.append(
                Line(
                    kind,
                    self._place,
                    self._block,
                    text,
                    self.pieces,
                    self._links,
                    self._linked,
                    self._mark,
                    self._bold,
                )
            )
            self._mark = ""
        self.pieces, self._links, self._linked, self._bold = [], [], 0, True

    def _take_small(self, node: LexborNode, tag: str, text: LexborNode | None) -> None:
        """Take an element inside a line that holds words alone (`text`), or nothing, as nearly all do."""
        if tag == "br":
            self.end_line()
        elif text is not None and (self.pieces or not text.is_empty_text_node):
            said = words(text)
            if tag in _BOLD:
                self.pieces.append(said)
            else:
                self.say(said)
            if tag == "a":
                self._add_link(said, attribute(node, "href"))

    def _end_link(self) -> None:
        if self._link is not None:
            address, start = self._link
            self._add_link("".join(self.pieces[start:]), address)

    def _add_link(self, said: str, address: str) -> None:
        if said := said.strip():
            self._links.append((said, address))
            self._linked += len(said)

    def _place_in(self, node: LexborNode, tag: str, *, styled: bool) -> Place:
        """Return what holds for the lines in the block element `node`, by what holds outside of it."""
        outer = self._place
        style = attribute(node, "style") if styled else ""
        if tag == "blockquote" and not outer.quote:
            self._quotes += 1
        return Place(
            heading=tag in HEADINGS,
            quote=outer.quote or (self._quotes if tag == "blockquote" else 0),
            caption=outer.caption or tag in ("figcaption", "caption"),
            centred=outer.centred
            or tag == "center"
            # A table is moved by it, and its words are not.
            or (styled and tag != "table" and attribute(node, "align").lower() == "center")
            or _CENTRED.search(style) is not None,
            indented=_INDENTED.search(style) is not None,
        )

    def _number(self, node: LexborNode, tag: str) -> None:
        """Begin to count the items of a list, or mark the line of an item."""
        if tag in _LISTS:
            self._counters.append(first_number(node) - 1 if tag == "ol" else None)
        elif tag == "li" and self._counters:
            count = self._counters[-1]
            if count is not None:
                self._counters[-1] = count = count + 1
            self._mark = "· " if count is None else f"{count}. "

    def _take(self, node: LexborNode, tag: str) -> bool:
        """Take a table or a list as a whole, where it can be; tell whether it was."""
        # What a list has in it is asked once, of the outermost.
        if tag in _LISTS and self._rolls and not self._counters and is_links(node):
            self._add(Line("list", self._place, self._block, list=node))
            return True
        rows = rows_of(node) if tag == "table" else ()
        if rows:
            heading = first(node, "caption")
            said = text_of(heading) if heading is not None else ""
            if text := clean_line(said, limit=BLOCK_LIMIT):
                self._add(Line("text", self._place, self._block, text, [said]))
            self._add(Line("table", self._place, self._block, rows=rows))
        return bool(rows)

    def _add(self, line: Line) -> None:
        """Add what is a line by itself."""
        self.end_line()
        self.lines.append(line)

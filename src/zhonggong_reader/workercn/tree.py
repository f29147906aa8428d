"""Walking a parsed page without recursion, so that nesting cannot exhaust the stack.

Changes no tree and never serialises one: both have crashed the parser on hostile pages.
"""

import re
import threading
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborCSSSelector, LexborNode

from zhonggong_reader.text import Clean, clean_line

TEXT: Final = "-text"
"""What selectolax calls the tag of a text node."""
_NO_ELEMENTS: Final = frozenset(("-comment", "-doctype", "-document", ""))
_UNSEEN_TAGS: Final = (
    "script style noscript template textarea select button svg object map head title audio canvas"
)
_BLOCK_TAGS: Final = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption"
    " figure footer form header hr li main menu nav ol p pre section summary table tbody td tfoot th thead"
    " tr ul"
)
UNSEEN: Final = frozenset(_UNSEEN_TAGS.split()) | _NO_ELEMENTS
"""Tags of nodes of which a browser shows nothing."""
HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS: Final = HEADINGS | frozenset(_BLOCK_TAGS.split())
LABEL_PIECES: Final = 60
"""Pieces of text and borders of tags in a headline, a name, a time."""
# Not what is `visibility: hidden`: pages hide their own body so until a script shows it.
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BLANKS: Final = " \t\r\n\f"
_RUN = re.compile(f"[{_BLANKS}]+")


class _Engine(threading.local):
    """One engine of selectors for each thread: making one costs as much as asking ten times."""

    def __init__(self) -> None:
        self.css = LexborCSSSelector()  # type: ignore[no-untyped-call]


_ENGINE: Final = _Engine()


def select(node: LexborNode, query: str) -> list[LexborNode]:
    """Return what matches the selector `query` in `node`, itself among it, in document order."""
    return _ENGINE.css.find(query, node)


def first(node: LexborNode, query: str) -> LexborNode | None:
    """Return the first node that `select` finds; None where it finds none."""
    return next(iter(select(node, query)), None)


def has(node: LexborNode, query: str) -> bool:
    """Tell whether `select` finds anything."""
    return bool(_ENGINE.css.any_matches(query, node))


def attribute(node: LexborNode, name: str) -> str:
    """Return an attribute of an element; empty where there is none."""
    return node.attrs.sget(name)


def hides(style: str) -> bool:
    """Tell whether an element of this `style` is not shown."""
    return _HIDDEN.search(style) is not None


def is_unseen(node: LexborNode) -> bool:
    """Tell whether a browser shows nothing of `node`."""
    tag = node.tag or ""
    return tag in UNSEEN or (tag != TEXT and hides(attribute(node, "style")))


def words(node: LexborNode) -> str:
    """Return the characters of a text node, runs of blanks and line breaks as one blank; of others none."""
    text = node.text_content or ""
    # Looking for four strings takes a sixth of the time of one expression.
    if "\n" in text or "  " in text or "\t" in text or "\r" in text or "\f" in text:
        return _RUN.sub(" ", text)
    return text


def walk(root: LexborNode, passes: Callable[[LexborNode], bool]) -> Iterator[tuple[LexborNode, bool]]:
    """Yield each node below `root` in document order, entering it (True) and leaving it (False).

    Text is only entered. A node that `passes` answers for with True is left out with all that is in it.
    """
    node = root.first_child
    while node is not None:
        child = None
        if not passes(node):
            yield node, True
            child = node.first_child
            if child is None and not node.is_text_node:
                yield node, False
        while child is None:
            child = node.next
            if child is None:
                parent = node.parent
                if parent is None or parent.mem_id == root.mem_id:
                    return
                node = parent
                yield node, False
        node = child


def text_of(node: LexborNode) -> str:
    """Return the visible text of `node`, with a line break for each `<br>` and border of a block."""
    return "".join(_pieces(node))


def label_of(node: LexborNode) -> Clean:
    """Return the text of `node` in one line, if `node` is small enough to be a label, else nothing.

    Where nodes are asked that lie in each other, this keeps the work from growing with the square.
    """
    pieces = list(islice(_pieces(node), LABEL_PIECES + 1))
    return clean_line("".join(pieces) if len(pieces) <= LABEL_PIECES else "")


def _pieces(node: LexborNode) -> Iterator[str]:
    """Yield the text of `node` piece by piece; an empty one for each tag that has none."""
    for child, _ in walk(node, is_unseen):
        if child.is_text_node:
            yield words(child)
        else:
            yield "\n" if child.tag == "br" or child.tag in BLOCKS else ""

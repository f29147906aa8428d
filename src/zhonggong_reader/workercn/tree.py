"""Walking a parsed page without recursion, so that nesting cannot exhaust the stack.

Changes no tree and never serialises one: both have crashed the parser on hostile pages.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborNode

from zhonggong_reader.text import Clean, clean_line

_UNSEEN_TAGS: Final = (
    "script style noscript template textarea select button svg object map head title audio canvas"
)
_BLOCK_TAGS: Final = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption"
    " figure footer form header hr li main menu nav ol p pre section summary table tbody td tfoot th thead"
    " tr ul"
)
_UNSEEN: Final = frozenset(_UNSEEN_TAGS.split())
HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS: Final = HEADINGS | frozenset(_BLOCK_TAGS.split())
LABEL_PIECES: Final = 60
"""Pieces of text and borders of tags in a headline, a name, a time."""
# Not what is `visibility: hidden`: pages hide their own body so until a script shows it.
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BLANK = re.compile(r"[ \t\r\n\f]+")


def attribute(node: LexborNode, name: str) -> str:
    """Return an attribute of `node`; empty where there is none."""
    return node.attributes.get(name) or ""


def is_unseen(node: LexborNode) -> bool:
    """Tell whether a browser shows nothing of `node`."""
    if node.is_text_node:
        return False
    if not node.is_element_node or node.tag in _UNSEEN:
        return True
    style = node.attributes.get("style")
    return bool(style and _HIDDEN.search(style))


def words(node: LexborNode) -> str:
    """Return the characters of a text node, runs of blanks and line breaks as one blank; of others none."""
    text = node.text_content if node.is_text_node else None
    # Half of all text is the line break between two tags.
    return " " if text == "\n" else _BLANK.sub(" ", text or "")


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

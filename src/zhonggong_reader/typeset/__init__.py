"""Setting Chinese in a grid of cells: an article and a measure in, lines out.

Pure: no terminal, no colours (roles are names), no reading or writing. `rich.cells` is the one
source of width, because it is what the screen crops by; where a terminal draws ambiguous
characters wide, its table is exchanged before anything is measured here.

Values are here at once. What sets them is imported when it is first asked for (PEP 562): its rules
are large character classes, and to compile them would take a sixth of every start.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from zhonggong_reader.typeset.galley import Galley, Line, Role, Segment, Source
from zhonggong_reader.typeset.setting import LEAST_MEASURE, Script, Setting

if TYPE_CHECKING:
    from zhonggong_reader.typeset.changes import set_changes
    from zhonggong_reader.typeset.composing import compose
    from zhonggong_reader.typeset.pages import Page, Pages, columns
    from zhonggong_reader.typeset.shown import show
    from zhonggong_reader.typeset.source import source_of, source_text
    from zhonggong_reader.typeset.titles import plain_lines, title_lines
    from zhonggong_reader.typeset.upright import vertical

__all__ = [
    "LEAST_MEASURE",
    "Galley",
    "Line",
    "Page",
    "Pages",
    "Role",
    "Script",
    "Segment",
    "Setting",
    "Source",
    "columns",
    "compose",
    "plain_lines",
    "prepare",
    "set_changes",
    "show",
    "source_of",
    "source_text",
    "title_lines",
    "vertical",
]

_LATE: Final = {
    "Page": "pages",
    "Pages": "pages",
    "columns": "pages",
    "compose": "composing",
    "plain_lines": "titles",
    "set_changes": "changes",
    "show": "shown",
    "source_of": "source",
    "source_text": "source",
    "title_lines": "titles",
    "vertical": "upright",
}
"""Name to its module in this package; none may be called like a module, which would hide it."""


def __getattr__(name: str) -> object:
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATE[name]}"), name)


def prepare() -> None:
    """Import all of it; the first time that takes as long as a reader feels. For a thread."""
    for name in _LATE:
        __getattr__(name)

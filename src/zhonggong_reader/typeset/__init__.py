"""Setting Chinese in a grid of cells: an article and a measure in, lines out.

Pure: no terminal, no colours (roles are names), no reading or writing. `rich.cells` is the one
source of width, because it is what the screen crops by; where a terminal draws ambiguous
characters wide, its table is exchanged before anything is measured here.
"""

from zhonggong_reader.typeset.compose import compose
from zhonggong_reader.typeset.galley import Galley, Line, Role, Segment, Source
from zhonggong_reader.typeset.pages import Page, Pages, columns
from zhonggong_reader.typeset.setting import LEAST_MEASURE, Setting
from zhonggong_reader.typeset.source import source_of, source_text
from zhonggong_reader.typeset.titles import title_lines
from zhonggong_reader.typeset.vertical import vertical

__all__ = [
    "LEAST_MEASURE",
    "Galley",
    "Line",
    "Page",
    "Pages",
    "Role",
    "Segment",
    "Setting",
    "Source",
    "columns",
    "compose",
    "source_of",
    "source_text",
    "title_lines",
    "vertical",
]

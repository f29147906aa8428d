"""What changed in an article, set in lines: what went and what came stand in brackets, each in its own.

Brackets tell them apart where there is no colour, underline or strike: `［…］` went, `｛…｝` came. Parts
that stayed as they were are counted, not shown.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from zhonggong_reader.collation import Part as Compared
from zhonggong_reader.collation import PartKind, RunKind
from zhonggong_reader.language import tr
from zhonggong_reader.model import Position
from zhonggong_reader.text import Clean
from zhonggong_reader.typeset.blocks import PICTURE_LABEL, VIDEO_LABEL
from zhonggong_reader.typeset.breaking import Shape
from zhonggong_reader.typeset.composing import led
from zhonggong_reader.typeset.galley import Galley, Line, Role
from zhonggong_reader.typeset.passage import Part, Passage, set_passage
from zhonggong_reader.typeset.setting import LEAST_MEASURE, NARROW, Setting
from zhonggong_reader.typeset.source import HEAD

_DEFAULT: Final = Setting()
_BRACKETS: Final[dict[RunKind, tuple[str, str]]] = {
    "kept": ("", ""),
    "removed": ("［", "］"),
    "added": ("｛", "｝"),
}
_RUN_ROLES: Final[dict[RunKind, Role]] = {"removed": Role.REMOVED, "added": Role.ADDED}
_ROLES: Final[dict[PartKind, Role]] = {
    "kicker": Role.KICKER,
    "original title": Role.KICKER,
    "title": Role.HEADLINE,
    "source": Role.SOURCE,
    "paragraph": Role.BODY,
    "subheading": Role.SUBHEADING,
    "quote": Role.QUOTE,
    "picture": Role.CAPTION,
    "video": Role.CAPTION,
    "table": Role.TABLE,
}
_LABELS: Final[dict[PartKind, str]] = {
    "kicker": "〔引题〕",
    "original title": "〔原标题〕",
    "title": "〔标题〕",
    "source": "〔来源〕",
    "picture": PICTURE_LABEL,
    "video": VIDEO_LABEL,
    "table": "〔表格〕",
}
"""What stands before a part whose kind its words do not show."""


def set_changes(
    parts: Sequence[Compared], heading: Clean, measure: int, setting: Setting = _DEFAULT
) -> Galley:
    """Set what changed in lines of at most `measure` cells, below a line of what it is and of the brackets.

    Fewer cells than LEAST_MEASURE count as that many.
    """
    measure = max(measure, LEAST_MEASURE)
    room = measure - measure % 2
    legend = Clean(tr("［删去的］　｛新加的｝"))
    lines: list[Line] = []
    for text in (heading, legend):
        lines += set_passage(Passage(text, HEAD, Role.SOURCE), Shape(room=room, align="centre"), setting)
    place = 0
    for is_kept, group in groupby(parts, lambda part: part.state == "kept"):
        stretch = list(group)
        if is_kept:
            _append(lines, _set_kept(len(stretch), place, room, setting), place, setting)
        else:
            for number, part in enumerate(stretch, place):
                _append(lines, _set_part(part, number, room, setting), number, setting)
        place += len(stretch)
    return Galley(tuple(lines), measure)


def _append(lines: list[Line], added: Sequence[Line], place: int, setting: Setting) -> None:
    if lines and added:
        lines += [Line((), Position(place, 0))] * (1 + setting.leading)
    lines += led(added, setting.leading)


def _set_kept(count: int, place: int, room: int, setting: Setting) -> list[Line]:
    text = Clean(tr("（{count} 处未改）", count=count))
    return set_passage(Passage(text, place, Role.RULE), Shape(room=room, align="centre"), setting)


def _set_part(part: Compared, place: int, room: int, setting: Setting) -> list[Line]:
    role = _ROLES[part.kind]
    text, parts = "", list[Part]()
    for piece, kind in _pieces(part):
        if kind != "kept":
            parts.append(Part(len(text), len(text) + len(piece), _RUN_ROLES[kind]))
        text += piece
    indent = 4 if room >= NARROW else 2
    # Ragged: brackets close to each other leave too few places to stretch.
    shape = Shape(room=room, indent=indent if part.kind == "paragraph" and setting.indent else 0)
    return set_passage(Passage(Clean(text), place, role, parts=tuple(parts)), shape, setting)


def _pieces(part: Compared) -> Iterator[tuple[str, RunKind]]:
    """Yield the words of a part with their brackets; a label that came or went stands inside of them."""
    label = _LABELS.get(part.kind, "")
    if part.state == "changed" and label:
        yield label, "kept"
        label = ""
    runs = [(run.text, run.kind) for run in part.runs]
    if not runs:
        runs = [(Clean(""), "added" if part.state == "added" else "removed")]
    for text, kind in runs:
        opening, closing = _BRACKETS[kind]
        yield f"{opening}{label}{text}{closing}", kind

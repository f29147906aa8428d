"""An article into a galley: its head, its blocks in order, its end."""

from collections.abc import Sequence

from zhonggong_reader.model import Article, Block, Paragraph, Position
from zhonggong_reader.text import Clean
from zhonggong_reader.typeset.blocks import find_parts, list_mark, set_block
from zhonggong_reader.typeset.breaking import Shape
from zhonggong_reader.typeset.galley import Galley, Line, Role
from zhonggong_reader.typeset.passage import Passage, set_passage
from zhonggong_reader.typeset.phrases import HEADLINE_COST
from zhonggong_reader.typeset.setting import LEAST_MEASURE, Setting
from zhonggong_reader.typeset.source import HEAD, head_parts, tail_parts

_DEFAULT = Setting()


def compose(article: Article, measure: int, setting: Setting = _DEFAULT) -> Galley:
    """Set `article` in lines of at most `measure` cells; fewer than LEAST_MEASURE count as that many.

    Of an odd measure the last cell stays empty: a line is a whole number of Han characters.
    """
    measure = max(measure, LEAST_MEASURE)
    room = measure - measure % 2
    lines = _set_parts(head_parts(article), HEAD, room, setting)
    parts = find_parts(article)
    before: Block | None = None
    for index, block in enumerate(article.blocks):
        added = set_block(block, index, room, setting, parts.get(index, ()))
        if added and lines:
            lines += [Line((), Position(index, 0))] * _gap(before, block, setting)
        lines += led(added, setting.leading)
        before = block
    end = len(article.blocks)
    tail = _set_parts(tail_parts(article), end, room, setting)
    if tail:
        lines += [Line((), Position(end, 0)), *tail]
    return Galley(tuple(lines), measure)


def led(lines: Sequence[Line], leading: int) -> list[Line]:
    """Return `lines` with so many blank ones between each two."""
    if not leading:
        return [*lines]
    spread = [[Line((), line.place)] * leading + [line] for line in lines]
    return [line for group in spread for line in group][leading:]


def _gap(before: Block | None, block: Block, setting: Setting) -> int:
    """Return how many blank lines stand between two blocks; the items of one list stand together."""
    if (mark := list_mark(block)) and list_mark(before) == mark:
        return setting.leading
    running = isinstance(block, Paragraph) and isinstance(before, Paragraph)
    return setting.leading + (setting.gap if running else max(1, setting.gap))


def _set_parts(parts: tuple[tuple[Role, Clean], ...], block: int, room: int, setting: Setting) -> list[Line]:
    """Set the lines around the body: each part is a line of the block's source text."""
    lines: list[Line] = []
    base = 0
    for role, text in parts:
        passage = Passage(text, block, role, base)
        lines += set_passage(passage, _shape(role, room), setting)
        base += len(text) + 1
    return lines


def _shape(role: Role, room: int) -> Shape:
    if role is Role.EDITOR:
        return Shape(room=room, align="end")
    # A headline a little narrower than the text stands out from it.
    narrower = 4 if room >= 24 and role is Role.HEADLINE else 0
    return Shape(
        room=room - 2 * narrower,
        left=narrower,
        align="centre",
        balance=True,
        least=4 if role is Role.HEADLINE else 2,
        facts=role is Role.SOURCE,
        phrase=HEADLINE_COST,
    )

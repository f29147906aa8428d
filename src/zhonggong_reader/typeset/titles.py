"""A title in a list, or a sentence of the interface: plain lines, for what stands apart from any article."""

from itertools import pairwise

from zhonggong_reader.text import Clean
from zhonggong_reader.typeset.breaking import Shape
from zhonggong_reader.typeset.galley import Role
from zhonggong_reader.typeset.passage import Passage, set_passage
from zhonggong_reader.typeset.setting import Script, Setting


def title_lines(title: Clean, room: int, script: Script = "as-is") -> list[str]:
    """Return `title` in lines of at most `room` cells, broken as a headline's text may be."""
    setting = Setting(justify=False, script=script)
    passage = Passage(title, block=-1, role=Role.HEADLINE)
    return [line.text for line in set_passage(passage, Shape(room=room), setting)]


def plain_lines(text: Clean, room: int) -> list[str]:
    """Return `text` in lines of at most `room` cells, broken as print is, every character as it stands."""
    passage = Passage(text, block=-1, role=Role.BODY)
    lines = set_passage(passage, Shape(room=room), Setting(justify=False))
    # What print gives a mark more than its own width is left out again.
    starts = [line.place.offset for line in lines]
    return [text[start:end].strip() for start, end in pairwise([*starts, len(text)])]

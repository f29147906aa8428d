"""A title in a list: plain lines, for rows that stand apart from any article."""

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

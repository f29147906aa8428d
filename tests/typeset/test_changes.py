"""What changed in an article, set in lines."""

import pytest
from rich.cells import cell_len

from zhonggong_reader.collation import Part, Run
from zhonggong_reader.text import Clean
from zhonggong_reader.typeset import Role, Setting, set_changes

HEADING = Clean("改动")
STAYED = Part("paragraph", (Run(Clean("没有变的一段。")),), "kept")
CHANGED = Part(
    "paragraph",
    (
        Run(Clean("他们丈量了")),
        Run(Clean("两"), "removed"),
        Run(Clean("三"), "added"),
        Run(Clean("万余公里线路，平均年龄29岁，最小的只有22岁。")),
    ),
    "changed",
)


def lines(parts: list[Part], measure: int = 40) -> list[str]:
    """Return the lines below the heading and the legend."""
    return [line.text for line in set_changes(parts, HEADING, measure).lines][2:]


def test_what_went_and_came_stands_in_brackets_of_its_own() -> None:
    assert lines([CHANGED]) == [
        "",
        "    他们丈量了［两］｛三｝万余公里线路，",
        "平均年龄29岁，最小的只有22岁。",
    ]
    heading, legend = (line.text.strip() for line in set_changes([CHANGED], HEADING, 40).lines[:2])
    assert (heading, legend) == ("改动", "［删去的］　｛新加的｝")


def test_lines_are_led_and_parts_stand_as_much_further_apart() -> None:
    led = set_changes([CHANGED, CHANGED], HEADING, 40, Setting(leading=1))
    assert [bool(line.text) for line in led.lines[2:]] == [False, False, True, False, True] * 2


def test_the_brackets_have_roles_of_their_own() -> None:
    roles = {
        segment.text: segment.role
        for line in set_changes([CHANGED], HEADING, 40).lines
        for segment in line.segments
    }
    assert roles["［两］"] is Role.REMOVED
    assert roles["｛三｝"] is Role.ADDED
    assert roles["他们丈量了"] is Role.BODY


def test_what_stayed_is_counted_and_not_shown() -> None:
    assert [line.strip() for line in lines([STAYED, STAYED, CHANGED, STAYED]) if "未改" in line] == [
        "（2 处未改）",
        "（1 处未改）",
    ]
    assert not any("没有变" in line for line in lines([STAYED, CHANGED]))


@pytest.mark.parametrize(
    ("part", "line"),
    [
        (Part("title", (Run(Clean("旧"), "removed"), Run(Clean("题"))), "changed"), "〔标题〕［旧］题"),
        (Part("kicker", (Run(Clean("引"), "added"),), "added"), "｛〔引题〕引｝"),
        (Part("picture", (), "removed"), "［〔图片〕］"),
        (Part("video", (Run(Clean("说明"), "added"),), "added"), "｛〔视频〕说明｝"),
        (Part("subheading", (Run(Clean("题"), "removed"),), "removed"), "［题］"),
    ],
)
def test_each_kind_of_part_says_what_it_is(part: Part, line: str) -> None:
    assert lines([part]) == ["", line]


@pytest.mark.parametrize("measure", [1, 8, 9, 24, 80])
def test_no_line_is_wider_than_the_measure(measure: int) -> None:
    galley = set_changes([STAYED, CHANGED, CHANGED], HEADING, measure)
    assert max(cell_len(line.text) for line in galley.lines) <= max(8, measure)

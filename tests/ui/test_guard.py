"""The last door before the terminal, and the drawing before it."""

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from zhonggong_reader.model import Position
from zhonggong_reader.text import Clean
from zhonggong_reader.typeset import Line, Role
from zhonggong_reader.typeset import Segment as SetSegment
from zhonggong_reader.ui.guard import Graphics, Guard
from zhonggong_reader.ui.painting import fitted, paint

BLACK = Color(0, 0, 0)


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("工会\x1b]52;c;ZXZpbA==\x07新闻", "工会]52;c;ZXZpbA==新闻"),
        ("\x1b[2J", "[2J"),
        ("\x9b31m", "31m"),
        ("一\u202e二", "一二"),
        ("一\u2066二\u2069", "一二"),
        ("一\r\n二", "一二"),
        ("\x00\x07\x7f", ""),
    ],
)
def test_what_may_not_reach_a_terminal_does_not(text: str, passed: str) -> None:
    guard = Guard()
    style = Style(bold=True)
    mended = guard.apply([Segment("前", style), Segment(text, style)], BLACK)
    assert mended == [Segment("前", style), Segment(passed, style)]
    assert guard.stopped == 1


def test_of_a_joined_emoji_the_first_passes_without_complaint() -> None:
    guard = Guard()
    style = Style(bold=True)
    shown = guard.apply([Segment("全家👨\u200d👩\u200d👧", style), Segment("福", style)], BLACK)
    assert shown == [Segment("全家👨", style), Segment("福", style)]
    assert guard.stopped == 0


@pytest.mark.parametrize("link", ["javascript:alert(1)", "file:///etc/passwd", "ssh://example.org", ""])
def test_a_link_of_a_foreign_scheme_is_taken_away(link: str) -> None:
    (mended,) = Guard().apply([Segment("文字", Style(bold=True, link=link))], BLACK)
    assert mended.text == "文字"
    assert mended.style is not None
    assert mended.style.bold
    assert not mended.style.link


def test_sound_lines_pass_as_they_are() -> None:
    guard = Guard()
    line = [Segment("工会"), Segment("链接", Style(link="https://www.workercn.cn/")), Segment(" ", Style())]
    assert guard.apply(line, BLACK) is line
    assert guard.stopped == 0


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("工会新闻", 8, "工会新闻"),
        ("工会新闻", 7, "工会新…"),
        ("工会新闻", 6, "工会…"),
        ("工会", 3, "工…"),
        ("工会", 2, "…"),
        ("工会", 1, "…"),
        ("工会", 0, ""),
        ("工会", -3, ""),
        ("", 0, ""),
        ("abc def", 5, "abc…"),
    ],
)
def test_a_text_is_cut_to_its_cells(text: str, width: int, expected: str) -> None:
    assert fitted(text, width) == expected


def test_a_set_line_is_painted_with_the_style_of_each_role() -> None:
    line = Line(
        (SetSegment("中工网电", Role.DATELINE), SetSegment("正文", Role.BODY)),
        Position(0, 0),
    )
    styles = {Role.DATELINE: Style(bold=True), Role.BODY: Style()}
    base = Style(color="red")
    painted = paint(line, styles.__getitem__, base, None, Style())
    assert [segment.text for segment in painted] == ["中工网电", "正文"]
    assert [segment.style for segment in painted] == [base + Style(bold=True), base]


def test_markup_in_a_set_line_is_text() -> None:
    line = Line((SetSegment(Clean("[red]红[/red] [@click=app.quit]"), Role.BODY),), Position(0, 0))
    painted = paint(line, lambda role: Style(), Style(), None, Style())
    assert [segment.text for segment in painted] == ["[red]红[/red] [@click=app.quit]"]


def test_what_draws_a_picture_passes_also_where_a_filter_took_it_for_text() -> None:
    guard = Guard()
    drawn = Graphics("\x1b7\x1bPq#0~\x1b\\\x1b8")
    for segment in (Segment(drawn), Segment(drawn, Style(bold=True)), Segment(drawn, None, [])):
        (passed,) = guard.apply([segment], Color(0, 0, 0))
        assert passed.text is drawn
        assert passed.style is None
        assert passed.cell_length == 0
    assert guard.stopped == 0


def test_the_same_as_text_does_not() -> None:
    guard = Guard()
    (passed,) = guard.apply([Segment("\x1b7\x1bPq#0~\x1b\\\x1b8")], Color(0, 0, 0))
    assert "\x1b" not in passed.text
    assert guard.stopped == 1

"""Screenshots: every character stands in its own cells."""

import io
import re
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from zhonggong_reader.ui.pictures import mend_text_lengths

CELL = 12.2
"""Units of one cell in Rich's SVG."""


def screenshot(*lines: str) -> str:
    console = Console(width=60, record=True, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    for line in lines:
        console.print(Text(line, style="red on blue"), no_wrap=True)
    return console.export_svg(title="中工网", unique_id="t")


def texts(svg: str) -> list[tuple[float, float, str]]:
    """Return where each text of the matrix begins, how long it is, both in cells, and its words."""
    namespace = "{http://www.w3.org/2000/svg}"
    return [
        (
            round(float(element.get("x", "")) / CELL, 2),
            round(float(element.get("textLength", "")) / CELL, 2),
            (element.text or "").replace("\xa0", " ").rstrip("\n"),
        )
        for element in ElementTree.fromstring(svg).iter(f"{namespace}text")
        if element.get("textLength") and (element.text or "").strip()
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("首届大国工匠", [(0, 12, "首届大国工匠")]),
        ("plain text", [(0, 10, "plain text")]),
        ("4月27日", [(0, 1, "4"), (1, 2, "月"), (3, 2, "27"), (5, 2, "日")]),
        ("全总 网", [(0, 4, "全总"), (5, 2, "网")]),
        ("<&>“字”", [(0, 4, "<&>“"), (4, 2, "字"), (6, 1, "”")]),
        ("字\u0335a", [(0, 2, "字\u0335"), (2, 1, "a")]),
    ],
)
def test_each_run_begins_at_its_cell_and_is_as_long_as_its_cells(
    line: str, expected: list[tuple[float, float, str]]
) -> None:
    assert texts(mend_text_lengths(screenshot(line))) == expected


def test_the_picture_of_latin_text_stays_as_it_is() -> None:
    svg = screenshot("Nothing to mend & nothing <changed>")
    assert mend_text_lengths(svg) == svg


def test_only_texts_change() -> None:
    svg = screenshot("首届4月", "第二行")
    without_texts = re.compile(r"<text [^>]*>[^<\n]+</text>")
    assert without_texts.sub("", mend_text_lengths(svg)) == without_texts.sub("", svg)
    assert sum(length for _, length, _ in texts(mend_text_lengths(svg))) == cell_len("首届4月第二行")

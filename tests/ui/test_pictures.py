"""Screenshots: every character stands in its own cells."""

import io
import re
from xml.etree import ElementTree

import pytest
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


def places(svg: str) -> list[tuple[str, str, str | None]]:
    """Return of each text of the matrix: where it or its characters begin, its words, its length.

    Both in cells; the length is None where each character has a place.
    """
    return [
        (
            " ".join(f"{float(x) / CELL:.4g}" for x in element.get("x", "").split()),
            (element.text or "").replace("\xa0", " "),
            f"{float(length) / CELL:.4g}" if (length := element.get("textLength")) else None,
        )
        for element in ElementTree.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")
        if element.get("clip-path") and (element.text or "").strip()
    ]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("首届工匠", [("0 2 4 6", "首届工匠", None)]),
        ("plain text", [("0", "plain text", "10")]),
        ("4月27日", [("0", "4", "1"), ("1", "月", None), ("3", "27", "2"), ("5", "日", None)]),
        ("全总 网", [("0 2", "全总", None), ("5", "网", None)]),
        ("<&>“字”", [("0", "<&>“", "4"), ("4", "字", None), ("6", "”", "1")]),
        ("字\u0335a", [("0 0", "字\u0335", None), ("2", "a", "1")]),
    ],
)
def test_each_character_stands_in_its_own_cells(
    line: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert places(mend_text_lengths(screenshot(line))) == expected


def test_a_text_behind_others_keeps_its_beginning() -> None:
    console = Console(width=60, record=True, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    console.print(Text.assemble("abc", ("工会", "bold"), ("12", "red")))
    svg = mend_text_lengths(console.export_svg(title="", unique_id="t"))
    assert places(svg) == [("0", "abc", "3"), ("3 5", "工会", None), ("7", "12", "2")]


def test_the_picture_of_latin_text_stays_as_it_is() -> None:
    svg = screenshot("Nothing to mend & nothing <changed>")
    assert mend_text_lengths(svg) == svg


def test_only_texts_change() -> None:
    svg = screenshot("首届4月", "第二行")
    text = re.compile(r"<text [^>]*>[^<\n]+</text>")
    assert text.sub("", mend_text_lengths(svg)) == text.sub("", svg)

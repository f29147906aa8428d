"""QR codes: what a camera sees is read back."""

import subprocess
import sys
from itertools import product

import pytest
import zxingcpp
from PIL import Image, ImageDraw
from rich.segment import Segment

from zhonggong_reader.errors import InputError
from zhonggong_reader.ui.qr import Form, QrCode, encode

ARTICLE = "https://www.workercn.cn/c/2022-04-28/6945203.shtml"
CELL = (4, 8)
"""Pixels of a cell, width and height."""
SURROUNDINGS = {"dark": (18, 18, 18), "black": (0, 0, 0), "paper": (250, 246, 233), "white": (255, 255, 255)}
FORMS: tuple[Form, ...] = ("half", "full")


def photo(lines: list[list[Segment]], surroundings: tuple[int, int, int]) -> Image.Image:
    """Return what a camera sees: the cells of `lines` in the middle of a screen of another colour."""
    width, height = CELL
    columns = sum(segment.cell_length for segment in lines[0])
    image = Image.new("RGB", ((columns + 20) * width, (len(lines) + 10) * height), surroundings)
    draw = ImageDraw.Draw(image)
    for line, segments in enumerate(lines):
        column = 0
        for segment in segments:
            assert segment.style and segment.style.color and segment.style.bgcolor
            left, top = (10 + column) * width, (5 + line) * height
            column += segment.cell_length
            right = (10 + column) * width - 1
            draw.rectangle((left, top, right, top + height - 1), tuple(segment.style.bgcolor.get_truecolor()))
            if segment.text == "▀":
                draw.rectangle(
                    (left, top, right, top + height // 2 - 1), tuple(segment.style.color.get_truecolor())
                )
            else:
                assert segment.text.isspace()
    return image


def seen(code: QrCode, form: Form, surroundings: tuple[int, int, int]) -> list[str]:
    return [found.text for found in zxingcpp.read_barcodes(photo(code.lines(form), surroundings))]


@pytest.mark.parametrize(("form", "surroundings"), product(FORMS, SURROUNDINGS))
def test_a_camera_reads_the_address_from_any_theme(form: Form, surroundings: str) -> None:
    assert seen(encode(ARTICLE), form, SURROUNDINGS[surroundings]) == [ARTICLE]


@pytest.mark.parametrize(
    ("address", "encoded"),
    [
        (
            "https://www.douyin.com/search/中工网?type=user",
            "https://www.douyin.com/search/%E4%B8%AD%E5%B7%A5%E7%BD%91?type=user",
        ),
        (
            "https://weixin.sogou.com/weixin?type=1&query=中工网",
            "https://weixin.sogou.com/weixin?type=1&query=%E4%B8%AD%E5%B7%A5%E7%BD%91",
        ),
        ("https://example.org/" + "x" * 300, "https://example.org/" + "x" * 300),
    ],
)
def test_addresses_are_read_as_a_phone_opens_them(address: str, encoded: str) -> None:
    code = encode(address)
    assert code.address == encoded
    assert seen(code, "half", SURROUNDINGS["dark"]) == [encoded]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("length", [0, 30, 100, 500])
def test_the_size_is_what_the_lines_take(form: Form, length: int) -> None:
    code = encode("https://www.workercn.cn/" + "x" * length)
    columns, lines = code.size(form)
    drawn = code.lines(form)
    assert len(drawn) == lines
    assert {sum(segment.cell_length for segment in line) for line in drawn} == {columns}


def test_the_code_of_an_article_fits_the_smallest_terminal() -> None:
    columns, lines = encode(ARTICLE).size("half")
    assert columns <= 40
    assert lines <= 18


@pytest.mark.parametrize(
    "address",
    ["", "工会", "javascript:alert(1)", "file:///etc/passwd", "https://" + "x" * 2000 + ".cn/"],
)
def test_what_is_no_address_gets_no_code(address: str) -> None:
    with pytest.raises(InputError, match="网址"):
        encode(address)


def test_the_encoder_is_imported_when_the_first_code_is_drawn() -> None:
    script = "import sys, zhonggong_reader.ui.qr; sys.exit('segno' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0

"""Pictures: hostile files refused, proportions kept, and the very bytes that terminals are sent."""

import base64
import io
import random
import re
import struct
import subprocess
import sys
import zlib

import pytest
from PIL import Image

from zhonggong_reader.errors import InputError
from zhonggong_reader.ui.asking import Told
from zhonggong_reader.ui.graphics import ability
from zhonggong_reader.ui.graphics.ability import Ability
from zhonggong_reader.ui.graphics.drawing import PLACE_HOLDER, ROW_MARKS, Drawing, draw
from zhonggong_reader.ui.graphics.fitting import Box, fit
from zhonggong_reader.ui.graphics.opening import EDGE_LIMIT, KINDS, PIXEL_LIMIT, open_picture
from zhonggong_reader.ui.guard import Graphics

MOST = (1000, 1000)
RED, BLUE, WHITE = (255, 0, 0), (0, 0, 255), (255, 255, 255)


def flag(width: int = 40, height: int = 40) -> Image.Image:
    """A picture that is red above and blue below."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (0, height // 2, width, height))
    return image


def file_of(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is this large."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"")
    chunks = [
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
        for chunk in (header, data, b"IEND")
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


# ── Opening ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_opened(kind: str) -> None:
    opened = open_picture(file_of(flag(), kind), MOST)
    assert opened.size == (40, 40)
    assert not opened.animated
    red, green, blue = opened.image.getpixel((20, 5))  # type: ignore[misc]
    assert red > 240
    assert green < 15
    assert blue < 15


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16", "YCbCr"])
def test_every_mode_becomes_colours(mode: str) -> None:
    kind = "JPEG" if mode in ("CMYK", "YCbCr") else "PNG"
    image = Image.new("I;16", (9, 9)) if mode == "I;16" else flag(9, 9).convert(mode)
    assert open_picture(file_of(image, kind), MOST).image.mode == "RGB"


def test_what_lets_through_stands_on_white() -> None:
    opened = open_picture(file_of(Image.new("RGBA", (4, 4), (0, 0, 0, 0))), MOST)
    assert opened.image.getpixel((0, 0)) == WHITE


def test_a_camera_held_upright_gives_an_upright_picture() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    opened = open_picture(file_of(flag(60, 40), "JPEG", exif=exif), MOST)
    assert opened.size == (40, 60)
    assert opened.image.size == (40, 60)


def test_a_large_picture_is_made_small_and_its_size_is_told() -> None:
    opened = open_picture(file_of(flag(3000, 2000), "JPEG"), (300, 300))
    assert opened.size == (3000, 2000)
    assert opened.image.size == (300, 200)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG"])
def test_of_what_moves_the_first_frame_is_taken(kind: str) -> None:
    frames = [Image.new("RGB", (8, 8), colour) for colour in (RED, BLUE)]
    opened = open_picture(
        file_of(frames[0], kind, save_all=True, append_images=frames[1:], lossless=True), MOST
    )
    assert opened.animated
    assert opened.image.getpixel((4, 4)) == RED


@pytest.mark.parametrize(
    "size", [(8_000, 5_001), (40_000, 40_000), (2**31 - 1, 2**31 - 1), (EDGE_LIMIT + 1, 1)]
)
def test_a_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    assert size[0] * size[1] > PIXEL_LIMIT or max(size) > EDGE_LIMIT
    with pytest.raises(InputError, match=r"图片太大|已损坏"):
        open_picture(png_claiming(*size), MOST)


def test_pillows_own_guard_stays_on() -> None:
    assert Image.MAX_IMAGE_PIXELS is not None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html></html>",
        b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"\xff\xd8\xff\xe0" + bytes(99),
        png_claiming(0, 5),
        png_claiming(9, 9),
        file_of(flag(), "TIFF"),
        file_of(flag(), "PPM"),
        file_of(flag(400, 400), "JPEG")[:-200],
        file_of(flag(400, 400), "PNG")[:-40],
    ],
)
def test_what_is_broken_or_of_another_kind_is_refused_in_words(body: bytes) -> None:
    with pytest.raises(InputError, match="图片已损坏"):
        open_picture(body, MOST)


@pytest.mark.parametrize("kind", KINDS)
def test_no_forged_file_is_more_than_refused(kind: str) -> None:
    whole = file_of(flag(64, 64), kind)
    chance = random.Random(4)
    opened = 0
    for _ in range(300):
        body = bytearray(whole)
        for _ in range(chance.randint(1, 12)):
            body[chance.randrange(len(body))] = chance.randrange(256)
        try:
            open_picture(bytes(body[: chance.randint(1, len(body))]), MOST)
            opened += 1
        except InputError:
            pass
    assert opened < 300


# ── Proportions ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("size", "most", "cell", "box"),
    [
        ((1200, 800), Box(72, 30), (10, 20), Box(72, 24)),
        ((1200, 800), Box(72, 12), (10, 20), Box(36, 12)),
        ((800, 1200), Box(72, 18), (10, 20), Box(24, 18)),
        ((1200, 800), Box(72, 30), (8, 18), Box(72, 21)),
        ((120, 80), Box(72, 30), (10, 20), Box(12, 4)),  # small ones stay small
        ((30_000, 1), Box(72, 30), (10, 20), Box(72, 1)),
        ((1, 30_000), Box(72, 30), (10, 20), Box(1, 30)),
        ((1, 1), Box(72, 30), (10, 20), Box(1, 1)),
    ],
)
def test_pictures_keep_their_proportions(
    size: tuple[int, int], most: Box, cell: tuple[int, int], box: Box
) -> None:
    assert fit(size, most, cell) == box


# ── Drawing ──────────────────────────────────────────────────────────────────────────────────────


def test_half_cells_have_the_colours_of_the_picture() -> None:
    rows = draw(flag(), Box(4, 9), Ability("half")).rows
    for row, colour in ((rows[0], RED), (rows[-1], BLUE)):
        (cells,) = row
        assert cells.text == "    "  # no glyph where both halves are alike
        assert cells.style
        assert cells.style.bgcolor
        assert cells.style.bgcolor.triplet == colour
    (middle,) = rows[4]
    assert middle.text == "▀▀▀▀"
    assert middle.style
    assert middle.style.color
    assert middle.style.bgcolor
    assert middle.style.color.get_truecolor()[0] > 200
    assert middle.style.bgcolor.get_truecolor()[2] > 200


def control_of(drawing: Drawing, row: int) -> str:
    """Return what row `row` sends behind its blanks, and check what makes it a row like any other."""
    blanks, control = drawing.rows[row]
    assert blanks.text == " " * drawing.width
    assert isinstance(control.text, Graphics)
    assert control.control
    found = re.fullmatch(rf"\x1b7\x1b\[{drawing.width}D(.*)\x1b8", control.text, re.DOTALL)
    assert found
    return found[1]


def sixel_pixels(data: str) -> dict[tuple[int, int], tuple[int, int, int]]:
    """Return the pixels of a sixel picture by column and line, colours in per cent (VT340 manual, 14)."""
    head, body = data.removeprefix("\x1bP").removesuffix("\x1b\\").split("q", 1)
    assert re.fullmatch(r"[\d;]*", head)
    colours: dict[str, tuple[int, int, int]] = {}
    pixels: dict[tuple[int, int], tuple[int, int, int]] = {}
    column, top, colour, repeat = 0, 0, "0", 1
    for token in re.findall(r'"[\d;]+|#\d+;2;\d+;\d+;\d+|#\d+|!\d+|[$-]|[?-~]', body):
        if token[0] == "#":
            colour, *rest = token[1:].split(";")
            if rest:
                red, green, blue = map(int, rest[1:])
                colours[colour] = (red, green, blue)
        elif token[0] == "!":
            repeat = int(token[1:])
        elif token in "$-":
            column = 0
            top += 6 * (token == "-")
        elif token[0] != '"':
            for bit in range(6):
                if ord(token) - 63 >> bit & 1:
                    pixels |= {(column + step, top + bit): colours[colour] for step in range(repeat)}
            column, repeat = column + repeat, 1
    return pixels


def test_each_row_is_a_sixel_picture_as_high_as_a_cell() -> None:
    drawing = draw(flag(), Box(4, 2), Ability("sixel", (10, 20)))
    for row, colour in ((0, (100, 0, 0)), (1, (0, 0, 100))):
        pixels = sixel_pixels(control_of(drawing, row))
        assert pixels.keys() == {(column, line) for column in range(40) for line in range(20)}
        assert pixels[20, 15 if row else 5] == colour


def test_kitty_is_sent_the_picture_once_in_bounded_messages_and_rows_hold_its_place() -> None:
    image = Image.frombytes("RGB", (300, 200), random.Random(1).randbytes(180_000))
    drawing = draw(image, Box(30, 10), Ability("kitty", (10, 20)))
    messages = re.findall(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", drawing.upload)
    assert "".join(f"\x1b_G{keys};{data}\x1b\\" for keys, data in messages) == drawing.upload
    assert len(messages) > 1
    assert max(len(data) for _, data in messages) <= 4096
    more = [keys.rsplit("m=", 1)[1] for keys, _ in messages]
    assert more == ["1"] * (len(messages) - 1) + ["0"]
    first = dict(pair.split("=") for pair in messages[0][0].split(","))
    number = int(first["i"])
    assert first == first | {"a": "T", "U": "1", "f": "100", "c": "30", "r": "10", "q": "2"}
    sent = Image.open(io.BytesIO(base64.b64decode("".join(data for _, data in messages))))
    assert sent.size == (300, 200)
    for row in range(10):
        colour = f"\x1b[38;2;{number >> 16};{number >> 8 & 255};{number & 255}m"
        cells = f"{PLACE_HOLDER}{ROW_MARKS[row]}{ROW_MARKS[0]}{PLACE_HOLDER * 29}"
        assert control_of(drawing, row) == colour + cells
    assert drawing.forget == f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"


def test_two_pictures_have_two_numbers() -> None:
    one, other = (draw(flag(), Box(2, 1), Ability("kitty")) for _ in range(2))
    assert one.forget != other.forget


def test_rows_are_numbered_by_the_marks_of_the_protocol() -> None:
    # Its package asks the terminal when it is imported, so it is imported where there is none.
    script = (
        "import sys; sys.__stdout__ = None; from textual_image.renderable.tgp import _NUMBER_TO_DIACRITIC;"
        "print(*_NUMBER_TO_DIACRITIC)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    theirs = [int(number) for number in done.stdout.split()]
    assert [ord(mark) for mark in ROW_MARKS] == theirs[: len(ROW_MARKS)]


# ── Choosing ─────────────────────────────────────────────────────────────────────────────────────


def test_the_best_that_the_terminal_knows_is_chosen() -> None:
    both = Told(cell=(9, 18), sixel=True, kitty=True)
    assert ability.settle("auto", both, {}) == Ability("sixel", (9, 18))
    assert ability.settle("auto", Told(kitty=True), {}) == Ability("kitty", (10, 20))
    assert ability.settle("auto", Told(), {}) == Ability("half", (10, 20))
    assert ability.settle("half", both, {}) == Ability("half", (9, 18))
    assert ability.settle("kitty", Told(), {}) == Ability("kitty", (10, 20))
    assert ability.settle("auto", both, {"NO_COLOR": "1"}) == Ability("half", (9, 18))

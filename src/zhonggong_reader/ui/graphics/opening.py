"""From the bytes of a picture to its pixels, whoever made them: bounded, and never a surprise.

Pillow reads the kinds of picture that news pages have and no other; its guard against decompression
bombs stays on, and a limit of our own stands before it.
"""

import io
import struct
import warnings
import zlib
from typing import Final

from msgspec import Struct
from PIL import Image, ImageOps

from zhonggong_reader.errors import InputError
from zhonggong_reader.language import tr

PIXEL_LIMIT: Final = 40_000_000
"""Pixels of a picture: more than any camera of a newspaper takes, and 120 MB in memory."""
EDGE_LIMIT: Final = 30_000
"""Pixels of one side."""
KINDS: Final = ("JPEG", "PNG", "GIF", "WEBP", "BMP")

# Over half of what it refuses, Pillow only warns, on the standard error where the screen is.
warnings.filterwarnings("error", category=Image.DecompressionBombWarning)

_TOO_LARGE: Final = (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError)
# What Pillow's readers raise for files that are cut or forged. They promise no list of it.
_BROKEN: Final = (
    *(OSError, EOFError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError),
    *(AttributeError, RuntimeError, struct.error, zlib.error),
)


class Opened(Struct, frozen=True):
    """A picture in memory."""

    image: Image.Image
    """RGB, upright, no larger than was asked for."""
    size: tuple[int, int]
    """Width and height of the file's picture in pixels, upright."""
    animated: bool
    """It moves; `image` is the first frame."""


def open_picture(body: bytes, most: tuple[int, int]) -> Opened:
    """Return the picture in `body`, at most `most` pixels wide and high.

    Raises InputError, in words for the picture's place, where it is too large, broken or none.
    """
    try:
        with Image.open(io.BytesIO(body), formats=KINDS) as image:
            width, height = image.size
            if width * height > PIXEL_LIMIT or max(width, height) > EDGE_LIMIT:
                raise InputError(tr("图片太大（{width}×{height} 像素），没有画", width=width, height=height))
            animated = bool(getattr(image, "is_animated", False))
            # Decodes a large JPEG at a fraction of its size.
            image.draft("RGB", most)
            upright = ImageOps.exif_transpose(image)
            turned = upright.width * height != upright.height * width
            shown = _flat(upright)
            shown.thumbnail(most, reducing_gap=2.0)
            return Opened(shown, (height, width) if turned else (width, height), animated)
    except _TOO_LARGE as error:
        raise InputError(tr("图片太大，没有画")) from error
    except _BROKEN as error:
        raise InputError(tr("图片已损坏，画不出来")) from error


def _flat(image: Image.Image) -> Image.Image:
    """Return `image` in RGB, on white paper where it lets something through."""
    if image.has_transparency_data:
        opaque = image.convert("RGBA")
        paper = Image.new("RGBA", opaque.size, "white")
        return Image.alpha_composite(paper, opaque).convert("RGB")
    return image.convert("RGB")

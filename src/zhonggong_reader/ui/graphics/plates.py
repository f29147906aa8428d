"""The pictures of the open article: fetched, opened, or the sentence that stands in their place.

What a printer calls a plate: one picture, ready to be set into the page. Imports Pillow only when
the first picture is there.
"""

from asyncio import to_thread
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from zhonggong_reader.errors import ReaderError
from zhonggong_reader.language import tr
from zhonggong_reader.newsdesk import Pictures

if TYPE_CHECKING:
    from PIL.Image import Image

INLINE: Final = (1000, 1000)
"""Pixels that are kept of a picture within an article: those of the widest measure."""
WHOLE: Final = (3000, 3000)
"""Pixels that are kept of a picture that has the screen for itself."""

MOVES: Final = tr("动图，这里只画第一帧")


class Plate(Struct, frozen=True):
    """A picture to be set, or why there is none."""

    image: "Image | None"
    size: tuple[int, int]
    """Width and height of the whole picture in pixels; (0, 0) without one."""
    remark: str = ""
    """A sentence that stands below the picture, or in its place; may be empty below."""


async def fetch(pictures: Pictures, address: str, most: tuple[int, int]) -> Plate:
    """Return the picture at `address`, at most `most` pixels large; what goes wrong is its remark."""
    try:
        body = await pictures.get(address)
        return await to_thread(_open, body, most)
    except ReaderError as error:
        return Plate(None, (0, 0), str(error))


def _open(body: bytes, most: tuple[int, int]) -> Plate:
    from zhonggong_reader.ui.graphics.opening import open_picture  # noqa: PLC0415 - imports Pillow

    opened = open_picture(body, most)
    return Plate(opened.image, opened.size, MOVES if opened.animated else "")

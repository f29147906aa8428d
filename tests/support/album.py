"""Pictures for tests: drawn here, and handed out at the seam of the newsdesk."""

import io
from dataclasses import dataclass, field

from PIL import Image, ImageDraw
from press import NOW

from zhonggong_reader.errors import FetchError
from zhonggong_reader.model import NotFound, Page, Validators
from zhonggong_reader.newsdesk import Pictures

RED, BLUE = (208, 32, 32), (32, 64, 192)

UPLOAD = "https://www.workercn.cn/upload/resources/image/2026/10/05"
FIRST, SECOND = f"{UPLOAD}/2927825.jpg", f"{UPLOAD}/2927826_526x296c.jpg"
"""Addresses of the pictures in the newest article of tests/pages/site."""


def flag(width: int, height: int) -> Image.Image:
    """Red above, blue below."""
    image = Image.new("RGB", (width, height), RED)
    image.paste(BLUE, (0, height // 2, width, height))
    return image


def landscape(width: int = 1200, height: int = 800) -> Image.Image:
    """A hill, a house and the sun."""
    image = Image.new("RGB", (width, height), (120, 180, 230))
    draw = ImageDraw.Draw(image)
    draw.ellipse((width * 0.7, height * 0.1, width * 0.85, height * 0.325), fill=(240, 200, 60))
    draw.polygon([(0, height), (width * 0.35, height * 0.35), (width * 0.8, height)], fill=(50, 100, 60))
    draw.rectangle((width * 0.1, height * 0.75, width * 0.3, height), fill=(160, 50, 40))
    return image


def file_of(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    """Return `image` as a file."""
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


@dataclass
class Album:
    """Files by address."""

    files: dict[str, bytes] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """Addresses in the order of the requests."""

    async def fetch(self, address: str) -> Page | NotFound:
        self.asked.append(address)
        body = self.files.get(address)
        if body is None:
            raise FetchError("连不上中工网", "请检查网络", offline=True)
        return Page(address=address, body=body, content_type=None, validators=Validators(), fetched=NOW)

    @property
    def pictures(self) -> Pictures:
        """The newsdesk's pictures, out of this album and kept nowhere."""
        return Pictures(self.fetch)

"""Names of files for clippings: readable, in Chinese, and safe on every file system."""

import re
from typing import Final

from zhonggong_reader.model import BEIJING, Article
from zhonggong_reader.text import clean_line, displayed

NAME_BYTES: Final = 200
"""Bytes of a name in UTF-8, its ending not counted; most file systems end at 255."""

_WIDE: Final = str.maketrans('/\\:*?"<>|', "／＼：＊？＂＜＞｜")
"""Characters that some file system gives a meaning, and those that look like them."""
_DEVICE = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")
"""Names that Windows keeps for devices, whatever their ending."""


def file_name(words: str) -> str:
    """Return `words` as the name of a file, without an ending.

    No separator, no control character, nothing hidden, no option of a command, never empty.
    """
    name = displayed(clean_line(words)).translate(_WIDE).strip(" .　")
    name = name.encode()[:NAME_BYTES].decode(errors="ignore").rstrip(" .　")
    if name.startswith("-"):
        name = "－" + name[1:]
    if name.startswith("~"):
        name = "～" + name[1:]
    if _DEVICE.match(name):
        name = f"_{name}"
    return name or "无题"


def clipping_name(article: Article) -> str:
    """Return the name for a clipping of `article`: `2022-04-28 首届大国工匠创新交流大会开幕`."""
    day = f"{article.published.astimezone(BEIJING):%Y-%m-%d} " if article.published else ""
    return file_name(day + article.title)

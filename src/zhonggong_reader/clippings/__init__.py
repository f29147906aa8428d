"""Clippings (剪报): articles out of the library, in forms that other programs read.

Values in, text and bytes out: opens no file, knows no library, reads no clock.
"""

from zhonggong_reader.clippings.citation import citation
from zhonggong_reader.clippings.forms import ENDINGS, FORMS, Form, KeptPicture, pieces, put
from zhonggong_reader.clippings.jsonl import LINE_LIMIT, BadLine, Lines, write
from zhonggong_reader.clippings.markdown import markdown
from zhonggong_reader.clippings.naming import clipping_name, file_name

__all__ = [
    "ENDINGS",
    "FORMS",
    "LINE_LIMIT",
    "BadLine",
    "Form",
    "KeptPicture",
    "Lines",
    "citation",
    "clipping_name",
    "file_name",
    "markdown",
    "pieces",
    "put",
    "write",
]

"""Clippings (剪报): articles out of the library, in forms that other programs read.

Text in, text out: opens no file, knows no library, reads no clock.
"""

from zhonggong_reader.clippings.citation import citation
from zhonggong_reader.clippings.jsonl import LINE_LIMIT, BadLine, read, write
from zhonggong_reader.clippings.markdown import markdown

__all__ = ["LINE_LIMIT", "BadLine", "citation", "markdown", "read", "write"]

"""Limits of what comes from outside: one less and just as much is taken, one more is not.

Those of pages, answers and redirects stand with their rooms (`tests/web`, `tests/workercn`).
"""

import io
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from zhonggong_reader import bookmark, clippings, files
from zhonggong_reader.cli import read
from zhonggong_reader.errors import InputError
from zhonggong_reader.queries import QUERY_LIMIT, parse
from zhonggong_reader.text import BLOCK_LIMIT, TITLE_LIMIT, clean, clean_line
from zhonggong_reader.ui import outside


def block(size: int, folder: Path) -> bool:
    return clean("字" * size) == "字" * size


def title(size: int, folder: Path) -> bool:
    return clean_line("字" * size) == "字" * size


def opened(size: int, folder: Path) -> bool:
    address = "https://www.workercn.cn/".ljust(size, "x")
    with suppress(InputError):
        return outside.safe_address(address) == address
    return False


def query(size: int, folder: Path) -> bool:
    with suppress(InputError):
        return bool(parse("工" * size))
    return False


def settings(size: int, folder: Path) -> bool:
    (folder / "file").write_bytes(b"#" * size)
    with suppress(OSError):
        return len(files.read(folder / "file", files.SETTINGS_LIMIT)) == size
    return False


def saved_page(size: int, folder: Path) -> bool:
    (folder / "file").write_bytes(b"x" * size)
    with suppress(InputError):
        return len(read._saved_page(folder / "file", "").body) == size
    return False


def place(size: int, folder: Path) -> bool:
    said = b'{"theme": "x"'
    (folder / "file").write_bytes(said + b" " * (size - len(said) - 1) + b"}")
    with suppress(OSError):
        return len(files.read(folder / "file", bookmark.LIMIT)) == size
    return False


def line(size: int, folder: Path) -> bool:
    """What is no article is told as that, and one that is too long as too long."""
    (found,) = clippings.Lines(io.BytesIO(b"x" * size + b"\n"), limit=LINE)
    assert isinstance(found, clippings.BadLine)
    return "字节" not in found.reason


LINE = 1024 * 1024


@pytest.mark.parametrize(
    ("takes", "limit"),
    [
        (block, BLOCK_LIMIT),
        (title, TITLE_LIMIT),
        (opened, outside.ADDRESS_LIMIT),
        (query, QUERY_LIMIT),
        (settings, files.SETTINGS_LIMIT),
        (saved_page, read.FILE_LIMIT),
        (place, bookmark.LIMIT),
        (line, LINE),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_as_much_as_the_limit_is_taken_and_no_more(
    takes: Callable[[int, Path], bool], limit: int, tmp_path: Path
) -> None:
    assert [takes(size, tmp_path) for size in (limit - 1, limit, limit + 1)] == [True, True, False]

"""The limit of a body, to the byte; and what zlib is never allowed to do."""

import gzip
import random
import tracemalloc
import zlib

import pytest

from zhonggong_reader.errors import FetchError
from zhonggong_reader.web import PAGE_LIMIT, PICTURE_LIMIT
from zhonggong_reader.web.body import Body

NOISE = random.Random(1).randbytes(PAGE_LIMIT + 1)


def receive(data: bytes, encoding: str | None, limit: int, step: int = 65_536) -> bytes:
    body = Body("www.site.example", encoding, limit)
    for start in range(0, len(data), step):
        body.feed(data[start : start + step])
    return body.whole("image/jpeg")


@pytest.mark.parametrize("content", [bytes, NOISE.__getitem__], ids=["zeros", "noise"])
@pytest.mark.parametrize("limit", [1000, PAGE_LIMIT])
@pytest.mark.parametrize("encoding", [None, "gzip", "deflate"])
def test_a_body_may_reach_the_limit_and_not_pass_it(
    content: object, limit: int, encoding: str | None
) -> None:
    for size in (limit - 1, limit, limit + 1):
        plain = bytes(size) if content is bytes else NOISE[:size]
        data = {None: bytes, "gzip": lambda data: gzip.compress(data, 1), "deflate": zlib.compress}[encoding](
            plain
        )
        if size <= limit:
            assert receive(data, encoding, limit) == plain
        else:
            with pytest.raises(FetchError, match="上限"):
                receive(data, encoding, limit)


@pytest.mark.parametrize("step", [1, 2, 7])
def test_a_zip_may_come_in_pieces_of_any_size(step: int) -> None:
    for encoding, data in (
        ("gzip", gzip.compress(NOISE[:300])),
        ("deflate", zlib.compress(NOISE[:300])),
        ("deflate", zlib.compress(b"abc" * 100)[2:-4]),
    ):
        assert receive(data, encoding, 300, step) in (NOISE[:300], b"abc" * 100)


def test_a_bomb_never_expands_beyond_the_limit() -> None:
    bomb = gzip.compress(bytes(200_000_000), 9)
    tracemalloc.start()
    try:
        with pytest.raises(FetchError, match="20 MB"):
            receive(bomb, "gzip", PICTURE_LIMIT, len(bomb))
        assert tracemalloc.get_traced_memory()[1] < 4 * PICTURE_LIMIT
    finally:
        tracemalloc.stop()

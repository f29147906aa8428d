"""Pictures: what is fetched, what is kept on disk and for how long, and what is no picture."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from limits import within
from toldsite import Clock

from zhonggong_reader.errors import FetchError, PageNotUnderstood
from zhonggong_reader.model import NotFound, Page, Validators
from zhonggong_reader.newsdesk import Pictures

SITE = "https://www.workercn.cn"
JPEG = b"\xff\xd8\xff\xe0" + bytes(996)
"""A thousand bytes that begin as a picture."""


class Shelf:
    """Files by address, as a fetch brings them."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.files: dict[str, bytes] = {}
        self.offline = False

    async def fetch(self, address: str) -> Page | NotFound:
        self.asked.append(address)
        if self.offline:
            raise FetchError("连不上", offline=True)
        if address not in self.files:
            return NotFound(address)
        return Page(
            address=address,
            body=self.files[address],
            content_type="image/jpeg",
            validators=Validators(),
            fetched=Clock()(),
        )

    def put(self, *names: str, body: bytes = JPEG) -> list[str]:
        addresses = [f"{SITE}/upload/{name}.jpg" for name in names]
        self.files |= dict.fromkeys(addresses, body)
        return addresses


def files(folder: Path) -> set[Path]:
    """Return what is kept."""
    return set(folder.iterdir()) if folder.exists() else set()


def mode(path: Path) -> str:
    return oct(path.stat().st_mode & 0o777)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "pictures"


@pytest.fixture
def make(shelf: Shelf, folder: Path) -> Callable[[int], Pictures]:
    return lambda limit: Pictures(shelf.fetch, folder, limit)


async def test_a_picture_is_fetched_once_and_then_also_had_offline(
    shelf: Shelf, make: Callable[[int], Pictures]
) -> None:
    (address,) = shelf.put("a")
    assert await make(10_000).get(address) == JPEG
    shelf.offline = True
    assert await make(10_000).get(address) == JPEG
    assert shelf.asked == [address]


async def test_files_are_for_their_owner_alone_and_whole(
    shelf: Shelf, folder: Path, make: Callable[[int], Pictures]
) -> None:
    (address,) = shelf.put("a")
    await make(10_000).get(address)
    (file,) = files(folder)
    assert file.read_bytes() == JPEG
    assert mode(file) == "0o600"
    assert mode(folder) == "0o700"


async def test_what_was_not_looked_at_for_longest_goes_first(
    shelf: Shelf, folder: Path, make: Callable[[int], Pictures]
) -> None:
    pictures = make(3_000)
    first, second, third, fourth = shelf.put("a", "b", "c", "d")
    for age, address in ((300, first), (200, second), (100, third)):
        before = files(folder)
        await pictures.get(address)
        (new,) = files(folder) - before
        os.utime(new, (1e9 - age, 1e9 - age))
    assert len(files(folder)) == 3  # exactly the limit
    await pictures.get(first)  # looked at again
    await pictures.get(fourth)
    shelf.asked.clear()
    for address in (first, third, fourth):
        await pictures.get(address)
    assert shelf.asked == []
    await pictures.get(second)
    assert shelf.asked == [second]
    assert sum(file.stat().st_size for file in files(folder)) <= 3_000


@pytest.mark.parametrize(("limit", "kept"), [(0, 0), (999, 0), (1_000, 1), (1_001, 1)])
async def test_a_picture_larger_than_the_whole_cache_is_shown_and_not_kept(
    shelf: Shelf, folder: Path, make: Callable[[int], Pictures], limit: int, kept: int
) -> None:
    (address,) = shelf.put("a")
    assert await make(limit).get(address) == JPEG
    assert len(files(folder)) == kept


async def test_a_cache_that_cannot_be_written_costs_only_requests(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    pictures = Pictures(shelf.fetch, tmp_path / "file" / "pictures", 10_000)
    (address,) = shelf.put("a")
    assert await pictures.get(address) == JPEG
    assert await pictures.get(address) == JPEG


async def test_a_damaged_file_in_the_cache_is_fetched_again(
    shelf: Shelf, folder: Path, make: Callable[[int], Pictures]
) -> None:
    (address,) = shelf.put("a")
    await make(10_000).get(address)
    (file,) = files(folder)
    file.write_bytes(bytes(1_000))
    assert await make(10_000).get(address) == JPEG
    assert file.read_bytes() == JPEG


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<!doctype html><html><body>\xe8\xaf\xb7\xe7\x99\xbb\xe5\xbd\x95</body></html>", "不是图片"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "SVG"),
        (b"%PDF-1.7", "不是图片"),
        (b"RIFF\x00\x00\x00\x00WAVE", "不是图片"),
        (b"", "不是图片"),
    ],
)
async def test_what_is_no_picture_is_refused_and_not_kept(
    shelf: Shelf, folder: Path, make: Callable[[int], Pictures], body: bytes, said: str
) -> None:
    (address,) = shelf.put("a", body=body)
    with pytest.raises(PageNotUnderstood, match=said):
        await make(10_000).get(address)
    assert files(folder) == set()


@pytest.mark.parametrize(
    "body", [b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"BM", b"RIFF\x00\x00\x00\x00WEBPVP8 "]
)
async def test_every_usual_kind_is_taken(shelf: Shelf, make: Callable[[int], Pictures], body: bytes) -> None:
    (address,) = shelf.put("a", body=body)
    assert await make(10_000).get(address) == body


async def test_a_picture_that_is_gone_or_out_of_reach_says_so(
    shelf: Shelf, make: Callable[[int], Pictures]
) -> None:
    with pytest.raises(FetchError, match="已找不到"):
        await make(10_000).get(f"{SITE}/upload/none.jpg")
    shelf.offline = True
    with pytest.raises(FetchError, match="连不上"):
        await make(10_000).get(f"{SITE}/upload/none.jpg")


async def test_without_a_way_to_fetch_nothing_is_asked_for() -> None:
    with pytest.raises(FetchError, match="不联网取图片"):
        await Pictures().get(f"{SITE}/upload/a.jpg")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("put", [os.mkfifo, os.mkdir], ids=["pipe", "folder"])
async def test_what_is_no_file_in_a_picture_s_place_is_not_waited_for(
    shelf: Shelf, make: Callable[[int], Pictures], folder: Path, put: Callable[[Path], None]
) -> None:
    (address,) = shelf.put("a")
    pictures = make(10_000)
    await pictures.get(address)
    (kept,) = files(folder)
    kept.unlink()
    put(kept)
    with within(10):
        assert pictures.kept(address) is None
    assert await pictures.get(address) == JPEG


def put_a_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"in the way")


async def test_a_file_in_the_place_of_the_cache_keeps_no_picture_away(
    shelf: Shelf, make: Callable[[int], Pictures], folder: Path
) -> None:
    (address,) = shelf.put("a")
    put_a_file(folder)
    assert await make(10_000).get(address) == JPEG


async def test_a_strange_folder_in_the_cache_keeps_it_from_no_limit(
    shelf: Shelf, make: Callable[[int], Pictures], folder: Path
) -> None:
    (folder / "a").mkdir(parents=True)
    os.utime(folder / "a", (0, 0))
    for address in shelf.put("a", "b", "c", "d"):
        await make(2_500).get(address)
    assert len(files(folder)) == 1 + 2


async def test_a_picture_larger_than_the_cache_pushes_no_other_out(
    shelf: Shelf, make: Callable[[int], Pictures], folder: Path
) -> None:
    pictures = make(2_500)
    (small,) = shelf.put("small")
    await pictures.get(small)
    (large,) = shelf.put("large", body=JPEG * 3)
    assert await pictures.get(large) == JPEG * 3
    shelf.offline = True
    assert await pictures.get(small) == JPEG
    with pytest.raises(FetchError):
        await pictures.get(large)

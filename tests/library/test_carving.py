"""Articles out of the bytes of a broken library: found wherever they lie, and proven by their checksums."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import apsw
import pytest
from press import NOW, Press

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.library import Library
from zhonggong_reader.library.carving import carve
from zhonggong_reader.library.sealed import intact, seal
from zhonggong_reader.model import Shelf

COUNT = 60
NOISE = "".join(chr(0x4E00 + 7919 * number % 20_000) for number in range(9_000))


@pytest.fixture
def content(path: Path, press: Press) -> bytearray:
    """A closed library: short articles, and one that takes many pages."""
    with Library(path) as library:
        library.articles.add(
            press.kept(number, f"正文{number}。" * 40, read=number % 2 == 0, starred=number % 3 == 0)
            for number in range(COUNT)
        )
        library.articles.add([press.kept(999, NOISE)])
    database = apsw.Connection(str(path))
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    database.close()
    return bytearray(path.read_bytes())


def carved(path: Path, content: bytes) -> dict[str, tuple[bool, bool, int]]:
    """Return what is found, by title: read, starred, and how long it is."""
    broken = path.with_name("broken")
    broken.write_bytes(content)
    return {kept.article.title: (kept.read, kept.starred, kept.article.characters) for kept in carve(broken)}


def test_everything_is_found_without_a_way_to_it(path: Path, content: bytearray) -> None:
    content[:100] = bytes(100)
    found = carved(path, bytes(content))
    assert set(found) == {f"第{number}条" for number in (*range(COUNT), 999)}
    assert all(found[f"第{n}条"][:2] == (n % 2 == 0, n % 3 == 0) for n in range(COUNT))
    assert found["第999条"][2] == len(NOISE)


@pytest.mark.parametrize("shift", [1, 100, 5000])
def test_bytes_that_were_lost_or_added_move_what_is_behind_them(
    path: Path, content: bytearray, shift: int
) -> None:
    short = {f"第{number}条" for number in range(COUNT)}
    assert short <= set(carved(path, b"x" * shift + bytes(content)))
    assert short <= set(carved(path, bytes(content[shift:])))


def test_a_row_whose_header_is_spoilt_is_found_by_its_text(path: Path, content: bytearray) -> None:
    database = apsw.Connection(str(path))
    ((stored,),) = database.execute("SELECT content FROM article WHERE headline = 7").fetchall()
    database.close()
    assert isinstance(stored, bytes)
    at = content.index(stored)
    content[at - 8 : at] = b"\xff" * 8
    assert "第6条" in carved(path, bytes(content))


def test_what_is_not_what_was_stored_is_not_believed(path: Path, content: bytearray) -> None:
    database = apsw.Connection(str(path))
    ((stored,),) = database.execute("SELECT content FROM article WHERE headline = 7").fetchall()
    database.close()
    assert isinstance(stored, bytes)
    spoilt = stored[:60] + bytes([stored[60] ^ 1]) + stored[61:]
    found = carved(path, bytes(content).replace(stored, spoilt))  # also what a divided page has left behind
    assert "第6条" not in found
    assert len(found) == COUNT


@pytest.mark.parametrize("content_of", [lambda _: b"", lambda _: b"x", lambda c: c[:99], lambda c: c[:5000]])
def test_a_piece_of_a_library_is_no_trouble(
    path: Path, content: bytearray, content_of: Callable[[bytes], bytes]
) -> None:
    assert len(carved(path, content_of(bytes(content)))) <= COUNT


def test_pages_that_lead_in_a_circle_end(path: Path, content: bytearray) -> None:
    """A page of the tree that stands in the place of its own child: SQLite goes round in it for ever."""
    database = apsw.Connection(str(path))
    ((root,),) = database.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'article'").fetchall()
    database.close()
    assert isinstance(root, int)
    page = bytearray(content[(root - 1) * 4096 : root * 4096])
    assert page[0] == 5  # an inner page: its cells lead to others
    for cell in range(int.from_bytes(page[3:5], "big")):
        place = int.from_bytes(page[12 + 2 * cell : 14 + 2 * cell], "big")
        page[place : place + 4] = root.to_bytes(4, "big")
    content[(root - 1) * 4096 : root * 4096] = page
    path.write_bytes(content)
    path.with_name(path.name + "-suspect").touch()
    with Library(path) as library:
        assert library.notice is not None
        assert f"救回 {COUNT + 1} 篇" in library.notice
        assert library.headlines.open(Shelf(starred=True)).total == COUNT // 3


@pytest.mark.parametrize("bit", [1, 128], ids=["another letter", "no text"])
def test_a_table_whose_definition_is_spoilt_is_damage_not_a_bug(
    path: Path, content: bytearray, bit: int
) -> None:
    at = content.index(b"contentless_delete")
    content[at] ^= bit
    path.write_bytes(content)
    with Library(path) as library, suppress(LibraryError):
        library.marks.read([1], True, NOW)
        library.index.catch_up()
    path.with_name(path.name + "-suspect").touch()
    with Library(path) as library:
        assert library.notice is not None
        assert f"救回 {COUNT + 1} 篇" in library.notice


def test_a_spoilt_title_keeps_nobody_from_the_article(path: Path, content: bytearray) -> None:
    title = "第7条".encode()
    path.write_bytes(bytes(content).replace(title, b"\xff" + title[1:]))
    with Library(path) as library:
        kept = list(library.articles.each(Shelf(), lambda error: pytest.fail(str(error))))
        assert len(kept) == COUNT + 1


@pytest.mark.parametrize("strange", [None, 7, 0.5, "字"])
def test_what_is_no_bytes_in_a_damaged_file_is_not_intact(strange: object) -> None:
    stored, digest = seal(b"article")
    assert intact(stored, digest)
    assert not intact(stored[:-1] + b"x", digest)
    assert not intact(strange, digest)  # type: ignore[arg-type]
    assert not intact(stored, strange)  # type: ignore[arg-type]

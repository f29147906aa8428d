"""Where the reader stood: what is kept of it, what of that is believed, and what counts as a visit."""

import os
import stat
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from limits import within
from msgspec.structs import replace

from zhonggong_reader.bookmark import LASTED, LIMIT, PAUSE, Bookmark, BookmarkFile, Chosen, Stand, Visits

MORNING = datetime(2026, 10, 5, 0, 30, tzinfo=UTC)
STOOD = Bookmark(
    news=Stand(
        pane="article",
        alone=True,
        channel="pl/pl",
        headline="https://www.workercn.cn/c/2026-10-05/1.shtml",
        article="https://www.workercn.cn/c/2026-10-05/2.shtml",
        mode="vertical",
        measure=Chosen(48, 72),
    ),
    paper=Stand(channel="2026-10-05/3", headline="https://www.workercn.cn/c/2026-10-05/3.shtml"),
    query="工匠 大会",
    visits=Visits(MORNING, MORNING, None),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "bookmark.json"


# ── The file ─────────────────────────────────────────────────────────────────────────────────────


def test_it_comes_back_as_it_was(path: Path) -> None:
    BookmarkFile(path).write(STOOD)
    assert BookmarkFile(path).read() == STOOD
    BookmarkFile(path).write(Bookmark())
    assert BookmarkFile(path).read() == Bookmark()
    assert [each.name for each in path.parent.iterdir()] == ["bookmark.json"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are Unix's")
def test_it_is_for_the_reader_s_eyes_only(path: Path) -> None:
    BookmarkFile(path).write(STOOD)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\0" * 100,
        b"\xff\xfe{}",
        b"[]",
        b'{"news": {"pane": "attic"}}',
        b'{"news": {"channel": 7}}',
        b'{"paper": {"alone": "yes"}}',
        b'{"news": {"measure": {"value": 1e400, "settings": 72}}}',
        b'{"query": "' + b"x" * 5000 + b'"}',
        b'{"visits": {"active": "2026-10-05T10:00:00"}}',
        b'{"more": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
        b'{"query": "' + b" " * LIMIT + b'"}',
        msgspec.json.encode(STOOD)[:-20],
    ],
)
def test_what_is_no_bookmark_is_as_if_it_were_not_there(path: Path, garbage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(garbage)
    assert BookmarkFile(path).read() == Bookmark()


def test_what_a_later_version_keeps_besides_is_no_fault(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b'{"news": {"pane": "channels"}, "weather": ["sun"]}')
    assert BookmarkFile(path).read() == Bookmark(news=Stand(pane="channels"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are Unix's")
def test_nobody_waits_for_what_is_no_file(path: Path) -> None:
    path.parent.mkdir()
    os.mkfifo(path)
    with within(10):
        assert BookmarkFile(path).read() == Bookmark()
    path.unlink()
    path.mkdir()
    assert BookmarkFile(path).read() == Bookmark()


def test_of_two_programs_the_last_writer_wins(path: Path) -> None:
    one, other = BookmarkFile(path), BookmarkFile(path)
    other.write(Bookmark(query="乙"))
    one.write(STOOD)
    assert other.read() == STOOD
    other.write(Bookmark(query="丙"))
    assert one.read() == Bookmark(query="丙")


def test_that_it_cannot_be_kept_stops_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "state").write_text("in the way")
    file = BookmarkFile(tmp_path / "state" / "bookmark.json")
    file.write(STOOD)
    file.write(Bookmark())
    assert file.read() == Bookmark()
    assert len(caplog.records) == 1


# ── Visits ───────────────────────────────────────────────────────────────────────────────────────


def visits(*minutes: float) -> Visits:
    """Return the visits of a reader who did something at these minutes."""
    found = Visits()
    for minute in minutes:
        found = found.at(MORNING + timedelta(minutes=minute))
    return found


def ended(found: Visits) -> float | None:
    """Return the minute at which the visit before the present one ended."""
    return None if found.before is None else (found.before - MORNING) / timedelta(minutes=1)


DAY = 24 * 60


@pytest.mark.parametrize(
    ("minutes", "before"),
    [
        ([0], None),
        ([0, 5, 20], None),
        ([0, 5, DAY], 5),
        # A restart a moment later is the same visit, however often.
        ([0, 5, DAY, DAY + 1, DAY + 2, DAY + 20], 5),
        ([0, 5, DAY, DAY + 5, 2 * DAY], DAY + 5),
        # Who only looked in for a moment has seen nothing.
        ([0, 5, DAY, 2 * DAY], 5),
        ([0, DAY], None),
        # A program that stays open all night is two visits.
        ([0, 5, 25, 10 * 60], 25),
    ],
    ids=str,
)
def test_a_visit_lasts_and_ends_by_a_pause(minutes: list[float], before: float | None) -> None:
    assert ended(visits(*minutes)) == before


def test_the_bounds_of_a_visit() -> None:
    lasting, pause = LASTED / timedelta(minutes=1), PAUSE / timedelta(minutes=1)
    assert ended(visits(0, lasting, lasting + pause)) == lasting
    assert ended(visits(0, lasting - 0.01, lasting + pause)) is None
    assert ended(visits(0, lasting, lasting + pause - 0.01)) is None


def test_a_clock_that_was_wrong_leads_nowhere() -> None:
    """Times of a future that never came would keep all that comes from being new."""
    future = MORNING + timedelta(days=4000)
    found = Visits(future, future, future).at(MORNING)
    assert found == Visits(MORNING, MORNING, None)


def test_what_had_come_at_the_end_of_a_visit_goes_with_it() -> None:
    found = replace(visits(0, 5), mark=7).at(MORNING + timedelta(days=1))
    assert (found.before_mark, found.mark) == (7, 7)
    found = replace(found, mark=9).at(MORNING + timedelta(days=2))
    assert found.before_mark == 7, "it did not last"
    assert replace(found, mark=11).at(MORNING + timedelta(days=2, minutes=10)).before_mark == 7

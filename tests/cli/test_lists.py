"""`list` and `channels`: what the library holds, for people and for programs."""

import os
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from loopback import Site
from program import COMMAND, Finished

from zhonggong_reader.library import Library
from zhonggong_reader.model import Shelf

Program = Callable[..., Finished]
Fails = Callable[..., str]

HEADLINE = {
    "id": int,
    "address": str,
    "title": str,
    "channel": str,
    "source": str,
    "published": str,
    "label": str | None,
    "picture": str | None,
    "read": bool,
    "starred": bool,
    "cached": bool,
}
"""The keys of the contract in their order, and their types."""


@pytest.fixture
def marked(stocked: Path) -> tuple[int, int]:
    """Two ids: the first is read, the second starred."""
    with Library(stocked) as library:
        first, second = (row.id for row in library.headlines.page(library.headlines.open(Shelf()), 3, 2))
        now = library.channels.all()[0].fetched
        assert now is not None
        library.marks.read([first], True, now)
        library.marks.starred([second], True, now)
    return first, second


def test_headlines_as_json_have_the_keys_of_the_contract(program: Program, stocked: Path) -> None:
    done = program("list", "--format", "json")
    assert done.err == ""
    rows = done.json()
    assert len(rows) == 12
    for row in rows:
        assert list(row) == list(HEADLINE)
        assert all(isinstance(row[key], kind) for key, kind in HEADLINE.items())
    assert rows[0]["published"] == "2026-10-05T16:42:31+08:00"
    assert rows[0]["label"] == "原创"
    times = [row["published"] for row in rows]
    assert times == sorted(times, reverse=True)


def test_headlines_as_text_stand_one_a_line(program: Program, stocked: Path) -> None:
    rows = program("list", "--format", "json").json()
    lines = program("list").out.splitlines()
    assert len(lines) == 12
    for row, line in zip(rows, lines, strict=True):
        assert line.split()[0] == str(row["id"])
        assert row["title"] in line
    assert "2026-10-05 16:42 [原创] 在海拔三千米" in lines[0]


def test_of_one_channel_by_name_and_by_slug(program: Program, stocked: Path) -> None:
    by_name = program("list", "评论", "--format", "json")
    assert {row["channel"] for row in by_name.json()} == {"评论"}
    assert program("list", "pl/pl", "--format", "json").out == by_name.out


def test_marks_choose_and_are_shown(program: Program, marked: tuple[int, int]) -> None:
    read, starred = marked
    [row] = program("list", "--starred", "--format", "json").json()
    assert (row["id"], row["starred"], row["read"]) == (starred, True, False)
    unread = program("list", "--unread", "--format", "json").json()
    assert len(unread) == 11
    assert read not in {row["id"] for row in unread}
    marks = {line.split()[0]: line[8:10] for line in program("list").out.splitlines()}
    assert (marks[str(read)], marks[str(starred)]) == ("  ", "●★")


def test_what_was_opened_is_listed_with_the_time_of_reading(program: Program, stocked: Path) -> None:
    with Library(stocked) as library:
        for number, identity in enumerate((4, 9, 4)):
            library.marks.opened(identity, datetime(2026, 10, 6, 7, number, tzinfo=UTC))
    lines = program("list", "--history").out.splitlines()
    assert [line.split()[0] for line in lines] == ["4", "9"]
    assert ["2026-10-06 15:02" in lines[0], "2026-10-06 15:01" in lines[1]] == [True, True]
    rows = program("list", "--history", "--unread", "--format", "json").json()
    assert rows == []
    done = program("list", "评论", "--history")
    assert (done.code, done.out) == (2, "")
    assert "--history" in done.err


@pytest.mark.parametrize(("limit", "rows"), [("0", 0), ("5", 5), ("12", 12), ("9" * 30, 12)])
def test_at_most_so_many(program: Program, stocked: Path, limit: str, rows: int) -> None:
    assert len(program("list", "--limit", limit, "--format", "json").json()) == rows
    assert len(program("list", "--limit", limit).out.splitlines()) == rows


def test_an_empty_library_says_what_to_do_and_is_an_empty_list(program: Program) -> None:
    done = program("list", "--format", "json")
    assert (done.code, done.json()) == (0, [])
    assert "zhonggong-reader sync" in done.err


def test_channels_as_json(program: Program, stocked: Path) -> None:
    channels = program("channels", "--format", "json").json()
    assert [list(channel) for channel in channels] == [["slug", "name", "address", "articles", "unread"]] * 5
    assert channels[2] == {
        "slug": "pl/pl",
        "name": "评论",
        "address": "https://www.workercn.cn/pl/pl/",
        "articles": 2,
        "unread": 2,
    }


def test_channels_as_text_in_the_order_of_the_settings(program: Program, stocked: Path, config: Path) -> None:
    config.write_text('channels.first = ["人物"]\nchannels.hidden = ["right"]\n', "utf-8")
    lines = program("channels").out.splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["人物", "character"],
        ["全总", "quanzong"],
        ["工会", "acftu"],
        ["评论", "pl/pl"],
    ]
    assert all("https://www.workercn.cn/" in line for line in lines)


def test_an_unknown_channel(fails: Fails, stocked: Path) -> None:
    assert "没有“军机处”这个频道" in fails("list", "军机处")
    assert "没有“”这个频道" in fails("list", "")
    assert "没有“”这个频道" in fails("list", os.fsdecode(b"\xff"))


@pytest.mark.parametrize("arguments", [["list", "--format", "json"], ["read", "sample"], ["--help"]])
def test_a_reader_of_the_output_who_leaves_hears_nothing(stocked: Path, arguments: list[str]) -> None:
    process = subprocess.Popen([COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    # Long before the program has anything to say.
    process.stdout.close()
    assert process.stderr is not None
    with process.stderr:
        assert process.stderr.read() == b""
    assert process.wait(30) == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
@pytest.mark.parametrize(
    "command", [["list"], ["--help"], ["list", "--help"], ["--version"], ["--plain", "--demo"]], ids=" ".join
)
def test_output_that_cannot_be_written_is_a_failure(stocked: Path, command: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [COMMAND, *command], stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr.decode() == "zhonggong-reader: 标准输出写不了：磁盘已满\n"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
def test_notices_that_cannot_be_written_fail_nothing(site: Site, program: Program) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([COMMAND, "sync", "评论"], stdout=subprocess.PIPE, stderr=full, check=False)
    assert (done.returncode, done.stdout) == (0, b"")
    assert len(program("list", "评论", "--format", "json").json()) == 2


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("command", ["list", "import -", ""])
def test_closed_streams_are_no_reason_for_a_traceback(stocked: Path, closed: str, command: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"$0" {command} {closed}', COMMAND],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert done.returncode == (0 if command else 1)
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_a_pipe_gets_utf_8_whatever_the_locale_says(program: Program, stocked: Path) -> None:
    plain = program("list", "--format", "json")
    assert program("list", "--format", "json", PYTHONIOENCODING="gbk").out == plain.out
    assert program("list", "--format", "json", LC_ALL="POSIX", PYTHONUTF8="0").out == plain.out

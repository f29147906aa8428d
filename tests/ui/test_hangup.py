"""A terminal that is gone without a signal: the program ends, and burns no processor for nobody."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from program import COMMAND
from readingroom import OPENING

from zhonggong_reader.ui.hangup import when_gone


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """The two ends of a terminal that is nobody's controlling one, so that no signal tells of its end."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    yield ours, theirs
    for end in (ours, theirs):
        with suppress(OSError):  # the test has closed it
            os.close(end)


def test_a_terminal_that_is_gone_ends_the_program(terminal: tuple[int, int], home: Path) -> None:
    ours, theirs = terminal
    process = subprocess.Popen(
        [COMMAND, "--demo"], stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    shown = b""
    while OPENING.encode() not in shown:
        assert select.select([ours], [], [], 30)[0]
        shown += os.read(ours, 65_536)
    os.close(ours)
    # By itself; which number tells of output that had nowhere to go is Python's.
    assert process.wait(30) >= 0
    assert list(home.rglob("crash-*")) == []


def test_nothing_is_told_of_a_terminal_that_stays(terminal: tuple[int, int]) -> None:
    ours, theirs = terminal
    told = []
    when_gone(theirs, lambda: told.append("gone"))
    os.write(ours, b"x")
    assert select.select([], [theirs], [], 5)[1]
    assert told == []

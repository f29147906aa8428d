"""What a terminal is asked before the screen starts, and what is made of its answers."""

import os
import pty
import select
import termios
import threading
import tty
from collections.abc import Iterator
from contextlib import suppress

import pytest

from zhonggong_reader.ui import asking
from zhonggong_reader.ui.asking import Told

XTERM = b"\x1b[1;5R\x1b[6;20;10t\x1b[?64;1;2;4;6;9;15;18;21;22c"
KITTY = b"\x1b[1;5R\x1b[6;18;9t\x1b_Gi=1;OK\x1b\\\x1b[?62;c"
WIDE = b"\x1b[12;9R\x1b[?1;2c"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (XTERM, Told(1, (10, 20), sixel=True)),
        (KITTY, Told(1, (9, 18), kitty=True)),
        (WIDE, Told(ambiguous=2)),
        (b"\x1b[?4c", Told()),  # a class of terminal, no attribute
        (b"\x1b[?62;14;24c", Told()),
        (b"\x1b_Gi=1;EINVAL:no\x1b\\\x1b[?62c", Told()),
        (b"\x1b[6;0;0t\x1b[6;9000;9000t", Told()),
        (b"\x1b[3;3R", Told()),
        (b"j\x1b[A", Told()),
        (b"", Told()),
    ],
)
def test_answers_are_understood(said: bytes, told: Told) -> None:
    assert asking.understand(said) == told


@pytest.mark.parametrize("term", ["tmux-256color", "screen", "screen.xterm-256color"])
def test_no_multiplexer_is_asked_what_it_would_take_for_a_title(term: str) -> None:
    assert "\x1b_" not in asking.question(term)
    assert "\x1b_G" in asking.question("xterm-256color")


def test_what_a_terminal_prints_of_the_question_is_erased_and_its_name_comes_last() -> None:
    assert asking.question("linux").endswith("\r\x1b[K\x1b[c")


def answering(reply: bytes) -> tuple[Told, bytes]:
    """Ask a terminal that answers the whole question with `reply`; return also what it was sent."""
    outer, inner = pty.openpty()
    sent = bytearray()

    def terminal() -> None:
        while not sent.endswith(b"\x1b[c"):
            sent.extend(os.read(outer, 1024))
        os.write(outer, reply)

    thread = threading.Thread(target=terminal)
    thread.start()
    try:
        told = asking.ask(inner, inner, patience=30, environ={"TERM": "xterm-kitty"})
        thread.join()
    finally:
        os.close(outer)
        os.close(inner)
    return told, bytes(sent)


def test_a_terminal_is_asked_once_and_its_answers_are_no_keys() -> None:
    told, sent = answering(KITTY)
    assert told == Told(1, (9, 18), kitty=True)
    assert sent.decode() == asking.question("xterm-kitty")


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """Both ends of a terminal: who sits there, and the program."""
    outer, inner = pty.openpty()
    yield outer, inner
    os.close(outer)
    os.close(inner)


def test_the_answers_come_while_something_else_is_done(terminal: tuple[int, int]) -> None:
    outer, inner = terminal
    with asking.asked(inner, inner, patience=0.0, environ={}) as told:
        assert b"\x1b[c" in os.read(outer, 1024)
        os.write(outer, KITTY)
        # The time to wait is over by now; what is there counts all the same.
        assert told() == told() == Told(1, (9, 18), kitty=True)


def test_answers_that_nobody_wanted_are_no_keys_of_who_reads_the_terminal_next(
    terminal: tuple[int, int],
) -> None:
    outer, inner = terminal
    before = termios.tcgetattr(inner)
    with pytest.raises(KeyError), asking.asked(inner, inner, patience=30, environ={}):
        os.write(outer, XTERM)
        raise KeyError
    assert termios.tcgetattr(inner) == before
    tty.setraw(inner, termios.TCSANOW)
    assert select.select([inner], [], [], 0)[0] == []


def test_nothing_is_echoed_while_it_answers_and_the_terminal_is_as_before_in_the_end(
    terminal: tuple[int, int],
) -> None:
    _, inner = terminal
    before = termios.tcgetattr(inner)
    with asking.asked(inner, inner, patience=0.0, environ={}):
        assert not termios.tcgetattr(inner)[3] & (termios.ECHO | termios.ICANON)
    assert termios.tcgetattr(inner) == before


def test_a_terminal_that_says_no_end_of_things_is_not_listened_to_for_ever(
    terminal: tuple[int, int],
) -> None:
    outer, inner = terminal
    os.set_blocking(outer, False)
    tty.setcbreak(inner, termios.TCSANOW)  # no echo: nobody reads it here
    ended, sent = threading.Event(), 0

    def chatter() -> None:
        nonlocal sent
        while not ended.is_set():
            if select.select([], [outer], [], 0.01)[1]:
                with suppress(BlockingIOError):
                    sent += os.write(outer, b"x" * 512)

    thread = threading.Thread(target=chatter)
    thread.start()
    told = asking.ask(inner, inner, patience=1)
    ended.set()
    thread.join()
    assert told == Told()
    assert sent < 200_000


def test_a_silent_terminal_is_not_waited_for() -> None:
    outer, inner = pty.openpty()
    try:
        assert asking.ask(inner, inner, patience=0.01) == Told()
    finally:
        os.close(outer)
        os.close(inner)


def test_a_pipe_is_asked_nothing() -> None:
    source, target = os.pipe()
    try:
        assert asking.ask(source, target) == Told()
    finally:
        os.close(source)
        os.close(target)

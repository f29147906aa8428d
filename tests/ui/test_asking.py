"""What a terminal is asked before the screen starts, and what is made of its answers."""

import os
import pty
import threading

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

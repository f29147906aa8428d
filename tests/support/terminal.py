"""A terminal of 80 cells by 24 (or as told) for programs under test: a pty with an emulator behind it."""

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyte
from program import COMMAND


@dataclass(frozen=True)
class Shown:
    """How a program on a terminal ended and what it wrote there."""

    code: int
    raw: str
    """Everything, control sequences included."""
    screen: Sequence[str]
    """The lines of the screen in the end."""
    cooked: bool
    """The terminal echoes and waits for whole lines again."""


@dataclass(frozen=True)
class Running:
    """A program on its terminal, for what is no key."""

    process: subprocess.Popen[bytes]
    screen: pyte.Screen
    terminal: int

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size, and tell the program."""
        _set_size(self.terminal, columns, rows)
        self.screen.resize(rows, columns)
        # The kernel tells only programs that have this terminal as their controlling one.
        self.process.send_signal(signal.SIGWINCH)


def run_on_terminal(
    *arguments: str | Path,
    columns: int = 80,
    rows: int = 24,
    answers: Sequence[tuple[str, str | Callable[[Running], None]]] = (),
    timeout: float = 60,
    **environment: str,
) -> Shown:
    """Run the command with a terminal as its standard streams, until it ends.

    answers: what to look for on the screen, and the keys to press or what to do once it stands
    there, in order
    Fails where the program has not ended after `timeout` seconds.
    """
    outer, inner = pty.openpty()
    _set_size(inner, columns, rows)
    process = subprocess.Popen(
        [COMMAND, *arguments],
        stdin=inner,
        stdout=inner,
        stderr=inner,
        env=os.environ | environment,
        start_new_session=True,
    )
    os.close(inner)
    screen = pyte.Screen(columns, rows)
    stream = pyte.ByteStream(screen)
    raw = bytearray()
    waiting = list(answers)
    deadline = time.monotonic() + timeout
    try:
        while data := _read(outer, deadline - time.monotonic()):
            raw += data
            stream.feed(data)
            if waiting and waiting[0][0] in "\n".join(_lines(screen)):
                answer = waiting.pop(0)[1]
                if isinstance(answer, str):
                    os.write(outer, answer.encode())
                else:
                    answer(Running(process, screen, outer))
        code = process.wait(max(0.1, deadline - time.monotonic()))
        cooked = termios.ECHO | termios.ICANON
        restored = termios.tcgetattr(outer)[3] & cooked == cooked
    finally:
        process.kill()
        process.wait()
        os.close(outer)
    assert not waiting, f"{waiting[0][0]} never stood on the screen:\n" + "\n".join(_lines(screen))
    return Shown(code, raw.decode("utf-8", "replace"), _lines(screen), restored)


def _lines(screen: pyte.Screen) -> tuple[str, ...]:
    """Return what stands on the screen; unlike the emulator's own way, also over halves of characters."""
    return tuple(
        "".join(screen.buffer[row][column].data for column in range(screen.columns))
        for row in range(screen.lines)
    )


def _set_size(terminal: int, columns: int, rows: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _read(terminal: int, seconds: float) -> bytes:
    """Return what comes within `seconds`; nothing once the program has closed its end."""
    ready, _, _ = select.select([terminal], [], [], max(0, seconds))
    assert ready, "the program did not end in time"
    try:
        return os.read(terminal, 65_536)
    except OSError:  # Linux says EIO when the other end is closed
        return b""

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
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pyte
from program import COMMAND

SILENCE = 3.0
"""Seconds without output after which a program waits for keys, also on a busy machine."""


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
    wide: bool = False,
    **environment: str,
) -> Shown:
    """Run the command with a terminal as its standard streams, until it ends.

    answers: what to look for on the screen, and the keys to press or what to do once it stands
    there and the program is silent, in order
    wide: draw ambiguous characters two cells wide (UAX #11)
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
    screen = _Screen(columns, rows, outer)
    stream = pyte.ByteStream(screen)
    raw = bytearray()
    waiting = list(answers)
    deadline = time.monotonic() + timeout
    try:
        while (data := _read(outer, deadline)) != b"":
            assert time.monotonic() < deadline, _report(waiting, screen)
            raw += data or b""
            with _drawn(wide=wide):
                stream.feed(data or b"")
            if select.select([outer], [], [], 0.02)[0]:
                continue  # the picture is not whole yet
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
    assert not waiting, _report(waiting, screen)
    return Shown(code, raw.decode("utf-8", "replace"), _lines(screen), restored)


class _Screen(pyte.Screen):
    """An emulator that answers what a terminal is asked: where the cursor is, what it is."""

    def __init__(self, columns: int, rows: int, terminal: int) -> None:
        self._terminal = terminal
        super().__init__(columns, rows)

    def write_process_input(self, data: str) -> None:
        """Answer the program."""
        os.write(self._terminal, data.encode())


@contextmanager
def _drawn(*, wide: bool) -> Iterator[None]:
    """Let the emulator draw ambiguous characters in two cells."""
    if not wide:
        yield
        return
    narrow = pyte.screens.wcwidth
    with mock.patch.object(pyte.screens, "wcwidth", lambda sign: narrow(sign) + is_ambiguous(sign)):
        yield


def is_ambiguous(sign: str) -> bool:
    """Tell whether a character takes one cell or two, as the terminal likes."""
    return unicodedata.east_asian_width(sign) == "A" and unicodedata.category(sign) not in ("Mn", "Me")


def _report(waiting: Sequence[tuple[str, object]], screen: pyte.Screen) -> str:
    """Say what a program did not do, and what stands on its screen."""
    missed = f"{waiting[0][0]} never stood on the screen" if waiting else "the program did not end in time"
    return "\n".join((f"{missed}:", *_lines(screen)))


def _lines(screen: pyte.Screen) -> tuple[str, ...]:
    """Return what stands on the screen; unlike the emulator's own way, also over halves of characters."""
    return tuple(
        "".join(screen.buffer[row][column].data for column in range(screen.columns))
        for row in range(screen.lines)
    )


def _set_size(terminal: int, columns: int, rows: int) -> None:
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def _read(terminal: int, deadline: float) -> bytes | None:
    """Return what comes next; nothing once the program has closed its end, None where it stays silent.

    What a key leaves as it is says nothing: after a silence one looks at what stands there already.
    """
    seconds = max(0.0, min(SILENCE, deadline - time.monotonic()))
    if not select.select([terminal], [], [], seconds)[0]:
        return None
    try:
        return os.read(terminal, 65_536)
    except OSError:  # Linux says EIO when the other end is closed
        return b""

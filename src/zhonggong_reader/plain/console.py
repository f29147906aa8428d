"""Lines out, lines in. Whatever is said is fit for a terminal and for a voice that reads it."""

import os
import select
import shutil
import signal
from collections.abc import Iterable
from typing import Final, Protocol, TextIO

from rich.cells import cell_len

from zhonggong_reader import typeset
from zhonggong_reader.text import Clean, without_unfit

LEAST_WIDTH: Final = 20
"""Cells; narrower screens wrap lines themselves."""
PIPE_LINES: Final = 20
"""Lines of a page where there is no screen whose height one could ask."""


class Target(Protocol):
    """What takes the lines: an open text file, or what stands for standard output."""

    def write(self, text: str, /) -> object:
        """Take `text`."""

    def flush(self) -> None:
        """Hand on what was taken."""

    def isatty(self) -> bool:
        """Tell whether it is a terminal."""
        ...


class Console:
    """Talks to a reader through `source` and `target`; raises what the target raises."""

    def __init__(self, source: TextIO, target: Target) -> None:
        self._source = source
        self._target = target

    @property
    def width(self) -> int:
        """Cells of a line, as the terminal has them at this moment; 80 where there is none."""
        return max(LEAST_WIDTH, shutil.get_terminal_size((80, PIPE_LINES + 2)).columns - 1)

    @property
    def height(self) -> int:
        """Lines that can be read at once, but for the question below them."""
        if not self._target.isatty():
            return PIPE_LINES
        return max(4, shutil.get_terminal_size((80, PIPE_LINES + 2)).lines - 2)

    def put(self, lines: Iterable[str]) -> None:
        """Write lines that are set already."""
        for line in lines:
            self._target.write(f"{without_unfit(line).rstrip()}\n")
        self._target.flush()

    def say(self, text: str = "", *, before: str = "") -> None:
        """Write a sentence, broken to the width; `before` stands before its first line only."""
        room = max(LEAST_WIDTH // 2, self.width - cell_len(before))
        lines = [line for part in text.split("\n") for line in typeset.title_lines(Clean(part), room) or [""]]
        indent = " " * cell_len(before)
        self.put(f"{indent if number else before}{line}" for number, line in enumerate(lines))

    def ask(self, question: str) -> str:
        """Return the line with which the reader answers. Raises EOFError where there is none any more."""
        self._target.write(f"{without_unfit(question)}> ")
        self._target.flush()
        if self._source.isatty():
            _await_line(self._source)
        line = self._source.readline()
        if not line:
            self._target.write("\n")
            raise EOFError
        if not self._source.isatty():
            # Nobody has echoed it.
            self.put([line.strip()])
        return line.strip()


def _await_line(terminal: TextIO) -> None:
    """Return once there is something to read, or a signal came: Ctrl+C is answered whenever it comes.

    Reading alone would miss one that comes right before it begins: the interpreter notes it, and waits
    for a line to raise KeyboardInterrupt.
    """
    told, tell = os.pipe()
    os.set_blocking(tell, False)
    before = signal.set_wakeup_fd(tell)
    try:
        select.select([terminal.fileno(), told], [], [])
    finally:
        signal.set_wakeup_fd(before)
        os.close(tell)
        os.close(told)

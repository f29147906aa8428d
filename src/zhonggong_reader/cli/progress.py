"""Bars with names and counts on standard error, when that is a terminal; notes either way."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from zhonggong_reader.cli.streams import as_told, is_terminal, tell
from zhonggong_reader.text import displayed
from zhonggong_reader.ui import terminal_progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


class Progress:
    """One bar for each kind of work, made when the kind is first expected."""

    def __init__(self, bars: "Bars | None", *, told: TextIO | None = None) -> None:
        """Show `bars`; `told`: the terminal that is told the sum of them, for a bar of its own."""
        self._bars = bars
        self._told = told
        self._tasks: dict[str, TaskID] = {}

    def expect(self, kind: str, more: int | None) -> None:
        """Expect `more` pieces of work of this kind; None: nobody knows how many."""
        if self._bars is None:
            return
        if kind not in self._tasks:
            self._tasks[kind] = self._bars.add_task(kind, total=more, doing="")
        elif more:
            task = self._tasks[kind]
            self._bars.update(
                task, total=(self._bars.tasks[self._bars.task_ids.index(task)].total or 0) + more
            )

    def advance(self, kind: str, doing: str = "", by: int = 1) -> None:
        """Tell that work of this kind was done, and on what."""
        if self._bars is not None:
            self._bars.update(self._tasks[kind], advance=by, doing=displayed(doing))
            if self._told:
                done = sum(int(task.completed) for task in self._bars.tasks)
                total = sum(int(task.total or 0) for task in self._bars.tasks)
                _tell(self._told, terminal_progress.sequence(done, total))

    def note(self, line: str) -> None:
        """Write a line above the bars."""
        if self._bars is None:
            tell(line)
        else:
            self._bars.console.print(
                as_told(line), markup=False, emoji=False, highlight=False, soft_wrap=True
            )


@contextmanager
def progress(*, shares: bool = False, wish: terminal_progress.Wish = "never") -> Iterator[Progress]:
    """Show progress while the block runs: on a terminal bars, in a pipe or a log only notes.

    `shares`: behind each bar stands how much of the work is done, in place of how many pieces.
    `wish`: whether the terminal is told too, for a bar of its own; that is taken away in the end.
    """
    if not is_terminal(sys.stderr):
        yield Progress(None)
        return
    from rich.console import Console  # noqa: PLC0415 - only where a terminal shows it
    from rich.progress import BarColumn, MofNCompleteColumn, TaskProgressColumn, TextColumn  # noqa: PLC0415
    from rich.progress import Progress as Bars  # noqa: PLC0415

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn() if shares else MofNCompleteColumn(),
        TextColumn("{task.fields[doing]}", markup=False),
    )
    # While bars are shown, what goes to standard error is printed above them: this is no text.
    told = sys.stderr if terminal_progress.is_told(wish, os.environ) else None
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        try:
            yield Progress(bars, told=told)
        finally:
            if told:
                _tell(told, terminal_progress.END)


def _tell(terminal: TextIO, sequence: str) -> None:
    terminal.write(sequence)
    terminal.flush()

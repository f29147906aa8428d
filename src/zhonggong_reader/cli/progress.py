"""Bars with names and counts on standard error, when that is a terminal; notes either way."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from zhonggong_reader.cli.streams import is_terminal, tell
from zhonggong_reader.text import displayed

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


class Progress:
    """One bar for each kind of work, made when the kind is first expected."""

    def __init__(self, bars: "Bars | None") -> None:
        self._bars = bars
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

    def note(self, line: str) -> None:
        """Write a line above the bars."""
        if self._bars is None:
            tell(line)
        else:
            shown = displayed(line)
            self._bars.console.print(shown, markup=False, emoji=False, highlight=False, soft_wrap=True)


@contextmanager
def progress(*, shares: bool = False) -> Iterator[Progress]:
    """Show progress while the block runs: on a terminal bars, in a pipe or a log only notes.

    `shares`: behind each bar stands how much of the work is done, in place of how many pieces.
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
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        yield Progress(bars)

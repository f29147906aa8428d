"""What a walk through a library takes, in time and memory: `python tests/benchmarks/walking.py LIBRARY …`

Starts the program on a terminal of 100 by 30 over each library in turn, as it is: the program writes to it.
There it waits for the first rows, goes to the last one and back, searches, goes into a channel and back.
For each step: the milliseconds from the key until the screen had what was awaited and was silent, less
that silence, and the memory that the process had then; asserts nothing. Needs Linux.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from start import environment, furnish

from zhonggong_reader.library import Library
from zhonggong_reader.model import Shelf

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from terminal import Running, run_on_terminal

SILENCE: Final = 0.02
"""Seconds without output after which `run_on_terminal` holds a picture for whole."""
WORD: Final = "大国工匠"
WALKS: Final = 3
"""Times that each library is walked through; the quickest steps count, and the most memory."""

Step = tuple[str, str, str]
"""What is done, the keys for it, the words that end it."""


class Walk:
    """Notes times and memory on the way through `steps`."""

    def __init__(self, steps: list[Step]) -> None:
        self._steps = steps
        self.took: dict[str, float] = {}
        """Milliseconds of each step."""
        self.memory: dict[str, float] = {}
        """Megabytes behind each step."""
        self._began = time.perf_counter()

    def answers(self) -> list[tuple[str, Callable[[Running], None]]]:
        """Return what to wait for, and what presses the keys of the step behind it."""
        return [(words, self._then(place)) for place, (_, _, words) in enumerate(self._steps)]

    def _then(self, place: int) -> Callable[[Running], None]:
        def act(running: Running) -> None:
            done = self._steps[place][0]
            self.took[done] = 1000 * (time.perf_counter() - self._began - SILENCE)
            status = Path(f"/proc/{running.process.pid}/status").read_text().splitlines()
            self.memory[done] = (
                sum(int(line.split()[1]) for line in status if line.startswith("VmRSS:")) / 1e3
            )
            keys = self._steps[place + 1][1] if place + 1 < len(self._steps) else "Q"
            self._began = time.perf_counter()
            os.write(running.terminal, keys.encode())

        return act


def steps(library: Library) -> list[Step]:
    """Return the way through a library."""
    view = library.headlines.open(Shelf())
    top = [row.headline.title[:12] for row in library.headlines.page(view, 0, 20)]
    foot = [row.headline.title[:12] for row in library.headlines.page(view, view.total - 20, 20)]
    first = next(title for title in top if title not in foot)
    last = next(title for title in reversed(foot) if title not in top)
    channel = next(entry.channel for entry in library.channels.all() if entry.articles)
    part = library.headlines.open(Shelf(channel.slug))
    bottom = library.headlines.page(part, part.total - 1, 1)[0].headline.title[:12]
    return [
        ("start", "", first),
        ("last row", "G", last),
        ("first row", "g", first),
        ("search screen", "/", "Tab 放宽"),
        ("search", f"{WORD}\r", " 条"),
        ("back", "\x1b", f"全部 {view.total} 篇"),
        ("a channel", "]]]", f"{channel.name} {part.total} 篇"),
        ("its last row", "G", bottom),
        ("all again", "[[[", f"全部 {view.total} 篇"),
    ]


def measure(path: Path) -> None:
    """Walk through one library, and print what it took."""
    with tempfile.TemporaryDirectory() as home:
        furnish(Path(home), str(path))
        with Library(path) as library:
            way = steps(library)
        walks = []
        surroundings: dict[str, Any] = {**environment(Path(home))}
        for _ in range(WALKS):
            walks.append(Walk(way))
            run_on_terminal(columns=100, rows=30, answers=walks[-1].answers(), timeout=120, **surroundings)
    print(f"{path.name}")
    for what, _, _ in way:
        took, memory = min(walk.took[what] for walk in walks), max(walk.memory[what] for walk in walks)
        print(f"  {what:16}{took:>8,.0f} ms{memory:>8,.0f} MB", flush=True)


def main(libraries: list[str]) -> None:
    """Walk through each library."""
    for each in libraries:
        measure(Path(each))


if __name__ == "__main__":
    main(sys.argv[1:])

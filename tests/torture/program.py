"""The reading room for hours: random keys and sizes, refreshes from a server that fails in every way.

`python -m tests.torture program --minutes N`. Whatever ends the reader but its own keys is a bug and
passes; memory and descriptors stay flat; no turn of the event loop is felt.
"""

import asyncio
import gc
import os
import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from faults import ASTRAY, FAULTS
from rawserver import Act, RawServer, reply
from readingroom import ROOT
from tests.torture import tell
from watchdog import LIMIT, Slow, slowness, watched

from zhonggong_reader.bookmark import BookmarkFile
from zhonggong_reader.library import Library
from zhonggong_reader.newsdesk import Newsdesk, Pictures
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui import drawn
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.web import Fetcher

Row = tuple[str, str]

_TYPED = (
    "j k space b ctrl+d ctrl+u g G ctrl+e ctrl+y enter l h q escape tab shift+tab z J K n p m s y Y c i f"
    " backspace x v < > ] [ r L R P } { d D X 1 2 3 4 5 ? / : ctrl+t down up left right home end pagedown"
    " pageup f5 f8 E S | u ctrl+r A ! 工 会 t o f2 T shift+space"
)
KEYS = tuple(_TYPED.split())
SAMPLE = 500
"""Keys between two looks at memory and descriptors."""
FAULTY = 0.4
"""How often the server fails."""
MEMORY_GROWTH = 60 * 1024 * 1024
"""Bytes that the process may grow after it has warmed up: caches of the screen and of SQLite fill up."""
DESCRIPTORS = 12
"""Descriptors that may be open more than after the warming up: connections come and go."""


class _Answers(dict[str, list[bytes | Act]]):
    """What the server says: a page of the site, or anything that a server does wrong."""

    def __init__(self, dice: random.Random) -> None:
        super().__init__()
        self._dice = dice
        self._wrong = [what for what, _, _ in FAULTS.values()]
        self._wrong += [reply(b"", "302 Found", Location=location) for location, _ in ASTRAY.values()]

    def get(self, target: str, default: Any = None) -> Any:
        """Return the answer for a target."""
        if self._dice.random() < FAULTY:
            return [self._dice.choice(self._wrong)]
        file = ROOT / target.partition("?")[0].strip("/")
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            return default
        body = file.read_bytes()
        if self._dice.random() < 0.2:
            start = self._dice.randrange(len(body))
            body = body[:start] + self._dice.randbytes(40) + body[start + 40 :]
        return [reply(body, ETag='"1"')]


@dataclass
class Played:
    """What was seen of a run."""

    keys: int = 0
    starts: int = 0
    slow: list[Slow] = field(default_factory=list)
    memory: list[int] = field(default_factory=list)
    """Bytes of the process, now and then."""
    descriptors: list[int] = field(default_factory=list)

    def look(self) -> None:
        """Note memory and descriptors."""
        with open("/proc/self/statm") as file:
            self.memory.append(int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE"))
        self.descriptors.append(len(os.listdir("/proc/self/fd")))

    def growth(self, samples: list[int]) -> int:
        """Return how much the last quarter of `samples` lies above the second one, at most."""
        quarter = max(1, len(samples) // 4)
        return max(samples[-quarter:]) - max(samples[quarter : 2 * quarter] or samples[:1])


async def play(
    folder: Path, dice: random.Random, played: Played, *, keys: int, until: float = float("inf")
) -> None:
    """Read over the library in `folder` until the reader leaves, `keys` are pressed, or it is `until`."""
    async with RawServer() as server:
        server._scripts = _Answers(dice)
        fetcher = Fetcher(
            allows=lambda host: host.endswith("workercn.cn"),
            stand_in=server.address,
            timeout=1,
            pause=0,
            environ={},
        )
        with Library(folder / "library.sqlite3") as library:
            # `true` is a browser that shows nothing, and a command that takes everything.
            settings = Settings(clippings=str(folder / "clips"), pipe=("true",), browser=("true",))
            pictures = Pictures(fetcher.fetch, folder / "pictures", 1_000_000)
            desk = Newsdesk(library, fetcher, settings, pictures=pictures)
            app = ReaderApp(desk, settings, bookmark=BookmarkFile(folder / "bookmark.json"))
            async with fetcher, app.run_test(size=(100, 30)) as pilot:
                played.starts += 1
                gc.freeze()  # as the program does once its screen stands
                while app._exit is False and played.keys < keys and time.monotonic() < until:
                    played.keys += 1
                    if dice.random() < 0.05:
                        await pilot.resize_terminal(dice.randrange(10, 200), dice.randrange(4, 60))
                    else:
                        await pilot.press(dice.choice(KEYS))
                    if played.keys % SAMPLE == 0:
                        server.requests.clear()  # the server's memory is not the reader's
                        drawn.forget()
                        gc.collect()
                        played.look()
                        memory, descriptors = _mib(played.memory[-1]), played.descriptors[-1]
                        tell(
                            f"{played.keys} keys, {played.starts} starts, {memory} MiB,"
                            f" {sys.getallocatedblocks()} blocks of it Python's, {descriptors} descriptors,"
                            f" {threading.active_count()} threads"
                        )
                # Textual does so where a reader leaves, but not where a test ends in the middle of a search.
                app.workers.cancel_all()


@contextmanager
def collecting_when_idle() -> Iterator[None]:
    """Do as the program does: full collections come when nobody types, here between two samples."""
    before = gc.get_threshold()
    gc.set_threshold(*before[:2], 1_000_000_000)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def kept_apart() -> Iterator[Path]:
    """Give a folder for everything that a run keeps."""
    with tempfile.TemporaryDirectory(prefix="zhonggong-reader-torture-") as name:
        yield Path(name)


def run(minutes: float, seed: int) -> list[Row]:
    """Read for `minutes`; return what to publish, and what was missed by its name."""
    dice, played = random.Random(seed), Played()
    until = time.monotonic() + minutes * 60
    with kept_apart() as folder, collecting_when_idle(), watched() as turns:
        while time.monotonic() < until:
            asyncio.run(play(folder, dice, played, keys=sys.maxsize, until=until))
            # The next start would keep for good what this one has left: the program starts once.
            gc.unfreeze()
            drawn.forget()
            gc.collect()
            played.look()
    # The collections between two samples are turns of this module's own task.
    played.slow = [slow for slow in turns if not slow.what.endswith(" at play")]
    memory, descriptors = played.growth(played.memory), played.growth(played.descriptors)
    longest = max((slow.seconds for slow in played.slow), default=0)
    bound = LIMIT * slowness()
    return [
        ("keys pressed, starts of the reader", f"{played.keys}, {played.starts}"),
        ("crashes", "0"),
        ("memory at the end, grown since it was warm", f"{_mib(played.memory[-1])}, {_mib(memory)} MiB"),
        ("descriptors at the end, more than when it was warm", f"{played.descriptors[-1]}, {descriptors}"),
        (
            f"turns of the loop over {LIMIT * 1000:.0f} ms",
            f"{len(played.slow)}, longest {longest * 1000:.0f} ms",
        ),
        ("longest turn by the clock, however busy the machine", str(turns.by_the_clock)),
        *(("a turn of the loop", str(slow)) for slow in played.slow),
        *([("missed: memory grows", f"{_mib(memory)} MiB")] if memory > MEMORY_GROWTH else []),
        *([("missed: descriptors leak", f"{descriptors}")] if descriptors > DESCRIPTORS else []),
        *(("missed: a turn of the loop", str(slow)) for slow in played.slow if slow.seconds > bound),
    ]


def _mib(count: int) -> str:
    return f"{count / 1024 / 1024:.0f}"

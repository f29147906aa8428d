"""The program itself, killed (SIGKILL) at random moments in sync, import, marking and reading on screen.

What was on disk when it died stays there: nothing is lost, nothing is corrupt, the next start goes on.
"""

import json
import os
import pty
import random
import select
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from loopback import Site
from press import Press
from program import COMMAND

from zhonggong_reader.interchange import kept_to_json
from zhonggong_reader.library import Library
from zhonggong_reader.library.store import one
from zhonggong_reader.model import Shelf

SUPPORT: Final = Path(__file__).parents[1] / "support"
PAGES: Final = Path(__file__).parents[1] / "pages/site"
IMPORTED: Final = 1_500

MARKER: Final = """
    import sys
    from pathlib import Path
    from press import NOW
    from zhonggong_reader.library import Library
    from zhonggong_reader.model import Position, Shelf

    with Library(Path(sys.argv[1])) as library:
        ids = [row.id for row in library.headlines.page(library.headlines.open(Shelf()), 0, 999)]
        for step in range(int(sys.argv[2]), 10**9):
            which = ids[step % len(ids)]
            library.marks.position(which, Position(0, step))
            print(step, which, flush=True)
"""
"""Marks one article after the other and says so once it is on disk."""


class Killed:
    """One library, at which programs die."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.path = folder / "data/zhonggong-reader/library.sqlite3"
        self._file = folder / "all.jsonl"
        press = Press()
        with self._file.open("w", encoding="utf-8") as stream:
            for number in range(IMPORTED):
                stream.write(json.dumps(kept_to_json(press.kept(number, "正文" * 300 + str(number)))) + "\n")
        config = folder / "config/zhonggong-reader/config.toml"
        config.parent.mkdir(parents=True)
        config.write_text("[network]\npause = 0\n", "utf-8")
        self._environment = os.environ | {
            "HOME": str(folder),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_CONFIG_HOME": str(folder / "config"),
            "XDG_STATE_HOME": str(folder / "state"),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "ZHONGGONG_SITE": site.address,
            "PYTHONPATH": str(SUPPORT),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
        }
        self._step = 0

    def start(self, *command: str | Path, **streams: int) -> "subprocess.Popen[bytes]":
        """Start a program with this library."""
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, env=self._environment, **(quiet | streams))  # type: ignore[call-overload, no-any-return]

    def sync(self, dice: random.Random) -> str:
        """Kill `sync`."""
        before = self._articles()
        _kill_soon(self.start(COMMAND, "sync"), dice.uniform(0.2, 1.6))
        return self._lost(before)

    def importing(self, dice: random.Random) -> str:
        """Kill `import`."""
        before = self._articles()
        _kill_soon(self.start(COMMAND, "import", self._file), dice.uniform(0.2, 1.6))
        return self._lost(before)

    def reading(self, dice: random.Random) -> str:
        """Kill the reading room in the middle of keys."""
        before = self._articles()
        master, slave = pty.openpty()
        program = self.start(COMMAND, stdin=slave, stdout=slave, stderr=slave)
        os.close(slave)
        end = time.monotonic() + dice.uniform(0.4, 2.0)
        with suppress(OSError):  # the reader has left by itself
            while time.monotonic() < end:
                ready, _, _ = select.select([master], [], [], 0.02)
                if ready:
                    os.read(master, 65_536)
                if dice.random() < 0.3:
                    os.write(master, dice.choice((b"j", b"\r", b"m", b"s", b"q", b"n", b" ", b"R", b"J")))
        program.kill()
        program.wait()
        os.close(master)
        return self._lost(before)

    def marking(self, dice: random.Random) -> str:
        """Kill who marks; every mark that was acknowledged must be there."""
        program = self.start(
            sys.executable,
            *("-c", textwrap.dedent(MARKER), str(self.path), str(self._step)),
            stdout=subprocess.PIPE,
        )
        assert program.stdout is not None
        first = program.stdout.readline()
        _kill_soon(program, dice.uniform(0, 0.2))
        said = [
            line.split() for line in (first + program.stdout.read()).splitlines() if line.count(b" ") == 1
        ]
        program.stdout.close()
        with Library(self.path) as library:
            if library.notice:
                return f"corrupt: {library.notice}"
            for which, step in {which: step for step, which in said}.items():
                with library._store.reading() as db:
                    found = one(db, "SELECT offset FROM headline WHERE id = ?", (int(which),))
                if found is None or found[0] is None or found[0] < int(step):
                    return f"lost: mark {int(step)}"
        self._step += len(said)
        return ""

    def finish(self) -> str:
        """Let an import and a sync end as they should; everything has to be there then."""
        for command in (("import", self._file), ("sync",)):
            program = self.start(COMMAND, *command)
            if program.wait(300) != 0:
                return f"lost: {command[0]} ended with {program.returncode}"
        found = self._articles()
        press = Press()
        missing = [number for number in range(IMPORTED) if press.address(number) not in found]
        return f"lost: {len(missing)} imported articles" if missing else ""

    def _articles(self) -> dict[str, int]:
        """Return how long the text of every kept article is, by address; checks that each is intact."""
        if not self.path.exists():
            return {}
        with Library(self.path) as library:
            if library.notice or library.checkup().faults:
                return {"corrupt": -1}
            kept = library.articles.each(Shelf(), _fail)
            return {each.article.address: len(each.article.blocks) for each in kept}

    def _lost(self, before: dict[str, int]) -> str:
        after = self._articles()
        if "corrupt" in after:
            return "corrupt"
        gone = set(before) - set(after)
        return f"lost: {len(gone)} articles" if gone else ""


@contextmanager
def killed(folder: Path) -> Iterator[Killed]:
    """Have a library at which programs die, with a site on loopback."""
    site = Site(PAGES)
    try:
        yield Killed(folder, site)
    finally:
        site.stop()


def _kill_soon(program: "subprocess.Popen[bytes]", seconds: float) -> None:
    try:
        program.wait(seconds)
    except subprocess.TimeoutExpired:
        program.send_signal(signal.SIGKILL)
        program.wait()


def _fail(error: Exception) -> None:
    raise error

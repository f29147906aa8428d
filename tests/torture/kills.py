"""The program itself, killed (SIGKILL) at random moments in sync, import, marking and reading on screen.

What was on disk when it died stays there: nothing is lost, nothing is corrupt, the next start goes on.
`together` has all four at work in one library at once, as forks (`forks`) that cost little to start; the
other ways start the installed command and kill it by the clock.
"""

import json
import os
import pty
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from loopback import Site
from press import Press
from program import COMMAND
from tests.torture import IN_MEMORY, tell
from tests.torture.forks import Forks, Job

from zhonggong_reader.interchange import kept_to_json
from zhonggong_reader.library import Library
from zhonggong_reader.library.sealed import intact
from zhonggong_reader.library.store import one

SUPPORT: Final = Path(__file__).parents[1] / "support"
PAGES: Final = Path(__file__).parents[1] / "pages/site"
IMPORTED: Final = 1_500
LISTED: Final = 60
"""Articles that are there from the beginning, so that there is something to mark."""
_KEYS: Final = (b"j", b"\r", b"m", b"s", b"n", b" ", b"R", b"J", b"A", b"u", b"\x1b", b"l", b"h", b"z")

A_LIBRARY: Final = 16
"""Rounds of kills in one library, which is then brought to an end as it should be."""

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


def run(runs: int, seed: int) -> Iterator[tuple[str, str]]:
    """Kill at least `runs` programs; yield what was wrong, and how often."""
    dice = random.Random(seed)
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder, killed(Path(folder)) as victim:
        ways = (victim.sync, victim.importing, victim.reading, victim.marking)
        done = number = 0
        while done < runs:
            if number % A_LIBRARY == 0:
                victim.begin_anew()
            # Most are forks, which cost little; some are the command, killed by the clock.
            if number % A_LIBRARY == 1:
                for way in ways:
                    found[_kind(wrong := way(dice))] += 1
                    done += 1
                    if wrong:
                        yield f"missed: kill {done}", wrong
            else:
                ended, wrong = victim.together(dice)
                done += ended
                found[_kind(wrong)] += 1
                if wrong:
                    yield f"missed: kill {done}", wrong
            number += 1
            if number % A_LIBRARY == 0:
                if wrong := victim.finish():
                    found[_kind(wrong)] += 1
                    yield f"missed: going on after kill {done}", wrong
                tell(f"{done:,} kills: {dict(found)}")
    yield (
        "kill -9 in sync, import, reading, marking: lost, corrupt, ended strangely",
        (f"{done:,}: {found['lost']}, {found['corrupt']}, {found['strange']}"),
    )


def _kind(wrong: str) -> str:
    return wrong.partition(":")[0] or "sound"


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
            # The program of this checkout, wherever the command was installed from.
            "PYTHONPATH": os.pathsep.join((str(SUPPORT), str(SUPPORT.parents[1] / "src"))),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
        }
        self._step = 0
        self._known: set[str] = set()
        self._site = site
        self._press = press
        self._forks = Forks(self._environment)

    def begin_anew(self) -> None:
        """Throw the library away and begin another one."""
        shutil.rmtree(self.path.parent, ignore_errors=True)
        self._known, self._step = set(), 0
        self._site.requests.clear()
        with Library(self.path) as library:
            library.articles.add(self._press.kept(9_000 + number) for number in range(LISTED))

    def stop(self) -> None:
        """End the program that forks."""
        self._forks.stop()

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
        said = first + program.stdout.read()
        program.stdout.close()
        return self._unmarked(said)

    def _unmarked(self, output: bytes) -> str:
        """Return "", or which mark of those that were acknowledged is not there."""
        # Who is killed in the middle of a line has not said it.
        said = [line.split() for line in output.split(b"\n")[:-1]]
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

    def together(self, dice: random.Random) -> tuple[int, str]:
        """Have all four ways go on at once in the library, each killed at a moment of its own.

        Returns how many were killed before they ended by themselves, and "" or what is wrong.
        """
        before = self._known or self._articles()
        master, slave = pty.openpty()
        said = self.path.with_name("said")
        jobs = [
            Job(["sync"], dice.uniform(0.005, 0.25)),
            Job(["import", str(self._file)], dice.uniform(0.005, 0.12)),
            Job([], dice.uniform(0.03, 0.4), terminal=os.ttyname(slave)),
            Job(["mark", str(self.path), str(self._step)], dice.uniform(0.01, 0.1), output=str(said)),
        ]
        self._forks.start(jobs)
        os.set_blocking(master, False)
        while not self._forks.ended():
            with suppress(OSError):
                os.read(master, 65_536)
            with suppress(OSError):  # the reader has left by itself, or is slow
                os.write(master, dice.choice(_KEYS))
        codes = self._forks.wait()
        os.close(slave)
        os.close(master)
        killed = codes.count(-signal.SIGKILL)
        if strange := [code for code in codes if code not in (-signal.SIGKILL, 0, 3)]:
            return killed, f"strange: ended with {strange}"
        wrong = self._lost(before) or self._unmarked(said.read_bytes() if said.exists() else b"")
        said.unlink(missing_ok=True)
        return killed, wrong

    def finish(self) -> str:
        """Let an import and a sync end as they should; everything has to be there then."""
        for command in (("import", self._file), ("sync",)):
            program = self.start(COMMAND, *command)
            if program.wait(300) != 0:
                return f"lost: {command[0]} ended with {program.returncode}"
        found = self._articles()
        missing = [number for number in range(IMPORTED) if self._press.address(number) not in found]
        return f"lost: {len(missing)} imported articles" if missing else ""

    def _articles(self) -> set[str]:
        """Return the addresses of all articles; checks that file, lists and each article are sound."""
        if not self.path.exists():
            return set()
        with Library(self.path) as library:
            if library.notice or library.checkup().faults:
                return {"corrupt"}
            with library._store.reading() as db:
                rows = db.execute(
                    "SELECT address, content, sha256 FROM article JOIN headline ON id = headline"
                )
                found = {str(address) if intact(*row) else "corrupt" for address, *row in rows}
        return found

    def _lost(self, before: set[str]) -> str:
        after = self._known = self._articles()
        if "corrupt" in after:
            return "corrupt"
        gone = before - after
        return f"lost: {len(gone)} articles" if gone else ""


@contextmanager
def killed(folder: Path) -> Iterator[Killed]:
    """Have a library at which programs die, with a site on loopback."""
    site = Site(PAGES)
    victim = Killed(folder, site)
    try:
        yield victim
    finally:
        victim.stop()
        site.stop()


def _kill_soon(program: "subprocess.Popen[bytes]", seconds: float) -> None:
    try:
        program.wait(seconds)
    except subprocess.TimeoutExpired:
        program.send_signal(signal.SIGKILL)
        program.wait()

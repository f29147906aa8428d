"""How long until the first headline stands on the screen, against a bare Textual program.

    python tests/benchmarks/start.py [--rounds N] [--away MS] [HEADLINES | LIBRARY] …

Each library is made, with so many headlines, or is that in a file, which is used as it is: the program
writes to it. The ratios are those of the last one, to the bare program and to the first one.

Every program starts on a real pty, as the installed command of this environment, over a home of its
own whose lists are hours old: the request for new ones begins during the measurement, as it does on
a reader's morning, and finds nobody (the discard port). The programs take turns, so that a busy
machine slows all of them; ratios are medians of the ratios within a round. The terminal answers after
--away milliseconds what it is asked, as at the other end of a network. Needs a POSIX system.
"""

import argparse
import compileall
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import library_maker
import textual

import zhonggong_reader
from zhonggong_reader.library import Library
from zhonggong_reader.model import Shelf
from zhonggong_reader.workercn import colophon

COLUMNS: Final = 100
ROWS: Final = 30
SIZES: Final = ("100", "20000")
"""Headlines in the libraries that are made where none are named."""
ARTICLES: Final = 50
"""Kept articles in each of them."""
TO_BARE: Final = 1.4
"""The most that a start with the last library may cost, in starts of the bare program."""
TO_SMALL: Final = 1.1
"""The most that it may cost in starts with the first library."""
PATIENCE: Final = 60.0
"""Seconds after which a program that shows nothing is given up."""

COMMAND: Final = Path(sys.executable).parent / "zhonggong-reader"
BARE_TEXT: Final = "第一行字"
BARE: Final = f"""
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("{BARE_TEXT}")

Bare().run()
"""


ASKED = b"\x1b[6n"
ANSWER = b"\x1b[1;5R\x1b[?62;22c"
"""What a terminal says that draws ambiguous characters narrow: where its cursor is, and its name."""


@dataclass(frozen=True)
class Program:
    """What is started, and the words that end the measurement once they are on the screen."""

    name: str
    command: list[str]
    environment: Mapping[str, str]
    awaited: str


def seconds(program: Program, away: float = 0.0) -> float:
    """Start `program` on a pty; return the seconds until its awaited words came out of it.

    away: seconds after which the terminal answers
    """
    began = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        os.execve(program.command[0], program.command, program.environment)
    try:
        _await(terminal, program.awaited.encode(), away)
        took = time.perf_counter() - began
        os.kill(pid, signal.SIGTERM)
        _drain(terminal)
        return took
    except TimeoutError:
        os.kill(pid, signal.SIGKILL)
        raise SystemExit(f"{program.name}: no {program.awaited!r} within {PATIENCE:.0f} s") from None
    finally:
        os.close(terminal)
        os.waitpid(pid, 0)


def _await(terminal: int, words: bytes, away: float) -> None:
    """Read until `words` came; answer what is asked meanwhile."""
    seen = b""
    while words not in seen:
        got = _read(terminal)
        if not got:
            raise SystemExit(f"the program ended early: {seen.decode(errors='replace')}")
        if ASKED in got:
            threading.Timer(away, os.write, (terminal, ANSWER)).start()
        seen += got


def _drain(terminal: int) -> None:
    """Read until the program is gone, which it can be only if someone reads."""
    while _read(terminal):
        pass


def _read(terminal: int) -> bytes:
    """Return what came next; empty at the end. Raises TimeoutError where nothing comes."""
    if not select.select([terminal], [], [], PATIENCE)[0]:
        raise TimeoutError
    try:
        return os.read(terminal, 65_536)
    except OSError:  # how Linux says that the last process has left the pty
        return b""


def furnish(home: Path, asked: str) -> Path:
    """Make a home with the library that is asked for; return its path."""
    path = home / "data" / "zhonggong-reader" / "library.sqlite3"
    settings = home / "config" / "zhonggong-reader" / "config.toml"
    for file in (path, settings):
        file.parent.mkdir(parents=True)
    # The start of a day on which a large file is copied is no start of any other day.
    settings.write_text('[keep]\nbackup = "never"\n')
    if asked.isdecimal():
        library_maker.make(path, int(asked), ARTICLES)
    else:
        path.symlink_to(Path(asked).resolve())
    with Library(path) as library:
        # Every library that has been to the site has one.
        library.save_colophon(colophon.DEFAULT)
    return path


def reader(home: Path, asked: str) -> Program:
    """Return the reader in a home of its own with the library that is asked for."""
    with Library(furnish(home, asked)) as library:
        view = library.headlines.open(Shelf())
        first = library.headlines.page(view, 0, 1)[0]
    name, awaited = f"{view.total:,} headlines", first.headline.title[:6]
    # The beginning of a title stands in one piece in the first line of its row.
    return Program(name, [str(COMMAND)], environment(home), awaited)


def bare(home: Path) -> Program:
    """Return the least that Textual can show."""
    return Program("bare Textual", [sys.executable, "-c", BARE], environment(home), BARE_TEXT)


def environment(home: Path) -> dict[str, str]:
    """Return what a program sees whose home is `home`."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_CACHE_HOME": str(home / "cache"),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "ZHONGGONG_SITE": "http://127.0.0.1:9",
    }


def measure(programs: Sequence[Program], rounds: int, away: float) -> dict[str, list[float]]:
    """Return the seconds of each program by name, one for every round, after a round that is not counted."""
    taken: dict[str, list[float]] = {program.name: [] for program in programs}
    for number in range(rounds + 1):
        # Every other round runs backwards: no program is always the one behind the same other.
        for program in programs if number % 2 else reversed(programs):
            took = seconds(program, away)
            if number:
                taken[program.name].append(took)
    return taken


def ratio(taken: Sequence[float], basis: Sequence[float]) -> float:
    """Return the median of the ratios within a round."""
    return statistics.median(one / other for one, other in zip(taken, basis, strict=True))


def table(taken: Mapping[str, Sequence[float]]) -> str:
    """Return the figures as lines: milliseconds, the middle half of them, ratios and their bounds."""
    (_, basis), (small_name, small), *others = taken.items()
    large_name, large = others[-1] if others else (small_name, small)
    lines = [f"{'':<18}{'median':>10}{'middle half':>18}{'to bare':>10}"]
    for name, values in taken.items():
        low, middle, high = (1000 * quartile for quartile in statistics.quantiles(values, n=4))
        spread = f"{low:.0f}–{high:.0f} ms"
        lines.append(f"{name:<18}{middle:>7.0f} ms{spread:>18}{ratio(values, basis):>10.2f}")
    lines.append("")
    figures = [(f"{large_name} to bare", ratio(large, basis), TO_BARE)]
    figures += [(f"{large_name} to {small_name}", ratio(large, small), TO_SMALL)] if others else []
    for what, found, most in figures:
        lines.append(f"{what}: {found:.2f}, at most {most}: {'met' if found <= most else 'MISSED'}")
    return "\n".join(lines)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--away", type=int, default=0, metavar="MS")
    parser.add_argument("libraries", nargs="*", default=SIZES, metavar="HEADLINES | LIBRARY")
    asked = parser.parse_args()
    for package in (zhonggong_reader, textual):
        compileall.compile_dir(Path(package.__path__[0]), quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        homes = Path(folder)
        readers = [reader(homes / str(place), each) for place, each in enumerate(asked.libraries)]
        programs = [bare(homes / "bare"), *readers]
        print(table(measure(programs, max(2, asked.rounds), asked.away / 1000)))


if __name__ == "__main__":
    main()

"""Programs that start by a fork of one that has imported everything, and die at a moment of their own time.

A fork runs what the command runs, from `cli.main` on; only the interpreter's start is done once for all.
The system itself sends SIGKILL when the fork has used so much CPU time, so that the moment does not depend
on how busy the machine is. As a program: reads a line of JSON, a list of jobs, starts them all at once, and
answers with a line that says how each ended, when the last one has.
"""

import ctypes
import fcntl
import gc
import json
import os
import select
import signal
import subprocess
import sys
import termios
import time
from pathlib import Path
from typing import Any, Final, NamedTuple, NoReturn

from zhonggong_reader.cli import main
from zhonggong_reader.library import Library
from zhonggong_reader.model import Position, Shelf

WALL: Final = 60
"""Seconds after which a fork is killed however little it has done."""
MARKED: Final = 40
"""Articles that are marked."""
_CPU_CLOCK: Final = 2
"""CLOCK_PROCESS_CPUTIME_ID of Linux."""


class Job(NamedTuple):
    """What one fork does."""

    arguments: list[str]
    """Of the command; `mark` marks instead."""
    seconds: float
    """CPU time after which it is killed; 0: never."""
    terminal: str = ""
    """Device that is its terminal; "": it has none."""
    output: str = ""
    """File that its standard output is added to."""


class Forks:
    """The program that forks."""

    def __init__(self, environment: dict[str, str]) -> None:
        folder = Path(__file__).parents[2]
        path = os.pathsep.join(
            (str(folder), str(folder / "tests/support"), environment.get("PYTHONPATH", ""))
        )
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.forks"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment | {"PYTHONPATH": path},
            text=True,
        )

    def start(self, jobs: list[Job]) -> None:
        """Start all of them."""
        assert self._program.stdin is not None
        self._program.stdin.write(json.dumps(jobs) + "\n")
        self._program.stdin.flush()

    def ended(self) -> bool:
        """Wait a moment; return whether they have all ended."""
        assert self._program.stdout is not None
        return bool(select.select([self._program.stdout], [], [], 0.02)[0])

    def wait(self) -> list[int]:
        """Return how they ended once they all have: exit codes, or signals as negative numbers."""
        assert self._program.stdout is not None
        codes: list[int] = json.loads(self._program.stdout.readline())
        return codes

    def stop(self) -> None:
        """End it."""
        self._program.communicate()


def serve() -> None:
    """Do what standard input says."""
    for name in ("ui.app", "cli.screen", "cli.sync", "cli.importing", "cli.chinese", "newsdesk.pages", "web"):
        __import__(f"zhonggong_reader.{name}")
    for name in ("article", "listing", "front", "colophon", "document", "paper"):
        __import__(f"zhonggong_reader.workercn.{name}")
    gc.freeze()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    for line in sys.stdin:
        jobs = [Job(*values) for values in json.loads(line)]
        started = [_fork(job) for job in jobs]
        ends = {pid: os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid in started}
        print(json.dumps(list(ends.values())), file=answers, flush=True)


def _fork(job: Job) -> int:
    pid = os.fork()
    if pid == 0:
        _become(job)
    return pid


def _become(job: Job) -> NoReturn:
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    output = os.open(job.output, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600) if job.output else nothing
    if job.terminal:
        nothing = output = os.open(job.terminal, os.O_RDWR)
        fcntl.ioctl(output, termios.TIOCSCTTY, 0)
    for number, descriptor in enumerate((nothing, output, output if job.terminal else nothing)):
        os.dup2(descriptor, number)
    streams: Any = sys
    for number, (name, mode) in enumerate(_STREAMS):
        stream = open(number, mode, closefd=False, encoding="utf-8")  # noqa: SIM115
        setattr(streams, name, stream)
        setattr(streams, f"__{name}__", stream)
    _kill_after(time.CLOCK_MONOTONIC, WALL)
    if job.seconds:
        _kill_after(_CPU_CLOCK, job.seconds)
    if job.arguments[:1] == ["mark"]:
        _mark(Path(job.arguments[1]), int(job.arguments[2]))
    sys.argv = ["zhonggong-reader", *job.arguments]
    try:
        main()
    except SystemExit as end:
        sys.stdout.flush()
        os._exit(end.code if isinstance(end.code, int) else 1)
    os._exit(70)


_STREAMS: Final = (("stdin", "r"), ("stdout", "w"), ("stderr", "w"))


def _mark(path: Path, start: int) -> NoReturn:
    """Mark one article after the other, and say so once it is on disk."""
    with Library(path) as library:
        view = library.headlines.open(Shelf())
        # The oldest: whoever reads meanwhile opens the newest, and keeps a place in them.
        ids = [row.id for row in library.headlines.page(view, max(0, view.total - MARKED), MARKED)]
        step = start
        while True:
            which = ids[step % len(ids)]
            library.marks.position(which, Position(0, step))
            os.write(1, b"%d %d\n" % (step, which))
            step += 1


class _Event(ctypes.Structure):
    _fields_ = (
        ("value", ctypes.c_void_p),
        ("signal", ctypes.c_int),
        ("notify", ctypes.c_int),
        ("pad", ctypes.c_int * 12),
    )


class _Spec(ctypes.Structure):
    _fields_ = (("interval", ctypes.c_long * 2), ("value", ctypes.c_long * 2))


def _kill_after(clock: int, seconds: float) -> None:
    """Have the system kill this process when `clock` has gone on by so many seconds."""
    system: Any = ctypes.CDLL(None, use_errno=True)
    timer = ctypes.c_void_p()
    event = _Event(signal=signal.SIGKILL)
    whole = int(seconds)
    spec = _Spec(value=(ctypes.c_long * 2)(whole, int((seconds - whole) * 1e9) + 1))
    # The CPU clock has run since before the fork's own time: a relative timer counts from now.
    if system.timer_create(clock, ctypes.byref(event), ctypes.byref(timer)) or system.timer_settime(
        timer, 0, ctypes.byref(spec), None
    ):
        raise OSError(ctypes.get_errno(), "timer")


if __name__ == "__main__":
    serve()

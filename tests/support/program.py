"""The installed command as a process of its own, for tests of the whole program."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMMAND = Path(sys.executable).parent / ("zhonggong-reader.exe" if os.name == "nt" else "zhonggong-reader")
"""What installing the project put beside this Python."""


@dataclass(frozen=True)
class Finished:
    """How a process ended and what it said."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Return standard output read as JSON."""
        return json.loads(self.out)


MEMORY = 4 << 30
"""Bytes of address space of a process: who reads what has no end fails before the machine does."""


def run(*arguments: str | Path, stdin: bytes = b"", timeout: float = 60, **environment: str) -> Finished:
    """Run the command with `arguments` and without a terminal, in MEMORY where the system can bound it.

    It inherits the environment that conftest.py makes for each test, changed by `environment`.
    Raises subprocess.TimeoutExpired after `timeout` seconds, and UnicodeDecodeError where an
    output is not UTF-8.
    """
    done = subprocess.run(
        [COMMAND, *arguments],
        input=stdin,
        capture_output=True,
        timeout=timeout,
        env=os.environ | environment,
        preexec_fn=None if os.name == "nt" else _bound_memory,
        check=False,
    )
    return Finished(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def _bound_memory() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

"""What attacks the whole program, one module a subject; `python -m tests.torture` runs them at large."""

import sys
from pathlib import Path

IN_MEMORY = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
"""Folder for files that no disk need flush; None: the system has no such place."""


def tell(line: str) -> None:
    """Say on standard error how far a long run is."""
    print(line, file=sys.stderr, flush=True)

"""Whatever the program keeps of a reader's life is for that reader's eyes, whoever else uses the machine."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import Site
from program import COMMAND

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no modes of this kind here")

GONE = "https://www.workercn.cn/c/2026-10-05/1.shtml"
CRASH = "from zhonggong_reader.cli import crash; crash.watch(); 1 / 0"


def run(*command: str | Path, stdin: bytes = b"") -> None:
    """Run a command that may do what it likes with its files: no umask takes anything away."""
    subprocess.run(command, umask=0, input=stdin, capture_output=True, check=False, timeout=60)


def open_to_others(home: Path) -> Iterator[str]:
    """Give every file, and every folder of ours, that anyone else may read or write."""
    for path in home.rglob("*"):
        ours = path.is_file() or "zhonggong-reader" in path.parts
        if ours and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield f"{path.relative_to(home)}: {stat.S_IMODE(path.stat().st_mode):o}"


def test_no_file_of_ours_is_open_to_others(site: Site, home: Path, config: Path) -> None:
    config.unlink()
    config.parent.rmdir()
    run(COMMAND, "config", "set", "network.pause", "0")
    run(COMMAND, "sync")
    run(COMMAND, "read", GONE)
    run(COMMAND, "export", "--format", "jsonl")
    run(COMMAND, "import", "-", stdin=b"{}\n")
    run(sys.executable, "-c", CRASH)
    kept = {path.name for path in home.rglob("*") if path.is_file()}
    assert {"config.toml", "library.sqlite3", "reader.log"} <= kept
    assert any(name.startswith("crash-") for name in kept)
    assert list(open_to_others(home)) == []

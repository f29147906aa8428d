#!/usr/bin/env python3
"""The one command for tests: `python3 tests/run.py`, with Python 3.11+ and pip and nothing else.

Makes `.venv-tests` beside the project (and uses it again while the lock, the project's metadata
and Python are the same), installs what `requirements.lock` pins, by hash, and the project itself,
then runs every check and the tests. Ends with 0 where all passed, 1 where one failed, 2 on wrong
usage. The last line is pytest's own. What follows `--` goes to pytest:

    python3 tests/run.py -- tests/typeset -k kinsoku

Standard library only. Knows no test: what a test may see of the machine is for conftest.py.
"""

import argparse
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
ENVIRONMENT = PROJECT / ".venv-tests"
PROGRAMS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / ("python.exe" if os.name == "nt" else "python")
LOCK = PROJECT / "requirements.lock"
STAMP = ENVIRONMENT / "installed.sha256"

LIMIT = 18 * 60
"""Seconds for pytest. A run that takes longer hangs, and is ended."""

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ruff check", ("ruff", "check")),
    ("ruff format", ("ruff", "format", "--check")),
    ("import contracts", ("lint-imports", "--no-cache")),
    ("mypy --strict", ("mypy",)),
)


def main() -> int:
    """Install, check, test; return the exit code."""
    parser = argparse.ArgumentParser(
        description="Installs what the tests need into .venv-tests and runs all of them.",
        epilog="What follows -- goes to pytest.",
    )
    parser.add_argument(
        "--no-checks", action="store_true", help="the tests only, not ruff, mypy and lint-imports"
    )
    own, for_pytest = split(sys.argv[1:])
    options = parser.parse_args(own)

    if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python meets first
        return complain(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}")
    try:
        install()
    except subprocess.CalledProcessError as error:
        return complain(f"installing failed: {' '.join(map(str, error.cmd))} ended with {error.returncode}")
    except FileNotFoundError as error:
        return complain(f"{error.filename} is missing")

    with tempfile.TemporaryDirectory(prefix="zhonggong-reader-tests-") as home:
        environment = clean_environment(home)
        failed = [] if options.no_checks else run_checks(environment)
        code, closing_line = run_tests(for_pytest, environment)

    print()
    if failed:
        print(f"failed: {', '.join(failed)}")
    print(closing_line, flush=True)
    return 1 if failed or code else 0


def split(arguments: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return what stands before the first `--`, and what stands behind it."""
    if "--" not in arguments:
        return list(arguments), []
    cut = arguments.index("--")
    return list(arguments[:cut]), list(arguments[cut + 1 :])


def complain(reason: str) -> int:
    """Say why nothing could be run."""
    print(f"tests/run.py: {reason}", file=sys.stderr)
    return 1


def install() -> None:
    """Make `.venv-tests` hold what the lock says and the project, unless it does so already."""
    wanted = fingerprint()
    if STAMP.is_file() and STAMP.read_text() == wanted and PYTHON.exists():
        return
    if ENVIRONMENT.exists():
        shutil.rmtree(ENVIRONMENT)
    say("making .venv-tests")
    made = subprocess.run(
        [sys.executable, "-m", "venv", ENVIRONMENT], capture_output=True, text=True, check=False
    )
    if made.returncode:
        # Debian and Ubuntu split ensurepip off, and say so on standard output.
        print(made.stdout + made.stderr, file=sys.stderr)
        print("On Debian and Ubuntu: sudo apt install python3-venv", file=sys.stderr)
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        made.check_returncode()
    pip: list[str | Path] = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    say("installing requirements.lock")
    subprocess.run([*pip, "--require-hashes", "-r", LOCK], check=True, cwd=PROJECT)
    say("installing the project")
    # The lock holds the build backend, so nothing comes unpinned through build isolation.
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-e", PROJECT], check=True, cwd=PROJECT)
    STAMP.write_text(wanted)


def fingerprint() -> str:
    """Return a digest of everything that decides what `.venv-tests` holds."""
    digest = hashlib.sha256(f"{sys.version}\0{sys.prefix}\0{PROJECT}\0".encode())
    for path in (LOCK, PROJECT / "pyproject.toml"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def clean_environment(home: str) -> dict[str, str]:
    """Return the few variables that checks and tests get: nothing of the person who runs them."""
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH")
    return {name: os.environ[name] for name in kept if name in os.environ} | {
        "HOME": home,
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONUTF8": "1",
    }


def run_checks(environment: Mapping[str, str]) -> list[str]:
    """Run the checks one after the other; return the names of those that failed."""
    failed = []
    for name, (program, *arguments) in CHECKS:
        started = time.monotonic()
        outcome = subprocess.run(
            [PROGRAMS / program, *arguments],
            cwd=PROJECT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        took = time.monotonic() - started
        say(f"{name}: {'failed' if outcome.returncode else 'ok'} ({took:.0f} s)")
        if outcome.returncode:
            print(outcome.stdout, flush=True)
            failed.append(name)
    return failed


def run_tests(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str]:
    """Run pytest, showing what it prints as it comes; return its exit code and its last line."""
    workers = str(min(os.cpu_count() or 1, 4))
    say(f"pytest with {workers} workers")
    process = subprocess.Popen(
        [PYTHON, "-m", "pytest", "-n", workers, "--dist", "worksteal", *arguments],
        cwd=PROJECT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )

    def stop() -> None:
        print(f"tests/run.py: pytest ran for {LIMIT // 60} minutes and is ended", file=sys.stderr)
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()

    watch = threading.Timer(LIMIT, stop)
    watch.daemon = True
    watch.start()
    closing_line = "pytest printed nothing"
    assert process.stdout is not None
    try:
        for line in process.stdout:
            print(line, end="", flush=True)
            if line.strip():
                closing_line = line.rstrip("\n")
        return process.wait(), closing_line
    except KeyboardInterrupt:
        process.send_signal(signal.SIGINT)
        process.wait()
        return 130, "interrupted"
    finally:
        watch.cancel()


def say(what: str) -> None:
    """Print a line that tells how far it is."""
    print(f"── {what}", flush=True)


if __name__ == "__main__":
    sys.exit(main())

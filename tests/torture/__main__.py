"""The large runs: `python -m tests.torture SUBJECT… [--runs N] [--minutes N] [--seed N]` prints a table.

Run it in the environment that `tests/run.py` makes. Without a subject it runs them all. A row whose name
begins with `missed:` is a failure, and the program then ends with 1.
"""

import argparse
import inspect
import sys
import time
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "support"))


def subjects() -> list[str]:
    """Return the names of the modules here that have a `run`."""
    names = sorted(path.stem for path in HERE.glob("*.py") if not path.stem.startswith(("_", "test_")))
    return [name for name in names if hasattr(import_module(f"tests.torture.{name}"), "run")]


def main() -> int:
    """Run what the arguments name; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.torture", description="Large runs, and their figures."
    )
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=f"of {', '.join(subjects())}")
    parser.add_argument("--runs", type=int, default=10, help="how often, or how many")
    parser.add_argument("--minutes", type=float, default=1, help="how long, for what goes by time")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if unknown := set(options.subjects) - set(subjects()):
        parser.error(f"no such subject: {', '.join(sorted(unknown))}")
    failed = False
    for name in options.subjects or subjects():
        run = import_module(f"tests.torture.{name}").run
        wanted = {key: getattr(options, key) for key in inspect.signature(run).parameters}
        begun = time.monotonic()
        for what, figure in run(**wanted):
            print(f"{name:<10} {what:<60} {figure}", flush=True)
            failed = failed or what.startswith("missed:")
        print(f"{name:<10} {'took':<60} {time.monotonic() - begun:.0f} s", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

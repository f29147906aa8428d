#!/usr/bin/env python3
"""The list of what comes with the program: packages, versions and licences, as the lock pins them.

    python tests/support/third_party.py            # after the lock changed: writes THIRD-PARTY.md anew
    python tests/support/third_party.py --check    # ends with 1 where it is out of date

Asks the installed packages themselves, so it runs in the environment that `tests/run.py` makes.
"""

import argparse
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

PROJECT = Path(__file__).resolve().parents[2]
LIST = PROJECT / "THIRD-PARTY.md"
LOCK = PROJECT / "requirements.lock"
OURS = "zhonggong-reader"
EXTRAS = ("", "chinese", "phrases", "serve")
"""What a reader of news may install; "" is the program itself. Developers' tools are not for readers."""

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", re.MULTILINE)
_NAMES = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "ISC License (ISCL)": "ISC",
    "The Unlicense (Unlicense)": "Unlicense",
    "Python Software Foundation License": "PSF-2.0",
    "GNU Lesser General Public License v3 or later (LGPLv3+)": "LGPL-3.0-or-later",
    # Says the same as the line above, of a package that has both.
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-3.0-or-later",
}


def pinned() -> dict[str, str]:
    """Return the version of every package in the lock."""
    return {plain(name): version for name, version in _PINNED.findall(LOCK.read_text("utf-8"))}


def plain(name: str) -> str:
    """Return a package's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def closure() -> dict[str, set[str]]:
    """Return what a reader gets with the program: each package and the extras that bring it."""
    found: dict[str, set[str]] = {}
    for extra in EXTRAS:
        waiting = [(OURS, frozenset({extra}))]
        seen = set(waiting)
        while waiting:
            name, extras = waiting.pop()
            for requirement in needs(name, extras):
                wanted = (plain(requirement.name), frozenset(requirement.extras or {""}))
                if wanted not in seen:
                    seen.add(wanted)
                    waiting.append(wanted)
                    found.setdefault(wanted[0], set()).add(extra)
    return found


def needs(name: str, extras: frozenset[str]) -> list[Requirement]:
    """Return what a package asks for, on this system, with these extras."""
    try:
        requirements = [Requirement(line) for line in distribution(name).requires or []]
    except PackageNotFoundError:
        return []  # for another system
    asked = extras | {""}
    return [
        each
        for each in requirements
        if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in asked)
    ]


def licence(package: Distribution) -> str:
    """Return the licence that a package names, by its SPDX name where it has one."""
    about = package.metadata
    if expressions := about.get_all("License-Expression"):
        return str(expressions[0])
    lines = [line.rpartition(" :: ")[2] for line in about.get_all("Classifier") or [] if "License ::" in line]
    if lines:
        return " OR ".join(sorted({_NAMES.get(name, name) for name in lines}))
    named = about.get_all("License") or [""]
    return str(named[0]).strip().partition("\n")[0]


def written() -> str:
    """Return the list."""
    versions = pinned()
    rows = []
    for name, extras in sorted(closure().items()):
        package = distribution(name)
        with_what = "" if "" in extras else ", ".join(sorted(extras))
        rows.append(f"| {name} | {versions[name]} | {licence(package)} | {with_what} |")
    return "\n".join(
        [
            "# Third-party packages",
            "",
            "What comes with zhonggong-reader on Linux, by its own metadata. The lock pins each by hash;",
            "`python tests/support/third_party.py` writes this list, and a test holds it to the lock.",
            "textual-image, under the LGPL, is used as it comes and can be replaced.",
            "",
            "| package | version | licence | only with the extra |",
            "|---|---|---|---|",
            *rows,
            "",
        ]
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Writes THIRD-PARTY.md.")
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        return 0 if LIST.read_text("utf-8") == written() else 1
    LIST.write_text(written(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What comes with the program is known: few packages, each pinned by hash, each licence listed."""

import re
import sys

import pytest
import third_party

FREE = frozenset(
    {"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "LGPL-3.0-or-later", "MIT", "MIT-CMU", "MPL-2.0"}
    | {"PSF-2.0", "any-OSI"}
)
"""Licences under which readers may use and pass on what they get."""


@pytest.mark.skipif(
    sys.platform != "linux" or sys.version_info[:2] != (3, 11),
    reason="the list is of Python 3.11 on Linux",
)
def test_the_list_of_packages_is_what_the_lock_says() -> None:
    assert third_party.LIST.read_text("utf-8") == third_party.written()


def test_every_licence_is_one_that_may_be_passed_on() -> None:
    row = re.compile(r"^\| ([a-z0-9-]+) \| \S+ \| ([^|]+) \|", re.MULTILINE)
    rows = row.findall(third_party.LIST.read_text("utf-8"))
    assert len(rows) > 20
    for package, licence in rows[1:]:
        assert set(re.split(r" (?:AND|OR) ", licence)) <= FREE, package


def test_every_package_of_the_lock_is_pinned_by_hash() -> None:
    lock = third_party.LOCK.read_text("utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9._-]+==)", lock, flags=re.MULTILINE)[1:]
    assert len(entries) > 40
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_what_the_program_needs_is_little() -> None:
    """A new dependency is a decision: raise the number with its reason in pyproject.toml."""
    needed = [name for name, extras in third_party.closure().items() if "" in extras]
    assert len(needed) <= 27

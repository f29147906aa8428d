"""A library in a fresh folder, and the same one opened a second time."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from press import Press

from zhonggong_reader.library import Library


@pytest.fixture
def press() -> Press:
    return Press()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "library.sqlite3"


@pytest.fixture
def library(path: Path, press: Press) -> Iterator[Library]:
    """An empty library with three channels."""
    with Library(path) as library:
        library.channels.save(press.channels)
        yield library


Opener = Callable[[], Library]


@pytest.fixture
def reopened(path: Path, library: Library) -> Iterator[Opener]:
    """Opens the same library once more, as another program would."""
    others: list[Library] = []

    def open_again() -> Library:
        others.append(Library(path))
        return others[-1]

    yield open_again
    for other in others:
        other.close()

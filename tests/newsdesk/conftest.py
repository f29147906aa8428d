"""A real library, a site that is only told of, and a desk between the two."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from toldsite import Clock, ToldSite

from zhonggong_reader.library import Library
from zhonggong_reader.newsdesk import Newsdesk
from zhonggong_reader.settings import Settings


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def told(clock: Clock) -> ToldSite:
    return ToldSite(clock)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / "library.sqlite3") as library:
        yield library


@pytest.fixture
def desk(library: Library, told: ToldSite, clock: Clock) -> Newsdesk:
    return Newsdesk(library, told, Settings(), now=clock)

"""The reader over a real library in a fresh folder and a web of files, with the clock standing still."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from press import NOW
from readingroom import FakeWeb, fill
from textual.pilot import Pilot

from zhonggong_reader.bookmark import BookmarkFile
from zhonggong_reader.library import Library
from zhonggong_reader.newsdesk import Newsdesk, Pictures
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.parts import place
from zhonggong_reader.ui.screens import newsstand

AppMaker = Callable[..., ReaderApp]
_LINKS = 5
"""Messages of which each comes of the one before."""


@pytest.fixture(autouse=True)
def quiet_timers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing disappears from the screen, and nothing is written, because time passes."""
    monkeypatch.setattr(newsstand, "REMARK_SECONDS", 3600)
    monkeypatch.setattr(place, "SECONDS", 3600)


@pytest.fixture(autouse=True)
def patient_pilot(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pilot waits for messages that come of messages: a key, its wish, the answer, the picture.

    Textual's own waits for those that are there already, and then for a process that is idle: for such
    it takes one that a busy machine gives no processor.
    """
    once = Pilot._wait_for_screen

    async def wait(pilot: Pilot[Any]) -> bool:
        return all([await once(pilot) for _ in range(_LINKS)])

    monkeypatch.setattr(Pilot, "_wait_for_screen", wait)


@pytest.fixture
def web() -> FakeWeb:
    return FakeWeb()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "library.sqlite3"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    """An empty library."""
    with Library(path) as library:
        yield library


@pytest.fixture
def make_app(path: Path, web: FakeWeb) -> Iterator[AppMaker]:
    """`make_app()` is the reader over a library that was filled a moment ago; `filled=False`, an empty one.

    A second call opens the same library anew, as a second start does.
    """
    with ExitStack() as stack:

        def make(
            settings: Settings | None = None,
            *,
            filled: bool = True,
            asks_site: bool = True,
            pictures: Pictures | None = None,
            bookmark: BookmarkFile | None = None,
        ) -> ReaderApp:
            settings = settings or Settings()
            library = stack.enter_context(Library(path))
            if filled and not library.channels.all():
                fill(library, web)
            desk = Newsdesk(library, web, settings, now=lambda: NOW, pictures=pictures)
            app = ReaderApp(desk, settings, asks_site=asks_site, bookmark=bookmark)
            app.animation_level = "none"
            return app

        yield make

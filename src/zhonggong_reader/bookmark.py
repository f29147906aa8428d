"""Where the reader stood when they left, in one small file: read at the start, written while one reads.

It is state of this machine and this terminal, no part of the library: what it names may be gone by then,
and what is wrong with it is as if it were not there. Of two programs at once the last writer wins.
"""

import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec
from msgspec.structs import replace

from zhonggong_reader import files

_LOG: Final = logging.getLogger(__name__)

LIMIT: Final = 64 * 1024
"""Bytes of a file that is read; ours has fewer than one in a hundred of them."""
PAUSE: Final = timedelta(minutes=30)
"""Time without a key that ends a visit; who starts again before that goes on with the same one."""
LASTED: Final = timedelta(minutes=1)
"""A shorter visit was none: nobody has seen what was new in it."""

_Moment = Annotated[datetime, msgspec.Meta(tz=True)]
_Mark = Annotated[int, msgspec.Meta(ge=0)]
_Text = Annotated[str, msgspec.Meta(max_length=2000)]


class Visits(msgspec.Struct, frozen=True):
    """When the reader was there."""

    began: _Moment | None = None
    """The present visit."""
    active: _Moment | None = None
    """When a key was last pressed in it."""
    before: _Moment | None = None
    """When the visit before it ended; None: there was none."""
    mark: _Mark | None = None
    """What had come into the library when the reader was last active (see `library.Arrivals`)."""
    before_mark: _Mark | None = None
    """What had come when the visit before it ended."""

    def at(self, now: datetime) -> "Visits":
        """Return the visits as they are once the reader does something `now`."""
        if self.began is None or self.active is None:
            return Visits(now, now)
        if now < self.active:  # somebody has set the clock back
            before = self.before if self.before and self.before < now else None
            return replace(self, began=min(self.began, now), active=now, before=before)
        if now - self.active < PAUSE:
            return replace(self, active=now)
        if self.active - self.began < LASTED:
            return replace(self, began=now, active=now)
        return replace(self, began=now, active=now, before=self.active, before_mark=self.mark)


class Chosen(msgspec.Struct, frozen=True):
    """A number that the reader chose by a key: it holds until the settings say something else than then."""

    value: int
    settings: int

    def holds(self, settings: int) -> bool:
        """Tell whether the settings still say what they said."""
        return self.settings == settings


class Stand(msgspec.Struct, frozen=True, kw_only=True):
    """Where the reader stood in a room, and how articles were laid out there.

    Headlines are named by address: ids of what was tidied away are given again.
    """

    pane: Literal["channels", "headlines", "article"] = "headlines"
    alone: bool = False
    """The article had the screen for itself."""
    channel: _Text | None = None
    """Slug of the section, in the newspaper day and page (`2026-10-05/3`); None: the whole library, or
    one of the next three."""
    starred: bool = False
    history: bool = False
    watched: bool = False
    headline: _Text | None = None
    """Address of the selected one."""
    article: _Text | None = None
    """Address of the open one; its place is kept with it, in the library."""
    mode: Literal["column", "columns", "vertical"] = "column"
    measure: Chosen | None = None
    spacing: Chosen | None = None


class Bookmark(msgspec.Struct, frozen=True, kw_only=True):
    """Where the reader stood."""

    news: Stand = Stand()
    """Among the news of the site."""
    paper: Stand | None = None
    """In the newspaper, where that lay over the news."""
    query: _Text = ""
    """What was last searched for."""
    visits: Visits = Visits()


class BookmarkFile:
    """The file at `path`. Reads and writes: a screen calls it in threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._is_told = False

    def read(self) -> Bookmark:
        """Return what is kept; where nothing is, or what cannot be understood, the beginning."""
        try:
            return msgspec.json.decode(files.read(self._path, LIMIT), type=Bookmark)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return Bookmark()

    def write(self, bookmark: Bookmark) -> None:
        """Keep it, for the reader's eyes only, whole or not at all. That it cannot be kept stops nothing."""
        try:
            files.write_private(self._path, msgspec.json.encode(bookmark))
        except OSError as error:
            if not self._is_told:
                self._is_told = True
                _LOG.warning("bookmark: %s", error)

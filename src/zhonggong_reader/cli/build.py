"""Builds what the commands work with: settings, library, fetcher, newsdesk."""

import logging
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from typing import Final

from zhonggong_reader import places, settings
from zhonggong_reader.cli import log, streams
from zhonggong_reader.library import Library
from zhonggong_reader.newsdesk import Newsdesk, Pictures, Routes
from zhonggong_reader.settings import Settings, SettingsFile
from zhonggong_reader.web import PICTURE_LIMIT, STAND_IN_VARIABLE, Anywhere, Fetcher, host_of
from zhonggong_reader.workercn import addresses

_LOG: Final = logging.getLogger(__name__)


def load_settings() -> Settings:
    """Return the reader's settings; raises SettingsError."""
    return settings.read(places.settings())


def settings_file() -> SettingsFile:
    """Return the file of the reader's settings, as what is changed; nothing is read yet."""
    return SettingsFile(places.settings(), check)


def check(settings: Settings) -> None:
    """Raise SettingsError where settings name keys or a theme that the screen does not know."""
    from zhonggong_reader.ui import wishes  # noqa: PLC0415 - Textual, where it is not here yet

    wishes.check(settings)


@contextmanager
def open_library() -> Iterator[Library]:
    """Open the reader's library, and the log; raises LibraryError.

    What the library has to say of its opening goes to standard error.
    """
    log.keep()
    with Library(places.library(), _tell) as library:
        if library.notice:
            _LOG.warning("%s", library.notice)
            _tell(library.notice)
        yield library


def _tell(said: str) -> None:
    streams.tell(f"zhonggong-reader: {said}")


def site_fetcher(settings: Settings) -> Fetcher:
    """Return what fetches pages of the site, or of what ZHONGGONG_SITE names in its place."""
    return Fetcher(
        allows=addresses.is_site_host,
        stand_in=os.environ.get(STAND_IN_VARIABLE) or None,
        timeout=settings.network.timeout,
        pause=settings.network.pause,
    )


@asynccontextmanager
async def working_desk(settings: Settings, asked: str | None = None) -> AsyncIterator[Newsdesk]:
    """Open library and web, and a desk that joins them.

    The web is the site, or what ZHONGGONG_SITE names in its place, and the public web round it. The
    host of `asked`, an address that the reader has typed in, may also be one that is not public.
    """
    with open_library() as library:
        fetcher = site_fetcher(settings)
        elsewhere = Anywhere(
            named=host_of(asked) if asked else None,
            timeout=settings.network.timeout,
            pause=settings.network.pause,
        )
        async with fetcher:
            yield Newsdesk(
                library, Routes(fetcher, elsewhere), settings, pictures=_pictures(fetcher, settings)
            )


def _pictures(fetcher: Fetcher, settings: Settings) -> Pictures:
    """Return where pictures come from, as the settings want them."""
    pictures = Pictures(partial(fetcher.fetch, limit=PICTURE_LIMIT), places.pictures())
    pictures.use(settings)
    return pictures


async def demonstration(library: Library, settings: Settings) -> Newsdesk:
    """Return a desk over the packaged sample, which is in `library` then. Opens no socket."""
    from zhonggong_reader.sample import SampleSite  # noqa: PLC0415 - for the demonstration alone

    desk = Newsdesk(library, SampleSite(), settings)
    await desk.refresh_front()
    await desk.refresh((await desk.channel("全总")).channel)
    await desk.keep_sample()
    return desk

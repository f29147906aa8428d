"""Builds what the commands work with: settings, library, fetcher, newsdesk."""

import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import click

from zhonggong_reader import places
from zhonggong_reader import settings as settings_file
from zhonggong_reader.library import Library
from zhonggong_reader.newsdesk import Fetches, Newsdesk
from zhonggong_reader.settings import Settings
from zhonggong_reader.web import STAND_IN_VARIABLE, Fetcher
from zhonggong_reader.workercn import addresses


def load_settings() -> Settings:
    """Return the reader's settings; raises SettingsError."""
    return settings_file.read(places.settings())


@contextmanager
def open_library() -> Iterator[Library]:
    """Open the reader's library; raises LibraryError. What it has to say goes to standard error."""
    with Library(places.library()) as library:
        if library.notice:
            click.echo(f"zhonggong-reader: {library.notice}", err=True)
        yield library


@asynccontextmanager
async def fetching(settings: Settings) -> AsyncIterator[Fetches]:
    """Open the way to the site, or to what ZHONGGONG_SITE names in its place."""
    fetcher = Fetcher(
        allows=addresses.is_site_host,
        stand_in=os.environ.get(STAND_IN_VARIABLE) or None,
        timeout=settings.network.timeout,
        pause=settings.network.pause,
    )
    async with fetcher:
        yield fetcher


@asynccontextmanager
async def working_desk(settings: Settings) -> AsyncIterator[Newsdesk]:
    """Open library and web, and a desk that joins them."""
    with open_library() as library:
        async with fetching(settings) as fetches:
            yield Newsdesk(library, fetches, settings)

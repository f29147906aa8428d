"""What the screen has imported by the time its first headline stands in the list, by name.

Milliseconds belong to the machine (tests/benchmarks/start.py has them); names do not.
"""

import subprocess
import sys

import pytest
from press import Press

from zhonggong_reader import places
from zhonggong_reader.library import Library
from zhonggong_reader.workercn import colophon

UNTIL_THE_FIRST_HEADLINE = """
import asyncio, sys
from zhonggong_reader.cli import build, screen
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui.screens import home

home.PREPARE_SECONDS = {prepare}

async def start():
    async with build.working_desk(Settings()) as desk:
        app = screen.ReaderApp(desk, Settings(), asks_site=False)
        async with app.run_test(size=({width}, 30)) as pilot:
            while home.PREPARE_SECONDS < 1 and "zhonggong_reader.typeset.upright" not in sys.modules:
                await pilot.pause()
            print(app.screen.headline_list.current.headline.title)
            print(*sys.modules)

asyncio.run(start())
"""

FOR_THE_SITE = {"httpx", "httpcore", "truststore", "anyio", "email.utils", "selectolax"}
"""To fetch and to understand pages."""
FOR_LATER_WISHES = {
    "segno",
    "textual.widgets._markdown",
    "markdown_it",
    "zhonggong_reader.clippings",
    "zhonggong_reader.collation",
    "zhonggong_reader.typeset.composing",
    "zhonggong_reader.ui.palette",
    "zhonggong_reader.ui.pictures",
    "zhonggong_reader.ui.screens.card",
    "zhonggong_reader.ui.screens.help",
    "zhonggong_reader.ui.screens.matrix",
    "zhonggong_reader.ui.screens.search",
    "zhonggong_reader.newsdesk.inspection",
}
NOT_ON_EVERY_START = {"importlib.resources", "tomllib", "zhonggong_reader.settings.misread"}
FOR_COMMANDS = {"click", "gettext", "json", "zhonggong_reader.cli.program"}
"""What reads arguments, speaks English, or writes for programs."""
FOR_SEARCHING = {"calendar", "zhonggong_reader.library.search.looking", "zhonggong_reader.queries.pinyin"}
FOR_WRITING = {"hashlib", "zhonggong_reader.library.search.entering", "zhonggong_reader.settings.values"}
FOR_THE_LIBRARY_ITSELF = {
    "mmap",
    "zhonggong_reader.library.checkup",
    "zhonggong_reader.library.repairing",
    "zhonggong_reader.library.rescue",
    "zhonggong_reader.library.returning",
}
"""To look it through and to mend it."""
FOR_OTHERS = {"PIL", "opencc", "pypinyin"}
FOR_BREAKING_LINES = {"budoux", "zhonggong_reader.typeset.atoms", "zhonggong_reader.typeset.fit"}


def start(width: int, *, prepare: float = 600) -> tuple[str, set[str]]:
    """Return the first headline and the names of all modules, with a screen of `width` cells.

    prepare: seconds after which what is sure to be needed is imported; less than one: that is waited for
    """
    done = subprocess.run(
        [sys.executable, "-c", UNTIL_THE_FIRST_HEADLINE.format(width=width, prepare=prepare)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    headline, modules = done.stdout.splitlines()
    return headline, set(modules.split())


@pytest.fixture(autouse=True)
def library(home: object) -> None:
    """A library that has been to the site."""
    press = Press()
    with Library(places.library()) as library:
        library.channels.save(press.channels)
        library.save_colophon(colophon.DEFAULT)
        press.fill(library, "quanzong", [press.headline(1, title="一线职工  走进 “书屋”")])


def test_the_first_headline_needs_neither_the_site_nor_what_a_key_asks_for() -> None:
    headline, modules = start(width=120)
    assert headline.startswith("一线职工")
    assert modules & (FOR_THE_SITE | FOR_LATER_WISHES | NOT_ON_EVERY_START | FOR_OTHERS) == set()
    assert modules & (FOR_COMMANDS | FOR_SEARCHING | FOR_WRITING | FOR_THE_LIBRARY_ITSELF) == set()


def test_headlines_of_one_line_need_no_rules_of_breaking() -> None:
    _, modules = start(width=100)
    assert modules & FOR_BREAKING_LINES == set()


def test_what_sets_articles_is_there_before_one_is_opened() -> None:
    _, modules = start(width=100, prepare=0.01)
    assert modules >= {*FOR_BREAKING_LINES, "zhonggong_reader.typeset.composing"} - {"budoux"}

"""Opens the plain mode: line by line, on any terminal and over a pipe."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from io import TextIOWrapper
from pathlib import Path

from msgspec.structs import replace

from zhonggong_reader import places
from zhonggong_reader.bookmark import BookmarkFile
from zhonggong_reader.cli import build, streams
from zhonggong_reader.errors import InputError, LibraryError
from zhonggong_reader.language import tr
from zhonggong_reader.library import Library
from zhonggong_reader.newsdesk import Newsdesk
from zhonggong_reader.plain import Console, Session
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui import widths


def open_plainly(*, demo: bool) -> int:
    """Talk with the reader until they leave; return the exit code.

    The talk waits for lines in the main thread, where Ctrl+C arrives; the desk works in between, in an
    event loop of its own. Raises InputError where standard input or output is closed, and what the
    desk cannot be opened for: SettingsError, LibraryError.
    """
    if sys.stdin is None or sys.stdout is None:
        raise InputError(tr("纯文本模式要有标准输入和标准输出"))
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # what is typed may be anything
    settings = build.load_settings()
    widths.settle(settings.ambiguous_width, None)  # a terminal without a cursor is not asked
    stack = AsyncExitStack()
    with asyncio.Runner() as runner:
        try:
            desk = runner.run(
                stack.enter_async_context(_demonstration(settings) if demo else build.working_desk(settings))
            )
            console = Console(sys.stdin, streams.StandardOutput())
            session = Session(desk, settings, console, runner.run, asks_site=not demo)
            if demo:
                session.read()
            else:
                _visit(session)
        finally:
            runner.run(stack.aclose())
    return 0


def _visit(session: Session) -> None:
    """Read, and keep when the reader was there; where they stood on the screen stays as it is kept."""
    file = BookmarkFile(places.bookmark())
    session.visits = file.read().visits.at(session.desk.now())
    try:
        session.read()
    finally:
        with suppress(LibraryError):
            mark = session.run(session.desk.front_pages.mark())
            file.write(replace(file.read(), visits=replace(session.visits, mark=mark)))


@asynccontextmanager
async def _demonstration(settings: Settings) -> AsyncIterator[Newsdesk]:
    with (
        tempfile.TemporaryDirectory(prefix="zhonggong-reader-") as folder,
        Library(Path(folder) / "library.sqlite3") as library,
    ):
        yield await build.demonstration(library, settings)

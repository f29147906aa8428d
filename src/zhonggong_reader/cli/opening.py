"""Opens the reader, on the screen or line by line: what the program does where no command is given."""

import gc
import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext

from zhonggong_reader.cli import streams
from zhonggong_reader.errors import InputError
from zhonggong_reader.language import tr


def open_reader(*, demo: bool = False, plain: bool = False) -> int:
    """Read until the reader leaves; return the exit code.

    demo: show the packaged sample, without a socket or a trace
    plain: line by line, as it also is on a terminal that says it can do nothing else
    """
    if plain or (sys.stdin is not None and sys.stdin.isatty() and os.environ.get("TERM") == "dumb"):
        from zhonggong_reader.cli.plainly import open_plainly  # noqa: PLC0415 - not for every command

        gc.enable()
        return open_plainly(demo=demo)
    gc.disable()  # `main` has done so, but for who opens the reader by an option
    try:
        return _open_screen(demo=demo)
    finally:
        gc.enable()


def _open_screen(*, demo: bool) -> int:
    """Ask the terminal and run the reading room on it; raises InputError where there is none.

    Raises SettingsError and LibraryError as well.
    """
    is_served = os.environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")
    if not is_served and not all(map(streams.is_terminal, (sys.stdin, sys.stdout))):
        raise InputError(tr("阅读界面需要在终端里打开"), tr("可用 zhonggong-reader --plain，或 read 和 list"))
    from zhonggong_reader.ui import asking  # noqa: PLC0415 - not for every command

    # A browser's terminal draws narrow and half cells; there is nobody to ask.
    asked: AbstractContextManager[Callable[[], asking.Told]] = (
        nullcontext(lambda: asking.NOTHING)
        if is_served
        else asking.asked(sys.stdin.fileno(), sys.stdout.fileno())
    )
    with asked as told:
        # A terminal at the other end of a network answers while all this is imported.
        from zhonggong_reader.cli import build, screen  # noqa: PLC0415 - Textual, for the screen alone

        settings = build.load_settings()
        answers = told()
    return screen.open_screen(settings, answers, demo=demo)

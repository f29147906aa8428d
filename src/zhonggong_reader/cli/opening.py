"""Opens the reader, on the screen or line by line: what the program does where no command is given."""

import gc
import os
import sys


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
        from zhonggong_reader.cli.screen import open_screen  # noqa: PLC0415 - Textual, for the screen alone

        return open_screen(demo=demo)
    finally:
        gc.enable()

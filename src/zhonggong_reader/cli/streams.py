"""The standard streams: what was asked for goes out here, as UTF-8 wherever no terminal says otherwise.

Any of them may be closed (`>&-`), a terminal, a pipe whose reader leaves early, or a full disk.
"""

import os
import sys
from typing import Final, TextIO

from zhonggong_reader.errors import InputError, reason
from zhonggong_reader.language import tr
from zhonggong_reader.text import displayed, is_fit, without_unfit

TOLD_LIMIT: Final = 2_000
"""Characters of a line on standard error."""


def prepare() -> None:
    """Make standard output and error fit for Chinese; call it once, before anything is written.

    A pipe or file gets UTF-8 (JSON knows nothing else, RFC 8259 section 8.1), a terminal its own
    encoding with `?` for what that lacks.
    """
    for stream in (sys.stdout, sys.stderr):
        # Closed streams are None; a stream that stands in for one may not be of this kind.
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding=None if is_terminal(stream) else "utf-8", errors="replace")


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether `stream` is open and a terminal."""
    return stream is not None and not stream.closed and stream.isatty()


def put(text: str) -> None:
    """Write `text`, for people to read, to standard output, as it is `displayed`.

    Raises InputError where it cannot be written (a full disk). BrokenPipeError passes: whoever
    reads the output has enough, which is no failure.
    """
    put_data(_for_eyes(text))


def put_data(text: str) -> None:
    """Write `text`, for programs to read, exactly as it is, but for a terminal; raises as `put`."""
    if sys.stdout is not None:
        if is_terminal(sys.stdout):
            text = _for_eyes(text)
        try:
            sys.stdout.write(text)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _unwritable(error) from error


def tell(line: str) -> None:
    """Write `line` to standard error, `as_told`.

    An error output that cannot be written fails nothing: what was asked for is not there.
    """
    if sys.stderr is not None:
        try:
            sys.stderr.write(f"{as_told(line)}\n")
            sys.stderr.flush()
        except OSError:
            hang_up(sys.stderr)


def as_told(line: str) -> str:
    """Return `line` as it is `displayed`, and as one line of at most TOLD_LIMIT characters.

    What was typed, and stands in it, may have ends of lines, or be as long as the system allows.
    """
    line = " ".join(line.splitlines())
    if len(line) > TOLD_LIMIT:
        half = TOLD_LIMIT // 2
        line = f"{line[:half]}…{line[1 - half :]}"
    return _for_eyes(line)


def control(sequence: str, stream: TextIO | None = None) -> None:
    """Send the terminal a control sequence of the program's own, at once; elsewhere nothing is written.

    stream: where the terminal is; standard output where it is not said
    """
    stream = stream or sys.stdout
    if sequence and stream is not None and is_terminal(stream):
        stream.write(sequence)
        stream.flush()


def _for_eyes(text: str) -> str:
    """Return `text` as it is displayed, without what may not reach a terminal.

    Text from pages was cleaned when it came; settings, arguments and names of files were not.
    """
    lines = displayed(text).split("\n")
    return "\n".join(line if is_fit(line) else without_unfit(line) for line in lines)


def put_bytes(data: bytes) -> None:
    """Write `data` to standard output as it is; raises as `put`."""
    if sys.stdout is not None:
        try:
            sys.stdout.buffer.write(data)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _unwritable(error) from error


def finish() -> None:
    """Hand on what standard output still holds; raises as `put`."""
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            raise _unwritable(error) from error


class StandardOutput:
    """Standard output, open, as a file of text that fails as `put` does."""

    def write(self, text: str) -> None:
        """Write `text`, as it is `displayed`; raises as `put`."""
        put(text)

    def flush(self) -> None:
        """Hand on what was written; raises as `put`."""
        finish()

    def isatty(self) -> bool:
        """Tell whether it is a terminal."""
        return is_terminal(sys.stdout)


def hang_up(stream: TextIO | None) -> None:
    """Let nothing more reach `stream`, nor fail there: Python flushes it once more at its end."""
    if stream is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _unwritable(error: OSError) -> InputError:
    hang_up(sys.stdout)
    return InputError(tr("标准输出写不了：{reason}", reason=reason(error)))

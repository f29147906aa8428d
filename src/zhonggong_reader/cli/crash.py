"""What nobody foresaw: a report in the state directory of where it happened, never with which values.

A message of an exception may hold text of an article, so a report has none; nor has it arguments,
local variables or paths of the reader's home. It is for the reader alone, and stays on this machine.
"""

import errno
import logging
import os
import platform
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Final

from zhonggong_reader import __version__, files, places
from zhonggong_reader.cli import log, streams
from zhonggong_reader.language import tr

REPORTS: Final = 5
"""How many reports are kept; older ones go."""
_CHAIN: Final = 10
"""Exceptions, each behind another, that a report names."""
_TERMINAL_GONE: Final = frozenset({errno.EIO, errno.EPIPE, errno.ENXIO})
"""What the thread that draws meets when the terminal is gone, which is nobody's mistake."""
_LOG: Final = logging.getLogger(__name__)


def watch() -> None:
    """Report from now on what nobody foresees, in every thread."""
    sys.excepthook = crashed
    threading.excepthook = _crashed_thread
    sys.unraisablehook = _unraisable


def crashed(kind: type[BaseException], error: BaseException, _: TracebackType | None) -> None:
    """Keep a report of what ends the program, and say in one line where it is; a `sys.excepthook`."""
    path = keep(error)
    where = tr("报告在 {path}，里面没有文章内容", path=path) if path else tr("报告也写不了")
    said = tr("程序出错了（{kind}）；{where}", kind=kind.__name__, where=where)
    streams.tell(f"zhonggong-reader: {said}")


def keep(error: BaseException) -> Path | None:
    """Write a report of `error`; return where it is, None where it cannot be written."""
    folder = places.log().parent
    now = datetime.now(UTC)
    path = folder / f"crash-{now:%Y%m%dT%H%M%S}-{os.getpid()}.txt"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(path, "x", encoding="utf-8", opener=files.open_private) as file:  # noqa: PTH123, RUF100
            file.writelines(f"{line}\n" for line in report(error, now))
        for old in sorted(folder.glob("crash-*.txt"))[:-REPORTS]:
            with suppress(OSError):
                old.unlink()
    except OSError:
        path = None  # type: ignore[assignment]
    log.keep()
    _LOG.critical("unexpected end: %s; %s", type(error).__name__, path)
    return path


def report(error: BaseException, now: datetime) -> Iterator[str]:
    """Yield the lines of a report: what runs here, and where each exception came from."""
    yield f"zhonggong-reader {__version__}, {now:%Y-%m-%d %H:%M:%S} UTC"
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    yield f"Python {platform.python_version()} on {system}"
    yield f"terminal: {os.environ.get('TERM', '-')[:40]!r}"
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen and len(seen) < _CHAIN:
        seen.add(id(following))
        kind = type(following)
        yield ""
        yield f"{kind.__module__}.{kind.__qualname__}{_number(following)}"
        for frame in traceback.extract_tb(following.__traceback__):
            yield f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"
            yield f"    {frame.line or ''}"
        following = following.__cause__ or following.__context__


def _number(error: BaseException) -> str:
    """Return the system's number of an error of its own: it says what, and nothing of anybody."""
    return f" errno {error.errno}" if isinstance(error, OSError) else ""


def _short(path: str) -> str:
    """Return a path of the source from its package on."""
    parts = Path(path).parts
    for root in ("site-packages", "src", f"python{sys.version_info.major}.{sys.version_info.minor}"):
        if root in parts:
            return "/".join(parts[parts.index(root) + 1 :])
    return parts[-1] if parts else ""


def _crashed_thread(failed: threading.ExceptHookArgs) -> None:
    """Keep a report of what ended a thread; the program goes on, its screen untouched."""
    error = failed.exc_value
    if error is not None and not (isinstance(error, OSError) and error.errno in _TERMINAL_GONE):
        keep(error)


def _unraisable(failed: "sys.UnraisableHookArgs") -> None:
    """Note what went wrong where nothing can be raised (a `__del__`)."""
    with suppress(OSError):
        log.keep()
        _LOG.warning("unraisable: %s", failed.exc_type.__name__)

"""The log in the state directory: what went wrong, for whoever looks into it later.

Holds addresses and reasons, never the text of an article; what nobody foresaw is for `crash`. The file
is made with its first record, for the reader's eyes only, and its size is bounded. That it cannot be
written stops nothing.
"""

import logging
import time
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from zhonggong_reader import files, places
from zhonggong_reader.errors import LibraryError, ReaderError, SettingsError

LOG_LIMIT: Final = 1_000_000
"""Bytes of the log; what is older stands in one further file of this size, `reader.log.1`."""

_OURS: Final = logging.getLogger("zhonggong_reader")
_LOG: Final = logging.getLogger(__name__)


class _LogFile(RotatingFileHandler):
    """A file of mode 0600 in a folder of mode 0700; notes a failure instead of speaking of it."""

    failed = False

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return open(  # noqa: PTH123, SIM115, RUF100 - the handler closes it; only `open` takes an opener
            self.baseFilename, "a", encoding="utf-8", errors="replace", opener=files.open_private
        )

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802, RUF100 - logging's name
        """Note that the record was not written."""
        self.failed = True


def keep() -> logging.Handler:
    """Write our own warnings to the log from now on; return the handler. Twice is as once."""
    for handler in _OURS.handlers:
        if isinstance(handler, _LogFile):
            return handler
    handler = _LogFile(places.log(), maxBytes=LOG_LIMIT, backupCount=1, encoding="utf-8", delay=True)
    formatter = logging.Formatter(
        "%(asctime)s %(levelname)s %(process)d %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%SZ"
    )
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    _OURS.addHandler(handler)
    _OURS.setLevel(logging.WARNING)
    _OURS.propagate = False
    return handler


def ended(error: ReaderError) -> None:
    """Record what ended a command, with its cause, where the reader's own files are at fault."""
    if isinstance(error, LibraryError | SettingsError):
        keep()
        _LOG.warning("%s", error, exc_info=error.__cause__)

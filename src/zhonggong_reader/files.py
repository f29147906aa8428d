"""Files that others may have put there: opened without waiting, read only where they have an end.

Opening a named pipe waits for whoever writes to it, and a device may never end; who starts a program must
not wait for either.
"""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

SETTINGS_LIMIT: Final = 1_000_000
"""Bytes of a settings file."""
_WITHOUT_WAITING: Final = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_HANDED_ON: Final = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")
"""Names of what is open already: a shell hands on the output of another program so."""


def open_to_read(path: Path | str) -> BinaryIO:
    """Open a file, or what a shell handed on by a name of its own, from its beginning.

    Raises OSError, with errno ESPIPE where it is a named pipe, a device or a socket.
    """
    handle = os.open(path, os.O_RDONLY | _WITHOUT_WAITING)
    try:
        mode = os.fstat(handle).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        if not stat.S_ISREG(mode) and not str(path).startswith(_HANDED_ON):
            raise OSError(errno.ESPIPE, os.strerror(errno.ESPIPE), str(path))
        if _WITHOUT_WAITING:
            os.set_blocking(handle, True)
        return open(handle, "rb")
    except OSError:
        os.close(handle)
        raise


def read(path: Path | str, limit: int) -> bytes:
    """Return what is in a file; raises OSError as `open_to_read` does, with EFBIG beyond `limit` bytes."""
    with open_to_read(path) as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    return content


def write_private(path: Path, content: bytes) -> None:
    """Put `content` in the place of the file at `path`, whole or not at all, for the reader's eyes only.

    Its folder is made where it is missing. Raises OSError.
    """
    import tempfile  # noqa: PLC0415 - not for the first picture

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".draft-")  # of mode 0600
    draft = Path(name)
    try:
        with open(handle, "wb") as new:
            new.write(content)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def open_private(path: str, flags: int) -> int:
    """Open a file that, if it is new, is the reader's alone from its first byte; an `opener`.

    Raises OSError where something else than a file has its name.
    """
    handle = os.open(path, flags | _WITHOUT_WAITING, 0o600)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.ESPIPE, os.strerror(errno.ESPIPE), path)
    return handle

"""What can go wrong, as the reader of news sees it.

    ReaderError
    ├── FetchError          the network or the server did not give the page
    ├── PageNotUnderstood   the page came, but it is not what its address promised
    ├── LibraryError        the library cannot be opened, read or written
    ├── SettingsError       config.toml says something that cannot be
    └── InputError          what was typed or handed in is unusable (an address, a file)

Each room wraps the exceptions of its libraries once, at its edge, with `raise … from`.
Anything that is not a ReaderError is a bug and ends the program with a traceback.
"""

import errno
from typing import Final

from zhonggong_reader.language import tr


class ReaderError(Exception):
    """Something failed that the reader can be told in one line.

    `what` says what failed, `hint` (or None) what can be done; both are Chinese sentences
    without a final full stop. `str(error)` is both, joined by a full-width semicolon.
    """

    def __init__(self, what: str, hint: str | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint

    def __str__(self) -> str:
        return tr("{what}；{hint}", what=self.what, hint=self.hint) if self.hint else self.what


class FetchError(ReaderError):
    """A page could not be had. `offline` is true when no server was reached at all."""

    def __init__(self, what: str, hint: str | None = None, *, offline: bool = False) -> None:
        super().__init__(what, hint)
        self.offline = offline


class PageNotUnderstood(ReaderError):
    """A page lacks what makes it the page it should be. `missing` names it (`正文`, `标题`)."""

    def __init__(self, what: str, hint: str | None = None, *, missing: tuple[str, ...] = ()) -> None:
        super().__init__(what, hint)
        self.missing = missing


class LibraryError(ReaderError):
    """The library cannot be opened, read or written."""


class SettingsError(ReaderError):
    """The settings file names an unknown key or a value that is not allowed."""


class InputError(ReaderError):
    """An address, a file or a line that was handed in cannot be used."""


_SYSTEM: Final = {
    errno.EADDRINUSE: tr("已有别的程序在用"),
    errno.EADDRNOTAVAIL: tr("这台机器没有这个地址"),
    errno.ENOENT: tr("没有这个文件或文件夹"),
    errno.EISDIR: tr("这是文件夹"),
    errno.ENOTDIR: tr("路径中有一段不是文件夹"),
    errno.EACCES: tr("没有权限"),
    errno.EPERM: tr("没有权限"),
    errno.EROFS: tr("所在的磁盘是只读的"),
    errno.ENOSPC: tr("磁盘已满"),
    errno.EDQUOT: tr("磁盘配额已用完"),
    errno.EIO: tr("磁盘读写出错"),
    errno.ENAMETOOLONG: tr("名称太长"),
    errno.ELOOP: tr("符号链接绕成了圈"),
    errno.ENXIO: tr("设备不存在"),
    errno.ESPIPE: tr("这不是普通的文件（管道或设备）"),
    errno.EFBIG: tr("文件太大"),
    errno.EBADF: tr("没有打开"),
}


def reason(error: OSError) -> str:
    """Return what the system says, in the reader's words where it is one of the common faults."""
    return _SYSTEM.get(error.errno or 0) or error.strerror or str(error)

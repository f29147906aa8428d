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

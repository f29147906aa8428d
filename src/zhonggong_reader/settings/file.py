"""config.toml as something that is changed: one setting at a time, with a way back.

The file is the reader's own, and others write to it too. A change is made in what the file says at
that moment; a setting that somebody else has changed meanwhile is not overwritten, nor is a file that
is no longer understood.
"""

import codecs
import os
import stat
from collections.abc import Callable
from pathlib import Path as File
from threading import RLock
from typing import Any, Final

from msgspec import Struct

from zhonggong_reader import files
from zhonggong_reader.errors import SettingsError, reason
from zhonggong_reader.language import tr
from zhonggong_reader.settings.declared import Settings
from zhonggong_reader.settings.described import Path
from zhonggong_reader.settings.reading import read_text, understand, value_in

_PRIVATE: Final = 0o600
"""Mode of a settings file that did not exist."""


class _Change(Struct, frozen=True):
    """A change that was made."""

    path: Path
    before: object
    """What the file said; ABSENT: nothing."""
    after: object
    text_before: str
    text_after: str


class SettingsFile:
    """The settings file at `path`; `check` raises SettingsError for what the declaration cannot know.

    Reads and writes files: a screen calls it in threads. Safe to call from several.
    """

    def __init__(self, path: File, check: Callable[[Settings], object] = lambda _: None) -> None:
        self.path = path
        self._check = check
        self._text = ""
        self._settings = Settings()
        self._done: list[_Change] = []
        self._undone: list[_Change] = []
        self._lock = RLock()

    @property
    def settings(self) -> Settings:
        """What the file said when it was last read or written; the defaults before that."""
        return self._settings

    def read(self) -> Settings:
        """Return what the file says now. Raises SettingsError where it cannot be understood."""
        with self._lock:
            self._take(read_text(self.path))
            return self._settings

    def says(self, path: Path) -> object:
        """Return what the file itself says of the setting at `path`; ABSENT: nothing."""
        return value_in(self._text, path)

    def set(self, path: Path, value: object) -> Settings:
        """Write a value, or ABSENT, which takes the setting out of the file; return what holds then.

        Raises SettingsError where the value may not be, where the file has become unreadable, or says
        something else there than when it was last read: that is `settings` then.
        """
        # TOML has lists; the program has tuples, which do not change.
        value = list(value) if isinstance(value, tuple) else value
        with self._lock:
            change = self._write(path, self.says(path), value)
            if change.text_before != change.text_after:
                self._done.append(change)
                self._undone.clear()
            return self._settings

    def undo(self) -> Path | None:
        """Take the last change back; return the path of its setting, None where there is none."""
        return self._go(self._done, self._undone, back=True)

    def redo(self) -> Path | None:
        """Make the change again that was taken back last; return the path of its setting, or None."""
        return self._go(self._undone, self._done, back=False)

    def _go(self, from_: list[_Change], to: list[_Change], *, back: bool) -> Path | None:
        with self._lock:
            if not from_:
                return None
            change = from_.pop()  # one that cannot be taken back is not tried again
            now, then = (change.after, change.before) if back else (change.before, change.after)
            here, there = change.text_after, change.text_before
            if not back:
                here, there = there, here
            self._write(change.path, now, then, whole=(here, there))
            to.append(change)
            return change.path

    def _write(
        self, path: Path, expected: object, value: object, whole: tuple[str, str] | None = None
    ) -> _Change:
        """Let the file say `value` where it says what is `expected`.

        whole: a text of the file, and the text that is wanted where it still has that
        """
        from zhonggong_reader.settings.values import shown  # noqa: PLC0415 - for changes alone
        from zhonggong_reader.settings.writing import changed  # noqa: PLC0415

        text = read_text(self.path)
        present = self._take(text, path)
        if present != expected:
            said = shown(present) or tr("（没有写）")
            raise SettingsError(
                tr("{key} 刚在别处改成了 {said}，没有覆盖", key=".".join(path), said=said),
                tr("现在显示的是文件里的值"),
            )
        wanted = whole[1] if whole and whole[0] == text else changed(text, path, value)
        settings = understand(wanted, self.path)
        self._check(settings)
        if wanted != text:
            self._replace(text, wanted)
        self._text, self._settings = wanted, settings
        return _Change(path, present, value, text, wanted)

    def _take(self, text: str, path: Path = ()) -> Any:
        """Take what the file says; return its value at `path`."""
        if text != self._text:
            settings = understand(text, self.path)
            self._check(settings)
            self._text, self._settings = text, settings
        return value_in(text, path) if path else None

    def _replace(self, before: str, after: str) -> None:
        """Put a file with the text `after` in the place of that with `before`, whole or not at all."""
        import tempfile  # noqa: PLC0415 - for changes alone

        try:
            # A symbolic link stays: what it leads to is replaced.
            file = self.path.resolve()
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            mode = stat.S_IMODE(file.stat().st_mode) if file.exists() else _PRIVATE
            handle, name = tempfile.mkstemp(dir=file.parent, prefix=".config-")
            partial = File(name)
            try:
                with open(handle, "wb") as new:
                    new.write(codecs.BOM_UTF8 if _has_mark(file) else b"")
                    new.write(after.encode())
                    new.flush()
                    os.fsync(handle)
                partial.chmod(mode)
                if read_text(self.path) != before:
                    raise SettingsError(
                        tr("设置文件 {path} 正在被别的程序改写", path=self.path), tr("请再试一次")
                    )
                partial.replace(file)
            finally:
                partial.unlink(missing_ok=True)
        except OSError as error:
            raise SettingsError(
                tr("设置文件 {path} 写不了：{error}", path=self.path, error=reason(error)),
                tr("请检查权限和磁盘空间"),
            ) from error


def _has_mark(file: File) -> bool:
    """Tell whether `file` begins with a byte-order mark, as some editors put it."""
    return file.exists() and files.read(file, files.SETTINGS_LIMIT).startswith(codecs.BOM_UTF8)

"""config.toml into one frozen value, checked strictly."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from zhonggong_reader import files
from zhonggong_reader.errors import SettingsError, reason
from zhonggong_reader.language import tr
from zhonggong_reader.settings.declared import Settings

_WAY: Final = tr("请用 zhonggong-reader config edit 改正，或暂时移开该文件")
"""What one does about a file that cannot be understood."""

ABSENT: Final = None
"""The value of what is not written; TOML itself has no such value."""


def read(path: Path) -> Settings:
    """Return the settings in `path`; the defaults where there is no such file.

    Raises SettingsError where the file cannot be read, is not TOML, or says what is not allowed.
    """
    text = read_text(path)
    return understand(text, path) if text else Settings()


def read_text(path: Path) -> str:
    """Return the text of `path` with its ends of lines as they are; empty where there is no such file.

    Raises SettingsError where it cannot be read.
    """
    try:
        # Editors on Windows begin a file with a byte-order mark, which TOML does not know.
        return files.read(path, files.SETTINGS_LIMIT).decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error) if isinstance(error, OSError) else tr("不是 UTF-8 的文字")
        raise SettingsError(
            tr("设置文件 {path} 读不出来：{error}", path=path, error=why),
            tr("请检查文件权限，并以 UTF-8 保存"),
        ) from error


def value_in(text: str, path: Sequence[str]) -> object:
    """Return what `text`, valid TOML, says at `path`; ABSENT where it says nothing."""
    from zhonggong_reader import toml  # noqa: PLC0415 - most readers have no such file

    found: object = toml.loads(text)
    for name in path:
        if not isinstance(found, dict) or name not in found:
            return ABSENT
        found = found[name]
    return found


def understand(text: str, path: Path) -> Settings:
    """Return the settings in `text`, which stands in `path`. Raises SettingsError as `read` does."""
    from zhonggong_reader import toml  # noqa: PLC0415 - most readers have no such file

    try:
        return msgspec.convert(toml.loads(text), Settings)
    except toml.TooDeep as error:
        raise SettingsError(tr("设置文件 {path} 嵌套太深", path=path), _WAY) from error
    except msgspec.ValidationError as error:
        from zhonggong_reader.settings import misread  # noqa: PLC0415 - for what is wrong

        key, explained = misread.explain(str(error))
        line = misread.line_of(text, key)
        where = tr("设置文件 {path}：", path=path)
        if line is not None:
            where = tr("设置文件 {path} 第 {line} 行：", path=path, line=line)
        raise SettingsError(f"{where}{explained}", _WAY) from error
    except ValueError as error:
        from zhonggong_reader.settings import misread  # noqa: PLC0415 - for what is wrong

        raise SettingsError(
            tr("设置文件 {path} 不是有效的 TOML：{error}", path=path, error=misread.place(str(error))),
            _WAY,
        ) from error

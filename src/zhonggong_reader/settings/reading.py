"""config.toml into one frozen value, checked strictly."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from zhonggong_reader import files
from zhonggong_reader.errors import SettingsError, reason
from zhonggong_reader.language import tr
from zhonggong_reader.settings.declared import Settings

_UNKNOWN = re.compile(r"unknown field `(?P<key>.*?)`(?: - at `\$\.?(?P<path>.*?)`)?$", re.DOTALL)
_PLACE = re.compile(r"\(at line (?P<line>\d+), column (?P<column>\d+)\)$")
_AT = re.compile(r"(?: - at `\$\.?(?P<path>.*?)`)?$", re.DOTALL)

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
    import tomllib  # noqa: PLC0415 - most readers have no such file

    found: object = tomllib.loads(text)
    for name in path:
        if not isinstance(found, dict) or name not in found:
            return ABSENT
        found = found[name]
    return found


def understand(text: str, path: Path) -> Settings:
    """Return the settings in `text`, which stands in `path`. Raises SettingsError as `read` does."""
    import tomllib  # noqa: PLC0415 - most readers have no such file

    try:
        return msgspec.convert(tomllib.loads(text), Settings)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            tr("设置文件 {path} 不是有效的 TOML：{error}", path=path, error=_place(str(error))),
            tr("请改正这一处，或暂时移开该文件"),
        ) from error
    except RecursionError as error:
        raise SettingsError(tr("设置文件 {path} 嵌套太深", path=path), tr("请改正后再启动")) from error
    except msgspec.ValidationError as error:
        raise SettingsError(
            tr("设置文件 {path}：{explain}", path=path, explain=_explain(str(error))), tr("请改正后再启动")
        ) from error


def _place(complaint: str) -> str:
    """Return where a file is no TOML, and why: tomllib says it in English alone."""
    at = _PLACE.search(complaint)
    place = tr("第 {line} 行第 {column} 列", line=at["line"], column=at["column"]) if at else tr("文件末尾")
    is_twice = "twice" in complaint or "overwrite" in complaint
    fault = tr("和前面的重复") if is_twice else tr("写得不对")
    return tr("{place}{fault}", place=place, fault=fault)


def _explain(complaint: str) -> str:
    """Turn msgspec's complaint into the key and what is allowed there, in Chinese."""
    from zhonggong_reader.settings import described  # noqa: PLC0415 - for what is wrong

    if found := _UNKNOWN.search(complaint):
        table = tuple(found["path"].split(".")) if found["path"] else ()
        return described.unknown(".".join((*table, found["key"])), table)
    at = _AT.search(complaint)
    key = re.sub(r"\[\.*\d*\]", "", (at["path"] if at else None) or "")
    allowed = next((setting.allowed for setting in described.every() if setting.key == key), None)
    return described.wrong(key, tr("一个表（[{key}]）", key=key) if allowed is None else allowed)

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

_HEADER = re.compile(r"\s*\[\[?(?P<name>[^\]]+)\]")
_ENTRY = re.compile(r"""\s*(?P<name>(?:[A-Za-z0-9_.\- ]|"[^"]*"|'[^']*')+?)\s*=""")
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
            _WAY,
        ) from error
    except RecursionError as error:
        raise SettingsError(tr("设置文件 {path} 嵌套太深", path=path), _WAY) from error
    except msgspec.ValidationError as error:
        key, explained = _explain(str(error))
        line = line_of(text, key)
        where = tr("设置文件 {path}：", path=path)
        if line is not None:
            where = tr("设置文件 {path} 第 {line} 行：", path=path, line=line)
        raise SettingsError(f"{where}{explained}", _WAY) from error


def line_of(text: str, key: str) -> int | None:
    """Return the number (1 …) of the line in which `text` says `key`, as `network.timeout`; None: in none.

    Forms that nobody writes by hand may lead astray: this is for people.
    """
    table = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = f"{_bare(header['name'])}."
            if table == f"{key}.":
                return number
        elif (entry := _ENTRY.match(line)) and f"{table}{_bare(entry['name'])}" == key:
            return number
    head, _, _ = key.rpartition(".")
    return line_of(text, head) if head else None


def _bare(name: str) -> str:
    return re.sub(r"[\s\"']", "", name)


def _place(complaint: str) -> str:
    """Return where a file is no TOML, and why: tomllib says it in English alone."""
    at = _PLACE.search(complaint)
    place = tr("第 {line} 行第 {column} 列", line=at["line"], column=at["column"]) if at else tr("文件末尾")
    is_twice = "twice" in complaint or "overwrite" in complaint
    fault = tr("和前面的重复") if is_twice else tr("写得不对")
    return tr("{place}{fault}", place=place, fault=fault)


def _explain(complaint: str) -> tuple[str, str]:
    """Turn msgspec's complaint into the key, and a sentence of what is allowed there."""
    from zhonggong_reader.settings import described  # noqa: PLC0415 - for what is wrong

    if found := _UNKNOWN.search(complaint):
        table = tuple(found["path"].split(".")) if found["path"] else ()
        key = ".".join((*table, found["key"]))
        return key, described.unknown(key, table)
    at = _AT.search(complaint)
    key = re.sub(r"\[\.*\d*\]", "", (at["path"] if at else None) or "")
    allowed = next((setting.allowed for setting in described.every() if setting.key == key), None)
    return key, described.wrong(key, tr("一个表（[{key}]）", key=key) if allowed is None else allowed)

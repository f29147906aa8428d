"""config.toml into one frozen value, checked strictly."""

import re
from pathlib import Path
from typing import get_args, get_type_hints

import msgspec

from zhonggong_reader.errors import SettingsError
from zhonggong_reader.language import tr
from zhonggong_reader.settings.declared import Settings

_UNKNOWN = re.compile(r"unknown field `(?P<key>.*?)`(?: - at `\$\.?(?P<path>.*?)`)?$", re.DOTALL)
_AT = re.compile(r"(?: - at `\$\.?(?P<path>.*?)`)?$", re.DOTALL)


def read(path: Path) -> Settings:
    """Return the settings in `path`; the defaults where there is no such file.

    Raises SettingsError where the file cannot be read, is not TOML, or says what is not allowed.
    """
    try:
        # Editors on Windows begin a file with a byte-order mark, which TOML does not know.
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            tr("设置文件 {path} 读不出来：{error}", path=path, error=error),
            tr("请检查文件权限，并以 UTF-8 保存"),
        ) from error
    import tomllib  # noqa: PLC0415 - most readers have no such file

    try:
        return msgspec.convert(tomllib.loads(text), Settings)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            tr("设置文件 {path} 不是有效的 TOML：{error}", path=path, error=error),
            tr("请改正这一处，或暂时移开该文件"),
        ) from error
    except RecursionError as error:
        raise SettingsError(tr("设置文件 {path} 嵌套太深", path=path), tr("请改正后再启动")) from error
    except msgspec.ValidationError as error:
        raise SettingsError(
            tr("设置文件 {path}：{explain}", path=path, explain=_explain(str(error))), tr("请改正后再启动")
        ) from error


def _explain(complaint: str) -> str:
    """Turn msgspec's complaint into the key and what is allowed there, in Chinese."""
    if unknown := _UNKNOWN.search(complaint):
        table = unknown["path"] or ""
        key = f"{table}.{unknown['key']}" if table else unknown["key"]
        return tr("没有 {key} 这一项，可用的有 {fields}", key=key, fields=tr("、").join(_fields(table)))
    found = _AT.search(complaint)
    path = (found["path"] if found else None) or ""
    key = re.sub(r"\[\.*\d*\]", "", path)
    return tr("{key} 的值不对，应为：{allowed}", key=key, allowed=_allowed(key))


def _fields(table: str) -> tuple[str, ...]:
    owner = get_type_hints(Settings).get(table, Settings) if table else Settings
    return tuple(get_type_hints(owner))


def _allowed(key: str) -> str:
    """Return what the value of `key` (`measure`, `network.pause`) may be."""
    owner: object = Settings
    for name in key.split("."):
        hints = get_type_hints(owner, include_extras=True) if isinstance(owner, type) else {}
        owner = hints.get(name, owner)
    for hint in (owner, *get_args(owner)):
        for extra in getattr(hint, "__metadata__", ()):
            if isinstance(extra, msgspec.Meta) and extra.description:
                return extra.description
    return tr("一个表（[{key}]）", key=key)

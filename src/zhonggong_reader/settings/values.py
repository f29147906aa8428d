"""Values of settings as people write them and read them: `开`, `评论 全总`, `{ preset = "vim" }`."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, Final

from zhonggong_reader.errors import SettingsError
from zhonggong_reader.language import tr
from zhonggong_reader.settings.described import Setting, wrong

ON: Final = tr("开")
OFF: Final = tr("关")
_SWITCHES: Final = dict.fromkeys(("true", "on", "yes", "1", "开", ON, "是"), True) | dict.fromkeys(
    ("false", "off", "no", "0", "关", OFF, "否"), False
)
_BARE_KEY: Final = re.compile(r"[A-Za-z0-9_-]+")
_WORD: Final = re.compile(r'"[^"]*"|[^\s，、]+')
_NAME: Final = re.compile(r'"[^"]*"|[^\s,，、;；]+')
"""An element of a list; names of what can be chosen from hold no comma, arguments of a command may."""


def shown(value: object) -> str:
    """Return a value as a reader writes it; empty for what is absent."""
    match value:
        case None:
            return ""
        case bool():
            return ON if value else OFF
        case str():
            return value
        case tuple() | list():
            words = " ".join(map(str, value))
            return words if [*value] == _NAME.findall(words) and '"' not in words else written(value)
        case _:
            return written(value)


def written(value: object) -> str:
    """Return a value as TOML writes it, in one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            import json  # noqa: PLC0415 - for who changes settings

            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
        case Mapping():
            pairs = ", ".join(f"{_key(name)} = {written(each)}" for name, each in value.items())
            return f"{{ {pairs} }}" if pairs else "{}"
        case Sequence():
            return f"[{', '.join(map(written, value))}]"
        case _:
            return str(value)


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else written(name)


def parsed(setting: Setting, typed: str) -> Any:
    """Return the value that a reader means by what they have typed, checked; None: absent.

    Raises SettingsError where it may not be. Lists are words or names with blanks or commas between,
    what has no simpler form is TOML; both may be written as TOML has them.
    """
    typed = typed.strip()
    if setting.optional and not typed:
        return None
    match setting.kind:
        case "switch":
            meant: object = _SWITCHES.get(typed.lower(), typed)
        case "choice":
            bare = typed.strip("\"'")
            meant = next((choice for choice in setting.choices if str(choice) == bare), typed)
        case "number":
            meant = _number(typed)
        case "text":
            meant = typed
        case "list" if not typed.startswith("["):
            pattern = _NAME if setting.offers else _WORD
            meant = [word.strip('"') for word in pattern.findall(typed)]
        case "table" if "=" not in typed and not typed.startswith(("{", "[", '"', "'")):
            meant = typed or {}
        case _:
            meant = _toml(setting, typed)
    return setting.checked(meant)


def _number(typed: str) -> int | float | str:
    # Full-width digits are digits.
    typed = unicodedata.normalize("NFKC", typed)
    for kind in (int, float):
        try:
            return kind(typed)
        except ValueError:
            continue
    return typed


def _toml(setting: Setting, typed: str) -> object:
    from zhonggong_reader import toml  # noqa: PLC0415 - for the few that have no simpler form

    if "=" in typed and not typed.startswith(("{", "[")):
        typed = f"{{ {typed} }}"
    try:
        found = toml.loads(f"value = {typed}")
    except ValueError as error:
        raise SettingsError(wrong(setting.key, setting.allowed)) from error
    if set(found) != {"value"}:
        raise SettingsError(wrong(setting.key, setting.allowed))
    return found["value"]


def stepped(setting: Setting, value: Any, by: int, offered: Sequence[object] = ()) -> Any:
    """Return the value beside `value`: the next of its choices, so much more, the other of two.

    by: 1 or -1
    offered: what there is to choose from, of a setting that offers something
    Choices go round; numbers stop at their limits. What has no neighbour is returned as it is.
    """
    choices: Sequence[object] = (False, True) if setting.kind == "switch" else setting.choices
    if setting.kind in ("text", "table") and isinstance(value, str):
        choices = offered
    if choices:
        return choices[(choices.index(value) + by) % len(choices)] if value in choices else choices[0]
    if setting.kind != "number":
        return value
    # A value between two steps goes to the nearer end of its own.
    steps = value / setting.step
    whole = round(steps) if abs(steps - round(steps)) < 1e-9 else (int(steps // 1) + (by < 0))
    wanted = (whole + by) * setting.step
    least = wanted if setting.least is None else max(setting.least, wanted)
    most = least if setting.most is None else min(setting.most, least)
    return type(value)(round(most, 6))

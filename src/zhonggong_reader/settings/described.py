"""The settings as a reader meets them: each with its name, what it may be, and what it is for.

Made from the declaration, and from nothing else: a setting that is declared is described.
"""

from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from zhonggong_reader.errors import SettingsError
from zhonggong_reader.language import tr
from zhonggong_reader.settings.declared import Offer, Settings

Kind = Literal["switch", "choice", "number", "text", "list", "table"]
"""`table` is what has no simpler form: it is written as TOML has it."""

Path = tuple[str, ...]
"""Where a setting stands: `("network", "timeout")`."""

_KINDS: Final[dict[object, Kind]] = {
    bool: "switch",
    int: "number",
    float: "number",
    str: "text",
    tuple: "list",
    Literal: "choice",
}


class Setting(Struct, frozen=True, kw_only=True):
    """A setting, described."""

    path: Path
    group: str
    title: str
    allowed: str
    """What its value may be."""
    about: str
    """What it is for, without a final full stop; may be empty."""
    kind: Kind
    choices: tuple[Any, ...] = ()
    """The values of a choice."""
    least: float | None = None
    most: float | None = None
    step: float = 1
    """Of a number: its limits, and by how much an arrow key changes it."""
    offers: Offer = ""
    """Where more values come from that one may choose."""
    at_start: bool = False
    """It has its effect when the program starts, not at once."""
    optional: bool = False
    """It may be absent, which is a value of its own."""
    default: Any = None
    hint: Any = None
    """Its type, as the declaration has it."""

    @property
    def key(self) -> str:
        """Its name in the file: `network.timeout`."""
        return ".".join(self.path)

    def of(self, settings: Struct) -> Any:
        """Return its value in `settings`."""
        value: Any = settings
        for name in self.path:
            value = getattr(value, name)
        return value

    def checked(self, value: object) -> Any:
        """Return `value`, out of TOML, as the program has it; raise SettingsError where it may not be."""
        try:
            return msgspec.convert(value, self.hint)
        except msgspec.ValidationError as error:
            raise SettingsError(wrong(self.key, self.allowed)) from error


def wrong(key: str, allowed: str) -> str:
    """Return the sentence for a value that is not allowed."""
    return tr("{key} 的值不对，应为：{allowed}", key=key, allowed=allowed)


@cache
def every(owner: type[Struct] = Settings) -> tuple[Setting, ...]:
    """Return the settings that `owner` declares, those of a group beside each other."""
    found = list(_described(owner, (), ""))
    groups = list(dict.fromkeys(setting.group for setting in found))
    return tuple(sorted(found, key=lambda setting: groups.index(setting.group)))


def find(key: str, owner: type[Struct] = Settings) -> Setting:
    """Return the setting named `key`; raise SettingsError with those there are."""
    for setting in every(owner):
        if setting.key == key:
            return setting
    table = next((setting.path[:-1] for setting in every(owner) if f"{setting.path[0]}." in f"{key}."), ())
    raise SettingsError(unknown(key, table, owner))


def unknown(key: str, table: Path = (), owner: type[Struct] = Settings) -> str:
    """Return the sentence for a key that nothing declares, with those that `table` has."""
    names = [setting.path[len(table)] for setting in every(owner) if setting.path[: len(table)] == table]
    fields = tr("、").join(dict.fromkeys(names))
    return tr("没有 {key} 这一项，可用的有 {fields}", key=key, fields=fields)


def _described(owner: type[Struct], path: Path, group: str) -> Iterator[Setting]:
    hints = get_type_hints(owner, include_extras=True)
    for field in msgspec.structs.fields(owner):
        hint = hints[field.name]
        bare, said, _ = _taken_apart(hint)
        here = (*path, field.name)
        if isinstance(bare, type) and issubclass(bare, Struct):
            yield from _described(bare, here, said["title"] or field.name)
        else:
            group = said["group"] or group
            yield _setting(here, hint, group, _default(field))


def _setting(path: Path, hint: object, group: str, default: object) -> Setting:
    bare, said, limits = _taken_apart(hint)
    wishes = [each for each in get_args(bare) if each is not NoneType]
    optional = get_origin(bare) in (Union, UnionType) and len(wishes) == 1
    if optional:
        bare, _, limits = _taken_apart(wishes[0])
    kind = _KINDS.get(bare) or _KINDS.get(get_origin(bare), "table")
    return Setting(
        path=path,
        group=group,
        title=said["title"] or path[-1],
        allowed=said["description"],
        about=said["about"],
        kind=kind,
        choices=get_args(bare) if kind == "choice" else (),
        least=limits["ge"],
        most=limits["le"],
        step=said["step"],
        offers=said["offers"],
        at_start=said["at_start"],
        optional=optional,
        default=default,
        hint=hint,
    )


def _taken_apart(hint: object) -> tuple[object, dict[str, Any], dict[str, float | None]]:
    """Return a type, what the reader is told of it, and its limits; empty where nothing is said."""
    said: dict[str, Any] = {"title": "", "description": "", "about": "", "group": ""}
    said |= {"offers": "", "step": 1, "at_start": False}
    limits: dict[str, float | None] = {"ge": None, "le": None}
    if get_origin(hint) is not Annotated:
        return hint, said, limits
    bare, *extras = get_args(hint)
    for meta in extras:
        if isinstance(meta, msgspec.Meta):
            said |= {name: text for name in ("title", "description") if (text := getattr(meta, name))}
            said |= meta.extra or {}
            limits |= {name: limit for name in limits if (limit := getattr(meta, name)) is not None}
    return bare, said, limits


def _default(field: msgspec.structs.FieldInfo) -> object:
    if field.default_factory is not msgspec.NODEFAULT:
        return field.default_factory()
    return field.default

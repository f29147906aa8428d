"""Which keys every command has in the end: out of the table, a preset, and what the settings change."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from msgspec import Struct
from textual.binding import Binding
from textual.dom import DOMNode

from zhonggong_reader.errors import SettingsError
from zhonggong_reader.language import tr
from zhonggong_reader.settings import KeyWishes
from zhonggong_reader.ui import keyboard
from zhonggong_reader.ui.commands import BY_ID
from zhonggong_reader.ui.presets import PRESETS

_PRESET: Final = "preset"
"""Name in the settings' table that is no command."""
_AS_KEYS: Final = tr('应为按键名，如 "s,f7"')


class KeySet(Struct, frozen=True):
    """The keys of every command; no key has two."""

    keys: Mapping[str, tuple[str, ...]]
    """By the command's id, in Textual's names; the first is the one that is shown."""

    def of(self, command: str) -> tuple[str, ...]:
        """Return the keys of the command with this id."""
        return self.keys[command]

    def name(self, command: str, *, typing: bool = False) -> str:
        """Return how the first key of a command is written for a reader.

        typing: the first that types nothing; empty where there is none
        """
        fitting = (key for key in self.keys[command] if not (typing and keyboard.types(key)))
        return next(map(keyboard.key_name, fitting), "")

    def names(self, command: str) -> str:
        """Return how all keys of a command are written, with blanks between them."""
        return " ".join(map(keyboard.key_name, self.keys[command]))

    def bind(
        self,
        node: DOMNode,
        actions: Mapping[str, str],
        *,
        priority: bool = False,
        but: Collection[str] = (),
    ) -> None:
        """Give `node` the keys of commands, by their ids, each with the action that answers it there.

        They take the place of what the node has for these keys, but for its own priority bindings.
        priority: before what has the focus, unless one types there
        but: keys that are left as they are
        """
        # Textual's own way to other keys, the keymap, is worked out anew at every press: 14 ms where
        # every command has changed its keys.
        for command, action in actions.items():
            for key in self.keys[command]:
                if key in but:
                    continue
                binding = Binding(key, action, show=False, priority=priority)
                first = [each for each in node._bindings.key_to_bindings.get(key, ()) if each.priority]
                node._bindings.key_to_bindings[key] = [*first, binding]


def unbind(node: DOMNode) -> None:
    """Take from `node` whatever keys it was given, but for those that its class has."""
    assert node._merged_bindings is not None  # noqa: S101 - Textual has made them with the node
    node._bindings = node._merged_bindings.copy()


def settle(wishes: KeyWishes) -> KeySet:
    """Return the keys that hold by the settings' `keys`.

    Raises SettingsError where that names an unknown preset, command or key, no key, or one key for
    two commands.
    """
    given = {_PRESET: wishes} if isinstance(wishes, str) else dict(_flat(wishes))
    settled = preset(given.pop(_PRESET, "default"))
    settled |= {command: _read(command, written) for command, written in given.items()}
    owners: dict[str, str] = {}
    for command, keys in settled.items():
        for key in keys:
            other = owners.setdefault(key, command)
            if other != command:
                raise SettingsError(
                    tr(
                        "按键 {key} 同时给了 {other} 和 {owner}",
                        key=keyboard.key_name(key),
                        other=other,
                        owner=command,
                    ),
                    tr("请用 zhonggong-reader config edit 在 keys 里改掉其中一个"),
                )
    return KeySet(settled)


def preset(name: str) -> dict[str, tuple[str, ...]]:
    """Return the keys of a preset by command. A key that it gives away is taken from its owner in the table.

    Raises SettingsError where there is no such preset.
    """
    if name not in PRESETS:
        raise SettingsError(
            tr("没有“{name}”这一套按键", name=name), tr("可用的有 {names}", names=tr("、").join(PRESETS))
        )
    table = {command.id: _read(command.id, command.keys) for command in BY_ID.values()}
    if name == "arrows":
        return {command: tuple(filter(keyboard.passes_input_method, keys)) for command, keys in table.items()}
    own = {command: _read(command, written) for command, written in PRESETS[name].items()}
    taken = {key for keys in own.values() for key in keys}
    return {
        command: own.get(command) or tuple(key for key in keys if key not in taken)
        for command, keys in table.items()
    }


def _flat(wishes: Mapping[str, str | Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield what a table says; `article.star = "a"` without quotes is a table in it."""
    for name, value in wishes.items():
        if isinstance(value, str):
            yield name, value
        else:
            yield from ((f"{name}.{part}", written) for part, written in value.items())


@lru_cache(512)  # the keys of the table are read for the screen and for the program
def _read(command: str, written: str) -> tuple[str, ...]:
    """Return the keys that `written` names for a command."""
    if command not in BY_ID:
        near = get_close_matches(command, BY_ID, 3)
        raise SettingsError(
            tr("keys 里没有“{name}”这个动作", name=command)
            + (tr("，是不是 {names}", names=tr("、").join(near)) if near else ""),
            tr("全部动作见 zhonggong-reader keys"),
        )
    keys = []
    for part in written.split(","):
        key = keyboard.spelled(part)
        if key is None and part.strip():
            raise SettingsError(
                tr("keys.{name}：没有“{key}”这个键", name=command, key=part.strip()), _AS_KEYS
            )
        if key is not None:
            keys.append(key)
    if not keys:
        raise SettingsError(tr("keys.{name} 没有写按键", name=command), _AS_KEYS)
    return tuple(dict.fromkeys(keys))

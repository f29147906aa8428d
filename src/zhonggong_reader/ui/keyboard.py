"""What terminals and input methods make of keys, and what a key is called. Knows no command.

Terminals send bytes, not keys: xterm, tmux and the Linux console send the same ones for Tab and Ctrl+I,
for Enter and Ctrl+M, and nothing of its own for Shift+a. A Chinese input method swallows letters and
turns marks into its own. What follows from that stands here, once, and not in the table of commands.
"""

import unicodedata
from collections.abc import Mapping
from typing import Final

from textual import _keyboard_protocol, events
from textual.keys import KEY_TO_UNICODE_NAME, REPLACED_KEYS, Keys, _character_to_key

from zhonggong_reader.language import tr

_FULL_WIDTH: Final = range(0xFF01, 0xFF5F)
"""Full-width forms of the printable ASCII characters, in their order (Unicode block U+FF00)."""
_TO_ASCII: Final = 0xFEE0
_CHINESE: Final[Mapping[str, str]] = {
    "\u3000": " ",
    "【": "[",
    "】": "]",
    "「": "{",
    "」": "}",
    "《": "<",
    "》": ">",
    "。": ".",
    "、": "/",
    "￥": "$",
    "·": "`",
    "—": "_",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
}
"""Marks that the keys of ASCII ones give in Chinese, where those are no full-width forms."""

_WRITTEN: Final[Mapping[str, str]] = {
    "space": tr("空格"),
    "enter": tr("回车"),
    "escape": "Esc",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
    "backspace": tr("退格"),
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "delete": "Del",
    "insert": "Ins",
}
"""Names of keys as keyboards and readers have them."""
_OTHER_NAMES: Final[Mapping[str, str]] = {
    "esc": "escape",
    "return": "enter",
    "del": "delete",
    "ins": "insert",
    "pgdn": "pagedown",
    "pgup": "pageup",
}
_MODIFIERS: Final = frozenset({"alt", "ctrl", "shift"})
_NAMED: Final = frozenset(key.value.rpartition("+")[2] for key in Keys if not key.value.startswith("<"))
_SAME_BYTES: Final[Mapping[str, str]] = {
    "ctrl+i": "tab",
    "ctrl+m": "enter",
    "ctrl+h": "backspace",
    "ctrl+left_square_bracket": "escape",
    "ctrl+space": "ctrl+@",
    "ctrl+slash": "ctrl+underscore",
    "ctrl+minus": "ctrl+underscore",
    "shift+enter": "enter",
    "ctrl+enter": "enter",
}
"""Keys that terminals do not tell apart, and what they send for both (xterm, tmux, the Linux console)."""

_CONSOLE_SHIFT: Final[Mapping[int, str]] = {
    25: "shift+f1",
    26: "shift+f2",
    28: "shift+f3",
    29: "shift+f4",
    31: "shift+f5",
    32: "shift+f6",
    33: "shift+f7",
    34: "shift+f8",
}
"""Numbers in `CSI n ~` that the Linux console and screen send for F13 … F20, keys that are Shift+F1 … F8."""


def teach_textual() -> None:
    """Let Textual understand the Linux console, whose Shift+F6 it takes for a blank, Shift+F7 for `!`."""
    _keyboard_protocol.FUNCTIONAL_KEYS.update({f"{number}~": key for number, key in _CONSOLE_SHIFT.items()})


def half_width(character: str) -> str:
    """Return the ASCII character whose key gives `character` in Chinese or in full width; else itself."""
    if ord(character) in _FULL_WIDTH:
        return chr(ord(character) - _TO_ASCII)
    return _CHINESE.get(character, character)


def in_half_width(event: events.Key) -> events.Key:
    """Return the press of the key that was meant: full-width forms act as their half-width ones."""
    if event.character is None or (meant := half_width(event.character)) == event.character:
        return event
    return events.Key(_character_to_key(meant), meant)


def spelled(written: str) -> str | None:
    """Return Textual's name of a key that is written as `written`: by a person, a table, or `key_name`.

    Of keys that terminals do not tell apart it is that of the one they send. None where there is no
    such key.
    """
    written = written.strip()
    if len(written) == 1:
        return _plain(written)
    *modifiers, last = (part.strip() for part in written.split("+"))
    held = sorted(modifier.lower() for modifier in modifiers)
    if not set(held) <= _MODIFIERS or len(set(held)) < len(held):
        return None
    if held == ["shift"] and len(last) == 1 and last.isalpha():
        return last.upper()
    name = _plain(last.lower()) if len(last) == 1 else _name(last.lower())
    if name is None:
        return None
    key = "+".join([*held, name])
    return _SAME_BYTES.get(key, key)


def _plain(character: str) -> str | None:
    for name, shown in _WRITTEN.items():
        if character == shown:
            return name
    character = half_width(character)
    return _character_to_key(character) if character.isprintable() else None


def _name(name: str) -> str | None:
    name = _OTHER_NAMES.get(name, name)
    for known, shown in _WRITTEN.items():
        if name == shown.lower():
            return known
    return name if name in _NAMED or _character(name) else None


def _character(name: str) -> str | None:
    """Return the character that Textual's name of a key stands for; None for Tab, Home, F1, …"""
    if len(name) == 1:
        return name
    name = REPLACED_KEYS.get(name, name)
    try:
        character = unicodedata.lookup(KEY_TO_UNICODE_NAME.get(name, name.replace("_", " ")))
    except KeyError:
        return None
    return character if character.isprintable() else None


def key_name(key: str) -> str:
    """Return how a key is written for a reader: `Ctrl+D`, `空格`, `J`, `?`."""
    *modifiers, last = key.split("+")
    shown = _WRITTEN.get(last) or _character(last) or last.capitalize()
    if modifiers and len(shown) == 1:
        shown = shown.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), shown])


def written(key: str) -> str:
    """Return how a key is written in the settings, in any language: `a`, `!`, `f7`, `ctrl+s`, `comma`."""
    character = _character(key) if "+" not in key else None
    return character if character and character not in " ," else key


def types(key: str) -> bool:
    """Whether a key puts a character where one types."""
    return "+" not in key and _character(key) is not None


def passes_input_method(key: str) -> bool:
    """Whether a key arrives while a Chinese input method is on.

    Letters do not; marks arrive in Chinese and are understood all the same.
    """
    *modifiers, last = key.split("+")
    return "ctrl" in modifiers or not (len(last) == 1 and last.isalpha())

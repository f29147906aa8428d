"""How a wish for other keys of one command is written into the settings. Pure."""

from collections.abc import Mapping, Sequence

from zhonggong_reader.settings.described import Path
from zhonggong_reader.ui import keyboard
from zhonggong_reader.ui.keys import KeySet


def owner(key_set: KeySet, key: str) -> str | None:
    """Return the id of the command that has `key`; None: no command has it."""
    return next((command for command, keys in key_set.keys.items() if key in keys), None)


def wish(said: object, command: str, keys: Sequence[str]) -> tuple[Path, object]:
    """Return where the settings shall say what, so that `command` has these keys and no others.

    said: what the file says of `keys` by now: nothing (None), the name of a set, or a table
    keys: in Textual's names; none: those that the set has for it
    """
    written = ",".join(map(keyboard.written, keys)) if keys else None
    if isinstance(said, Mapping):
        table, _, name = command.partition(".")
        inner = said.get(table)  # article.star without quotes is a table in the table
        if isinstance(inner, Mapping) and name in inner:
            return ("keys", table, name), written
    elif said is not None and written:
        return ("keys",), {"preset": said, command: written}
    elif said is not None:
        return ("keys",), said
    return ("keys", command), written

"""One setting changed in the text of a config.toml; everything else in it stays as it is.

Text in, text out. Comments, order, blank lines and ends of lines are the reader's own, and so is the
form of tables: a setting goes where its table stands, however that is written.
"""

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

import tomlkit
from tomlkit.container import Container
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT, Array, InlineTable, Item, Table

from zhonggong_reader import toml
from zhonggong_reader.errors import SettingsError
from zhonggong_reader.language import tr
from zhonggong_reader.settings.described import Path
from zhonggong_reader.settings.reading import ABSENT


def changed(text: str, path: Path, value: object) -> str:
    """Return `text`, valid TOML, with the setting at `path` written as `value`; ABSENT takes it out.

    Raises SettingsError where that cannot be: a part of the path is no table, or the form of the file
    is beyond what can be changed safely.
    """
    expected = toml.loads(text)
    _put(expected, path, value)
    try:
        document = tomlkit.parse(text)
        _amend(document, path, value)
        result = tomlkit.dumps(document)
        if "\r\n" in text:
            result = result.replace("\r\n", "\n").replace("\n", "\r\n")
        done = toml.loads(result)
    except (TOMLKitError, ValueError, RecursionError) as error:
        raise _beyond(path) from error
    if done != expected:
        raise _beyond(path)
    return result


def _beyond(path: Path) -> SettingsError:
    return SettingsError(
        tr("{key} 在设置文件里的写法，程序改不了", key=".".join(path)),
        tr("请用 zhonggong-reader config edit 自己改"),
    )


def _put(values: dict[str, Any], path: Path, value: object) -> None:
    """Do to plain values what is to be done to the text."""
    for name in path[:-1]:
        if value is ABSENT and name not in values:
            return
        values = values.setdefault(name, {})
        if not isinstance(values, dict):
            raise _beyond(path)
    if value is ABSENT:
        values.pop(path[-1], None)
    else:
        values[path[-1]] = value


def _amend(document: tomlkit.TOMLDocument, path: Path, value: object) -> None:
    table: Any = document
    for name in path[:-1]:
        if name not in table:
            if value is ABSENT:
                return
            table[name] = tomlkit.inline_table() if isinstance(table, InlineTable) else tomlkit.table()
        table = table[name]
    if value is ABSENT:
        table.pop(path[-1], None)
    else:
        _set(table, path[-1], value)


def _set(table: Any, name: str, value: object) -> None:
    """Let `table` say `value` at `name`; what stays of an array or a table keeps its lines."""
    present = table.get(name)
    if isinstance(present, Array) and isinstance(value, list | tuple):
        _amend_array(present, value)
    elif isinstance(present, Mapping) and isinstance(value, Mapping):
        for gone in set(present) - set(value):
            present.pop(gone)  # type: ignore[attr-defined]
        for key, each in value.items():
            if present.get(key) != each:
                _set(present, key, each)
    elif isinstance(value, Mapping) and isinstance(present, Item) and present.trivia.comment:
        table[name] = _inline(value)  # the comment is about this line, and stays on it
    elif isinstance(present, Mapping) or isinstance(value, Mapping):
        # A table stands elsewhere than a line.
        table.pop(name, None)
        _add(table, name, value)
    elif name in table:
        table[name] = value
    else:
        _add(table, name, value)


def _inline(value: Mapping[str, object]) -> InlineTable:
    table = tomlkit.inline_table()
    table.update(value)
    return table


def _amend_array(array: Array, wanted: Sequence[object]) -> None:
    """Make `array` hold what is wanted; elements that stay keep their lines and comments."""
    before = array.unwrap()
    codes = SequenceMatcher(a=before, b=wanted, autojunk=False).get_opcodes()
    for kind, first, last, start, end in reversed(codes):
        if kind == "equal":
            continue
        for _ in range(first, last):
            array.pop(first)
        for place, each in enumerate(wanted[start:end]):
            array.insert(first + place, each)


def _add(table: Any, name: str, value: object) -> None:
    """Add a line behind the last one of its table: comments further down belong to what follows."""
    container = table.value if isinstance(table, Table) else table
    lines = (
        [key for key, item in container.body if key is not None and not isinstance(item, Table | AoT)]
        if isinstance(container, Container)
        else []
    )
    if lines and not isinstance(value, Mapping):
        # tomlkit has no public way to a place inside a table.
        container._insert_after(lines[-1], name, tomlkit.item(value))
    else:
        table[name] = value

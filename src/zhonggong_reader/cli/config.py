"""`config`: settings from the command line, written into the reader's own file without disturbing it."""

import json
from typing import Any, Final

import click
import msgspec
from rich.cells import cell_len

from zhonggong_reader import places, toml
from zhonggong_reader.cli import build, chinese, exits, streams
from zhonggong_reader.errors import InputError, SettingsError
from zhonggong_reader.language import tr
from zhonggong_reader.settings import SettingsFile, described, template, values
from zhonggong_reader.settings.described import Path, Setting
from zhonggong_reader.ui import editor

_COLUMN: Final = 36
"""Cells before a remark in the list."""

_format = chinese.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help=tr("输出格式，默认 text。")
)
_key = click.argument("key", metavar=tr("名称"))


@click.command("list", cls=chinese.Command)
@_format
def list_(form: str) -> None:
    """列出全部设置：名称、现在的值和含义。

    text 就是设置文件的写法；json 还有说明、可取的值和默认值。
    """
    file = _read()
    if form == "json":
        entries = [_as_json(setting, file) for setting in described.every()]
        streams.put(json.dumps(entries, ensure_ascii=False, indent=1) + "\n")
        return
    for setting in described.every():
        value = setting.of(file.settings)
        line = f"{setting.key} = {values.written(value)}" if value is not None else f"# {setting.key} ="
        written = file.says(setting.path) is not None
        remark = setting.title if written else tr("{title}，默认", title=setting.title)
        streams.put(f"{line}{' ' * max(2, _COLUMN - cell_len(line))}# {setting.group} {remark}\n")


def _as_json(setting: Setting, file: SettingsFile) -> dict[str, Any]:
    return {
        "key": setting.key,
        "value": msgspec.to_builtins(setting.of(file.settings)),
        "default": msgspec.to_builtins(setting.default),
        "written": file.says(setting.path) is not None,
        "group": setting.group,
        "title": setting.title,
        "allowed": setting.allowed,
        "about": setting.about,
        "choices": list(setting.choices),
        "at_start": setting.at_start,
    }


@click.command("get", cls=chinese.Command)
@_key
@_format
def get(key: str, form: str) -> None:
    """写出一项设置的值；没写在文件里的，是默认值。

    text 便于脚本：文字不带引号，列表每行一个，没有值则什么也不写。
    """
    file = _read()
    setting, path = _found(key)
    value = setting.of(file.settings) if path == setting.path else file.says(path)
    if value is None and path != setting.path:
        raise InputError(tr("设置文件里没有 {key}", key=key))
    if form == "json":
        streams.put(json.dumps(msgspec.to_builtins(value), ensure_ascii=False) + "\n")
        return
    match value:
        case None:
            lines = []
        case str():
            lines = [value]
        case tuple() | list():
            lines = [each if isinstance(each, str) else values.written(each) for each in value]
        case _:
            lines = [values.written(value)]
    streams.put("".join(f"{line}\n" for line in lines))


@click.command(
    "set",
    cls=chinese.Command,
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@_key
@click.argument("value", nargs=-1, required=True, type=click.UNPROCESSED, metavar=tr("值…"))
def set_(key: str, value: tuple[str, ...]) -> None:
    """改一项设置，先检查再写进设置文件。

    列表可写几个值：zhonggong-reader config set channels.first 评论 全总
    单个按键这样写：zhonggong-reader config set keys.article.star "a,f7"
    """
    _encodable(value)
    file = _read()
    setting, path = _found(key)
    if path != setting.path:
        meant: object = " ".join(value)
    elif setting.kind == "list" and len(value) > 1:
        meant = setting.checked(list(value))
    else:
        meant = values.parsed(setting, " ".join(value))
    file.set(path, meant)
    said = values.written(file.says(path)) if meant is not None else tr("（没有写）")
    later = tr("，下次启动时生效") if setting.at_start else ""
    streams.tell(tr("{key} = {said}{later}", key=key, said=said, later=later))


@click.command("unset", cls=chinese.Command)
@_key
def unset(key: str) -> None:
    """从设置文件里去掉一项，回到默认值。"""
    file = _read()
    setting, path = _found(key)
    file.set(path, None)
    value = setting.of(file.settings) if path == setting.path else None
    said = tr("（没有写）") if value is None else values.written(value)
    streams.tell(tr("{key} 回到默认：{value}", key=key, value=said))


@click.command("path", cls=chinese.Command)
def path_() -> None:
    """写出设置文件的位置。"""
    streams.put(f"{places.settings()}\n")


@click.command("edit", cls=chinese.Command)
def edit() -> int:
    """用 $VISUAL 或 $EDITOR 打开设置文件，关上后检查一遍。

    还没有这个文件，就先写好一份：每项设置一行，都在注释里。
    """
    path = places.settings()
    template.provide(path)
    editor.edit(path)
    try:
        _read()
    except SettingsError as error:
        streams.tell(f"zhonggong-reader: {error}")
        return exits.FAILED
    streams.tell(tr("设置文件 {path} 没有问题", path=path))
    return exits.DONE


@click.group("config", cls=chinese.Group, invoke_without_command=True)
@click.pass_context
def config(context: click.Context) -> int | None:
    """列出和改动设置；不带命令则列出全部。

    写进设置文件时，文件里的注释、次序和空行都不动。
    例如：zhonggong-reader config set measure 64
    """
    return context.invoke(list_, form="text") if context.invoked_subcommand is None else None


for _command in (list_, get, set_, unset, edit, path_):
    config.add_command(_command)


def _read() -> SettingsFile:
    """Return the settings file, read and checked."""
    file = build.settings_file()
    file.read()
    return file


def _found(key: str) -> tuple[Setting, Path]:
    """Return the setting that `key` names, and the path in the file: it may be an entry of a table."""
    is_quoted = '"' in key or "'" in key
    path = _quoted(key) if is_quoted else tuple(key.split("."))
    for setting in described.every():
        head, rest = path[: len(setting.path)], path[len(setting.path) :]
        if head == setting.path and not rest:
            return setting, path
        if head == setting.path and setting.kind == "table":
            # Names of commands hold points themselves: `keys.article.star`.
            return setting, (*head, *rest) if is_quoted else (*head, ".".join(rest))
    return described.find(key), path


def _encodable(value: tuple[str, ...]) -> None:
    """Raise InputError where a value was typed in another encoding: the settings are UTF-8."""
    try:
        " ".join(value).encode()
    except UnicodeEncodeError as error:
        raise InputError(tr("值里有不是 UTF-8 的字节"), tr("请检查终端的编码")) from error


def _quoted(key: str) -> Path:
    """Return the path that a key with quotes means, by the rules of TOML."""
    try:
        found: object = toml.loads(f"{key} = 0")
    except ValueError as error:
        raise InputError(
            tr("名称 {key} 写得不对", key=key), tr('应如 network.timeout 或 keys."article.star"')
        ) from error
    path: list[str] = []
    while isinstance(found, dict):
        name, found = next(iter(found.items()))
        path.append(name)
    return tuple(path)

"""`keys`: every command of the reading room with the keys that it has."""

import click
from rich.cells import cell_len

from zhonggong_reader.cli import build, chinese, streams
from zhonggong_reader.cli.lists import form_option, put_json
from zhonggong_reader.language import tr
from zhonggong_reader.ui.presets import PRESETS


@click.command("keys", cls=chinese.Command)
@chinese.option("--preset", type=click.Choice(list(PRESETS)), help=tr("列出这一套按键；默认是设置里的。"))
@form_option
def keys(preset: str | None, form: str) -> None:
    """列出阅读界面的按键：动作名、按键、做什么。

    换成一套，设置文件里写 keys = "vim"。要改单个，就在 [keys] 下写：
    preset = "vim" 和 "article.star" = "a,f7"，按键照这里列出的写。
    """
    from zhonggong_reader.ui.commands import GROUPS  # noqa: PLC0415 - Textual, for a few commands alone
    from zhonggong_reader.ui.keys import settle  # noqa: PLC0415

    key_set = settle(preset or build.load_settings().keys)
    if form == "json":
        put_json(
            {
                "id": command.id,
                "group": group.title,
                "keys": list(key_set.of(command.id)),
                "shown": key_set.names(command.id).split(),
                "help": command.help,
            }
            for group in GROUPS
            for command in group.commands
        )
        return
    for number, group in enumerate(GROUPS):
        streams.put(("\n" if number else "") + group.title + "\n")
        for command in group.commands:
            names = key_set.names(command.id)
            streams.put(f"  {command.id:<20} {names}{' ' * (18 - cell_len(names))} {command.help}\n")

"""The program with its commands, each imported when it is asked for: a start costs what it needs."""

from importlib import import_module
from typing import Final

import click

from zhonggong_reader import __version__
from zhonggong_reader.cli import chinese, complaints, exits, opening, streams
from zhonggong_reader.language import tr

_COMMANDS: Final = {
    "read": "read:read",
    "sync": "sync:sync",
    "list": "lists:list_",
    "search": "searching:search",
    "paper": "paper:paper",
    "channels": "lists:channels",
    "saved": "saving:saved",
    "export": "exporting:export",
    "import": "importing:import_",
    "tidy": "tidying:tidy",
    "config": "config:config",
    "serve": "serve:serve",
    "keys": "keys:keys",
    "doctor": "doctor:doctor",
}
"""Name of each command, and the module and attribute of this package where it stands."""


class Program(chinese.Group):
    """The group of _COMMANDS."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of a newcomer's questions."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command; None where there is none of this name."""
        if cmd_name not in _COMMANDS:
            return None
        module, _, attribute = _COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"{__package__}.{module}"), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that `args` begin with; an unknown one fails with those it is like."""
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(error.command_name, possibilities=_COMMANDS, ctx=ctx) from None


def _show_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Show the version where it is `wanted`, and end: through `streams`, where output may fail."""
    if wanted and not context.resilient_parsing:
        streams.put(f"zhonggong-reader {__version__}\n")
        context.exit()


@click.group(
    cls=Program, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@chinese.option(
    *("-V", "--version"),
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help=tr("显示版本。"),
)
@chinese.option("--demo", is_flag=True, help=tr("打开随附的样例：不连网，不留痕迹。"))
@chinese.option("--plain", is_flag=True, help=tr("纯文本模式：一问一答，适合读屏软件、简单的终端和管道。"))
@click.pass_context
def program(context: click.Context, demo: bool, plain: bool) -> int | None:
    """在终端里读中工网（workercn.cn）。

    不带命令则打开阅读界面，进去后按 ? 看按键。只想看看，可用 --demo。
    每个命令的用法：zhonggong-reader 命令 --help
    """
    if context.invoked_subcommand is None:
        return opening.open_reader(demo=demo, plain=plain)
    if demo or plain:
        raise click.UsageError(tr("--demo 和 --plain 只用于阅读界面，不能与命令同用"))
    return None


def answer(name: str, arguments: list[str]) -> int:
    """Do what `arguments` ask for of the program called `name`; return the exit code.

    What is wrong with the arguments goes to standard error.
    """
    try:
        with program.make_context(name, list(arguments)) as context:
            code = program.invoke(context)
    except click.exceptions.Exit as end:  # --help and --version end so
        return end.exit_code
    except click.UsageError as error:
        streams.tell(complaints.usage_error(error))
        return exits.WRONG_USAGE
    return code if isinstance(code, int) else exits.DONE

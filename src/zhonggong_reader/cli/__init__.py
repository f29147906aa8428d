"""The command line: arguments in, answers on standard output, everything else on standard error.

The only place that builds Library, Fetcher and Newsdesk and hands them on (`build`). Exit codes:
0 done; 1 failed, the reason in one line; 2 wrong usage; 3 done in part.
"""

import sys
from typing import Final

import click

from zhonggong_reader import __version__
from zhonggong_reader.cli import chinese
from zhonggong_reader.cli.exchange import export, import_
from zhonggong_reader.cli.lists import channels, list_
from zhonggong_reader.cli.read import read
from zhonggong_reader.cli.sync import sync
from zhonggong_reader.errors import ReaderError

FAILED: Final = 1
WRONG_USAGE: Final = 2
INTERRUPTED: Final = 130
"""Ctrl+C, as shells count it: 128 + SIGINT."""


@click.group(
    cls=chinese.Group, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(
    __version__, "-V", "--version", message="zhonggong-reader %(version)s", help="显示版本。"
)
@click.option("--demo", is_flag=True, help="用随附的样例演示，不连网，不留痕迹。")
@click.pass_context
def program(context: click.Context, demo: bool) -> None:
    """在终端里读中工网。不带命令则打开阅读界面。"""
    if context.invoked_subcommand is None:
        from zhonggong_reader.cli.screen import open_screen  # noqa: PLC0415 - Textual, for the screen alone

        sys.exit(open_screen(demo=demo))
    if demo:
        raise click.UsageError("--demo 只用于阅读界面，不能与命令同用")


for command in (read, sync, list_, channels, export, import_):
    program.add_command(command)


def main() -> None:
    """Run the program and leave with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the program with `arguments`; return the exit code. Reasons go to standard error."""
    try:
        answer = program.main(arguments, prog_name="zhonggong-reader", standalone_mode=False)
    except click.UsageError as error:
        click.echo(chinese.usage_error(error), err=True)
        return WRONG_USAGE
    except click.Abort:
        return INTERRUPTED
    except ReaderError as error:
        click.echo(f"zhonggong-reader: {error}", err=True)
        return FAILED
    except BrokenPipeError:
        # The reader of our output has enough: `zhonggong-reader list | head`.
        sys.stdout = None
        return 0
    return answer if isinstance(answer, int) else 0

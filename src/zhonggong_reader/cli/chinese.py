"""click speaks Chinese here: commands, options and the look of their help.

Texts of help are written to fit: their lines stay as they stand in the source, at most 76 cells,
and columns are aligned by cells, where click counts characters.
"""

from collections.abc import Iterable
from functools import partial
from inspect import cleandoc
from typing import Any, Final

import click

from zhonggong_reader.cli import streams
from zhonggong_reader.language import tr

_HELP: Final = tr("显示这份说明。")
_USAGE: Final = {"[OPTIONS]": tr("[选项]"), "COMMAND": tr("子命令"), "[ARGS]...": tr("[参数]…")}


class Formatter(click.HelpFormatter):
    """Writes help with full-width colons, by cells, and without breaking lines anew."""

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        self.write(f"{'':>{self.current_indent}}{tr('{heading}：', heading=heading)}\n")

    def write_text(self, text: str) -> None:
        """Write lines as they are, indented."""
        for line in text.splitlines():
            self.write(f"{'':>{self.current_indent if line else 0}}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write two columns; a term wider than `col_max` cells has its line to itself."""
        from rich.cells import cell_len  # noqa: PLC0415 - only help shows columns

        terms = [(term, cell_len(term), meaning) for term, meaning in rows]
        column = max((width for _, width, _ in terms if width <= col_max), default=0) + col_spacing
        indent = " " * self.current_indent
        for term, width, meaning in terms:
            first, *others = meaning.splitlines() or [""]
            gap = " " * (column - width) if width <= col_max else f"\n{indent}{'':{column}}"
            self.write(f"{indent}{term}{gap}{first}\n")
            self.write("".join(f"{indent}{'':{column}}{line}\n" for line in others))


class Context(click.Context):
    """Makes help with our formatter."""

    formatter_class = Formatter


class Option(click.Option):
    """An option whose own text says its range and whether it must be there."""

    def get_help_extra(self, ctx: click.Context) -> click.types.OptionHelpExtra:
        """Return nothing: click would add it in English."""
        return {}


option = partial(click.option, cls=Option)


class Command(click.Command):
    """A command with its help in Chinese."""

    context_class = Context

    def __init__(self, name: str | None, **options: Any) -> None:
        """Take what click hands on; a command's help is its function's docstring."""
        if options.get("help"):
            # Until Python 3.13 a docstring has the indentation of its source.
            options["help"] = tr(cleandoc(options["help"]))
        super().__init__(name, **options)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the help option."""
        found = super().get_help_option(ctx)
        if found is not None:
            found.help = _HELP
            found.callback = _show_help
        return found

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line of usage."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=tr("用法："))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = [option for option in self.get_params(ctx) if isinstance(option, click.Option)]
        if rows := [row for option in options if (row := option.get_help_record(ctx))]:
            with formatter.section(tr("选项")):
                formatter.write_dl(rows)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """Return what stands behind the command in the line of usage."""
        pieces = " ".join(super().collect_usage_pieces(ctx))
        for english, chinese in _USAGE.items():
            pieces = pieces.replace(english, chinese)
        return [pieces]


def _show_help(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Show the help where it is `wanted`, and end: through `streams`, where output may fail."""
    if wanted and not context.resilient_parsing:
        streams.put(context.get_help() + "\n")
        context.exit()


class Group(Command, click.Group):
    """The program, or a command with commands of its own, which stand under a heading."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order in which they were made."""
        return list(self.commands)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        commands = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(tr("命令")):
            formatter.write_dl([(name, found.get_short_help_str(200)) for name, found in commands if found])

"""click speaks Chinese here: headings of the help, and what is wrong with the arguments."""

from typing import Any, Final

import click

_HELP: Final = "显示这份说明。"


class _Chinese(click.Command):
    """Headings and the help option in Chinese."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _HELP
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [option for option in self.get_params(ctx) if isinstance(option, click.Option)]
        rows = [row for option in options if (row := option.get_help_record(ctx))]
        if rows:
            with formatter.section("选项"):
                formatter.write_dl(rows)

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        words = {"[OPTIONS]": "[选项]", "COMMAND": "命令", "[ARGS]...": "[参数]…"}
        pieces = " ".join(super().collect_usage_pieces(ctx))
        for english, chinese in words.items():
            pieces = pieces.replace(english, chinese)
        return [pieces]


class Command(_Chinese):
    """A command with its help in Chinese."""


class Group(_Chinese, click.Group):
    """The program, which lists its commands under a Chinese heading."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        rows = [
            (name, command.get_short_help_str(limit=200))
            for name in self.list_commands(ctx)
            if (command := self.get_command(ctx, name)) is not None
        ]
        with formatter.section("命令"):
            formatter.write_dl(rows)

    def command(self, *arguments: Any, **keywords: Any) -> Any:
        """Make commands that speak Chinese too."""
        keywords.setdefault("cls", Command)
        return super().command(*arguments, **keywords)


def usage_error(error: click.UsageError) -> str:
    """Return what is wrong with the arguments, and where help is."""
    path = error.ctx.command_path if error.ctx else "zhonggong-reader"
    return f"{path}: {_complaint(error)}；用法见 {path} --help"


def _complaint(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            guess = f"，是不是 {'、'.join(error.possibilities)}" if error.possibilities else ""
            return f"没有 {error.option_name} 这个选项{guess}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 后面缺少值，或不该有值"
        case click.MissingParameter():
            return f"缺少参数 {_name(error)}"
        case click.BadParameter():
            return f"{_name(error)} 的值不对：{_expected(error)}"
    if message := _no_such_command(error):
        return message
    return error.format_message().rstrip(".")


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "")
    if isinstance(error.param, click.Option):
        return error.param.opts[0]
    return error.param.make_metavar(error.ctx) if error.ctx else error.param.human_readable_name


def _expected(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    match kind:
        case click.Choice():
            return f"应为 {'、'.join(str(choice) for choice in kind.choices)} 之一"
        case click.IntRange(min=least, max=most):
            bounds = (f"不小于 {least}" if least is not None else "") + (
                f"、不大于 {most}" if most is not None else ""
            )
            return f"应为{bounds}的整数"
        case click.File() | click.Path():
            return "文件不存在或打不开"
    if isinstance(kind, click.types.IntParamType):
        return "应为整数"
    return error.message


def _no_such_command(error: click.UsageError) -> str | None:
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"没有“{error.command_name}”这个命令"
    return None

"""What is wrong with the arguments, as click found it, in the reader's words."""

import click

from zhonggong_reader.language import tr


def usage_error(error: click.UsageError) -> str:
    """Return what is wrong with the arguments, and where help is."""
    path = error.ctx.command_path if error.ctx else "zhonggong-reader"
    return tr("{path}: {complaint}；用法见 {path} --help", path=path, complaint=_complaint(error))


def _complaint(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            return tr(
                "没有 {option_name} 这个选项{guess}",
                option_name=error.option_name,
                guess=_guess(error.possibilities),
            )
        case click.NoSuchCommand():
            return tr(
                "没有“{command_name}”这个命令{guess}",
                command_name=error.command_name,
                guess=_guess(error.possibilities),
            )
        case click.BadOptionUsage():
            needless = "does not take" in error.message
            return tr(
                "选项 {option_name} {fault}",
                option_name=error.option_name,
                fault=tr("不带值") if needless else tr("后面缺少值"),
            )
        case click.MissingParameter():
            return tr(
                "缺少{kind} {name}",
                kind=tr("选项") if isinstance(error.param, click.Option) else tr("参数"),
                name=_name(error),
            )
        case click.BadParameter():
            return tr("{name} 的值不对：{expected}", name=_name(error), expected=_expected(error))
    # click names the surplus words in brackets: "Got unexpected extra argument (x)".
    _, bracket, surplus = error.message.partition("extra argument")
    return (
        tr("多出了参数 {surplus}", surplus=surplus.partition("(")[2].rstrip(")"))
        if bracket
        else error.message
    )


def _guess(possibilities: list[str] | None) -> str:
    return tr("，是不是 {possibilities}", possibilities=tr("、").join(possibilities)) if possibilities else ""


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "")
    if isinstance(error.param, click.Option):
        return error.param.opts[-1]
    return error.param.make_metavar(error.ctx) if error.ctx else error.param.human_readable_name


def _expected(error: click.BadParameter) -> str:
    match error.param.type if error.param else None:
        case click.Choice(choices=choices):
            return tr("应为 {choices} 之一", choices=tr("、").join(map(str, choices)))
        case click.IntRange(min=least, max=None):
            return tr("应为不小于 {least} 的整数", least=least)
        case click.IntRange(min=least, max=most):
            return tr("应为 {least} 到 {most} 之间的整数", least=least, most=most)
    return error.message

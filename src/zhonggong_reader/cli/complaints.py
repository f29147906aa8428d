"""What is wrong, in Chinese: with the arguments, as click found it, and with a file, as the system did."""

import errno
from typing import Final

import click

_SYSTEM: Final = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "所在的磁盘是只读的",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EIO: "磁盘读写出错",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "符号链接绕成了圈",
    errno.ENXIO: "设备不存在",
    errno.EBADF: "没有打开",
}


def reason(error: OSError) -> str:
    """Return what the system says, in Chinese where it is one of the common faults."""
    return _SYSTEM.get(error.errno or 0) or error.strerror or str(error)


def usage_error(error: click.UsageError) -> str:
    """Return what is wrong with the arguments, and where help is."""
    path = error.ctx.command_path if error.ctx else "zhonggong-reader"
    return f"{path}: {_complaint(error)}；用法见 {path} --help"


def _complaint(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            return f"没有 {error.option_name} 这个选项{_guess(error.possibilities)}"
        case click.NoSuchCommand():
            return f"没有“{error.command_name}”这个命令{_guess(error.possibilities)}"
        case click.BadOptionUsage():
            needless = "does not take" in error.message
            return f"选项 {error.option_name} {'不带值' if needless else '后面缺少值'}"
        case click.MissingParameter():
            return f"缺少{'选项' if isinstance(error.param, click.Option) else '参数'} {_name(error)}"
        case click.BadParameter():
            return f"{_name(error)} 的值不对：{_expected(error)}"
    # click names the surplus words in brackets: "Got unexpected extra argument (x)".
    _, bracket, surplus = error.message.partition("extra argument")
    return f"多出了参数 {surplus.partition('(')[2].rstrip(')')}" if bracket else error.message


def _guess(possibilities: list[str] | None) -> str:
    return f"，是不是 {'、'.join(possibilities)}" if possibilities else ""


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "")
    if isinstance(error.param, click.Option):
        return error.param.opts[-1]
    return error.param.make_metavar(error.ctx) if error.ctx else error.param.human_readable_name


def _expected(error: click.BadParameter) -> str:
    match error.param.type if error.param else None:
        case click.Choice(choices=choices):
            return f"应为 {'、'.join(map(str, choices))} 之一"
        case click.IntRange(min=least, max=None):
            return f"应为不小于 {least} 的整数"
        case click.IntRange(min=least, max=most):
            return f"应为 {least} 到 {most} 之间的整数"
    return error.message

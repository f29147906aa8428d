"""The reader's own editor, which has the terminal until it ends."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from zhonggong_reader.errors import InputError, reason
from zhonggong_reader.language import tr

_COMMON: Final = ("sensible-editor", "editor", "nano", "vim", "vi", "notepad")
"""Looked for, in this order, where the environment names none."""


def command(environ: Mapping[str, str] = os.environ) -> Sequence[str]:
    """Return the command of the editor: $VISUAL, $EDITOR, one that is usual on the system.

    Raises InputError where there is none.
    """
    for name in ("VISUAL", "EDITOR"):
        if written := environ.get(name, "").strip():
            try:
                # Backslashes belong to paths where shells are not POSIX ones.
                return shlex.split(written, posix=os.name == "posix")
            except ValueError as error:
                raise InputError(tr("{name} 的写法不对：{written}", name=name, written=written)) from error
    for name in _COMMON:
        if found := shutil.which(name, path=environ.get("PATH")):
            return (found,)
    raise InputError(tr("没有找到编辑器"), tr("请设置 VISUAL 或 EDITOR"))


def edit(path: Path) -> None:
    """Open `path` in the editor and wait until that ends. Raises InputError where it fails."""
    argv = command()
    try:
        done = subprocess.run([*argv, str(path)], check=False)  # noqa: S603 - an argument list; the reader's own choice
    except OSError as error:
        raise InputError(
            tr("编辑器 {name} 启动不了：{error}", name=argv[0], error=reason(error)),
            tr("请检查 VISUAL 和 EDITOR"),
        ) from error
    if done.returncode:
        raise InputError(tr("编辑器 {name} 以 {code} 结束", name=argv[0], code=done.returncode))

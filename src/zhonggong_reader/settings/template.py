"""A settings file to begin with: every setting in a comment, with what it is and what it may be."""

from itertools import groupby
from pathlib import Path

from zhonggong_reader.errors import SettingsError, reason
from zhonggong_reader.language import tr
from zhonggong_reader.settings.described import Setting, every
from zhonggong_reader.settings.values import written


def provide(path: Path) -> None:
    """Put a file to begin with at `path`, where there is none. Raises SettingsError where that fails."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(text(), "utf-8")
    except FileExistsError:
        return
    except OSError as error:
        raise SettingsError(
            tr("设置文件 {path} 写不了：{error}", path=path, error=reason(error)),
            tr("请检查权限和磁盘空间"),
        ) from error


def text() -> str:
    """Return the text of such a file. TOML wants what stands in no table first."""
    lines = [tr("# 中工网阅读器的设置。去掉一行开头的 #，这一项就照所写的；其余照默认。")]
    settings = sorted(every(), key=lambda setting: setting.path[:-1] != ())
    for table, group in groupby(settings, lambda setting: setting.path[:-1]):
        lines += ["", f"[{'.'.join(table)}]"] if table else []
        for setting in group:
            lines += ["", *_entry(setting)]
    return "\n".join(lines) + "\n"


def _entry(setting: Setting) -> list[str]:
    about = tr("# {title}：{about}", title=setting.title, about=setting.about)
    allowed = tr("# 可为：{allowed}", allowed=setting.allowed)
    example = "" if setting.default is None else f" {written(setting.default)}"
    return [about, allowed, f"# {setting.path[-1]} ={example}"]

"""`config`: what holds, what each setting is, and changes that leave the rest of the file alone."""

import json
import os
import re
import stat
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from program import Finished

from zhonggong_reader import settings
from zhonggong_reader.settings import described

Program = Callable[..., Finished]
Fails = Callable[..., str]

MINE = """\
# 我的设置
measure = 60  # 窄一些

[network]
pause = 0 # 本机
"""


@pytest.fixture
def mine(config: Path) -> Path:
    config.write_text(MINE, "utf-8")
    return config


@pytest.fixture
def editor(tmp_path: Path) -> Callable[[str], str]:
    """`editor("…")` is a command that writes these words into the file, as an editor would."""

    def make(text: str) -> str:
        script = tmp_path / "my editor.sh"
        script.write_text(f"#!/bin/sh\nprintf %s '{text}' > \"$2\"\n", "utf-8")
        script.chmod(0o700)
        return f"'{script}' --wait"

    return make


def test_the_list_says_all_that_holds_as_the_file_would(program: Program, mine: Path) -> None:
    done = program("config", "list")
    assert done.code == 0
    assert program("config").out == done.out
    listed = tomllib.loads(done.out)
    assert listed["measure"] == 60
    assert listed["network"] == {"timeout": 20.0, "pause": 0.0}
    lines = {line.split(" = ")[0]: line for line in done.out.splitlines()}
    assert lines["measure"].endswith("# 版式 行长")
    assert lines["justify"].endswith("# 版式 两端对齐，默认")


def test_the_list_as_json_explains_each(program: Program, mine: Path) -> None:
    entries = {entry["key"]: entry for entry in program("config", "list", "--format", "json").json()}
    assert list(entries) == [setting.key for setting in described.every()]
    measure = entries["measure"]
    assert (measure["value"], measure["default"], measure["written"]) == (60, 72, True)
    assert (measure["title"], measure["allowed"]) == ("行长", "24 到 96 之间的偶数（格）")
    assert entries["language"]["choices"] == ["auto", "zh", "en"]
    assert entries["matrix.wechat"]["value"] is None


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("measure", "60\n", 60),
        ("theme", "paper\n", "paper"),
        ("justify", "true\n", True),
        ("browser", "firefox\n--new-tab\n", ["firefox", "--new-tab"]),
        ("matrix.wechat", "", None),
        ("network.pause", "0.0\n", 0.0),
        ("keys.article.star", "a,f7\n", "a,f7"),
        ('keys."article.star"', "a,f7\n", "a,f7"),
    ],
)
def test_one_value_for_a_script(program: Program, mine: Path, key: str, text: str, value: object) -> None:
    mine.write_text(f'browser = ["firefox", "--new-tab"]\n{MINE}\n[keys]\n"article.star" = "a,f7"\n', "utf-8")
    assert program("config", "get", key) == Finished(0, text, "")
    assert json.loads(program("config", "get", key, "--format", "json").out) == value


@pytest.mark.parametrize(
    ("arguments", "change", "told"),
    [
        (("measure", "64"), ("measure = 60  #", "measure = 64  #"), "measure = 64"),
        (("justify", "关"), ("# 窄一些\n", "# 窄一些\njustify = false\n"), "justify = false"),
        (("network.pause", "1.5"), ("pause = 0 #", "pause = 1.5 #"), "network.pause = 1.5"),
        (
            ("channels.first", "评论", "全总"),
            ("# 本机\n", '# 本机\n\n[channels]\nfirst = ["评论", "全总"]\n'),
            'channels.first = ["评论", "全总"]',
        ),
        (
            ("channels.hidden", "评论，全总"),
            ("# 本机\n", '# 本机\n\n[channels]\nhidden = ["评论", "全总"]\n'),
            "channels.hidden",
        ),
        (
            ("browser", "firefox", "--new-tab"),
            ("# 窄一些\n", '# 窄一些\nbrowser = ["firefox", "--new-tab"]\n'),
            "browser",
        ),
        (
            ("keys.article.star", "a,f7"),
            ("# 本机\n", '# 本机\n\n[keys]\n"article.star" = "a,f7"\n'),
            "keys.article.star",
        ),
        (("language", "en"), ("# 窄一些\n", '# 窄一些\nlanguage = "en"\n'), "下次启动时生效"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_setting_is_changed_and_nothing_else(
    program: Program, mine: Path, arguments: tuple[str, ...], change: tuple[str, str], told: str
) -> None:
    mine.chmod(0o640)
    done = program("config", "set", *arguments)
    assert (done.code, done.out) == (0, "")
    assert told in done.err
    assert mine.read_text("utf-8") == MINE.replace(*change)
    assert stat.S_IMODE(mine.stat().st_mode) == 0o640


def test_unset_goes_back_to_the_default(program: Program, mine: Path) -> None:
    done = program("config", "unset", "measure")
    assert (done.code, done.out, done.err) == (0, "", "measure 回到默认：72\n")
    assert mine.read_text("utf-8") == MINE.replace("measure = 60  # 窄一些\n", "")
    for key, default in (("line_spacing", "0"), ("hanging", "false"), ("browser", "[]"), ("clippings", '""')):
        assert program("config", "unset", key).err == f"{key} 回到默认：{default}\n"
    assert program("config", "unset", "matrix.wechat").err == "matrix.wechat 回到默认：（没有写）\n"


def test_what_is_no_utf_8_is_not_written(fails: Fails, mine: Path) -> None:
    before = mine.read_bytes()
    for key in ("clippings", "channels.hidden", "pipe"):
        assert "值里有不是 UTF-8 的字节" in fails("config", "set", key, os.fsdecode(b"/tmp/\xff"))
    assert mine.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("set", "measure", "61"), "measure 的值不对，应为：24 到 96 之间的偶数（格）"),
        (("set", "theme", "rosa"), "没有“rosa”这个主题；可用的主题：auto、paper、night"),
        (("set", "colour", "red"), "没有 colour 这一项，可用的有"),
        (("set", "network.x", "1"), "没有 network.x 这一项，可用的有 timeout、pause"),
        (("set", "keys.article.star", "m"), "按键 m 同时给了"),
        (("set", "keys.nothing", "m"), "nothing"),
        (("set", "matrix.wechat", "javascript:alert(1)"), "matrix.wechat 的值不对"),
        (("get", "colour"), "没有 colour 这一项"),
        (("get", "keys.article.star"), "设置文件里没有 keys.article.star"),
        (("get", 'keys."'), "写得不对"),
        (("unset", "colour"), "没有 colour 这一项"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_is_told_and_changes_nothing(
    fails: Fails, mine: Path, arguments: tuple[str, ...], told: str
) -> None:
    assert told in fails("config", *arguments)
    assert mine.read_text("utf-8") == MINE


def test_a_file_that_is_wrong_is_told_and_left_alone(fails: Fails, mine: Path) -> None:
    mine.write_text("measure = 61\n", "utf-8")
    assert f"{mine} 第 1 行：measure 的值不对" in fails("config", "set", "theme", "night")
    assert mine.read_text("utf-8") == "measure = 61\n"


def test_edit_begins_with_every_setting_explained_and_none_changed(program: Program, config: Path) -> None:
    config.unlink()
    done = program("config", "edit", EDITOR="cat")
    assert done.code == 0
    assert "没有问题" in done.err
    assert done.out == config.read_text("utf-8")
    assert settings.read(config) == settings.Settings()
    assert stat.S_IMODE(config.stat().st_mode) == 0o600
    for setting in described.every():
        assert f"\n# {setting.path[-1]} =" in done.out
    # Every example is a setting with its default.
    config.write_text(re.sub(r"^# (?=\w+ = )", "", done.out, flags=re.MULTILINE | re.ASCII), "utf-8")
    assert tomllib.loads(config.read_text("utf-8"))["measure"] == 72
    assert settings.read(config) == settings.Settings()


def test_edit_opens_what_is_there_and_looks_at_it_afterwards(
    program: Program, mine: Path, editor: Callable[[str], str]
) -> None:
    done = program("config", "edit", VISUAL=editor("measure = 80"), EDITOR="false")
    assert (done.code, done.out) == (0, "")
    assert mine.read_text("utf-8") == "measure = 80"


@pytest.mark.parametrize(
    ("text", "told"), [("measure = 81", "measure 的值不对"), ('theme = "rosa"', "没有“rosa”这个主题")]
)
def test_edit_says_what_is_wrong_afterwards(
    fails: Fails, mine: Path, editor: Callable[[str], str], text: str, told: str
) -> None:
    assert told in fails("config", "edit", EDITOR=editor(text))
    assert mine.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"EDITOR": "false"}, "编辑器 false 以 1 结束"),
        ({"EDITOR": "/nowhere/editor"}, "编辑器 /nowhere/editor 启动不了"),
        ({"EDITOR": "vi '"}, "EDITOR 的写法不对"),
        ({"EDITOR": " ", "PATH": ""}, "没有找到编辑器；请设置 VISUAL 或 EDITOR"),
    ],
)
def test_an_editor_that_fails_is_told(
    fails: Fails, mine: Path, environment: dict[str, str], told: str
) -> None:
    assert told in fails("config", "edit", **environment)
    assert mine.read_text("utf-8") == MINE


def test_the_place_of_the_file(program: Program, config: Path) -> None:
    assert program("config", "path") == Finished(0, f"{config}\n", "")

"""Arguments: help, versions, and what is wrong with them, all in Chinese."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from program import COMMAND, Finished
from rich.cells import cell_len

from zhonggong_reader import __version__
from zhonggong_reader.cli.running import run

COMMANDS = (
    "read",
    "sync",
    "list",
    "search",
    "paper",
    "channels",
    "saved",
    "export",
    "import",
    "tidy",
    "config",
    "serve",
    "keys",
    "doctor",
)


@pytest.mark.parametrize(
    "command",
    [
        [COMMAND],
        [COMMAND.with_name(COMMAND.name.replace("zhonggong-reader", "zgr"))],
        [sys.executable, "-m", "zhonggong_reader"],
    ],
    ids=["zhonggong-reader", "zgr", "python -m"],
)
def test_every_name_of_the_program_is_the_program(command: list[str | Path]) -> None:
    done = subprocess.run([*command, "--version"], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == (f"zhonggong-reader {__version__}\n", "")


@pytest.mark.parametrize("arguments", [[], *([name] for name in COMMANDS)], ids=["program", *COMMANDS])
def test_help_is_chinese_and_fits_80_cells(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*arguments, "--help"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith(" ".join(["用法：zhonggong-reader", *arguments]) + " [选项]")
    out = out.replace("[default|newsboat|vim|arrows]", "")  # names of values
    assert not re.search(r"Usage|Options|Commands|Show|required|default|:\n|OPTIONS|<=", out)
    assert max(map(cell_len, out.splitlines())) <= 80
    # One column of explanations, by cells.
    options = out.partition("选项：\n")[2].partition("\n\n")[0]
    starts = {
        cell_len(line[: match.start(1)])
        for line in options.splitlines()
        if (match := re.search(r"\S  +(\S)", line))
    }
    assert len(starts) == 1


def test_help_lists_the_commands_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    run(["-h"])
    listed = capsys.readouterr().out.partition("命令：\n")[2]
    assert [line.split()[0] for line in listed.splitlines()] == list(COMMANDS)
    assert all(len(line.split()) > 1 for line in listed.splitlines())


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["lst"], "没有“lst”这个命令，是不是 list"),
        (["微信"], "没有“微信”这个命令"),
        (["--frob"], "没有 --frob 这个选项"),
        (["list", "--unraed"], "没有 --unraed 这个选项，是不是 --unread"),
        (["list", "--limit", "many"], "--limit 的值不对：应为不小于 0 的整数"),
        (["list", "--limit", "-1"], "--limit 的值不对：应为不小于 0 的整数"),
        (["list", "--format", "xml"], "--format 的值不对：应为 text、json 之一"),
        (["list", "--limit"], "选项 --limit 后面缺少值"),
        (["list", "--unread=yes"], "选项 --unread 不带值"),
        (["list", "全总", "工会"], "多出了参数 工会"),
        (["read"], "缺少参数 来源"),
        (["read", ""], "来源是空的"),
        (["read", "sample", "--width", "7"], "--width 的值不对：应为 8 到 1000 之间的整数"),
        (["read", "sample", "--address", "https://www.workercn.cn/"], "--address 只在来源是文件时有用"),
        (["sync", "--articles", "-1"], "--articles 的值不对：应为不小于 0 的整数"),
        (["export"], "缺少选项 --format"),
        (["export", "--format", "pdf"], "--format 的值不对：应为 markdown、epub、jsonl 之一"),
        (["export", "0", "--format", "jsonl"], "的值不对：应为 1 到"),
        (
            ["export", "1", "--starred", "--format", "jsonl"],
            "编号、--starred、--channel、--search、--paper 只能用其中一种",
        ),
        (["export", "1", "--day", "昨天", "--format", "jsonl"], "--day 不能与编号、--search 或 --paper 同用"),
        (["export", "--day", "13月", "--format", "jsonl"], "--day 的值不对：应为日期"),
        (["export", "--search", " ", "--format", "jsonl"], "没有写要找什么"),
        (["import"], "缺少参数 文件.jsonl"),
        (["--demo", "list"], "--demo 和 --plain 只用于阅读界面"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_in_one_line_with_where_help_is(
    arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"zhonggong-reader(?: \w+)?: .+；用法见 zhonggong-reader(?: \w+)? --help\n", err)
    assert complaint in err


def test_without_a_terminal_the_reading_room_stays_closed(fails: Callable[..., str]) -> None:
    assert "需要在终端里打开" in fails()
    assert "需要在终端里打开" in fails("--demo")


def test_a_shell_can_ask_for_completions(program: Callable[..., Finished]) -> None:
    done = program(
        _ZHONGGONG_READER_COMPLETE="bash_complete", COMP_WORDS="zhonggong-reader e", COMP_CWORD="1"
    )
    assert done.out.split() == ["plain,export"]

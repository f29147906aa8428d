"""What the READMEs tell readers to type and to write works, and both tell the same."""

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

import click
import pytest

from zhonggong_reader.cli import build
from zhonggong_reader.cli.program import program
from zhonggong_reader.settings import described, reading

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")
ONE_STANDS_FOR_ALL = "matrix."
"""Settings of which one is shown: there is one for each entry of the media matrix."""


def blocks(name: str, kind: str) -> list[str]:
    """Return what stands in the README's blocks of code of this kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```", (ROOT / name).read_text("utf-8"), re.MULTILINE | re.DOTALL)


def commands(name: str) -> list[list[str]]:
    """Return the arguments of each line of a README that runs the program."""
    lines = [shlex.split(line, comments=True) for block in blocks(name, "sh") for line in block.splitlines()]
    return [line[1:] for line in lines if line[:1] == ["zhonggong-reader"]]


def settings(name: str) -> dict[str, Any]:
    """Return the settings that a README shows."""
    (block,) = blocks(name, "toml")
    return tomllib.loads(block)


def keys(table: dict[str, Any], before: str = "") -> set[str]:
    """Return the names of settings in `table`; single keys of [keys] are no names."""
    found = set()
    for name, value in table.items():
        key = before + name
        found |= keys(value, f"{key}.") if isinstance(value, dict) and key != "keys" else {key}
    return found


@pytest.mark.parametrize("arguments", commands("README.md"), ids=" ".join)
def test_the_program_understands_the_commands_of_the_readme(arguments: list[str]) -> None:
    group: click.Group = program
    context = click.Context(group)
    while arguments and not arguments[0].startswith("-"):
        command = group.get_command(context, arguments[0])
        assert command is not None
        context = command.make_context(arguments[0], list(arguments[1:]), parent=context)
        if not isinstance(command, click.Group):
            return
        group, arguments = command, arguments[1:]
    group.make_context("zhonggong-reader", list(arguments))


@pytest.mark.parametrize("name", READMES)
def test_the_settings_of_the_readme_can_be_written_so_and_none_is_missing(name: str, tmp_path: Path) -> None:
    (block,) = blocks(name, "toml")
    build.check(reading.understand(block, tmp_path / "config.toml"))
    every = {setting.key for setting in described.every() if not setting.key.startswith(ONE_STANDS_FOR_ALL)}
    assert every <= keys(settings(name))


def test_both_readmes_show_the_same_commands_and_settings() -> None:
    english, chinese = READMES
    assert commands(english) == commands(chinese)
    assert settings(english) == settings(chinese)
    pictures = [re.findall(r"!\[.*?\]\((.*?)\)", (ROOT / name).read_text("utf-8")) for name in READMES]
    assert pictures[0] == pictures[1]
    assert all((ROOT / picture).is_file() for picture in pictures[0])

"""Clippings at the screen: saved, exported, and handed to a command."""

import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from readingroom import NEWEST, press, reading, room, settled, status

from zhonggong_reader.settings import Settings
from zhonggong_reader.ui.app import ReaderApp

AppMaker = Callable[..., ReaderApp]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("key", ["S", "ctrl+s"])
async def test_the_open_article_is_saved_under_a_name_that_is_told(
    make_app: AppMaker, tmp_path: Path, key: str
) -> None:
    folder = tmp_path / "剪报"
    async with reading(make_app(Settings(clippings=str(folder))), 160, 48) as pilot:
        await press(pilot, key)
        assert status(pilot) == "先打开一篇文章"
        await press(pilot, "enter", key)
        [name] = names(folder)
        assert name.endswith(f" {NEWEST}.md")
        assert status(pilot) == f"已存为 {folder / name}"
        await press(pilot, key)
        assert status(pilot) == f"已存过 {folder / name}"
        assert names(folder) == [name]


@pytest.mark.parametrize("key", ["E", "shift+f7"])
async def test_the_list_that_is_shown_becomes_a_book(make_app: AppMaker, tmp_path: Path, key: str) -> None:
    folder = tmp_path / "剪报"
    async with reading(make_app(Settings(clippings=str(folder))), 160, 48) as pilot:
        await press(pilot, key)
        assert status(pilot) == "“全部”里没有存下的文章；打开过的文章才存在书库里"
        await press(pilot, "enter", "escape", key)
        assert status(pilot) == f"1 篇已导出为 {folder / '全部.epub'}"
    with zipfile.ZipFile(folder / "全部.epub") as book:
        assert NEWEST in book.read("EPUB/text/00001.xhtml").decode()


@pytest.mark.parametrize(("row", "name"), [(2, "阅读历史"), (3, "关注")])
async def test_a_book_of_a_list_has_what_the_list_has(
    make_app: AppMaker, tmp_path: Path, row: int, name: str
) -> None:
    folder = tmp_path / "剪报"
    app = make_app(Settings(clippings=str(folder), watch=("变电站",)))
    async with reading(app, 160, 48) as pilot:
        await press(pilot, "enter", "escape")
        # Another one is kept, without having been opened.
        other = room(pilot).headline_list.at(1)
        assert other is not None
        await room(pilot).desk.article(other.id)
        room(pilot).channel_list.cursor = row
        await settled(pilot)
        await press(pilot, "E")
        assert status(pilot) == f"1 篇已导出为 {folder / f'{name}.epub'}"
    with zipfile.ZipFile(folder / f"{name}.epub") as book:
        assert NEWEST in book.read("EPUB/text/00001.xhtml").decode()


async def test_where_nothing_can_be_saved_is_told(make_app: AppMaker, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    async with reading(make_app(Settings(clippings=str(tmp_path / "file/剪报")))) as pilot:
        await press(pilot, "enter", "S")
        assert "写不了" in status(pilot)


@pytest.mark.parametrize("key", ["|", "｜"])
async def test_a_command_of_the_settings_gets_the_article(
    make_app: AppMaker, tmp_path: Path, key: str
) -> None:
    file = tmp_path / "article.md"
    script = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"
    command = (sys.executable, "-c", script, str(file))
    async with reading(make_app(Settings(pipe=command))) as pilot:
        await press(pilot, key)
        assert status(pilot) == "先打开一篇文章"
        await press(pilot, "enter", key)
        await settled(pilot)
        assert status(pilot) == f"已交给 {sys.executable}"
    assert file.read_text("utf-8").startswith("# ")
    assert NEWEST in file.read_text("utf-8").replace("\\", "")


async def test_without_a_command_the_setting_is_named(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "enter", "|")
        assert status(pilot) == '设置里写上 pipe = ["命令"]，就能把文章交给它'


async def test_a_command_that_fails_is_told(make_app: AppMaker) -> None:
    command = (sys.executable, "-c", "import sys; sys.exit('没有纸了')")
    async with reading(make_app(Settings(pipe=command))) as pilot:
        await press(pilot, "enter", "|")
        assert status(pilot).endswith("没有成功（1）：没有纸了")

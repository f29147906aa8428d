"""Other keys for single commands: pressed on the screen, refused where another has them, kept in the file."""

from collections.abc import Callable
from typing import Any, cast

import pytest
from readingroom import lines, press, reading, room, text
from textual.pilot import Pilot

from zhonggong_reader import places, settings
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui import keys, rebinding
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.commands import BY_ID
from zhonggong_reader.ui.screens.rebinding import Rebinding

AppMaker = Callable[..., ReaderApp]


def write(said: str) -> Settings:
    places.settings().parent.mkdir(parents=True)
    places.settings().write_text(said, "utf-8")
    return settings.read(places.settings())


def said() -> str:
    return places.settings().read_text("utf-8")


async def go_to(pilot: Pilot[Any], command: str) -> None:
    """Open the screen from the list and stand at a command."""
    await press(pilot, "comma")
    screen: Any = pilot.app.screen
    screen.setting_list.cursor = screen.setting_list.row_of("keys")
    await press(pilot, "enter")
    stand(pilot, command)
    await pilot.pause()


def stand(pilot: Pilot[Any], command: str) -> None:
    listed = cast(Rebinding, pilot.app.screen).key_list
    listed.cursor = listed.entries.index(BY_ID[command])


async def test_a_key_that_is_pressed_is_the_commands_at_once_and_comments_stay(make_app: AppMaker) -> None:
    mine = '# 我的\nmeasure = 60  # 窄一些\n\n[keys]  # 手\npreset = "vim"\n"article.read" = "t"  # 读\n'
    async with reading(make_app(write(mine)), 100, 30) as pilot:
        await go_to(pilot, "article.star")
        assert any(line.split()[:2] == ["*", "标为已读或未读"] for line in lines(pilot.app))
        await press(pilot, "enter")
        assert "请按新的键" in text(pilot.app)
        await press(pilot, "a")
        assert "已存" in text(pilot.app)
        await press(pilot, "escape", "escape", "a")
        assert room(pilot).headline_list.current.starred  # type: ignore[union-attr]
        await press(pilot, "s")
        assert room(pilot).headline_list.current.starred, "s is no key any more"  # type: ignore[union-attr]
    assert said() == mine + '"article.star" = "a"\n'


async def test_a_key_may_come_besides_and_one_goes_back_to_those_of_the_set(make_app: AppMaker) -> None:
    async with reading(make_app(write("# 空\n")), 100, 30) as pilot:
        await go_to(pilot, "article.star")
        await press(pilot, "a", "f20")
        assert '"article.star" = "s,f7,f20"' in said()
        await press(pilot, "u")
        assert said() == "# 空\n"
        await press(pilot, "ctrl+r", "delete")
        assert settings.read(places.settings()).keys in ("default", {})


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("m", "m 是“标为已读或未读”的键"),
        ("Q", "Q 是“离开；读到哪里已记下”的键"),
        ("ctrl+p", "Ctrl+P 是“打开命令面板，按名称找命令”的键"),
        ("？", "? 是“列出全部按键”的键"),
    ],
)
async def test_a_key_of_another_command_is_refused_and_does_nothing(
    make_app: AppMaker, key: str, told: str
) -> None:
    async with reading(make_app(write("# 空\n")), 100, 30) as pilot:
        await go_to(pilot, "article.star")
        await press(pilot, "enter", key)
        assert told in text(pilot.app)
        assert isinstance(pilot.app.screen, Rebinding)
        assert said() == "# 空\n"


async def test_escape_takes_no_key_and_a_click_waits_for_one(make_app: AppMaker) -> None:
    async with reading(make_app(write("# 空\n")), 100, 30) as pilot:
        await go_to(pilot, "article.star")
        await press(pilot, "enter", "escape")
        assert isinstance(pilot.app.screen, Rebinding)
        await pilot.click(offset=(10, 3))
        await pilot.pause()
        assert "请按新的键" in text(pilot.app)
        await press(pilot, "escape")
        assert said() == "# 空\n"


async def test_a_file_that_is_broken_meanwhile_is_left_alone(make_app: AppMaker) -> None:
    async with reading(make_app(write("# 空\n")), 100, 30) as pilot:
        await go_to(pilot, "article.star")
        places.settings().write_text("measure = [", "utf-8")
        await press(pilot, "enter", "a")
        assert "config.toml" in text(pilot.app)
        assert said() == "measure = ["


@pytest.mark.parametrize(
    ("before", "wished", "path", "value"),
    [
        (None, ("a", "f7"), ("keys", "article.star"), "a,f7"),
        (None, (), ("keys", "article.star"), None),
        ("vim", ("a",), ("keys",), {"preset": "vim", "article.star": "a"}),
        ("vim", (), ("keys",), "vim"),
        ({"preset": "vim"}, ("comma",), ("keys", "article.star"), "comma"),
        ({"article": {"star": "b"}}, ("exclamation_mark",), ("keys", "article", "star"), "!"),
        ({"article": {"read": "b"}}, ("space",), ("keys", "article.star"), "space"),
        ({"article.star": "b"}, (), ("keys", "article.star"), None),
    ],
)
def test_a_wish_goes_where_the_file_has_its_keys(
    before: object, wished: tuple[str, ...], path: tuple[str, ...], value: object
) -> None:
    assert rebinding.wish(before, "article.star", wished) == (path, value)


def test_what_is_written_is_read_back_as_the_same_keys() -> None:
    for command in BY_ID:
        own = keys.settle("default").of(command)
        _, written = rebinding.wish(None, command, own)
        assert keys.settle({command: str(written)}).of(command) == own

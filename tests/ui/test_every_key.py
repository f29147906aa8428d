"""Every key of every command asks for it, whichever pane one is in and whichever set of keys holds."""

from collections.abc import Callable
from typing import Any

import pytest
from readingroom import press, reading, room, text

from zhonggong_reader.settings import Settings
from zhonggong_reader.ui import keyboard, keys
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.commands import BY_ID, PaneName
from zhonggong_reader.ui.presets import PRESETS

AppMaker = Callable[..., ReaderApp]
INTO: dict[PaneName, tuple[str, ...]] = {"channels": ("left",), "headlines": (), "article": ("enter",)}


async def asked_for(
    app: ReaderApp, pane: PaneName, pressed: list[str], monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """Return what each of these keys asks for in `pane`; none of it is done."""
    asked: list[str] = []

    async def take(action: Any, *arguments: object, **options: object) -> bool:
        asked.append(str(action).removeprefix("app."))
        return True

    async with reading(app) as pilot:
        await press(pilot, *INTO[pane])
        assert room(pilot).pane == pane
        monkeypatch.setattr(app, "run_action", take)
        await press(pilot, *pressed)
        monkeypatch.undo()
    return asked


@pytest.mark.parametrize("pane", INTO)
@pytest.mark.parametrize("preset", PRESETS)
async def test_letter_and_twin_ask_for_their_command_in_every_pane(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch, pane: PaneName, preset: str
) -> None:
    settled = keys.settle(preset)
    wanted = [(key, command) for command in BY_ID.values() for key in settled.of(command.id)]
    app = make_app(Settings(keys=preset), asks_site=False)
    asked = await asked_for(app, pane, [key for key, _ in wanted], monkeypatch)
    assert asked == [command.action.removeprefix("app.") for _, command in wanted]


async def test_so_do_the_full_width_forms_of_its_marks_and_letters(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = (
        (keyboard.key_name(key), each)
        for each in BY_ID.values()
        for key in keys.settle("default").of(each.id)
    )
    wanted = [(name, each) for name, each in names if len(name) == 1 and name.isascii()]
    wide = [chr(ord(name) + 0xFEE0) for name, _ in wanted]
    asked = await asked_for(make_app(asks_site=False), "headlines", wide, monkeypatch)
    assert asked == [command.action.removeprefix("app.") for _, command in wanted]


async def test_what_is_said_names_the_keys_that_hold(make_app: AppMaker) -> None:
    async with reading(make_app(Settings(keys="arrows")), 120, 40) as pilot:
        assert "? 列出全部按键" in text(pilot.app)
        await press(pilot, "f6")
        assert "按 F7 收藏一篇文章" in text(pilot.app)

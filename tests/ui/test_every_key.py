"""Every key of every command asks for it, on whichever screen one is and whichever set of keys holds."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from elsewhere import KEYED, go, prepare
from readingroom import FakeWeb, lines, press, reading, room, text
from textual.pilot import Pilot
from textual.widgets import Input

from zhonggong_reader.settings import Settings
from zhonggong_reader.ui import keyboard, keys
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.commands import BY_ID, PaneName
from zhonggong_reader.ui.here import Keyed
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


# ── Beside the reading room ──────────────────────────────────────────────────────────────────


async def asked_at(pilot: Pilot[Any], pressed: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what each of these keys asks for on the screen where one is; none of it is done."""
    asked: list[str] = []

    async def take(action: Any, *arguments: object, **options: object) -> bool:
        if str(action) in ("scroll_down", "page_down"):
            return False  # what one types in cannot scroll, and says so by not doing it
        asked.append(str(action))
        return True

    monkeypatch.setattr(pilot.app, "run_action", take)
    await press(pilot, *pressed)
    monkeypatch.undo()
    return asked


def keyed(pilot: Pilot[Any]) -> Keyed:
    screen = pilot.app.screen
    assert isinstance(screen, Keyed)
    return screen


@pytest.mark.parametrize("preset", ["default", "arrows"])
@pytest.mark.parametrize("name", KEYED)
async def test_letter_and_twin_ask_for_their_command_on_every_screen(
    make_app: AppMaker, web: FakeWeb, monkeypatch: pytest.MonkeyPatch, name: str, preset: str
) -> None:
    app = make_app(Settings(keys=preset), pictures=prepare(web))
    async with reading(app) as pilot:
        await go(pilot, web, name)
        screen = keyed(pilot)
        settled = keys.settle(preset)
        # Keys that are of the screen itself come before those of the table.
        own = {*screen.OWN_KEYS, *(key for key, each in app.screen._bindings if each.priority)}
        wanted = {
            key: action
            for command, action in screen.HERE.actions.items()
            for key in settled.of(command)
            if key not in own
        }
        assert await asked_at(pilot, [*wanted], monkeypatch) == [*wanted.values()]


async def test_while_one_types_a_search_every_command_is_within_reach_of_keys_that_type_nothing(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "f3")
        pressed = ("escape", "tab", "shift+tab", "ctrl+s", "ctrl+f", "f1", "f3", "down", "pagedown", "ctrl+p")
        asked = await asked_at(pilot, pressed, monkeypatch)
        assert asked == [
            *("leave", "scope(1)", "scope(-1)", "save", "watch", "app.help", "words", "move(1)", "page(1)"),
            "app.palette",
        ]
        await press(pilot, *"rjq/?Q")
        assert pilot.app.screen.query_one("#words", Input).value == "rjq/?Q"


async def test_keys_of_the_settings_reach_the_search_its_line_its_help_and_its_palette(
    make_app: AppMaker,
) -> None:
    wishes = {"article.clip": "w,ctrl+n", "refresh.one": "t", "pane.next": "ctrl+l", "pane.up": "e"}
    app = make_app(Settings(keys=wishes | {"failure.next": "f20", "list.older": "f19"}))
    async with reading(app, 100, 40) as pilot:
        await press(pilot, "f3", *"工人")
        assert "Ctrl+L 放宽" in text(app)
        assert "Ctrl+N 存为频道" in lines(app)[-1]
        await press(pilot, "ctrl+l", "ctrl+l")
        assert "t 再搜  w 存为频道" in lines(app)[-1]
        await press(pilot, "f1")
        assert "在这里：搜索" in text(app)
        assert any(line.split()[1:4] == ["w", "Ctrl+N", "存为频道"] for line in lines(app))
        await press(pilot, "escape", "ctrl+p", *"存为")
        assert "w Ctrl+N" in text(app)
        await press(pilot, "enter")
        assert "已存为频道" in room(pilot).remark.text  # type: ignore[union-attr]
        await press(pilot, "e")
        assert app.screen is room(pilot)


async def test_another_set_of_keys_holds_at_once_on_a_screen_that_stays(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 100, 30) as pilot:
        await press(pilot, "/", *"工人", "enter", "escape")
        app.take(Settings(keys="arrows"))
        await press(pilot, "f3", "enter")
        assert "F5 再搜" in lines(app)[-1]
        await press(pilot, "q")
        assert app.screen is not room(pilot), "q is no key any more"
        await press(pilot, "escape")
        assert app.screen is room(pilot)

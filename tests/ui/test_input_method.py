"""Someone reads with a Chinese input method on: keys come in full width, or not at all."""

from collections.abc import Callable

import pytest
from readingroom import NEWEST, lines, press, reading, room, settled, shown_panes, status, text
from terminal import run_on_terminal
from textual.widgets import Input

from zhonggong_reader.settings import Settings
from zhonggong_reader.ui.app import INPUT_METHOD_IS_ON, ReaderApp
from zhonggong_reader.ui.screens.card import Card
from zhonggong_reader.ui.screens.help import Help
from zhonggong_reader.ui.screens.search import Search

AppMaker = Callable[..., ReaderApp]


async def test_a_word_in_place_of_a_command_is_answered_once(make_app: AppMaker) -> None:
    app = make_app()
    said: list[str] = []
    async with reading(app) as pilot:
        room(pilot).watch(room(pilot), "remark", lambda remark: said.append(remark.text), init=False)
        await press(pilot, *"就是看看")
        assert status(pilot) == INPUT_METHOD_IS_ON
        assert said == [INPUT_METHOD_IS_ON]
        assert room(pilot).headline_list.cursor == 0
        await press(pilot, "s", "看")
        assert said == [INPUT_METHOD_IS_ON, "已收藏", INPUT_METHOD_IS_ON]


async def test_on_a_screen_without_a_masthead_the_answer_stands_too(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app) as pilot:
        app._disable_notifications = False  # as on a terminal
        await press(pilot, "x", *"看看")
        assert isinstance(app.screen, Card)
        assert text(app).count("输入法处于中文状态") == 1


async def test_where_one_types_han_is_what_is_typed(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "／", *"工匠？")
        assert app.screen.query_one(Input).value == "工匠？"
        assert INPUT_METHOD_IS_ON not in text(app)


async def test_full_width_forms_work_on_every_screen(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "？")
        assert isinstance(app.screen, Help)
        await press(pilot, "？", "】")
        assert room(pilot).channel_list.cursor == 1
        await press(pilot, "【", "２")
        assert isinstance(app.screen, Card)
        await press(pilot, "ｑ", "、")
        assert isinstance(app.screen, Search)


async def test_all_is_reached_without_a_letter(make_app: AppMaker) -> None:
    app = make_app(Settings(keys="arrows"))
    async with reading(app) as pilot:
        await press(pilot, *"jjs")
        assert room(pilot).headline_list.cursor == 0
        await press(pilot, "f7")
        assert "★" in lines(app)[1]
        assert "F7 收藏" in lines(app)[-2]
        await press(pilot, "down", "enter")
        assert shown_panes(pilot) == {"article"}
        await press(pilot, "escape", "f1", "end")
        assert "Ctrl+Q" in text(app)
        assert " Q " not in text(app)


@pytest.mark.parametrize(
    ("sent", "said"), [("\x1b[18~", "已收藏"), ("ｓ", "已收藏"), ("看", INPUT_METHOD_IS_ON)]
)
def test_on_a_real_terminal(sent: str, said: str) -> None:
    shown = run_on_terminal("--demo", answers=[("首届大国工匠", sent), (said, "\x11")])
    assert shown.code == 0


def test_shift_f6_of_the_linux_console_is_no_blank() -> None:
    shown = run_on_terminal(
        "--demo", answers=[("全部", "\x1b[17~"), ("收藏 0 篇", "\x1b[32~"), ("全部 ", "\x11")]
    )
    assert shown.code == 0


async def test_a_key_that_is_held_by_the_app_leaves_from_everywhere(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "x", "ctrl+q")
        await settled(pilot)
        assert not app.is_running or app._exit


async def test_q_is_typed_where_one_types(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "/", "Q", "？")
        assert app.screen.query_one(Input).value == "Q？"
        assert NEWEST[:4] not in lines(app)[1]

"""What is typed and pasted where one types: a line, whatever comes."""

from collections.abc import Callable

import pytest
from readingroom import press, reading, settled
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input
from watchdog import LIMIT, slowness, watched

from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.widgets.typed_line import LINE_LIMIT

AppMaker = Callable[..., ReaderApp]


async def paste(pilot: Pilot[None], pasted: str) -> Input:
    """Paste into the line that has the focus, and return it."""
    pilot.app.post_message(events.Paste(pasted))
    await settled(pilot)
    return pilot.app.screen.query_one(Input)


def said(app: ReaderApp) -> list[str]:
    return [notice.message for notice in app._notifications]


@pytest.mark.parametrize("key", ["/", "ctrl+p"])
async def test_megabytes_that_are_pasted_are_cut_told_and_not_felt(make_app: AppMaker, key: str) -> None:
    app = make_app()
    async with reading(app, 100, 30) as pilot:
        await press(pilot, key)
        with watched() as slow:
            line = await paste(pilot, "工会劳模" * 500_000)
        assert line.value == "工会劳模" * (LINE_LIMIT // 4)
        assert said(app) == [f"粘贴的字太多，只放得下前 {LINE_LIMIT} 个"]
        assert [each for each in slow if each.seconds > 2 * LIMIT * slowness()] == []


async def test_what_is_pasted_is_one_clean_line(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 100, 30) as pilot:
        await press(pilot, "/")
        line = await paste(pilot, "大国\x1b]52;c;aGk=\x07\n\u202e工匠\ud800\t精神\n")
        assert line.value == "大国]52;c;aGk= 工匠 精神"
        await press(pilot, "home")
        await paste(pilot, "学习")
        assert line.value.startswith("学习大国")
        assert line.cursor_position == 2


@pytest.mark.parametrize("pasted", [LINE_LIMIT - 1, LINE_LIMIT, LINE_LIMIT + 1])
async def test_a_line_takes_what_it_holds_and_tells_of_the_rest(make_app: AppMaker, pasted: int) -> None:
    app = make_app()
    async with reading(app, 100, 30) as pilot:
        await press(pilot, "/")
        line = await paste(pilot, "字" * pasted)
        assert len(line.value) == min(pasted, LINE_LIMIT)
        assert len(said(app)) == (pasted > LINE_LIMIT)


async def test_what_is_selected_makes_room(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 100, 30) as pilot:
        await press(pilot, "/")
        line = await paste(pilot, "字" * LINE_LIMIT)
        await press(pilot, "x")
        assert line.value == "字" * LINE_LIMIT
        line.select_all()
        await paste(pilot, "工会")
        assert line.value == "工会"
        assert said(app) == []


async def test_what_is_longer_already_can_be_made_shorter_and_not_longer(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 100, 30) as pilot:
        await press(pilot, "/")
        line = pilot.app.screen.query_one(Input)
        line.value = "字" * (LINE_LIMIT + 3)
        await press(pilot, "end", "backspace")
        assert len(line.value) == LINE_LIMIT + 2
        await press(pilot, "x")
        await paste(pilot, "工会劳模")
        assert line.value == "字" * (LINE_LIMIT + 2)
        assert said(app) == ["粘贴的字太多，只放得下前 0 个"]

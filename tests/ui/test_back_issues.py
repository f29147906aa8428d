"""Where a channel's list ends: older headlines come, by a key or by moving on."""

from collections.abc import Callable

from readingroom import SITE, FakeWeb, press, reading, room, settled, status, text
from textual.pilot import Pilot

from zhonggong_reader.ui.app import ReaderApp

AppMaker = Callable[..., ReaderApp]
RIGHT = f"{SITE}/right/"
SECOND = f"{RIGHT}index_2.shtml"
HINT = "按 L 或再按 ↓ 取更早的"


def second_page(*numbers: int) -> bytes:
    items = "".join(
        f'<li><h3><a href="/c/2026-09-01/{n}.shtml">从前的第{n}条消息</a></h3></li>' for n in numbers
    )
    return (
        f'<html><head><title>权益 - 中工网</title></head><body><ul class="list">{items}</ul></body></html>'
    ).encode()


async def go_to_right(pilot: Pilot[None]) -> None:
    """Stand before the headlines of 权益."""
    view = room(pilot)
    row = next(n for n, each in enumerate(view.channel_list.sections) if each.name == "权益")
    view.channel_list.cursor = row
    await settled(pilot)


async def test_moving_past_the_last_row_fetches_older_headlines_and_goes_on(
    make_app: AppMaker, web: FakeWeb
) -> None:
    web.bodies[SECOND] = second_page(1, 2)
    async with reading(make_app(), 80, 24) as pilot:
        await go_to_right(pilot)
        assert HINT in text(pilot.app)
        listed = room(pilot).headline_list.rows
        await press(pilot, "end")
        assert web.asked == []
        await press(pilot, "down")
        assert web.asked == [RIGHT, SECOND]
        assert room(pilot).headline_list.rows == listed + 2
        assert room(pilot).headline_list.cursor == listed
        assert "从前的第1条消息" in text(pilot.app)
        await press(pilot, "end", "j")
        assert "没有更早的了" in text(pilot.app)
        asked = len(web.asked)
        await press(pilot, "j", "space")
        assert len(web.asked) == asked


async def test_the_key_fetches_from_anywhere_and_leaves_the_cursor(make_app: AppMaker, web: FakeWeb) -> None:
    web.bodies[SECOND] = second_page(1)
    async with reading(make_app()) as pilot:
        await go_to_right(pilot)
        listed = room(pilot).headline_list.rows
        await press(pilot, "L")
        assert room(pilot).headline_list.rows == listed + 1
        assert room(pilot).headline_list.cursor == 0


async def test_one_request_at_a_time_however_often_one_asks(make_app: AppMaker, web: FakeWeb) -> None:
    held = web.hold(RIGHT)
    web.bodies[SECOND] = second_page(1)
    async with reading(make_app()) as pilot:
        await go_to_right(pilot)
        for _ in range(3):
            await pilot.press("L")
        await held.asked.wait()
        assert "正在取更早的" in text(pilot.app)
        held.release()
        await settled(pilot)
        assert web.asked == [RIGHT, SECOND]


async def test_a_failure_is_told_and_the_way_stays_open(make_app: AppMaker, web: FakeWeb) -> None:
    async with reading(make_app()) as pilot:
        await go_to_right(pilot)
        web.offline = True
        await press(pilot, "L")
        assert "连不上中工网" in status(pilot)
        web.offline = False
        web.bodies[SECOND] = second_page(1)
        listed = room(pilot).headline_list.rows
        await press(pilot, "L")
        assert room(pilot).headline_list.rows == listed + 1


async def test_the_whole_library_has_no_past_of_its_own(make_app: AppMaker, web: FakeWeb) -> None:
    async with reading(make_app()) as pilot:
        assert HINT not in text(pilot.app)
        await press(pilot, "end", "down")
        assert web.asked == []
        await press(pilot, "L")
        assert "先选一个频道" in status(pilot)


async def test_another_channel_that_one_went_to_meanwhile_stays_as_it_is(
    make_app: AppMaker, web: FakeWeb
) -> None:
    held = web.hold(SECOND)
    web.bodies[SECOND] = second_page(1)
    async with reading(make_app()) as pilot:
        await go_to_right(pilot)
        await pilot.press("L")
        await held.asked.wait()
        await pilot.press("[")
        await pilot.pause()
        held.release()
        await settled(pilot)
        assert room(pilot).masthead.shown.startswith("评论")
        assert "从前的第1条消息" not in text(pilot.app)

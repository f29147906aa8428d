"""Tasks of the screen: a limit each, and an owner for what goes wrong."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from readingroom import settled
from textual.worker import WorkerFailed

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.ui import tasks
from zhonggong_reader.ui.app import ReaderApp


async def for_ever() -> None:
    await asyncio.Event().wait()


async def fail() -> None:
    raise LibraryError("书库不可写")


async def time_out() -> None:
    raise TimeoutError


def notices(app: ReaderApp) -> list[str]:
    return [notice.message for notice in app._notifications]


@pytest.mark.parametrize(("doing", "said"), [(for_ever, "0.01 秒内没有做完，不再等了"), (fail, "书库不可写")])
async def test_what_takes_too_long_or_fails_is_told(
    make_app: Callable[..., ReaderApp], doing: Callable[[], Coroutine[Any, Any, None]], said: str
) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await settled(pilot)
        tasks.start(app.screen, doing(), limit=0.01)
        await settled(pilot)
        assert notices(app) == [said]


async def test_a_bug_in_a_task_ends_the_program(make_app: Callable[..., ReaderApp]) -> None:
    app = make_app()
    with pytest.raises(WorkerFailed, match="TimeoutError"):
        async with app.run_test() as pilot:
            await settled(pilot)
            tasks.start(app.screen, time_out())
            await pilot.pause()
            await settled(pilot)


async def test_the_program_ends_however_long_its_last_place_takes_to_keep(
    make_app: Callable[..., ReaderApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await settled(pilot)
        monkeypatch.setattr(app, "action_quit", for_ever)
        tasks.start(app, app._end(), limit=0.01)
        await settled(pilot)
        assert app._exit

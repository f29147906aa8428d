"""The program round the reading room: lost tasks have an owner, and garbage waits until nobody types."""

import asyncio
import gc
import weakref
from collections.abc import Callable

import pytest
from readingroom import settled

from zhonggong_reader.cli.screen import IDLE, _Reader
from zhonggong_reader.ui import drawn
from zhonggong_reader.ui.app import ReaderApp


async def test_a_task_that_fails_with_nobody_waiting_ends_the_program(
    make_app: Callable[..., ReaderApp],
) -> None:
    made = make_app()
    app = _Reader(made._desk, made._settings)

    async def fail() -> None:
        raise ZeroDivisionError

    async with app.run_test() as pilot:
        await settled(pilot)
        task = asyncio.create_task(fail())
        await asyncio.wait([task])
        del task
        gc.collect()
        await asyncio.sleep(0)
        assert isinstance(app.bug, ZeroDivisionError)


async def test_garbage_is_looked_for_once_the_keys_have_stopped(
    make_app: Callable[..., ReaderApp], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make_app()
    app = _Reader(made._desk, made._settings)
    looked: list[float] = []
    async with app.run_test() as pilot:
        await settled(pilot)
        monkeypatch.setattr(gc, "collect", lambda: looked.append(1))
        app.collect()
        assert looked == [], "nobody has done anything"
        await pilot.press("j")
        app.collect()
        assert looked == [], "a key has just been pressed"
        app.touched -= 2 * IDLE
        app.collect()
        app.collect()
        assert looked == [1], "once is enough"


async def test_what_a_screen_has_drawn_goes_with_it(make_app: Callable[..., ReaderApp]) -> None:
    app = make_app()
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("x")
        await pilot.pause()
        lines = weakref.ref(app.screen._styles_cache)
        await pilot.press("escape")
        await pilot.pause()
        drawn.forget()
        gc.collect()
        assert lines() is None

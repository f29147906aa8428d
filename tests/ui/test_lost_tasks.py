"""What goes wrong where nobody waits for it is nobody's secret: the program ends and says so."""

import asyncio
import gc
from collections.abc import Callable

from readingroom import settled

from zhonggong_reader.cli.screen import _Reader
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

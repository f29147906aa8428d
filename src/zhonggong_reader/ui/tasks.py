"""Every task of the screen: it has a time limit, and an owner for what goes wrong in it.

What a reader can be told (ReaderError) is told on the screen, as is a task that takes too long; anything
else is a bug and ends the program with a report. Nothing else in this room starts a task or a thread; a
test walks the source for that.
"""

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

from textual import work
from textual.app import App
from textual.dom import DOMNode
from textual.worker import Worker

from zhonggong_reader.errors import ReaderError
from zhonggong_reader.language import tr

LIMIT: Final = 300.0
"""Seconds for a wish. A page has a limit of its own, but an article may have many."""
LONG: Final = 12 * 60 * 60.0
"""Seconds for what goes over a whole issue, all channels, all pictures or the whole library."""
ENDING: Final = 30.0
"""Seconds for what has still to be kept when the reader leaves."""

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Node = TypeVar("Node", bound=DOMNode)

_Method = Callable[Concatenate[Node, Parameters], Coroutine[Any, Any, Result]]
_Task = Callable[Concatenate[Node, Parameters], Worker[Result | None]]


def task(
    *, group: str = "default", exclusive: bool = False, limit: float = LIMIT
) -> Callable[[_Method[Node, Parameters, Result]], _Task[Node, Parameters, Result]]:
    """Have each call of a method be a task of its own, of at most `limit` seconds.

    exclusive: takes the place of those of the same `group`
    """

    def decorate(method: _Method[Node, Parameters, Result]) -> _Task[Node, Parameters, Result]:
        @wraps(method)
        async def owned(
            node: Node, *arguments: Parameters.args, **options: Parameters.kwargs
        ) -> Result | None:
            return await _owned(node.app, method(node, *arguments, **options), limit)

        # Described by its name: Textual would write out its arguments, which may be whole articles.
        return work(owned, group=group, exclusive=exclusive, description=method.__qualname__)  # type: ignore[return-value]

    return decorate


def start(
    node: DOMNode,
    doing: Coroutine[Any, Any, object],
    *,
    group: str = "default",
    exclusive: bool = False,
    limit: float = LIMIT,
) -> None:
    """Have `doing` be a task, as `task` does."""
    node.run_worker(_owned(node.app, doing, limit), group=group, exclusive=exclusive)


async def _owned(app: App[Any], doing: Coroutine[Any, Any, Result], limit: float) -> Result | None:
    try:
        async with asyncio.timeout(limit) as clock:
            return await doing
    except TimeoutError:
        if not clock.expired():
            raise
        _tell(app, tr("{limit:g} 秒内没有做完，不再等了", limit=limit))
    except ReaderError as error:
        _tell(app, str(error))
    return None


def _tell(app: App[Any], said: str) -> None:
    if app.is_running:
        app.notify(said, severity="warning", markup=False)

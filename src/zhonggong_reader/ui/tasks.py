"""Every task of the screen: it has a time limit, and an owner for what goes wrong in it.

What a reader can be told (ReaderError) is told on the screen, as is a task that takes too long; anything
else is a bug and ends the program with a report. Nothing else in this room starts a task or a thread; a
test walks the source for that.
"""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial, wraps
from typing import Any, Concatenate, Final, ParamSpec, Protocol, TypeVar

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


class OfNode(Protocol):
    """What belongs to something on the screen, and has its tasks there."""

    @property
    def node(self) -> DOMNode:
        """What it belongs to."""


Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")
Owner = TypeVar("Owner", bound=DOMNode | OfNode)

_Method = Callable[Concatenate[Owner, Parameters], Coroutine[Any, Any, Result]]
_Task = Callable[Concatenate[Owner, Parameters], Worker[Result | None]]


def task(
    *, group: str = "default", exclusive: bool = False, limit: float = LIMIT
) -> Callable[[_Method[Owner, Parameters, Result]], _Task[Owner, Parameters, Result]]:
    """Have each call of a method be a task of its own, of at most `limit` seconds.

    exclusive: takes the place of those of the same `group`
    """

    def decorate(method: _Method[Owner, Parameters, Result]) -> _Task[Owner, Parameters, Result]:
        @wraps(method)
        def begin(
            owner: Owner, *arguments: Parameters.args, **options: Parameters.kwargs
        ) -> Worker[Result | None]:
            node = owner if isinstance(owner, DOMNode) else owner.node
            doing = partial(method, owner, *arguments, **options)
            return node.run_worker(
                partial(_begun, node.app, doing, limit),
                name=method.__name__,
                group=group,
                exclusive=exclusive,
                # By its name: Textual would write out its arguments, which may be whole articles.
                description=method.__qualname__,
            )

        return begin  # type: ignore[return-value]

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


async def _begun(
    app: App[Any], method: Callable[[], Coroutine[Any, Any, Result]], limit: float
) -> Result | None:
    return await _owned(app, method(), limit)


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

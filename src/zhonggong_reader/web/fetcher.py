"""Fetches pages of the site, politely: the loop around the wire.

The exceptions that leave this room are `FetchError`, and `InputError` for a stand-in that cannot be.
"""

import asyncio
import os
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from zhonggong_reader import __version__
from zhonggong_reader.errors import FetchError
from zhonggong_reader.language import tr
from zhonggong_reader.model import NotFound, NotModified, Page, Validators
from zhonggong_reader.web.answer import REDIRECTS, Answer, conditions, judge
from zhonggong_reader.web.body import PAGE_LIMIT
from zhonggong_reader.web.names import Reaches
from zhonggong_reader.web.origin import Origin
from zhonggong_reader.web.pace import Budget, Clock, Pace, SystemClock
from zhonggong_reader.web.proxies import Proxies
from zhonggong_reader.web.retry import Passing, backoff

if TYPE_CHECKING:
    import httpx

    from zhonggong_reader.web.wire import Wire

AT_ONCE: Final = 4
"""Requests that may be under way to the site at the same time."""
TRIES: Final = 3
"""How often one address is asked for, when what fails may pass."""
REDIRECT_LIMIT: Final = 5
"""Redirects that are followed in one fetch."""
USER_AGENT: Final = f"zhonggong-reader/{__version__} (terminal reader of workercn.cn)"

_HEADERS = {
    "User-Agent": USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,application/json;q=0.9,*/*;q=0.8",
    "Accept-Language": "zh-CN,zh;q=0.9",
    # What zlib unzips within a bound. Brotli and zstd are not asked for, nor taken.
    "Accept-Encoding": "gzip",
}


class Fetcher:
    """Asks the site's servers for pages: at most AT_ONCE at a time and a pause apart.

    Places are given in the order of asking: who has many addresses asks for a few at a time, so that
    the one that is being waited for does not stand behind them.

    allows: whether a host belongs to the site; asked for every address and every redirect
    stand_in: origin, perhaps with a path, that is asked in place of every host of the site; the
        addresses in results stay the site's. InputError where it is no http(s) address
    timeout: seconds that a fetch may spend on the wire, its redirects and tries included, waiting
        for its turn not
    pause: least seconds between two requests
    environ: where the proxies stand; default: the program's environment
    reaches: which addresses of a host may be called, where no proxy is; default: any
    transport: carries the requests in place of the network
    clock: tells the time and waits

    Nothing is opened before the first fetch. Belongs to one event loop. A fetch may be cancelled
    at any moment: it gives up its turn and its connection at once.
    """

    def __init__(
        self,
        *,
        allows: Callable[[str], bool],
        stand_in: str | None = None,
        timeout: float = 20.0,
        pause: float = 0.25,
        environ: Mapping[str, str] | None = None,
        reaches: Reaches | None = None,
        transport: "httpx.AsyncBaseTransport | None" = None,
        clock: Clock | None = None,
    ) -> None:
        self._origin = Origin(allows, stand_in)
        self._timeout = timeout
        self._proxies = Proxies(os.environ if environ is None else environ)
        self._reaches = reaches
        self._transport = transport
        self._clock = clock or SystemClock()
        self._pace = Pace(pause, self._clock)
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._opening = asyncio.Lock()
        self._wire: Wire | None = None

    async def fetch(
        self,
        address: str,
        validators: Validators | None = None,
        *,
        referer: str | None = None,
        limit: int = PAGE_LIMIT,
    ) -> Page | NotModified | NotFound:
        """Return the page at `address`, whole, or that it has not changed, or that there is none.

        validators: of the copy at hand; NotModified is returned for no other
        referer: address of the page that asks, for what the site answers to its own pages alone
        limit: most bytes of the page, unzipped

        Raises FetchError for everything else, in one sentence for the reader of news.
        """
        here = self._origin.check(address)
        asked = conditions(validators)
        said = {"Referer": referer} if referer else {}
        budget = Budget(self._timeout, self._clock)
        for _ in range(REDIRECT_LIMIT + 1):
            answer = await self._ask(here, asked, said, budget, limit)
            if not isinstance(answer, Answer):
                return answer
            here = self._origin.redirected(here, answer.headers.get("location"))
        raise FetchError(tr("{here} 转来转去，没有尽头", here=here[:80]), tr("请稍后再试"))

    async def aclose(self) -> None:
        """Close all connections; a later fetch opens new ones."""
        wire, self._wire = self._wire, None
        if wire:
            await wire.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()

    async def _ask(
        self,
        address: str,
        asked: Mapping[str, str],
        said: Mapping[str, str],
        budget: Budget,
        limit: int,
    ) -> Page | NotModified | NotFound | Answer:
        """Return what `address` brings, an Answer if it is a redirect; tries again what may pass.

        `asked` makes the question conditional, `said` goes with it besides.
        """
        tries = 0
        while True:
            tries += 1
            try:
                answer = await self._exchange(address, {**said, **asked}, budget, limit)
                if answer.status in REDIRECTS:
                    return answer
                return judge(answer, address, conditional=bool(asked), now=self._clock.utc())
            except Passing as fault:
                if fault.rest is not None or tries < TRIES:
                    # Not this fetch alone: a server in trouble is left in peace by all of them.
                    self._pace.rest(backoff(tries) if fault.rest is None else fault.rest)
                if tries == TRIES:
                    raise fault.error from fault.__cause__

    async def _exchange(self, address: str, own: Mapping[str, str], budget: Budget, limit: int) -> Answer:
        """Wait for a turn, then put one question."""
        async with self._slots:
            wire = await self._opened()
            await self._pace.turn()
            try:
                async with budget.running():
                    return await wire.get(self._origin.wire(address), {**_HEADERS, **own}, limit=limit)
            except TimeoutError as error:
                raise FetchError(
                    tr("{timeout:g} 秒内没有取完网页，不再等了", timeout=self._timeout),
                    tr("网络太慢或网站太忙，请稍后再试"),
                ) from error

    async def _opened(self) -> "Wire":
        async with self._opening:
            if self._wire is None:
                self._wire = await asyncio.to_thread(self._open)
            return self._wire

    def _open(self) -> "Wire":
        # Late, and in a thread: importing the client takes longer than drawing the first screen.
        from zhonggong_reader.web.wire import Wire  # noqa: PLC0415

        return Wire(
            self._proxies,
            timeout=self._timeout,
            connections=AT_ONCE,
            reaches=self._reaches,
            transport=self._transport,
        )

"""The site at the newsdesk's seam: pages by path, and whatever a test says of them; a clock that stands."""

import asyncio
import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

from zhonggong_reader.errors import FetchError
from zhonggong_reader.model import NotFound, NotModified, Page, Validators

PAGES = Path(__file__).parents[1] / "pages/site"
HOME = "https://www.workercn.cn/"


class Clock:
    """Stands still until somebody moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **units: float) -> None:
        self.now += timedelta(**units)


class ToldSite:
    """The site of tests/pages/site at the seam `Fetches`, with whatever a test says of it.

    Paths are those of the site (`/quanzong/`). Every page has an entity tag, and answers 304 to it.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._bodies: dict[str, bytes] = {}
        self._errors: dict[str, FetchError] = {}
        self._redirects: dict[str, str] = {}
        self._gone: set[str] = set()
        self._gates: dict[str, asyncio.Event] = {}
        self.referers: dict[str, str] = {}
        """What was said to lead to each path."""
        self.asked: list[str] = []
        """Paths, in the order of asking."""
        self.validators: dict[str, Validators | None] = {}
        """What came with the last question for each path."""
        self.arrived = asyncio.Condition()

    def put(self, path: str, body: bytes) -> None:
        """Serve `body` at `path`."""
        self._bodies[path] = body

    def fail(self, path: str, what: str = "连不上", *, offline: bool = False) -> None:
        """Fail for `path` from now on."""
        self._errors[path] = FetchError(what, offline=offline)

    def mend(self, path: str) -> None:
        """Answer for `path` again."""
        self._errors.pop(path, None)
        self._gone.discard(path)

    def remove(self, path: str) -> None:
        """Have no page at `path`."""
        self._gone.add(path)

    def redirect(self, path: str, to: str) -> None:
        """Answer for `path` with the page at `to`, under its address."""
        self._redirects[path] = to

    def hold(self, path: str) -> None:
        """Leave `path` unanswered until `release`."""
        self._gates[path] = asyncio.Event()

    def release(self, path: str) -> None:
        """Answer what waits at `path`."""
        self._gates[path].set()

    async def until_asked(self, path: str) -> None:
        """Return once somebody has asked for `path`."""
        async with self.arrived:
            await self.arrived.wait_for(lambda: path in self.asked)

    async def fetch(
        self, address: str, validators: Validators | None = None, *, referer: str | None = None
    ) -> Page | NotModified | NotFound:
        """Answer, as the seam wants it."""
        assert address.startswith(HOME)
        path = address.removeprefix(HOME[:-1])
        self.validators[path] = validators
        if referer:
            self.referers[path] = referer
        async with self.arrived:
            self.asked.append(path)
            self.arrived.notify_all()
        if gate := self._gates.get(path):
            await gate.wait()
        if error := self._errors.get(path):
            raise error
        path = self._redirects.get(path, path)
        body = None if path in self._gone else self.body(path)
        if body is None:
            return NotFound(address)
        tag = hashlib.sha256(body).hexdigest()
        if validators and validators.etag == tag:
            return NotModified(address)
        return Page(
            address=HOME[:-1] + path,
            body=body,
            content_type="text/html; charset=utf-8",
            validators=Validators(etag=tag),
            fetched=self._clock.now,
        )

    def body(self, path: str) -> bytes | None:
        """Return what stands at `path`."""
        file = PAGES / path.lstrip("/")
        file = file / "index.html" if path.endswith("/") else file
        return self._bodies.get(path) or (file.read_bytes() if file.is_file() else None)

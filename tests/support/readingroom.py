"""What tests of the screen work with: a web made of files, and words for what stands on the screen."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

from press import NOW
from rich.cells import cell_len
from textual import events
from textual.app import App
from textual.geometry import Offset
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from zhonggong_reader.errors import FetchError, ReaderError
from zhonggong_reader.library import Library
from zhonggong_reader.model import BEIJING, ListedHeadline, NotFound, NotModified, Page, Validators
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.commands import PaneName
from zhonggong_reader.ui.screens.home import HomeRoom
from zhonggong_reader.workercn import colophon, front, listing
from zhonggong_reader.workercn.document import Document

SITE = "https://www.workercn.cn"
ROOT = Path(__file__).parents[1] / "pages" / "site"

NEWEST = "在海拔三千米的变电站里，巡检班组用脚步丈量了两万公里线路"
"""The first headline of the whole library as `make_app` fills it."""
SECOND = "视频丨凌晨四点的食堂：三千份早餐是怎样准备好的"
THIRD = "全国新增一批24小时户外劳动者服务站点，多地公布开放名单"
OPENING = "首届大国工匠创新交流大会开幕"
"""The last one: of 2022, the sample article."""
OPENING_ADDRESS = f"{SITE}/c/2022-04-28/6945203.shtml"


class Held:
    """An answer that waits: `asked` is set by the request, `release()` lets the answer go."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.cancelled = False
        self._released = asyncio.Event()

    def release(self) -> None:
        self._released.set()

    async def wait(self) -> None:
        self.asked.set()
        try:
            await self._released.wait()
        except asyncio.CancelledError:
            self.cancelled = True
            raise


@dataclass
class FakeWeb:
    """Answers addresses of the site with the files of tests/pages/site, at the seam of the newsdesk."""

    asked: list[str] = field(default_factory=list)
    """Addresses in the order of the requests."""
    offline: bool = False
    """No server is reached."""
    failures: dict[str, ReaderError] = field(default_factory=dict)
    """What is raised for an address."""
    bodies: dict[str, bytes] = field(default_factory=dict)
    """What an address says instead of its file."""
    gone: set[str] = field(default_factory=set)
    """Addresses at which there is no page any more."""
    held: dict[str, Held] = field(default_factory=dict)

    def hold(self, address: str) -> Held:
        """Keep the answers of `address` back."""
        return self.held.setdefault(address, Held())

    async def fetch(
        self, address: str, validators: Validators | None = None, *, referer: str | None = None
    ) -> Page | NotModified | NotFound:
        self.asked.append(address)
        if held := self.held.get(address):
            await held.wait()
        if self.offline:
            raise FetchError("连不上中工网", "请检查网络", offline=True)
        if failure := self.failures.get(address):
            raise failure
        if validators and validators.etag:
            return NotModified(address)
        return self.page(address) or NotFound(address)

    def page(self, address: str) -> Page | None:
        """Return the page at `address`."""
        file = ROOT / address.removeprefix(SITE).strip("/")
        file = file / "index.html" if file.is_dir() else file
        if address in self.gone or (address not in self.bodies and not file.is_file()):
            return None
        return Page(
            address=address,
            body=self.bodies.get(address) or file.read_bytes(),
            content_type="text/html; charset=utf-8",
            validators=Validators(),
            fetched=NOW,
        )

    def publish(self, address: str, *numbers: int) -> None:
        """Let the list at `address` begin with new headlines: `第1条消息` …, an hour old."""
        page = self.page(address)
        assert page is not None, address
        time = (NOW.astimezone(BEIJING) - timedelta(hours=1)).strftime("%Y-%m-%d %H:%M:%S")
        items = "".join(
            f'<li><h3><a href="/c/2026-10-05/{number}.shtml">第{number}条消息</a></h3>'
            f'<div class="info"><div class="info2">{time}</div></div></li>'
            for number in numbers
        )
        start = b'<ul class="list">'
        assert start in page.body
        self.bodies[address] = page.body.replace(start, start + items.encode())

    def document(self, address: str) -> Document:
        """Return the page at `address` as the site's room reads it."""
        page = self.page(address)
        assert page is not None, address
        return Document.of(page)


def fill(library: Library, web: FakeWeb) -> None:
    """Put the site's menu, foot and lists into `library`, as a finished round leaves them."""
    home = web.document(f"{SITE}/")
    library.channels.save(front.menu(home))
    library.save_colophon(colophon.read(home))
    for entry in library.channels.all():
        if page := web.page(entry.channel.address):
            headlines = listing.read(Document.of(page)).headlines
            library.channels.listed(entry.channel.slug, headlines, Validators(), NOW)
        else:
            library.channels.listed(entry.channel.slug, [], Validators(), NOW)


async def settled(pilot: Pilot[Any]) -> None:
    """Return once every worker has ended and every message is handled."""
    await pilot.pause()
    await _workers_ended(pilot)


async def _workers_ended(pilot: Pilot[Any]) -> None:
    while working := [worker for worker in pilot.app.workers if not worker.is_finished]:
        for worker in working:
            with suppress(WorkerCancelled):
                await worker.wait()
        await pilot.pause()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press each key and wait for all that follows from it; what is not ASCII comes as it is."""
    for key in keys:
        if key.isascii():
            await pilot.press(key)  # returns when its messages are handled
        else:
            # Textual's pilot knows no such characters; a terminal sends nothing else.
            await pilot._wait_for_screen()
            pilot.app.post_message(events.Key(_character_to_key(key), key))
            await pilot._wait_for_screen()
            await pilot.pause()
        await _workers_ended(pilot)


@asynccontextmanager
async def reading(app: ReaderApp, width: int = 80, height: int = 24) -> AsyncIterator[Pilot[None]]:
    """Run `app` on a screen of this size, and begin when all that a start does is done."""
    async with app.run_test(size=(width, height)) as pilot:
        await settled(pilot)
        yield pilot


def room(pilot: Pilot[Any]) -> HomeRoom:
    """Return the reading room, also from under another screen."""
    return cast(HomeRoom, pilot.app.screen_stack[0])


def lines(app: App[Any]) -> list[str]:
    """Return what stands on the screen, line by line, without blanks at the ends of lines."""
    # Textual has no public way to the composed screen but pictures of it.
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def text(app: App[Any]) -> str:
    """Return what stands on the screen."""
    return "\n".join(lines(app))


def at(app: App[Any], words: str) -> Offset:
    """Return the cell in which `words` begin on the screen; fails where they are not there."""
    for row, line in enumerate(lines(app)):
        if words in line:
            return Offset(cell_len(line[: line.index(words)]), row)
    raise AssertionError(f"{words} not in\n{text(app)}")


async def click(pilot: Pilot[Any], words: str) -> None:
    """Click on `words` and wait for all that follows."""
    await pilot.click(offset=at(pilot.app, words))
    await settled(pilot)


def selected(pilot: Pilot[Any]) -> ListedHeadline:
    """Return the headline under the cursor."""
    current = room(pilot).headline_list.current
    assert current is not None
    return current


def shown_panes(pilot: Pilot[Any]) -> set[PaneName]:
    """Return which panes are on the screen."""
    names: tuple[PaneName, ...] = ("channels", "headlines", "article")
    return {name for name in names if room(pilot).pane_widget(name).display}


def status(pilot: Pilot[Any]) -> str:
    """Return what the masthead says is going on."""
    return room(pilot).masthead.status.text

"""What could not be had: each with its reason, when that was and when it last came; to be tried again."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events, getters, on
from textual.app import ComposeResult
from textual.reactive import reactive

from zhonggong_reader import places
from zhonggong_reader.language import tr
from zhonggong_reader.model import Failed
from zhonggong_reader.ui import times
from zhonggong_reader.ui.here import Here
from zhonggong_reader.ui.keys import KeySet
from zhonggong_reader.ui.painting import fitted
from zhonggong_reader.ui.screens.list_screen import ABOUT, MOVES, ListScreen
from zhonggong_reader.ui.status import Status
from zhonggong_reader.ui.tasks import LONG, task
from zhonggong_reader.ui.widgets.bar import Bar
from zhonggong_reader.ui.widgets.lines import LineList
from zhonggong_reader.ui.widgets.masthead import Masthead

_HERE: Final = Here(
    tr("失败"),
    {
        **MOVES,
        **dict.fromkeys(("pane.up", "pane.escape", "pane.back", "failures"), "leave"),
        **dict.fromkeys(("refresh.one", "pane.open"), "retry"),
        "refresh.all": "retry_all",
        "article.copy": "copy",
        "article.browser": "follow",
        "failure.next": "move(1)",
        **ABOUT,
    },
    {
        "refresh.one": tr("再试"),
        "pane.up": tr("返回"),
        "help": tr("帮助"),
        "refresh.all": tr("全部再试"),
        "article.browser": tr("浏览器"),
        "article.copy": tr("复制网址"),
    },
    {
        **dict.fromkeys(("pane.escape", "pane.back", "failures"), tr("返回")),
        "pane.open": tr("再试"),
        "failure.next": tr("下移"),
    },
)

Retry = Callable[[Failed], Awaitable[str | None]]
"""Tries again to get something; returns why that failed, None where it has come."""


class FailureList(LineList):
    """A failure in two lines: what and when, why and since when."""

    failures: reactive[tuple[Failed, ...]] = reactive[tuple[Failed, ...]]((), init=False)
    now: datetime | None = None
    """What times are relative to."""

    def on_mount(self) -> None:
        """Give each two lines."""
        self.row_height = 2

    def watch_failures(self) -> None:
        """Show others."""
        self.rows = len(self.failures)
        self.refresh()

    def draw_empty(self, line: int, width: int, base: Style) -> list[Segment]:
        """Say that all is well."""
        return [Segment("  " + tr("没有失败的"), base + self.style_of("soft"))] if line == 1 else []

    def draw(self, row: int, line: int, width: int, base: Style) -> list[Segment]:
        """Return a line of a failure."""
        failed = self.failures[row]
        soft = base + self.style_of("soft")
        if line == 0:
            when = times.ago(failed.when, self.now) if failed.when and self.now else ""
            name = fitted(failed.name, width - cell_len(when) - 6)
            gap = " " * (width - cell_len(name) - cell_len(when) - 5)
            mark = Segment(" ! ", base + self.style_of("accent"))
            return [mark, Segment(name, base + self.style_of("strong")), Segment(f"{gap} {when} ", soft)]
        last = tr("没有成功取到过")
        if failed.succeeded and self.now:
            last = tr("上次成功：{when}", when=times.ago(failed.succeeded, self.now))
        return [Segment("   " + fitted(f"{failed.reason}　{last}", width - 4), soft)]


class FailuresScreen(ListScreen):
    """Lists `failures()`; `retry` tries again, `copy` and `follow` do what is asked with an address."""

    CSS_PATH = places.styles() / "failures.tcss"
    AUTO_FOCUS = "FailureList"
    HERE = _HERE

    failure_list = getters.query_one(FailureList)
    masthead = getters.query_one(Masthead)

    def __init__(
        self,
        failures: Callable[[], Awaitable[Sequence[Failed]]],
        retry: Retry,
        keys: KeySet,
        *,
        now: Callable[[], datetime],
        copy: Callable[[str], object],
        follow: Callable[[str], object],
    ) -> None:
        super().__init__(keys)
        self._failures, self._retry = failures, retry
        self._now, self._copy, self._follow = now, copy, follow

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Masthead()
        yield FailureList()
        yield Bar(id="keys")

    @on(events.Mount)
    async def _begin(self) -> None:
        await self._show()

    async def _show(self) -> None:
        found = await self._failures()
        self.failure_list.now = self._now()
        self.failure_list.failures = tuple(found)
        self.masthead.shown = tr("失败 {count} 项", count=len(found))

    def _say(self, text: str, *, trouble: bool = False) -> None:
        self.masthead.status = Status(text, trouble)

    @property
    def _current(self) -> Failed | None:
        listed = self.failure_list
        return listed.failures[listed.cursor] if listed.failures else None

    @task(exclusive=True, group="retry", limit=LONG)
    async def _try(self, wanted: Sequence[Failed]) -> None:
        why = None
        for number, failed in enumerate(wanted, 1):
            self._say(tr("正在再试 {number}/{total} …", number=number, total=len(wanted)))
            why = await self._retry(failed) or why
            await self._show()
        self._say(why or tr("都已取到"), trouble=bool(why))

    def action_retry(self) -> None:
        """Try again to get the selected one."""
        if failed := self._current:
            self._try([failed])

    def action_retry_all(self) -> None:
        """Try again to get all of them."""
        if self.failure_list.failures:
            self._try(self.failure_list.failures)

    def action_copy(self) -> None:
        """Copy its address."""
        if failed := self._current:
            self._copy(failed.address)
            self._say(tr("已复制：{address}", address=failed.address))

    def action_follow(self) -> None:
        """Open its address in a browser."""
        if failed := self._current:
            self._follow(failed.address)
            self._say(tr("已交给浏览器：{address}", address=failed.address))

"""The issues of the newspaper: days in a strip, the pages of an issue, the articles of a page.

A reading room whose sections are pages: opening, marks, modes and all that leads outside are the
reading room's. Shows what the library has at once; what is missing comes from the site.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from textual import events, on
from textual.app import ComposeResult
from textual.getters import query_one
from textual.reactive import reactive

from zhonggong_reader import places
from zhonggong_reader.errors import FetchError, PageNotUnderstood
from zhonggong_reader.language import tr
from zhonggong_reader.model import KeptIssue, KeptPage, ListView, Shelf
from zhonggong_reader.newsdesk import Newsdesk, PaperShelves, day_of, shelf_of
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui import key_lines, newspaper, times
from zhonggong_reader.ui.parts.across_pages import AcrossPages
from zhonggong_reader.ui.parts.issue_keeping import IssueKeeping
from zhonggong_reader.ui.screens.reading_room import ReadingRoom
from zhonggong_reader.ui.status import Status
from zhonggong_reader.ui.tasks import start, task
from zhonggong_reader.ui.widgets.channel_list import Section
from zhonggong_reader.ui.widgets.day_strip import DayStrip
from zhonggong_reader.ui.widgets.lines import LineList
from zhonggong_reader.ui.widgets.masthead import Masthead

STRIP_DAYS = timedelta(days=40)
"""How far before and behind the shown day the strip may reach."""


class PaperRoom(ReadingRoom):
    """Issues of 工人日报, a day at a time."""

    CSS_PATH = places.styles() / "paper.tcss"
    CHANNELS_MORE = 4  # the names of pages are longer than those of channels
    KEY_LINE = key_lines.PAPER_BAR
    READING_ON = AcrossPages
    FIRST_SECTION = 1  # one begins with the first page; the whole issue stands above it

    day: reactive[date] = reactive(date.min, init=False)
    """The day whose issue is shown."""
    issue: reactive[KeptIssue | None] = reactive[KeptIssue | None](None, init=False)
    """What the library has of it."""

    strip = query_one(DayStrip)

    def __init__(self, desk: Newsdesk, settings: Settings) -> None:
        super().__init__(desk, settings)
        self.shelves = PaperShelves(desk.newspaper, desk.marks)
        self._lack = ""
        """Why there is nothing to show of the day."""
        self.keeping = IssueKeeping(self, lambda: self.day, self._keep_came)

    def compose(self) -> ComposeResult:
        """Lay out the room, the days under its masthead."""
        furniture = iter(super().compose())
        yield next(furniture)
        yield DayStrip()
        yield from furniture

    async def begin(self) -> None:
        """Show the issue in which one stood, or else today's."""
        self.headline_list.clock = False
        with self.telling():
            self.colophon = await self.desk.colophon()
        today, resume = self.desk.newspaper.today(), self.homecoming.resume
        day = day_of(Shelf(resume.channel)) if resume else None
        if day is None or not newspaper.FIRST_DAY <= day <= today:
            self.homecoming.resume = None
            day = today
        self.show_day(day)

    @on(events.ScreenResume)
    async def _look_again(self) -> None:
        """Show what has changed while another screen stood here: marks, and the day itself."""
        if self.day != date.min:
            with self.telling():
                await self._show_issue(keep_cursor=True)

    def book_title(self, section: Section) -> str:
        """Return what a book of a page, or of the whole issue, is called."""
        return tr("工人日报 {day} {name}", day=self.day.isoformat(), name=section.name)

    async def book_of(self, view: ListView) -> Sequence[int]:
        """Return the ids of the articles that are here."""
        return [row.id for row in await self.shelves.page(view, 0, view.total) if row.cached]

    # ── Issues ───────────────────────────────────────────────────────────────────────────────

    @task(exclusive=True, group="issue")
    async def show_day(self, day: date, *, anew: bool = False) -> None:
        """Show the issue of `day`: what is here at once, then what the site has, all of it `anew`."""
        with self.telling():
            if day != self.day:
                await self._turn_to(day)
            if self.issue and not anew and all(page.fetched for page in self.issue.pages):
                return
            self._lack = ""
            self.activity = tr("正在取{day}的版面 …", day=times.day(day, self.desk.newspaper.today()))
            try:
                found = await self.desk.newspaper.issue(day, anew=anew)
                self._lack = "" if found else self._none_of(day)
                if found is None or all(page.fetched for page in found.pages):
                    self.offline = False
            except (FetchError, PageNotUnderstood) as error:
                self._lack = tr("{error}\n按 {key} 再试", error=error, key=self.key_set.name("refresh.one"))
                self.trouble(error)
            finally:
                self.activity = ""
            await self._show_issue(keep_cursor=True)

    async def _turn_to(self, day: date) -> None:
        """Leave the issue that is open, and show what is here of another day's."""
        await self.place.keep()
        self.article_view.kept = self.opened = None
        self.article_view.notice = self.welcome
        if self.pane == "article":
            self.pane = "headlines"
        self.day = day
        self._lack = ""
        await self._show_issue(keep_cursor=False)

    async def _show_issue(self, *, keep_cursor: bool) -> None:
        await self.recount()
        if await self.homecoming.open_first():
            return
        listed = self.channel_list
        with self.prevent(LineList.Highlighted):
            if not keep_cursor or (listed.cursor == 0 and self.headline_list.rows == 0):
                listed.cursor = self.FIRST_SECTION
        if listed.current:
            await self.open_list(listed.current)
        else:
            self.headline_list.show(ListView(shelf_of(self.day), 0, 0), 0, [], 0, self.desk.now())
        self.tell()

    async def recount(self) -> None:
        """Bring the pages, their counts and the marks of the days up to date."""
        desk, day = self.desk.newspaper, self.day
        self.strip.day, self.strip.today = day, desk.today()
        days = await desk.days(day - STRIP_DAYS, min(day + STRIP_DAYS, desk.today()))
        issue = await desk.kept(day)
        if day == self.day:  # nobody has gone on to another one meanwhile
            self.strip.kept = tuple(days)
            self.issue = issue

    def watch_issue(self) -> None:
        """Show its pages."""
        self.channel_list.sections = newspaper.sections(self.issue) if self.issue else ()
        self.tell()

    def tell(self) -> None:
        """Bring masthead and list up to date."""
        if not self.query(Masthead) or self.day == date.min:
            return
        section = self.channel_list.current
        self.masthead.shown = newspaper.heading(
            section.name if section else None,
            self.headline_list.cursor + 1 if self.pane == "article" else None,
            self.headline_list.rows,
        )
        self.headline_list.empty = self._empty_text()
        self.masthead.status = self._status()

    def _status(self) -> Status:
        if self.activity:
            return Status(self.activity)
        if self.remark:
            return self.remark
        kept = newspaper.count(self.issue)
        if self.offline:
            return Status(tr("离线 · {kept}", kept=kept), trouble=True)
        return Status(kept)

    def _none_of(self, day: date) -> str:
        """Return that there is no issue of `day`, and what can be done."""
        name = self.key_set.name
        return tr(
            "{full_day}没有出报\n按 {before} 看前一天，按 {calendar} 选日期",
            full_day=times.full_day(day),
            before=name("day.previous"),
            calendar=name("paper.calendar"),
        )

    def _empty_text(self) -> str:
        again = self.key_set.name("refresh.one")
        if self.activity:
            return self.activity
        if self._page and self._page.failure:
            failure = self._page.failure
            if failed := self._page.failed:
                when = times.ago(failed, self.desk.now())
                said = tr("这一版没有取到：{failure}（{when}）", failure=failure, when=when)
                return tr("{said}\n按 {key} 再试", said=said, key=again)
            return tr("这一版没有取到：{failure}\n按 {key} 再试", failure=failure, key=again)
        if self.issue:
            return tr("这一版没有文章")
        return self._lack or tr("还没有取过这一天的报纸\n按 {key} 再试", key=again)

    @property
    def _page(self) -> KeptPage | None:
        """The page that is shown; None where that is the whole issue, or nothing."""
        row = self.channel_list.cursor
        return self.issue.pages[row - 1] if self.issue and 1 <= row <= len(self.issue.pages) else None

    # ── Days ─────────────────────────────────────────────────────────────────────────────────

    @on(DayStrip.Chosen)
    def _day_chosen(self, event: DayStrip.Chosen) -> None:
        self.show_day(event.day)

    def action_day(self, step: int) -> None:
        """Show the issue of the next day, or of the day before."""
        day = self.day + timedelta(days=step)
        first, today = newspaper.FIRST_DAY, self.desk.newspaper.today()
        if first <= day <= today:
            self.show_day(day)
        else:
            self.say(tr("已是今天的报纸") if step > 0 else tr("没有更早的了"))

    def action_calendar(self) -> None:
        """Choose a day in a calendar."""
        from zhonggong_reader.ui.screens.calendar import Calendar  # noqa: PLC0415 - few ask for it

        def jump(day: date | None) -> None:
            if day is not None:
                self.show_day(day)

        desk = self.desk.newspaper
        self.app.push_screen(
            Calendar(self.day, newspaper.FIRST_DAY, desk.today(), desk.days, self.key_set), jump
        )

    def action_refresh_all(self) -> None:
        """Fetch the pages of the issue anew."""
        self.show_day(self.day, anew=True)

    def refresh_list(self) -> None:
        """Fetch the pages of the issue anew."""
        self.action_refresh_all()

    async def _keep_came(self, day: date) -> None:
        """Show what has come of the issue of `day`, where that is still shown."""
        if day == self.day:
            with self.telling():
                await self._show_issue(keep_cursor=True)

    # ── Out ──────────────────────────────────────────────────────────────────────────────────

    def action_pdf(self) -> None:
        """Show the address of the printed page."""
        if self._page and self._page.page.pdf:
            title = tr(
                "工人日报 {full_day} {page_name}",
                full_day=times.full_day(self.day),
                page_name=newspaper.page_name(self._page),
            )
            self.exits.show_card(title, self._page.page.pdf, tr("这一版的 PDF"))
        else:
            self.say(tr("这一版没有 PDF") if self._page else tr("先选一个版面"))

    def action_escape(self) -> None:
        """Go back one level; from the pages, to the website's news."""
        if self.pane == "channels" and not self.alone:
            start(self, self.leave(), group="leave")
        else:
            super().action_escape()

    async def action_up(self) -> None:
        """Go back one level; from the pages, to the website's news."""
        self.action_escape()

    async def leave(self) -> None:
        """Give the screen back; the newspaper stays as it is for when one returns."""
        await self.place.keep()
        if self.app.screen is self:
            self.app.pop_screen()

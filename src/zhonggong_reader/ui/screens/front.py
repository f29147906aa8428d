"""The front page (今日): the newest of every channel, and what came since the reader was last there.

It stands as it was opened; what comes meanwhile is told, and shown by a wish. An article of it opens in the
reading room, with the way back to here.
"""

from collections.abc import Collection
from typing import ClassVar, Final, Literal

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from zhonggong_reader import places
from zhonggong_reader.bookmark import Visits
from zhonggong_reader.language import tr
from zhonggong_reader.model import BEIJING, ListedHeadline
from zhonggong_reader.newsdesk import FrontPage
from zhonggong_reader.typeset import Script
from zhonggong_reader.ui import times
from zhonggong_reader.ui.front_page import Wishes, room_for
from zhonggong_reader.ui.graphics import plates
from zhonggong_reader.ui.here import Keyed
from zhonggong_reader.ui.screens.front_keys import HERE
from zhonggong_reader.ui.screens.home import HomeRoom
from zhonggong_reader.ui.screens.in_turns import InTurns
from zhonggong_reader.ui.status import Status, status
from zhonggong_reader.ui.tasks import LONG, task
from zhonggong_reader.ui.widgets.bar import Bar
from zhonggong_reader.ui.widgets.front_view import FrontView
from zhonggong_reader.ui.widgets.masthead import Masthead

PICTURES: Final = 8
"""Lead stories whose pictures are shown."""
PIXELS: Final = (700, 500)
"""What is kept of a picture: it has few cells."""


class FrontScreen(Keyed, InTurns[None]):
    """The newest as a newspaper would print it."""

    CSS_PATH = places.styles() / "front.tcss"
    AUTO_FOCUS = "FrontView"
    HERE = HERE
    OWN_KEYS: ClassVar[Collection[str]] = ("left", "right", "h", "l")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "across(1)", show=False),
        Binding("left,h", "across(-1)", show=False),
    ]

    masthead = getters.query_one(Masthead)
    view = getters.query_one(FrontView)
    key_bar = getters.query_one("#keys", Bar)

    def __init__(self, room: HomeRoom) -> None:
        super().__init__()
        self._room = room
        self._visits = Visits()
        self._remark = ""
        self._arrived = 0
        self._is_wished = False
        """What comes is to be shown."""
        self.use(room.key_set)

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Masthead()
        yield FrontView(self._room.ability)
        yield Bar(id="keys")

    @on(events.Mount)
    def _follow_room(self) -> None:
        self.watch(self.app, "script", self._take_script)
        self.watch(self._room, "activity", self._round_goes_on, init=False)
        self.watch(self._room, "remark", self._room_says, init=False)
        self.watch(self._room, "offline", self._tell, init=False)

    async def begin(self, visits: Visits) -> None:
        """Show what is the newest now, and what of it came since the visit before."""
        self._visits, self._remark = visits, ""
        self.use(self._room.key_set)
        self.key_bar.items = self.HERE.items(self.key_set)
        self.view.plates = {}
        self.view.cursor = 0
        self._take_script(self.view.wishes.script if self.view.wishes else "as-is")
        with self._room.telling():
            self._show(await self._make())

    def _take_script(self, script: Script) -> None:
        self.view.wishes = Wishes(
            self._room.desk.now(),
            self._visits.before,
            script,
            self._room.ability.cell,
            ascii_lines=self.app.has_class("-ascii"),
        )

    async def _make(self) -> FrontPage:
        desk = self._room.desk
        channels = await desk.channels()
        window = self.app.size
        each = room_for(window.width, window.height - 2, sum(1 for entry in channels if entry.articles))
        return await desk.front_pages.make(channels, self._visits.before_mark, each)

    def _show(self, page: FrontPage) -> None:
        if not self.query(FrontView):
            return
        self._arrived, self._is_wished = 0, False
        here = self.view.plates
        stories = (story.listed.id for story in page.stories)
        self.view.plates = {identity: here[identity] for identity in stories if identity in here}
        self.view.page_shown = page
        self._tell()
        self._load_always()

    # ── Telling ──────────────────────────────────────────────────────────────────────────────

    def _tell(self) -> None:
        if not self.query(Masthead):
            return  # a round that is cancelled as the program ends has nobody left to tell
        room, key = self._room, self.key_set.name("refresh.one")
        today = room.desk.now().astimezone(BEIJING).date()
        self.masthead.shown = tr("今日 {day}", day=times.full_day(today))
        self.view.notice = room.activity or tr("还没有文章\n按 {key} 更新", key=key)
        page = self.view.page_shown
        trouble = room.remark if room.remark and room.remark.trouble else None
        fetched = [block.channel.fetched for block in page.blocks if block.channel.fetched] if page else []
        self.masthead.status = status(
            activity=room.activity,
            # What a key of the room was answered is nothing here, but what went wrong is.
            remark=Status(self._remark) if self._remark else trouble,
            offline=room.offline,
            arrived=self._arrived,
            fetched=min(fetched, default=None),
            failure=None,
            now=room.desk.now(),
            keys=self.key_set,
        )

    def _say(self, text: str) -> None:
        self._remark = text
        self._tell()

    def _round_goes_on(self, activity: str) -> None:
        self._remark = ""
        self._tell()
        if not activity and self.is_current:
            self._look_again()

    def _room_says(self) -> None:
        self._tell()
        if self.is_current and (self.view.page_shown is None or self.view.page_shown.lead is None):
            self._look_again()

    @task(exclusive=True, group="look")
    async def _look_again(self) -> None:
        """Show what came where one asked for it, or there was nothing; else tell of it."""
        with self._room.telling():
            shown = self.view.page_shown
            if self._is_wished or shown is None or shown.lead is None:
                self._show(await self._make())
            else:
                await self._count(shown)

    async def _count(self, page: FrontPage) -> None:
        """Tell how many headlines came that the page does not know."""
        desk = self._room.desk
        self._arrived = await desk.front_pages.arrived(await desk.channels(), page.mark)
        self._tell()

    # ── Pictures ─────────────────────────────────────────────────────────────────────────────

    def action_pictures(self) -> None:
        """Show the pictures of the lead stories."""
        if self._room.settings.pictures == "never":
            self._say(tr('设置里写了 pictures = "never"，不取图片'))
        elif not _pictured(self.view.page_shown):
            self._say(tr("头条都没有图片"))
        else:
            self._load()

    def _load_always(self) -> None:
        if self._room.settings.pictures == "always":
            self._load()

    @task(exclusive=True, group="pictures", limit=LONG)
    async def _load(self) -> None:
        """Fetch the pictures one after the other; each is shown when it is there."""
        page = self.view.page_shown
        wanted = [each for each in _pictured(page) if each[0] not in self.view.plates]
        why = ""
        for done, (identity, address) in enumerate(wanted, 1):
            self._say(tr("正在取图片 {done}/{count} …", done=done, count=len(wanted)))
            plate = await plates.fetch(self._room.desk.pictures, address, PIXELS)
            if self.view.page_shown is not page:
                return  # other stories stand there now
            why = why or plate.remark
            if plate.image:
                self.view.plates = {**self.view.plates, identity: plate}
        self._say(why)

    # ── Keys ─────────────────────────────────────────────────────────────────────────────────

    def action_move(self, stories: int) -> None:
        """Go to another story, in the order of reading."""
        self._say("")
        self.view.cursor += stories

    def action_across(self, step: Literal[1, -1]) -> None:
        """Go to the column beside; where there is none, into the story, or back."""
        if not self.view.across(step):
            if step > 0:
                self.action_open()
            else:
                self.action_leave()

    def action_page(self, pages: float) -> None:
        """Move by windows; from the end of the page, into the next unread story."""
        if pages < 1 or not self.view.at_end:
            self.view.page(pages)
        elif self._seek(1, self.view.cursor) or self._seek(1, 0):
            self.action_open()
        else:
            self._say(tr("头版读完"))

    def action_edge(self, end: bool) -> None:
        """Go to the first story, or to the last."""
        self.view.edge(end)

    def action_unread(self, step: Literal[1, -1]) -> None:
        """Go to the next unread story, or to the one before."""
        if not self._seek(step, self.view.cursor + step):
            self._say(tr("后面没有未读的了") if step > 0 else tr("前面没有未读的了"))

    def _seek(self, step: Literal[1, -1], number: int) -> bool:
        """Go to the nearest unread story from `number` on, that way; return whether there is one."""
        stories = self.view.page_shown.stories if self.view.page_shown else ()
        while 0 <= number < len(stories):
            if not stories[number].listed.read:
                self.view.cursor = number
                return True
            number += step
        return False

    def action_refresh(self) -> None:
        """Fetch every list anew, and show what comes."""
        self._is_wished = True
        if self._arrived:
            self._look_again()
        self._room.rounds.action_refresh_all()

    @on(FrontView.Chosen)
    def action_open(self) -> None:
        """Read the selected story."""
        page, story = self.view.page_shown, self.view.current
        if page and story:
            self.app.pop_screen()
            self._room.reading_on.ahead = tuple(each.listed.id for each in page.stories)
            self._room.opening.open_found(story.listed, self._come_back)

    def action_leave(self) -> None:
        """Go back to the reading room."""
        self.app.pop_screen()

    def _come_back(self, changed: ListedHeadline) -> None:
        """Be there again, at the story that was read last, with the marks of now."""
        self.app.push_screen(self)
        self._renew(changed)

    @task(exclusive=True, group="look")
    async def _renew(self, last: ListedHeadline) -> None:
        page = self.view.page_shown
        if page is None:
            return
        with self._room.telling():
            self.view.page_shown = page = await self._room.desk.front_pages.renewed(page)
            await self._count(page)
        self._load_always()  # those that were still to come when one went to read
        found = (number for number, story in enumerate(page.stories) if story.listed.id == last.id)
        self.view.cursor = next(found, self.view.cursor)

    @on(Bar.Pressed)
    async def _press(self, event: Bar.Pressed) -> None:
        await self.run_action(event.item.action)


def _pictured(page: FrontPage | None) -> list[tuple[int, str]]:
    """Return the lead stories that have a picture: the ids of their headlines, and its address."""
    leads = [page.lead, *(block.stories[0] for block in page.blocks)] if page else []
    found = [(story.listed.id, story.listed.headline.picture) for story in leads if story]
    return [(identity, address) for identity, address in found if address][:PICTURES]

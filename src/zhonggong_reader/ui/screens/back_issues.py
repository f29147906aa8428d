"""A channel's past: older headlines are fetched where its list ends."""

from textual import on

from zhonggong_reader.language import tr
from zhonggong_reader.newsdesk import Newsdesk
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui.screens.rounds import Rounds
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.channel_list import Section
from zhonggong_reader.ui.widgets.headline_list import HeadlineList
from zhonggong_reader.ui.widgets.lines import LineList


class BackIssues(Rounds):
    """The lists, which go on where they end: by a key, or by moving past the last row."""

    def __init__(self, desk: Newsdesk, settings: Settings, *, asks_site: bool = True) -> None:
        super().__init__(desk, settings, asks_site=asks_site)
        self._goes_back_in: str | None = None
        self._ends: set[str] = set()

    def action_older(self) -> None:
        """Fetch older headlines of the channel that is shown."""
        section = self.channel_list.current
        if section is None or section.channel is None:
            self.say(tr("先选一个频道，再取更早的"))
        elif self._goes_back_in is None:
            self._fetch_older(section)

    @on(LineList.PastEnd, "HeadlineList")
    def _go_on(self) -> None:
        section = self.channel_list.current
        if section and section.channel and section.channel.channel.slug not in self._ends:
            self.action_older()

    @task(group="older")
    async def _fetch_older(self, section: Section) -> None:
        assert section.channel is not None  # noqa: S101 - who calls has looked
        channel = section.channel.channel
        self._goes_back_in = channel.slug
        self._tell()
        try:
            with self.telling():
                older = await self.desk.past.older(channel)
                self.offline = False
                if older.new:
                    await self._show_older(section)
                elif older.end:
                    self._ends.add(channel.slug)
                    self.say(tr("网站上没有更早的了"))
                else:
                    self.say(tr("往前翻了几页，都已在列表里；可再往前翻"))
        finally:
            self._goes_back_in = None
            self._tell()

    async def _show_older(self, section: Section) -> None:
        """Let the list go on, and take the step that could not be taken at its end."""
        self.channels = tuple(await self.desk.channels())
        current = self.channel_list.current
        if current is None or current.shelf != section.shelf:
            return
        at_end = self.headline_list.at_end
        await self._open_list(current, self.headline_list.current)
        if at_end:
            self.headline_list.move(1)

    def _tell(self) -> None:
        """Bring masthead and list up to date, and say under the last row how to go on."""
        super()._tell()
        if self.query(HeadlineList) and self.headline_list.view:  # as the program ends, there is none left
            self.headline_list.tail = self._tail()

    def _tail(self) -> str:
        section = self.channel_list.current
        if section is None or section.channel is None or not self.headline_list.rows:
            return ""
        slug = section.channel.channel.slug
        if slug == self._goes_back_in:
            return tr("正在取更早的 …")
        if slug in self._ends:
            return tr("没有更早的了")
        return tr("按 {key} 或再按 ↓ 取更早的", key=self.key_set.name("list.older"))

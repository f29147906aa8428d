"""A channel's past: older headlines are fetched where its list ends."""

from zhonggong_reader.language import tr
from zhonggong_reader.ui.parts.part import Part
from zhonggong_reader.ui.screens.newsstand import Newsstand
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.channel_list import Section


class Past(Part):
    """Lets a list go on where it ends: by a key, or by moving past the last row."""

    def __init__(self, room: Newsstand) -> None:
        super().__init__(room)
        self._goes_back_in: str | None = None
        """The channel whose past is being fetched."""
        self._ends: set[str] = set()
        """Channels of which the site has nothing older."""

    def action_older(self) -> None:
        """Fetch older headlines of the channel that is shown."""
        section = self.room.channel_list.current
        if section is None or section.channel is None:
            self.room.say(tr("先选一个频道，再取更早的"))
        elif self._goes_back_in is None:
            self._fetch(section)

    def go_on(self) -> None:
        """Fetch older headlines where one has come to the end of a list that may have some."""
        section = self.room.channel_list.current
        if section and section.channel and section.channel.channel.slug not in self._ends:
            self.action_older()

    @task(group="older")
    async def _fetch(self, section: Section) -> None:
        assert section.channel is not None  # noqa: S101 - who calls has looked
        room, channel = self.room, section.channel.channel
        self._goes_back_in = channel.slug
        room.tell()
        try:
            with room.telling():
                older = await room.desk.past.older(channel)
                room.offline = False
                if older.new:
                    await self._show(section)
                elif older.end:
                    self._ends.add(channel.slug)
                    room.say(tr("网站上没有更早的了"))
                else:
                    room.say(tr("往前翻了几页，都已在列表里；可再往前翻"))
        finally:
            self._goes_back_in = None
            room.tell()

    async def _show(self, section: Section) -> None:
        """Let the list go on, and take the step that could not be taken at its end."""
        room = self.room
        room.channels = tuple(await room.desk.channels())
        current = room.channel_list.current
        if current is None or current.shelf != section.shelf:
            return
        at_end, last = room.headline_list.at_end, room.headline_list.current
        await room.open_list(current)
        selected = room.headline_list.current
        if at_end and last and selected and selected.id == last.id:
            room.headline_list.move(1)

    @property
    def tail(self) -> str:
        """What stands under the last row: how to go on."""
        section = self.room.channel_list.current
        if section is None or section.channel is None or not self.room.headline_list.rows:
            return ""
        slug = section.channel.channel.slug
        if slug == self._goes_back_in:
            return tr("正在取更早的 …")
        if slug in self._ends:
            return tr("没有更早的了")
        return tr("按 {key} 或再按 ↓ 取更早的", key=self.room.key_set.name("list.older"))

"""Articles kept for the train: all of a channel, or of every channel."""

from zhonggong_reader.language import tr
from zhonggong_reader.newsdesk import (
    ArticleFailed,
    ArticleFetched,
    ListFailed,
    ListFetched,
    RoundEvent,
    is_its_own,
    sync,
)
from zhonggong_reader.ui.parts.part import Part
from zhonggong_reader.ui.parts.rounds import CameBack
from zhonggong_reader.ui.screens.newsstand import Newsstand
from zhonggong_reader.ui.tasks import LONG, task


class Downloads(Part):
    """Lists and their articles, fetched for reading offline."""

    def __init__(self, room: Newsstand, came_back: CameBack) -> None:
        super().__init__(room)
        self._came_back = came_back

    @task(exclusive=True, group="download", limit=LONG)
    async def action_keep(self) -> None:
        """Keep the articles of the channel; of all channels where no single one is shown."""
        room = self.room
        section = room.channel_list.current
        one = section.channel if section else None
        channels = [one.channel] if one else [entry.channel for entry in room.channels]
        kept = failed = total = 0

        def report(event: RoundEvent) -> None:
            nonlocal kept, failed, total
            match event:
                case ListFetched(wanted=wanted):
                    total += wanted
                    room.offline = False
                case ArticleFetched():
                    kept += 1
                case ListFailed(error=error) | ArticleFailed(error=error):
                    failed += 1
                    total += isinstance(event, ListFailed)
                    room.offline = not is_its_own(error)
            room.done = (kept + failed, total)
            room.activity = tr("正在存文章 {done}/{total} 篇 …", done=kept + failed, total=total)

        try:
            with room.telling():
                mark = await room.desk.search.watching.mark()
                room.activity = tr("正在看有哪些文章要取 …")
                await sync(room.desk, channels, report)
                said = tr("新存 {kept} 篇", kept=kept)
                if failed:
                    key = room.key_set.name("failures")
                    said += tr("，失败 {failed} 项，按 {key} 查看", failed=failed, key=key)
                room.say(said, trouble=bool(failed))
                await self._came_back(mark, wished=True)
        finally:
            room.end_work()
        if section and section == room.channel_list.current:
            room.show_section(section)
        room.look_again()

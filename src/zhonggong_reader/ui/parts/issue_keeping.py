"""The newspaper for the train: all articles of an issue, kept for reading offline."""

from collections.abc import Awaitable, Callable
from datetime import date

from zhonggong_reader.language import tr
from zhonggong_reader.newsdesk import ArticleMissed, IssueListed, PaperEvent
from zhonggong_reader.ui import newspaper, times
from zhonggong_reader.ui.parts.part import Part
from zhonggong_reader.ui.screens.newsstand import Newsstand
from zhonggong_reader.ui.tasks import LONG, task


class IssueKeeping(Part):
    """Fetches the issue of the `day` that is shown; `came` shows what has come of it."""

    def __init__(
        self, room: Newsstand, day: Callable[[], date], came: Callable[[date], Awaitable[None]]
    ) -> None:
        super().__init__(room)
        self._day = day
        self._came = came

    @task(exclusive=True, group="keep", limit=LONG)
    async def action_keep(self) -> None:
        """Keep the whole issue for reading offline."""
        room, day = self.room, self._day()
        name = times.short_day(day)
        done = total = 0
        missed: list[ArticleMissed] = []

        def report(event: PaperEvent) -> None:
            nonlocal done, total
            if isinstance(event, IssueListed):
                total, done = len(event.issue.headlines), event.issue.kept
            elif isinstance(event, ArticleMissed):
                missed.append(event)
            else:
                done += 1
                room.offline = False
            room.done = (done + len(missed), total)
            room.activity = tr("正在存{name}的报纸 {done}/{total} 篇 …", name=name, done=done, total=total)

        try:
            with room.telling():
                room.activity = tr("正在存{name}的报纸 …", name=name)
                issue = await room.desk.newspaper.keep(day, report)
                room.say(newspaper.kept_text(name, issue, missed), trouble=bool(missed))
        finally:
            room.end_work()
        await self._came(day)

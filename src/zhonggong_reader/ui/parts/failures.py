"""What failed: gone through where it stands in the lists, tried again."""

from datetime import date

from zhonggong_reader.errors import ReaderError
from zhonggong_reader.language import tr
from zhonggong_reader.model import Channel, Failed
from zhonggong_reader.ui.parts.part import Part
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.lines import LineList


class Failures(Part):
    """Ways to what could not be had."""

    @task(exclusive=True, group="seek")
    async def action_failure_next(self) -> None:
        """Go to the next channel that failed; among headlines, to the next article; round at the end."""
        room = self.room
        with room.telling():
            listed: LineList = room.headline_list
            if room.pane == "channels":
                rows = [row for row, section in enumerate(room.channel_list.sections) if section.failed]
                listed = room.channel_list
            else:
                rows = await self._failed_rows()
            if not rows:
                room.say(tr("这里没有失败的"))
                return
            listed.cursor = next((row for row in rows if row > listed.cursor), rows[0])

    async def _failed_rows(self) -> list[int]:
        room, view = self.room, self.room.headline_list.view
        ids = [failed.what for failed in await room.desk.failures.all() if isinstance(failed.what, int)]
        rows = [await room.shelves.row_of(view, identity) for identity in ids] if view else []
        return sorted(row for row in rows if row is not None)

    async def retry(self, failed: Failed) -> str | None:
        """Try again to get what failed; return why it failed again, None where it has come."""
        desk = self.room.desk
        try:
            match failed.what:
                case Channel() as channel:
                    await desk.refresh(channel)
                case date() as day:
                    await desk.newspaper.issue(day)
                case _:
                    await desk.fetch_article(failed.address)
        except ReaderError as error:
            return str(error)
        finally:
            self.room.look_again()
        return None

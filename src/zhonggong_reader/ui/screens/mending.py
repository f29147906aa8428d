"""The lists and what failed in them: shown where it belongs, gone through, tried again."""

from datetime import date

from textual import work

from zhonggong_reader.errors import ReaderError
from zhonggong_reader.language import tr
from zhonggong_reader.model import Channel, Failed
from zhonggong_reader.ui.screens.back_issues import BackIssues
from zhonggong_reader.ui.widgets.lines import LineList


class Mending(BackIssues):
    """The lists, with ways to what could not be had."""

    @work(exclusive=True, group="seek")
    async def action_failure_next(self) -> None:
        """Go to the next channel that failed; among headlines, to the next article; round at the end."""
        with self.telling():
            listed: LineList = self.headline_list
            if self.pane == "channels":
                rows = [row for row, section in enumerate(self.channel_list.sections) if section.failed]
                listed = self.channel_list
            else:
                rows = await self._failed_rows()
            if not rows:
                self.say(tr("这里没有失败的"))
                return
            listed.cursor = next((row for row in rows if row > listed.cursor), rows[0])

    async def _failed_rows(self) -> list[int]:
        view = self.headline_list.view
        ids = [failed.what for failed in await self.desk.failures.all() if isinstance(failed.what, int)]
        rows = [await self.shelves.row_of(view, identity) for identity in ids] if view else []
        return sorted(row for row in rows if row is not None)

    async def retry(self, failed: Failed) -> str | None:
        """Try again to get what failed; return why it failed again, None where it has come."""
        try:
            match failed.what:
                case Channel() as channel:
                    await self.desk.refresh(channel)
                case date() as day:
                    await self.desk.newspaper.issue(day)
                case _:
                    await self.desk.fetch_article(failed.address)
        except ReaderError as error:
            return str(error)
        finally:
            self.look_again()
        return None

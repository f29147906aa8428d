"""The lists and what failed in them: shown where it belongs, gone through, tried again."""

from datetime import date

from zhonggong_reader.errors import ReaderError
from zhonggong_reader.language import tr
from zhonggong_reader.model import Channel, Failed
from zhonggong_reader.newsdesk import (
    ArticleFailed,
    ArticleFetched,
    ListFailed,
    ListFetched,
    RoundEvent,
    is_its_own,
    sync,
)
from zhonggong_reader.ui.screens.back_issues import BackIssues
from zhonggong_reader.ui.tasks import LONG, task
from zhonggong_reader.ui.widgets.lines import LineList


class Mending(BackIssues):
    """The lists, with ways to what could not be had."""

    @task(exclusive=True, group="seek")
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

    # ── For the train ────────────────────────────────────────────────────────────────────────

    @task(exclusive=True, group="download", limit=LONG)
    async def action_keep(self) -> None:
        """Keep the articles of the channel; of all channels where no single one is shown."""
        section = self.channel_list.current
        one = section.channel if section else None
        channels = [one.channel] if one else [entry.channel for entry in self.channels]
        kept = failed = total = 0

        def report(event: RoundEvent) -> None:
            nonlocal kept, failed, total
            match event:
                case ListFetched(wanted=wanted):
                    total += wanted
                    self.offline = False
                case ArticleFetched():
                    kept += 1
                case ListFailed(error=error) | ArticleFailed(error=error):
                    failed += 1
                    total += isinstance(event, ListFailed)
                    self.offline = not is_its_own(error)
            self.done = (kept + failed, total)
            self.activity = tr("正在存文章 {done}/{total} 篇 …", done=kept + failed, total=total)

        try:
            with self.telling():
                mark = await self.desk.search.watching.mark()
                self.activity = tr("正在看有哪些文章要取 …")
                await sync(self.desk, channels, report)
                said = tr("新存 {kept} 篇", kept=kept)
                if failed:
                    key = self.key_set.name("failures")
                    said += tr("，失败 {failed} 项，按 {key} 查看", failed=failed, key=key)
                self.say(said, trouble=bool(failed))
                await self.came_back(mark, wished=True)
        finally:
            self.end_work()
        if section and section == self.channel_list.current:
            self.show_section(section, keep_cursor=True)
        self.look_again()

    def action_escape(self) -> None:
        """Go back one level; at the outermost, stop what is being fetched."""
        if self.activity and self.pane == "channels" and not self.alone:
            self.action_stop()
        else:
            super().action_escape()

    def action_stop(self) -> None:
        """Stop what is being fetched; what has come stays."""
        if not self.activity:
            self.say(tr("现在没有在取什么"))
            return
        for group in ("round", "download", "keep", "issue", "older"):
            self.workers.cancel_group(self, group)
        self.say(tr("已停下，取到的都已存下"))

    # ── Trying again ─────────────────────────────────────────────────────────────────────────

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

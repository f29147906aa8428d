"""What is kept of the news outside the library: files, books, and what another program is given."""

from asyncio import to_thread
from collections.abc import Awaitable, Callable, Sequence

from zhonggong_reader.language import tr
from zhonggong_reader.model import ListView, Shelf
from zhonggong_reader.ui.outside import pipe_to
from zhonggong_reader.ui.parts.part import Part
from zhonggong_reader.ui.screens.newsstand import Newsstand
from zhonggong_reader.ui.tasks import LONG, task
from zhonggong_reader.ui.widgets.channel_list import Section

BookTitle = Callable[[Section], str]
"""What a book of a section's list is called."""
BookOf = Callable[[ListView], Awaitable[Shelf | Sequence[int]]]
"""The list of which a book is made, or the ids of its articles."""


class Clippings(Part):
    """Articles as Markdown, lists as books."""

    def __init__(self, room: Newsstand, book_title: BookTitle, book_of: BookOf) -> None:
        super().__init__(room)
        self._book_title = book_title
        self._book_of = book_of

    @task(group="clipping")
    async def action_clip(self) -> None:
        """Save the open article as a file."""
        room = self.room
        if (kept := room.article_view.kept) is None:
            room.say(tr("先打开一篇文章"))
            return
        with room.telling():
            clipped = await room.desk.clippings.save(kept.article)
            saved = tr("已存过 {path}") if clipped.was_there else tr("已存为 {path}")
            room.say(saved.format(path=clipped.path))

    @task(exclusive=True, group="export", limit=LONG)
    async def action_export(self) -> None:
        """Make a book (EPUB) of the list that is shown, of what is kept of it."""
        room = self.room
        view, section = room.headline_list.view, room.channel_list.current
        if view is None or section is None:
            return
        name = self._book_title(section)
        room.activity = tr("正在把“{name}”导出为 EPUB …", name=name)
        try:
            with room.telling():
                book = await room.desk.clippings.export(await self._book_of(view), name)
                made = tr("{count} 篇已导出为 {path}", count=book.articles, path=book.path)
                lost = tr("，{count} 篇已损坏，没有导出", count=book.damaged) if book.damaged else ""
                room.say(made + lost, trouble=book.damaged > 0)
        finally:
            room.activity = ""

    @task(exclusive=True, group="pipe")
    async def action_pipe(self) -> None:
        """Hand the open article to the command of the settings, as Markdown."""
        room = self.room
        command = room.settings.pipe
        kept = room.article_view.kept
        if not command:
            room.say(tr('设置里写上 pipe = ["命令"]，就能把文章交给它'))
        elif kept is None:
            room.say(tr("先打开一篇文章"))
        else:
            room.activity = tr("正在交给 {command} …", command=command[0])
            try:
                with room.telling():
                    await to_thread(pipe_to, command, room.desk.clippings.markdown(kept.article))
                    room.say(tr("已交给 {command}", command=command[0]))
            finally:
                room.activity = ""

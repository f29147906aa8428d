"""Watched words (关注词), which stand out in the lists and in the text."""

import os
from asyncio import to_thread
from collections.abc import Callable
from typing import Literal

from textual.message import Message

from zhonggong_reader import queries
from zhonggong_reader.language import tr
from zhonggong_reader.model import KeptArticle, WatchedNews
from zhonggong_reader.newsdesk import WatchMark, told_of
from zhonggong_reader.typeset import source_text
from zhonggong_reader.ui import notices
from zhonggong_reader.ui.finding import Found, find
from zhonggong_reader.ui.painting import send
from zhonggong_reader.ui.parts.part import Part
from zhonggong_reader.ui.screens.newsstand import Newsstand
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.channel_list import WATCHED


class WatchWished(Message):
    """A word is to be watched, or no longer."""

    def __init__(self, word: str) -> None:
        super().__init__()
        self.word = word
        """What one may mean; the reader says."""


class WatchedWords(Part):
    """Marks watched words, leads from one to the next, and tells of what has come with one.

    `sought` says what one has searched for, as far as it stands out in the room.
    """

    def __init__(self, room: Newsstand, sought: Callable[[], str]) -> None:
        super().__init__(room)
        self._sought = sought

    @task(exclusive=True, group="words-in-lists")
    async def mark_lists(self) -> None:
        """Let the words of now stand out among the headlines."""
        words = self.room.desk.search.watching.words
        # The first row that is drawn would wait for them: a hundred long ones take a third of a second.
        await to_thread(lambda: [queries.pattern(word) for word in words])
        self.room.headline_list.words = words

    def mark(self, kept: KeptArticle | None) -> None:
        """Let the words of now stand out in the article that is open now."""
        self.room.article_view.watched = Found()
        if kept and self.room.desk.search.watching.words:
            self._find(kept)

    @task(exclusive=True, group="words")
    async def _find(self, kept: KeptArticle) -> None:
        found = await to_thread(find, kept.article, self.room.desk.search.watching.words)
        if self.room.article_view.kept is kept:
            self.room.article_view.watched = Found(found)

    def action_word(self, step: Literal[1, -1]) -> None:
        """Go to the next watched word of the open article, or the one before; from lists, to their list."""
        room, view = self.room, self.room.article_view
        kept = view.kept
        if not room.desk.search.watching.words:
            room.say(tr("还没有关注词；按 {key} 添加", key=room.key_set.name("word.watch")))
        elif kept is None or room.pane != "article":
            if (row := room.channel_list.row_of(WATCHED)) is not None:
                room.show_row(row)
            else:
                room.say(tr("有关注词的，在网站新闻的“关注”里"))
        elif (number := view.step_watched(step)) is None:
            room.say(tr("这一篇里没有关注词"))
        else:
            spans = view.watched.spans
            word = source_text(kept.article, *spans[number])
            at = tr("第 {number} 处，共 {total} 处", number=number + 1, total=len(spans))
            room.say(tr("关注词“{word}”：{at}", word=word, at=at))

    def action_watch(self) -> None:
        """Watch a word, or no longer: what is selected is proposed, else what was searched for."""
        proposed = self.room.get_selected_text() or self._sought()
        self.room.post_message(WatchWished(" ".join(proposed.split())))

    # ── News ─────────────────────────────────────────────────────────────────────────────────

    async def tell_news(self, mark: WatchMark, *, wished: bool) -> None:
        """Tell what has come since `mark` with a watched word; outside the window too where nobody looks.

        wished: the reader asked for what came
        """
        room = self.room
        news = await room.desk.search.watching.news(mark)
        if news.count:
            room.say(told_of(news))
            if not wished or not room.app.app_focus:
                await self._notify(news)

    async def _notify(self, news: WatchedNews) -> None:
        app = self.room.app
        match notices.way(self.room.settings.notify, os.environ, has_terminal=not app.is_web):
            case "terminal":
                send(app, notices.sequence(told_of(news), os.environ))
            case "desktop":
                await to_thread(notices.show_on_desktop, told_of(news))
            case "bell":
                app.bell()
            case "nothing":
                pass

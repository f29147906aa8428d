"""The reading room in which watched words (关注词) stand out, in the lists and in the text."""

import os
from asyncio import to_thread
from typing import Literal

from textual import events, on
from textual.message import Message

from zhonggong_reader.language import tr
from zhonggong_reader.model import KeptArticle, WatchedNews
from zhonggong_reader.newsdesk import WatchMark, told_of
from zhonggong_reader.settings import Settings
from zhonggong_reader.typeset import source_text
from zhonggong_reader.ui import notices
from zhonggong_reader.ui.finding import Found, find
from zhonggong_reader.ui.painting import send
from zhonggong_reader.ui.screens.proof_room import ProofRoom
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.channel_list import WATCHED


class WatchRoom(ProofRoom):
    """Marks watched words, leads from one to the next, and tells of what has come with one."""

    class WatchWished(Message):
        """A word is to be watched, or no longer."""

        def __init__(self, word: str) -> None:
            super().__init__()
            self.word = word
            """What one may mean; the reader says."""

    @on(events.Mount)
    def _look_for_words(self) -> None:
        self.headline_list.words = self.desk.search.watching.words
        self.watch(self.article_view, "kept", self._mark_words, init=False)

    def take(self, settings: Settings) -> None:
        """Let other settings hold from now on: also which words are watched."""
        changes = settings.watch != self.settings.watch
        super().take(settings)
        if changes and self.is_mounted:
            self.headline_list.words = self.desk.search.watching.words
            self._mark_words(self.article_view.kept)

    def _mark_words(self, kept: KeptArticle | None) -> None:
        self.article_view.watched = Found()
        if kept and self.desk.search.watching.words:
            self._find_words(kept)

    @task(exclusive=True, group="words")
    async def _find_words(self, kept: KeptArticle) -> None:
        found = await to_thread(find, kept.article, self.desk.search.watching.words)
        if self.article_view.kept is kept:
            self.article_view.watched = Found(found)

    def action_word(self, step: Literal[1, -1]) -> None:
        """Go to the next watched word of the open article, or the one before; from lists, to their list."""
        kept = self.article_view.kept
        if not self.desk.search.watching.words:
            self.say(tr("还没有关注词；按 {key} 添加", key=self.key_set.name("word.watch")))
        elif kept is None or self.pane != "article":
            if (row := self.channel_list.row_of(WATCHED)) is not None:
                self.show_row(row)
            else:
                self.say(tr("有关注词的，在网站新闻的“关注”里"))
        elif (number := self.article_view.step_watched(step)) is None:
            self.say(tr("这一篇里没有关注词"))
        else:
            spans = self.article_view.watched.spans
            word = source_text(kept.article, *spans[number])
            at = tr("第 {number} 处，共 {total} 处", number=number + 1, total=len(spans))
            self.say(tr("关注词“{word}”：{at}", word=word, at=at))

    def action_watch(self) -> None:
        """Watch a word, or no longer: what is selected is proposed, else what was searched for."""
        self.post_message(self.WatchWished(" ".join((self.get_selected_text() or self.sought).split())))

    @property
    def sought(self) -> str:
        """What one has searched for, as far as it stands out here."""
        return ""

    # ── News ─────────────────────────────────────────────────────────────────────────────────

    async def came_back(self, mark: WatchMark, *, wished: bool) -> None:
        """Tell what a round has brought with a watched word; outside the window too where nobody looks."""
        await super().came_back(mark, wished=wished)
        news = await self.desk.search.watching.news(mark)
        if news.count:
            self.say(told_of(news))
            if not wished or not self.app.app_focus:
                await self._notify(news)

    async def _notify(self, news: WatchedNews) -> None:
        match notices.way(self.settings.notify, os.environ, has_terminal=not self.app.is_web):
            case "terminal":
                send(self.app, notices.sequence(told_of(news), os.environ))
            case "desktop":
                await to_thread(notices.show_on_desktop, told_of(news))
            case "bell":
                self.app.bell()
            case "nothing":
                pass

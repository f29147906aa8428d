"""Watching a word from the screen: one is asked which, and the settings file says so from then on."""

from asyncio import to_thread

from textual import on
from textual.app import App

from zhonggong_reader.language import tr
from zhonggong_reader.queries import tokens
from zhonggong_reader.settings import Settings, SettingsFile
from zhonggong_reader.ui.parts.watched_words import WatchWished
from zhonggong_reader.ui.screens.reading_room import ReadingRoom
from zhonggong_reader.ui.tasks import task


class WordAsking(App[None], inherit_bindings=False):
    """An app over a `ReadingRoom` that changes the settings."""

    _file: SettingsFile

    def take(self, settings: Settings) -> None:
        """Let other settings hold from now on."""
        raise NotImplementedError

    @on(WatchWished)
    def _ask_for_word(self, event: WatchWished) -> None:
        """Ask which word is to be watched, or no longer."""
        from zhonggong_reader.ui.screens.ask import Ask  # noqa: PLC0415 - not for the first picture

        note = tr("标题和正文里有它的会标出，另列为“关注”；已在关注的则去掉")

        def answer(word: str | None) -> None:
            if word is not None:
                self._watch_word(word)

        self.push_screen(Ask(tr("关注词"), event.word, note), answer)

    @task(group="watch")
    async def _watch_word(self, word: str) -> None:
        """Watch a word from now on; one that is watched, no longer."""
        rooms = [screen for screen in self.screen_stack if isinstance(screen, ReadingRoom)]
        if not rooms:
            return
        room = rooms[-1]  # the one that is seen, or that is under a search
        with room.telling():
            watched = (await to_thread(self._file.read)).watch
            others = tuple(each for each in watched if tokens(each) != tokens(word))
            words = (*watched, word) if others == watched else others
            self.take(await to_thread(self._file.set, ("watch",), words or None))
            said = tr("已关注“{word}”") if others == watched else tr("不再关注“{word}”")
            room.say(said.format(word=word))

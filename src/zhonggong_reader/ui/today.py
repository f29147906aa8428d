"""The way to the front page, which knows when the reader was last there."""

from zhonggong_reader.ui.bookmarks import Bookmarks
from zhonggong_reader.ui.screens.reading_room import ReadingRoom


class Today(Bookmarks, inherit_bindings=False):
    """The program as far as it has a front page."""

    async def action_today(self) -> None:
        """Show the newest of every channel; from the newspaper, leave that for it."""
        from zhonggong_reader.ui.screens.front import FrontScreen  # noqa: PLC0415 - not for the first picture

        if self._home is None or not isinstance(self.screen, ReadingRoom):
            return
        if self.screen is not self._home:
            await self.screen.place.keep()
            self.pop_screen()
        if not self.is_screen_installed("today"):
            self.install_screen(FrontScreen(self._home), "today")
        await self.push_screen("today")
        if isinstance(self.screen, FrontScreen):
            await self.screen.begin(self.visits)

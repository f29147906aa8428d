"""What every screen does that may fill a large window, or be covered in parts."""

from asyncio import sleep
from collections.abc import Sequence

from textual import events, on
from textual.geometry import Region
from textual.screen import Screen, ScreenResultType
from textual.widget import Widget


class InTurns(Screen[ScreenResultType]):
    """Lets keys and the clock come by between two drawings of a new screen, or of a new size.

    Textual lays out and draws when a screen comes, and again when it has learnt its size, both in one
    turn of the event loop, which is felt in a large window.

    What is uncovered is drawn with all that stands beside it: Textual draws that alone, and of a Han
    character of which one half was covered it draws blanks.
    """

    _lay_over: Sequence[Region] = ()

    @on(events.Mount)
    def _begin_to_draw_uncovered(self) -> None:
        self.screen_layout_refresh_signal.subscribe(self, self._draw_uncovered)

    def covering(self) -> Sequence[Widget]:
        """Return the widgets that lie over others: notices."""
        return list(self.query("Toast"))

    def _draw_uncovered(self, _: Screen[object]) -> None:
        before, self._lay_over = self._lay_over, [each.region for each in self.covering()]
        if before and before != self._lay_over:
            self.refresh()

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; a new size not before the loop has come by."""
        if isinstance(event, events.Resize):
            await sleep(0)
        await super().on_event(event)

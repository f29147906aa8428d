"""What every screen does that may fill a large window."""

from asyncio import sleep

from textual import events
from textual.screen import Screen, ScreenResultType


class InTurns(Screen[ScreenResultType]):
    """Lets keys and the clock come by between two drawings of a new screen, or of a new size.

    Textual lays out and draws when a screen comes, and again when it has learnt its size, both in one
    turn of the event loop, which is felt in a large window.
    """

    async def on_event(self, event: events.Event) -> None:
        """Handle an event; a new size not before the loop has come by."""
        if isinstance(event, events.Resize):
            await sleep(0)
        await super().on_event(event)

"""A window over a sheet in which hits and watched words stand out, and which goes from one to the next."""

from rich.style import Style
from textual.reactive import reactive

from zhonggong_reader.model import Position
from zhonggong_reader.ui.finding import Found
from zhonggong_reader.ui.painting import Light
from zhonggong_reader.ui.widgets.sheet_view import SheetView


class FoundView(SheetView):
    """Knows where the hits are. A subclass draws its rows in their `light`."""

    COMPONENT_CLASSES = {"article--found", "article--found-here", "article--watched"}

    found: reactive[Found] = reactive(Found, init=False)
    """Where the words stand that were searched for."""
    watched: reactive[Found] = reactive(Found, init=False)
    """Where the words stand that the reader watches."""

    @property
    def reading_place(self) -> Position:
        """The place at the top: where one reads."""
        raise NotImplementedError

    @property
    def light(self) -> Light | None:
        """How the characters of hits are shown; None: there are no hits."""
        return self._light if self.found.spans or self.watched.spans else None

    def watch_found(self) -> None:
        """Show them."""
        self.refresh()

    watch_watched = watch_found

    def step_found(self, step: int) -> int | None:
        """Bring the next hit (1) or the one before (-1) into sight; return its number, None without any."""
        return self._step(self.found, step)

    def step_watched(self, step: int) -> int | None:
        """Do the same with watched words."""
        return self._step(self.watched, step)

    def _step(self, found: Found, step: int) -> int | None:
        number = found.step(step, self.reading_place)
        if number is not None and self._sheet is not None:
            row, top = self._sheet.row_of(found.spans[number][0]), round(self.scroll_offset.y)
            if self._sheet.page:
                self.scroll_to(y=row, animate=False, immediate=True)
            elif not top <= row < top + self.size.height - 1:
                self.scroll_to(y=row - self.size.height // 3, animate=False, immediate=True)
        self.refresh()
        return number

    def _light(self, block: int, offset: int) -> Style | None:
        for found, kind in ((self.found, "found"), (self.watched, "watched")):
            number = found.number_at(block, offset)
            if number is not None:
                name = "found-here" if number == found.at else kind
                return self.get_component_rich_style(f"article--{name}", partial=True)
        return None

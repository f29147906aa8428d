"""A window whose lines lie on one style."""

from rich.style import Style
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip


class EvenView(ScrollView):
    """Asks for its style once a picture: Textual adds it up out of all that is around a widget."""

    _base: Style | None = None
    """The style while a picture is painted."""

    @property
    def base(self) -> Style:
        """The style on which every line lies."""
        return self._base or self.rich_style

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return the lines of `crop`."""
        self._base = self.rich_style
        try:
            return super().render_lines(crop)
        finally:
            self._base = None

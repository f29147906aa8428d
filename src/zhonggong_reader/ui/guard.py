"""The last door before the terminal: no control character but our own, and no foreign scheme passes.

Text is cleaned where it enters; this filter stands behind every widget, also those that are not
ours, and counts what it had to stop. What was joined to an emoji it leaves out without a word: text
keeps that, and no widget has to know.
"""

from rich.segment import ControlType, Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from zhonggong_reader.text import displayed, is_fit, without_unfit


class Graphics(str):
    """Control sequences that draw a picture, made of its pixels by the reader's own encoders.

    No text from outside is ever one: that is what lets it pass.
    """

    __slots__ = ()


class Guard(LineFilter):
    """Removes what may not reach a terminal from every line that is painted."""

    stopped = 0
    """Segments that held something unfit since the start."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return `segments`, mended where one needs it."""
        if all(_passes(segment) for segment in segments):
            return segments
        return [segment if _passes(segment) else self._mended(segment) for segment in segments]

    def _mended(self, segment: Segment) -> Segment:
        if isinstance(segment.text, Graphics):
            # Textual's own filters take a control sequence for text, as wide as it is long.
            return Segment(segment.text, None, ((ControlType.CURSOR_FORWARD, 0),))
        shown = Segment(displayed(segment.text), segment.style, segment.control)
        if _passes(shown):
            return shown
        self.stopped += 1
        style = segment.style
        if style is not None and not _sound_link(style):
            style = style.update_link(None)
        return Segment(without_unfit(shown.text), style, segment.control)


def _passes(segment: Segment) -> bool:
    if isinstance(segment.text, Graphics):
        return bool(segment.control) and segment.style is None
    return is_fit(segment.text) and (segment.style is None or _sound_link(segment.style))


def _sound_link(style: Style) -> bool:
    return style.link is None or style.link.startswith(("http://", "https://"))

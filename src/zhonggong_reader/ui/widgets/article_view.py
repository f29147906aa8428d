"""The open article: set lines in a centred measure, and the place at which one reads."""

from asyncio import to_thread
from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import work
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from zhonggong_reader import typeset
from zhonggong_reader.model import Article, KeptArticle, Position
from zhonggong_reader.typeset import Galley, Role, Setting
from zhonggong_reader.ui.painting import fitted, strip_of

AIR: Final = 1
"""Blank lines above the headline; they scroll away with it."""


class ArticleView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows one article, or a notice instead of one.

    A change of width sets the lines anew and returns to the first character that stood at the top,
    never to a line number. Setting runs in a thread; until it is done the old lines stay.
    """

    COMPONENT_CLASSES = {f"article--{role}" for role in Role} | {"article--notice"}

    kept: reactive[KeptArticle | None] = reactive[KeptArticle | None](None, always_update=True)
    notice: reactive[str] = reactive("")
    """What stands here while there is no article: what is on its way, or why there is none."""
    measure: reactive[int] = reactive(72)
    """Longest line in cells."""

    @dataclass
    class Moved(Message):
        """Another line came to the top."""

        view: "ArticleView"
        id: int
        position: Position

        @property
        def control(self) -> "ArticleView":
            """The view that moved."""
            return self.view

    def __init__(self, setting: Setting, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._setting = setting
        self._galley: Galley | None = None
        self._anchor = Position(-1, 0)

    # ── What is shown ────────────────────────────────────────────────────────────────────────

    def watch_kept(self, before: KeptArticle | None, kept: KeptArticle | None) -> None:
        """Set another article from where the reader stood, or the same one anew from where they stand."""
        if kept is None:
            self._galley = None
            self.virtual_size = self.size
        elif before is None or before.id != kept.id:
            self._galley = None
            self._anchor = kept.position or Position(-1, 0)
        self._set()

    def watch_measure(self) -> None:
        """Set the lines anew."""
        self._set()

    def watch_notice(self) -> None:
        """Show it."""
        self.refresh()

    def on_resize(self) -> None:
        """Set the lines anew where the measure changes."""
        if self._galley is None or self._galley.measure != self._fitting_measure():
            self._set()
        else:
            self._fit()

    def _fitting_measure(self) -> int:
        """Return the measure that the window allows: whole Han characters, one cell of air each side."""
        return max(2, min(self.measure, (self.size.width - 2) // 2 * 2))

    @work(exclusive=True, group="setting")
    async def _set(self) -> None:
        kept = self.kept
        self.refresh()
        if kept is None or not self.size.width:
            return
        self._galley = await to_thread(_compose, kept.article, self._fitting_measure(), self._setting)
        self._fit()

    def _fit(self) -> None:
        """Fit the scroll bar to the lines and bring the anchor to the top."""
        if self._galley is None:
            return
        anchor = self._anchor
        self.virtual_size = Size(self.size.width, AIR + len(self._galley.lines))
        line = self._galley.line_at(anchor)
        # Textual shows the bar with the next layout only, and scrolls nothing that has none.
        self.show_vertical_scrollbar = self.virtual_size.height > self.size.height
        self.scroll_to(y=line + AIR if line else 0, animate=False, immediate=True)
        self._anchor = anchor
        self.refresh()

    # ── Moving ───────────────────────────────────────────────────────────────────────────────

    @property
    def at_end(self) -> bool:
        """Whether the last line is in sight."""
        return self.scroll_offset.y >= self.max_scroll_y

    def move(self, lines: int) -> None:
        """Scroll by `lines`."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, immediate=True)

    def page(self, pages: float) -> None:
        """Scroll by so many windows; whole ones keep two lines in sight."""
        height = self.size.height - 2 if abs(pages) >= 1 else self.size.height
        self.move(round(pages * max(1, height)))

    def edge(self, end: bool) -> None:
        """Scroll to the first line, or to the last."""
        self.scroll_to(y=self.max_scroll_y if end else 0, animate=False, immediate=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the first character in sight, and tell."""
        super().watch_scroll_y(old_value, new_value)
        if self._galley and self.kept and round(old_value) != round(new_value):
            number = round(new_value) - AIR
            line = self._galley.lines[max(0, min(number, len(self._galley.lines) - 1))]
            self._anchor = line.place
            self.post_message(self.Moved(self, self.kept.id, line.place))

    # ── Drawing ──────────────────────────────────────────────────────────────────────────────

    def render_line(self, y: int) -> Strip:
        """Return a line of the window."""
        width, base = self.size.width, self.rich_style
        if self._galley is None or self.kept is None:
            return self._notice_line(y, width, base)
        number = self.scroll_offset.y + y - AIR
        if not 0 <= number < len(self._galley.lines):
            return Strip.blank(width, base)
        margin = max(0, (width - self._galley.measure) // 2)
        return strip_of(self._galley.lines[number], margin, self._style, base).adjust_cell_length(width, base)

    def _style(self, role: Role) -> Style:
        return self.get_component_rich_style(f"article--{role}", partial=True)

    def _notice_line(self, y: int, width: int, base: Style) -> Strip:
        sentences = self.notice.splitlines()
        place = y - max(0, (self.size.height - len(sentences)) // 2 - 1)
        if not 0 <= place < len(sentences):
            return Strip.blank(width, base)
        style = base + self.get_component_rich_style("article--notice", partial=True)
        text = fitted(sentences[place], width - 2)
        margin = Segment(" " * ((width - cell_len(text)) // 2), base)
        return Strip([margin, Segment(text, style)]).adjust_cell_length(width, base)


def _compose(article: Article, measure: int, setting: Setting) -> Galley:
    """Set an article. In a thread for the first one's sake too: it imports the rules."""
    return typeset.compose(article, measure, setting)

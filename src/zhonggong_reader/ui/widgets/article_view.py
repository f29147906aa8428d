"""The open article: set lines in a reading mode, and the place at which one reads."""

from asyncio import to_thread
from collections.abc import Mapping

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.selection import Selection
from textual.strip import Strip

from zhonggong_reader import typeset
from zhonggong_reader.model import KeptArticle, Position
from zhonggong_reader.typeset import Role, Setting
from zhonggong_reader.ui import hints
from zhonggong_reader.ui.copying import Span, selected_span
from zhonggong_reader.ui.graphics.ability import Ability
from zhonggong_reader.ui.graphics.illustrations import Illustrations, Row
from zhonggong_reader.ui.graphics.plates import Plate
from zhonggong_reader.ui.hints import Hint, Target
from zhonggong_reader.ui.painting import notice_line, paint, picture_row, send
from zhonggong_reader.ui.sheet import Mode, Window, lay_out
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.found_view import FoundView


class ArticleView(FoundView):
    """Shows one article, or a notice instead of one.

    A change of width, measure or mode lays the article out anew and returns to the first character
    that stood at the top, never to a line number. That runs in a thread; until it is done the old
    rows stay.
    """

    COMPONENT_CLASSES = {f"article--{role}" for role in Role} | {
        "article--notice",
        "article--hint",
        "article--hint-now",
    }

    kept: reactive[KeptArticle | None] = reactive[KeptArticle | None](None, always_update=True)
    notice: reactive[str] = reactive("")
    """What stands here while there is no article: what is on its way, or why there is none."""
    setting: reactive[Setting] = reactive(Setting, init=False)
    """How lines are set."""
    measure: reactive[int] = reactive(72, init=False)
    """Longest line of one column, in cells."""
    mode: reactive[Mode] = reactive[Mode]("column", init=False)
    """One column that scrolls, newspaper columns, or vertical lines."""
    plates: reactive[Mapping[int, Plate]] = reactive[Mapping[int, Plate]]({}, init=False)
    """Pictures of the article by block; those of another one go with it."""
    hints: reactive[tuple[Hint, ...]] = reactive[tuple[Hint, ...]]((), init=False)
    """Letters to choose by, while one chooses: the next ones are theirs."""
    at_hint: reactive[int] = reactive(0)
    """Number of the hint that Enter opens."""

    class Chosen(Message):
        """The letters over a link, film or picture were typed."""

        def __init__(self, view: "ArticleView", target: Target) -> None:
            super().__init__()
            self.view = view
            self.target = target

        @property
        def control(self) -> "ArticleView":
            """The view in which it stood."""
            return self.view

    class Moved(Message):
        """Another row came to the top."""

        def __init__(self, view: "ArticleView", id: int, position: Position) -> None:
            super().__init__()
            self.view = view
            self.id = id
            self.position = position

        @property
        def control(self) -> "ArticleView":
            """The view that moved."""
            return self.view

    def __init__(self, setting: Setting, ability: Ability | None = None, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.set_reactive(ArticleView.setting, setting)
        self._illustrations = Illustrations(ability or Ability())
        self._typed = ""
        self._window: Window | None = None
        self._anchor = Position(-1, 0)
        self._settled = Size(0, 0)
        self._marked: Span | None = None

    # ── What is shown ────────────────────────────────────────────────────────────────────────

    @property
    def reading_place(self) -> Position:
        """The place at the top: where one reads."""
        return self._anchor

    def watch_kept(self, before: KeptArticle | None, kept: KeptArticle | None) -> None:
        """Lay out another article from where the reader stood, or the same one from where they stand."""
        self._window = None
        if kept is None or before is None or before.article != kept.article:
            self.plates = {}
        if kept is None:
            self._sheet = None
            self.hints = ()
            self.virtual_size = self.size
        elif before is None or before.id != kept.id:
            self._sheet = None
            self.hints = ()
            self._anchor = kept.position or Position(-1, 0)
        self._lay_out()

    def watch_measure(self) -> None:
        """Lay the article out anew."""
        self._window = None
        self._lay_out()

    watch_mode = watch_setting = watch_measure

    def watch_plates(self, plates: Mapping[int, Plate]) -> None:
        """Lay the article out anew, with room for them."""
        send(self.app, self._illustrations.replace(plates))
        self._window = None
        self._lay_out()

    def watch_notice(self) -> None:
        """Show it."""
        self.refresh()

    def on_resize(self) -> None:
        """Lay the article out anew where the window asks for it."""
        self._lay_out()

    @task(exclusive=True, group="setting")
    async def _lay_out(self) -> None:
        kept = self.kept
        self.refresh()
        if kept is None or not self.size.width:
            self.show_progress()
            return
        height = 0 if self.mode == "column" and not self.plates else self.size.height
        window = Window(self.mode, self.size.width, height, self.measure, self._illustrations.ability.cell)
        if window != self._window:
            self._sheet = await to_thread(lay_out, kept.article, window, self.setting, self.plates)
            self._window = window
            if self.text_selection:
                self.screen.clear_selection()  # its cells show something else now
        self._return_to(self._anchor)
        if self._sheet is not None:
            async for sequence in self._illustrations.draw(self._sheet.figures):
                send(self.app, sequence)
                self.refresh()

    def on_unmount(self) -> None:
        """Let the terminal forget the pictures."""
        send(self.app, self._illustrations.replace({}))

    def _return_to(self, anchor: Position) -> None:
        """Fit the scroll bar to the rows and bring `anchor` to the top."""
        if self._sheet is None:
            return
        choosing = bool(self.hints)
        self._settled = self.size
        self.virtual_size = Size(self.size.width, len(self._sheet.rows))
        # Textual shows the bar with the next layout only, and scrolls nothing that has none but by force.
        self.show_vertical_scrollbar = self.virtual_size.height > self.size.height
        self.scroll_to(y=self._sheet.row_of(anchor), animate=False, immediate=True, force=True)
        self._go_to(anchor)
        if choosing:
            self.offer()
        self.show_progress()
        self.refresh()

    def _go_to(self, place: Position) -> None:
        """Remember where one reads, and tell."""
        if self.kept and self._anchor != place:
            self._anchor = place
            self.post_message(self.Moved(self, self.kept.id, place))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember the first character in sight, and tell."""
        super().watch_scroll_y(old_value, new_value)
        # What Textual scrolls because the window changed its size is no movement of the reader's.
        if self._sheet and self.size == self._settled and round(old_value) != round(new_value):
            self.hints = ()
            self._go_to(self._sheet.place_at(round(new_value)))
        self.show_progress()

    # ── Choosing by letters ──────────────────────────────────────────────────────────────────

    def offer(self) -> int:
        """Put letters over the links, films and pictures in sight; return how many there are."""
        if self._sheet is None or self.kept is None:
            return 0
        top = self.scroll_offset.y
        self.hints = hints.find(self.kept.article, self._sheet.rows[top : top + self.size.height], top)
        return len(self.hints)

    def watch_hints(self) -> None:
        """Show them, or the words again that they cover."""
        self._typed = ""
        self.at_hint = 0
        self.refresh()

    def choose(self, key: str) -> bool:
        """Take a key that comes while one chooses: a letter, Tab, Enter or Esc. Any other one ends it.

        Returns whether the key is used up.
        """
        match key:
            case "tab" | "shift+tab":
                step = 1 if key == "tab" else -1
                self.at_hint = (self.at_hint + step) % len(self.hints)
            case "enter":
                self._choose(self.hints[self.at_hint])
            case "escape":
                self.hints = ()
            case letter if len(letter) == 1 and letter.isalpha():
                self._take(letter.lower())
            case _:
                self.hints = ()
                return False
        return True

    def _take(self, letter: str) -> None:
        """Take the next letter of a hint; one that begins none ends the choice."""
        self._typed += letter
        found = hints.first(self.hints, self._typed)
        if found is None:
            self.hints = ()
        elif self.hints[found].letters == self._typed:
            self._choose(self.hints[found])
        else:
            self.at_hint = found

    def _choose(self, hint: Hint) -> None:
        self.hints = ()
        self.post_message(self.Chosen(self, hint.target))

    # ── Selecting ────────────────────────────────────────────────────────────────────────────

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the exact source of what is selected, however it is set."""
        if self._sheet is None or self.kept is None:
            return None
        span = selected_span(self._sheet, selection, self._margin)
        return (typeset.source_text(self.kept.article, *span), "\n") if span else None

    def selection_updated(self, selection: Selection | None) -> None:
        """Show it."""
        found = selected_span(self._sheet, selection, self._margin) if self._sheet and selection else None
        if found != self._marked:
            self._marked = found
            self.refresh()

    # ── Drawing ──────────────────────────────────────────────────────────────────────────────

    def render_line(self, y: int) -> Strip:
        """Return a line of the window."""
        width, base = self.size.width, self.base
        if self._sheet is None or self.kept is None:
            style = base + self.get_component_rich_style("article--notice", partial=True)
            return notice_line(self.notice, y, self.size, base, style)
        number = self.scroll_offset.y + y
        row = self._sheet.rows[number] if number < len(self._sheet.rows) else None
        if row is None:
            return Strip.blank(width, base)
        if picture := self._illustrations.row(self._sheet, number):
            return self._picture_line(*picture, base).adjust_cell_length(width, base)
        margin = Segment(" " * self._margin, base)
        mark = self.screen.get_component_rich_style("screen--selection")
        strip = Strip([margin, *paint(row, self._style, base, self._marked, mark, light=self.light)])
        return self._with_hints(strip.adjust_cell_length(width, base), number)

    def _picture_line(self, left: int, row: Row, base: Style) -> Strip:
        """Return a row of a picture that begins `left` cells from the left of the lines."""
        margin = Segment(" " * (self._margin + left), base)
        return Strip([margin, *picture_row(row, base, self.screen.is_active)])

    def _with_hints(self, strip: Strip, number: int) -> Strip:
        for place, hint in enumerate(self.hints):
            if hint.row == number:
                kind = "hint-now" if place == self.at_hint else "hint"
                at = self._margin + hint.cell
                style = self.get_component_rich_style(f"article--{kind}")
                label = Strip([Segment(hint.letters.ljust(hints.WIDTH), style)])
                strip = Strip.join([strip.crop(0, at), label, strip.crop(at + hints.WIDTH)])
        return strip

    def _style(self, role: Role) -> Style:
        return self.get_component_rich_style(f"article--{role}", partial=True)

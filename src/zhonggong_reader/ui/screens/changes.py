"""What the site changed in an article: the latest change first, earlier ones beside it."""

from asyncio import to_thread
from collections.abc import Awaitable, Callable
from typing import ClassVar, Final

from msgspec.structs import replace
from rich.style import Style
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Static

from zhonggong_reader import places, typeset
from zhonggong_reader.errors import ReaderError
from zhonggong_reader.language import tr
from zhonggong_reader.newsdesk import Change
from zhonggong_reader.text import Clean
from zhonggong_reader.typeset import Role, Script, Setting
from zhonggong_reader.ui import standing
from zhonggong_reader.ui.here import Here, Keyed
from zhonggong_reader.ui.keys import KeySet
from zhonggong_reader.ui.painting import paint
from zhonggong_reader.ui.screens.in_turns import InTurns
from zhonggong_reader.ui.screens.list_screen import MOVES
from zhonggong_reader.ui.sheet import Sheet
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.sheet_view import SheetView

_OLDER: Final = ("channel.previous", "unread.previous", "article.previous")
_NEWER: Final = ("channel.next", "unread.next", "article.next")
_HERE: Final = Here(
    tr("改动"),
    {
        **MOVES,
        **dict.fromkeys(("pane.up", "pane.escape", "pane.back", "article.changes"), "dismiss"),
        **dict.fromkeys(_OLDER, "older(1)"),
        **dict.fromkeys(_NEWER, "older(-1)"),
        "script": "app.script",
        "help": "app.help",
    },
    {"pane.escape": tr("返回")},
    {
        **dict.fromkeys(("pane.up", "pane.back", "article.changes"), tr("返回")),
        **dict.fromkeys(_OLDER, tr("更早的改动")),
        **dict.fromkeys(_NEWER, tr("更晚的改动")),
    },
)


class ChangeView(SheetView):
    """Shows one change, set for the window."""

    COMPONENT_CLASSES = {f"article--{role}" for role in Role}
    ALLOW_SELECT = False

    change: reactive[Change | None] = reactive[Change | None](None, init=False)
    """What is shown; None: nothing yet."""

    def __init__(self, measure: int, setting: Setting) -> None:
        super().__init__()
        self._measure = measure
        self._setting = setting

    def on_mount(self) -> None:
        """Follow the characters that news is shown in."""
        self.watch(self.app, "script", self._show_script, init=False)

    def _show_script(self, script: Script) -> None:
        self._setting = replace(self._setting, script=script)
        self._set()

    def watch_change(self) -> None:
        """Set another one, and begin at its top."""
        self.scroll_to(y=0, animate=False, immediate=True)
        self._set()

    def on_resize(self) -> None:
        """Set it for another width."""
        self._set()

    @task(exclusive=True)
    async def _set(self) -> None:
        change, room = self.change, self.size.width - 2
        if change is None or room <= 0:
            return
        heading = standing.of_change(change)
        galley = await to_thread(
            typeset.set_changes, change.parts, heading, min(self._measure, room), self._setting
        )
        self._sheet = Sheet(galley.lines, galley.measure, None, ())
        self.virtual_size = Size(self.size.width, len(galley.lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return a line of the window."""
        width, base = self.size.width, self.base
        rows = self._sheet.rows if self._sheet else ()
        row = rows[self.scroll_offset.y + y] if self.scroll_offset.y + y < len(rows) else None
        if row is None:
            return Strip.blank(width, base)
        strip = Strip(paint(row, self._style, base, None, base))
        return Strip.join([Strip.blank(self._margin, base), strip]).adjust_cell_length(width, base)

    def _style(self, role: Role) -> Style:
        return self.get_component_rich_style(f"article--{role}", partial=True)


class Changes(Keyed, InTurns[None], ModalScreen[None]):
    """Shows the changes of one article in `view`; `load` brings change number n, from the latest, 1, back."""

    CSS_PATH = places.styles() / "changes.tcss"
    HERE = _HERE
    # Before opening, which these keys are of elsewhere.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "dismiss", priority=True),
        Binding("left", "older(1)", priority=True),
        Binding("right", "older(-1)", priority=True),
    ]

    def __init__(
        self, title: Clean, load: Callable[[int], Awaitable[Change | None]], view: ChangeView, keys: KeySet
    ) -> None:
        super().__init__()
        self.use(keys)
        self._title = title
        self._load = load
        self._view = view
        self._number = 1

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Static(id="title")
        yield self._view
        yield Static(Content(""), id="keys")

    def on_mount(self) -> None:
        """Show the latest change."""
        self.watch(self.app, "script", self._show_title)
        self._show(1)

    def _show_title(self, script: Script) -> None:
        title = typeset.show(self._title, script=script).text
        self.query_one("#title", Static).update(Content(title))

    @task(exclusive=True)
    async def _show(self, number: int) -> None:
        try:
            change = await self._load(number)
        except ReaderError as error:
            self._say(str(error))
            return
        if change is None:
            self._say(tr("没有更早的改动了") if number > 1 else tr("这一篇没有改动过"))
            return
        self._number = number
        self._view.change = change
        self._say(f"{change.count - number + 1}/{change.count}" if change.count > 1 else "")

    def _say(self, remark: str) -> None:
        keys = tr("←→ 更早和更晚的改动") + "   " + self.HERE.line(self.key_set)
        self.query_one("#keys", Static).update(Content(f"{remark}  {keys}" if remark else keys))

    def action_older(self, step: int) -> None:
        """Show the change before this one, or behind it."""
        if self._number + step >= 1:
            self._show(self._number + step)
        else:
            self._say(tr("这是最近的改动"))

    def action_move(self, rows: int) -> None:
        """Scroll by rows."""
        self._view.move(rows)

    def action_page(self, pages: float) -> None:
        """Scroll by windows."""
        self._view.page(pages)

    def action_edge(self, end: bool) -> None:
        """Scroll to the top, or to the end."""
        self._view.edge(end)

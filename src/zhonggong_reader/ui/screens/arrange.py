"""Names chosen out of those there are, and put in order."""

from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from zhonggong_reader import places
from zhonggong_reader.language import tr
from zhonggong_reader.ui.keys import KeySet
from zhonggong_reader.ui.painting import fitted
from zhonggong_reader.ui.screens.list_screen import MOVES
from zhonggong_reader.ui.screens.over import Over
from zhonggong_reader.ui.widgets.lines import LineList


class NameList(LineList):
    """Names a line: those that are chosen first, with their numbers."""

    names: reactive[tuple[str, ...]] = reactive[tuple[str, ...]](())
    chosen: reactive[int] = reactive(0)
    """How many of the names, from the first on, are chosen."""

    def watch_names(self) -> None:
        """Show them."""
        self.rows = len(self.names)
        self.refresh()

    def watch_chosen(self) -> None:
        """Show other numbers."""
        self.refresh()

    def draw(self, row: int, line: int, width: int, base: Style) -> list[Segment]:
        """Return a name's line."""
        is_chosen = row < self.chosen
        number = f"{row + 1:>3} " if is_chosen else "    "
        style = base + self.style_of("strong") if is_chosen else base
        return [Segment(number, style), Segment(fitted(self.names[row], width - 5), style)]


class Arrange(Over[tuple[str, ...] | None]):
    """Answers with the chosen names in their order; None: everything stays as it was."""

    CSS_PATH = places.styles() / "settings.tcss"
    BINDINGS = [
        Binding("enter", "accept"),
        Binding("space,x", "choose"),
        Binding("shift+down", "shift(1)"),
        Binding("shift+up", "shift(-1)"),
    ]

    def __init__(self, title: str, known: Sequence[str], chosen: Sequence[str], keys: KeySet) -> None:
        super().__init__()
        self._title = title
        self._known = known
        self._list = NameList()
        # What is chosen but not known any more stays until one takes it out.
        self._list.names = (*chosen, *(name for name in known if name not in chosen))
        self._list.chosen = len(chosen)
        actions = {
            **MOVES,
            **dict.fromkeys(("pane.escape", "pane.up"), "dismiss(None)"),
            "article.next": "shift(1)",
            "article.previous": "shift(-1)",
        }
        keys.bind(self, actions, but=("enter", "space", "x"))
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Lay out the sheet."""
        with Vertical(id="arrange"):
            yield Static(Content(self._title), id="title")
            yield self._list
            name = self._keys.name
            order = f"{name('article.next')} {name('article.previous')}"
            keys = tr(
                "空格 选/不选　{order} 换次序\n回车 存　{back} 不改", order=order, back=name("pane.escape")
            )
            yield Static(Content(keys), id="keys")

    def on_mount(self) -> None:
        """Stand in the list."""
        self._list.focus()

    def action_choose(self) -> None:
        """Choose a name, as the last one; or let it go back among the others."""
        listed, row = self._list, self._list.cursor
        names = list(listed.names)
        if not names:
            return
        name = names.pop(row)
        if row < listed.chosen:
            listed.chosen -= 1
            names.insert(self._place_of(name, names[listed.chosen :]) + listed.chosen, name)
        else:
            names.insert(listed.chosen, name)
            listed.chosen += 1
        listed.names = tuple(names)
        listed.move(1 if row < len(names) - 1 else 0)

    def _place_of(self, name: str, others: Sequence[str]) -> int:
        """Return where a name stands among those that are not chosen: in the order of what is known."""
        known = list(self._known)
        place = known.index(name) if name in known else len(known)
        return sum(other in known and known.index(other) < place for other in others)

    def action_shift(self, by: int) -> None:
        """Let the chosen name change places with the one beside it."""
        listed, row = self._list, self._list.cursor
        other = row + by
        if row < listed.chosen and 0 <= other < listed.chosen:
            names = list(listed.names)
            names[row], names[other] = names[other], names[row]
            listed.names = tuple(names)
            listed.cursor = other

    def action_move(self, rows: int) -> None:
        """Move by rows."""
        self._list.move(rows)

    def action_page(self, pages: float) -> None:
        """Move by windows."""
        self._list.page(pages)

    def action_edge(self, end: bool) -> None:
        """Go to the top, or to the end."""
        self._list.edge(end)

    @on(LineList.Chosen)
    def _clicked(self) -> None:
        self.action_choose()

    def action_accept(self) -> None:
        """Answer with what is chosen."""
        self.dismiss(self._list.names[: self._list.chosen])

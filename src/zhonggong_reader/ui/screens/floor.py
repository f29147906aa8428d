"""Three panes side by side: which of them are shown, in which one is, and where the edges between stand."""

from typing import ClassVar, Final

from msgspec.structs import replace
from textual import events, getters, on
from textual.app import ComposeResult
from textual.message import Message
from textual.reactive import reactive

from zhonggong_reader.language import tr
from zhonggong_reader.settings import NARROWEST_CHANNELS, Panes, Settings
from zhonggong_reader.ui import folding
from zhonggong_reader.ui.commands import PaneName
from zhonggong_reader.ui.graphics.ability import Ability
from zhonggong_reader.ui.screens.in_turns import InTurns
from zhonggong_reader.ui.sheet import setting_of
from zhonggong_reader.ui.widgets.article_view import ArticleView
from zhonggong_reader.ui.widgets.channel_list import ChannelList
from zhonggong_reader.ui.widgets.edge import Edge
from zhonggong_reader.ui.widgets.headline_list import HeadlineList

PANES: Final[tuple[PaneName, ...]] = ("channels", "headlines", "article")


class Floor(InTurns[None]):
    """Panes that fold with the width; one of them has the focus, and only that one moves."""

    AUTO_FOCUS = ""  # `pane` says where one stands
    CHANNELS_MORE: ClassVar[int] = 0
    """Cells that the channels take besides those that the settings give them."""

    pane: reactive[PaneName] = reactive[PaneName]("headlines", init=False)
    """The pane one is in."""
    alone: reactive[bool] = reactive(False, init=False)
    """The article has the screen for itself, however wide it is."""

    ability = Ability()
    """How the terminal draws pictures; set by who makes the room, before it is shown."""

    channel_list = getters.query_one(ChannelList)
    headline_list = getters.query_one(HeadlineList)
    article_view = getters.query_one(ArticleView)

    class EdgesMoved(Message):
        """One put an edge elsewhere, and is still at it perhaps."""

        def __init__(self, panes: Panes) -> None:
            super().__init__()
            self.panes = panes

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self._panes = settings.panes

    def compose_panes(self) -> ComposeResult:
        """Lay out panes and edges, from left to right."""
        yield ChannelList(id="channels")
        yield Edge("channels", id="edge-channels")
        yield HeadlineList(id="headlines")
        yield Edge("headlines", id="edge-headlines")
        view = ArticleView(setting_of(self.settings), self.ability, id="article")
        view.measure = self.settings.measure
        yield view

    def take(self, settings: Settings) -> None:
        """Let other settings hold from now on."""
        before, self.settings = self.settings, settings
        if settings.panes != before.panes:
            self._panes = settings.panes
            if self.is_mounted:
                self._fold()

    def pane_widget(self, pane: PaneName) -> ChannelList | HeadlineList | ArticleView:
        """Return the widget of a pane."""
        match pane:
            case "channels":
                return self.channel_list
            case "headlines":
                return self.headline_list
            case "article":
                return self.article_view

    def watch_pane(self) -> None:
        """Show the pane, and give it the focus."""
        if self.pane != "article":
            self.alone = False
        self._fold()
        self.pane_widget(self.pane).focus()

    def watch_alone(self) -> None:
        """Give the article the screen, or give it back."""
        self._fold()

    def on_resize(self, event: events.Resize) -> None:
        """Show as many panes as fit."""
        self._fold()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Be in the pane that was clicked."""
        for pane in PANES:
            if event.widget is self.pane_widget(pane):
                self.pane = pane

    def _fold(self) -> None:
        width, height = self.size
        self.set_class(width < folding.LEAST_WIDTH or height < folding.LEAST_HEIGHT, "-too-small")
        shown = self._shown
        stand = folding.columns(width, shown, self._wished)
        ends = iter(stand.values())
        left = 0
        for pane in PANES:
            widget = self.pane_widget(pane)
            widget.display = pane in shown
            if pane in shown:
                end = next(ends, None)
                widget.styles.width = "1fr" if end is None else end - left
                left = 0 if end is None else end + 1
        self.set_class(len(shown) == 1, "-one")
        for edge in folding.EDGES:
            self.query_one(f"#edge-{edge}").display = edge in stand

    # ── Edges ────────────────────────────────────────────────────────────────────────────────

    @property
    def _shown(self) -> frozenset[PaneName]:
        return folding.visible(self.size.width, self.pane, self.alone)

    @property
    def _wished(self) -> Panes:
        return replace(self._panes, channels=self._panes.channels + self.CHANNELS_MORE)

    @on(Edge.Dragged)
    def _drag(self, event: Edge.Dragged) -> None:
        self._move_edge(event.edge, event.column)

    def _move_edge(self, edge: folding.EdgeName, column: int) -> None:
        panes = folding.moved(self.size.width, self._shown, self._wished, edge, column)
        channels = max(NARROWEST_CHANNELS, panes.channels - self.CHANNELS_MORE)
        self._put_edges(replace(panes, channels=channels))

    def _put_edges(self, panes: Panes) -> None:
        if panes != self._panes:
            self._panes = panes
            self._fold()
            self.post_message(self.EdgesMoved(panes))

    @on(Edge.Reset)
    def _reset(self, event: Edge.Reset) -> None:
        self._put_edges(replace(self._panes, **{event.edge: getattr(Panes(), event.edge)}))

    def action_edge_move(self, cells: int) -> None:
        """Move the edge of the pane one is in: the one on its right, else the one on its left."""
        stand = folding.columns(self.size.width, self._shown, self._wished)
        if not stand:
            self.say(tr("这里只有一个窗格，没有边界可移"))
            return
        edge: folding.EdgeName = "headlines" if self.pane != "channels" and len(stand) == 2 else "channels"
        self._move_edge(edge, stand[edge] + cells)

    def action_edge_reset(self) -> None:
        """Let both edges stand where they stand by themselves."""
        self._put_edges(Panes())

    def say(self, text: str, *, trouble: bool = False) -> None:
        """Answer a wish, where the screen can."""

    # ── Going about ──────────────────────────────────────────────────────────────────────────

    def action_pane(self, step: int) -> None:
        """Go to the next pane, or the previous one."""
        self.pane = PANES[(PANES.index(self.pane) + step) % len(PANES)]

    def action_alone(self) -> None:
        """Give the article the screen for itself, or give it back."""
        if self.pane != "article":
            self.pane = "article"
            self.alone = True
        else:
            self.alone = not self.alone

    def action_escape(self) -> None:
        """Go back one level; stay at the outermost."""
        if self.alone and self.size.width >= folding.THREE_PANES:
            self.alone = False
        elif self.pane != "channels":
            self.pane = PANES[PANES.index(self.pane) - 1]

    async def action_up(self) -> None:
        """Go back one level; leave from the outermost."""
        if self.pane == "channels":
            await self.run_action("app.quit")
        else:
            self.action_escape()

    def action_backward(self) -> None:
        """Go to the pane on the left."""
        self.pane = PANES[max(0, PANES.index(self.pane) - 1)]

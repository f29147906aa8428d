"""The search screen: what one types above, what was found below, in the library or on the site.

Stays as it is while an article of it is read, and is there again on the way back. What one types in
never stands on the last row, and the terminal's cursor stands in it: input methods open beside it.
"""

from collections.abc import Callable, Mapping
from typing import ClassVar, Final, Literal

from textual import events, getters, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Input, Static

from zhonggong_reader import places, queries
from zhonggong_reader.errors import FetchError, ReaderError
from zhonggong_reader.language import tr
from zhonggong_reader.model import Hit, ListedHeadline, ListView, Shelf
from zhonggong_reader.newsdesk import Newsdesk
from zhonggong_reader.queries import Query
from zhonggong_reader.ui.screens.reading_room import WayBack
from zhonggong_reader.ui.widgets.bar import Bar, BarItem
from zhonggong_reader.ui.widgets.headline_list import PAGE_ROWS, HeadlineList
from zhonggong_reader.ui.widgets.lines import LineList

Scope = Literal["library", "site"]

MOST_HITS: Final = 2_000
"""Hits of the library that are shown; a word with more is no search."""
_NAMES: Final[Mapping[Scope, str]] = {"library": tr("书库"), "site": tr("网站")}
_BEGIN: Final[Mapping[Scope, str]] = {
    "library": tr("写好要找的话，按回车在书库的标题和正文里找"),
    "site": tr("写好要找的话，按回车用中工网自己的搜索找"),
}
_WAY_OUT: Final = (BarItem("Esc", tr("返回"), "leave"), BarItem("Tab", tr("书库/网站"), "scope"))
_KEYS_TYPING: Final = (
    BarItem(tr("回车"), tr("搜索"), "again"),
    *_WAY_OUT,
    BarItem("↓", tr("到结果"), "move(1)"),
)
_KEYS_CHOOSING: Final = (
    BarItem(tr("回车"), tr("打开"), "open"),
    *_WAY_OUT,
    BarItem("/", tr("改搜索"), "words"),
    BarItem("r", tr("再搜"), "again"),
)


class Search(Screen[None]):
    """Searches and shows; `open_hit` opens what was chosen, given the way back to here."""

    CSS_PATH = places.styles() / "search.tcss"
    AUTO_FOCUS = "#words"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,shift+tab", "scope", tr("换书库或网站"), priority=True),
        Binding("escape,q,h,left", "leave", tr("返回")),
        Binding("/,f3,／", "words", tr("改搜索")),
        Binding("down,j", "move(1)", tr("下移")),
        Binding("up,k", "move(-1)", tr("上移")),
        Binding("space,pagedown", "page(1)", tr("翻页")),
        Binding("b,pageup", "page(-1)", tr("上页")),
        Binding("g,home", "edge(False)", tr("顶部")),
        Binding("G,end", "edge(True)", tr("底部")),
        Binding("enter,l,right", "open", tr("打开")),
        Binding("r,f5", "again", tr("再搜")),
    ]

    scope: reactive[Scope] = reactive[Scope]("library", init=False)
    """Where one searches."""
    state: reactive[str] = reactive("", init=False)
    """What is going on, what was found, or why nothing was."""

    words = getters.query_one("#words", Input)
    hit_list = getters.query_one("#hits", HeadlineList)

    def __init__(self, desk: Newsdesk, open_hit: Callable[[ListedHeadline, WayBack], object]) -> None:
        super().__init__()
        self._desk = desk
        self._open_hit = open_hit
        self._query: Query | None = None
        self._hits: list[Hit] = []
        self._shown = 0
        self._next_page: int | None = None

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Static(id="scope")
        yield Input(id="words", placeholder=tr("例如：工匠　或 title:工匠 大会"), compact=True)
        yield Static(id="state")
        yield HeadlineList(id="hits")
        yield Static(id="snippet")
        yield Bar(id="keys")

    def on_mount(self) -> None:
        """Say how to begin."""
        self.watch_scope()
        self.state = _BEGIN[self.scope]

    @on(events.ScreenResume)
    def _place_cursor(self) -> None:
        # Textual leaves the terminal's cursor at the first column of an input that holds words.
        if self.words.has_focus:
            self.call_after_refresh(self._cursor_to_words)

    def _cursor_to_words(self) -> None:
        self.app.cursor_position = self.words.cursor_screen_offset

    @on(events.DescendantFocus)
    def _tell_keys(self) -> None:
        typing = self.words.has_focus
        self.query_one("#keys", Bar).items = _KEYS_TYPING if typing else _KEYS_CHOOSING
        if typing:
            self.call_after_refresh(self._cursor_to_words)

    # ── Where ────────────────────────────────────────────────────────────────────────────────

    def watch_scope(self) -> None:
        """Show where one searches."""
        names = [
            Content.styled(f" {name} ", "reverse bold" if scope == self.scope else "")
            for scope, name in _NAMES.items()
        ]
        self.query_one("#scope", Static).update(Content.assemble(tr(" 搜索  "), *names, tr("  Tab 切换")))

    def watch_state(self) -> None:
        """Show how the search stands."""
        self.query_one("#state", Static).update(Content(f" {self.state}"))

    def action_scope(self) -> None:
        """Search the other place: the site, or the library."""
        self.scope = "site" if self.scope == "library" else "library"
        if self.words.value.strip():
            self._begin()
        else:
            self.state = _BEGIN[self.scope]

    # ── Searching ────────────────────────────────────────────────────────────────────────────

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._begin()

    def action_again(self) -> None:
        """Search once more."""
        self._begin()

    def _begin(self) -> None:
        self._hits, self._next_page, self._query = [], None, None
        self._show()
        try:
            self._query = queries.parse(self.words.value)
        except ReaderError as error:
            self.state = str(error)
            return
        self.search()

    @work(exclusive=True, group="search")
    async def search(self) -> None:
        """Search for what was typed, where one searches."""
        query, scope = self._query, self.scope
        if query is None:
            return
        try:
            await (self._search_library(query) if scope == "library" else self._search_site(query, 0))
        except ReaderError as error:
            offline = isinstance(error, FetchError) and error.offline
            self.state = tr("{error}；按 r 再试", error=error) + (
                tr("，或按 Tab 在书库里找") if offline else ""
            )

    async def _search_library(self, query: Query) -> None:
        self.state = tr("正在书库里找 …")
        async for batch in self._desk.search.here(query):
            if batch:
                self._take(batch)
                self.state = tr("正在书库里找 … 已找到 {count} 条", count=len(self._hits))
            if len(self._hits) >= MOST_HITS:
                self.state = tr("书库里至少有 {count} 条，请写得具体一些", count=len(self._hits))
                return
        count = len(self._hits)
        self.state = (
            tr("书库里找到 {count} 条", count=count)
            if count
            else tr("书库里没有“{query}”；按 Tab 到网站上找", query=query)
        )

    async def _search_site(self, query: Query, page: int) -> None:
        self.state = tr("正在问网站 …")
        found = await self._desk.search.on_site(query, page)
        known = {hit.listed.id for hit in self._hits}
        self._take([hit for hit in found.hits if hit.listed.id not in known])
        self._next_page = None if found.last else page + 1
        count = len(self._hits)
        if not count:
            self.state = tr("网站上没有找到“{query}”", query=query)
        elif found.last:
            self.state = tr("网站上找到 {count} 条", count=count)
        else:
            self.state = tr(
                "网站上找到 {total} 条，列出 {count} 条；到末尾再按 ↓ 取更多", total=found.total, count=count
            )

    @work(exclusive=True, group="search")
    async def _search_on(self, query: Query, page: int) -> None:
        try:
            await self._search_site(query, page)
        except ReaderError as error:
            self.state = tr("{error}；再按 ↓ 再试", error=error)

    # ── What was found ───────────────────────────────────────────────────────────────────────

    def _take(self, hits: list[Hit]) -> None:
        first = not self._hits
        self._hits += hits
        self._show()
        if first and hits and self.is_current:
            self.hit_list.focus()

    def _show(self) -> None:
        """Show the hits as they are now; the cursor stays on its row."""
        self._shown += 1
        view = ListView(Shelf(), len(self._hits), self._shown)
        row = min(self.hit_list.cursor, max(0, len(self._hits) - 1))
        page = row // PAGE_ROWS
        self.hit_list.show(view, page, self._rows(page), row, self._desk.now())
        self._show_snippet()

    def _rows(self, page: int) -> list[ListedHeadline]:
        start = page * PAGE_ROWS
        return [hit.listed for hit in self._hits[start : start + PAGE_ROWS]]

    @on(HeadlineList.PageWanted)
    def _supply(self, event: HeadlineList.PageWanted) -> None:
        self.hit_list.supply(event.view, event.page, self._rows(event.page))

    @on(LineList.Highlighted)
    def _show_snippet(self) -> None:
        row = self.hit_list.cursor
        pieces = self._hits[row].snippet if row < len(self._hits) else ()
        words = [(piece.text, "bold underline" if piece.hit else "") for piece in pieces]
        self.query_one("#snippet", Static).update(Content.assemble(*words))

    @on(Bar.Pressed)
    async def _press(self, event: Bar.Pressed) -> None:
        await self.run_action(event.item.action)

    # ── Keys ─────────────────────────────────────────────────────────────────────────────────

    def action_move(self, rows: int) -> None:
        """Move through what was found: from the words down into it, and from its top up to them."""
        if self.words.has_focus:
            if rows > 0 and self._hits:
                self.hit_list.focus()
        elif rows < 0 and self.hit_list.cursor == 0:
            self.words.focus()
        else:
            self.hit_list.move(rows)

    def action_page(self, pages: float) -> None:
        """Move by windows."""
        self.hit_list.page(pages)

    @on(LineList.PastEnd)
    def _more(self) -> None:
        """Go on to the next page of the site."""
        if self._query is not None and self._next_page is not None:
            self._search_on(self._query, self._next_page)

    def action_edge(self, end: bool) -> None:
        """Go to the top, or to the end."""
        self.hit_list.edge(end)

    def action_words(self) -> None:
        """Type other words."""
        self.words.focus()

    @on(LineList.Chosen)
    def action_open(self) -> None:
        """Open the selected article."""
        if self.hit_list.cursor < len(self._hits):
            self.app.pop_screen()
            self._open_hit(self._hits[self.hit_list.cursor].listed, self._come_back)

    def action_leave(self) -> None:
        """Go back to the reading room."""
        self.app.pop_screen()

    def _come_back(self, changed: ListedHeadline) -> None:
        """Be there again, with the marks that the article was given meanwhile."""
        self._hits = [Hit(changed, hit.snippet) if hit.listed.id == changed.id else hit for hit in self._hits]
        self.hit_list.amend(changed)
        self.app.push_screen(self)

"""The search screen: what one types above, what was found below, as one types.

From the open article one widens to its channel, to the library, to the site; only the site waits for Enter.

Stays as it is while an article of it is read, and is there again on the way back. What one types in
never stands on the last row, and the terminal's cursor stands in it: input methods open beside it.
"""

from asyncio import sleep
from functools import partial
from typing import Final

from textual import events, getters, on
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Input, Static

from zhonggong_reader import places, queries
from zhonggong_reader.errors import FetchError, ReaderError
from zhonggong_reader.language import tr
from zhonggong_reader.model import Hit, ListedHeadline, ListView, Shelf
from zhonggong_reader.newsdesk import Newsdesk
from zhonggong_reader.queries import Query
from zhonggong_reader.typeset import Script
from zhonggong_reader.ui import keyboard
from zhonggong_reader.ui.keys import KeySet
from zhonggong_reader.ui.looking import Looking
from zhonggong_reader.ui.parts.watched_words import WatchWished
from zhonggong_reader.ui.scopes import BEGIN, Around, Scope
from zhonggong_reader.ui.screens.home import HomeRoom
from zhonggong_reader.ui.screens.list_screen import ListScreen
from zhonggong_reader.ui.screens.search_keys import EDITING, HERE, TYPING
from zhonggong_reader.ui.tasks import LONG, task
from zhonggong_reader.ui.widgets.bar import Bar, BarItem
from zhonggong_reader.ui.widgets.headline_list import PAGE_ROWS, HeadlineList
from zhonggong_reader.ui.widgets.lines import LineList
from zhonggong_reader.ui.widgets.typed_line import TypedLine

PAUSE: Final = 0.15
"""Seconds without a key after which one searches by oneself."""
_EXAMPLE: Final = tr("例如：工匠　或 title:工匠 大会")


class Search(ListScreen):
    """Searches and shows; what is chosen opens in `room`, with the way back to here."""

    CSS_PATH = places.styles() / "search.tcss"
    AUTO_FOCUS = "#words"
    HERE = HERE

    scope: reactive[Scope] = reactive[Scope]("library", init=False)
    """Where one searches."""
    state: reactive[str] = reactive("", init=False)
    """What is going on, what was found, or why nothing was."""

    words = getters.query_one("#words", Input)
    hit_list = getters.query_one("#hits", HeadlineList)

    def __init__(self, desk: Newsdesk, room: HomeRoom) -> None:
        super().__init__(room.key_set)
        self._desk = desk
        self._room = room
        self._around = Around()
        self._looking: Looking | None = None
        """The search whose hits are shown."""
        self._shown = 0

    def use(self, key_set: KeySet) -> None:
        """Let these keys hold; while one types, those that edit nothing come before what the input has."""
        super().use(key_set)
        named = {command: self.HERE.actions[command] for command in TYPING.bar}
        typed = {key for command in named for key in key_set.of(command) if keyboard.types(key)}
        key_set.bind(self, named, priority=True, but=typed | EDITING)

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Static(id="scope")
        yield TypedLine(self._room.hits.words, name="words", placeholder=_EXAMPLE)
        yield Static(id="state")
        yield HeadlineList(id="hits")
        yield Static(id="snippet")
        yield Bar(id="keys")

    def on_mount(self) -> None:
        """Show titles in the characters that hold."""
        super().on_mount()
        self.watch(self.app, "script", self._show_script)

    def begin(self, around: Around) -> None:
        """Begin in the narrowest scope; the words of last time are there to be typed over."""
        self._around = around
        self.hit_list.words = self._desk.search.watching.words
        self.scope = around.scopes[0]
        self.words.select_all()
        self.words.focus()
        self.watch_scope()
        self._search_anew()

    def _show_script(self, script: Script) -> None:
        self.hit_list.script = script

    @on(events.ScreenResume)
    def _place_cursor(self) -> None:
        # Textual leaves the terminal's cursor at the first column of an input that holds words.
        if self.words.has_focus:
            self.call_after_refresh(self._cursor_to_words)

    def _cursor_to_words(self) -> None:
        self.app.cursor_position = self.words.cursor_screen_offset

    @on(events.DescendantFocus)
    def name_keys(self) -> None:
        """Say what the keys do where one is: in the words, or in what was found."""
        if self.words.has_focus:
            begin = BarItem(tr("回车"), tr("搜索"), "again")
            self.key_bar.items = (begin, *TYPING.items(self.key_set, typing=True))
            self.call_after_refresh(self._cursor_to_words)
        else:
            super().name_keys()

    # ── Where ────────────────────────────────────────────────────────────────────────────────

    def watch_scope(self) -> None:
        """Show where one searches."""
        names = [
            Content.styled(f" {self._around.name(scope)} ", "reverse bold" if scope == self.scope else "")
            for scope in self._around.scopes
        ]
        self.query_one("#scope", Static).update(
            Content.assemble(
                tr(" 搜索  "), *names, tr("  {key} 放宽", key=self.key_set.name("pane.next", typing=True))
            )
        )

    def watch_state(self) -> None:
        """Show how the search stands."""
        self.query_one("#state", Static).update(Content(f" {self.state}"))

    def action_scope(self, step: int) -> None:
        """Search farther around, or nearer."""
        self.scope = self._around.wider(self.scope, step)
        self._search_anew(go=bool(self.words.value.strip()))

    # ── Searching ────────────────────────────────────────────────────────────────────────────

    @on(Input.Changed)
    def _typed(self) -> None:
        self._room.hits.words = self.words.value
        self._search_anew()

    @on(Input.Submitted)
    def action_again(self) -> None:
        """Search at once, and go to what is found."""
        query = self._read_query(go=True) if self.scope == "article" else None
        if query:
            self.app.pop_screen()
            self._room.hits.find_here(query.words)
        else:
            self._search_anew(go=True)

    def action_save(self) -> None:
        """Keep what is typed as a channel of its own, or no longer."""
        if query := self._read_query(go=True):
            self._room.saved.save(query)
            key = self.key_set.name("article.clip", typing=self.words.has_focus)
            self.notify(tr("存下的搜索在频道栏里；再按 {key} 去掉", key=key), markup=False)

    def action_watch(self) -> None:
        """Watch the words that are typed, or no longer."""
        if query := self._read_query(go=True):
            self.post_message(WatchWished(" ".join(query.words)))

    def _read_query(self, *, go: bool) -> Query | None:
        """Return what is typed; None, and the reason in `state`, where it is no query (yet)."""
        try:
            return queries.parse(self.words.value)
        except ReaderError as error:
            self.state = str(error) if go or self.words.value.strip() else BEGIN[self.scope]
            return None

    def _search_anew(self, *, go: bool = False) -> None:
        """Take what is typed as what is searched for; `go`: at once, and then to the hits."""
        self.workers.cancel_group(self, "search")
        query = self._read_query(go=go)
        if query is None or (self.scope == "site" and not go):
            self._show(None)
            if query:
                self.state = BEGIN["site"]
            return
        self.search(Looking(self._desk, self._around, query, self.scope), go)

    @task(exclusive=True, group="search", limit=LONG)
    async def search(self, looking: Looking, go: bool) -> None:
        """Search; what is typed meanwhile takes its place."""
        if not go:
            await sleep(PAUSE)
        await self._look(looking)
        if go and looking.hits and self.is_current:
            self.hit_list.focus()

    async def _look(self, looking: Looking) -> None:
        try:
            async for self.state in looking.on():
                if self._looking is not looking or len(looking.hits) != self.hit_list.rows:
                    self._show(looking)
        except ReaderError as error:
            self._show(looking)
            # One may be typing by now: a letter would be no key.
            name = partial(self.key_set.name, typing=True)
            self.state = tr("{error}；按 {key} 再试", error=error, key=name("refresh.one"))
            if isinstance(error, FetchError) and error.offline:
                self.state += tr("，或按 {key} 在书库里找", key=name("pane.next"))

    @task(exclusive=True, group="search", limit=LONG)
    async def _look_on(self, looking: Looking) -> None:
        await self._look(looking)

    # ── What was found ───────────────────────────────────────────────────────────────────────

    @property
    def _hits(self) -> list[Hit]:
        return self._looking.hits if self._looking else []

    def _show(self, looking: Looking | None) -> None:
        """Show the hits of a search as they are now; those of another search from the best one on."""
        before, self._looking = self._looking, looking
        stays = looking and before and looking.seeks == before.seeks
        self._shown += 1
        view = ListView(Shelf(), len(self._hits), self._shown)
        row = min(self.hit_list.cursor, max(0, len(self._hits) - 1)) if stays else 0
        page = row // PAGE_ROWS
        self.hit_list.show(view, page, self._rows(page), row, self._desk.now())
        self._show_snippet()

    def _rows(self, page: int) -> list[ListedHeadline]:
        return [hit.listed for hit in self._hits[page * PAGE_ROWS :][:PAGE_ROWS]]

    @on(HeadlineList.PageWanted)
    def _supply(self, event: HeadlineList.PageWanted) -> None:
        self.hit_list.supply(event.view, event.page, self._rows(event.page))

    @on(LineList.Highlighted)
    def _show_snippet(self) -> None:
        row = self.hit_list.cursor
        pieces = self._hits[row].snippet if row < len(self._hits) else ()
        words = [(piece.text, "bold underline" if piece.hit else "") for piece in pieces]
        self.query_one("#snippet", Static).update(Content.assemble(*words))

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

    @on(LineList.PastEnd)
    def _more(self) -> None:
        """Go on to what follows the last hit."""
        if self._looking is not None:
            self._look_on(self._looking)

    def action_words(self) -> None:
        """Type other words."""
        self.words.focus()

    @on(LineList.Chosen)
    def action_open(self) -> None:
        """Open the selected article."""
        if self.hit_list.cursor < len(self._hits):
            self.app.pop_screen()
            words = self._looking.query.words if self._looking else ()
            self._room.hits.open(self._hits[self.hit_list.cursor].listed, self._come_back, words)

    def _come_back(self, changed: ListedHeadline) -> None:
        """Be there again, with the marks that the article was given meanwhile."""
        if self._looking:
            self._looking.amend(changed)
        self.hit_list.amend(changed)
        self.app.push_screen(self)

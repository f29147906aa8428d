"""The command palette: every command of the table by its name, and the channels by theirs.

Both are found by pinyin as well. What Enter runs is always an answer to all that was typed before it,
however fast one types: letters, arrows and Enter come to the palette in the order of the keys.
"""

from asyncio import to_thread
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, ClassVar, Final

from msgspec import Struct
from rich.cells import cell_len
from textual import getters, on
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import FuzzySearch
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from zhonggong_reader import places
from zhonggong_reader.language import tr
from zhonggong_reader.queries.pinyin import matches, spoken
from zhonggong_reader.ui import commands
from zhonggong_reader.ui.commands import Command
from zhonggong_reader.ui.here import Keyed, answers
from zhonggong_reader.ui.screens.over import Over
from zhonggong_reader.ui.screens.reading_room import ReadingRoom
from zhonggong_reader.ui.screens.room import Room
from zhonggong_reader.ui.widgets.channel_list import Section
from zhonggong_reader.ui.widgets.typed_line import TypedLine

BY_PINYIN: Final = 0.5
"""Score of what is found by its pinyin alone: behind what has the letters themselves."""
_LEFT_OUT: Final = frozenset({"palette", "move.up", "move.down"})
"""Commands that make no sense from a palette."""


class Offer(Struct, frozen=True):
    """Something the palette can do."""

    name: str
    """By which it is found."""
    note: str
    """The keys that do it without a palette, or where it leads."""
    do: Callable[[], object]
    """May return a coroutine."""


class Palette(Over[Offer]):
    """A line to type in and below it the offers that fit; ends with the one that was chosen."""

    CSS_PATH = places.styles() / "palette.tcss"
    AUTO_FOCUS = "#wanted"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "step(1)", show=False),
        Binding("up,ctrl+p", "step(-1)", show=False),
        Binding("pagedown", "step(10)", show=False),
        Binding("pageup", "step(-10)", show=False),
        Binding("escape", "dismiss", show=False),
    ]

    wanted = getters.query_one("#wanted", Input)
    offered = getters.query_one("#offers", OptionList)

    class Stepped(Message):
        """An arrow was pressed. Goes the way of what is typed, so that it does not overtake letters."""

        def __init__(self, rows: int) -> None:
            super().__init__()
            self.rows = rows

    def __init__(self, offers: Sequence[Offer], unasked: int) -> None:
        """Make it; without a word it shows the first `unasked` offers."""
        super().__init__()
        self._offers = offers
        self._unasked = offers[:unasked]
        self._found: Sequence[Offer] = ()

    def compose(self) -> ComposeResult:
        """Lay out the palette."""
        with Vertical(id="sheet"):
            yield TypedLine(name="wanted", placeholder=tr("找命令或频道 …"))
            options = OptionList(id="offers", markup=False, compact=True)
            options.can_focus = False
            yield options
            yield Static(Content(tr("没有这样的命令或频道")), id="nothing")

    def on_mount(self) -> None:
        """Offer everything."""
        self._show([(each, Content(each.name)) for each in self._unasked])

    def on_resize(self) -> None:
        """Write the notes at the edge, wherever that is now."""
        self.call_after_refresh(self._narrow, self.wanted.value)

    @on(Input.Changed)
    async def _typed(self, event: Input.Changed) -> None:
        await self._narrow(event.value)

    async def _narrow(self, typed: str) -> None:
        if not (words := typed.strip()):
            self._show([(each, Content(each.name)) for each in self._unasked])
            return
        # What is typed next waits in the queue of this screen, nothing else does.
        self._show(await to_thread(rank, self._offers, words))

    def _show(self, found: Sequence[tuple[Offer, Content]]) -> None:
        self._found = [offer for offer, _ in found]
        width = max(1, self.offered.scrollable_content_region.width - 2)
        self.offered.clear_options().add_options(
            Option(Content.assemble(*_parts(name, offer.note, width))) for offer, name in found
        )
        self.offered.highlighted = 0 if found else None
        self.set_class(not found, "-nothing")

    def action_step(self, rows: int) -> None:
        """Go down in the list by so many rows."""
        self.wanted.post_message(self.Stepped(rows))

    @on(Stepped)
    def _step(self, event: Stepped) -> None:
        if self._found:
            row = (self.offered.highlighted or 0) + event.rows
            self.offered.highlighted = min(max(row, 0), len(self._found) - 1)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        if self.offered.highlighted is not None:
            self.dismiss(self._found[self.offered.highlighted])

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._found[event.option_index])


def rank(offers: Sequence[Offer], words: str) -> list[tuple[Offer, Content]]:
    """Return the offers that `words` fit, the best first, with the letters that fit marked.

    Asks for readings of characters, which may take a fraction of a second the first time.
    """
    search = FuzzySearch()
    found = []
    for offer in offers:
        score, places = search.match(words, offer.name)
        if score > 0:
            # Textual's own Matcher would read the name as markup.
            name = Content(offer.name)
            for place in places:
                name = name.stylize("bold underline", place, place + 1)
            found.append((score, offer, name))
        elif is_read_as(offer.name, words):
            found.append((BY_PINYIN, offer, Content(offer.name)))
    return [(offer, name) for _, offer, name in sorted(found, key=lambda each: -each[0])]


def is_read_as(name: str, letters: str) -> bool:
    """Tell whether characters of `name` are read as the `letters` that were typed."""
    letters = letters.strip().lower()
    is_pinyin = len(letters) > 1 and letters.isascii() and letters.isalpha()
    return is_pinyin and matches(letters, name, spoken)


def open_palette(app: App[Any]) -> None:
    """Show the palette over the current screen, with what that screen can do."""
    screen = app.screen
    if isinstance(screen, Palette):
        return
    if isinstance(screen, Keyed):
        doable = list(_here(screen))
    else:
        doable = [_offer(screen, each) for each in commands.BY_ID.values() if _can(screen, each)]
    app.push_screen(Palette([*doable, *_sections(app)], len(doable)), _do)


def _do(chosen: Offer | None) -> Any:
    return chosen.do() if chosen else None


def _can(screen: Screen[Any], command: Command) -> bool:
    return command.id not in _LEFT_OUT and answers(screen, command)


def _offer(screen: Screen[Any], command: Command) -> Offer:
    keys = screen.key_set.names(command.id) if isinstance(screen, Room) else ""
    return Offer(command.help, keys, partial(screen.run_action, command.action))


def _here(screen: Any) -> Iterator[Offer]:
    """Yield what a screen beside the reading room can do, by what that is called there."""
    ways: dict[str, tuple[str, list[str]]] = {}
    for command, action, does in screen.HERE.everything():
        if command not in _LEFT_OUT:
            ways.setdefault(action, (does, []))[1].append(screen.key_set.names(command))
    for action, (does, keys) in ways.items():
        yield Offer(does, " ".join(keys), partial(screen.run_action, action))


def _sections(app: App[Any]) -> Iterator[Offer]:
    """Yield the pages of the newspaper, where one is in it, and the channels, wherever one is."""
    news = app.screen_stack[0]
    for room in dict.fromkeys((app.screen, news)):
        if isinstance(room, ReadingRoom):
            leads = tr("到这个频道") if room is news else tr("到这一版")
            for section in room.channel_list.sections:
                yield Offer(section.name, leads, partial(_go_to, room, section))


async def _go_to(room: ReadingRoom, section: Section) -> None:
    """Leave what lies over the room, and show a section, wherever it stands by now: rows come and go."""
    app = room.app
    while app.screen is not room:
        if isinstance(app.screen, ReadingRoom):
            await app.screen.place.keep()
        await app.pop_screen()
    if (row := room.channel_list.row_of(section.shelf)) is not None:
        room.show_row(row)


def _parts(name: Content, note: str, width: int) -> Iterator[Content | tuple[str, str]]:
    """Yield a name and, as far right as there is room for it, its note."""
    yield name
    gap = width - cell_len(name.plain) - cell_len(note)
    if gap > 0:
        yield " " * gap + note, "$secondary"

"""The keys of every command, each changed by pressing the key that one would rather have.

What is pressed holds at once and is in the settings file; a key that another command has is refused.
"""

import asyncio
from asyncio import to_thread
from collections.abc import Callable
from typing import ClassVar, Final, Literal, cast

from msgspec.structs import replace
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from zhonggong_reader import places
from zhonggong_reader.errors import SettingsError
from zhonggong_reader.language import tr
from zhonggong_reader.settings import Settings, SettingsFile
from zhonggong_reader.ui import keyboard, keys, rebinding
from zhonggong_reader.ui.commands import BY_ID, GROUPS, Command
from zhonggong_reader.ui.here import TakesKeys
from zhonggong_reader.ui.keys import KeySet
from zhonggong_reader.ui.painting import fitted
from zhonggong_reader.ui.screens.list_screen import ListScreen
from zhonggong_reader.ui.screens.settings_page import HERE
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.bar import Bar, BarItem
from zhonggong_reader.ui.widgets.grouped_list import GroupedList
from zhonggong_reader.ui.widgets.lines import LineList
from zhonggong_reader.ui.widgets.prose import Prose

_FORM: Final = (
    BarItem(tr("回车"), tr("换键"), "wait('instead')"),
    BarItem("a", tr("加一个键"), "wait('besides')"),
    BarItem("Del", tr("默认"), "reset"),
)
_WAITING: Final = (BarItem("Esc", tr("不改"), "stop_waiting"),)


class KeyList(GroupedList):
    """What each command does, and its keys."""

    key_set: reactive[KeySet | None] = reactive[KeySet | None](None)
    """The keys that hold."""
    usual: reactive[KeySet | None] = reactive[KeySet | None](None)
    """Those that would hold if no single command had other ones."""

    def draw_entry(self, row: int, entry: Command, width: int, base: Style) -> list[Segment]:
        """Return a command's line."""
        names = self.key_set.names(entry.id) if self.key_set else ""
        is_changed = self.key_set and self.usual and self.key_set.of(entry.id) != self.usual.of(entry.id)
        shown = fitted(names, width // 2)
        does = fitted(f" {'*' if is_changed else ' '} {entry.help}", width - cell_len(shown) - 3)
        gap = " " * (width - cell_len(does) - cell_len(shown) - 2)
        strong = base + self.style_of("strong")
        return [Segment(does, strong if is_changed else base), Segment(gap, base), Segment(shown, strong)]


class Rebinding(TakesKeys, ListScreen):
    """Changes `keys` in `file`; what comes to hold is handed to `take`."""

    CSS_PATH = places.styles() / "settings.tcss"
    AUTO_FOCUS = "KeyList"
    HERE = replace(HERE, name=tr("改按键"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space,right,l", "wait('instead')"),
        Binding("a,insert", "wait('besides')"),
        Binding("delete,d,backspace", "reset"),
        Binding("ctrl+z", "undo"),
    ]
    OWN_KEYS = frozenset(key for each in BINDINGS if isinstance(each, Binding) for key in each.key.split(","))

    key_list = getters.query_one(KeyList)

    def __init__(self, file: SettingsFile, take: Callable[[Settings], object], key_set: KeySet) -> None:
        super().__init__(key_set)
        self._file = file
        self._take = take
        self._writing = asyncio.Lock()
        self._answer = ("", False)
        self._waiting: Literal["", "instead", "besides"] = ""
        """What becomes of the key that is pressed next; empty: it does what it does."""

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        yield Static(Content(tr(" 按键　选一个动作，再按要给它的键")), id="title")
        yield KeyList()
        yield Prose(id="about")
        yield Bar(id="keys")

    def on_mount(self) -> None:
        """Show the table."""
        super().on_mount()
        self.key_list.entries = tuple(entry for group in GROUPS for entry in (group.title, *group.commands))
        self._show()

    def use(self, key_set: KeySet) -> None:
        """Let these keys hold, and show them."""
        super().use(key_set)
        if self.is_mounted:
            self._show()

    def name_keys(self) -> None:
        """Say what the keys do."""
        back, undo, *others = self.HERE.items(self.key_set)
        self.key_bar.items = _WAITING if self._waiting else (*_FORM, back, undo, *others)

    # ── Showing ──────────────────────────────────────────────────────────────────────────────

    def _show(self) -> None:
        wishes = self._file.settings.keys
        preset = wishes if isinstance(wishes, str) else wishes.get("preset", "default")
        self.key_list.usual = KeySet(keys.preset(str(preset)))
        self.key_list.key_set = self.key_set
        self._explain()

    @property
    def _current(self) -> Command | None:
        return cast("Command | None", self.key_list.selected)

    @on(LineList.Highlighted)
    def _moved(self) -> None:
        self._say("")

    @on(LineList.Chosen)
    def _clicked(self) -> None:
        self.action_wait("instead")

    def _say(self, text: str, *, trouble: bool = False) -> None:
        self._answer = (text, trouble)
        self._explain()

    def _explain(self) -> None:
        command = self._current
        if command is None or self.key_list.usual is None:
            return
        text, trouble = self._answer
        names, usual = self.key_set.names(command.id), self.key_list.usual.names(command.id)
        self.query_one("#about", Prose).paragraphs = (
            (f"{command.help}　{command.id}", "bold"),
            (tr("现在：{names}　默认：{usual}", names=names, usual=usual), "$secondary"),
            (f"! {text}", "bold $warning") if trouble else (text, "bold"),
        )

    # ── Changing ─────────────────────────────────────────────────────────────────────────────

    def action_wait(self, how: Literal["instead", "besides"]) -> None:
        """Take the key that is pressed next, instead of those that the command has or besides them."""
        if self._current:
            self._waiting = how
            self.name_keys()
            self._say(tr("请按新的键 …"))

    def action_stop_waiting(self) -> None:
        """Let keys do what they do."""
        self._waiting = ""
        self.name_keys()
        self._say("")

    def take_key(self, key: str) -> bool:
        """Take a key that was waited for, whatever it does elsewhere; Esc takes none."""
        how, command = self._waiting, self._current
        if not how or command is None:
            return False
        self.action_stop_waiting()
        if key != "escape":
            self._wish(command, key, how)
        return True

    def _wish(self, command: Command, key: str, how: Literal["", "instead", "besides"]) -> None:
        other = rebinding.owner(self.key_set, key)
        name = keyboard.key_name(key)
        if keyboard.spelled(keyboard.written(key)) != key:
            self._say(tr("{name} 这个键不能用", name=name), trouble=True)
        elif other and other != command.id:
            does = BY_ID[other].help
            self._say(tr("{name} 是“{does}”的键；先给那个动作换一个", name=name, does=does), trouble=True)
        else:
            before = () if how == "instead" else self.key_set.of(command.id)
            self._change(command, tuple(dict.fromkeys((*before, key))))

    def action_reset(self) -> None:
        """Give the command the keys that it has by itself."""
        if self._current:
            self._change(self._current, ())

    @task(group="change")
    async def _change(self, command: Command, wanted: tuple[str, ...]) -> None:
        def write() -> None:
            self._file.read()
            self._file.set(*rebinding.wish(self._file.says(("keys",)), command.id, wanted))

        await self._do(write, tr("已存"))

    @task(group="change")
    async def action_undo(self) -> None:
        """Take the last change of the settings back."""
        await self._do(self._file.undo, tr("已撤销"), tr("没有可撤销的了"))

    @task(group="change")
    async def action_redo(self) -> None:
        """Make the change again that was taken back last."""
        await self._do(self._file.redo, tr("已重做"), tr("没有可重做的了"))

    async def _do(self, wish: Callable[[], object], answer: str, otherwise: str = "") -> None:
        """Write or take back, in a thread; then let hold what the file says."""
        async with self._writing:
            try:
                done = await to_thread(wish)
            except SettingsError as error:
                self._answer = (str(error), True)
            else:
                self._answer = (otherwise if otherwise and done is None else answer, False)
            self._take(self._file.settings)
            self._show()

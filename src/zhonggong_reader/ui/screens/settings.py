"""The settings: each with its value, what it may be and what it is for, changed where one stands.

What is changed holds at once and is in the file. Knows no single setting: what is declared in
`settings` stands here.
"""

import asyncio
from asyncio import to_thread
from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, Final

from msgspec import Struct
from textual import events, getters, on
from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.widgets import Input

from zhonggong_reader.errors import InputError, SettingsError
from zhonggong_reader.language import tr
from zhonggong_reader.model import KeptArticle
from zhonggong_reader.settings import Settings, SettingsFile, described, template, values
from zhonggong_reader.settings.declared import Offer
from zhonggong_reader.settings.described import Path, Setting
from zhonggong_reader.ui import editor
from zhonggong_reader.ui.keys import KeySet
from zhonggong_reader.ui.screens.arrange import Arrange
from zhonggong_reader.ui.screens.rebinding import Rebinding
from zhonggong_reader.ui.screens.settings_page import SettingsPage
from zhonggong_reader.ui.tasks import LONG, task
from zhonggong_reader.ui.widgets.bar import BarItem
from zhonggong_reader.ui.widgets.lines import LineList

_KEYS_TYPING: Final = (BarItem(tr("回车"), tr("存"), "save"), BarItem("Esc", tr("不改"), "leave"))

Offers = Mapping[Offer, Sequence[str]]
"""Which values there are to choose from, of each kind."""


class SettingsScreen(SettingsPage):
    """The page, on which one changes what stands there; what comes to hold is handed to `take`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step(-1)"),
        Binding("right,l", "step(1)"),
        Binding("enter,space", "edit"),
        Binding("ctrl+z", "undo"),
        Binding("delete,d,backspace", "reset"),
        Binding("e,f2", "editor"),
        *(Binding(digit, f"digit('{digit}')") for digit in "0123456789"),
    ]
    OWN_KEYS = frozenset(key for each in BINDINGS if isinstance(each, Binding) for key in each.key.split(","))

    typed = getters.query_one("#typed", Input)

    def __init__(
        self,
        file: SettingsFile,
        take: Callable[[Settings], object],
        offers: Offers,
        keys: KeySet,
        specimen: KeptArticle,
        *,
        owner: type[Struct] = Settings,
    ) -> None:
        super().__init__(file, keys, specimen, owner)
        self._take = take
        self._offers = offers
        self._writing = asyncio.Lock()

    # ── Changing ─────────────────────────────────────────────────────────────────────────────

    @task(group="change")
    async def _change(self, setting: Setting, wanted: Callable[[Any], object]) -> None:
        """Let a setting be what `wanted` makes of its value; one wish after the other."""
        async with self._writing:
            before = self._value_of(setting)
            value = wanted(before)
            if value != before or value is None:
                await self._do(lambda: self._file.set(setting.path, value), tr("已存"))

    def _value_of(self, setting: Setting) -> Any:
        return setting.of(self._file.settings)

    async def _do(self, wish: Callable[[], object], answer: str) -> None:
        """Write or take back, in a thread; then show what holds, and what came of it."""
        before = self._file.settings
        try:
            await to_thread(wish)
        except SettingsError as error:
            self._answer = (str(error), True)
        else:
            self._answer = (answer, False)
        if self._file.settings != before:
            self._take(self._file.settings)
        self._show(self._file.settings)

    def action_step(self, by: int) -> None:
        """Take the value beside this one."""
        setting = self.setting_list.current
        if setting is None:
            return
        offered = self._offers.get(setting.offers, ())
        value = self._value_of(setting)
        if setting.kind == "list" or (setting.kind in ("text", "table") and not offered):
            self._say(tr("按回车来改"))
        elif isinstance(value, str | bool | int | float):
            self._change(setting, lambda value: values.stepped(setting, value, by, offered))
        else:
            self._say(tr("这一项写成了表，按回车来改"))

    def action_reset(self) -> None:
        """Take the setting out of the file: what holds then is its default."""
        if setting := self.setting_list.current:
            self._change(setting, lambda _: None)

    @task(group="change")
    async def action_undo(self) -> None:
        """Take the last change back."""
        await self._go(self._file.undo, tr("撤销"), tr("没有可撤销的了"))

    @task(group="change")
    async def action_redo(self) -> None:
        """Make the change again that was taken back last."""
        await self._go(self._file.redo, tr("重做"), tr("没有可重做的了"))

    async def _go(self, way: Callable[[], Path | None], name: str, none: str) -> None:
        async with self._writing:
            gone: list[Path | None] = []
            await self._do(lambda: gone.append(way()), none)
        if gone and gone[0]:
            self._stand_at(gone[0])
            said = values.shown(described.find(self._key(gone[0]), self._owner).of(self._file.settings))
            self._say(tr("{name}：现在是 {said}", name=name, said=said or tr("不写")))

    def _key(self, path: Path) -> str:
        """Return the key of the setting to which `path` belongs, also of an entry of a table."""
        keys = (".".join(path[:end]) for end in range(len(path), 0, -1))
        return next(key for key in keys if self.setting_list.row_of(key) is not None)

    def _stand_at(self, path: Path) -> None:
        with self.prevent(LineList.Highlighted):
            self.setting_list.cursor = self.setting_list.row_of(self._key(path)) or 0

    @on(events.ScreenResume)
    def _look_again(self) -> None:
        """Show what was changed on another screen."""
        self._show(self._file.settings)

    # ── Typing ───────────────────────────────────────────────────────────────────────────────

    def action_edit(self) -> None:
        """Change the value: the other of two, one out of a list, or what one types."""
        setting = self.setting_list.current
        if setting is None:
            return
        if setting.kind in ("switch", "choice"):
            self.action_step(1)
        elif setting.kind == "list" and setting.offers in self._offers:
            self._arrange(setting)
        elif setting.offers == "key sets":
            self.app.push_screen(Rebinding(self._file, self._take, self.key_set))
        else:
            self._type(values.shown(self._value_of(setting)))

    def action_digit(self, digit: str) -> None:
        """Begin to type a number."""
        if self.setting_list.current and self.setting_list.current.kind == "number":
            self._type(digit)

    def _type(self, value: str) -> None:
        self.add_class("-typing")
        self.typed.value = value
        self.typed.cursor_position = len(value)
        self.typed.focus()
        self.key_bar.items = _KEYS_TYPING
        # Textual leaves the terminal's cursor at the first column of an input that holds words.
        self.call_after_refresh(self._place_cursor)

    def _place_cursor(self) -> None:
        self.app.cursor_position = self.typed.cursor_screen_offset

    @on(Input.Changed)
    def _judge(self) -> None:
        """Say while one types whether it may be."""
        setting = self.setting_list.current
        if setting and self.has_class("-typing"):
            try:
                values.parsed(setting, self.typed.value)
            except SettingsError as error:
                self._say(str(error), trouble=True)
            else:
                self._say("")

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Take what was typed, if it may be."""
        setting = self.setting_list.current
        if setting is None or not self.has_class("-typing"):
            return
        try:
            value = values.parsed(setting, self.typed.value)
        except SettingsError as error:
            self._say(str(error), trouble=True)
            return
        self._stop_typing()
        self._change(setting, lambda _: value)

    def _stop_typing(self) -> None:
        self.remove_class("-typing")
        self.setting_list.focus()
        self.name_keys()
        self._say("")

    def _arrange(self, setting: Setting) -> None:
        def keep(chosen: tuple[str, ...] | None) -> None:
            if chosen is not None:
                self._change(setting, lambda _: chosen)

        known = self._offers[setting.offers]
        self.app.push_screen(Arrange(setting.title, known, self._value_of(setting), self.key_set), keep)

    @task(exclusive=True, group="editor", limit=LONG)
    async def action_editor(self) -> None:
        """Open the file in the reader's editor, and take what it says afterwards."""
        async with self._writing:
            try:
                await to_thread(template.provide, self._file.path)
                with self.app.suspend():
                    editor.edit(self._file.path)
            except (InputError, SettingsError) as error:
                self._say(str(error), trouble=True)
                return
            except SuspendNotSupported:
                self._say(tr("这里打不开编辑器；可在终端里用 zhonggong-reader config edit"), trouble=True)
                return
            await self._do(self._file.read, tr("已读入设置文件"))
        self.refresh()

    def action_leave(self) -> None:
        """Stop typing, or go back to where one came from."""
        if self.has_class("-typing"):
            self._stop_typing()
        else:
            self.app.pop_screen()

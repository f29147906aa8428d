"""What stands on the screen of settings: the list, what is said of each, and a page of print.

Changes nothing; `SettingsScreen` does.
"""

from pathlib import Path as File
from typing import Final

from msgspec import Struct
from msgspec.structs import replace
from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from zhonggong_reader import places
from zhonggong_reader.language import tr
from zhonggong_reader.model import KeptArticle, Paragraph, Position
from zhonggong_reader.settings import Settings, SettingsFile, described, values
from zhonggong_reader.ui.here import Here
from zhonggong_reader.ui.keys import KeySet
from zhonggong_reader.ui.painting import fitted
from zhonggong_reader.ui.screens.list_screen import ABOUT, MOVES, ListScreen
from zhonggong_reader.ui.sheet import setting_of
from zhonggong_reader.ui.widgets.article_view import ArticleView
from zhonggong_reader.ui.widgets.bar import Bar, BarItem
from zhonggong_reader.ui.widgets.lines import LineList
from zhonggong_reader.ui.widgets.prose import Prose
from zhonggong_reader.ui.widgets.setting_list import SettingList, entries
from zhonggong_reader.ui.widgets.typed_line import TypedLine

WIDE: Final = 100
"""From this width on the explanation and the page of print stand beside the list, else below it."""
HIGH: Final = 22
"""A narrow screen lower than this has no room for the page of print."""
HERE: Final = Here(
    tr("设置"),
    {
        **MOVES,
        **dict.fromkeys(("pane.escape", "pane.up", "settings"), "leave"),
        "marks.undo": "undo",
        "marks.redo": "redo",
        **ABOUT,
    },
    {
        "pane.escape": tr("返回"),
        "marks.undo": tr("撤销"),
        "help": tr("帮助"),
        "marks.redo": tr("重做"),
    },
    dict.fromkeys(("pane.up", "settings"), tr("返回")),
)
"""What commands do where settings are changed."""
_FORM: Final = (BarItem(tr("回车"), tr("改"), "edit"), BarItem("←→", tr("换值"), "step(1)"))
_FURTHER: Final = (BarItem("Del", tr("默认"), "reset"), BarItem("e", tr("编辑器"), "editor"))


class SettingsPage(ListScreen):
    """Shows the settings of `file`, with `specimen` as the page of print; `owner` declares them."""

    CSS_PATH = places.styles() / "settings.tcss"
    AUTO_FOCUS = "#settings"
    HERE = HERE

    setting_list = getters.query_one("#settings", SettingList)
    specimen_view = getters.query_one("#specimen", ArticleView)

    def __init__(
        self, file: SettingsFile, keys: KeySet, specimen: KeptArticle, owner: type[Struct] = Settings
    ) -> None:
        super().__init__(keys)
        self._file = file
        self._owner = owner
        self._specimen = _from_first_paragraph(specimen)
        self._answer = ("", False)

    def compose(self) -> ComposeResult:
        """Lay out list, explanation and page."""
        yield Static(id="title")
        with Horizontal(id="halves"):
            yield SettingList(id="settings")
            with Vertical(id="beside"):
                yield TypedLine(name="typed", select_on_focus=False)
                yield Prose(id="about")
                yield ArticleView(setting_of(self._file.settings), id="specimen")
        yield Bar(id="keys")

    def on_mount(self) -> None:
        """Show what holds."""
        super().on_mount()
        self.setting_list.entries = entries(described.every(self._owner))
        self.specimen_view.can_focus = False
        self.specimen_view.kept = self._specimen
        self._show(self._file.settings)

    def name_keys(self) -> None:
        """Say what the keys do."""
        back, undo, *others = self.HERE.items(self.key_set)
        self.key_bar.items = (*_FORM, back, undo, *_FURTHER, *others)

    def on_resize(self, event: events.Resize) -> None:
        """Put things beside each other, or below."""
        title = fitted(tr(" 设置　{path}", path=_short(self._file.path)), event.size.width)
        self.query_one("#title", Static).update(Content(title))
        wide = event.size.width >= WIDE
        self.set_class(wide, "-wide")
        self.set_class(not wide and event.size.height < HIGH, "-low")

    # ── Showing ──────────────────────────────────────────────────────────────────────────────

    def _show(self, settings: Settings) -> None:
        """Show the settings that hold now, here and everywhere."""
        self.setting_list.holding = settings
        self.specimen_view.setting = setting_of(settings)
        self.specimen_view.measure = settings.measure
        self._explain()

    @on(LineList.Highlighted)
    def _moved(self) -> None:
        self._answer = ("", False)
        self._explain()

    def _say(self, text: str, *, trouble: bool = False) -> None:
        self._answer = (text, trouble)
        self._explain()

    def _explain(self) -> None:
        """Say what the selected setting is, and what came of the last wish."""
        setting = self.setting_list.current
        if setting is None:
            return
        text, trouble = self._answer
        default = values.shown(setting.default) or tr("不写")
        later = tr("；下次启动时生效") if setting.at_start else ""
        pieces = [
            (f"{setting.title}　{setting.key}", "bold"),
            (f"! {text}", "bold $warning") if trouble else (text, "bold"),
            (setting.about, ""),
            (tr("可为：{allowed}", allowed=setting.allowed), "$secondary"),
            (tr("默认：{default}{later}", default=default, later=later), "$secondary"),
        ]
        self.query_one("#about", Prose).paragraphs = tuple(piece for piece in pieces if piece[0])

    @on(LineList.Chosen)
    def _clicked(self) -> None:
        self.setting_list.focus()


def _from_first_paragraph(kept: KeptArticle) -> KeptArticle:
    """Return the article opened where its running text begins: that is what settings change."""
    blocks = enumerate(kept.article.blocks)
    first = next((number for number, block in blocks if isinstance(block, Paragraph)), 0)
    return replace(kept, position=Position(first, 0))


def _short(path: File) -> str:
    """Return `path` with `~` for the home folder."""
    home = File.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else f"{path}"

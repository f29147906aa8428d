"""The site beyond its pages: media matrix, client, what it says about itself; a code for each address."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from zhonggong_reader import places
from zhonggong_reader.errors import InputError
from zhonggong_reader.language import tr
from zhonggong_reader.model import Colophon, MediaKind
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui.desktop import open_address
from zhonggong_reader.ui.here import Here
from zhonggong_reader.ui.keys import KeySet
from zhonggong_reader.ui.media import PLATFORM
from zhonggong_reader.ui.painting import fitted
from zhonggong_reader.ui.screens.card import Card, CardText
from zhonggong_reader.ui.screens.list_screen import ABOUT, MOVES, ListScreen
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.bar import Bar, BarItem
from zhonggong_reader.ui.widgets.code_view import CodeView
from zhonggong_reader.ui.widgets.lines import LineList
from zhonggong_reader.ui.widgets.masthead import Masthead
from zhonggong_reader.ui.widgets.prose import Prose

LIST_WIDTH: Final = 36
"""Cells that the list keeps where a code stands beside it."""
LOW: Final = 16
"""Rows of a screen from which on what has no address stands under the list."""
GAP: Final = 2
"""Cells between two codes."""
_WHAT: Final[Mapping[MediaKind, str]] = {
    "client": tr("手机应用"),
    "wechat": tr("微信公众号"),
    "weibo": tr("微博账号"),
    "douyin": tr("抖音账号"),
}
_SEARCH: Final = tr("平台上的搜索")
_HERE: Final = Here(
    tr("媒体矩阵"),
    {
        **MOVES,
        **dict.fromkeys(("pane.up", "pane.escape", "pane.back", "matrix"), "leave"),
        **dict.fromkeys(("pane.open", "article.browser"), "follow"),
        "article.copy": "copy",
        "article.qr": "code",
        **{f"media.{kind}": f"card({number})" for number, kind in enumerate(_WHAT)},
        **ABOUT,
    },
    {
        "article.browser": tr("浏览器"),
        "article.copy": tr("复制网址"),
        "article.qr": tr("二维码"),
        "pane.up": tr("返回"),
        "help": tr("帮助"),
    },
    {
        **dict.fromkeys(("pane.escape", "pane.back", "matrix"), tr("返回")),
        "pane.open": tr("浏览器"),
    },
)


class Entry(Struct, frozen=True):
    """Something of the site that has an address."""

    name: str
    what: str
    address: str
    note: str
    """What a card says under the code."""


def entries_of(colophon: Colophon) -> tuple[Entry, ...]:
    """Return the matrix, then the client as the page praises it, then what the site says of itself."""
    found = []
    for media in colophon.matrix:
        what, note = _WHAT[media.kind], tr("用手机扫码打开")
        if media.is_search:
            what = tr("{what}（{search}）", what=what, search=_SEARCH)
            note = tr("网页没有给出网址，这是在该平台上的搜索")
        found.append(Entry(media.name, what, media.address, note))
    promotion = colophon.promotion
    if promotion and promotion.address:
        what = tr("，").join(part for part in (promotion.slogan, promotion.call) if part)
        found.append(Entry(promotion.name, what, promotion.address, what))
    found += [Entry(link.text, "", link.address, link.text) for link in colophon.about]
    return tuple(found)


def foot_of(colophon: Colophon) -> str:
    """Return what has no address: panel, hotlines, copyright, a line each, as the page has them."""
    lines: list[str] = list(colophon.hotlines)
    if colophon.follow:
        lines.insert(
            0, tr("扫码关注：{names}", names=tr("、").join(picture.name for picture in colophon.follow))
        )
    if colophon.copyright:
        lines.append(colophon.copyright)
    return "\n".join(lines)


class EntryList(LineList):
    """An entry in two lines: its name and what it is, its address."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        super().__init__()
        self.entries = entries
        self.set_reactive(EntryList.row_height, 2)

    def on_mount(self) -> None:
        """Show them."""
        self.rows = len(self.entries)

    def draw(self, row: int, line: int, width: int, base: Style) -> list[Segment]:
        """Return a line of an entry."""
        entry = self.entries[row]
        if line:
            return [Segment("    " + fitted(entry.address, width - 5), base + self.style_of("accent"))]
        number = f" {row + 1} " if row < len(_WHAT) else "   "
        name = fitted(entry.name, width - 4)
        room = width - 7 - cell_len(name)
        return [
            Segment(number, base + self.style_of("soft")),
            Segment(f" {name}", base + self.style_of("strong")),
            Segment("  " + fitted(entry.what, room) if room > 4 else "", base + self.style_of("soft")),
        ]


class MatrixScreen(ListScreen):
    """Shows a colophon. Where there is room codes stand side by side, else that of the selected entry."""

    CSS_PATH = places.styles() / "matrix.tcss"
    AUTO_FOCUS = "EntryList"
    HERE = _HERE

    entry_list = getters.query_one(EntryList)

    def __init__(self, colophon: Colophon, settings: Settings, keys: KeySet) -> None:
        self._colophon = colophon
        self._settings = settings
        self._entries = entries_of(colophon)
        super().__init__(keys)

    def compose(self) -> ComposeResult:
        """Lay out the screen."""
        head = Masthead()
        head.shown = tr("媒体矩阵")
        yield head
        with Horizontal(id="above"):
            with Vertical():
                yield EntryList(self._entries)
                foot = Prose(id="foot")
                foot.paragraphs = ((foot_of(self._colophon), ""),)
                yield foot
            yield CodeView(id="one")
        with Horizontal(id="all"):
            for entry in self._entries[: len(_WHAT)]:
                with Vertical():
                    code = CodeView()
                    code.address = entry.address
                    yield code
                    yield Static(Content(entry.name))
        yield Bar(id="keys")
        yield Bar(tr(" 媒体矩阵"), id="matrix")

    def name_keys(self) -> None:
        """Say in the two lines at the foot what the keys do."""
        super().name_keys()
        self.query_one("#matrix", Bar).items = tuple(
            BarItem(self.key_set.name(f"media.{kind}"), what, f"card({number})")
            for number, (kind, what) in enumerate(PLATFORM.items())
        )

    def on_resize(self) -> None:
        """Give the codes what room there is."""
        codes = list(self.query("#all CodeView").results(CodeView))
        width = sum(code.columns + GAP for code in codes)
        foot = foot_of(self._colophon).count("\n") + 1
        height = 2 * len(self._entries) + max((code.rows for code in codes), default=0) + 1 + foot + 3
        together = width <= self.size.width and height <= self.size.height
        one = self.query_one("#one", CodeView)
        self.query_one("#all").display = together
        one.display = (
            not together
            and self.size.width >= LIST_WIDTH + max((code.columns for code in codes), default=0)
            and self.size.height >= max((code.rows for code in codes), default=0) + 3
        )
        self.query_one("#foot").display = self.size.height >= LOW

    @on(LineList.Highlighted)
    def show_code(self) -> None:
        """Show the code of the entry that is selected."""
        if self._entries:
            self.query_one("#one", CodeView).address = self._entry.address

    @property
    def _entry(self) -> Entry:
        return self._entries[self.entry_list.cursor]

    def on_mount(self) -> None:
        """Begin with the first entry."""
        super().on_mount()
        self.show_code()

    def action_copy(self) -> None:
        """Copy the address."""
        self._copy(self._entry.address)

    def _copy(self, address: str) -> None:
        self.app.copy_to_clipboard(address)
        self.notify(tr("已复制：{address}", address=address), markup=False)

    @on(LineList.Chosen)
    def action_follow(self) -> None:
        """Open the address in a browser."""
        self._follow(self._entry.address)

    @task(group="outside")
    async def _follow(self, address: str) -> None:
        try:
            await open_address(self.app, address, self._settings.browser)
            self.notify(tr("已交给浏览器：{address}", address=address), markup=False)
        except InputError as error:
            self.notify(str(error), severity="warning", markup=False)

    def action_code(self) -> None:
        """Show the code alone."""
        self._show_card(self._entry)

    def action_card(self, number: int) -> None:
        """Show the card of an entry of the matrix."""
        self.entry_list.cursor = number
        self._show_card(self._entries[number])

    def _show_card(self, entry: Entry) -> None:
        text = CardText(entry.name, entry.address, entry.note)
        self.app.push_screen(Card(text, self._copy, self._follow, self.key_set))

"""The pictures of an article, one at a time, each with the screen for itself."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Final

from msgspec import Struct
from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.reactive import reactive
from textual.screen import ModalScreen

from zhonggong_reader import places
from zhonggong_reader.language import tr
from zhonggong_reader.model import Picture
from zhonggong_reader.ui.graphics.ability import Ability
from zhonggong_reader.ui.graphics.plates import Plate
from zhonggong_reader.ui.here import Here, Keyed
from zhonggong_reader.ui.keys import KeySet
from zhonggong_reader.ui.screens.in_turns import InTurns
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.bar import Bar, BarItem
from zhonggong_reader.ui.widgets.plate_view import PlateView
from zhonggong_reader.ui.widgets.prose import Prose

_NEXT: Final = ("pane.open", "move.down", "page.down", "unread.next", "article.next")
_PREVIOUS: Final = ("move.up", "page.up", "unread.previous", "article.previous", "pane.back")
_OUT: Final = ("pane.up", "pane.escape", "article.pictures")
_HERE: Final = Here(
    tr("大图"),
    {
        **dict.fromkeys(_NEXT, "step(1)"),
        **dict.fromkeys(_PREVIOUS, "step(-1)"),
        **dict.fromkeys(_OUT, "dismiss"),
        "article.copy": "copy",
        "article.browser": "follow",
        "article.qr": "code",
        "help": "app.help",
    },
    {
        "pane.escape": tr("返回"),
        "article.copy": tr("复制网址"),
        "article.qr": tr("二维码"),
        "article.browser": tr("浏览器"),
    },
    {
        **dict.fromkeys(_NEXT, tr("下一张图片")),
        **dict.fromkeys(_PREVIOUS, tr("上一张图片")),
        **dict.fromkeys(("pane.up", "article.pictures"), tr("返回")),
    },
)


class Wishes(Struct, frozen=True):
    """What a gallery has others do for it, each with the address of a picture."""

    load: Callable[[str], Awaitable[Plate]]
    copy: Callable[[str], object]
    follow: Callable[[str], object]
    code: Callable[[str], object]
    """Show it as a QR code."""


class Gallery(Keyed, InTurns[None], ModalScreen[None]):
    """Shows `pictures`, which all have an address, beginning with number `first`."""

    CSS_PATH = places.styles() / "gallery.tcss"
    HERE = _HERE
    # Before opening, which it is elsewhere: → is opening too, and leads to the next picture here.
    BINDINGS = [Binding("enter", "dismiss", priority=True)]

    number: reactive[int] = reactive(0, init=False)

    plate_view = getters.query_one(PlateView)

    def __init__(
        self, pictures: Sequence[Picture], first: int, ability: Ability, wishes: Wishes, keys: KeySet
    ) -> None:
        super().__init__()
        self.use(keys)
        self._pictures = pictures
        self._ability = ability
        self._wishes = wishes
        self.set_reactive(Gallery.number, first)

    def compose(self) -> ComposeResult:
        """Lay out picture, caption and keys."""
        yield PlateView(self._ability)
        yield Prose(id="caption")
        yield Bar(id="keys")

    def on_mount(self) -> None:
        """Show the first one."""
        ways = BarItem("←→", tr("前后"), "step(1)")
        self.query_one("#keys", Bar).items = (ways, *self.HERE.items(self.key_set))
        self.watch_number()

    def on_screen_resume(self) -> None:
        """Draw again what another screen has covered."""
        self.plate_view.refresh()

    @property
    def _address(self) -> str:
        return self._pictures[self.number].address or ""

    def validate_number(self, number: int) -> int:
        """Stay at the first and the last one."""
        return max(0, min(number, len(self._pictures) - 1))

    def watch_number(self) -> None:
        """Show another picture."""
        self.plate_view.plate = None
        self._say(tr("正在取图片 …"))
        self._load()

    @task(exclusive=True)
    async def _load(self) -> None:
        plate = await self._wishes.load(self._address)
        self.plate_view.plate = plate
        self._say(plate.remark)

    def _say(self, remark: str) -> None:
        """Show number, caption and credit, and what there is to say of the picture."""
        picture = self._pictures[self.number]
        parts = [f"{self.number + 1}/{len(self._pictures)}", picture.caption, picture.credit]
        lines = ["　".join(part for part in parts if part), remark, self._address]
        self.query_one("#caption", Prose).paragraphs = tuple((line, "") for line in lines if line)

    @on(Bar.Pressed)
    async def _press(self, event: Bar.Pressed) -> None:
        await self.run_action(event.item.action)

    def action_step(self, step: int) -> None:
        """Show the next picture, or the previous one."""
        self.number += step

    def action_copy(self) -> None:
        """Copy the picture's address."""
        self._wishes.copy(self._address)
        self._say(tr("已复制网址"))

    def action_follow(self) -> None:
        """Open the picture in a browser."""
        self._wishes.follow(self._address)

    def action_code(self) -> None:
        """Show the picture's address as a QR code."""
        self._wishes.code(self._address)

"""The channels, numbered."""

from typing import TYPE_CHECKING

from zhonggong_reader.language import tr
from zhonggong_reader.model import ListedChannel, Shelf
from zhonggong_reader.plain.lists import ListPlace
from zhonggong_reader.plain.place import Place
from zhonggong_reader.plain.words import IN_CHANNELS, Wish

if TYPE_CHECKING:
    from zhonggong_reader.plain.session import Session


class ChannelsPlace(Place):
    """Where one chooses a channel."""

    words = IN_CHANNELS
    numbers = tr("打开这个频道")
    on = tr("再列一遍频道")

    def __init__(self, session: "Session") -> None:
        self._session = session
        self._rows: list[tuple[Shelf, str, ListedChannel | None]] = []

    @property
    def name(self) -> str:
        """Return what this is."""
        return tr("频道")

    def show(self) -> None:
        """List the channels with what is unread, and what failed."""
        say = self._session.console.say
        listed = self._session.run(self._session.desk.channels())
        self._rows = [
            (Shelf(), tr("全部"), None),
            (Shelf(starred=True), tr("收藏"), None),
            (Shelf(history=True), tr("阅读历史"), None),
        ]
        search = self._session.desk.search
        if search.watching.words:
            self._session.run(search.watching.settle())
            while self._session.run(search.watching.catch_up()):
                pass
            self._rows.append((Shelf(watched=True), tr("关注"), None))
        saved = [each.listed for each in self._session.run(search.saved.all())]
        self._rows += [(Shelf(each.channel.slug), each.channel.name, each) for each in saved]
        self._rows += [(Shelf(entry.channel.slug), entry.channel.name, entry) for entry in listed]
        say()
        say(tr("频道，共 {count} 个：", count=len(self._rows)))
        for number, (_, name, entry) in enumerate(self._rows, 1):
            notes = []
            if entry and entry.unread:
                notes.append(tr("{unread} 篇未读", unread=entry.unread))
            if entry and entry.failure:
                notes.append(tr("上次没有取到"))
            said = tr("（{notes}）", notes=tr("，").join(notes)) if notes else ""
            say(f"{name}{said}", before=f"{number:>3}. ")

    def do(self, wish: Wish) -> Place | None:
        """Open a channel, or fetch all lists."""
        match wish.action:
            case "":
                self.show()
            case "number":
                return self._open(wish.number)
            case "refresh":
                self._session.refresh_all()
                self.show()
            case _:
                return None
        return self

    def _open(self, number: int | None) -> Place:
        if number is None or not 1 <= number <= len(self._rows):
            self._session.console.say(tr("没有这个编号。"))
            return self
        shelf, name, entry = self._rows[number - 1]
        shelves = self._session.desk.shelves
        view = self._session.run(shelves.open(shelf))
        # A saved search has no address to ask at.
        channel = entry.channel if entry and entry.channel.address else None
        return ListPlace(self._session, shelves, view, name, channel)

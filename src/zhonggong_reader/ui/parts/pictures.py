"""The pictures of the open article: in its text, or one by one with the screen for themselves.

Nothing here is fetched but on a wish, or where the settings say `always`.
"""

from collections.abc import Sequence
from typing import Final

from zhonggong_reader.language import tr
from zhonggong_reader.model import Article, KeptArticle, Picture
from zhonggong_reader.ui.graphics import plates
from zhonggong_reader.ui.graphics.plates import Plate
from zhonggong_reader.ui.parts.exits import Exits
from zhonggong_reader.ui.parts.part import Part
from zhonggong_reader.ui.screens.newsstand import Newsstand
from zhonggong_reader.ui.tasks import LONG, task

PICTURES_AT_ONCE: Final = 40
"""Pictures of an article that stand in its text; the gallery has them all."""
NEVER: Final = Plate(None, (0, 0), tr('设置里写了 pictures = "never"，不取图片'))


class Pictures(Part):
    """Fetches and shows pictures; their addresses lead out by `exits`."""

    def __init__(self, room: Newsstand, exits: Exits) -> None:
        super().__init__(room)
        self._exits = exits

    def begin(self, kept: KeptArticle | None) -> None:
        """Fetch no more for the article of before; for the one that is open now where that is wished."""
        self.room.workers.cancel_group(self.room, "pictures")
        if kept and self.room.settings.pictures == "always" and _pictures(kept.article):
            self._load(kept)

    @task(exclusive=True, group="pictures", limit=LONG)
    async def _load(self, kept: KeptArticle) -> None:
        """Fetch the pictures of `kept` one after the other; each is shown when it is there."""
        found = _pictures(kept.article)[:PICTURES_AT_ONCE]
        room, view = self.room, self.room.article_view
        try:
            for done, (block, picture) in enumerate(found, 1):
                room.activity = tr("正在取图片 {done}/{count} …", done=done, count=len(found))
                plate = await self._plate(picture.address or "", plates.INLINE)
                view.plates = {**view.plates, block: plate}
        finally:
            room.activity = ""

    async def _plate(self, address: str, most: tuple[int, int]) -> Plate:
        if self.room.settings.pictures == "never":
            return NEVER
        return await plates.fetch(self.room.desk.pictures, address, most)

    def action_pictures(self) -> None:
        """Show the pictures in the text; where they are shown, or cannot be, one by one."""
        room, view = self.room, self.room.article_view
        if view.kept is None:
            room.say(tr("先打开一篇文章"))
        elif not (found := _pictures(view.kept.article)):
            room.say(tr("这一篇没有图片"))
        elif view.plates or view.mode != "column" or room.settings.pictures == "never":
            self.show(self._nearest(found))
        else:
            self._load(view.kept)

    def action_picture(self, number: int) -> None:
        """Show a picture of the article with the screen for itself."""
        room, kept = self.room, self.room.article_view.kept
        found = _pictures(kept.article) if kept and room.pane == "article" else []
        if number < len(found):
            self.show(found[number][0])
        elif kept and room.pane == "article":
            room.say(tr("这一篇有 {count} 张图片", count=len(found)) if found else tr("这一篇没有图片"))
        else:
            room.say(tr("先打开一篇文章"))

    def _nearest(self, found: Sequence[tuple[int, Picture]]) -> int:
        """Return the block of the first picture at or behind the place at which one reads."""
        place = self.room.article_view.reading_place.block
        return next((block for block, _ in found if block >= place), found[-1][0])

    def show(self, block: int) -> None:
        """Show the picture of a block with the screen for itself, the others beside it."""
        from zhonggong_reader.ui.screens.gallery import Gallery, Wishes  # noqa: PLC0415 - not for the first picture

        room, exits = self.room, self._exits
        kept = room.article_view.kept
        if kept is None:
            return
        found = _pictures(kept.article)
        wishes = Wishes(
            load=lambda address: self._plate(address, plates.WHOLE),
            copy=exits.copy,
            follow=exits.leave,
            code=lambda address: exits.show_card(kept.article.title, address, tr("用手机扫码看图片")),
        )
        first = [index for index, _ in found].index(block)
        pictures = [picture for _, picture in found]
        room.app.push_screen(Gallery(pictures, first, room.ability, wishes, room.key_set))


def _pictures(article: Article) -> list[tuple[int, Picture]]:
    """Return the pictures that the page holds, with their blocks."""
    return [
        (index, block)
        for index, block in enumerate(article.blocks)
        if isinstance(block, Picture) and block.address
    ]

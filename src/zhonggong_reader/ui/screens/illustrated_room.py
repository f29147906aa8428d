"""The reading room with what stands in an article besides words: pictures, films, links, and ways back.

Nothing here is fetched but on a wish, or where the settings say `always`.
"""

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace
from textual import events, on

from zhonggong_reader.errors import InputError
from zhonggong_reader.language import tr
from zhonggong_reader.model import Article, Headline, KeptArticle, ListedHeadline, Picture
from zhonggong_reader.newsdesk import Newsdesk, leads_to_article
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui.desktop import open_address
from zhonggong_reader.ui.graphics import plates
from zhonggong_reader.ui.graphics.plates import Plate
from zhonggong_reader.ui.here import TakesKeys
from zhonggong_reader.ui.hints import Hint
from zhonggong_reader.ui.screens.reading_room import ReadingRoom
from zhonggong_reader.ui.screens.watch_room import WatchRoom
from zhonggong_reader.ui.tasks import LONG, task
from zhonggong_reader.ui.widgets.article_view import ArticleView

PICTURES_AT_ONCE: Final = 40
"""Pictures of an article that stand in its text; the gallery has them all."""
TRAIL_LENGTH: Final = 100
"""Articles that the way back leads through."""
CHOOSE: Final = tr("键入字母打开，或 Tab 选、回车打开，Esc 取消")
NEVER: Final = Plate(None, (0, 0), tr('设置里写了 pictures = "never"，不取图片'))


class IllustratedRoom(TakesKeys, WatchRoom):
    """The main screen."""

    def __init__(self, desk: Newsdesk, settings: Settings, *, asks_site: bool = True) -> None:
        super().__init__(desk, settings, asks_site=asks_site)
        self._trail: list[ListedHeadline] = []

    @on(events.Mount)
    def _watch_article(self) -> None:
        self.watch(self.article_view, "kept", self._article_changed, init=False)
        self.watch(self.article_view, "hints", self._hints_changed, init=False)

    def on_screen_resume(self) -> None:
        """Draw again what another screen has covered."""
        self.article_view.refresh()

    # ── Pictures ─────────────────────────────────────────────────────────────────────────────

    def _article_changed(self, kept: KeptArticle | None) -> None:
        self.workers.cancel_group(self, "pictures")
        if kept and self.settings.pictures == "always" and _pictures(kept.article):
            self._load(kept)

    @task(exclusive=True, group="pictures", limit=LONG)
    async def _load(self, kept: KeptArticle) -> None:
        """Fetch the pictures of `kept` one after the other; each is shown when it is there."""
        found = _pictures(kept.article)[:PICTURES_AT_ONCE]
        view = self.article_view
        try:
            for done, (block, picture) in enumerate(found, 1):
                self.activity = tr("正在取图片 {done}/{count} …", done=done, count=len(found))
                plate = await self._plate(picture.address or "", plates.INLINE)
                view.plates = {**view.plates, block: plate}
        finally:
            self.activity = ""

    async def _plate(self, address: str, most: tuple[int, int]) -> Plate:
        if self.settings.pictures == "never":
            return NEVER
        return await plates.fetch(self.desk.pictures, address, most)

    def action_pictures(self) -> None:
        """Show the pictures in the text; where they are shown, or cannot be, one by one."""
        view = self.article_view
        if view.kept is None:
            self.say(tr("先打开一篇文章"))
        elif not (found := _pictures(view.kept.article)):
            self.say(tr("这一篇没有图片"))
        elif view.plates or view.mode != "column" or self.settings.pictures == "never":
            self._show_gallery(self._nearest(found))
        else:
            self._load(view.kept)

    def _nearest(self, found: Sequence[tuple[int, Picture]]) -> int:
        """Return the block of the first picture at or behind the place at which one reads."""
        place = self.article_view.reading_place.block
        return next((block for block, _ in found if block >= place), found[-1][0])

    def _show_gallery(self, block: int) -> None:
        from zhonggong_reader.ui.screens.gallery import Gallery, Wishes  # noqa: PLC0415 - not for the first picture

        kept = self.article_view.kept
        if kept is None:
            return
        found = _pictures(kept.article)
        wishes = Wishes(
            load=lambda address: self._plate(address, plates.WHOLE),
            copy=self.copy,
            follow=self._leave,
            code=lambda address: self._show_card(kept.article.title, address, tr("用手机扫码看图片")),
        )
        first = [index for index, _ in found].index(block)
        self.app.push_screen(
            Gallery([picture for _, picture in found], first, self.ability, wishes, self.key_set)
        )

    # ── Links ────────────────────────────────────────────────────────────────────────────────

    def action_hints(self) -> None:
        """Put letters over the links, films and pictures in sight."""
        if self.pane != "article" or self.article_view.kept is None:
            self.say(tr("先打开一篇文章"))
        elif not self.article_view.offer():
            self.say(tr("这一屏没有链接、视频和图片"))

    def _hints_changed(self, hints: tuple[Hint, ...]) -> None:
        if hints:
            self.say(CHOOSE)
        elif self.remark and self.remark.text == CHOOSE:
            self.remark = None

    def take_key(self, key: str) -> bool:
        """Take a key for the hints, while they stand; return whether it was theirs."""
        return bool(self.article_view.hints) and self.article_view.choose(key)

    def action_picture(self, number: int) -> None:
        """Show a picture of the article with the screen for itself."""
        kept = self.article_view.kept
        found = _pictures(kept.article) if kept and self.pane == "article" else []
        if number < len(found):
            self._show_gallery(found[number][0])
        elif kept and self.pane == "article":
            self.say(tr("这一篇有 {count} 张图片", count=len(found)) if found else tr("这一篇没有图片"))
        else:
            self.say(tr("先打开一篇文章"))

    @on(ArticleView.Chosen)
    def _target_chosen(self, event: ArticleView.Chosen) -> None:
        target = event.target
        if target.kind == "picture":
            self._show_gallery(target.block)
        elif target.kind == "link" and leads_to_article(target.address):
            self._open_address(target.address)
        else:
            self._leave(target.address)

    @task(exclusive=True, group="article")
    async def _open_address(self, address: str) -> None:
        """Open an article of the site; the one that is open stays until it is there."""
        self.activity = tr("正在取回链接的文章 …")
        try:
            with self.telling():
                await self._open(_listed(await self.desk.article(address)))
        finally:
            self.activity = ""

    @task(group="outside")
    async def _leave(self, address: str) -> None:
        """Open an address in a browser; where there is none, show it on a card."""
        try:
            await open_address(self.app, address, self.settings.browser)
            self.say(tr("已交给浏览器：{address}", address=address))
        except InputError as error:
            self._show_card(tr("链接"), address, error.what)

    # ── The way back ─────────────────────────────────────────────────────────────────────────

    async def _open(self, listed: ListedHeadline, *, at_end: bool = False) -> None:
        before = self._opened
        if before and before.id != listed.id:
            self._trail = [*self._trail[1 - TRAIL_LENGTH :], before]
        await super()._open(listed, at_end=at_end)

    @task(exclusive=True, group="article")
    async def action_back(self) -> None:
        """Open the article that was open before this one."""
        if not self._trail:
            self.say(tr("没有更早打开的文章"))
            return
        self.pane = "article"
        with self.telling():
            listed = self._trail.pop()
            if listed.cached:
                # Its marks may have been changed in a list since.
                kept = await self.desk.article(listed.id)
                listed = replace(listed, read=kept.read, starred=kept.starred)
            await ReadingRoom._open(self, listed)


def _pictures(article: Article) -> list[tuple[int, Picture]]:
    """Return the pictures that the page holds, with their blocks."""
    return [
        (index, block)
        for index, block in enumerate(article.blocks)
        if isinstance(block, Picture) and block.address
    ]


def _listed(kept: KeptArticle) -> ListedHeadline:
    """Return `kept` as a list has it, for an article that stands in no list."""
    article = kept.article
    headline = Headline(
        address=article.address,
        title=article.title,
        channel=article.channel,
        source=article.source,
        published=article.published,
    )
    return ListedHeadline(id=kept.id, headline=headline, read=kept.read, starred=kept.starred, cached=True)

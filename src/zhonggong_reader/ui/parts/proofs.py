"""How an article stands with the site: changed since, or taken down.

A proof (校样) is what one reads beside the text that it is to become.
"""

from functools import partial

from textual.content import Content

from zhonggong_reader.language import tr
from zhonggong_reader.model import KeptArticle
from zhonggong_reader.ui import standing
from zhonggong_reader.ui.parts.part import Part


class Proofs(Part):
    """Says over the article what became of it, and shows what was changed."""

    def tell(self, kept: KeptArticle | None) -> None:
        """Say over the article that is open now how it stands."""
        room = self.room
        how = tr("按 {key} 看改了什么", key=room.key_set.name("article.changes"))
        said = standing.remarks(kept, room.desk.now(), how) if kept else []
        room.article_view.set_class(bool(said), "-told")
        room.article_view.border_title = Content("　".join(said))

    def action_changes(self) -> None:
        """Show what the site changed in the open article, or in the selected one."""
        room, target = self.room, self.room.target
        if target is None:
            room.say(tr("先选一篇文章"))
        elif target.changed is None and not self._has_changed(target.id):
            room.say(tr("这一篇没有改动过"))
        else:
            # Not for the first picture.
            from zhonggong_reader.ui.screens.changes import Changes, ChangeView  # noqa: PLC0415

            load = partial(room.desk.changes.get, target.id)
            view = ChangeView(room.article_view.measure, room.article_view.setting)
            room.app.push_screen(Changes(target.headline.title, load, view, room.key_set))

    def _has_changed(self, id_: int) -> bool:
        """Tell whether the open article is this one and came changed after its row was drawn."""
        kept = self.room.article_view.kept
        return kept is not None and kept.id == id_ and kept.changed is not None

"""The reading room where one sees how an article stands with the site: changed since, or taken down.

A proof (校样) is what one reads beside the text that it is to become.
"""

from functools import partial

from textual import events, on
from textual.content import Content

from zhonggong_reader.language import tr
from zhonggong_reader.model import KeptArticle
from zhonggong_reader.ui import standing
from zhonggong_reader.ui.screens.reading_on import ReadingOn


class ProofRoom(ReadingOn):
    """Says over the article what became of it, and shows what was changed."""

    @on(events.Mount)
    def _watch_standing(self) -> None:
        self.watch(self.article_view, "kept", self._tell_standing, init=False)

    def _tell_standing(self, kept: KeptArticle | None) -> None:
        how = tr("按 {key} 看改了什么", key=self.key_set.name("article.changes"))
        said = standing.remarks(kept, self.desk.now(), how) if kept else []
        self.article_view.set_class(bool(said), "-told")
        self.article_view.border_title = Content("　".join(said))

    def action_changes(self) -> None:
        """Show what the site changed in the open article, or in the selected one."""
        target = self._target
        if target is None:
            self.say(tr("先选一篇文章"))
        elif target.changed is None and not self._has_changed(target.id):
            self.say(tr("这一篇没有改动过"))
        else:
            # Not for the first picture.
            from zhonggong_reader.ui.screens.changes import Changes, ChangeView  # noqa: PLC0415

            load = partial(self.desk.changes.get, target.id)
            measure, setting = self.article_view.measure, self.article_view.setting
            self.app.push_screen(
                Changes(target.headline.title, load, ChangeView(measure, setting), self.key_set)
            )

    def _has_changed(self, id_: int) -> bool:
        """Tell whether the open article is this one and came changed after its row was drawn."""
        kept = self.article_view.kept
        return kept is not None and kept.id == id_ and kept.changed is not None

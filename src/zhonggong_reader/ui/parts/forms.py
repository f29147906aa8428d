"""How articles are laid out: in which mode, how long the lines are, how far apart."""

from collections.abc import Mapping
from typing import Final

from msgspec.structs import replace

from zhonggong_reader.language import tr
from zhonggong_reader.settings import NARROWEST_MEASURE, WIDEST_MEASURE
from zhonggong_reader.ui.parts.part import Part
from zhonggong_reader.ui.sheet import MODES, Mode, column_count

_MODE_NAMES: Final[Mapping[Mode, str]] = {
    "column": tr("单栏"),
    "columns": tr("报纸分栏"),
    "vertical": tr("竖排"),
}


class Forms(Part):
    """The form of the article in the room."""

    def action_mode(self) -> None:
        """Lay the article out in the next reading mode that the window has room for."""
        room, view = self.room, self.room.article_view
        mode = MODES[(MODES.index(view.mode) + 1) % len(MODES)]
        if mode == "columns" and column_count(view.size.width) < 2:
            mode = "vertical"
            key = room.key_set.name("article.alone")
            room.say(tr("窗口放不下两栏，换成竖排；按 {key} 让文章独占可放宽", key=key))
        else:
            room.say(tr("版式：{mode}", mode=_MODE_NAMES[mode]))
        view.mode = mode

    def action_measure(self, cells: int) -> None:
        """Let the lines of one column be longer or shorter."""
        view = self.room.article_view
        view.measure = max(NARROWEST_MEASURE, min(view.measure + cells, WIDEST_MEASURE))
        self.room.say(tr("每行最多 {measure} 字", measure=view.measure // 2))

    def action_spacing(self) -> None:
        """Leave a blank line between each two lines of an article, or none."""
        view = self.room.article_view
        view.setting = replace(view.setting, leading=1 - view.setting.leading)
        self.room.say(tr("行距：隔行") if view.setting.leading else tr("行距：单倍"))

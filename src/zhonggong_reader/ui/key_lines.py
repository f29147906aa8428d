"""Which commands the line at the foot names: by room and pane, the most needed first."""

from collections.abc import Mapping
from typing import Final

from zhonggong_reader.ui.commands import PaneName

BAR: Final[Mapping[PaneName, tuple[str, ...]]] = {
    "channels": (
        "pane.open",
        "refresh.one",
        "refresh.all",
        "help",
        "today",
        "paper.open",
        "settings",
        "palette",
        "theme",
        "quit",
    ),
    "headlines": (
        "pane.open",
        "pane.up",
        "help",
        "unread.next",
        "article.read",
        "article.star",
        "list.read",
        "marks.undo",
        "refresh.one",
        "article.qr",
        "article.browser",
        "palette",
    ),
    "article": (
        "page.down",
        "pane.up",
        "help",
        "article.next",
        "unread.next",
        "article.star",
        "article.alone",
        "mode.next",
        "article.hints",
        "article.pictures",
        "article.qr",
        "article.copy",
        "article.browser",
    ),
}
"""Which commands the key line names in which pane, the most needed first: a narrow screen cuts the rest."""

PAPER_BAR: Final[Mapping[PaneName, tuple[str, ...]]] = {
    "channels": (
        "pane.open",
        "pane.up",
        "help",
        "day.previous",
        "day.next",
        "paper.calendar",
        "paper.keep",
        "paper.pdf",
        "refresh.one",
    ),
    "headlines": (
        "pane.open",
        "pane.up",
        "help",
        "day.previous",
        "day.next",
        "paper.keep",
        "paper.calendar",
        "article.star",
        "refresh.one",
    ),
    "article": BAR["article"],
}
"""The same for the newspaper."""

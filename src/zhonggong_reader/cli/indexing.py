"""Brings the index of words up to date, for commands that have changed much or want to search."""

from typing import Final

from zhonggong_reader.cli.progress import Progress
from zhonggong_reader.language import tr
from zhonggong_reader.library import Index

AT_ONCE: Final = 500
"""Headlines in one transaction: nobody waits at a screen."""
_WORK: Final = tr("编索引")


def catch_up(index: Index, bars: Progress) -> None:
    """Take everything in that the index lacks; it may be stopped, and goes on from there next time."""
    behind = index.behind()
    if not behind:
        return
    bars.expect(_WORK, behind)
    while done := index.catch_up(AT_ONCE):
        bars.advance(_WORK, by=done)

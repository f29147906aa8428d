"""Work on the library while one reads: a backup; then what the limits of keeping let go, said before."""

import asyncio
import logging
from typing import Final, Protocol

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.language import tr
from zhonggong_reader.newsdesk import Newsdesk

_LOG: Final = logging.getLogger(__name__)

QUIET_SECONDS: Final = 20.0
"""How long after the start the work begins: the first minute belongs to the reader."""
GRACE_SECONDS: Final = 60.0
"""Between saying what will go and letting it go; who leaves the program meanwhile keeps it for now."""


class Says(Protocol):
    """Tells the reader something."""

    def __call__(self, text: str, *, trouble: bool = False) -> None:
        """Say `text`."""


async def keep_house(desk: Newsdesk, say: Says) -> None:
    """Do what is due; what fails is said and tried again another day."""
    try:
        await desk.upkeep.back_up()
        plan = await desk.upkeep.due()
        if not plan.articles:
            return
        say(
            tr(
                "一分钟后按设置 [keep] 清理 {articles} 篇旧文章（未读 {unread} 篇），收藏的都留着",
                articles=plan.articles,
                unread=plan.unread,
            )
        )
        await asyncio.sleep(GRACE_SECONDS)
        gone = await desk.upkeep.clear()
        say(tr("已清理 {articles} 篇；反悔可用 zhonggong-reader tidy --undo", articles=gone.articles))
    except LibraryError as error:
        _LOG.warning("upkeep: %s", error)
        say(str(error), trouble=True)

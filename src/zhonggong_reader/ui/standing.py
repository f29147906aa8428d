"""How an article stands with the site, in words: changed since, taken down, or still the same. Pure."""

from datetime import datetime

from zhonggong_reader.language import tr
from zhonggong_reader.model import BEIJING, KeptArticle, ListedHeadline
from zhonggong_reader.newsdesk import Change
from zhonggong_reader.text import Clean
from zhonggong_reader.ui import times


def label(listed: ListedHeadline) -> str:
    """Return what a list says of it in three characters; empty where there is nothing to say."""
    if listed.withdrawn:
        return tr("已撤下")
    return tr("已更新") if listed.changed else ""


def remarks(kept: KeptArticle, now: datetime, how: str) -> list[str]:
    """Return what stands over the article, a sentence each: since when it is withdrawn, when it changed.

    how: what the reader does to see the change
    """
    said = []
    if kept.withdrawn:
        said.append(
            tr(
                "已撤下：网站上找不到它了（{found}发现），这是{fetched}取到的",
                found=times.ago(kept.withdrawn, now),
                fetched=times.ago(kept.fetched, now),
            )
        )
    if kept.changed:
        ago = times.ago(kept.changed, now)
        said.append(tr("已更新：网站改过它（{ago}取到），{how}", ago=ago, how=how))
    return said


def of_fetch(before: KeptArticle | None, kept: KeptArticle) -> str:
    """Return what fetching it anew has brought."""
    if kept.withdrawn:
        return tr("网站上已找不到这一篇，存下的仍可读")
    if before and before.withdrawn:
        return tr("这一篇又能在网站上找到了")
    if before and before.changed != kept.changed:
        return tr("这一篇已更新")
    return tr("这一篇已是最新")


def of_change(change: Change) -> Clean:
    """Return what a view of a change is headed with."""
    which = tr("第 {number} 次", number=change.count - change.number + 1) if change.count > 1 else ""
    return Clean(
        tr(
            "{came:%Y-%m-%d %H:%M} 取到的{which}改动，此前是 {stood:%Y-%m-%d %H:%M} 取到的",
            came=change.came.astimezone(BEIJING),
            stood=change.stood.astimezone(BEIJING),
            which=which,
        )
    )

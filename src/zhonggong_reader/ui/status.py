"""What the masthead says is going on, and an empty list, decided from what the screen knows. Pure."""

from datetime import datetime

from msgspec import Struct

from zhonggong_reader.language import tr
from zhonggong_reader.model import Failure, Shelf
from zhonggong_reader.ui import times
from zhonggong_reader.ui.keys import KeySet
from zhonggong_reader.ui.widgets.channel_list import Section


class Status(Struct, frozen=True):
    """A sentence, and whether it tells of trouble."""

    text: str
    trouble: bool = False


def status(
    *,
    activity: str,
    offline: bool,
    arrived: int,
    fetched: datetime | None,
    failure: Failure | None,
    remark: Status | None,
    now: datetime,
    keys: KeySet,
) -> Status:
    """Return the one thing most worth saying.

    `activity`: what is being fetched now; `remark`: the answer to the reader's last wish;
    `failure`: of the channel that is shown; `arrived`: new headlines that the list does not show
    yet; `fetched`: when the shown list came from the site (None: never). What is empty says nothing.
    """
    age = tr("列表更新于{ago}", ago=times.ago(fetched, now)) if fetched else ""
    if activity:
        return Status(activity)
    if remark:
        return remark
    if offline:
        since = tr("{ago}更新", ago=times.ago(fetched, now)) if fetched else tr("尚未取得过列表")
        return Status(tr("离线 · {since}", since=since), trouble=True)
    if failure:
        return Status(
            tr("更新失败：{reason}（{ago}）", reason=failure.reason, ago=times.ago(failure.when, now)),
            trouble=True,
        )
    if arrived:
        return Status(
            tr("有 {arrived} 条新标题，按 {key} 显示", arrived=arrived, key=keys.name("refresh.one"))
        )
    return Status(age)


def _empty_kind(shelf: Shelf, keys: KeySet) -> str:
    if shelf.starred:
        return tr("还没有收藏\n按 {key} 收藏一篇文章", key=keys.name("article.star"))
    if shelf.history:
        return tr("还没有读过的文章\n打开过的会列在这里，最近读的在前")
    return tr("还没有含关注词的文章\n标题或正文里有关注词的会列在这里")


def empty_text(section: Section, activity: str, keys: KeySet) -> str:
    """Return why a section's list is empty and what can be done."""
    shelf = section.shelf
    if shelf.starred or shelf.history or shelf.watched:
        return _empty_kind(shelf, keys)
    if activity:
        return tr("{activity}\n标题会陆续出现", activity=activity)
    if section.channel and section.channel.failure:
        reason = section.channel.failure.reason
        return tr("更新失败：{reason}\n按 {key} 再试", reason=reason, key=keys.name("refresh.one"))
    if section.channel and section.channel.fetched:
        return tr("这个频道现在没有文章")
    return tr("还没有取过这里的列表\n按 {key} 更新", key=keys.name("refresh.one"))

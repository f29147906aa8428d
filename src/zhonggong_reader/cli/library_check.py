"""The doctor's look at the library: the file, its channels, what its limits let go, its backup."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from zhonggong_reader import places
from zhonggong_reader.cli import log
from zhonggong_reader.cli.finding import Finding
from zhonggong_reader.cli.indexing import catch_up
from zhonggong_reader.cli.progress import progress
from zhonggong_reader.errors import LibraryError
from zhonggong_reader.language import tr
from zhonggong_reader.library import Library, backup_of
from zhonggong_reader.library.checkup import Checkup
from zhonggong_reader.model import BEIJING
from zhonggong_reader.newsdesk import channels, limits_of
from zhonggong_reader.settings import Settings
from zhonggong_reader.text import clean_line


def findings(settings: Settings, *, repair: bool, reindex: bool) -> Iterator[Finding]:
    """Look through the library, its keeping and its backup; with `repair`, mend what is broken."""
    path = places.library()
    if not path.exists():
        if lack := _lack_of_place(path):
            yield Finding("broken", tr("书库"), tr("建不了书库 {path}：{reason}", path=path, reason=lack))
        else:
            yield Finding("notice", tr("书库"), tr("还没有 {path}，第一次取新闻时会建", path=path))
        return
    log.keep()
    if repair:
        yield from _repaired(path)
    try:
        with Library(path) as library:
            if library.notice:
                yield Finding("broken", tr("书库"), library.notice)
            found = library.checkup()
            faults = [
                *found.faults,
                *(tr("《{title}》已损坏，联网后再打开会重新取回", title=title) for title in found.damaged),
            ]
            size = f"{path.stat().st_size / 1e6:.1f} MB"
            counts = tr(
                "{channels} 个频道，{headlines} 条标题，{articles} 篇文章，{size}",
                channels=found.channels,
                headlines=found.headlines,
                articles=found.articles,
                size=size,
            )
            checked = tr("核对了 {looked_at} 篇的校验和", looked_at=found.looked_at)
            if faults:
                yield Finding(
                    "broken",
                    tr("书库"),
                    tr("{path}：{counts}，{checked}", path=path, counts=counts, checked=checked),
                    [*faults, tr("可用 zhonggong-reader doctor --repair 修理")],
                )
            else:
                yield Finding(
                    "sound",
                    tr("书库"),
                    tr("{path}：{counts}，{checked}，都完好", path=path, counts=counts, checked=checked),
                )
            yield from _index(library, found, anew=reindex)
            yield from _channels(library, settings)
            yield from _keeping(library, settings)
            yield _backup(library, settings)
    except LibraryError as error:
        yield Finding("broken", tr("书库"), tr("{path}：{error}", path=path, error=error))


def _lack_of_place(path: Path) -> str:
    """Return why no file can be made at `path`, with the folders above it; empty: it can be."""
    there = next(folder for folder in path.parents if folder.exists())
    if not there.is_dir():
        return tr("{folder} 不是文件夹", folder=there)
    return "" if os.access(there, os.W_OK | os.X_OK) else tr("{folder} 不可写", folder=there)


def _index(library: Library, found: Checkup, *, anew: bool) -> Iterator[Finding]:
    """Look at the index of words; make it `anew` first."""
    if anew:
        library.index.start_anew()
        with progress() as bars:
            catch_up(library.index, bars)
        said = tr("已重编，收了 {count} 条", count=found.headlines)
        yield Finding("sound", tr("索引"), said)
    elif found.of_index:
        said = tr("与书库不符，搜索会找不全；可用 doctor --reindex 重编")
        yield Finding("broken", tr("索引"), said, found.of_index)
    elif found.unindexed:
        said = tr("还差 {count} 条，这些搜索时逐条查找；阅读时或 sync 后会接着编", count=found.unindexed)
        yield Finding("notice", tr("索引"), said)
    else:
        yield Finding("sound", tr("索引"), tr("与书库相符"))


def _channels(library: Library, settings: Settings) -> Iterator[Finding]:
    listed = library.channels.all()
    names = {name for entry in listed for name in (entry.channel.slug, entry.channel.name)}
    wishes = (*settings.channels.first, *settings.channels.hidden)
    if listed and (strange := [name for name in dict.fromkeys(wishes) if name not in names]):
        said = tr(
            "设置 channels 里的{names}不是已知的频道",
            names=tr("、").join(f"“{clean_line(name)}”" for name in strange),
        )
        yield Finding("notice", tr("频道"), tr("{said}；可用的见 zhonggong-reader channels", said=said))
    failed = [entry for entry in channels.arranged(listed, settings.channels) if entry.failure]
    for entry in failed:
        fetched = entry.fetched.astimezone(BEIJING) if entry.fetched else None
        last = (
            tr("上次取到是北京时间 {fetched:%Y-%m-%d %H:%M}", fetched=fetched)
            if fetched
            else tr("从没有取到过")
        )
        reason = entry.failure.reason if entry.failure else ""
        yield Finding(
            "notice",
            tr("频道"),
            tr("“{name}”上次更新失败：{reason}（{last}）", name=entry.channel.name, reason=reason, last=last),
        )


def _repaired(path: Path) -> Iterator[Finding]:
    """Mend the library in place; where the file itself is broken, save what is intact into a new one."""
    name = tr("修理")
    try:
        with Library(path) as library:
            done = [library.notice] if library.notice else []
            done += library.repair() if library.writable else []
        yield (
            Finding("notice", name, tr("做了这些："), done)
            if done
            else Finding("sound", name, tr("没有要修的"))
        )
    except LibraryError as broken:
        try:
            with Library(path) as library:  # it was marked as broken: opening moves it aside
                yield Finding("notice", name, library.notice or str(broken))
        except LibraryError as error:
            yield Finding("broken", name, str(error))


def _keeping(library: Library, settings: Settings) -> Iterator[Finding]:
    """Say what goes by the limits, before it does."""
    limits = limits_of(settings.keep)
    if not limits:
        yield Finding("sound", tr("保留"), tr("全部留着（设置 [keep] 可限天数、篇数和大小）"))
        return
    plan = library.keeping.plan(limits, datetime.now(UTC))
    yield Finding(
        "notice" if plan.articles else "sound",
        tr("保留"),
        tr(
            "按设置 [keep]，下次将清理 {articles} 篇（其中未读 {unread} 篇），约 {size:.1f} MB；收藏的都留着",
            articles=plan.articles,
            unread=plan.unread,
            size=plan.bytes / 1e6,
        )
        if plan.articles
        else tr("按设置 [keep]，现在没有要清理的"),
    )


def _backup(library: Library, settings: Settings) -> Finding:
    path = backup_of(library.path)
    if not path.exists():
        if settings.keep.backup == "never":
            return Finding("passed over", tr("备份"), tr("设置里关掉了"))
        return Finding("notice", tr("备份"), tr("还没有；打开阅读界面或运行 sync 时会做"))
    if not path.is_file():
        return Finding("broken", tr("备份"), tr("{path} 不是文件；请移开它", path=path))
    made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    said = tr(
        "{path}，北京时间 {made:%Y-%m-%d %H:%M} 的，{size:.1f} MB",
        path=path,
        made=made.astimezone(BEIJING),
        size=path.stat().st_size / 1e6,
    )
    old = settings.keep.backup != "never" and datetime.now(UTC) - made > timedelta(days=14)
    how = tr(
        "要用它恢复：先关掉阅读器，移开 {name} 和同名的 -wal、-shm，再把备份改名为 {name}",
        name=library.path.name,
    )
    return Finding("notice" if old else "sound", tr("备份"), said, [how])

"""`list` and `channels`: what the library holds."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Final

import click
from rich.cells import cell_len

from zhonggong_reader.cli import build, chinese, streams
from zhonggong_reader.errors import InputError, LibraryError
from zhonggong_reader.interchange import channel_to_json, headline_to_json
from zhonggong_reader.language import tr
from zhonggong_reader.library import Library
from zhonggong_reader.model import BEIJING, ListedChannel, ListedHeadline, ListView, SavedSearch, Shelf
from zhonggong_reader.newsdesk import channels as known_channels

PAGE_ROWS: Final = 500
"""Headlines held at once: a list of any length is written as it is read."""

form_option = chinese.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help=tr("默认 text；json 供程序读取。"),
)


@click.command("list", cls=chinese.Command)
@click.argument("channel", required=False, metavar=tr("[频道]"))
@chinese.option("--unread", is_flag=True, help=tr("只列未读的。"))
@chinese.option("--starred", is_flag=True, help=tr("只列收藏的。"))
@chinese.option("--history", is_flag=True, help=tr("只列打开过的，最近读的在前。"))
@chinese.option("--watched", is_flag=True, help=tr("只列有关注词的，词在设置 watch 里。"))
@chinese.option("--limit", type=click.IntRange(min=0), metavar="N", help=tr("最多 N 条；默认全部。"))
@form_option
def list_(channel: str | None, limit: int | None, form: str, **kinds: bool) -> None:
    """列出书库里的标题，新的在前。

    频道用名称或路径，例如：zhonggong-reader list 评论 --limit 20
    每行是编号、未读（●）和收藏（★）、时间、标题、来源。编号用于 read 和 export。
    """
    if channel is not None and kinds["history"]:
        raise click.UsageError(tr("--history 列的是所有频道的，不能再写频道"))
    if kinds["watched"] and (channel is not None or kinds["history"]):
        raise click.UsageError(tr("--watched 列的是所有频道的，不能再写频道或 --history"))
    words = build.load_settings().watch if kinds["watched"] else None
    if words == ():
        raise InputError(tr("还没有关注词"), tr("例如：zhonggong-reader config set watch 工匠 人工智能"))
    with build.open_library() as library:
        if words:
            _look_for(library, words)
        slug = known_channels.find(library, channel).channel.slug if channel is not None else None
        view = library.headlines.open(Shelf(slug, **kinds))
        if view.total == 0 and view.shelf == Shelf():
            streams.tell(tr("书库还是空的；用 zhonggong-reader sync 取新闻"))
        rows = _rows(library, view, limit)
        if form == "json":
            put_json(headline_to_json(row) for row in rows)
        else:
            for row in rows:
                streams.put(headline_line(row) + "\n")


@click.command("channels", cls=chinese.Command)
@form_option
def channels(form: str) -> None:
    """列出频道：名称、路径、标题数、未读数、网址；后面是存下的搜索。

    没有联网取过时，只有几个确知的频道；sync 之后是网站菜单上的全部。
    """
    settings = build.load_settings()
    with build.open_library() as library:
        listed = known_channels.arranged(known_channels.known(library), settings.channels)
        saved = library.saved.all()
    if form == "json":
        put_json([*map(channel_to_json, listed), *map(saved_as_json, saved)])
        return
    for entry in listed:
        streams.put(_channel_line(entry, entry.channel.address) + "\n")
    for each in saved:
        streams.put(saved_line(each) + "\n")


def saved_as_json(each: SavedSearch) -> dict[str, object]:
    """Return a saved search as a channel without an address, with its query."""
    return channel_to_json(each.listed) | {"address": None, "query": each.query}


def saved_line(each: SavedSearch) -> str:
    """Return a saved search in a line, with its query where a channel has its address."""
    return _channel_line(each.listed, f"⌕ {each.query}")


def _channel_line(entry: ListedChannel, where: str) -> str:
    name = entry.channel.name + " " * (10 - cell_len(entry.channel.name))
    counts = tr("{articles:>6} 条 {unread:>6} 未读", articles=entry.articles, unread=entry.unread)
    return f"{name} {entry.channel.slug:<14} {counts}  {where}"


def _look_for(library: Library, words: Sequence[str]) -> None:
    """Let the list of watched words be whole; a library that cannot be written keeps the one it has."""
    with suppress(LibraryError):
        library.watched.take(words)
        while library.watched.catch_up():
            pass


def _rows(library: Library, view: ListView, limit: int | None) -> Iterator[ListedHeadline]:
    """Yield the rows of a view, newest first, a page in memory at a time."""
    end = view.total if limit is None else min(limit, view.total)
    for start in range(0, end, PAGE_ROWS):
        yield from library.headlines.page(view, start, min(PAGE_ROWS, end - start))


def headline_line(listed: ListedHeadline) -> str:
    """Return a headline in a line: id, marks, time, label, title, source."""
    headline = listed.headline
    when = listed.opened or headline.published
    time = when.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M") if when else "-"
    label = f"[{headline.label}] " if headline.label else ""
    source = f"  {headline.source}" if headline.source else ""
    return f"{listed.id:>7} {marks(listed)} {time:<16} {label}{headline.title}{source}"


def marks(listed: ListedHeadline) -> str:
    """Return two cells: unread (●) and starred (★)."""
    return (" " if listed.read else "●") + ("★" if listed.starred else " ")


def put_json(values: Iterable[object]) -> None:
    """Write a JSON array, a value a line, as the values come."""
    before = "["
    for value in values:
        streams.put_data(f"{before}\n{json.dumps(value, ensure_ascii=False)}")
        before = ","
    streams.put_data("[]\n" if before == "[" else "\n]\n")

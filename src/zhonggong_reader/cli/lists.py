"""`list` and `channels`: what the library holds."""

import json
from collections.abc import Iterable, Iterator
from typing import Final

import click
from rich.cells import cell_len

from zhonggong_reader.cli import build, chinese
from zhonggong_reader.interchange import channel_to_json, headline_to_json
from zhonggong_reader.library import Library
from zhonggong_reader.model import BEIJING, ListedHeadline, Shelf
from zhonggong_reader.newsdesk import channels as known_channels

PAGE_ROWS: Final = 500
"""Headlines held at once: a list of any length is written as it is read."""

form_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="text（默认）或 json。"
)


@click.command("list", cls=chinese.Command)
@click.argument("channel", required=False, metavar="[频道]")
@click.option("--unread", is_flag=True, help="只列未读的。")
@click.option("--starred", is_flag=True, help="只列收藏的。")
@click.option("--limit", type=click.IntRange(min=0), metavar="N", help="最多 N 条；默认全部。")
@form_option
def list_(channel: str | None, unread: bool, starred: bool, limit: int | None, form: str) -> None:
    """列出资料库里的标题，新的在前。

    频道用名称或路径：zhonggong-reader list 评论
    """
    with build.open_library() as library:
        slug = known_channels.find(library, channel).channel.slug if channel else None
        rows = _rows(library, Shelf(slug, unread=unread, starred=starred), limit)
        if form == "json":
            _echo_json(headline_to_json(row) for row in rows)
        else:
            for row in rows:
                click.echo(_headline_line(row))


@click.command("channels", cls=chinese.Command)
@form_option
def channels(form: str) -> None:
    """列出频道：路径、名称、网址、文章数、未读数。"""
    settings = build.load_settings()
    with build.open_library() as library:
        listed = known_channels.arranged(known_channels.known(library), settings.channels)
        if form == "json":
            _echo_json(channel_to_json(entry) for entry in listed)
            return
        for entry in listed:
            name = entry.channel.name + " " * (10 - cell_len(entry.channel.name))
            counts = f"{entry.articles:>6} 篇 {entry.unread:>6} 未读"
            click.echo(f"{name} {entry.channel.slug:<14} {counts}  {entry.channel.address}")


def _rows(library: Library, shelf: Shelf, limit: int | None) -> Iterator[ListedHeadline]:
    """Yield the rows of a shelf, newest first, a page in memory at a time."""
    view = library.headlines.open(shelf)
    end = view.total if limit is None else min(limit, view.total)
    for start in range(0, end, PAGE_ROWS):
        yield from library.headlines.page(view, start, min(PAGE_ROWS, end - start))


def _headline_line(listed: ListedHeadline) -> str:
    headline = listed.headline
    time = headline.published.astimezone(BEIJING).strftime("%Y-%m-%d %H:%M") if headline.published else "-"
    marks = (" " if listed.read else "●") + ("★" if listed.starred else " ")
    label = f"[{headline.label}] " if headline.label else ""
    source = f"  {headline.source}" if headline.source else ""
    return f"{listed.id:>7} {marks} {time:<16} {label}{headline.title}{source}"


def _echo_json(values: Iterable[object]) -> None:
    """Write a JSON array, a value a line, as the values come."""
    before = "["
    for value in values:
        click.echo(before + "\n" + json.dumps(value, ensure_ascii=False), nl=False)
        before = ","
    click.echo("[]" if before == "[" else "\n]")

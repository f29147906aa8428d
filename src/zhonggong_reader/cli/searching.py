"""`search`: headlines by words, from the library or from the site's own search."""

import asyncio
from contextlib import suppress
from typing import Final

import click

from zhonggong_reader import queries
from zhonggong_reader.cli import build, chinese, streams
from zhonggong_reader.cli.indexing import catch_up
from zhonggong_reader.cli.lists import form_option, headline_line, put_json
from zhonggong_reader.cli.progress import Progress
from zhonggong_reader.errors import InputError, LibraryError
from zhonggong_reader.interchange import headline_to_json
from zhonggong_reader.language import tr
from zhonggong_reader.model import Hit
from zhonggong_reader.newsdesk import Newsdesk
from zhonggong_reader.queries import Query

INDEXED_AT_ONCE: Final = 2_000
"""Headlines that the index may lack to be taken in before one searches: a second or two."""


@click.command("search", cls=chinese.Command)
@click.argument("query", metavar=tr("要找的话"))
@chinese.option("--online", is_flag=True, help=tr("用网站自己的搜索；找到的标题也存进书库。"))
@chinese.option(
    "--limit", type=click.IntRange(min=0), default=50, metavar="N", help=tr("最多 N 条；默认 50。")
)
@form_option
def search(query: str, online: bool, limit: int, form: str) -> None:
    """找文章：在书库的标题和正文里，或在网站上（--online）。

    书库里最合的在前，网站上新的在前。几个词以空格分开，须全都出现；
    词前加 - 的不得出现；带空格的写在引号里。大小写、全半角、繁简都不分。
    词前可写 title:、content:（只在标题、正文里找），
    channel:、source:（频道、来源），date:2026-10、date:2026-09..2026-10（日期）。
    例如：zhonggong-reader search "title:工匠 大会 -决赛 date:2026" --limit 20
    """
    try:
        wanted = queries.parse(query)
    except InputError as error:
        raise click.UsageError(str(error)) from error
    hits = asyncio.run(_search(wanted, online, limit))
    if form == "json":
        put_json(
            headline_to_json(hit.listed) | {"snippet": queries.marked(hit.snippet) or None} for hit in hits
        )
        return
    for hit in hits:
        streams.put(headline_line(hit.listed) + "\n")
        if hit.snippet:
            streams.put(f"{'':11}{queries.plain(hit.snippet)}\n")


async def _search(query: Query, online: bool, limit: int) -> list[Hit]:
    """Return at most `limit` hits, and say on standard error what should be known of them."""
    settings = build.load_settings()
    async with build.working_desk(settings) as desk:
        hits = await (_on_site(desk, query, limit) if online else _here(desk, query, limit))
    if not hits and limit:
        elsewhere = "" if online else tr("；加 --online 在网站上找")
        streams.tell(tr("没有找到“{query}”{elsewhere}", query=query, elsewhere=elsewhere))
    return hits


async def _here(desk: Newsdesk, query: Query, limit: int) -> list[Hit]:
    behind = await asyncio.to_thread(desk.search.index.behind)
    if behind > INDEXED_AT_ONCE:
        streams.tell(tr("索引还差 {count} 条，逐条查找；阅读界面或 sync 会接着编", count=behind))
    elif behind:
        # A library that cannot be written is searched as it is.
        with suppress(LibraryError):
            await asyncio.to_thread(catch_up, desk.search.index, Progress(None))
    hits, whole = await _look(desk, query, limit)
    if not hits and query.by_pinyin:
        query = query.by_pinyin
        hits, whole = await _look(desk, query, limit)
    if limit and (len(hits) > limit or not whole):
        total = len(hits) if whole else await desk.search.total(query)
        if total is None:
            streams.tell(tr("列出 {limit} 条，可能还有", limit=limit))
        elif total > limit:
            streams.tell(tr("书库里共有 {total} 条，列出 {limit} 条", total=total, limit=limit))
    return hits[:limit]


async def _look(desk: Newsdesk, query: Query, limit: int) -> tuple[list[Hit], bool]:
    """Return `limit` hits, or some more, and whether these are all."""
    hits: list[Hit] = []
    async for batch in desk.search.here(query):
        hits += batch
        if len(hits) >= limit:
            return hits, False
    return hits, True


async def _on_site(desk: Newsdesk, query: Query, limit: int) -> list[Hit]:
    hits: dict[int, Hit] = {}
    total = page = 0
    while len(hits) < limit:
        found = await desk.search.on_site(query, page)
        before = len(hits)
        # News that comes in between pushes headlines on to the next page.
        hits |= {hit.listed.id: hit for hit in found.hits}
        total = found.total
        if found.last or len(hits) == before:
            break
        page += 1
    if total > limit:
        streams.tell(tr("网站上共有 {total} 条，列出 {limit} 条", total=total, limit=limit))
    return list(hits.values())[:limit]

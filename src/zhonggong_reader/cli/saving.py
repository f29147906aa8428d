"""`saved`: searches that are kept as channels of their own."""

import click

from zhonggong_reader import queries
from zhonggong_reader.cli import build, chinese, streams
from zhonggong_reader.cli.lists import form_option, put_json, saved_as_json, saved_line
from zhonggong_reader.errors import InputError
from zhonggong_reader.language import tr
from zhonggong_reader.library import Library
from zhonggong_reader.library.search import BEGINNING, Place
from zhonggong_reader.model import SavedSearch

_name = click.argument("name", metavar=tr("名字"))


@click.command("list", cls=chinese.Command)
@form_option
def list_(form: str) -> None:
    """列出存下的搜索：名字、条数、未读数、搜的是什么。"""
    with build.open_library() as library:
        found = library.saved.all()
    if form == "json":
        put_json(map(saved_as_json, found))
    else:
        for each in found:
            streams.put(saved_line(each) + "\n")


@click.command("add", cls=chinese.Command)
@_name
@click.argument("query", metavar=tr("要找的话"))
def add(name: str, query: str) -> None:
    """存下一个搜索，成为一个频道；同样的搜索已经存下的，改用这个名字。

    写法同 search。以后取到的文章，合的会自己进去。
    例如：zhonggong-reader saved add 手艺 "title:工匠 -大会"
    """
    try:
        wanted = str(queries.parse(query))
    except InputError as error:
        raise click.UsageError(str(error)) from error
    with build.open_library() as library:
        kept = library.saved.save(wanted, name)
        _fill(library, kept)
        kept = _found(library, kept.listed.channel.slug)
    streams.tell(
        tr("已存为频道“{name}”，{count} 条", name=kept.listed.channel.name, count=kept.listed.articles)
    )


@click.command("rename", cls=chinese.Command)
@_name
@click.argument("new", metavar=tr("新名字"))
def rename(name: str, new: str) -> None:
    """给存下的搜索改名。"""
    with build.open_library() as library:
        kept = library.saved.rename(_found(library, name), new)
    streams.tell(tr("改名为“{name}”", name=kept.listed.channel.name))


@click.command("drop", cls=chinese.Command)
@_name
def drop(name: str) -> None:
    """去掉存下的搜索；它列出的文章都还在书库里。"""
    with build.open_library() as library:
        kept = _found(library, name)
        library.saved.remove(kept)
    streams.tell(tr("已去掉搜索“{name}”（{query}）", name=kept.listed.channel.name, query=kept.query))


@click.group("saved", cls=chinese.Group, invoke_without_command=True)
@click.pass_context
def saved(context: click.Context) -> None:
    """列出和改动存下的搜索，它们也是频道；不带命令则列出全部。

    它们的名字可用在 list 和 export --channel 里。
    例如：zhonggong-reader saved add 手艺 "title:工匠 -大会"
    """
    if context.invoked_subcommand is None:
        context.invoke(list_, form="text")


for _command in (list_, add, rename, drop):
    saved.add_command(_command)


def _found(library: Library, name: str) -> SavedSearch:
    if kept := library.saved.find(name):
        return kept
    names = tr("、").join(each.listed.channel.name for each in library.saved.all())
    hint = tr("存下的有：{names}", names=names) if names else tr("还没有存下搜索")
    raise InputError(tr("没有“{name}”这个存下的搜索", name=name), hint)


def _fill(library: Library, kept: SavedSearch) -> None:
    """Take in what the library holds already, also what somebody has stopped half-way."""
    place: Place | None = BEGINNING
    while place is not None:
        place = library.saved.fill(kept, place)

"""`paper`: one issue of the newspaper, its pages and their articles."""

import asyncio
import json
from collections.abc import Iterator
from datetime import date

import click

from zhonggong_reader.cli import build, chinese, exits, streams
from zhonggong_reader.cli.days import TODAY, Day, no_issue, written
from zhonggong_reader.cli.lists import form_option, marks
from zhonggong_reader.interchange import issue_to_json
from zhonggong_reader.language import tr
from zhonggong_reader.model import KeptIssue, KeptPage


@click.command("paper", cls=chinese.Command)
@click.argument("day", type=Day(), default=TODAY, metavar=tr("[日期]"))
@form_option
def paper(day: date, form: str) -> int:
    """列出一期工人日报：各版和版上的文章。

    日期如 2026-10-05，也可以写今天、昨天；默认今天（北京时间）。
    书库里有就不联网。整期存下来离线读：zhonggong-reader sync --paper 日期
    """
    issue = asyncio.run(_issue(day))
    if issue is None:
        streams.tell(no_issue(day))
    shown = issue or KeptIssue(day=day, pages=())
    if form == "json":
        streams.put_data(json.dumps(issue_to_json(shown), ensure_ascii=False, indent=2) + "\n")
    elif issue:
        for line in _lines(issue):
            streams.put(line + "\n")
    for page in shown.pages:
        if page.failure:
            streams.tell(tr("第 {number} 版：{failure}", number=page.page.number, failure=page.failure))
    return exits.IN_PART if any(page.failure for page in shown.pages) else exits.DONE


async def _issue(day: date) -> KeptIssue | None:
    async with build.working_desk(build.load_settings()) as desk:
        return await desk.newspaper.issue(day)


def _lines(issue: KeptIssue) -> Iterator[str]:
    counts = tr(
        "{pages} 版 {articles} 篇，已存 {kept} 篇",
        pages=len(issue.pages),
        articles=len(issue.headlines),
        kept=issue.kept,
    )
    yield tr("工人日报 {written}  {counts}", written=written(issue.day), counts=counts)
    for page in issue.pages:
        yield ""
        yield _heading(page)
        for entry in page.headlines:
            listed = entry.listed
            missing = tr("  （未取到：{failure}）", failure=entry.failure) if entry.failure else ""
            yield f"{listed.id:>7} {marks(listed)} {listed.headline.title}{missing}"


def _heading(page: KeptPage) -> str:
    name = f" {page.page.name}" if page.page.name else ""
    pdf = f"  {page.page.pdf}" if page.page.pdf else ""
    return tr("第 {number} 版{name}{pdf}", number=page.page.number, name=name, pdf=pdf)

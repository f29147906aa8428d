"""Clippings: files that the reader finds again, and that take the place of none."""

import os
import stat
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from articles import article_of
from limits import within
from toldsite import Clock, ToldSite

from zhonggong_reader.errors import InputError
from zhonggong_reader.library import Library
from zhonggong_reader.model import BEIJING, Article, Shelf
from zhonggong_reader.newsdesk import Newsdesk
from zhonggong_reader.settings import Settings
from zhonggong_reader.text import clean

WHEN = datetime(2026, 10, 5, 8, tzinfo=BEIJING)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "文档" / "剪报"


@pytest.fixture
def desk(library: Library, told: ToldSite, clock: Clock, folder: Path) -> Newsdesk:
    return Newsdesk(library, told, Settings(clippings=str(folder)), now=clock)


def article(number: int = 1, title: str = "大国工匠") -> Article:
    return article_of(
        f"正文{number}",
        address=f"https://www.workercn.cn/c/{number}.shtml",
        title=clean(title),
        published=WHEN,
    )


def make(folder: Path) -> None:
    folder.mkdir(parents=True)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_an_article_is_saved_as_markdown_under_its_day_and_title(desk: Newsdesk, folder: Path) -> None:
    clipped = await desk.clippings.save(article())
    assert clipped.path == folder / "2026-10-05 大国工匠.md"
    assert clipped.path.read_text("utf-8").startswith("# 大国工匠\n")
    assert names(folder) == ["2026-10-05 大国工匠.md"]
    ordinary = folder / "ordinary"
    ordinary.touch()
    assert stat.S_IMODE(clipped.path.stat().st_mode) == stat.S_IMODE(ordinary.stat().st_mode)


async def test_saving_again_makes_no_second_copy(desk: Newsdesk, folder: Path) -> None:
    first = await desk.clippings.save(article())
    again = await desk.clippings.save(article())
    assert (first.was_there, again.was_there, again.path) == (False, True, first.path)
    assert len(names(folder)) == 1


async def test_no_file_is_written_over(desk: Newsdesk, folder: Path) -> None:
    make(folder)
    (folder / "2026-10-05 大国工匠.md").write_text("读者自己写的", "utf-8")
    (folder / "2026-10-05 大国工匠 (2).md").mkdir()
    clipped = await desk.clippings.save(article())
    assert clipped.path.name == "2026-10-05 大国工匠 (3).md"
    assert (folder / "2026-10-05 大国工匠.md").read_text("utf-8") == "读者自己写的"


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no symbolic links here")
async def test_a_link_that_leads_nowhere_is_not_followed(
    desk: Newsdesk, folder: Path, tmp_path: Path
) -> None:
    make(folder)
    (folder / "2026-10-05 大国工匠.md").symlink_to(tmp_path / "elsewhere")
    clipped = await desk.clippings.save(article())
    assert clipped.path.name == "2026-10-05 大国工匠 (2).md"
    assert not (tmp_path / "elsewhere").exists()


async def test_a_title_cannot_lead_out_of_the_folder(desk: Newsdesk, folder: Path) -> None:
    clipped = await desk.clippings.save(article(title="../../.bashrc"))
    assert clipped.path.parent == folder
    assert names(folder.parent) == ["剪报"]


async def test_the_stars_become_a_book(desk: Newsdesk, library: Library, folder: Path) -> None:
    for number in (1, 2, 3):
        id_ = library.articles.save(article(number, f"第{number}篇"), None, fetched=WHEN)
        if number > 1:
            library.marks.starred([id_], True, WHEN)
    book = await desk.clippings.export(Shelf(starred=True), "收藏")
    assert (book.path, book.articles, book.damaged) == (folder / "收藏.epub", 2, 0)
    with zipfile.ZipFile(book.path) as archive:
        assert sum("第" in archive.read(name).decode() for name in archive.namelist() if "text/" in name) == 2
    assert (await desk.clippings.export(Shelf(starred=True), "收藏")).path == folder / "收藏 (2).epub"


async def test_of_nothing_no_book_is_made(desk: Newsdesk, folder: Path) -> None:
    with pytest.raises(InputError, match="没有存下的文章"):
        await desk.clippings.export(Shelf(starred=True), "收藏")
    assert names(folder) == []


async def test_where_nothing_can_be_written(desk: Newsdesk, folder: Path) -> None:
    folder.parent.write_text("a file where the folder should be")
    with pytest.raises(InputError, match="写不了"):
        await desk.clippings.save(article())


async def test_without_a_setting_clippings_lie_among_the_documents(
    library: Library, told: ToldSite, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DOCUMENTS_DIR", str(home / "文稿"))
    clipped = await Newsdesk(library, told, Settings()).clippings.save(article())
    assert clipped.path.parent == home / "文稿/剪报"


async def test_a_tilde_is_the_reader_s_home(library: Library, told: ToldSite, home: Path) -> None:
    clipped = await Newsdesk(library, told, Settings(clippings="~/clips")).clippings.save(article())
    assert clipped.path.parent == home / "clips"


def test_a_citation_is_dated_today(desk: Newsdesk, clock: Clock) -> None:
    assert f"[{clock().astimezone(UTC):%Y-%m}" in desk.clippings.citation(article())


async def test_a_folder_gone_wrong_is_told(
    desk: Newsdesk, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zhonggong_reader.newsdesk.clipping._MOST", 3)
    for number in (1, 2):
        await desk.clippings.save(article(number))
    with pytest.raises(InputError, match="文件太多了"):
        await desk.clippings.save(article(3))
    assert len(names(folder)) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
async def test_a_pipe_in_a_clipping_s_place_is_not_waited_for(desk: Newsdesk, folder: Path) -> None:
    make(folder)
    os.mkfifo(folder / "2026-10-05 大国工匠.md")
    with within(10):
        clipped = await desk.clippings.save(article())
    assert clipped.path.name == "2026-10-05 大国工匠 (2).md"

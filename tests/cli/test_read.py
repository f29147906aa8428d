"""`read`: whatever the source, one article or one line that says why not."""

import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unicodedata import category

import pytest
from loopback import Site
from msgspec.structs import replace
from program import Finished
from rich.cells import cell_len

from zhonggong_reader.library import Library
from zhonggong_reader.model import Paragraph
from zhonggong_reader.text import Clean

PAGES = Path(__file__).parents[1] / "pages"
ADDRESS = "https://www.workercn.cn/c/2026-10-05/8907680.shtml"
FILE = PAGES / "site/c/2026-10-05/8907680.shtml"
TITLE = "在海拔三千米的变电站里，巡检班组用脚步丈量了两万公里线路"

Program = Callable[..., Finished]
Fails = Callable[..., str]


def expected(page: Path) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(page.with_suffix(".json").read_text("utf-8"))
    value.pop("content_type", None)
    return value


@pytest.mark.parametrize("width", [8, 9, 24, 40, 73, 200])
def test_no_line_is_wider_than_asked_for_and_nothing_is_lost(program: Program, width: int) -> None:
    done = program("read", "sample", "--width", str(width))
    assert (done.code, done.err) == (0, "")
    assert max(map(cell_len, done.out.splitlines())) <= width
    words = "".join(done.out.split())
    assert "首届大国工匠创新交流大会开幕" in words
    assert "责任编辑：李方" in words


def test_a_pipe_gets_text_of_the_measure_that_the_settings_name(program: Program, config: Path) -> None:
    config.write_text("measure = 40\n", "utf-8")
    lines = program("read", "sample", COLUMNS="30").out.splitlines()
    assert 38 <= max(map(cell_len, lines)) <= 40


def test_text_is_for_reading_alone(program: Program) -> None:
    out = program("read", "sample").out
    assert not [character for character in out if category(character)[0] == "C" and character != "\n"]


def test_json_is_the_article_of_the_contract(program: Program) -> None:
    article = program("read", "sample", "--format", "json").json()
    assert list(article) == [
        "address",
        "title",
        "channel",
        "source",
        "published",
        "original_title",
        "dateline",
        "reporters",
        "editor",
        "pages",
        "characters",
        "blocks",
        "links",
    ]
    assert article["address"] == "https://www.workercn.cn/c/2022-04-28/6945203.shtml"
    assert article["published"] == "2022-04-28T07:14:00+08:00"
    assert article["dateline"] == "中工网北京4月27日电"
    assert article["reporters"] == ["郑莉", "郝赫", "朱欣"]
    assert (article["editor"], article["channel"], article["source"]) == ("李方", "全总", "中工网-工人日报")
    assert article["pages"] == 1
    assert isinstance(article["characters"], int)
    assert {block["kind"] for block in article["blocks"]} == {"paragraph", "picture"}
    [picture] = [block for block in article["blocks"] if block["kind"] == "picture"]
    assert list(picture) == ["kind", "address", "caption", "credit"]


def test_markdown_begins_with_the_headline(program: Program) -> None:
    done = program("read", "sample", "--format", "markdown")
    assert "# 首届大国工匠创新交流大会开幕" in done.out.splitlines()
    assert done.out.endswith("\n")


def test_an_address_is_fetched_once_and_then_read_without_the_site(program: Program, site: Site) -> None:
    first = program("read", ADDRESS, "--format", "json")
    assert first.err == ""
    assert first.json() == expected(FILE)
    site.stop()
    again = program("read", f"http://news.workercn.cn/{ADDRESS[24:]}", "--format", "json")
    assert (again.code, again.out) == (0, first.out)
    assert site.count() == 1


@pytest.mark.usefixtures("stocked")
def test_ids_of_the_list_are_sources(program: Program) -> None:
    rows = program("list", "--format", "json").json()
    assert program("read", str(rows[0]["id"]), "--format", "json").json()["title"] == rows[0]["title"]


@pytest.mark.usefixtures("stocked")
def test_an_id_of_nothing(fails: Fails) -> None:
    assert "没有编号为 4711 的文章" in fails("read", "4711")


def test_a_saved_file_is_understood_by_its_content(program: Program, tmp_path: Path) -> None:
    saved = tmp_path / "网页 1.html"
    shutil.copy(FILE, saved)
    article = program("read", saved, "--format", "json").json()
    assert (article["title"], article["editor"]) == (TITLE, "李方")
    with_address = program("read", saved, "--address", ADDRESS, "--format", "json").json()
    assert with_address == expected(FILE)


@pytest.mark.parametrize("name", ["gbk-lying", "gbk-stray"])
def test_a_file_in_gbk(program: Program, name: str) -> None:
    file = PAGES / f"articles/{name}.shtml"
    wanted = expected(file)
    done = program("read", file, "--address", wanted["address"], "--format", "json")
    read = done.json()
    assert (read["address"], read["title"], read["blocks"]) == (
        wanted["address"],
        wanted["title"],
        wanted["blocks"],
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", "c/2026-10-05/1.shtml", ""])
def test_what_is_no_address_is_refused_for_files_too(fails: Fails, address: str) -> None:
    assert "不是网页的网址" in fails("read", FILE, "--address", address)


@pytest.mark.parametrize(
    "source",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://www.workercn.cn/",
        "https://",
        "HTTPS://user@www.workercn.cn/c/2026-10-05/8907680.shtml",
    ],
)
def test_what_is_no_address_of_a_page_is_not_fetched(fails: Fails, site: Site, source: str) -> None:
    assert "不是网页的网址" in fails("read", source)
    assert site.count() == 0


def test_a_page_of_another_site_is_fetched_read_and_kept(program: Program, site: Site) -> None:
    site.put("/2022/0601/1.html", (PAGES / "any/seen/regional-breaks.html").read_bytes())
    address = f"{site.address}/2022/0601/1.html"
    article = program("read", address, "--format", "json").json()
    assert (article["title"], article["source"]) == ("半毫米的较量", "大海网-大海日报")
    assert (article["address"], article["channel"]) == (address, None)
    assert program("read", address, "--format", "json").json() == article
    assert site.count("/2022/0601/1.html") == 1


def test_a_saved_page_of_another_site_is_read(program: Program) -> None:
    page = PAGES / "any/seen/sina-like.html"
    article = program("read", page, "--address", "https://news.example.com/1.html", "--format", "json").json()
    assert (article["title"], article["source"]) == ("夜班公交二十三路的四年", "都市早报")
    assert article["address"] == "https://news.example.com/1.html"


def test_an_article_that_is_gone(fails: Fails, site: Site) -> None:
    assert "在网站上已找不到" in fails("read", "https://www.workercn.cn/c/2026-10-05/1.shtml")


def test_without_a_network(fails: Fails) -> None:
    assert "连不上" in fails("read", ADDRESS)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "网页是空的"),
        (b" \n\t", "网页是空的"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "不是网页"),
        (b"x" * (5 * 1024 * 1024), "超过 4 MB"),
        (b"<div>" * 1000, "嵌套"),
    ],
    ids=["empty", "blank", "PNG", "5 MB", "nested"],
)
def test_a_wrong_file(fails: Fails, tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "x.html"
    file.write_bytes(content)
    assert reason in fails("read", file)


@pytest.mark.parametrize("name", ["cut-early", "no-body", "no-title"])
def test_a_page_that_is_no_article(fails: Fails, name: str) -> None:
    fault = json.loads((PAGES / f"faults/{name}.json").read_text("utf-8"))
    assert fails("read", PAGES / f"faults/{name}.html").endswith(fault["error"])


def test_a_file_that_does_not_say_where_it_is_from_has_no_address(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "saved.html"
    page = FILE.read_text("utf-8")
    file.write_text(re.sub(r"<(link|meta)[^>]*(canonical|og:url)[^>]*>", "", page), "utf-8")
    assert program("read", file, "--format", "json").json()["address"] is None


def test_a_page_cut_off_in_the_body_gives_what_there_is_and_says_so(program: Program, tmp_path: Path) -> None:
    whole = FILE.read_bytes()
    file = tmp_path / "cut.html"
    file.write_bytes(whole[: whole.rindex(b"</p>", 0, whole.index("一条走不完的路".encode()))])
    done = program("read", file, "--address", ADDRESS, "--format", "json")
    blocks = expected(FILE)["blocks"]
    kept = next(number for number, block in enumerate(blocks) if block.get("text") == "一条走不完的路")
    assert done.json()["blocks"] == blocks[:kept]
    assert "没有结尾" in done.err
    assert program("read", FILE).err == ""


def test_what_is_no_file(fails: Fails, tmp_path: Path) -> None:
    assert "没有这个文件" in fails("read", tmp_path / "missing.html")
    assert "这是文件夹" in fails("read", tmp_path)
    assert "名称太长" in fails("read", "长" * 200)
    # Python reads no number of more than 4,300 digits.
    assert "名称太长" in fails("read", "9" * 5000)


@pytest.fixture
def changed(stocked: Path) -> int:
    """The id of an article of the stocked library that the site has changed and taken down since."""
    with Library(stocked) as library:
        kept = library.articles.get(ADDRESS)
        assert kept is not None
        blocks = (Paragraph(Clean("全新的一段。")), *kept.article.blocks[1:])
        when = datetime(2026, 10, 6, 2, tzinfo=UTC)
        library.articles.save(replace(kept.article, blocks=blocks), None, fetched=when)
        library.editions.withdrawn(ADDRESS, when)
        return kept.id


def test_a_changed_or_withdrawn_article_says_so_beside_its_text(program: Program, changed: int) -> None:
    done = program("read", str(changed))
    assert done.code == 0
    assert "全新的一段。" in done.out
    first, second = done.err.splitlines()
    assert first.startswith("zhonggong-reader: 已撤下：网站上找不到它了")
    assert second.startswith("zhonggong-reader: 已更新：网站改过它")
    assert second.endswith("加 --changes 看改了什么")
    assert list(program("read", str(changed), "--format", "json").json())[:2] == ["address", "title"]


def test_changes_are_written_with_brackets_round_what_went_and_came(program: Program, changed: int) -> None:
    for source in (str(changed), ADDRESS):
        done = program("read", source, "--changes", "--width", "50")
        assert (done.code, done.err) == (0, "")
        assert max(map(cell_len, done.out.splitlines())) <= 50
        assert "2026-10-06 10:00 取到的改动" in done.out
        assert "［工人日报-中工网记者 黄榆 通讯员 谢宏］" in done.out
        assert "｛全新的一段。｝" in done.out
        assert "处未改）" in done.out
        assert "摸温度" not in done.out


def test_changes_follow_script_and_line_spacing(program: Program, changed: int) -> None:
    plain = program("read", str(changed), "--changes", "--width", "50").out
    for name, value in (("script", "traditional"), ("line_spacing", "1")):
        assert program("config", "set", name, value).code == 0
    led = program("read", str(changed), "--changes", "--width", "50").out
    assert "［工人日報-中工網記者 黃榆 通訊員 謝宏］" in led
    assert "｛全新的一段。｝" in led
    assert len(led.splitlines()) > len(plain.splitlines())
    assert [line for line in led.splitlines() if line.strip()] != led.splitlines()


def test_what_never_changed_or_is_not_there_has_no_changes(
    stocked: Path, fails: Fails, program: Program
) -> None:
    with Library(stocked) as library:
        other = library.headlines.find("https://www.workercn.cn/c/2026-10-05/8907655.shtml")
    assert other is not None
    assert fails("read", str(other.id), "--changes").endswith("没有改动过")
    assert "书库里没有“4711”" in fails("read", "4711", "--changes")
    for rest in (("sample",), (str(other.id), "--format", "json"), (str(other.id), "--columns", "2")):
        done = program("read", *rest, "--changes")
        assert done.code == 2
        assert "--changes" in done.err

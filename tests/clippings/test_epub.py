"""EPUB: a container that reading systems open, whatever the articles say. Read back part by part."""

import io
import posixpath
import subprocess
import tracemalloc
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from articles import article_of, every_kind
from books import JPEG, PNG, XHTML, Book, check_whole, kept, nothing, words
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from zhonggong_reader.clippings import epub
from zhonggong_reader.clippings.epub import markup
from zhonggong_reader.model import Link, Picture, Subheading
from zhonggong_reader.text import clean

HOSTILE = "</p><script>alert(1)</script>&amp;]]>\"' ﻿\x1b[31m\x00 [@click=app.quit]"


def test_a_book_of_every_kind_of_block() -> None:
    article = replace(every_kind(), kicker=clean("工会在行动"), reporters=(clean("张三"), clean("李四")))
    book = Book(article, picture=lambda address: JPEG if address.endswith("a.jpg") else None)
    check_whole(book)
    chapter = book.chapter()
    text = words(chapter)
    for said in (
        article.title,
        "工会在行动",
        "原标题：帮扶86.5万人次 各级工会交出成绩单",
        "中工网-工人日报 · 2026-10-05 07:14",
        "各级工会累计帮扶困难职工86.5万人次",
        "图为职工在技能竞赛现场。　记者 摄",
        "责任编辑：李方",
        "帮扶平台",
    ):
        assert said in text
    [image] = chapter.iter(XHTML + "img")
    assert book.archive.read(posixpath.normpath(f"EPUB/text/{image.get('src')}")) == JPEG
    assert image.get("alt") == "图为职工在技能竞赛现场。　记者 摄"
    assert [len(row) for row in chapter.iter(XHTML + "tr")] == [3, 3, 3]
    assert [words(p) for quote in chapter.iter(XHTML + "blockquote") for p in quote] == [
        "第一条　扎根一线，服务职工。",
        "第二条　说了就办，办就办好。",
    ]
    assert book.metadata("creator") == ["张三", "李四"]
    assert book.metadata("publisher") == ["中工网-工人日报"]
    assert book.metadata("date") == ["2026-10-05"]
    assert book.metadata("source") == [article.address]
    assert "2026-10-06T01:02:03Z" in words(book.package)
    assert b"text-indent: 2em" in book.archive.read("EPUB/style.css")


def test_a_book_without_a_name_is_that_of_its_only_article() -> None:
    assert Book(every_kind(), title="").metadata("title") == [every_kind().title]
    assert Book(every_kind(), every_kind(), title="").metadata("title") == ["剪报"]


def test_contents_go_by_days_and_the_cover_says_from_when_to_when() -> None:
    one, published = every_kind(), every_kind().published
    assert published
    book = Book(
        replace(one, title=clean("甲")),
        replace(one, title=clean("乙")),
        replace(one, title=clean("丙"), published=published - timedelta(days=3)),
        replace(one, title=clean("丁"), published=None),
    )
    check_whole(book)
    days = [words(span) for span in book.xml("EPUB/nav.xhtml").iter(XHTML + "span")]
    assert days == ["2026-10-05", "2026-10-02", "日期不详"]
    for part in ("EPUB/cover.xhtml", "EPUB/cover.svg"):
        assert "2026-10-02 至 2026-10-05 · 4 篇" in words(book.xml(part))
        assert "收藏" in words(book.xml(part))


def test_a_picture_is_in_the_book_once_and_only_if_every_reader_shows_its_kind() -> None:
    files = {"p.png": PNG, "q.png": PNG, "w.webp": b"RIFF\0\0\0\0WEBP", "s.svg": b"<svg onload='x()'/>"}
    article = article_of(*(Picture(f"https://example.org/{name}", clean(name)) for name in files))
    book = Book(article, article, picture=lambda address: files[address.rpartition("/")[2]])
    check_whole(book)
    assert [name for name in book.names if "pictures" in name] == [
        next(name for name in book.names if name.endswith(".png"))
    ]
    chapter = book.chapter()
    assert len(list(chapter.iter(XHTML + "img"))) == 2
    links = [link.get("href") for link in chapter.iter(XHTML + "a")]
    assert "https://example.org/w.webp" in links
    assert "https://example.org/s.svg" in links


@pytest.mark.parametrize("articles", [0, 1, 3])
def test_the_same_articles_give_the_same_bytes(articles: int) -> None:
    made = [Book(*[every_kind()] * articles, picture=lambda _: PNG) for _ in range(2)]
    check_whole(made[0])
    assert made[0].file.getvalue() == made[1].file.getvalue()
    assert made[0].metadata("identifier") != Book(every_kind(), title="另一本").metadata("identifier")


def test_hostile_text_is_shown_and_does_nothing() -> None:
    words_ = clean(HOSTILE)
    article = replace(
        every_kind(),
        title=words_,
        source=words_,
        editor=words_,
        kicker=words_,
        original_title=clean(HOSTILE + "原"),
        blocks=(*every_kind().blocks, Subheading(words_), Picture('https://x.cn/"><script>', words_, words_)),
        links=(
            Link(words_, "javascript:alert(1)"),
            Link(words_, "https://user:word@example.org/"),
            Link(words_, 'https://example.org/"onclick="x()"><b>'),
            Link(words_, "https://中国.cn/新闻"),
        ),
    )
    book = Book(article, title=HOSTILE)
    check_whole(book)
    chapter = book.chapter()
    shown = "</p><script>alert(1)</script>&amp;]]>\"' [31m [@click=app.quit]"
    assert shown in words(chapter)
    assert [words(element) for element in chapter.iter(XHTML + "h1")] == [shown]
    links = [link.get("href") for link in chapter.iter(XHTML + "a")]
    assert "https://xn--fiqs8s.cn/%E6%96%B0%E9%97%BB" in links
    assert not [link for link in links if link and ("user" in link or "script" in link.split("%")[0])]


@given(st.text(max_size=60), st.text(max_size=30))
def test_any_text_makes_a_whole_book(body: str, title: str) -> None:
    article = article_of(clean(body) or "字", title=clean(title) or clean("题"))
    check_whole(Book(article, title=title))


def test_of_many_articles_little_stays_in_memory(tmp_path: Path) -> None:
    article = article_of(*["中" * 1_500] * 4)
    with (tmp_path / "book.epub").open("w+b") as file:
        epub.write(kept(article), file, title="一", picture=nothing)
        tracemalloc.start()
        count = epub.write(
            kept(*(replace(article, title=clean(f"第{n}篇")) for n in range(2_000))),
            file,
            title="多",
            picture=nothing,
        )
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    # The texts alone are 24 MB in memory; contents and the archive's directory take 2 KB an article.
    assert count == 2_000
    assert peak < 8_000_000


@pytest.mark.skipif(
    not Path("/usr/share/java/epubcheck.jar").exists() and not Path("/usr/bin/epubcheck").exists(),
    reason="Debian's epubcheck is not installed here",
)
def test_epubcheck_finds_nothing(tmp_path: Path) -> None:
    article = replace(every_kind(), title=clean(HOSTILE))
    picture = _png()
    path = tmp_path / "book.epub"
    path.write_bytes(Book(article, every_kind(), picture=lambda _: picture).file.getvalue())
    jar = next(p for p in ("/usr/share/java/epubcheck.jar", "/usr/bin/epubcheck") if Path(p).exists())
    done = subprocess.run(["java", "-jar", jar, path], capture_output=True, text=True, check=False)
    assert "0 fatals / 0 errors / 0 warnings" in done.stdout + done.stderr


def _png() -> bytes:
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_no_xml_may_hold_is_left_out(character: str) -> None:
    element = f"<a b={markup.attribute(f'题{character}目')}>{markup.text(f'题{character}目')}</a>"
    read = ElementTree.fromstring(element)
    assert (read.text, read.attrib) == ("题目", {"b": "题目"})


@pytest.mark.parametrize("words", ["\"'><&]]>", "' onload='x", '" onload="x', "&#34;", "<!--", "&evil;"])
def test_nothing_ends_text_or_an_attribute(words: str) -> None:
    read = ElementTree.fromstring(f"<a b={markup.attribute(words)}>{markup.text(words)}</a>")
    assert (read.text, read.attrib) == (words, {"b": words})

"""Markdown: what a page says comes out as words, never as syntax."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from zhonggong_reader.clippings import markdown
from zhonggong_reader.model import (
    BEIJING,
    Article,
    Block,
    Link,
    Paragraph,
    Picture,
    Quote,
    Subheading,
    Table,
    Video,
)
from zhonggong_reader.text import Clean, clean

ADDRESS = "https://www.workercn.cn/c/2022-04-28/6945203.shtml"
SYNTAX = st.text(
    st.sampled_from("\\`*_{}[]()<>#+-.!|~&$@:=^\"'%/123ab字。 　\nhtpw"), min_size=1, max_size=40
)
"""Text thick with what Markdown reads as syntax."""


def document(*blocks: Block) -> str:
    """Return the Markdown of an article of `blocks`, between its headline and its address."""
    article = Article(address=ADDRESS, title=Clean("题"), blocks=blocks)
    text = markdown(article)
    head, tail = (
        "# 题\n\n",
        f"\n\n原文：<{ADDRESS}>\n",
    )
    assert text.startswith(head)
    assert text.endswith(tail)
    return text.removeprefix(head).removesuffix(tail)


def parsed(text: str) -> list[Token]:
    """Return `text` as GitHub's dialect reads it, bare addresses made links included."""
    return MarkdownIt("gfm-like").parse(text)


def words(text: str) -> str:
    """Return what a reader of the rendered `text` sees, and fail where it is more than a paragraph."""
    tokens = parsed(text)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {token.type for token in children} <= {"text", "text_special", "hardbreak"}
    return "".join("\n" if token.type == "hardbreak" else token.content for token in children)


def test_an_article_as_a_whole() -> None:
    article = Article(
        address=ADDRESS,
        title=Clean("首届大国工匠创新交流大会开幕"),
        channel=Clean("全总"),
        source=Clean("中工网-工人日报"),
        published=datetime(2022, 4, 28, 7, 14, tzinfo=BEIJING),
        original_title=Clean("大国工匠创新交流大会开幕"),
        editor=Clean("李方"),
        blocks=(
            Paragraph(Clean("中工网北京4月27日电")),
            Subheading(Clean("一、开幕")),
            Picture("https://www.workercn.cn/a_(1).jpg", Clean("图为北京主会场。"), Clean("杨登峰 摄")),
            Picture("https://www.workercn.cn/b.jpg"),
            Video("https://www.workercn.cn/c.mp4", Clean("现场")),
            Quote(Clean("劳动光荣\n创造伟大")),
            Table(((Clean("项目"), Clean("数量")), (Clean("工匠|人"),))),
        ),
        links=(Link(Clean("大会[专题]"), "https://www.workercn.cn/zt/?a=1&copy;=2"),),
    )
    assert (
        markdown(article)
        == f"""\
# 首届大国工匠创新交流大会开幕

原标题：大国工匠创新交流大会开幕

全总 · 中工网-工人日报 · 2022-04-28 07:14

中工网北京4月27日电

## 一、开幕

![图为北京主会场。　杨登峰 摄](https://www.workercn.cn/a_%281%29.jpg)

*图为北京主会场。　杨登峰 摄*

![图片](https://www.workercn.cn/b.jpg)

[视频：现场](https://www.workercn.cn/c.mp4)

> 劳动光荣\\
> 创造伟大

| 项目 | 数量 |
| --- | --- |
| 工匠\\|人 |  |

责任编辑：李方

- [大会\\[专题\\]](https://www.workercn.cn/zt/?a=1\\&copy;=2)

原文：<{ADDRESS}>
"""
    )
    kinds = [token.type for token in parsed(markdown(article)) if token.type.endswith("_open")]
    assert kinds.count("heading_open") == 2
    assert kinds.count("blockquote_open") == 1
    assert kinds.count("td_open") == 2


@pytest.mark.parametrize(
    "text",
    [
        "# 不是标题",
        "- 不是列表",
        "1. 不是编号",
        "2022) 不是编号",
        "---",
        "===",
        "> 不是引文",
        "    不是代码",
        "```",
        "*不斜* _不斜_ **不粗** ~~不删~~ `不是代码`",
        "<script>alert(1)</script>",
        "<https://example.org/>",
        "[字](javascript:alert(1))",
        "![图](https://example.org/a.png)",
        "[字]: https://example.org/",
        "&lt;&#27;&copy;",
        "见 https://example.org/ 与 www.example.org 或 a@example.org",
        "| 甲 | 乙 |",
        "\\* 反斜线 \\",
        "价格 $5 与 $6",
        "C:\\path\\",
    ],
)
def test_syntax_comes_out_as_words(text: str) -> None:
    assert words(document(Paragraph(Clean(text)))) == text.strip()


@given(SYNTAX.map(clean).filter(str.strip))
def test_any_text_comes_out_as_words(text: Clean) -> None:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    assert words(document(Paragraph(text))) == "\n".join(lines)


@given(SYNTAX.map(clean).filter(str.strip))
def test_any_text_stays_in_its_heading_quote_cell_and_caption(text: Clean) -> None:
    blocks = (Subheading(text), Quote(text), Table(((text, text), (text,))), Picture(ADDRESS, text))
    tokens = parsed(document(*blocks))
    assert [token.type for token in tokens if token.level == 0 and token.nesting >= 0] == [
        "heading_open",
        "blockquote_open",
        "table_open",
        "paragraph_open",
        "paragraph_open",
    ]
    assert sum(token.type in {"td_open", "th_open"} for token in tokens) == 4
    types = {child.type for token in tokens for child in token.children or []}
    assert types <= {"text", "text_special", "hardbreak", "image", "em_open", "em_close"}


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "/c/1.shtml", "file:///etc/passwd"]
)
def test_only_the_web_is_led_to(address: str) -> None:
    for block in (Picture(address, Clean("图")), Video(address, Clean("影"))):
        assert "](" not in document(block)


def test_a_caption_without_its_picture_stands_alone() -> None:
    assert document(Picture(None, Clean("图为主会场。"), Clean("杨登峰 摄"))) == "*图为主会场。　杨登峰 摄*"


def test_an_address_cannot_end_its_link() -> None:
    text = document(Video('https://example.org/a)b "c" <d> 中', Clean("影")))
    [link] = [token for token in parsed(text)[1].children or [] if token.type == "link_open"]
    assert link.attrs == {"href": "https://example.org/a%29b%20%22c%22%20%3Cd%3E%20%E4%B8%AD"}


def test_a_table_without_cells_is_left_out() -> None:
    assert document(Paragraph(Clean("前")), Table(((),)), Paragraph(Clean("后"))) == "前\n\n后"


def test_no_dialect_reads_a_formula_between_prices() -> None:
    assert r"价格 \$5 与 \$6" in document(Paragraph(Clean("价格 $5 与 $6")))

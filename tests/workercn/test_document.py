"""What a page may cost: each limit at the limit and one beyond; amplified pages end soon."""

from collections.abc import Callable

import pytest
from selectolax.lexbor import SelectolaxError

from zhonggong_reader.errors import PageNotUnderstood
from zhonggong_reader.workercn import limits
from zhonggong_reader.workercn.document import Document

ATTRIBUTES = b" ".join(b"a%d='1'" % number for number in range(199))
FONTS = b"".join(b"<font size=%d>" % size for size in range(400))


def filled(size: int) -> bytes:
    return b"<p>" + b"x" * (size - 3)


@pytest.mark.parametrize(
    ("build", "limit", "complaint"),
    [
        (filled, limits.PAGE_LIMIT, "MB"),
        (lambda count: b"<div>" * count, limits.NESTING_LIMIT, "嵌套"),
        (lambda count: b"<br>" * count, limits.TAG_LIMIT, "标签有"),
        (lambda count: b"<p>" + b"</br>" * count, limits.TAG_LIMIT, "标签有"),
        (lambda count: b"<p>" + b"<body a=1>" * count, limits.ROOT_LIMIT, "别的网页"),
        (lambda count: b"<p>" + b"<option>x" * count, limits.OPTION_LIMIT, "选项"),
        (
            lambda count: b"<p " + b" ".join(b"a%d='>'" % n for n in range(count)) + b">",
            limits.ATTRIBUTE_LIMIT,
            "属性",
        ),
        (
            lambda count: b"<p></p " + b" ".join(b"a%d='>'" % n for n in range(count)) + b">",
            limits.ATTRIBUTE_LIMIT,
            "属性",
        ),
        # In a comment they open nothing, which keeps the page small; what could open is what counts.
        (
            lambda count: b"<!--" + b"<b>" * 98 + b"-->" + b"<p>" * (count - 98),
            limits.REPEAT_LIMIT // (98 + 2),
            "格式标签",
        ),
    ],
)
def test_limits(
    build: Callable[[int], bytes], limit: int, complaint: str, document: Callable[..., Document]
) -> None:
    document(build(limit - 1))
    document(build(limit))
    with pytest.raises(PageNotUnderstood, match=complaint):
        document(build(limit + 1))


@pytest.mark.parametrize(
    "body",
    [
        b"<p>" + FONTS + b"</p><p>x" * 9_000,
        b"<p>" + FONTS.replace(b">", b" a='</font>'>") + b"</p><p>x" * 9_000,
        b"<script>\"<a b='</script><p>" + FONTS + b"'>" + b"</p><p>x" * 9_000,
        b"<script><!--<script></script> <a b='</script><p>" + FONTS + b"'>" + b"</p><p>x" * 9_000,
        b"<!-- <a b='--><p>" + FONTS + b"'>" + b"</p><p>x" * 9_000,
        b"<div>" + FONTS.replace(b">", b"><table><td></font></table>") + b"</div><p>x" * 9_000,
        b"<div>" + FONTS.replace(b">", b"><svg><![CDATA[</font>]]></svg>") + b"</div><p>x" * 9_000,
        b"<div>" + FONTS.replace(b">", b"><?</font>") + b"</div><p>x" * 9_000,
        b"<div>" + FONTS.replace(b">", b">x<<b></b>/font>") + b"</div><p>x" * 9_000,
        b"<div>" + (b"<font %s>" % ATTRIBUTES) * 3 + b"</div>" + b"<p>x</p>" * 9_000,
        b"<div>" + (b"<font %s>" % ATTRIBUTES) * 80 + b"</div>" + b"<p>x</p>" * 150,
        b"<div><a %s></div>" % ATTRIBUTES + b"<p>x</p>" * 9_000,
    ],
    ids=[
        "open",
        "closed in an attribute",
        "script",
        "script in a script",
        "comment",
        "closed in a cell",
        "closed as data",
        "closed in an instruction",
        "closed once others are taken out",
        "few with many attributes",
        "many attributes on a short page",
        "a link with many attributes",
    ],
)
def test_open_formatting_is_not_repeated_without_bound(
    body: bytes, document: Callable[..., Document]
) -> None:
    with pytest.raises(PageNotUnderstood, match="格式标签"):
        document(body)


@pytest.mark.parametrize(
    "body", [b'<div a="</div>">' * 600, b"<svg><style>" + b"<div>" * 600, b"<table><td>" * 200]
)
def test_nesting_is_told_from_the_tree(body: bytes, document: Callable[..., Document]) -> None:
    with pytest.raises(PageNotUnderstood, match="嵌套"):
        document(body)


def test_many_formatted_words_are_no_open_tags(document: Callable[..., Document]) -> None:
    words = (
        '<p><font color="red"><b>红</b><img src="/1.gif">字</font>，<a href="/"><i>斜</i><br/>体</a>。</p>'
    )
    assert document(words * 1_500).body.text().count("红") == 1_500


def test_a_page_without_limits_near_is_read(document: Callable[..., Document]) -> None:
    body = (
        b"<title> a\nb </title><script>if (a<b && c>d) document.write('<div>')</script>"
        + b"<p><b>x</b>" * 2_000
    )
    assert document(body).title == "a b"


def test_a_tree_for_which_there_is_no_memory_is_not_understood(
    document: Callable[..., Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    def parser(*_: object, **__: object) -> object:
        raise SelectolaxError

    monkeypatch.setattr("zhonggong_reader.workercn.document.LexborHTMLParser", parser)
    with pytest.raises(PageNotUnderstood, match="太复杂"):
        document("<p>x</p>")


def test_a_null_character_cuts_nothing_off(document: Callable[..., Document]) -> None:
    assert "后" in document("<p>前\0后</p>").body.text()


@pytest.mark.parametrize(
    ("address", "found", "expected"),
    [
        ("https://www.workercn.cn/pl/pl/", "../a.jpg", "https://www.workercn.cn/pl/a.jpg"),
        ("saved.html", "/a.jpg", "https://www.workercn.cn/a.jpg"),
        ("https://www.workercn.cn/pl/pl/", "javascript:x", None),
        ("https://www.workercn.cn/pl/pl/", "", None),
    ],
)
def test_addresses_in_the_page(
    address: str, found: str, expected: str | None, document: Callable[..., Document]
) -> None:
    assert document("<p>x</p>", address).resolve(found) == expected

"""Lines of a page: what a browser would lay out, and long lists of links as one line until they are read."""

from collections.abc import Callable

from zhonggong_reader.model import Link, Paragraph
from zhonggong_reader.text import Clean
from zhonggong_reader.workercn import article
from zhonggong_reader.workercn.document import Document
from zhonggong_reader.workercn.layout import lines_and_spans, lines_of, unrolled

ELSEWHERE = "https://news.example.cn/1.html"
PROSE = "职工技术学校的教室里，一台旧车床刚刚装好，学员们围着它听声音，记下每一次异响。"
HEAD = "<title>旧车床进教室_某网</title><h1>旧车床进教室</h1><p>2026-10-05 08:00 来源：某报</p>"


def links(count: int, words: str = "第{}号附件") -> str:
    return "".join(f'<li><a href="/{n}.pdf">{words.format(n)}</a></li>' for n in range(count))


def test_a_long_list_of_links_is_one_line_that_can_be_unrolled(document: Callable[..., Document]) -> None:
    body = document(f"<div><ol start=3>{links(9)}</ol></div><p>完。</p>").body
    lines, spans = lines_and_spans(body)
    assert [line.kind for line in lines] == ["list", "text"]
    assert [span.lines for span in spans] == [range(1), range(1, 2)]
    whole = list(unrolled(lines))
    assert [line.text for line in whole] == [line.text for line in lines_of(body)]
    assert (whole[0].mark, whole[0].text, whole[8].mark) == ("3. ", "第0号附件", "11. ")


def test_a_short_list_and_one_of_sentences_stay_as_they_are(document: Callable[..., Document]) -> None:
    assert len(lines_and_spans(document(f"<ul>{links(7)}</ul>").body)[0]) == 7
    assert len(lines_and_spans(document(f"<ul>{links(9, '读了{}遍。')}</ul>").body)[0]) == 9


def test_attachments_in_a_body_are_read_with_their_links(document: Callable[..., Document]) -> None:
    page = f"{HEAD}<div><p>{PROSE}</p><p>{PROSE}</p><ul>{links(12)}</ul><p>{PROSE}</p></div>"
    read = article.read(document(page, ELSEWHERE))
    assert read.blocks[2] == Paragraph(Clean("· 第0号附件"))
    assert len(read.blocks) == 15
    assert read.links[11] == Link(Clean("第11号附件"), "https://news.example.cn/11.pdf")


def test_an_unclosed_list_hides_no_article(document: Callable[..., Document]) -> None:
    page = f"{HEAD}<ul>{links(12)}<div>{f'<p>{PROSE}</p>' * 3}</div>"
    assert len(article.read(document(page, ELSEWHERE)).blocks) == 3

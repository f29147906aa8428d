"""The body of an article: its lines made into blocks, and what is not body left out.

Leaves out by what a line says: 原标题, 责任编辑, source and time, sharing, pagers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zhonggong_reader.model import Block, Link, Paragraph, Picture, Quote, Subheading, Table, Video
from zhonggong_reader.text import ARTICLE_LIMIT, BLOCK_LIMIT, Clean, clean, clean_line
from zhonggong_reader.workercn import byline, captions, header
from zhonggong_reader.workercn.document import Document
from zhonggong_reader.workercn.lines import Line

_SUBHEADING_LIMIT: Final = 40
"""Characters of a line in bold that is a heading; a longer one is an emphasised paragraph."""
_HEAD_LINES: Final = 8
"""Lines at the head of the body among which the header's own may stand once more."""
_HEAD_PROSE: Final = 2
"""Paragraphs that end that head."""

_NOT_BODY = re.compile(
    r"分享(?:到|至)?[:：]?.{0,30}|字号[:：]?[\s大中小]*|打印(?:本页)?|(?:【|\[)?(?:纠错|收藏|我要评论|打印)(?:】|\])?"
    r"|(?>(?:(?:点赞|收藏|举报|转发|复制链接|关闭窗口)\s*+\d*+\s*+)+)"
    r"|(?:扫一扫|扫码关注).{0,20}|[广廣]告|[（(【\[]?(?:文章来源|(?:栏目|本期)?主编|本文作者|(?:文字|图片|见习)编辑|题图来源|(?:责任)?校对)"
    r"\s*[:：][^。，]{1,20}[)）】\]]?"
    r"|(?:#[^\s#，。]{1,20}#?\s*){1,10}"
    r"|(?:延伸|相[关關]|推[荐薦]|更多|[扩擴]展)(?:[阅閱][读讀]|新[闻聞]|[报報]道|文章|[链連][接結])\s*[:：].{0,80}"
    r"|[请請]?[继繼][续續]往下[阅閱][读讀].{0,4}"
    r"|[^。]{0,40}(?:未[经經].{0,8}(?:授[权權]|[许許]可|允[许許]).{0,12}不得.{0,20}|[转轉][载載][请請](?:[联聯][系繫]|注明).{0,20})。?"
    r"|您的浏览器不支持.{0,20}|[×✕]|点击(?:此处)?(?:进入|查看)专题.{0,30}"
)
# What only a link can say.
_CALL = re.compile(r"(?:打开|下载|展开)[^。]{0,40}")
_PAGER = re.compile(
    r"(?:[\[【(]?(?:\d{1,3}(?!\d)|上一页|下一页|首页|尾页|末页|共\d{1,3}页|[<>«»…])[\])】]?\s*)+"
)
# Pictures of the template stand apart from what editors upload.
_ORNAMENT = re.compile(
    r"^https?://(?:[\w-]+\.)*workercn\.cn/(?:images|img|css|js)/|"
    r"/(?:blank|loading|spacer|space|icon|logo|share|pixel|lazy)[\w-]*\.(?:gif|png|jpe?g|svg)$",
    re.IGNORECASE,
)
_FILM_ADDRESS = re.compile(
    r"video|player|v\.qq\.com|youku|bilibili|\.(?:mp4|m3u8|flv|webm)(?:$|\?)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Body:
    """What is read of an article: blocks in order, and the links in their text."""

    blocks: tuple[Block, ...]
    links: tuple[Link, ...]


def read(document: Document, lines: list[Line], title: str) -> Body:
    """Return the body made of `lines`, those of the content alone; it may be empty."""
    kept = list(_kept(document, lines, title))
    blocks: list[Block] = []
    links: dict[Link, None] = {}
    size = number = 0
    while number < len(kept) and size < ARTICLE_LIMIT:
        block, taken = _block(document, kept, number)
        for line in kept[number : number + taken]:
            if line.links:
                links.update(dict.fromkeys(_links(document, line)))
            size += len(line.text)
        number += taken
        if block is not None:
            blocks.append(block)
    return Body(tuple(blocks), tuple(links))


def _kept(document: Document, lines: list[Line], title: str) -> Iterator[Line]:
    """Yield the lines that belong to the body."""
    label_before = begun = False
    paragraphs = 0
    for number, line in enumerate(lines):
        text = line.text
        if line.kind not in ("text", "heading"):
            if line.kind == "table" or _shown_address(document, line):
                yield line
            continue
        at_head = number < _HEAD_LINES and paragraphs < _HEAD_PROSE
        skipped = label_before or header.is_original_title(text)
        label_before = header.is_bare_label(text)
        if skipped or byline.is_editor_line(text) or _NOT_BODY.fullmatch(text):
            continue
        if at_head and (text == title or header.is_source_line(text)):
            continue
        if not begun and header.is_header_line(line):
            continue
        if _PAGER.fullmatch(text) and (line.links or " " in text or "页" in text):
            continue
        if 2 * line.linked > len(text) and _CALL.fullmatch(text):
            continue
        begun = True
        paragraphs += "。" in text
        yield line


def _block(document: Document, lines: list[Line], number: int) -> tuple[Block | None, int]:
    """Return the block that begins at line `number`, and how many lines it takes."""
    line = lines[number]
    following = lines[number + 1] if number + 1 < len(lines) else None
    if line.kind in ("picture", "video"):
        below = following if following is not None and captions.belongs(following, line) else None
        return _shown(document, line, below), 2 if below else 1
    if line.kind == "table":
        return Table(line.rows), 1
    if line.place.quote:
        passage = _passage(lines, number)
        return Quote(clean("\n".join(part.text for part in passage))), len(passage)
    if following is not None and following.kind == "picture" and _precedes(lines, number):
        return _shown(document, following, line), 2
    if captions.stands_alone(line):
        caption, credit = captions.split(line.text)
        return Picture(None, caption, credit), 1
    text = clean_line(line.mark + line.text, limit=BLOCK_LIMIT) if line.mark else line.text
    short_bold = line.bold and len(text) <= _SUBHEADING_LIMIT and not line.mark and not byline.is_byline(text)
    return (Subheading(text) if line.kind == "heading" or short_bold else Paragraph(text)), 1


def _passage(lines: list[Line], number: int) -> list[Line]:
    """Return the lines of one quotation."""
    quote = lines[number].place.quote
    passage: list[Line] = []
    for line in lines[number:]:
        if line.place.quote != quote or line.kind not in ("text", "heading"):
            break
        passage.append(line)
    return passage


def _precedes(lines: list[Line], number: int) -> bool:
    """Tell whether line `number` is the caption of the picture below it, which has none of its own."""
    line, picture = lines[number], lines[number + 1]
    if not captions.stands_alone(line) and not line.place.caption:
        return False
    return number + 2 >= len(lines) or not captions.belongs(lines[number + 2], picture)


def _shown(document: Document, line: Line, caption_line: Line | None) -> Picture | Video | None:
    address = _shown_address(document, line)
    if address is None:
        return None
    caption, credit = captions.split(caption_line.text) if caption_line is not None else (None, None)
    if line.kind == "video":
        whole = clean_line(caption_line.text) if caption_line is not None else None
        return Video(address, whole or None)
    return Picture(address, caption, credit)


def _shown_address(document: Document, line: Line) -> str | None:
    """Return the usable address of a picture or film; None for ornaments, counters and advertisements."""
    address = document.resolve(line.address)
    if address is None or (line.kind == "picture" and _ORNAMENT.search(address)):
        return None
    if line.kind == "video" and not _FILM_ADDRESS.search(address):
        return None
    return address


def _links(document: Document, line: Line) -> Iterator[Link]:
    for words, target in line.links:
        address = document.resolve(target) if not target.startswith("#") else None
        text: Clean = clean_line(words)
        if address is not None and text:
            yield Link(text, address)

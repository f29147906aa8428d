"""Who wrote it and where: dateline, reporters, editor, out of the words of an article.

Pure text. The forms are those of Chinese news agencies and papers: `中工网北京4月27日电
(工人日报-中工网记者郑莉 郝赫 朱欣)`, `工人日报-中工网记者 黄榆 通讯员 谢宏`, `本报北京…电（记者…）`,
`新华社…电`, `中工网讯`. Takes nothing away: the words stay where they stand.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from zhonggong_reader.text import Clean, clean_line

_AGENCY: Final = (
    r"(?:本报|本网|中工网|工人日报(?:客户端)?|新华社|新华网|中新社|中新网|人民网|央视新闻"
    r"|[\u4e00-\u9fff]{2,6}(?:社|网|报))"
)
# 讯 and 消息 begin other words, 电 does too.
_DATELINE = re.compile(
    rf"(?:{_AGENCY}(?:[-—/]{_AGENCY})?"
    r"(?:[\u4e00-\u9fff、/]{0,12}?(?:\d{1,4}年)?(?:\d{1,2}月)?\d{1,2}日(?:专)?电(?![力网话视影商子动台器池价车缆])"
    r"|[\u4e00-\u9fff]{0,6}讯(?![\u4e00-\u9fff])|[\u4e00-\u9fff]{0,8}消息(?![\u4e00-\u9fff])))"
)
# Most characters begin none of them, and one look ahead says so.
_ROLE = re.compile(
    r"(?=[见实特首高驻记通作撰文本])(?:(?:见习|实习|特约|首席|高级|驻[\u4e00-\u9fff]{2,4})?记者"
    r"|通讯员|实习生|作者|撰文|文字|特约评论员|本报评论员)"
)
_OTHER_ROLE = re.compile(r"摄影|摄像|编辑|校对|制图|视频|图片|[/／]?图[:：/]|摄$")
_NOT_NAMES: Final = frozenset(
    ("报道", "综合", "整理", "采写", "综合报道", "采访报道", "摄影报道", "等", "文", "图")
)
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,6}(?:·[\u4e00-\u9fff]{1,8}){1,3}")
_GLUED = re.compile(r"(?:记者|通讯员)[\u4e00-\u9fff]{4}")
_SEPARATORS = re.compile(r"[\s、，,;；/／|]+")
_IN_BRACKETS: Final = r"[（(【\[]([^（()）】\]]{2,120})[)）】\]]\s*"
_BRACKET = re.compile(rf"\s*{_IN_BRACKETS}")
_CLOSING = re.compile(rf"{_IN_BRACKETS}$")
_CLOSING_REACH: Final = 130
"""Characters at the end of an article in which its writers may stand in brackets."""
_BYLINE_START: Final = r"[（(【\[]?(?:[\u4e00-\u9fff]{2,8}(?:报|网|社|端)?(?:[-—/·]|\s)?){0,3}?"
_BYLINE = re.compile(rf"{_BYLINE_START}(?:{_ROLE.pattern})[\s:：]*[^。！？；“”]{{2,60}}")
_BYLINE_LIMIT: Final = 80
"""Characters; a longer line that begins with a reporter tells a story."""
_HEADER_BYLINE = re.compile(
    r"(?:作者|记者|撰文)\s*[:：]\s*([^\t:：]{2,60}?)(?=\t|\s{2,}|来源|编辑|责编|责任编辑|\d{4}|$)"
)
_STAFF_ROLE: Final = (
    r"(?:(?:责任)?校对|审[核校]|编审|[初复终]审|监[制审]|主编|美编|责编|编辑|值班编委)\s*[:：丨]"
)
_EDITOR = re.compile(
    r"(?:^(?:【纠错】\s*)?|\t| )[（(【\[]?\s*(?:责任编辑|责编|编辑)\s*[:：丨]\s*\t?([^\t|｜)）】\]]{1,40}?)"
    rf"(?=\s*(?:[\t|｜)）】\]]|{_STAFF_ROLE}|$)|(?<=.{{40}}))"
)
_STAFF = re.compile(rf"\s*.?\s*(?:{_STAFF_ROLE}\s*[\u4e00-\u9fff· ]{{1,20}}[\s|｜/／]*)*.?")
"""What may follow an editor's name in a line that names nobody but staff."""


def dateline(paragraphs: Sequence[str]) -> Clean | None:
    """Return the dateline that opens the first paragraph (`中工网北京4月27日电`)."""
    found = _DATELINE.match(paragraphs[0]) if paragraphs else None
    return clean_line(found[0]) if found else None


def is_byline(line: str) -> bool:
    """Tell whether `line` does nothing but name its writers: `工人日报-中工网记者 黄榆 通讯员 谢宏`."""
    if len(line) > _BYLINE_LIMIT or not _ROLE.search(line):
        return False
    if not _BYLINE.fullmatch(line) or _GLUED.search(line):
        return False
    return bool(names(line))


def reporters(paragraphs: Sequence[str], header: Iterable[str]) -> tuple[Clean, ...]:
    """Return the writers whom dateline, byline or header name, in that order, each once.

    `header` holds the lines round the headline, a tab at the border of each element.
    """
    found: list[Clean] = []
    if paragraphs:
        opening = _DATELINE.match(paragraphs[0])
        bracket = _BRACKET.match(paragraphs[0], opening.end() if opening else 0)
        if bracket and _ROLE.search(bracket[1]):
            found += names(bracket[1])
        closing = _CLOSING.search(paragraphs[-1][-_CLOSING_REACH:])
        if closing and _ROLE.search(closing[1]):
            found += names(closing[1])
    for line in (*paragraphs[:2], *paragraphs[-1:]):
        if is_byline(line):
            found += names(line)
    for line in header:
        if byline := _HEADER_BYLINE.search(line):
            found += names(f"记者 {byline[1]}")
    return tuple(dict.fromkeys(found))


def names(byline: str) -> list[Clean]:
    """Return the personal names behind each role in `byline`; empty where something else stands there.

    A name of two characters that is spaced out (`朱 欣`) is closed up.
    """
    found: list[Clean] = []
    roles = list(_ROLE.finditer(byline))
    for role, following in zip(roles, [*roles[1:], None], strict=True):
        said = byline[role.end() : following.start() if following else len(byline)]
        if following and (agency := re.search(r"\s\S*?[报网社端台]\S*$", said)):
            said = said[: agency.start()]
        if other := _OTHER_ROLE.search(said):
            said = said[: other.start()]
        parts = [part for part in _SEPARATORS.split(said.strip(" :：　（()）【】[]")) if part]
        while parts:
            name = parts.pop(0)
            if len(name) == 1 and parts and len(parts[0]) == 1:
                name += parts.pop(0)
            if name in _NOT_NAMES:
                break
            if not _NAME.fullmatch(name):
                return found
            found.append(clean_line(name))
    return found


def editor(lines: Iterable[str]) -> Clean | None:
    """Return who the first line with 责任编辑 names; the lines have a tab at the border of each element."""
    for line in lines:
        if "编" in line and (found := _EDITOR.search(line)):
            return clean_line(found[1]) or None
    return None


def is_editor_line(line: str) -> bool:
    """Tell whether `line` names the editor and says nothing else."""
    found = _EDITOR.match(line) if "编" in line else None
    return found is not None and _STAFF.fullmatch(line, found.end()) is not None

"""Captions of pictures: which line is one, and who took the picture.

Pure text and lines; `body` joins caption and picture.
"""

import re
from typing import Final

from zhonggong_reader.text import Clean, clean_line
from zhonggong_reader.workercn.lines import Line

CAPTION_LIMIT: Final = 200
"""Characters; a longer line beside a picture is a paragraph."""

_TOOK: Final = r"(?:摄影报道|摄影|摄|供图|提供图片|图片提供|制图|绘图)"
_NAME: Final = r"[\u4e00-\u9fff·]{1,4}"
_CREDITS: Final = (
    # Behind the last full stop, all that is left: `…主会场。工人日报-中工网记者 杨登峰 摄`.
    rf"(?<=[。！？!?；;）)”])\s*(?P<credit>[（(]?[^。！？!?；;]{{1,40}}?{_TOOK}[)）]?)[。]?$",
    # In brackets, with the agency before them: `车间一角（朱欣 摄）`, `新华社发（朱欣 摄）`.
    rf"(?P<credit>(?:[\u4e00-\u9fff]{{2}}社发)?[（(][^（()）]{{2,40}}{_TOOK}[)）])[。]?$",
    # From the reporter's role on: `车间一角 工人日报-中工网记者 朱欣 郝赫 摄`.
    rf"(?:^|[\s　])(?P<credit>\S{{0,12}}(?:记者|通讯员)[\s　]*(?:{_NAME}[\s　、]*){{1,4}}{_TOOK})[。]?$",
    # The last word or name: `车间一角 朱欣 摄`, `雪后的小路 受访者供图`.
    rf"(?:^|[\s　])(?P<credit>[\u4e00-\u9fff·]{{2,8}}[\s　]*{_TOOK})[。]?$",
    r"(?:^|[\s　。])(?P<credit>图片来源\s*[:：]\s*.{1,40})$",
    r"(?:^|[\s　。])(?P<credit>(?:摄影|制图|绘图|供图|图源|图)\s*[:：/／]\s*[^。，]{1,20})$",
)
_CREDIT = tuple(re.compile(pattern) for pattern in _CREDITS)
_CREDIT_WORD = re.compile(r"[供制绘]图|提供|图片来源|图源|图\s*[:：/／]")
_MARK = re.compile(r"^[▲△▼▽↑↓■●◆\s　]+|^图片说明\s*[:：]\s*")
_SAYS_CAPTION = re.compile(
    r"^(?:[▲△▼▽↑↓]|图[①-⑳一二三四五六七八九十\d]{0,2}\s*[:：为]|图片说明)|。图为|[（(]资料图"
)
_OPENS_PART = re.compile(
    r"[（(【《]?[一二三四五六七八九十\d]{1,3}[）)、.．\s]|第.{1,3}[章节部条]|[（(【□]|.*[:：]$"
)
"""A heading that is not set in bold, or the name of a writer."""
_SENTENCE_END = re.compile(r"[。！？!?]”?$")


def split(text: str) -> tuple[Clean | None, Clean | None]:
    """Return caption and credit of a caption line; either may be missing.

    The caption loses the arrow that points at the picture, the credit the brackets round it.
    """
    text = _MARK.sub("", text)
    for pattern in _CREDIT if _may_credit(text) else ():
        if found := pattern.search(text):
            caption = clean_line(text[: found.start()], limit=CAPTION_LIMIT * 4)
            credit = clean_line(found["credit"])
            if credit[:1] in "（(" and credit[-1:] in ")）":
                credit = clean_line(credit[1:-1])
            return caption or None, credit or None
    return clean_line(text, limit=CAPTION_LIMIT * 4) or None, None


def belongs(line: Line, picture: Line) -> bool:
    """Tell whether `line`, next to `picture`, is its caption."""
    if (line.kind != "text" and not line.beside) or line.mark:
        return False
    text = line.text
    if line.place.caption or len(text) > CAPTION_LIMIT:
        return line.place.caption
    if _SAYS_CAPTION.search(text) or split(text)[1] is not None:
        return True
    ended = _SENTENCE_END.search(text) is not None
    if line.place.centred or (line.block == picture.block and not line.indented):
        # Where a whole page is centred, its paragraphs are too.
        return not line.bold and not (line.indented and ended)
    if line.indented or ended or len(text) > CAPTION_LIMIT // 4:
        return False
    return picture.place.centred or line.beside or not (line.bold or _OPENS_PART.match(text))


def stands_alone(line: Line) -> bool:
    """Tell whether `line` is the caption of a picture that the page does not hold.

    It must name who took the picture, and look like a caption: centred, not indented, or saying 图为.
    """
    text = line.text
    if line.kind != "text" or line.mark or len(text) > CAPTION_LIMIT:
        return False
    if line.place.caption:
        return True
    if not _may_credit(text):
        return False
    caption, credit = split(text)
    if caption is None or credit is None or not re.search(rf"{_TOOK}[)）]?$", credit):
        return False
    return line.place.centred or not line.indented or _SAYS_CAPTION.search(text) is not None


def _may_credit(text: str) -> bool:
    """Tell whether `text` has one of the words of every credit, which most paragraphs have not."""
    return "摄" in text or ("图" in text and _CREDIT_WORD.search(text) is not None)

"""From the bytes of a page to its text: which encoding it is really in.

The site's pages are UTF-8, its older ones GBK, and what a page or a header says about that is not
always true. Changes nothing else in the text; a byte that fits nowhere becomes U+FFFD.
"""

import codecs
import re
from collections import Counter
from typing import Final

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_REACH: Final = 16 * 1024
"""Bytes at the head of a page that are looked through for a `<meta charset>`."""
_META = re.compile(rb"<meta\b[^>]{0,400}?\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_HEADER = re.compile(r"\bcharset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)

# A label names the smallest set that the author knew of; the text holds what the largest one has.
# Whoever declares a Latin encoding for Chinese text has not declared anything.
_WIDER: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "hz": "gb18030",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
}
_CANDIDATES: Final = ("gb18030", "big5hkscs", "utf-8")
_BAD_SHARE: Final = 0.01
"""Share of U+FFFD in a text above which its declared encoding is not believed."""
_BAD_SPOT: Final = 3
"""U+FFFD that one broken character of UTF-8 can leave."""
_SAMPLE: Final = 64
"""Bytes behind a broken spot of which only a few more are broken in damaged UTF-8."""
_FFFD: Final = "\ufffd"

# The most frequent characters of Chinese prose, both forms; any other reading of the bytes yields
# rare ones instead.
_COMMON: Final = frozenset(
    "的一是不了在人有我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里后小"
    "么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民"
    "样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什"
    "打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市者报记"
    "职员劳建设会党组织企安保障技能務們國來時個這會說為對發經過後開關電話門問間東車長馬風"
    "，。、：；“”《》（）　"
)


def decode(body: bytes, content_type: str | None) -> str:
    """Return the text of `body`, which a server sent with `content_type` (None: no header).

    A byte-order mark decides; then the bytes, if they are UTF-8 (one broken character, as a cut
    leaves it, does not change that); then the label of the header, then that of the page, with
    gb2312 and gbk read as gb18030 and big5 as big5hkscs; where the label is missing or evidently
    wrong, the encoding that gives the most common characters and the fewest U+FFFD.
    """
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        # What is read behind a broken spot costs much where all of it is broken, as in another encoding.
        beyond = body[error.start : error.start + _SAMPLE].decode("utf-8", "replace").count(_FFFD)
    if beyond <= 2 * _BAD_SPOT and _is_damaged_utf8(text := body.decode("utf-8", "replace")):
        return text.rstrip(_FFFD)
    for label in _labels(body, content_type):
        text = body.decode(label, "replace")
        if text.count(_FFFD) <= _BAD_SHARE * len(text):
            return text
    return max((body.decode(encoding, "replace") for encoding in _CANDIDATES), key=_plausibility)


def _is_damaged_utf8(text: str) -> bool:
    """Tell whether `text`, read as UTF-8, has one broken spot in a body of sound characters."""
    bad = text.count(_FFFD)
    first, last = text.find(_FFFD), text.rfind(_FFFD)
    head = text[: 64 * 1024]
    beyond_ascii = len(head) - len(head.encode("ascii", "ignore")) - bad
    return bad <= _BAD_SPOT and last - first < _BAD_SPOT and beyond_ascii >= 10 * bad


def _labels(body: bytes, content_type: str | None) -> list[str]:
    """Return the codecs that the header and the page declare and that may be believed."""
    declared: list[str] = []
    if content_type and (found := _HEADER.search(content_type)):
        declared.append(found[1])
    if in_page := _META.search(body, 0, _META_REACH):
        declared.append(in_page[1].decode("ascii", "replace"))
    names = (label.lower().replace("-", "").replace("_", "") for label in declared)
    return [_WIDER[name] for name in names if name in _WIDER]


def _plausibility(text: str) -> int:
    counts = Counter(text)
    return sum(counts[character] for character in _COMMON & counts.keys()) - 10 * counts[_FFFD]

r"""Which character is what: the classes that every rule of setting is written in.

Each class is the inside of a regular expression's `[…]` (so `]`, `-` and `\` are escaped), and
rules are put together from them where they apply. Nothing here decides about lines. Sources:
GB/T 15834-2011 section 5.1 (positions of marks), CLReq 3.1, UAX #14.
"""

from typing import Final

HAN: Final = "々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Han characters, as `model.is_han` counts them."""

WIDE: Final = (
    "\u2e80-\u2fff\u3003-\u3007\u3012\u3013\u3020-\u3029\u3030-\u303f\u3041-\u30ff\u3105-\u312f"
    "\u3190-\ua4cf\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uffef"
    "\U0001f000-\U0001f1e5\U0001f200-\U0001faff\U00020000-\U000323af"
)
"""Where a line may break on both sides unless a mark forbids it: Han, kana, full-width marks, emoji."""

OPENING: Final = "（《「『【〔〈［｛〖〘〚｟｢“‘«‹〝" + r"(\[{" + "￥＄￡￦¥$€£₩№"
"""Never end a line (GB/T 15834 5.1.3): opening marks, and signs of currency before their number."""

STOPS: Final = "，。、；：？！．｡､‼⁇⁈⁉︰" + ",.;:?!"
"""点号: never start a line (GB/T 15834 5.1.1)."""

CLOSING: Final = "）》」』】〕〉］｝〗〙〛｠｣”’»›〞〟" + r")\]}"
"""Never start a line (GB/T 15834 5.1.3)."""

CONNECTING: Final = "·・‧･～〜~－–‐‑"
"""连接号 and 间隔号: never start a line (GB/T 15834 5.1.6, 5.1.7). So do `-` and a single `—`."""

TRAILING: Final = "…‥％‰‱℃℉°′″%￠¢ーゝゞヽヾ々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
"""Belong to what stands before them (ellipses, units, marks of repetition): never start a line."""

NEVER_FIRST: Final = STOPS + CLOSING + CONNECTING + TRAILING
"""All that never starts a line whatever is around it."""

SLASH: Final = "/／"
"""分隔号: neither starts nor ends a line between words (GB/T 15834 5.1.9)."""

DASH: Final = "—―─⸺"
"""Runs of two and more make one 破折号, which is never split (GB/T 15834 5.1.4)."""

DIGIT: Final = "0-9０-９"

BLANK: Final = " \u3000"
"""The blanks that are left in text that is shown."""

_SIGNS_OF_NUMBERS = "%$€£¥№°′″"
_OUT_OF_WORDS = "".join(
    character
    for character in OPENING + NEVER_FIRST + SLASH + DASH
    if character not in _SIGNS_OF_NUMBERS + "\\"
)
WORD: Final = rf"^\s\]\[\-{WIDE}{_OUT_OF_WORDS.replace('[', '').replace(']', '')}"
"""A character of words and numbers, in any script that puts blanks between words, with their signs.

The class is a complement: it stands alone between its brackets.
"""

JOIN: Final = r".,:;!?'’\"/()\[\]{}~·‐‑–\-“”"
"""Between two characters of words these are inside the word: `3.5`, `Node.js`, `19:35`, `f(x)`."""

"""Traditional characters for simplified ones and back, by words, for display only.

By OpenCC, where that package is installed (the extra `chinese`): words decide (头发 is 頭髮, 发展 is
發展), and they are never put into other words. Traditional characters have the forms of Taiwan.
"""

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from zhonggong_reader.typeset import marks
from zhonggong_reader.typeset.setting import Script

if TYPE_CHECKING:
    from opencc import OpenCC

_CONFIGURATIONS: Final = {"simplified": "t2s", "traditional": "s2tw"}


# A class that holds all Han characters takes a millisecond.
@cache
def _run() -> re.Pattern[str]:
    return re.compile(f"[{marks.HAN}]+")


@cache
def _converter(script: Script) -> "OpenCC | None":
    try:
        from opencc import OpenCC  # noqa: PLC0415 - an extra, and for the few who ask
    except ImportError:
        return None
    return OpenCC(_CONFIGURATIONS[script])


def prepare(script: Script) -> bool:
    """Load what `script` needs, which takes up to half a second; tell whether it can be shown."""
    return script == "as-is" or _converter(script) is not None


def convert(text: str, script: Script) -> tuple[str, list[int] | None]:
    """Return `text` in `script`, and where in `text` each character of it stands.

    The places have one entry more, the length of `text`; None where character stands for character.
    Of a run of Han characters that becomes longer, the last characters share a place; of one that
    becomes shorter, the last one stands for the rest. Where nothing can convert, nothing changes.
    """
    converter = _converter(script) if script != "as-is" else None
    runs = list(_run().finditer(text)) if converter else []
    if converter is None or not runs:
        return text, None
    # One call for all runs: no word goes beyond one.
    converted = converter.convert("\n".join(run[0] for run in runs)).split("\n")
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for run, new in zip(runs, converted, strict=True):
        start, end = run.span()
        parts += text[done:start], new
        places += range(done, start)
        places += (min(place, end - 1) for place in range(start, start + len(new)))
        done = end
    parts.append(text[done:])
    places += range(done, len(text) + 1)
    same = all(len(run[0]) == len(new) for run, new in zip(runs, converted, strict=True))
    return "".join(parts), None if same else places

"""TOML as it is read here: by the standard library, once its keys are known to be of few parts.

The library keeps every beginning of a key: one of a hundred thousand parts takes more memory than a
machine has.
"""

import re
import tomllib
from typing import Any, Final

KEY_PARTS: Final = 16
"""Parts of a key, as `network.timeout` has two; no setting has more than three."""

_PART: Final = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_BEGINS: Final = r"(?:^[ \t\[]*|[{,][ \t]*)"
"""A line, a header of a table, or a pair within one."""
_DEEP: Final = re.compile(rf"{_BEGINS}{_PART}(?:[ \t]*\.[ \t]*{_PART}){{{KEY_PARTS}}}", re.MULTILINE)


class TooDeep(ValueError):
    """Tables or lists stand in one another too deep to be read, or a key has too many parts."""


def loads(text: str) -> dict[str, Any]:
    """Return what `text` says.

    Raises ValueError: TooDeep, tomllib.TOMLDecodeError where it is no TOML, and one of its own where a
    number has more digits than Python reads.
    """
    if _DEEP.search(text):
        raise TooDeep
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise TooDeep from error

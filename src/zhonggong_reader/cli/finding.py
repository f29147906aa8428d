"""What a check of the doctor found, in a line and what belongs under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from zhonggong_reader.language import tr

State = Literal["sound", "broken", "notice", "passed over"]

MARKS: Final[dict[State, str]] = {
    "sound": tr("✓ 正常"),
    "broken": tr("✗ 出错"),
    "notice": tr("! 注意"),
    "passed over": tr("- 略过"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found."""

    state: State
    of: str
    """`书库`, `设置` …"""
    said: str
    details: Sequence[str] = ()
    """Lines that belong under it."""

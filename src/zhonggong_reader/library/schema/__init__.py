"""The tables of the library, as steps from one version to the next.

`PRAGMA user_version` counts the steps that a file has taken. A step that a release has carried is
never changed; what comes later is a step of its own. Times are microseconds since 1970 in UTC,
addresses those of the real site.
"""

from typing import Final

from zhonggong_reader.library.schema import (
    editions,
    failures,
    first,
    history,
    imports,
    newspaper,
    paper_failures,
    pinyin,
    saved,
    search,
    threes,
    watched,
)

APPLICATION_ID: Final = 0x5A47_5244
"""`ZGRD` in the file's header: this is a library of ours and no other program's database."""

STEPS: tuple[str, ...] = (
    first.STEP,
    newspaper.STEP,
    imports.STEP,
    editions.STEP,
    search.STEP,
    failures.STEP,
    pinyin.STEP,
    saved.STEP,
    history.STEP,
    watched.STEP,
    paper_failures.STEP,
    threes.STEP,
)
"""Step number n brings a file of version n to version n + 1."""

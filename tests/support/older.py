"""Libraries as earlier versions of the program left them: made by the earlier steps, filled by hand.

The program of today writes today's tables, so what an earlier one wrote stands here as SQL. A new step
needs an entry in FILLS with what a library of its version may hold.
"""

import hashlib
import json
import os
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Final

import apsw
from press import NOW, SITE, Press

from zhonggong_reader.interchange import article_to_json
from zhonggong_reader.library import schema
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

_NOW: Final = int(NOW.timestamp()) * 1_000_000
_HOUR: Final = 3_600_000_000
ARTICLES: Final = 6
"""Headlines that an older library holds, `第0条` (the newest) to `第5条`; of the last there is no article."""


def _sealed(data: bytes) -> tuple[bytes, bytes]:
    stored = zlib.compress(data)
    return stored, hashlib.sha256(stored).digest()


def _first(db: apsw.Connection, press: Press) -> None:
    """Two channels, headlines of which 1 is read, 2 starred, 3 both, with articles, pages and places."""
    for place, channel in enumerate(press.channels[:2]):
        db.execute("INSERT INTO shelf DEFAULT VALUES")
        db.execute(
            "INSERT INTO channel (id, slug, name, address, place, etag, fetched)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (place + 1, channel.slug, channel.name, channel.address, place, '"list"', _NOW),
        )
    for number in range(ARTICLES):
        time = _NOW - number * _HOUR
        db.execute(
            "INSERT INTO headline (id, address, title, channel, source, published, seen, time)"
            " VALUES (?, ?, ?, '全总', '工人日报', ?, ?, ?)",
            (number + 1, press.address(number), f"第{number}条", time, _NOW, time),
        )
        db.execute(
            "INSERT INTO listing (shelf, headline, time, read, starred, kept) VALUES (1, ?, ?, 0, 0, 0)",
            (number + 1, time),
        )
        if number == ARTICLES - 1:
            continue
        content = json.dumps(article_to_json(press.article(number, f"正文{number}"))).encode()
        db.execute(
            "INSERT INTO article (headline, content, sha256, etag, fetched) VALUES (?, ?, ?, '\"v1\"', ?)",
            (number + 1, *_sealed(content), _NOW),
        )
        db.execute(
            "INSERT INTO page (headline, address, body, sha256, content_type, fetched)"
            " VALUES (?, ?, ?, ?, 'text/html', ?)",
            (number + 1, press.address(number), *_sealed(b"<html></html>"), _NOW),
        )
    db.execute("UPDATE headline SET read = 1, read_when = ? WHERE id IN (2, 4)", (_NOW,))
    db.execute("UPDATE headline SET starred = 1, starred_when = ? WHERE id IN (3, 4)", (_NOW,))
    db.execute("UPDATE headline SET block = 0, offset = 2 WHERE id = 2")


def _newspaper(db: apsw.Connection, press: Press) -> None:
    """An issue of one page with two of the articles."""
    db.execute(
        "INSERT INTO paper_page (day, number, name, address, fetched) VALUES ('2026-10-05', 1, '要闻', ?, ?)",
        (f"{SITE}/paper", _NOW),
    )
    for place in range(2):
        db.execute(
            "INSERT INTO paper_article (day, number, place, headline) VALUES ('2026-10-05', 1, ?, ?)",
            (place, place + 1),
        )


def _imports(db: apsw.Connection, press: Press) -> None:
    """An import that broke off."""
    db.execute("INSERT INTO import_mark (source, offset, line, before) VALUES ('all.jsonl', 10, 1, 'x')")


def _editions(db: apsw.Connection, press: Press) -> None:
    """An earlier text of the first article, the second one withdrawn, a third cleared away."""
    content = json.dumps(article_to_json(press.article(0, "从前的正文"))).encode()
    db.execute(
        "INSERT INTO edition (headline, content, sha256, fetched, replaced) VALUES (1, ?, ?, ?, ?)",
        (*_sealed(content), _NOW - _HOUR, _NOW),
    )
    db.execute("UPDATE headline SET changed = ? WHERE id = 1", (_NOW,))
    db.execute("UPDATE headline SET withdrawn = ? WHERE id = 2", (_NOW,))
    db.execute("INSERT INTO cleared (address, read, time) VALUES (-7, 1, ?)", (_NOW,))


def _search(db: apsw.Connection, press: Press) -> None:
    # Two headlines are in the index, the others wait for it.
    db.execute(
        "INSERT INTO entry (rowid, terms) SELECT (time >> 43) << 26 | id, '•' FROM headline WHERE id < 3"
    )
    db.execute("DELETE FROM unindexed WHERE headline < 3")


def _failures(db: apsw.Connection, press: Press) -> None:
    """A headline whose article could not be had."""
    db.execute("UPDATE headline SET failed = ?, failure = '服务器出错（503）' WHERE id = 3", (_NOW,))


def _pinyin(db: apsw.Connection, press: Press) -> None:
    """Most headlines are in the index, in the form of then."""
    db.execute("INSERT INTO reading (character, readings) VALUES ('第', 'di')")
    db.execute(
        "INSERT INTO entry (rowid, terms) SELECT (time >> 43) << 26 | id, '•' FROM headline WHERE id >= 3"
    )
    db.execute("DELETE FROM unindexed WHERE headline >= 3")


def _saved(db: apsw.Connection, press: Press) -> None:
    db.execute("INSERT INTO shelf DEFAULT VALUES")
    db.execute("INSERT INTO saved (id, name, query) SELECT max(id), '正文', '正文' FROM shelf")


def _history(db: apsw.Connection, press: Press) -> None:
    """An article that was opened, by which it is read."""
    db.execute("INSERT INTO opened (headline, time) VALUES (4, ?)", (_NOW,))
    db.execute(
        "INSERT INTO deed (mark, given, reach, name, time) VALUES ('read', 1, 'one', '第3条', ?)", (_NOW,)
    )
    db.execute(
        "INSERT INTO deed_part (deed, number, entries) VALUES (1, 0, ?)", (zlib.compress(b"[[4, null]]"),)
    )


def _watched(db: apsw.Connection, press: Press) -> None:
    db.execute("INSERT INTO watched (word, state) VALUES ('正 文', 'coming')")


def _paper_failures(db: apsw.Connection, press: Press) -> None:
    db.execute(
        "UPDATE paper_page SET failure = '服务器出错（503）', failed = ? WHERE fetched IS NULL", (_NOW,)
    )


def _threes(db: apsw.Connection, press: Press) -> None:
    """Nothing new: what is noted has still to be taken in."""


FILLS: Final[dict[str, Callable[[apsw.Connection, Press], None]]] = {
    first.STEP: _first,
    newspaper.STEP: _newspaper,
    imports.STEP: _imports,
    editions.STEP: _editions,
    search.STEP: _search,
    failures.STEP: _failures,
    pinyin.STEP: _pinyin,
    saved.STEP: _saved,
    history.STEP: _history,
    watched.STEP: _watched,
    paper_failures.STEP: _paper_failures,
    threes.STEP: _threes,
}
"""What a library that has taken a step may hold beyond one that has not."""


def make_older(path: Path, version: int) -> None:
    """Leave a closed, filled library of `version` (1 …) in `path`."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
    db = apsw.Connection(str(path))
    try:
        db.pragma("journal_mode", "wal")
        db.pragma("foreign_keys", True)
        for step in schema.STEPS[:version]:
            db.execute(step)
            FILLS[step](db, Press())
        db.pragma("application_id", schema.APPLICATION_ID)
        db.pragma("user_version", version)
    finally:
        db.close()

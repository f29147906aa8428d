"""Searching what the library holds: a scan, newest first, of titles and of the texts that are kept.

No index stands behind it: every article is unpacked and looked through, some ten thousand a second, so
callers ask batch by batch and stop when they have enough. The scan holds no transaction between
batches. What the site found comes in here too, as headlines like any other.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import msgspec

from zhonggong_reader.interchange import article_from_json
from zhonggong_reader.library.intake import enlist, take_in
from zhonggong_reader.library.numbering import FIRST, Key
from zhonggong_reader.library.rows import fill, listed
from zhonggong_reader.library.sealed import DamagedArticle, unseal
from zhonggong_reader.library.store import Store, one
from zhonggong_reader.model import Headline, Hit, ListedHeadline, Picture, Video, running_text
from zhonggong_reader.queries import Query, excerpt, mark

BATCH: Final = 200
"""Headlines that are looked through at a time."""

NEWEST: Final = """
SELECT listing.time, article.content, article.sha256, $LISTED
FROM listing INDEXED BY listing_all CROSS JOIN headline AS h ON h.id = listing.headline
LEFT JOIN article ON article.headline = h.id
WHERE listing.shelf = 0 AND (listing.time, listing.headline) < (?, ?)
ORDER BY listing.time DESC, listing.headline DESC LIMIT ?
"""


class Search:
    """Finds headlines by words, and takes in those that the site has found."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def look(self, query: Query, below: Key = FIRST) -> tuple[list[Hit], Key | None]:
        """Look through the next BATCH headlines below `below`, newest first.

        Returns those in which every word of `query` stands, and where to go on; None: at the end.
        An article that is damaged is searched by its title.
        """
        with self._store.reading() as db:
            rows: list[tuple[Any, ...]] = db.execute(fill(NEWEST), (*below, BATCH)).fetchall()
        hits = [hit for row in rows if (hit := _look_at(query, listed(row[3:]), row[1], row[2]))]
        return hits, (rows[-1][0], rows[-1][3]) if len(rows) == BATCH else None

    def keep(self, headlines: Sequence[Headline], seen: datetime) -> list[ListedHeadline]:
        """Take in headlines from anywhere, each also into the list of the channel that it names.

        Returns them in their order, with their ids and the reader's marks.
        """
        with self._store.writing() as db:
            ids = []
            for headline in headlines:
                ids.append(take_in(db, headline, seen))
                channel = one(
                    db, "SELECT id FROM channel WHERE name = ? ORDER BY place LIMIT 1", (headline.channel,)
                )
                if channel:
                    enlist(db, channel[0], ids[-1])
            select = fill("SELECT $LISTED FROM headline AS h WHERE h.id = ?")
            return [listed(one(db, select, (identity,))) for identity in ids]


def _look_at(query: Query, found: ListedHeadline, content: bytes | None, digest: bytes) -> Hit | None:
    title = found.headline.title
    in_title = {word for word in query.words if word.lower() in title.lower()}
    if query.field == "title":
        return Hit(found, ()) if len(in_title) == len(query.words) else None
    sought = query.words if query.field == "content" else [w for w in query.words if w not in in_title]
    text = _text(content, digest, title, sought) if content is not None else None
    if text is None:
        return None if sought else Hit(found, ())
    return Hit(found, excerpt(mark(text, query.words)))


def _text(content: bytes, digest: bytes, title: str, sought: Sequence[str]) -> str | None:
    """Return the text of an article, in one line; None where not all of `sought` stand in it."""
    try:
        stored = unseal(content, digest, title)
    except DamagedArticle:
        return None
    # Most articles are passed over here, without making anything of their JSON.
    raw = stored.decode("utf-8", "replace").lower()
    if any(msgspec.json.encode(word.lower()).decode()[1:-1] not in raw for word in sought):
        return None
    article = article_from_json(msgspec.json.decode(stored))
    texts: list[str] = []
    for block in article.blocks:
        texts += running_text(block)
        if isinstance(block, Picture | Video) and block.caption:
            texts.append(block.caption)
    text = " ".join(texts).replace("\n", " ")
    return text if all(word.lower() in text.lower() for word in sought) else None

"""The channels of the library: the menu, when each list came, how many headlines each holds."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import apsw

from zhonggong_reader.library.intake import enlist, is_cleared, take_in
from zhonggong_reader.library.rows import moment, number, select, shelf_id, text
from zhonggong_reader.library.store import Store, one
from zhonggong_reader.model import Channel, Failure, Headline, ListedChannel, Validators

_CHANNELS = """
SELECT slug, name, address, articles, unread, fetched, failed, failure
FROM channel JOIN shelf ON shelf.id = channel.id
"""


class Channels:
    """Reads and writes channels and which headlines they list."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def save(self, channels: Sequence[Channel]) -> None:
        """Take over the site's menu in its order. Channels that left the menu stay, behind it."""
        with self._store.reading() as db:
            stored = select(db, "SELECT slug, name, address FROM channel ORDER BY place")
        if stored[: len(channels)] == [(c.slug, c.name, c.address) for c in channels]:
            return
        with self._store.writing() as db:
            db.execute("UPDATE channel SET place = place + ?", (len(channels),))
            for place, channel in enumerate(channels):
                values = (channel.name, channel.address, place, channel.slug)
                db.execute("UPDATE channel SET name = ?, address = ?, place = ? WHERE slug = ?", values)
                if not db.changes():
                    db.execute("INSERT INTO shelf DEFAULT VALUES")
                    db.execute(
                        "INSERT INTO channel (id, name, address, place, slug) VALUES (?, ?, ?, ?, ?)",
                        (db.last_insert_rowid(), *values),
                    )

    def all(self) -> list[ListedChannel]:
        """Return every channel in menu order."""
        with self._store.reading() as db:
            return [_listed(row) for row in select(db, _CHANNELS + "ORDER BY place")]

    def find(self, name_or_slug: str) -> ListedChannel | None:
        """Return the channel of this slug (slashes around it do not matter), else of this name."""
        slug = name_or_slug.strip("/")
        with self._store.reading() as db:
            rows = select(db, _CHANNELS + "WHERE slug = ?", (slug,)) or select(
                db, _CHANNELS + "WHERE name = ? ORDER BY place LIMIT 1", (name_or_slug,)
            )
        return _listed(rows[0]) if rows else None

    def listed(
        self, slug: str, headlines: Sequence[Headline], validators: Validators, fetched: datetime
    ) -> int:
        """Take in the channel's list, newest first as it came; return how many are new to the channel.

        A headline that is known is brought up to date; what this list does not say of it stays.
        Raises InputError where there is no channel `slug`.
        """
        with self._store.writing() as db:
            shelf = shelf_id(db, slug)
            # What was cleared away comes back by a wish only, not because the site still lists it.
            news = [each for each in headlines if not is_cleared(db, each.address)]
            new = _enlist_all(db, shelf, news, fetched)
            db.execute(
                "UPDATE channel SET etag = ?, last_modified = ?, fetched = ?, failed = NULL, failure = NULL"
                " WHERE id = ?",
                (validators.etag, validators.last_modified, number(fetched), shelf),
            )
            return new

    def extend(self, slug: str, headlines: Sequence[Headline], seen: datetime) -> int:
        """Take in older headlines of the channel; return how many are new to it.

        When and whether its list came is not told by them. Raises InputError as `listed` does.
        """
        with self._store.writing() as db:
            return _enlist_all(db, shelf_id(db, slug), headlines, seen)

    def unchanged(self, slug: str, when: datetime) -> None:
        """Note that the channel's list was asked for and is still the one that is here."""
        with self._store.writing() as db:
            db.execute(
                "UPDATE channel SET fetched = ?, failed = NULL, failure = NULL WHERE id = ?",
                (number(when), shelf_id(db, slug)),
            )

    def failed(self, slug: str, failure: Failure) -> None:
        """Note that the last attempt to fetch the channel's list failed."""
        with self._store.writing() as db:
            db.execute(
                "UPDATE channel SET failed = ?, failure = ? WHERE id = ?",
                (number(failure.when), failure.reason, shelf_id(db, slug)),
            )

    def validators(self, slug: str) -> Validators:
        """Return what makes the next request for the list conditional; empty before the first."""
        with self._store.reading() as db:
            shelf = shelf_id(db, slug)
            row = one(db, "SELECT etag, last_modified FROM channel WHERE id = ?", (shelf,))
        return Validators(*row)


def _enlist_all(db: apsw.Connection, shelf: int, headlines: Sequence[Headline], seen: datetime) -> int:
    """Put headlines, newest first, into a channel's list; return how many are new there."""
    # Of equal times the later arrival stands higher in a list, so the last comes first.
    return sum(enlist(db, shelf, take_in(db, headline, seen)) for headline in reversed(headlines))


def _listed(row: tuple[Any, ...]) -> ListedChannel:
    slug, name, address, articles, unread, fetched, failed, failure = row
    return ListedChannel(
        channel=Channel(text(slug), text(name), text(address)),
        articles=articles,
        unread=unread,
        fetched=None if fetched is None else moment(fetched),
        failure=None if failed is None else Failure(text(failure), moment(failed)),
    )

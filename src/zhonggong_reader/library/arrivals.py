"""What has come into the library since some moment, told by the order of arrival alone.

A mark is that of a `ListView`: the greatest id of a listing. Nothing is scanned but what came behind it.
"""

from collections.abc import Sequence

from zhonggong_reader.library.store import Store, one

_CAME = """
SELECT channel.slug, listing.headline FROM listing NOT INDEXED
CROSS JOIN channel ON channel.id = listing.shelf WHERE listing.id > ?
"""
_NEW = "SELECT 1 FROM listing WHERE headline = ? AND shelf = 0 AND id > ?"


class Arrivals:
    """Counts what came."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def mark(self) -> int:
        """Return the mark of now."""
        with self._store.reading() as db:
            mark: int = one(db, "SELECT coalesce(max(id), 0) FROM listing")[0]
            return mark

    def since(self, mark: int, slugs: Sequence[str]) -> tuple[int, dict[str, int]]:
        """Return how many headlines have come into these channels behind `mark`: in all, and by slug.

        One that came into several is counted once in all. Behind a mark that this library has never
        reached, nothing has come.
        """
        wanted = frozenset(slugs)
        came: dict[str, int] = {}
        all_: set[int] = set()
        with self._store.reading() as db:
            for slug, headline in db.execute(_CAME, (mark,)):
                if slug in wanted:
                    came[slug] = came.get(slug, 0) + 1
                    all_.add(headline)
        return len(all_), came

    def new(self, identities: Sequence[int], mark: int) -> frozenset[int]:
        """Return which of these headlines the library did not have at `mark`."""
        with self._store.reading() as db:
            return frozenset(each for each in identities if one(db, _NEW, (each, mark)))

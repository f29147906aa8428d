"""Searching what the library holds: the index says where to look, the texts decide, the best come first.

Found is read in batches, each ranked in itself: titles that have the words and the newest texts that
have them stand in the first one together, older ones in the next. So the first page costs the same
however much there is to be found, and reading on never changes what has been read. What the site found
comes in here too, as headlines like any other.
"""

from collections.abc import Sequence
from datetime import datetime

from zhonggong_reader.library.intake import enlist, take_in
from zhonggong_reader.library.rows import fill, listed, select
from zhonggong_reader.library.search.entries import BEGINNING, Place
from zhonggong_reader.library.search.readings import Readings
from zhonggong_reader.library.store import Store, one
from zhonggong_reader.model import Headline, Hit, ListedHeadline
from zhonggong_reader.queries import Query


class Search:
    """Finds headlines by words, and takes in those that the site has found."""

    def __init__(self, store: Store, readings: Readings) -> None:
        self._store = store
        self._readings = readings

    def look(self, query: Query, place: Place = BEGINNING) -> tuple[list[Hit], Place | None]:
        """Return the next batch of what meets `query`, the best first, and where to go on; None: at the end.

        A batch may be empty although others follow. An article that is damaged is searched by its title.
        """
        from zhonggong_reader.library.search.looking import look  # noqa: PLC0415 - not for the start

        return look(self._store, query, place, self._readings)

    def count(self, query: Query) -> int | None:
        """Return how many headlines meet `query`; None where only looking at each of them would tell."""
        from zhonggong_reader.library.search.looking import count  # noqa: PLC0415 - not for the start

        return count(self._store, query)

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
            sql = fill("SELECT $LISTED FROM headline AS h WHERE h.id = ?")
            return [listed(select(db, sql, (identity,))[0]) for identity in ids]

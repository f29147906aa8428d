"""What could not be had: lists of channels, pages of the newspaper, articles; until it comes."""

from datetime import date
from typing import Final

from zhonggong_reader.library.rows import maybe_moment, moment, number, select, text
from zhonggong_reader.library.store import Store
from zhonggong_reader.model import Channel, Failed, Failure
from zhonggong_reader.text import Clean

_CHANNELS: Final = """
SELECT slug, name, address, failure, failed, fetched FROM channel WHERE failed IS NOT NULL ORDER BY place
"""
_PAGES: Final = """
SELECT day, number, name, address, failure, failed, fetched FROM paper_page WHERE failure IS NOT NULL
ORDER BY day DESC, number LIMIT ?
"""
_ARTICLES: Final = """
SELECT h.id, h.address, h.title, h.failure, h.failed, a.fetched
FROM headline AS h INDEXED BY headline_failed LEFT JOIN article AS a ON a.headline = h.id
WHERE h.failed IS NOT NULL ORDER BY h.failed DESC LIMIT ?
"""
_NOTE: Final = "UPDATE headline SET failed = ?, failure = ? WHERE address = ?"


class Failures:
    """Notes articles that could not be had, and lists everything that could not."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def article(self, address: str, failure: Failure) -> None:
        """Note that the article at `address` could not be had; one that no list names is passed over."""
        with self._store.writing() as db:
            db.execute(_NOTE, (number(failure.when), failure.reason, address))

    def all(self, limit: int) -> list[Failed]:
        """Return the channels that failed, at most `limit` pages and `limit` articles, the latest first."""
        with self._store.reading() as db:
            channels = select(db, _CHANNELS)
            pages = select(db, _PAGES, (limit,))
            articles = select(db, _ARTICLES, (limit,))
        return [
            *(
                Failed(
                    *(text(name), text(address), text(why), moment(when), maybe_moment(ok)),
                    Channel(text(slug), text(name), text(address)),
                )
                for slug, name, address, why, when, ok in channels
            ),
            *(
                Failed(
                    Clean(f"{day} {page:02d} {text(name or '')}".strip()),
                    *(text(address), text(why), maybe_moment(when), maybe_moment(ok)),
                    date.fromisoformat(day),
                )
                for day, page, name, address, why, when, ok in pages
            ),
            *(
                Failed(text(title), text(address), text(why), moment(when), maybe_moment(ok), identity)
                for identity, address, title, why, when, ok in articles
            ),
        ]

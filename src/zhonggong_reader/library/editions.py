"""Earlier texts of articles, and what the site has withdrawn. Nothing here is taken away by a newer text."""

from datetime import datetime
from typing import Any

import apsw

from zhonggong_reader.language import tr
from zhonggong_reader.library.rows import moment, number, select, text
from zhonggong_reader.library.sealed import DamagedArticle, Sealed, unseal_article
from zhonggong_reader.library.store import Store, one
from zhonggong_reader.model import Article, ListedEdition


class Editions:
    """Reads the earlier texts of articles; notes what the site takes down."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, identity: int) -> list[ListedEdition]:
        """Return the earlier texts of the article, newest first; none where it never changed."""
        with self._store.reading() as db:
            rows: list[Any] = db.execute(
                "SELECT id, fetched, replaced FROM edition WHERE headline = ? ORDER BY id DESC", (identity,)
            ).fetchall()
        return [ListedEdition(id=row[0], fetched=moment(row[1]), replaced=moment(row[2])) for row in rows]

    def get(self, edition: int) -> Article | None:
        """Return an earlier text; None where there is none of this id. Raises DamagedArticle."""
        with self._store.reading() as db:
            rows = select(
                db,
                "SELECT e.content, e.sha256, h.title"
                " FROM edition AS e JOIN headline AS h ON h.id = e.headline WHERE e.id = ?",
                (edition,),
            )
        if not rows:
            return None
        content, digest, title = rows[0]
        try:
            return unseal_article(content, digest, text(title))
        except DamagedArticle as error:
            raise DamagedArticle(tr("《{title}》的这一旧版已损坏", title=text(title))) from error

    def withdrawn(self, address: str, when: datetime) -> None:
        """Note that the site does not have the article any more; the first time counts."""
        with self._store.writing() as db:
            db.execute(
                "UPDATE headline SET withdrawn = ? WHERE address = ? AND withdrawn IS NULL",
                (number(when), address),
            )


def is_back(db: apsw.Connection, identity: int) -> None:
    """Note that the site has the article, whatever it said before."""
    db.execute("UPDATE headline SET withdrawn = NULL WHERE id = ? AND withdrawn IS NOT NULL", (identity,))


def keep_earlier(
    db: apsw.Connection, identity: int, article: Article, content: Sealed, when: datetime
) -> bool:
    """Keep the text that is here before `article`, sealed as `content`, takes its place.

    Returns whether it changed; what cannot be read any more cannot be kept either. Works inside the
    transaction of whoever calls.
    """
    row = one(db, "SELECT content, sha256, fetched FROM article WHERE headline = ?", (identity,))
    if row is None or row[1] == content[1]:
        return False
    from zhonggong_reader.collation import same_text  # noqa: PLC0415 - for what comes a second time

    try:
        if same_text(unseal_article(row[0], row[1], article.title), article):
            return False
    except DamagedArticle:
        return False
    db.execute(
        "INSERT INTO edition (headline, content, sha256, fetched, replaced) VALUES (?, ?, ?, ?, ?)",
        (identity, *row, number(when)),
    )
    db.execute("UPDATE headline SET changed = ? WHERE id = ?", (number(when), identity))
    return True

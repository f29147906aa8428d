"""The readings of characters as the library knows them; what it does not know yet is asked for and kept."""

import apsw

from zhonggong_reader.library.store import Store
from zhonggong_reader.model import is_han


class Readings:
    """Reads each character's readings once from the file; learns new ones where headlines are written."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, tuple[str, ...]] = {}
        self._is_read = False

    def __call__(self, character: str) -> tuple[str, ...]:
        """Return the readings of a Han character."""
        found = self._known.get(character)
        if found is None:
            from zhonggong_reader.queries.pinyin import spoken  # noqa: PLC0415 - not for the start

            found = self._known[character] = spoken(character)
        return found

    def read(self, db: apsw.Connection) -> None:
        """Read what the file knows, the first time."""
        if not self._is_read:
            self._is_read = True
            for character, readings in db.execute("SELECT character, readings FROM reading"):
                self._known.setdefault(str(character), tuple(str(readings).split()))

    def learn(self, db: apsw.Connection, text: str) -> None:
        """Know and keep the readings of all characters of a folded text."""
        self.read(db)
        new = [c for c in dict.fromkeys(text) if c not in self._known and is_han(c)]
        if new:
            db.executemany(
                "INSERT INTO reading (character, readings) VALUES (?, ?) ON CONFLICT DO NOTHING",
                [(character, " ".join(self(character))) for character in new],
            )

"""Damaged libraries: bits and pages of the file are spoilt; the program starts, and saves what is intact.

Which articles are intact is found in the bytes of the spoilt file, without SQLite: those whose stored
form is still there, whole.
"""

import random
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Final

import apsw
from press import NOW, Press
from tests.torture import IN_MEMORY, tell

from zhonggong_reader.errors import InputError, LibraryError
from zhonggong_reader.library import Library
from zhonggong_reader.model import Position, Shelf
from zhonggong_reader.queries import parse

ARTICLES: Final = 300
PAGE: Final = 4096


def run(runs: int, seed: int) -> Iterator[tuple[str, str]]:
    """Damage a library in `runs` ways; yield what was lost, and how much was not."""
    sound = Sound()
    intact = lost = wrong = stuck = 0
    for number in range(seed, seed + runs):
        outcome = Outcome(sound, spoil(sound.content, random.Random(number)))
        intact += len(outcome.intact)
        lost += len(outcome.lost)
        wrong += outcome.wrong
        if outcome.trouble:
            stuck += 1
            yield f"missed: damaged library {number} does not open", outcome.trouble
        elif outcome.lost or outcome.wrong:
            yield (
                f"missed: damaged library {number}",
                f"{len(outcome.lost)} of {len(outcome.intact)} lost, {outcome.wrong} wrong",
            )
        if number % 50 == 0:
            tell(f"library {number}: {intact:,} intact articles, {lost} lost, {wrong} wrong, {stuck} stuck")
    yield "damaged libraries: do not open", f"{runs:,}: {stuck}"
    yield "damaged libraries: intact articles, lost, wrong", f"{intact:,}: {lost}, {wrong}"


class Sound:
    """A sound library, as bytes, and how each of its articles is stored."""

    def __init__(self) -> None:
        press = Press()
        with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
            path = Path(folder) / "library.sqlite3"
            with Library(path) as library:
                library.channels.save(press.channels)
                press.fill(library, "quanzong", press.headlines(*range(0, ARTICLES, 3)))
                # Short enough to stand in one piece on one page.
                library.articles.add(
                    press.kept(number, f"正文{number}。" * 40, starred=number % 5 == 0)
                    for number in range(ARTICLES)
                )
            database = apsw.Connection(str(path))
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self.stored = {
                str(address): bytes(content) + bytes(digest)
                for address, content, digest in database.execute(
                    "SELECT address, content, sha256 FROM article JOIN headline ON id = headline"
                )
            }
            database.close()
            self.content = path.read_bytes()


def spoil(content: bytes, dice: random.Random) -> bytes:
    """Return `content` spoilt in one of the ways in which disks and file systems do that."""
    spoilt = bytearray(content)
    pages = len(spoilt) // PAGE
    match dice.randrange(6):
        case 0:  # single bits
            for _ in range(dice.choice((1, 3, 30, 300))):
                spoilt[dice.randrange(len(spoilt))] ^= 1 << dice.randrange(8)
        case 1:  # pages of nothing, or of noise
            for _ in range(dice.choice((1, 2, 5, 20))):
                start = PAGE * dice.randrange(pages)
                spoilt[start : start + PAGE] = dice.choice(
                    (bytes(PAGE), b"\xff" * PAGE, dice.randbytes(PAGE))
                )
        case 2:  # the end is missing
            del spoilt[dice.randrange(len(spoilt)) :]
        case 3:  # the beginning is
            spoilt[: dice.choice((16, 100, PAGE))] = dice.randbytes(dice.choice((16, 100, PAGE)))
        case 4:  # pages that stand where others should
            for _ in range(dice.choice((1, 3))):
                one, other = (PAGE * dice.randrange(pages) for _ in range(2))
                spoilt[one : one + PAGE], spoilt[other : other + PAGE] = (
                    spoilt[other : other + PAGE],
                    spoilt[one : one + PAGE],
                )
        case 5:  # a stretch of another file
            start = dice.randrange(len(spoilt))
            spoilt[start : start + dice.randrange(1, 50_000)] = dice.randbytes(dice.randrange(1, 50_000))
    return bytes(spoilt)


class Outcome:
    """What became of one spoilt library."""

    def __init__(self, sound: Sound, spoilt: bytes) -> None:
        self.intact = {address for address, stored in sound.stored.items() if stored in spoilt}
        self.saved: set[str] = set()
        self.wrong = 0
        """Articles that were shown and are not what was stored."""
        self.trouble = ""
        with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
            path = Path(folder) / "library.sqlite3"
            path.write_bytes(spoilt)
            try:
                _use(path)
            except (LibraryError, InputError):
                pass
            except Exception as error:  # noqa: BLE001 - the run goes on, and says which library it was
                self.trouble = f"a bug: {error!r}"
                return
            path.write_bytes(spoilt)
            for beside in path.parent.glob("library*"):
                if beside != path:
                    beside.unlink()
            try:
                # Damage that is found while one reads is mended by the next start.
                for _ in range(3):
                    if self._read(path, sound):
                        break
            except LibraryError as error:
                self.trouble = str(error)

    @property
    def lost(self) -> set[str]:
        """Articles that were intact and are not there any more."""
        return self.intact - self.saved

    def _read(self, path: Path, sound: Sound) -> bool:
        """Start the program and read everything; return whether that went without finding damage."""
        press = Press()
        self.saved, whole = set(), True
        with Library(path) as library:
            problems: list[LibraryError] = []
            try:
                for kept in library.articles.each(Shelf(), problems.append):
                    number = int(kept.article.title.strip("第条"))
                    expected = press.kept(number, f"正文{number}。" * 40).article
                    self.wrong += kept.article != expected
                    self.saved.add(kept.article.address)
                library.checkup()
                view = library.headlines.open(Shelf())
                library.headlines.page(view, 0, 1000)
                found = library.checkup()
                if found.faults or found.damaged:
                    whole = False
                    library.repair()
            except LibraryError:
                whole = False
        return whole


def _use(path: Path) -> None:
    """Do what readers do, with whatever is left."""
    with Library(path) as library:
        for step in (_look, _mark, _find, _renew):
            with suppress(LibraryError, InputError):
                step(library)


def _look(library: Library) -> None:
    for entry in library.channels.all():
        library.headlines.page(library.headlines.open(Shelf(channel=entry.channel.slug)), 0, 100)
    for shelf in (Shelf(unread=True), Shelf(starred=True), Shelf(history=True), Shelf()):
        view = library.headlines.open(shelf)
        for start in range(0, view.total, 100):
            for row in library.headlines.page(view, start, 100)[::7]:
                library.headlines.row_of(view, row.id)
                library.editions.of(row.id)
        library.headlines.next_unread(view, -1, 1)
        library.headlines.arrived(view)
    library.failures.all(10)
    library.papers.days(date(2026, 1, 1), date(2026, 12, 31))
    library.colophon()
    library.saved.all()


def _mark(library: Library) -> None:
    ids = list(range(0, 400, 9))
    library.marks.read(ids, True, NOW)
    library.marks.starred(ids[::3], True, NOW)
    library.marks.opened(3, NOW)
    library.marks.position(3, Position(0, 1))
    library.marks.all_read(Shelf(), NOW)
    library.marks.undo()
    library.marks.redo()


def _find(library: Library) -> None:
    library.search.look(parse("正文12"))
    for _ in range(ARTICLES):
        if not library.index.catch_up():
            return
    raise AssertionError("the index is made without end")


def _renew(library: Library) -> None:
    press = Press()
    library.channels.save(press.channels)
    press.fill(library, "quanzong", press.headlines(*range(290, 310)))
    for number in range(0, 310, 31):
        library.articles.save(press.article(number, f"改过的正文{number}。"), press.page(number))
    library.articles.missing(None, 10)

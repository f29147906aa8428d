"""Power cuts: what a library writes is recorded, and what is left of it after a cut at any moment is opened.

The record has every write, truncation, flush and deletion, in order. After a cut, a file holds what was
flushed, and of what was written since any part: whole, torn at sectors of 512 bytes, or not at all, in
any order. What the library had acknowledged has to be there, the change under way whole or not at all.
"""

import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import apsw
from press import NOW, Press
from tests.torture import IN_MEMORY, tell

from zhonggong_reader.library import Library, Limits
from zhonggong_reader.model import Position, Shelf

SECTOR = 512
CUTS_A_RECORD = 500
"""Power cuts in one recorded piece of work."""
WISHES = 40
"""Things that are done in one."""
NAME = "library.sqlite3"


def run(runs: int, seed: int) -> Iterator[tuple[str, str]]:
    """Cut the power `runs` times; yield what was wrong, and how often."""
    found: Counter[str] = Counter()
    done = 0
    while done < runs:
        record = work(seed + done, WISHES)
        for moment, files in cuts(record, seed + done, min(CUTS_A_RECORD, runs - done)):
            wrong = verdict(record, moment, files)
            found[wrong.partition(":")[0]] += 1
            if wrong:
                yield f"missed: power cut {seed + done} at {moment}", wrong
            done += 1
        tell(f"{done:,} power cuts: {found['lost']} lost, {found['corrupt']} corrupt")
    yield "power cuts: lost, corrupt", f"{done:,}: {found['lost']}, {found['corrupt']}"


class Operation(NamedTuple):
    """One thing that was done to a file."""

    kind: str
    """write, truncate, sync or delete."""
    name: str
    place: int = 0
    """Of a write, its offset; of a truncation, the size; of a deletion, whether it is flushed."""
    data: bytes = b""


class Row(NamedTuple):
    """What a library says of one article."""

    text: str | None
    read: bool
    starred: bool
    position: Position | None


State = dict[str, Row]
"""Articles by their titles."""


@dataclass
class Record:
    """What was done, and which states the library had acknowledged after how many operations."""

    operations: list[Operation] = field(default_factory=list)
    acknowledged: list[tuple[int, State]] = field(default_factory=list)


class _File(apsw.VFSFile):
    def __init__(self, record: Record, name: apsw.URIFilename | str | None, flags: list[int]) -> None:
        full = name.filename() if isinstance(name, apsw.URIFilename) else name
        # What has no name is gone after a cut anyway.
        self._record, self._name = record if full else Record(), Path(full or "").name
        super().__init__("unix", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._record.operations.append(Operation("write", self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:
        self._record.operations.append(Operation("truncate", self._name, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self._record.operations.append(Operation("sync", self._name))


class Recorder(apsw.VFS):
    """The system's files, with a record of what is done to them; while open, every connection uses it."""

    def __init__(self, record: Record) -> None:
        self._record = record
        super().__init__("recorder", "unix", makedefault=True)

    def xOpen(self, name: apsw.URIFilename | str | None, flags: list[int]) -> apsw.VFSFile:
        return _File(self._record, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        super().xDelete(filename, syncdir)
        self._record.operations.append(Operation("delete", Path(filename).name, int(syncdir)))


def look(library: Library) -> State:
    """Return what the library says."""
    view = library.headlines.open(Shelf())
    state: State = {}
    for row in library.headlines.page(view, 0, 10_000):
        kept = library.articles.get(row.id)
        text = str(kept.article.blocks) if kept else None
        state[row.headline.title] = Row(text, row.read, row.starred, kept.position if kept else None)
    return state


def work(seed: int, wishes: int, synchronous: str | None = None) -> Record:
    """Do `wishes` things that readers do, in a library of its own; return what was recorded.

    synchronous: weakens how SQLite flushes, to see whether that is found
    """
    dice = random.Random(seed)
    record = Record()
    recorder = Recorder(record)
    try:
        with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder, Library(Path(folder) / NAME) as library:
            if synchronous:
                library._store._connection.pragma("synchronous", synchronous)
            record.acknowledged.append((len(record.operations), look(library)))
            for number in range(wishes):
                _wish(library, dice, number)
                record.acknowledged.append((len(record.operations), look(library)))
    finally:
        recorder.unregister()
    return record


def _wish(library: Library, dice: random.Random, number: int) -> None:
    """Do one thing, in one transaction."""
    press = Press()
    known = [row.id for row in library.headlines.page(library.headlines.open(Shelf()), 0, 1000)]
    some = dice.sample(known, min(len(known), 3))
    match dice.randrange(8) if number else 0:
        case 0:
            library.channels.save(press.channels)
            press.fill(library, "quanzong", press.headlines(*range(number, number + 5)))
        case 1 | 2:
            article = press.article(dice.randrange(number + 1), "字" * dice.randrange(1, 3000) + str(number))
            library.articles.save(article, press.page(1, bytes(dice.randrange(1, 9000))))
        case 3:
            library.marks.read(some, dice.random() < 0.7, NOW)
        case 4:
            library.marks.starred(some, dice.random() < 0.7, NOW)
        case 5:
            for identity in some[:1]:
                library.marks.position(identity, Position(0, number))
        case 6:
            library.articles.add(press.kept(5000 + number + step, f"正文{number}") for step in range(4))
        case 7:
            total = library.headlines.open(Shelf()).total
            next(library.keeping.clear(Limits(articles=max(1, total - 2)), NOW + timedelta(days=1)), None)


def cuts(record: Record, seed: int, count: int) -> Iterator[tuple[int, dict[str, bytes]]]:
    """Yield `count` moments, as numbers of operations, and what the files hold after a cut there."""
    dice = random.Random(seed)
    moments = sorted(dice.randrange(len(record.operations) + 1) for _ in range(count))
    flushed: dict[str, bytearray] = {}
    pending: list[Operation] = []
    done = 0
    for moment in moments:
        for operation in record.operations[done:moment]:
            pending.append(operation)
            if operation.kind == "sync" or (operation.kind == "delete" and operation.place):
                _flush(flushed, pending, operation.name)
        done = moment
        yield moment, _after_cut(flushed, pending, dice)


def _flush(files: dict[str, bytearray], pending: list[Operation], name: str) -> None:
    for operation in [each for each in pending if each.name == name]:
        _apply(files, operation)
        pending.remove(operation)


def _apply(files: dict[str, bytearray], operation: Operation) -> None:
    content = files.setdefault(operation.name, bytearray())
    match operation.kind:
        case "write":
            end = operation.place + len(operation.data)
            content.extend(bytes(max(0, end - len(content))))
            content[operation.place : end] = operation.data
        case "truncate":
            del content[operation.place :]
        case "delete":
            del files[operation.name]


def _after_cut(
    flushed: dict[str, bytearray], pending: list[Operation], dice: random.Random
) -> dict[str, bytes]:
    files = {name: bytearray(content) for name, content in flushed.items()}
    chance = dice.choice((0.0, 0.5, 0.9, 1.0))
    kept = [operation for operation in pending if dice.random() < chance and operation.kind != "sync"]
    if dice.random() < 0.5:
        dice.shuffle(kept)
    for operation in kept:
        if operation.kind == "write" and dice.random() < 0.3:
            for start in range(0, len(operation.data), SECTOR):
                if dice.random() < 0.5:
                    part = operation.data[start : start + SECTOR]
                    _apply(files, operation._replace(place=operation.place + start, data=part))
        elif operation.kind != "delete" or operation.name in files:
            _apply(files, operation)
    return {name: bytes(content) for name, content in files.items()}


def verdict(record: Record, moment: int, files: dict[str, bytes]) -> str:
    """Open what a cut has left; return "", or what is wrong with it."""
    must = [state for at, state in record.acknowledged if at <= moment][-1:] or [{}]
    may = [state for at, state in record.acknowledged if at > moment][:1]
    with tempfile.TemporaryDirectory(dir=IN_MEMORY) as folder:
        for name, content in files.items():
            (Path(folder) / name).write_bytes(content)
        with Library(Path(folder) / NAME) as library:
            if library.notice:
                return f"corrupt: {library.notice}"
            if faults := library.checkup().faults:
                return f"corrupt: {faults}"
            found = look(library)
    if found in must + may:
        return ""
    return f"lost: {sorted(set(must[0].items()) - set(found.items()))[:2]}"

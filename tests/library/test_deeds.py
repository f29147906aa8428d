"""Undo and redo: any sequence of what readers and programs do, against a model of it in memory."""

import contextlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from unittest import mock

import apsw
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from press import NOW, Press

from zhonggong_reader.library import Library, deeds, marks
from zhonggong_reader.library.marks import Report
from zhonggong_reader.library.rows import number
from zhonggong_reader.model import Deed, Mark, Reach, Shelf
from zhonggong_reader.text import clean_line

BATCH = 3
NUMBERS = range(12)
SOME = st.sets(st.sampled_from(NUMBERS), min_size=1, max_size=5)
STEPS = st.sampled_from((99, 1))
"""How many steps are taken; what a killed program has not done is not done."""
CHANNELS = ("quanzong", "pl/pl")


@dataclass
class Known:
    """A headline as the model has it; another one with the same address is another headline."""

    number: int
    id: int
    channels: set[str]
    marks: dict[Mark, int | None] = field(default_factory=lambda: {"read": None, "starred": None})
    """When each was given; None: it is not."""


@dataclass
class Part:
    """A part of a deed: which headlines it changed, and when they had the mark before."""

    deed: int
    mark: Mark
    given: bool
    when: int
    before: list[tuple[Known, int | None]]


def by_age(known: Known) -> tuple[int, int]:
    """Headlines are as many hours old as their number says: the newest come first."""
    return known.number, -known.id


class Reader(RuleBasedStateMachine):
    """Two programs on one library, and what should be in it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.patches = contextlib.ExitStack()
        self.patches.enter_context(mock.patch.object(deeds, "BATCH", BATCH))
        self.patches.enter_context(mock.patch.object(marks, "PAUSE", 0))
        self.path = Path(self.folder.name) / "library.sqlite3"
        self.press = Press()
        self.programs = [self.start(), self.start()]
        self.programs[0].channels.save(self.press.channels)
        self.known: dict[int, Known] = {}
        self.done: list[Part] = []
        self.undone: list[Part] = []
        self.deeds = 0
        self.clock = NOW
        for slug, numbers in zip(CHANNELS, ({*NUMBERS[:8]}, {*NUMBERS[6:]}), strict=True):
            self.list_comes(numbers, slug)

    def start(self) -> Library:
        """Open the library as a program does, but for the disk: nothing here is about lost power."""
        library = Library(self.path)
        with library._store.alone() as db:
            db.pragma("synchronous", "off")
        return library

    def teardown(self) -> None:
        for program in self.programs:
            program.close()
        self.patches.close()
        self.folder.cleanup()

    def tick(self) -> datetime:
        self.clock += timedelta(seconds=1)
        return self.clock

    # ── The model ────────────────────────────────────────────────────────────────────────────

    def alive(self, known: Known) -> bool:
        return self.known.get(known.number) is known

    def chosen(self, numbers: set[int]) -> list[Known]:
        return [self.known[each] for each in sorted(numbers) if each in self.known]

    def add(self, part: Part) -> int:
        """Do a part; return how many headlines it changed."""
        part.before = [
            (known, old) for known, old in part.before if (known.marks[part.mark] is not None) != part.given
        ]
        if part.before:
            self.undone.clear()
            self.done.append(part)
            for known, _ in part.before:
                known.marks[part.mark] = part.when if part.given else None
        return len(part.before)

    def turn(self, *, undo: bool, steps: int) -> list[int]:
        """Undo or redo; return how many headlines were changed after each step."""
        source, target = (self.done, self.undone) if undo else (self.undone, self.done)
        counts: list[int] = []
        while source and len(counts) < steps and not (counts and source[-1].deed != target[-1].deed):
            part = source.pop()
            target.append(part)
            changed = 0
            for known, old in part.before:
                wanted = part.given != undo
                if self.alive(known) and (known.marks[part.mark] is not None) != wanted:
                    known.marks[part.mark] = (old if undo else part.when) if wanted else None
                    changed += 1
            if changed:
                counts.append(changed + sum(counts[-1:]))
        return counts

    # ── What happens ─────────────────────────────────────────────────────────────────────────

    @rule(numbers=SOME, slug=st.sampled_from(CHANNELS))
    def list_comes(self, numbers: set[int], slug: str) -> None:
        program = self.programs[0]
        self.press.fill(program, slug, self.press.headlines(*sorted(numbers)))
        for each in numbers:
            found = program.headlines.find(self.press.address(each))
            assert found is not None
            known = self.known.setdefault(each, Known(each, found.id, set()))
            assert known.id == found.id
            known.channels.add(slug)

    @rule(
        numbers=SOME,
        mark=st.sampled_from(("read", "starred")),
        given=st.booleans(),
        program=st.integers(0, 1),
    )
    def mark(self, numbers: set[int], mark: Mark, given: bool, program: int) -> None:
        library, when = self.programs[program], self.tick()
        chosen = self.chosen(numbers)
        write = library.marks.read if mark == "read" else library.marks.starred
        write([known.id for known in chosen], given, when)
        self.deeds += 1
        for start in range(0, len(chosen), BATCH):
            before = [(known, known.marks[mark]) for known in chosen[start : start + BATCH]]
            self.add(Part(self.deeds, mark, given, number(when), before))

    @rule(numbers=st.sampled_from(NUMBERS), program=st.integers(0, 1))
    def open_article(self, numbers: int, program: int) -> None:
        when = self.tick()
        for known in self.chosen({numbers}):
            self.programs[program].marks.opened(known.id, when)
            self.deeds += 1
            self.add(Part(self.deeds, "read", True, number(when), [(known, None)]))

    @rule(
        shelf=st.builds(Shelf, st.sampled_from((None, *CHANNELS)), starred=st.booleans()),
        reach=st.sampled_from(("list", "above", "below")),
        row=st.integers(0, 11),
        steps=STEPS,
        program=st.integers(0, 1),
    )
    def all_read(self, shelf: Shelf, reach: Reach, row: int, steps: int, program: int) -> None:
        library, when = self.programs[program], self.tick()
        view = library.headlines.open(shelf)
        rows = sorted(
            (
                known
                for known in self.known.values()
                if (shelf.channel is None or shelf.channel in known.channels)
                and not (shelf.starred and known.marks["starred"] is None)
            ),
            key=by_age,
        )
        if reach != "list" and row >= len(rows):
            return
        rows = {"list": rows, "above": rows[:row], "below": rows[row + 1 :]}[reach]
        unread = [known for known in rows if known.marks["read"] is None]
        counts = told(
            lambda report: library.marks.all_read(view, when, reach=reach, row=row, report=report), steps
        )
        self.deeds += 1
        expected: list[int] = []
        for start in range(0, len(unread), BATCH)[:steps]:
            before: list[tuple[Known, int | None]] = [
                (known, None) for known in unread[start : start + BATCH]
            ]
            changed = self.add(Part(self.deeds, "read", True, number(when), before))
            expected.append(changed + sum(expected[-1:]))
        assert counts == expected

    @rule(
        numbers=SOME,
        read=st.booleans(),
        starred=st.booleans(),
    )
    def articles_are_imported(self, numbers: set[int], read: bool, starred: bool) -> None:
        """Their marks are added to those that are here; that cannot be undone."""
        program, when = self.programs[0], self.tick()
        program.articles.add(
            self.press.kept(each, read=read, starred=starred, fetched=when) for each in sorted(numbers)
        )
        for each in sorted(numbers):
            found = program.headlines.find(self.press.address(each))
            assert found is not None
            known = self.known.setdefault(each, Known(each, found.id, set()))
            if read and known.marks["read"] is None:
                known.marks["read"] = number(when)
            if starred and known.marks["starred"] is None:
                known.marks["starred"] = number(when)

    @rule(numbers=SOME)
    def articles_go(self, numbers: set[int]) -> None:
        with self.programs[1]._store.writing() as db:
            for known in self.chosen(numbers):
                db.execute("DELETE FROM headline WHERE id = ?", (known.id,))
                del self.known[known.number]

    @rule(times=st.integers(1, 4), steps=STEPS, program=st.integers(0, 1))
    def undo(self, times: int, steps: int, program: int) -> None:
        for _ in range(times):
            assert told(self.programs[program].marks.undo, steps) == self.turn(undo=True, steps=steps)

    @precondition(lambda self: self.undone)
    @rule(times=st.integers(1, 4), steps=STEPS, program=st.integers(0, 1))
    def redo(self, times: int, steps: int, program: int) -> None:
        for _ in range(times):
            assert told(self.programs[program].marks.redo, steps) == self.turn(undo=False, steps=steps)

    @rule(program=st.integers(0, 1))
    def program_starts_anew(self, program: int) -> None:
        self.programs[program].close()
        self.programs[program] = self.start()

    # ── What holds ───────────────────────────────────────────────────────────────────────────

    @invariant()
    def the_library_is_as_the_model_has_it(self) -> None:
        library = self.programs[1]
        with library._store.reading() as db:
            rows = db.execute("SELECT id, read, read_when, starred, starred_when FROM headline").fetchall()
        assert sorted(rows) == sorted(
            (
                known.id,
                known.marks["read"] is not None,
                known.marks["read"],
                known.marks["starred"] is not None,
                known.marks["starred"],
            )
            for known in self.known.values()
        )
        unread = {None: 0} | dict.fromkeys(CHANNELS, 0)
        for known in self.known.values():
            for slug in (None, *known.channels):
                unread[slug] += known.marks["read"] is None
        for slug, count in unread.items():
            view = library.headlines.open(Shelf(slug, unread=True))
            assert view.total == count == len(library.headlines.page(view, 0, 100))


class Killed(Exception):
    """The program ends in the middle of what it does."""


def told(act: Callable[[Report], object], most: int) -> list[int]:
    """Return how many articles were reported after each part; after `most` of them the program is killed."""
    counts: list[int] = []

    def report(deed: Deed) -> None:
        counts.append(deed.articles)
        if len(counts) == most:
            raise Killed

    with contextlib.suppress(Killed):
        act(report)
    return counts


Reader.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestReader = Reader.TestCase


# ── What the model does not say ──────────────────────────────────────────────────────────────────


def unread(library: Library) -> list[str]:
    view = library.headlines.open(Shelf(unread=True))
    return [row.headline.title for row in library.headlines.page(view, 0, 100)]


def ids(library: Library, press: Press, *numbers: int) -> list[int]:
    found = [library.headlines.find(press.address(each)) for each in numbers]
    return [listed.id for listed in found if listed]


def delete(library: Library, *identities: int) -> None:
    """Let headlines go, as the library's limits do."""
    with library._store.writing() as db:
        db.executemany("DELETE FROM headline WHERE id = ?", [(identity,) for identity in identities])


def test_a_deed_says_what_it_was(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", press.headlines(1, 2, 3, 4))
    one, two, three, _ = ids(library, press, 1, 2, 3, 4)
    view = library.headlines.open(Shelf("quanzong"))
    library.marks.starred([two], True, NOW)
    library.marks.opened(one, NOW)
    library.marks.read([three], True, NOW)
    library.marks.read([one, three], False, NOW)
    library.marks.all_read(view, NOW, name=clean_line("全总"), reach="below", row=1)
    assert unread(library) == ["第1条", "第2条"]
    undone = [library.marks.undo() for _ in range(6)]
    assert undone == [
        Deed(mark="read", given=True, reach="below", name=clean_line("全总"), articles=2),
        Deed(mark="read", given=False, reach="some", articles=2),
        Deed(mark="read", given=True, reach="one", name=clean_line("第3条"), articles=1),
        Deed(mark="read", given=True, reach="one", name=clean_line("第1条"), articles=1),
        Deed(mark="starred", given=True, reach="one", name=clean_line("第2条"), articles=1),
        None,
    ]
    assert unread(library) == [f"第{number}条" for number in (1, 2, 3, 4)]
    assert [library.marks.redo() for _ in range(6)] == [*reversed(undone[:5]), None]


def test_what_changes_nothing_is_no_deed(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", press.headlines(1, 2))
    one, two = ids(library, press, 1, 2)
    library.marks.starred([one], True, NOW)
    library.marks.starred([one], True, NOW)
    library.marks.read([two], False, NOW)
    library.marks.starred([], True, NOW)
    assert library.marks.all_read(Shelf("right"), NOW) is None
    assert library.marks.undo() == Deed(
        mark="starred", given=True, reach="one", name=clean_line("第1条"), articles=1
    )
    library.marks.starred([one], False, NOW)
    assert library.marks.redo() is not None


def test_the_id_of_an_article_that_went_is_not_taken_for_it(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", press.headlines(1, 2, 3))
    old = ids(library, press, 3, 2, 1)
    library.marks.read(old, True, NOW)
    library.marks.starred(old[2:], True, NOW)
    delete(library, *old[1:])
    press.fill(library, "quanzong", press.headlines(7, 8))
    new = ids(library, press, 8, 7)
    assert new == old[1:]
    library.marks.read(new, True, NOW)
    library.marks.undo()
    # The star has gone with its article, so the deed before it is undone, as far as it can be.
    undone = library.marks.undo()
    assert undone == Deed(mark="read", given=True, reach="some", articles=1)
    library.marks.read(new, True, NOW)
    delete(library, new[1])
    assert library.marks.undo() == Deed(mark="read", given=True, reach="some", articles=1)
    assert unread(library) == ["第3条", "第8条"]


def test_undo_goes_on_after_a_restart_and_in_another_program(
    path: Path, library: Library, press: Press, reopened: Callable[[], Library]
) -> None:
    press.fill(library, "quanzong", press.headlines(1, 2))
    one, two = ids(library, press, 1, 2)
    library.marks.read([one], True, NOW)
    reopened().marks.read([two], True, NOW)
    library.close()
    for title in ("第2条", "第1条"):
        undone = reopened().marks.undo()
        assert undone is not None
        assert undone.name == title
    other = reopened()
    assert unread(other) == ["第1条", "第2条"]
    other.marks.redo()
    assert unread(other) == ["第2条"]


def test_only_so_much_can_be_undone(library: Library, press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deeds, "PARTS", 5)
    monkeypatch.setattr(deeds, "BATCH", 2)
    press.fill(library, "quanzong", press.headlines(*range(20)))
    numbers = ids(library, press, *range(20))
    for identity in numbers[:9]:
        library.marks.starred([identity], True, NOW)
    assert [library.marks.undo() is not None for _ in range(6)] == [True] * 5 + [False]
    # One deed may be longer: it is undone as a whole.
    library.marks.all_read(Shelf(), NOW)
    undone = library.marks.undo()
    assert undone is not None
    assert undone.articles == 20
    assert library.marks.undo() is None


def test_while_a_long_list_is_marked_others_write(
    library: Library, press: Press, reopened: Callable[[], Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No transaction stays open between two parts, and none marks more than a batch."""
    monkeypatch.setattr(deeds, "BATCH", 4)
    press.fill(library, "quanzong", press.headlines(*range(18)))
    other = reopened()
    star = ids(library, press, 17)
    counts = []

    def write(step: Deed) -> None:
        counts.append(step.articles)
        other.marks.starred(star, len(counts) % 2 == 1, NOW)
        press.fill(other, "right", press.headlines(100 + len(counts)))

    view = library.headlines.open(Shelf())
    library.marks.all_read(view, NOW, report=write)
    assert counts == [4, 8, 12, 16, 18]
    assert unread(other) == [f"第{number}条" for number in range(101, 106)]
    while len(unread(other)) == 5:
        other.marks.undo()
    assert len(unread(other)) == 23


def test_who_undoes_what_is_under_way_ends_it(
    library: Library, press: Press, reopened: Callable[[], Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deeds, "BATCH", 4)
    press.fill(library, "quanzong", press.headlines(*range(18)))
    other = reopened()
    library.marks.all_read(Shelf(), NOW, report=lambda step: step.articles == 8 and other.marks.undo())
    assert len(unread(library)) == 18
    assert library.marks.undo() is None


def test_two_programs_that_undo_the_same_long_deed_share_the_work(
    library: Library, press: Press, reopened: Callable[[], Library], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deeds, "BATCH", 4)
    press.fill(library, "quanzong", press.headlines(*range(16)))
    library.marks.starred(ids(library, press, 3), True, NOW)
    library.marks.all_read(Shelf(), NOW)
    other = reopened()
    there: list[Deed | None] = []

    def undo_as_well(step: Deed) -> None:
        there.append(other.marks.undo())

    here = library.marks.undo(undo_as_well)
    assert [deed and deed.articles for deed in (here, *there)] == [4, 12]
    assert len(unread(library)) == 16
    assert library.headlines.open(Shelf(starred=True)).total == 1


@pytest.mark.parametrize("mark", ["read", "starred"])
@pytest.mark.parametrize("sql", [deeds.DIFFERENT, deeds.CHANGE, deeds.UNDO, deeds.REDO])
def test_headlines_are_marked_by_their_ids(library: Library, sql: str, mark: str) -> None:
    """However long the library is: SQLite's own plan looks at no headline that is not named."""
    database = apsw.Connection(str(library.path), apsw.SQLITE_OPEN_READONLY)
    query = sql.replace("$MARK", mark)
    values = (0,) * (query.count("?") - query.count("?1"))
    plan = [row[3] for row in database.execute("EXPLAIN QUERY PLAN " + query, values)]
    database.close()
    assert "SEARCH headline USING INTEGER PRIMARY KEY (rowid=?)" in plan
    assert not [step for step in plan if step.startswith("SCAN headline")]

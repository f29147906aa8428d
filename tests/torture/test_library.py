"""Small runs of what the library has to stand, with a fixed seed; and that the runs would find a fault."""

import random
import sys
from pathlib import Path

import pytest
from tests.torture import damage, kills, power

from zhonggong_reader.library import rescue

CUTS = 150
SPOILT = (*range(20), 70, 94, 95, 136, 137, 185, 1047, 1051, 1059)
"""Numbers of damaged libraries; of the last ones, index or values were wrong, or work had no end."""


def wrong_after_cuts(count: int, seed: int, synchronous: str | None = None) -> list[str]:
    record = power.work(seed, 40, synchronous)
    found = [power.verdict(record, *cut) for cut in power.cuts(record, seed, count)]
    return [wrong for wrong in found if wrong]


def test_power_cuts_lose_and_break_nothing() -> None:
    assert wrong_after_cuts(CUTS, 11) == []


def test_no_journal_from_the_beginning_can_come_back_after_a_cut() -> None:
    """It would undo all that was written since; the 500th cut of this seed had it come back."""
    record = power.work(26505, 40)
    deletions = [each for each in record.operations if each.kind == "delete" and "-journal" in each.name]
    assert deletions[-1].place, "the folder is flushed too"
    *_, last = power.cuts(record, 26505, 500)
    assert power.verdict(record, *last) == ""


@pytest.mark.parametrize("synchronous", ["normal", "off"])
def test_a_library_that_flushes_less_is_found_out(synchronous: str) -> None:
    assert len(wrong_after_cuts(30, 11, synchronous)) > 5


@pytest.mark.parametrize("seed", SPOILT)
def test_a_damaged_library_opens_and_every_intact_article_is_saved(seed: int, sound: damage.Sound) -> None:
    outcome = damage.Outcome(sound, damage.spoil(sound.content, random.Random(seed)))
    assert outcome.trouble == ""
    assert outcome.lost == set()
    assert outcome.wrong == 0


def test_a_rescue_that_trusts_the_tree_of_pages_is_found_out(
    sound: damage.Sound, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rescue, "carve", lambda broken: iter(()))
    outcomes = [damage.Outcome(sound, damage.spoil(sound.content, random.Random(seed))) for seed in (0, 4, 5)]
    assert any(outcome.lost for outcome in outcomes)


@pytest.fixture(scope="module")
def sound() -> damage.Sound:
    return damage.Sound()


def test_a_killed_program_loses_and_breaks_nothing(tmp_path: Path) -> None:
    dice = random.Random(5)
    with kills.killed(tmp_path) as victim:
        victim.begin_anew()
        for way in (victim.sync, victim.importing, victim.reading, victim.marking):
            assert way(dice) == ""
        assert victim.finish() == ""


@pytest.mark.skipif(sys.platform != "linux", reason="has a clock of Linux kill")
def test_programs_that_are_killed_together_lose_and_break_nothing(tmp_path: Path) -> None:
    dice = random.Random(5)
    with kills.killed(tmp_path) as victim:
        victim.begin_anew()
        rounds = [victim.together(dice) for _ in range(4)]
        assert {wrong for _, wrong in rounds} == {""}
        assert sum(killed for killed, _ in rounds) > 8
        assert victim.finish() == ""

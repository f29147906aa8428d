"""The library under power cuts, under SIGKILL, and damaged: nothing lost, nothing corrupt, always a start."""

import random
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.torture import damage, kills, power

CUTS_A_RECORD = 500
"""Power cuts in one recorded piece of work."""
CUTS = 10
"""Power cuts for each run that is asked for."""


def run(runs: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield the figures: `runs` kills and damaged libraries each, ten times as many power cuts."""
    yield from _cuts(runs * CUTS, seed)
    yield from _kills(runs, seed)
    yield from _damage(runs, seed)


def _cuts(count: int, seed: int) -> Iterator[tuple[str, str]]:
    found: Counter[str] = Counter()
    done = 0
    while done < count:
        record = power.work(seed + done, 40)
        for moment, files in power.cuts(record, seed + done, min(CUTS_A_RECORD, count - done)):
            wrong = power.verdict(record, moment, files)
            found[wrong.partition(":")[0]] += 1
            if wrong:
                yield f"missed: power cut {seed + done} at {moment}", wrong
            done += 1
    yield "power cuts: lost, corrupt", f"{done}: {found['lost']}, {found['corrupt']}"


def _kills(count: int, seed: int) -> Iterator[tuple[str, str]]:
    dice = random.Random(seed)
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, kills.killed(Path(folder)) as victim:
        ways = (victim.sync, victim.importing, victim.reading, victim.marking)
        for number in range(count):
            wrong = ways[number % len(ways)](dice) if number else victim.sync(dice)
            found[wrong.partition(":")[0]] += 1
            if wrong:
                yield f"missed: kill {number}", wrong
        if wrong := victim.finish():
            found[wrong.partition(":")[0]] += 1
            yield "missed: after all kills", wrong
    yield (
        "kill -9 in sync, import, reading, marking: lost, corrupt",
        (f"{count}: {found['lost']}, {found['corrupt']}"),
    )


def _damage(count: int, seed: int) -> Iterator[tuple[str, str]]:
    sound = damage.Sound()
    intact = lost = wrong = stuck = 0
    for number in range(count):
        outcome = damage.Outcome(sound, damage.spoil(sound.content, random.Random(seed + number)))
        intact += len(outcome.intact)
        lost += len(outcome.lost)
        wrong += outcome.wrong
        if outcome.trouble:
            stuck += 1
            yield f"missed: damaged library {seed + number} does not open", outcome.trouble
        elif outcome.lost:
            yield f"missed: damaged library {seed + number}", f"{len(outcome.lost)} of {len(outcome.intact)}"
    yield "damaged libraries: do not open", f"{count}: {stuck}"
    yield "damaged libraries: intact articles, lost, wrong", f"{intact}: {lost}, {wrong}"

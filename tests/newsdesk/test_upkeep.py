"""What is due for the library itself: a backup a day, then what the limits let go."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from older import make_older
from press import NOW, Press
from toldsite import Clock

from zhonggong_reader.library import Library, Plan, backup_of
from zhonggong_reader.model import Shelf
from zhonggong_reader.newsdesk import Upkeep, upkeep
from zhonggong_reader.settings import Keep


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upkeep, "PAUSE", 0)


def fill(library: Library, count: int = 10) -> None:
    press = Press()
    library.articles.add(
        press.kept(number, read=True, fetched=NOW - timedelta(days=number)) for number in range(count)
    )


async def test_a_backup_is_made_once_a_day(library: Library, clock: Clock) -> None:
    fill(library)
    house = Upkeep(library, Keep(), clock)
    assert await house.back_up()
    assert backup_of(library.path).exists()
    assert not await house.back_up()
    clock.forward(hours=21)
    assert await house.back_up()


@pytest.mark.parametrize(
    ("setting", "hours", "made"), [("weekly", 24, False), ("weekly", 168, True), ("never", 999, False)]
)
async def test_the_setting_says_how_often(
    library: Library, clock: Clock, setting: str, hours: int, made: bool
) -> None:
    library.keeping.done("backup", clock.now)
    clock.forward(hours=hours)
    keep = Keep(backup=setting)  # type: ignore[arg-type]
    assert await Upkeep(library, keep, clock).back_up() == made


async def test_limits_are_kept_once_a_day_and_what_goes_is_said_before(
    library: Library, clock: Clock
) -> None:
    fill(library)
    house = Upkeep(library, Keep(days=5), clock)
    plan = await house.due()
    assert plan.articles == 4
    assert library.headlines.open(Shelf()).total == 10
    assert await house.clear() == plan
    assert library.headlines.open(Shelf()).total == 6
    clock.forward(hours=2)
    assert await house.due() == Plan()
    clock.forward(days=1)
    assert (await house.due()).articles == 2  # of the fourth day and the fifth


async def test_without_limits_nothing_is_due(library: Library, clock: Clock) -> None:
    fill(library)
    assert await Upkeep(library, Keep(), clock).due() == Plan()


async def test_who_leaves_meanwhile_finds_it_due_again(
    library: Library, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(library, 400)
    monkeypatch.setattr(upkeep, "PAUSE", 60)
    house = Upkeep(library, Keep(days=5), clock)
    clearing = asyncio.create_task(house.clear())
    while library.headlines.open(Shelf()).total == 400:  # noqa: ASYNC110 - the library tells nobody
        await asyncio.sleep(0)
    clearing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await clearing
    assert library.headlines.open(Shelf()).total == 300
    monkeypatch.setattr(upkeep, "PAUSE", 0)
    assert (await house.due()).articles == 294
    await house.clear()
    assert library.headlines.open(Shelf()).total == 6


async def test_a_small_old_file_is_rebuilt_so_that_it_can_shrink(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "old" / "library.sqlite3"
    make_older(path, 1)
    with Library(path) as library:
        await Upkeep(library, Keep(days=5), clock).clear()
        assert library.keeping.shrinks_by_steps

"""Work on the library while one reads: said before, done in the background, and due the next day again."""

from datetime import timedelta
from pathlib import Path

import pytest
from press import NOW, Press
from readingroom import FakeWeb

from zhonggong_reader.errors import LibraryError
from zhonggong_reader.library import Library, backup_of
from zhonggong_reader.model import Shelf
from zhonggong_reader.newsdesk import Newsdesk, upkeep
from zhonggong_reader.settings import Keep, Settings
from zhonggong_reader.ui import housekeeping


class Said(list[str]):
    """What the reader was told, and how many articles there were then."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library
        self.left: list[int] = []

    def __call__(self, text: str, *, trouble: bool = False) -> None:
        self.append(text)
        self.left.append(self._library.headlines.open(Shelf()).total)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "GRACE_SECONDS", 0)
    monkeypatch.setattr(upkeep, "PAUSE", 0)


def desk_of(library: Library, web: FakeWeb, keep: Keep) -> Newsdesk:
    press = Press()
    library.articles.add(
        press.kept(number, read=True, fetched=NOW - timedelta(days=number)) for number in range(20)
    )
    return Newsdesk(library, web, Settings(keep=keep), now=lambda: NOW)


async def test_a_backup_is_made_without_a_word(library: Library, web: FakeWeb, path: Path) -> None:
    said = Said(library)
    await housekeeping.keep_house(desk_of(library, web, Keep()), said)
    assert backup_of(path).exists()
    assert said == []


async def test_what_goes_is_said_while_it_is_still_there(library: Library, web: FakeWeb) -> None:
    said = Said(library)
    desk = desk_of(library, web, Keep(days=14))
    await housekeeping.keep_house(desk, said)
    assert said[0] == "一分钟后按设置 [keep] 清理 5 篇旧文章（未读 0 篇），收藏的都留着"
    assert said[1] == "已清理 5 篇；反悔可用 zhonggong-reader tidy --undo"
    assert said.left == [20, 15]
    await housekeeping.keep_house(desk, said)
    assert len(said) == 2
    assert library.take_back() == 5


async def test_what_fails_is_said_and_nothing_goes(
    library: Library, web: FakeWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise LibraryError("备份不了书库：磁盘已满")

    desk, said = desk_of(library, web, Keep(days=14)), Said(library)
    monkeypatch.setattr(library, "back_up", full)
    await housekeeping.keep_house(desk, said)
    assert said == ["备份不了书库：磁盘已满"]
    assert library.headlines.open(Shelf()).total == 20

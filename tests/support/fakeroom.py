"""A room without a screen, for tests of its parts: holds what they read and notes what they say and do."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, cast

from zhonggong_reader.errors import ReaderError
from zhonggong_reader.model import KeptArticle, ListedHeadline
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui import keys
from zhonggong_reader.ui.commands import PaneName
from zhonggong_reader.ui.screens.newsstand import Newsstand


class FakeRoom:
    """What a part knows of its room. Its desk, lists and view are empty: a test gives them what it needs."""

    def __init__(self) -> None:
        self.settings = Settings()
        self.key_set = keys.settle("default")
        self.pane: PaneName = "headlines"
        self.opened: ListedHeadline | None = None
        self.remark = None
        self.desk: Any = SimpleNamespace()
        self.app: Any = SimpleNamespace()
        self.channel_list: Any = SimpleNamespace(current=None)
        self.headline_list: Any = SimpleNamespace(rows=0, cursor=0)
        self.article_view: Any = SimpleNamespace(kept=None)
        self.said: list[str] = []
        self.begun: list[tuple[str, Callable[[], Awaitable[object]]]] = []
        """Tasks by their groups; none of them runs by itself."""

    @property
    def as_newsstand(self) -> Newsstand:
        return cast(Newsstand, self)

    @property
    def target(self) -> ListedHeadline | None:
        return self.opened

    def say(self, text: str, *, trouble: bool = False) -> None:
        self.said.append(text)

    @contextmanager
    def telling(self) -> Iterator[None]:
        try:
            yield
        except ReaderError as error:
            self.say(str(error))

    def tell(self) -> None: ...

    def watch_pane(self) -> None: ...

    def look_again(self) -> None:
        self.said.append("(looked again)")

    def run_worker(self, work: Callable[[], Awaitable[object]], *, group: str, **options: object) -> None:
        self.begun.append((group, work))

    async def done(self) -> None:
        """Do what was begun."""
        begun, self.begun = self.begun, []
        for _, work in begun:
            await work()

    def read(self, kept: KeptArticle) -> None:
        """Be in an article."""
        self.pane = "article"
        self.article_view.kept = kept

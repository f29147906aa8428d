"""Parts of a room: what one is, and each of the small ones by itself, without a screen."""

import ast
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fakeroom import FakeRoom
from press import Press
from readingroom import press, reading, room, settled
from textual.actions import parse

from zhonggong_reader.errors import FetchError
from zhonggong_reader.model import Channel, Failed, ListedChannel, ListedHeadline, Position, Shelf
from zhonggong_reader.newsdesk.past import Older
from zhonggong_reader.text import clean_line
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.commands import BY_ID
from zhonggong_reader.ui.finding import Found
from zhonggong_reader.ui.hints import Target
from zhonggong_reader.ui.parts import part
from zhonggong_reader.ui.parts.exits import Exits
from zhonggong_reader.ui.parts.failures import Failures
from zhonggong_reader.ui.parts.forms import Forms
from zhonggong_reader.ui.parts.hits import Hits
from zhonggong_reader.ui.parts.links import CHOOSE, Links
from zhonggong_reader.ui.parts.part import Part
from zhonggong_reader.ui.parts.past import Past
from zhonggong_reader.ui.parts.place import Place
from zhonggong_reader.ui.parts.trail import LENGTH, Trail
from zhonggong_reader.ui.screens.paper import PaperRoom
from zhonggong_reader.ui.tasks import task
from zhonggong_reader.ui.widgets.channel_list import Section

AppMaker = Callable[..., ReaderApp]
PARTS = Path(part.__file__).parent


@pytest.fixture
def fake() -> FakeRoom:
    return FakeRoom()


@pytest.fixture
def paper_and_ink() -> Press:
    return Press()


def listed(number: int) -> ListedHeadline:
    headline = Press().headline(number)
    return ListedHeadline(id=number, headline=headline, read=False, starred=False, cached=False)


# ── What a part is ───────────────────────────────────────────────────────────────────────────


class Bell(Part):
    def __init__(self, room: Any) -> None:
        super().__init__(room)
        self.rung: list[str] = []

    def action_ring(self, how: str) -> None:
        self.rung.append(how)

    @task(exclusive=True, group="article")
    async def toll(self) -> None:
        self.rung.append("tolled")


async def test_what_a_part_can_do_is_an_action_of_its_room(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        bell = Bell(room(pilot))
        await room(pilot).run_action("ring('once')")
        assert bell.rung == ["once"]


async def test_two_answers_to_one_command_are_a_mistake(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        Bell(room(pilot))
        with pytest.raises(TypeError, match="action_ring of Bell"):
            Bell(room(pilot))


async def test_a_task_of_a_part_is_a_worker_of_its_room(make_app: AppMaker) -> None:
    """So it ends with the room, and takes the place of what the room does in the same group."""
    async with reading(make_app()) as pilot:
        bell, view = Bell(room(pilot)), room(pilot).headline_list.view
        assert view is not None
        worker = bell.toll()
        assert (worker.node, worker.group, worker.name) == (room(pilot), "article", "toll")
        room(pilot).opening.open_row(view, 0)
        assert worker.is_cancelled
        await settled(pilot)
        assert bell.rung == []


async def test_a_room_answers_every_command_of_the_table(make_app: AppMaker) -> None:
    of_searches = {"rename", "drop"}
    async with reading(make_app()) as pilot:
        await press(pilot, "P")
        paper = pilot.app.screen
        assert isinstance(paper, PaperRoom)
        for command in BY_ID.values():
            target, name, _ = parse(command.action)
            if target == "app":
                assert hasattr(pilot.app, f"action_{name}")
            else:
                assert hasattr(room(pilot), f"action_{name}"), command.id
                assert hasattr(paper, f"action_{name}") == (name not in of_searches), command.id


@pytest.mark.parametrize("module", sorted(PARTS.glob("*.py")), ids=lambda path: path.stem)
def test_a_part_knows_of_no_room_above_the_lists(module: Path) -> None:
    """What it needs besides, it is given; screens that it shows are imported when they are shown."""
    imported = {
        node.module for node in ast.parse(module.read_text("utf-8")).body if isinstance(node, ast.ImportFrom)
    }
    rooms = {name for name in imported if name and ".ui.screens" in name}
    assert rooms <= {"zhonggong_reader.ui.screens.newsstand"}


# ── The small ones ───────────────────────────────────────────────────────────────────────────


async def test_a_trail_leads_back_through_what_was_open(fake: FakeRoom) -> None:
    shown: list[int] = []

    async def show(headline: ListedHeadline) -> None:
        shown.append(headline.id)

    trail = Trail(fake.as_newsstand, show)
    trail.leave(None, listed(1))
    trail.leave(listed(1), listed(2))
    trail.leave(listed(2), listed(2))  # the same once more is no step
    trail.leave(listed(2), listed(3))
    for _ in range(3):
        trail.action_back()
    await fake.done()
    assert shown == [2, 1]
    assert fake.said == ["没有更早打开的文章"]
    assert fake.pane == "article"


async def test_a_trail_has_an_end(fake: FakeRoom) -> None:
    shown: list[int] = []

    async def show(headline: ListedHeadline) -> None:
        shown.append(headline.id)

    trail = Trail(fake.as_newsstand, show)
    for number in range(LENGTH + 5):
        trail.leave(listed(number), listed(number + 1))
    for _ in range(LENGTH + 5):
        trail.action_back()
    await fake.done()
    assert shown == list(range(LENGTH + 4, 4, -1))


async def test_a_place_is_kept_once(fake: FakeRoom) -> None:
    kept: list[tuple[int, Position]] = []
    settling: list[bool] = []

    async def position(article: int, at: Position) -> None:
        kept.append((article, at))

    async def settle() -> None:
        settling.append(True)

    stopped: list[bool] = []
    fake.desk.marks = SimpleNamespace(position=position, settle=settle)
    fake.set_timer = lambda _seconds, _do: SimpleNamespace(stop=lambda: stopped.append(True))  # type: ignore[attr-defined]
    place = Place(fake.as_newsstand)
    place.note(7, Position(1, 0))
    place.note(7, Position(2, 0))
    assert stopped == [True], "the first one waits no longer"
    await place.keep()
    await place.keep()
    assert kept == [(7, Position(2, 0))]
    assert settling == [True], "what could not be written before is, where there is no new place"


def section(slug: str = "quanzong") -> Section:
    channel = Channel(slug, clean_line("全总"), f"https://www.workercn.cn/{slug}/")
    entry = ListedChannel(channel=channel, articles=3, unread=1, fetched=None, failure=None)
    return Section(Shelf(slug), "全总", 1, channel=entry)


async def test_the_past_of_a_channel_ends(fake: FakeRoom) -> None:
    asked: list[str] = []

    async def older(channel: Channel) -> Older:
        asked.append(channel.slug)
        return Older(0, end=True)

    fake.desk.past = SimpleNamespace(older=older)
    past = Past(fake.as_newsstand)
    past.action_older()
    assert fake.said == ["先选一个频道，再取更早的"]
    fake.channel_list.current, fake.headline_list.rows = section(), 3
    assert past.tail == "按 L 或再按 ↓ 取更早的"
    past.go_on()
    await fake.done()
    past.go_on()
    assert (asked, fake.begun) == (["quanzong"], [])
    assert past.tail == "没有更早的了"
    assert fake.said[1:] == ["网站上没有更早的了"]


@pytest.mark.parametrize(
    ("target", "led"),
    [
        (Target("picture", "https://a.example/1.jpg", 4), ("see", 4)),
        (Target("link", "https://a.example/", -1), ("leave", "https://a.example/")),
        (Target("video", "https://a.example/1.mp4", 2), ("leave", "https://a.example/1.mp4")),
    ],
    ids=lambda each: each.kind if isinstance(each, Target) else None,
)
def test_what_is_chosen_leads_where_it_belongs(
    fake: FakeRoom, target: Target, led: tuple[str, object]
) -> None:
    done: list[tuple[str, object]] = []

    async def read(headline: ListedHeadline) -> None:
        done.append(("read", headline.id))

    links = Links(
        fake.as_newsstand,
        read=read,
        see=lambda block: done.append(("see", block)),
        leave=lambda address: done.append(("leave", address)),
    )
    links.follow(target)
    assert (done, fake.begun) == ([led], [])


async def test_a_link_into_the_site_opens_in_the_room(fake: FakeRoom, paper_and_ink: Press) -> None:
    done: list[str] = []

    async def read(headline: ListedHeadline) -> None:
        done.append(headline.headline.address)

    async def article(address: str) -> object:
        return paper_and_ink.kept(5)

    fake.desk.article = article
    links = Links(fake.as_newsstand, read=read, see=lambda _: None, leave=done.append)
    links.follow(Target("link", paper_and_ink.address(5), -1))
    await fake.done()
    assert done == [paper_and_ink.address(5)]


def test_how_to_choose_is_said_as_long_as_there_is_a_choice(fake: FakeRoom) -> None:
    async def read(_: ListedHeadline) -> None: ...

    links = Links(fake.as_newsstand, read=read, see=lambda _: None, leave=lambda _: None)
    fake.article_view.hints, fake.article_view.choose = (), lambda _: True
    assert not links.take_key("a")
    fake.article_view.hints = ("a hint",)
    assert links.take_key("a")
    links.tell(fake.article_view.hints)
    assert fake.said == [CHOOSE]
    links.action_hints()
    assert fake.said[-1] == "先打开一篇文章"


def test_words_that_were_sought_are_those_of_one_article(fake: FakeRoom, paper_and_ink: Press) -> None:
    opened: list[int] = []
    opens: Any = SimpleNamespace(way_back=None, open_found=lambda each, _back: opened.append(each.id))
    hits = Hits(fake.as_newsstand, opens)
    fake.article_view.found = Found()
    assert (hits.sought, hits.items()) == ("", ())
    hits.open(listed(0), lambda _: None, ("正文",))
    kept = paper_and_ink.kept(0)
    fake.read(kept)
    hits.find(kept)
    assert (opened, hits.sought, hits.stand) == ([0], "正文", True)
    assert [item.label for item in hits.items()] == ["下一处", "上一处", "结束查找"]
    opens.way_back = lambda _: None
    assert [item.label for item in hits.items()][-1] == "回到搜索"
    hits.end()
    assert (hits.sought, hits.stand, hits.items()) == ("", False, ())


async def test_what_fails_again_says_why(fake: FakeRoom, paper_and_ink: Press) -> None:
    channel = paper_and_ink.channels[0]

    async def refresh(_: Channel) -> None:
        raise FetchError("连不上中工网", "请检查网络", offline=True)

    async def fetch_article(_: str) -> None: ...

    fake.desk.refresh, fake.desk.fetch_article = refresh, fetch_article
    failures = Failures(fake.as_newsstand)

    def failed(what: Any) -> Failed:
        return Failed(
            name=channel.name, address=channel.address, reason="", when=None, succeeded=None, what=what
        )

    assert "连不上中工网" in (await failures.retry(failed(channel)) or "")
    assert await failures.retry(failed(7)) is None
    assert fake.said == ["(looked again)"] * 2


def test_an_address_is_copied_of_the_article_that_one_means(fake: FakeRoom, paper_and_ink: Press) -> None:
    copied: list[str] = []
    fake.app.copy_to_clipboard = copied.append
    exits = Exits(fake.as_newsstand)
    exits.action_copy()
    assert (copied, fake.said) == ([], [])
    fake.opened = listed(3)
    exits.action_copy()
    assert copied == [paper_and_ink.address(3)]
    assert fake.said == [f"已复制：{paper_and_ink.address(3)}"]


def test_lines_have_a_longest_and_a_shortest(fake: FakeRoom) -> None:
    fake.article_view.measure = 80
    forms = Forms(fake.as_newsstand)
    for cells in (4,) * 100:
        forms.action_measure(cells)
    widest = fake.article_view.measure
    for cells in (-4,) * 100:
        forms.action_measure(cells)
    assert fake.article_view.measure < 80 < widest
    assert fake.said[-1] == fake.said[-2] == f"每行最多 {fake.article_view.measure // 2} 字"

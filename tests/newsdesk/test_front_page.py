"""The front page: the newest by channel, each once, and what came since the last visit."""

from datetime import timedelta

import pytest
from press import NOW, Press

from zhonggong_reader.library import Library
from zhonggong_reader.model import Headline
from zhonggong_reader.newsdesk import FrontPage
from zhonggong_reader.newsdesk.front_page import EACH, FrontPages
from zhonggong_reader.text import clean_line


@pytest.fixture
def press(library: Library) -> Press:
    press = Press()
    library.channels.save(press.channels)
    return press


async def made(library: Library, since: int | None = None, *slugs: str) -> FrontPage:
    listed = [each for each in library.channels.all() if not slugs or each.channel.slug in slugs]
    return await FrontPages(library).make(listed, since)


def titles(page: FrontPage) -> list[list[str]]:
    return [[story.listed.headline.title for story in block.stories] for block in page.blocks]


async def test_the_newest_of_every_channel_in_the_reader_s_order(library: Library, press: Press) -> None:
    press.fill(library, "right", [press.headline(n, hours=n, title=f"权益{n}") for n in range(1, 9)])
    press.fill(
        library, "quanzong", [press.headline(20 + n, hours=20 + n, title=f"全总{n}") for n in range(3)]
    )
    page = await made(library)
    assert page.lead is not None
    assert page.lead.listed.headline.title == "权益1"
    assert [block.channel.channel.name for block in page.blocks] == ["全总", "权益"]
    assert titles(page) == [[f"全总{n}" for n in range(3)], [f"权益{n}" for n in range(2, 2 + EACH)]]
    assert [story.listed.headline.title for story in page.stories][:2] == ["权益1", "全总0"]


async def test_a_story_of_several_channels_stands_once(library: Library, press: Press) -> None:
    both = press.headline(1, hours=2, title="两处都有")
    press.fill(library, "quanzong", [press.headline(2, hours=1, title="头条"), both])
    press.fill(library, "pl/pl", [both, press.headline(3, hours=3, title="评论")])
    assert titles(await made(library)) == [["两处都有"], ["评论"]]


async def test_a_picture_leads_where_it_is_of_the_last_day(library: Library, press: Press) -> None:
    def pictured(number: int, hours: float) -> Headline:
        return Headline(
            address=press.address(number),
            title=clean_line(f"有图{hours}"),
            published=NOW - timedelta(hours=hours),
            picture="https://www.workercn.cn/a.jpg",
        )

    press.fill(library, "quanzong", [press.headline(1, hours=1, title="最新"), pictured(2, 30)])
    page = await made(library)
    assert page.lead is not None
    assert page.lead.listed.headline.title == "最新"
    press.fill(library, "right", [pictured(3, 20)])
    page = await made(library)
    assert page.lead is not None
    assert page.lead.listed.headline.title == "有图20"


async def test_what_came_is_counted_by_channel_and_once_in_all(library: Library, press: Press) -> None:
    old = press.headline(1, hours=9, title="旧的")
    press.fill(library, "quanzong", [old])
    mark = await FrontPages(library).mark()
    both = press.headline(2, hours=1, title="新的")
    press.fill(library, "quanzong", [both, old])
    press.fill(library, "right", [both, press.headline(3, hours=2, title="也新")])
    page = await made(library, mark)
    assert page.new == 2
    assert {block.channel.channel.slug: block.new for block in page.blocks} == {"quanzong": 1, "right": 2}
    assert {story.listed.headline.title: story.is_new for story in page.stories} == {
        "新的": True,
        "也新": True,
        "旧的": False,
    }
    assert (await made(library, mark, "quanzong")).new == 1
    assert (await made(library, page.mark)).new == 0


@pytest.mark.parametrize("since", [None, 10**6])
async def test_without_a_last_visit_nothing_is_called_new(
    library: Library, press: Press, since: int | None
) -> None:
    """Or where the mark is of a library that is no more."""
    press.fill(library, "quanzong", [press.headline(1)])
    page = await made(library, since)
    assert page.new is None
    assert not any(story.is_new for story in page.stories)


async def test_nothing_at_all(library: Library, press: Press) -> None:
    page = await made(library)
    assert (page.lead, page.blocks, page.stories) == (None, (), ())


async def test_marks_are_renewed_and_nothing_moves(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", [press.headline(n, hours=n) for n in range(1, 4)])
    page = await made(library)
    library.marks.read([page.stories[1].listed.id], True, NOW)
    press.fill(library, "quanzong", [press.headline(9, hours=0)])
    renewed = await FrontPages(library).renewed(page)
    assert [story.listed.id for story in renewed.stories] == [story.listed.id for story in page.stories]
    assert [story.listed.read for story in renewed.stories] == [False, True, False]

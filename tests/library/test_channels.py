"""The menu, the lists and what is known of each."""

import pytest
from press import NOW, SITE, Press

from zhonggong_reader.errors import InputError
from zhonggong_reader.library import Library
from zhonggong_reader.model import Channel, Failure, Shelf, Validators
from zhonggong_reader.text import clean_line


def slugs(library: Library) -> list[str]:
    return [listed.channel.slug for listed in library.channels.all()]


def test_channels_keep_the_order_of_the_menu_and_those_that_left_it_come_last(library: Library) -> None:
    assert slugs(library) == ["quanzong", "pl/pl", "right"]
    library.channels.save(
        [
            Channel("right", clean_line("职工权益"), f"{SITE}/right/"),
            Channel("news", clean_line("时政"), f"{SITE}/news/"),
        ]
    )
    assert slugs(library) == ["right", "news", "quanzong", "pl/pl"]
    assert library.channels.all()[0].channel.name == "职工权益"


def test_a_channel_is_found_by_slug_or_name(library: Library) -> None:
    for called in ("pl/pl", "/pl/pl/", "评论"):
        found = library.channels.find(called)
        assert found is not None
        assert found.channel.slug == "pl/pl"
    assert library.channels.find("体育") is None


def test_a_slug_wins_over_a_name(library: Library, press: Press) -> None:
    odd = Channel("x", clean_line("right"), f"{SITE}/x/")
    library.channels.save([odd, *press.channels])
    found = library.channels.find("right")
    assert found is not None
    assert found.channel.name == "权益"


def test_a_list_tells_how_many_headlines_are_new_to_the_channel(library: Library, press: Press) -> None:
    assert press.fill(library, "quanzong", press.headlines(1, 2, 3)) == 3
    assert press.fill(library, "quanzong", press.headlines(0, 1, 2)) == 1
    # New to this channel, though the library knows them from the other.
    assert press.fill(library, "pl/pl", press.headlines(2, 3)) == 2
    counts = {listed.channel.slug: listed.articles for listed in library.channels.all()}
    assert counts == {"quanzong": 4, "pl/pl": 2, "right": 0}
    assert library.headlines.open(Shelf()).total == 4


def test_a_list_brings_known_headlines_up_to_date_and_takes_nothing_away(
    library: Library, press: Press
) -> None:
    press.fill(library, "quanzong", [press.headline(1, 5, "旧标题", label="原创")])
    press.fill(library, "pl/pl", [press.headline(1, None, "新标题")])
    found = library.headlines.find(press.address(1))
    assert found is not None
    assert found.headline == press.headline(1, 5, "新标题", label="原创")


def test_the_state_of_a_list_is_kept(library: Library, press: Press) -> None:
    def state() -> tuple[object, object]:
        listed = library.channels.all()[0]
        return listed.fetched, listed.failure

    assert state() == (None, None)
    assert library.channels.validators("quanzong") == Validators()
    failure = Failure("连不上中工网", NOW)
    library.channels.failed("quanzong", failure)
    assert state() == (None, failure)
    validators = Validators('"a"', "Mon, 05 Oct 2026 10:00:00 GMT")
    library.channels.listed("quanzong", press.headlines(1), validators, NOW)
    assert state() == (NOW, None)
    assert library.channels.validators("quanzong") == validators
    library.channels.failed("quanzong", failure)
    assert state() == (NOW, failure)
    library.channels.unchanged("quanzong", NOW)
    assert state() == (NOW, None)
    assert library.channels.validators("quanzong") == validators


def test_an_unknown_channel_is_named(library: Library, press: Press) -> None:
    for attempt in (
        lambda: press.fill(library, "sports", press.headlines(1)),
        lambda: library.channels.unchanged("sports", NOW),
        lambda: library.channels.validators("sports"),
        lambda: library.headlines.open(Shelf("sports")),
        lambda: library.articles.missing("sports", 5),
    ):
        with pytest.raises(InputError, match="sports"):
            attempt()
    assert library.headlines.find(press.address(1)) is None

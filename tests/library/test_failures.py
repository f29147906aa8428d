"""What could not be had is noted until it comes."""

from datetime import timedelta

import pytest
from press import NOW, Press

from zhonggong_reader.library import Library
from zhonggong_reader.model import Failure, Shelf

WHY = Failure("服务器出错（503）；请稍后再试", NOW)


@pytest.fixture
def filled(library: Library, press: Press) -> Library:
    library.channels.save(press.channels)
    press.fill(library, "quanzong", press.headlines(1, 2, 3))
    return library


def test_an_article_that_failed_is_listed_and_shows_in_its_row(filled: Library, press: Press) -> None:
    filled.failures.article(press.address(2), WHY)
    (failed,) = filled.failures.all(10)
    assert (failed.name, failed.address, failed.reason) == ("第2条", press.address(2), WHY.reason)
    assert (failed.when, failed.succeeded) == (NOW, None)
    view = filled.headlines.open(Shelf("quanzong"))
    rows = filled.headlines.page(view, 0, 3)
    assert [row.failure for row in rows] == [None, WHY.reason, None]
    assert failed.what == rows[1].id


def test_what_comes_is_no_failure(filled: Library, press: Press) -> None:
    filled.failures.article(press.address(2), WHY)
    filled.articles.save(press.article(2), press.page(2))
    assert filled.failures.all(10) == []
    filled.failures.article(press.address(2), WHY)
    (failed,) = filled.failures.all(10)
    assert failed.succeeded == NOW
    filled.articles.unchanged(press.address(2), NOW)
    assert filled.failures.all(10) == []


def test_the_latest_come_first_and_no_more_than_asked_for(filled: Library, press: Press) -> None:
    for number in (1, 2, 3):
        filled.failures.article(press.address(number), Failure("x", NOW + timedelta(hours=number)))
    assert [failed.name for failed in filled.failures.all(2)] == ["第3条", "第2条"]


def test_an_address_that_no_list_names_is_passed_over(filled: Library, press: Press) -> None:
    filled.failures.article(press.address(9), WHY)
    assert filled.failures.all(10) == []


def test_channels_come_before_articles(filled: Library, press: Press) -> None:
    filled.failures.article(press.address(1), WHY)
    filled.channels.failed("pl/pl", WHY)
    assert [failed.name for failed in filled.failures.all(10)] == ["评论", "第1条"]
    assert filled.failures.all(10)[0].what == press.channels[1]

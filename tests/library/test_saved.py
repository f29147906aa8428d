"""Saved searches: lists of their own that fill themselves, with counts that stay right."""

import pytest
from press import NOW, Press

from zhonggong_reader.errors import InputError
from zhonggong_reader.library import Library
from zhonggong_reader.library.search import BEGINNING, Place
from zhonggong_reader.model import SavedSearch, Shelf


def fill(library: Library, saved: SavedSearch) -> None:
    place: Place | None = BEGINNING
    while place is not None:
        place = library.saved.fill(saved, place)


def counts(library: Library) -> tuple[int, int]:
    [saved] = library.saved.all()
    return saved.listed.articles, saved.listed.unread


@pytest.fixture
def saved(library: Library, press: Press) -> SavedSearch:
    """工匠 without 大会, saved over three headlines of which two meet it."""
    titles = ("工匠大会", "老工匠", "小工匠")
    press.fill(library, "quanzong", [press.headline(n, n, title) for n, title in enumerate(titles)])
    saved = library.saved.save("工匠 -大会", "手艺")
    assert counts(library) == (0, 0)
    fill(library, saved)
    return saved


def test_what_is_here_is_in_it_with_its_marks(library: Library, saved: SavedSearch) -> None:
    assert counts(library) == (2, 2)
    assert library.saved.all()[0].is_whole
    view = library.headlines.open(Shelf(saved.listed.channel.slug))
    rows = library.headlines.page(view, 0, 9)
    assert [row.headline.title for row in rows] == ["老工匠", "小工匠"]
    library.marks.read([rows[0].id], True, NOW)
    assert counts(library) == (2, 1)


def test_what_comes_later_joins_it_and_what_changes_leaves_it(
    library: Library, press: Press, saved: SavedSearch
) -> None:
    library.articles.save(press.article(9, "车间里的工匠。"), press.page(9))
    assert counts(library) == (3, 3)
    library.articles.save(press.article(9, "工匠大会。"), press.page(9))
    assert counts(library) == (2, 2)


def test_it_is_renamed_by_saving_it_anew_and_no_name_is_given_twice(
    library: Library, saved: SavedSearch
) -> None:
    assert library.saved.save("工匠  -大会", "匠人").id == saved.id
    assert library.saved.find("匠人") is not None
    assert library.saved.find("手艺") is None
    with pytest.raises(InputError):
        library.saved.save("别的", "匠人")
    with pytest.raises(InputError):
        library.saved.save("，", "空")


def test_what_is_removed_leaves_nothing_but_the_articles(library: Library, saved: SavedSearch) -> None:
    library.saved.remove(saved)
    assert library.saved.all() == []
    assert library.headlines.open(Shelf()).total == 3
    assert library.checkup().faults == ()
    with pytest.raises(InputError):
        library.headlines.open(Shelf(saved.listed.channel.slug))
    # Saved again, it is the same.
    fill(library, library.saved.save("工匠 -大会", "手艺"))
    assert counts(library) == (2, 2)

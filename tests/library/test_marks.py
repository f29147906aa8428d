"""The reader's marks and the counts that follow them."""

from press import NOW, Press

from zhonggong_reader.library import Library
from zhonggong_reader.model import Deed, ListedHeadline, Position, Shelf


def rows(library: Library) -> list[ListedHeadline]:
    return library.headlines.page(library.headlines.open(Shelf()), 0, 100)


def marked(deed: Deed | None) -> int:
    """Return how many articles were marked."""
    return deed.articles if deed else 0


def unread(library: Library) -> dict[str, int]:
    return {listed.channel.slug: listed.unread for listed in library.channels.all()}


def test_a_mark_counts_in_every_channel_that_lists_the_article(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", press.headlines(1, 2))
    press.fill(library, "pl/pl", press.headlines(2, 3))
    shared = library.headlines.find(press.address(2))
    assert shared is not None
    library.marks.read([shared.id, shared.id, 999], True, NOW)
    assert unread(library) == {"quanzong": 1, "pl/pl": 1, "right": 0}
    assert [row.read for row in rows(library)] == [False, True, False]
    library.marks.read([shared.id], False, NOW)
    assert unread(library) == {"quanzong": 2, "pl/pl": 2, "right": 0}


def test_stars_come_and_go(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", press.headlines(1, 2, 3))
    chosen = [row.id for row in rows(library)][:2]
    library.marks.starred(chosen, True, NOW)
    assert [row.starred for row in rows(library)] == [True, True, False]
    library.marks.starred(chosen[:1], False, NOW)
    assert library.headlines.open(Shelf(starred=True)).total == 1


def test_all_of_a_view_becomes_read_and_what_came_since_does_not(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", press.headlines(1, 2, 3))
    press.fill(library, "pl/pl", press.headlines(4))
    library.marks.read([rows(library)[0].id], True, NOW)
    view = library.headlines.open(Shelf("quanzong"))
    press.fill(library, "quanzong", press.headlines(0))
    assert marked(library.marks.all_read(view, NOW)) == 2
    assert unread(library) == {"quanzong": 1, "pl/pl": 1, "right": 0}
    assert marked(library.marks.all_read(Shelf("quanzong"), NOW)) == 1
    assert marked(library.marks.all_read(Shelf(), NOW)) == 1
    assert marked(library.marks.all_read(Shelf(), NOW)) == 0


def test_only_the_starred_of_a_starred_list_become_read(library: Library, press: Press) -> None:
    press.fill(library, "quanzong", press.headlines(1, 2, 3))
    library.marks.starred([rows(library)[1].id], True, NOW)
    assert marked(library.marks.all_read(Shelf(starred=True), NOW)) == 1
    assert [row.read for row in rows(library)] == [False, True, False]


def test_the_place_in_an_article_is_kept(library: Library, press: Press) -> None:
    identity = library.articles.save(press.article(1), press.page(1))
    kept = library.articles.get(identity)
    assert kept is not None
    assert kept.position is None
    for position in (Position(-1, 0), Position(3, 120)):
        library.marks.position(identity, position)
        kept = library.articles.get(identity)
        assert kept is not None
        assert kept.position == position

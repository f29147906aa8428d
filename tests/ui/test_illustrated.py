"""Pictures in articles and one by one, links by number, and the way back."""

from collections.abc import Callable

import pytest
from album import BLUE, FIRST, RED, SECOND, Album, file_of, flag, landscape
from readingroom import NEWEST, SITE, lines, press, reading, room, settled, status, text
from rich.color_triplet import ColorTriplet
from textual.pilot import Pilot

from zhonggong_reader.settings import Settings
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.screens.card import Card
from zhonggong_reader.ui.screens.gallery import Gallery

AppMaker = Callable[..., ReaderApp]
CAPTION = "〔图片〕10月3日，巡检班组在变电站设备区测温。"
CREDIT = "工人日报-中工网记者 黄榆 摄"
LINKED = f"{SITE}/c/2026-10-04/8906533.shtml"
"""Links to an article of the site and to another site."""
LINKED_TITLE = "给新就业形态劳动者的"
LEADS_TO = "加班费、年休假、工伤认定"


@pytest.fixture
def album() -> Album:
    return Album({FIRST: file_of(flag(1200, 800)), SECOND: file_of(landscape(526, 296))})


def background(app: ReaderApp, row: int, column: int) -> ColorTriplet:
    """Return the background of a cell of the screen."""
    strip = app.screen._compositor.render_strips()[row].crop(column, column + 1)
    (segment,) = [each for each in strip if not each.control]
    assert segment.style
    assert segment.style.bgcolor
    return segment.style.bgcolor.get_truecolor()


def is_near(colour: ColorTriplet, wanted: tuple[int, int, int]) -> bool:
    """Tell whether `colour` is what scaling makes of `wanted`."""
    return all(abs(one - other) <= 8 for one, other in zip(colour, wanted, strict=True))


def opened(pilot: Pilot[None]) -> str:
    kept = room(pilot).article_view.kept
    return kept.article.title if kept else ""


# ── In the article ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", ["i", "ctrl+g"])
async def test_pictures_come_on_a_wish_above_their_captions(
    make_app: AppMaker, album: Album, key: str
) -> None:
    app = make_app(pictures=album.pictures)
    async with reading(app, 100, 50) as pilot:
        await press(pilot, "enter")
        assert album.asked == []
        caption = next(row for row, line in enumerate(lines(app)) if CAPTION in line)
        await press(pilot, key)
        assert album.asked == [FIRST, SECOND]
        shown = lines(app)
        moved = next(row for row, line in enumerate(shown) if CAPTION in line)
        height = moved - caption
        assert height == 24  # 72 cells of 10 by 20 pixels, at three to two
        assert CREDIT in shown[moved + 1]
        assert is_near(background(app, caption, 50), RED)
        assert is_near(background(app, moved - 1, 50), BLUE)
        assert is_near(background(app, caption, 14), RED)  # the whole measure
        assert not is_near(background(app, caption, 13), RED)


async def test_a_picture_takes_at_most_three_quarters_of_the_window(make_app: AppMaker, album: Album) -> None:
    album.files[FIRST] = file_of(flag(600, 1200))
    app = make_app(pictures=album.pictures)
    async with reading(app, 80, 24) as pilot:
        await press(pilot, "enter", "i")
        (first, *_) = room(pilot).article_view._sheet.figures  # type: ignore[union-attr]
        assert first.box.height == round(room(pilot).article_view.size.height * 0.75)
        await pilot.resize_terminal(80, 40)
        await settled(pilot)
        (first, *_) = room(pilot).article_view._sheet.figures  # type: ignore[union-attr]
        assert first.box.height == round(room(pilot).article_view.size.height * 0.75)


async def test_the_place_stays_while_pictures_come_above_it(make_app: AppMaker, album: Album) -> None:
    app = make_app(pictures=album.pictures)
    async with reading(app, 100, 25) as pilot:
        await press(pilot, "enter", "G")
        before = lines(app)[1:-2]
        place = room(pilot).article_view.reading_place
        await press(pilot, "i")
        assert room(pilot).article_view.reading_place == place
        assert lines(app)[1] == before[0]
        await press(pilot, "v", "v", "v")
        assert room(pilot).article_view.mode == "column"
        assert lines(app)[1] == before[0]


async def test_reading_within_a_picture_and_back_after_a_resize(make_app: AppMaker, album: Album) -> None:
    app = make_app(pictures=album.pictures)
    async with reading(app, 80, 24) as pilot:
        await press(pilot, "enter", "i", *"jjjjjjjjjjjj")
        assert is_near(background(app, 1, 40), RED)
        place = room(pilot).article_view.reading_place
        await pilot.resize_terminal(60, 30)
        await settled(pilot)
        assert room(pilot).article_view.reading_place == place
        assert is_near(background(app, 1, 30), RED)


async def test_another_article_has_none_of_the_pictures(make_app: AppMaker, album: Album) -> None:
    app = make_app(pictures=album.pictures)
    async with reading(app, 80, 24) as pilot:
        await press(pilot, "enter", "i", "J", "K")
        assert NEWEST[:10] in text(app)
        assert "▀" not in text(app)
        assert not room(pilot).article_view.plates


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html><body></body></html>", "这个网址给的不是图片"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (file_of(flag(900, 900))[:-60], "图片已损坏"),
        (file_of(flag(8000, 8000), "GIF"), "图片太大"),
        (None, "连不上中工网"),
    ],
)
async def test_what_cannot_be_drawn_says_so_in_its_place(
    make_app: AppMaker, album: Album, body: bytes | None, said: str
) -> None:
    album.files.pop(FIRST)
    if body is not None:
        album.files[FIRST] = body
    app = make_app(pictures=album.pictures)
    async with reading(app, 80, 24) as pilot:
        await press(pilot, "enter", "i")
        shown = lines(app)
        place = next(row for row, line in enumerate(shown) if CAPTION in line)
        assert said in shown[place - 1]
        assert len(room(pilot).article_view.plates) == 2  # the other one is there


async def test_of_what_moves_the_first_frame_is_shown_and_said(make_app: AppMaker, album: Album) -> None:
    album.files[FIRST] = file_of(flag(40, 40), "GIF", save_all=True, append_images=[landscape(40, 40)])
    app = make_app(pictures=album.pictures)
    async with reading(app, 80, 24) as pilot:
        await press(pilot, "enter", "i")
        shown = lines(app)
        place = next(row for row, line in enumerate(shown) if CAPTION in line)
        assert "动图，这里只画第一帧" in shown[place - 1]
        assert is_near(background(app, place - 2, 40), BLUE)


async def test_always_needs_no_key(make_app: AppMaker, album: Album) -> None:
    app = make_app(Settings(pictures="always"), pictures=album.pictures)
    async with reading(app, 80, 24) as pilot:
        await press(pilot, "enter")
        assert album.asked == [FIRST, SECOND]
        assert len(room(pilot).article_view.plates) == 2


async def test_never_asks_for_nothing_whatever_is_pressed(make_app: AppMaker, album: Album) -> None:
    app = make_app(Settings(pictures="never"), pictures=album.pictures)
    async with reading(app, 80, 24) as pilot:
        await press(pilot, "enter", "i")
        assert isinstance(app.screen, Gallery)
        assert '设置里写了 pictures = "never"' in text(app)
        await press(pilot, "right", "escape", "f", "a")
        assert album.asked == []


async def test_an_article_without_pictures_says_so(make_app: AppMaker, album: Album) -> None:
    app = make_app(pictures=album.pictures)
    async with reading(app) as pilot:
        await press(pilot, "i")
        assert status(pilot) == "先打开一篇文章"
        await press(pilot, "j", "enter", "i")
        assert status(pilot) == "这一篇没有图片"


# ── One by one ───────────────────────────────────────────────────────────────────────────────────


async def test_the_gallery_shows_one_picture_after_the_other_with_caption_and_address(
    make_app: AppMaker, album: Album
) -> None:
    app = make_app(pictures=album.pictures)
    async with reading(app, 80, 24) as pilot:
        await press(pilot, "enter", "i", "i")
        assert isinstance(app.screen, Gallery)
        assert "1/2" in text(app)
        assert CREDIT in text(app)
        assert FIRST in text(app)
        assert is_near(background(app, 3, 40), RED)
        await press(pilot, "right")
        assert "2/2　雪后的巡线小路。　受访班组供图" in text(app)
        await press(pilot, "right")
        assert "2/2" in text(app)
        await press(pilot, "left")
        assert is_near(background(app, 3, 40), RED)
        await press(pilot, "y")
        assert app.clipboard == FIRST
        assert "已复制网址" in text(app)
        await press(pilot, "x")
        assert isinstance(app.screen, Card)
        assert FIRST in text(app)
        await press(pilot, "escape", "q")
        assert opened(pilot) == NEWEST
        assert room(pilot).pane == "article"


@pytest.mark.parametrize("size", [(40, 20), (160, 48)])
async def test_the_gallery_fits_every_screen(make_app: AppMaker, album: Album, size: tuple[int, int]) -> None:
    app = make_app(pictures=album.pictures)
    async with reading(app, *size) as pilot:
        await press(pilot, "enter", "i", "i")
        assert is_near(background(app, 5, size[0] // 2), RED)
        assert "1/2" in text(app)
        assert "Esc 返回" in text(app)


# ── By letters ───────────────────────────────────────────────────────────────────────────────────


async def open_linked(pilot: Pilot[None]) -> None:
    """Open the article with links, and bring them in sight."""
    await press(pilot, "j", "j", "j", "enter")
    assert opened(pilot).startswith(LINKED_TITLE)
    view = room(pilot).article_view
    while not any(
        segment.link is not None
        for row in view._sheet.rows[view.scroll_offset.y : view.scroll_offset.y + view.size.height]  # type: ignore[union-attr]
        if row
        for segment in row.segments
    ):
        await press(pilot, "j")


@pytest.mark.parametrize("key", ["f", "f12"])
async def test_links_have_letters_and_lead_to_articles_and_back(make_app: AppMaker, key: str) -> None:
    app = make_app()
    async with reading(app, 100, 60) as pilot:
        await open_linked(pilot)
        before = lines(app)[1:-2]
        await press(pilot, key)
        assert lines(app)[1:-2] != before
        await press(pilot, "a")
        assert opened(pilot).startswith(LEADS_TO)
        assert room(pilot).pane == "article"
        await press(pilot, "backspace")
        assert opened(pilot).startswith(LINKED_TITLE)
        assert lines(app)[1:-2] == before
        await press(pilot, "ctrl+o")
        assert status(pilot) == "没有更早打开的文章"


async def test_full_width_and_capital_letters_count(make_app: AppMaker) -> None:
    async with reading(make_app(), 100, 60) as pilot:
        await open_linked(pilot)
        await press(pilot, "f", "Ａ")
        assert opened(pilot).startswith(LEADS_TO)


async def test_the_way_back_leads_through_all_articles(make_app: AppMaker) -> None:
    async with reading(make_app(), 100, 40) as pilot:
        await press(pilot, "enter")
        titles = [opened(pilot)]
        for _ in range(3):
            await press(pilot, "J")
            titles.append(opened(pilot))
        for title in reversed(titles[:-1]):
            await press(pilot, "backspace")
            assert opened(pilot) == title


async def test_a_link_to_elsewhere_without_a_browser_is_a_code(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    app = make_app()
    async with reading(app, 100, 60) as pilot:
        await open_linked(pilot)
        await press(pilot, "f", "s")
        assert isinstance(app.screen, Card)
        assert "https://www.acftu.org/" in text(app)
        assert "这里没有可用的浏览器" in text(app)


async def test_a_film_leads_out_by_its_letter(make_app: AppMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    app = make_app()
    async with reading(app, 100, 60) as pilot:
        await press(pilot, "j", "enter", "f", "a")
        assert isinstance(app.screen, Card)
        assert "http" in text(app)


async def test_a_picture_is_enlarged_by_its_letter(make_app: AppMaker, album: Album) -> None:
    app = make_app(pictures=album.pictures)
    async with reading(app, 100, 60) as pilot:
        await press(pilot, "enter", "f", "s")
        assert isinstance(app.screen, Gallery)
        assert "2/2" in text(app)


@pytest.mark.parametrize("key", ["escape", "y"])
async def test_choosing_ends_without_anything_else(make_app: AppMaker, key: str) -> None:
    app = make_app()
    async with reading(app, 100, 60) as pilot:
        await open_linked(pilot)
        before = lines(app)[1:-2]
        await press(pilot, "f", key)
        assert not room(pilot).article_view.hints
        assert lines(app)[1:-2] == before
        assert room(pilot).pane == "article"
        assert "键入字母" not in status(pilot)


async def test_while_one_chooses_other_keys_do_what_they_always_do(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 100, 18) as pilot:
        await open_linked(pilot)
        top = room(pilot).article_view.scroll_offset.y
        await press(pilot, "f", "up")
        assert not room(pilot).article_view.hints
        assert room(pilot).article_view.scroll_offset.y == top - 1


async def test_letters_stay_on_what_they_stood_on_when_the_window_changes(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 100, 60) as pilot:
        await open_linked(pilot)
        await press(pilot, "f")
        before = [(hint.letters, hint.target) for hint in room(pilot).article_view.hints]
        await pilot.resize_terminal(70, 60)
        await settled(pilot)
        assert [(hint.letters, hint.target) for hint in room(pilot).article_view.hints] == before
        assert "键入字母" in status(pilot)
        await press(pilot, "a")
        assert opened(pilot).startswith(LEADS_TO)
        assert not room(pilot).article_view.hints


async def test_an_input_method_leaves_tab_and_enter(make_app: AppMaker) -> None:
    async with reading(make_app(), 100, 60) as pilot:
        await open_linked(pilot)
        await press(pilot, "f12", "tab")
        assert room(pilot).article_view.at_hint == 1
        await press(pilot, "shift+tab", "enter")
        assert opened(pilot).startswith(LEADS_TO)


async def test_a_letter_that_is_no_hint_is_no_command_either(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 100, 60) as pilot:
        await open_linked(pilot)
        await press(pilot, "f", "Q")
        assert app.is_running
        assert not room(pilot).article_view.hints


@pytest.mark.parametrize(("key", "number"), [("5", "1/2"), ("６", "2/2")])
async def test_a_digit_shows_a_picture_of_the_article(
    make_app: AppMaker, album: Album, key: str, number: str
) -> None:
    app = make_app(pictures=album.pictures)
    async with reading(app) as pilot:
        await press(pilot, key)
        assert status(pilot) == "先打开一篇文章"
        await press(pilot, "enter", "7")
        assert status(pilot) == "这一篇有 2 张图片"
        await press(pilot, key)
        assert isinstance(app.screen, Gallery)
        assert number in text(app)


async def test_where_nothing_leads_anywhere_one_is_told(make_app: AppMaker) -> None:
    async with reading(make_app()) as pilot:
        await press(pilot, "f")
        assert status(pilot) == "先打开一篇文章"
        await press(pilot, "G", "enter", "f")
        assert status(pilot) == "这一屏没有链接、视频和图片"
        await press(pilot, "2")  # the media matrix has its digits back
        assert isinstance(pilot.app.screen, Card)


@pytest.mark.parametrize("mode", ["columns", "vertical"])
async def test_hints_stand_in_every_mode(make_app: AppMaker, mode: str) -> None:
    app = make_app()
    async with reading(app, 100, 40) as pilot:
        await press(pilot, "j", "j", "j", "enter", "z", *(["v"] if mode == "columns" else ["v", "v"]))
        assert room(pilot).article_view.mode == mode
        await press(pilot, "f")
        while not room(pilot).article_view.hints:
            await press(pilot, "pagedown", "f")
        await press(pilot, "a")
        assert opened(pilot).startswith(LEADS_TO)


async def test_a_star_that_was_given_meanwhile_survives_the_way_back(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "enter", "J", "h", "g", "s")
        assert "★" in lines(app)[1]
        await press(pilot, "backspace")
        assert opened(pilot) == NEWEST
        await press(pilot, "h")
        assert "★" in lines(app)[1]

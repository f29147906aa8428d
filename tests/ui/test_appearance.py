"""Day and night, 简繁, line spacing, progress: what changes how the news looks and not what it says."""

import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from press import NOW
from readingroom import at, lines, press, reading, room, settled, status, text
from textual import events
from textual.css import stylesheet
from textual.css.types import CSSLocation
from textual.geometry import Offset

from zhonggong_reader.settings import Settings
from zhonggong_reader.typeset import scripts
from zhonggong_reader.ui import style_sheets, themes
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.daylight import LONGEST_WAIT, Night
from zhonggong_reader.ui.sheet import NO_SCRIPTS

AppMaker = Callable[..., ReaderApp]

# ── Night by the hour ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("begin", "end", "nights", "days"),
    [
        ("19:00", "07:00", ("19:00", "23:59", "00:00", "06:59"), ("07:00", "12:00", "18:59")),
        ("00:30", "06:00", ("00:30", "05:59"), ("06:00", "00:00", "23:59")),
        ("08:00", "08:00", (), ("07:59", "08:00", "08:01")),
    ],
)
def test_when_it_is_night(begin: str, end: str, nights: tuple[str, ...], days: tuple[str, ...]) -> None:
    night = Night.between(begin, end)
    held = {clock: night.holds(datetime.fromisoformat(f"2026-10-05T{clock}")) for clock in (*nights, *days)}
    assert held == dict.fromkeys(nights, True) | dict.fromkeys(days, False)


@pytest.mark.parametrize(
    ("now", "seconds"),
    [
        ("18:58:30", 90),
        ("06:59:59", 1),
        ("12:00:00", LONGEST_WAIT.total_seconds()),
        ("19:00:00", LONGEST_WAIT.total_seconds()),
    ],
)
def test_one_looks_again_when_the_hour_turns(now: str, seconds: float) -> None:
    wait = Night.between("19:00", "07:00").wait(datetime.fromisoformat(f"2026-10-05T{now}"))
    assert wait == seconds


async def pass_time(app: ReaderApp, clock: str) -> None:
    """Let it be `clock`, and look at the terminal."""
    hour, minute = map(int, clock.split(":"))
    moment = NOW.astimezone().replace(hour=hour, minute=minute)
    app._now = lambda: moment
    app.post_message(events.AppFocus())


async def test_the_theme_follows_the_hours_and_the_hand_holds_until_they_turn(make_app: AppMaker) -> None:
    at_noon = NOW.astimezone().replace(hour=12)
    app = make_app(Settings(theme="auto", night_from="19:00", night_until="07:00"))
    app._now = lambda: at_noon
    async with reading(app) as pilot:
        seen = []
        for clock in ("12:00", "18:59", "19:00", "23:00", "07:00"):
            await pass_time(app, clock)
            await settled(pilot)
            seen.append(app.theme)
        assert seen == ["paper", "paper", "night", "night", "paper"]
        await press(pilot, "ctrl+t")
        await pass_time(app, "12:00")
        await settled(pilot)
        assert app.theme == "night"
        await pass_time(app, "20:00")
        await settled(pilot)
        assert app.theme == "night"
        await pass_time(app, "07:30")
        await settled(pilot)
        assert app.theme == "paper"


@pytest.mark.parametrize(("since", "theme"), [(-1, "night"), (1, "paper")])
async def test_a_start_in_the_night_is_dark_from_the_first_picture(
    make_app: AppMaker, since: int, theme: str
) -> None:
    begin, end = (NOW.astimezone() + timedelta(hours=hours) for hours in (since, since + 2))
    settings = Settings(theme="auto", night_from=f"{begin:%H:%M}", night_until=f"{end:%H:%M}")
    assert make_app(settings).theme == theme


async def test_a_theme_by_name_does_not_follow_the_hours(make_app: AppMaker) -> None:
    app = make_app(Settings(theme="paper"))
    async with reading(app) as pilot:
        await pass_time(app, "23:00")
        await settled(pilot)
        assert app.theme == "paper"
        await press(pilot, "ctrl+t")
        assert app.theme == "night"


async def test_other_settings_hold_at_once_and_what_they_leave_is_left(make_app: AppMaker) -> None:
    plain = Settings()
    app = make_app(plain)
    async with reading(app, 80, 24) as pilot:
        await pass_time(app, "23:00")
        auto = Settings(theme="auto")
        app.dress(plain, auto)
        await settled(pilot)
        assert app.theme == "night"
        await press(pilot, "ctrl+t")
        traditional = Settings(theme="auto", script="traditional")
        app.dress(auto, traditional)
        await settled(pilot)
        assert app.theme == "paper"
        assert TRADITIONAL in text(app)
        app.dress(traditional, Settings(theme="nord"))
        await settled(pilot)
        assert app.theme == "nord"
        assert STORED in text(app)


async def test_a_theme_changes_as_often_as_it_is_asked_for_however_fast(make_app: AppMaker) -> None:
    app = make_app(Settings(theme="paper"))
    async with reading(app) as pilot:
        for _ in range(3):
            await pilot.app.run_action("theme")
        await settled(pilot)
        assert app.theme == "night"


async def test_style_sheets_are_read_once_for_each_theme(
    make_app: AppMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[CSSLocation] = []
    reader = vars(stylesheet)["parse"]

    def parse(scope: str, css: str, read_from: CSSLocation, *others: Any, **options: Any) -> Any:
        read.append(read_from)
        return reader(scope, css, read_from, *others, **options)

    app = make_app(Settings(theme="paper"))
    async with reading(app) as pilot:
        monkeypatch.setattr(stylesheet, "parse", parse)
        await press(pilot, "?")
        assert [Path(place).name for place, _ in read if place.endswith("tcss")] == ["help.tcss"]
        await press(pilot, "escape")
        read.clear()
        await press(pilot, "ctrl+t")
        assert len(read) == len(set(read)) == len(app.stylesheet.source)
        read.clear()
        await press(pilot, "ctrl+t", "ctrl+t", "?")
        assert app.theme == "night"
        assert read == []


async def test_themes_that_were_tried_are_not_all_kept(make_app: AppMaker) -> None:
    app = make_app(Settings(theme="paper"))
    async with reading(app) as pilot:
        for name in ("nord", "gruvbox", "dracula", "paper", "monokai"):
            app.theme = name
            await settled(pilot)
        assert len(app.stylesheet._kept) == style_sheets.KEPT


async def test_colours_of_a_sheet_come_from_the_theme_that_is_worn(make_app: AppMaker) -> None:
    app = make_app(Settings(theme="paper"))
    async with reading(app) as pilot:
        grounds = []
        for _ in range(4):
            await press(pilot, "?")
            grounds.append(app.screen.query_one("#sheet").styles.background.hex.lower())
            await press(pilot, "escape", "ctrl+t")
        day, night = (str(theme.surface) for theme in themes.OWN)
        assert grounds == [day, night, day, night]


# ── 简繁 ─────────────────────────────────────────────────────────────────────────────────────────

STORED, TRADITIONAL = "首届大国工匠创新交流大会开幕", "首屆大國工匠創新交流大會開幕"


@pytest.mark.parametrize("key", ["F", "Ｆ", "ctrl+f6"])
async def test_characters_change_in_lists_and_articles_and_what_is_copied_does_not(
    make_app: AppMaker, key: str
) -> None:
    app = make_app()
    async with reading(app, 140, 40) as pilot:
        await press(pilot, "G", "enter", key)
        assert status(pilot) == "字形：繁体"
        shown = text(app)
        assert shown.count(TRADITIONAL) == 3  # in the list, over the article and in it
        assert "責任編輯" in shown or "總工會" in shown
        assert "视频" not in shown
        start = at(app, "中華全國總工會主席")
        await pilot.mouse_down(offset=start)
        await pilot.hover(offset=start + Offset(17, 0))
        await pilot.mouse_up(offset=start + Offset(17, 0))
        await press(pilot, "ctrl+c")
        assert app.clipboard == "中华全国总工会主席"
        await press(pilot, "Y")
        assert STORED in app.clipboard
        await press(pilot, key)
        assert status(pilot) == "字形：简体"
        await press(pilot, key)
        assert status(pilot) == "字形：原样"
        assert text(app).count(STORED) == 3


async def test_the_setting_holds_from_the_start_in_every_list(make_app: AppMaker) -> None:
    app = make_app(Settings(script="traditional"))
    async with reading(app, 80, 24) as pilot:
        assert TRADITIONAL in text(app)
        await press(pilot, "/", *"大国工匠", "enter")
        assert TRADITIONAL in text(app)


async def test_the_place_stays_while_characters_and_spacing_change(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 80, 24) as pilot:
        await press(pilot, "G", "enter", "space")
        place = room(pilot).article_view.reading_place
        for key in ("F", "=", "v", "=", "F", "v", "=", "F"):
            await press(pilot, key)
            view = room(pilot).article_view
            if view.mode == "column":
                assert view.reading_place == place


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    scripts._converter.cache_clear()
    monkeypatch.setitem(sys.modules, "opencc", None)
    yield
    scripts._converter.cache_clear()


@pytest.mark.usefixtures("nothing_installed")
async def test_where_nothing_can_convert_one_is_told_what_to_install(make_app: AppMaker) -> None:
    app = make_app(Settings(script="traditional"))
    async with reading(app, 120, 30) as pilot:
        assert status(pilot) == NO_SCRIPTS
        assert STORED in text(app)
        room(pilot).say("")
        await press(pilot, "F")
        assert status(pilot) == NO_SCRIPTS
        assert STORED in text(app)


# ── Spacing ──────────────────────────────────────────────────────────────────────────────────────


def article_lines(app: ReaderApp) -> list[bool]:
    """Return which lines of the article, alone on the screen, are not blank."""
    return [bool(line.strip("▁▂▃▄▅▆▇█ ")) for line in lines(app)[1:-3]]


def is_spaced(app: ReaderApp) -> bool:
    """Tell whether no two lines of the body stand together."""
    body = article_lines(app)[4:]
    return any(body) and not any(one and other for one, other in pairwise(body))


@pytest.mark.parametrize("key", ["=", "＝"])
async def test_a_blank_line_between_two_lines_and_none_again(make_app: AppMaker, key: str) -> None:
    app = make_app()
    async with reading(app, 80, 24) as pilot:
        await press(pilot, "G", "enter")
        tight = article_lines(app)
        await press(pilot, key)
        assert status(pilot) == "行距：隔行"
        assert is_spaced(app)
        await press(pilot, key)
        assert article_lines(app) == tight


async def test_the_spacing_of_the_settings_holds_from_the_start(make_app: AppMaker) -> None:
    app = make_app(Settings(line_spacing=1))
    async with reading(app, 80, 24) as pilot:
        await press(pilot, "G", "enter")
        assert is_spaced(app)


# ── Progress ─────────────────────────────────────────────────────────────────────────────────────


def progress(app: ReaderApp) -> str:
    words = lines(app)[-3].replace("▕", " ").split()
    return words[-1] if words else ""


async def test_one_sees_how_far_one_is(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 80, 24) as pilot:
        assert progress(app) == ""
        await press(pilot, "G", "enter")
        first = int(progress(app).removesuffix("%"))
        assert 20 < first < 60
        await press(pilot, "space")
        assert first < int(progress(app).removesuffix("%")) <= 100
        await press(pilot, "G")
        assert progress(app) == "100%"
        await press(pilot, "g")
        assert progress(app) == f"{first}%"
        await press(pilot, ">", "<", "<")
        assert int(progress(app).removesuffix("%")) < first


async def test_pages_are_counted(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 100, 24) as pilot:
        await press(pilot, "G", "enter", "z", "v")
        assert progress(app) == "1/3"
        await press(pilot, "space")
        assert progress(app) == "2/3"
        await press(pilot, "g", "v")
        assert progress(app) == "1/4"
        await press(pilot, "G")
        assert progress(app) == "4/4"


async def test_an_article_that_fits_is_read_at_once(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 100, 60) as pilot:
        await press(pilot, "enter")
        assert progress(app) == "100%"

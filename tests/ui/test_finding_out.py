"""How one finds out what can be done: help, palette, key line, and keys of one's own."""

from collections.abc import Callable

import newsprint
import pytest
from readingroom import NEWEST, FakeWeb, at, lines, press, reading, room, settled, status, text
from textual import events
from textual.widgets import OptionList

from zhonggong_reader.errors import SettingsError
from zhonggong_reader.settings import Settings
from zhonggong_reader.ui import commands, keys, themes
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.palette import Palette
from zhonggong_reader.ui.screens.paper import PaperRoom
from zhonggong_reader.ui.widgets.leaf import Leaf

AppMaker = Callable[..., ReaderApp]

# ── Help ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", ["?", "f1", "？"])
async def test_help_lists_every_command_with_its_keys(make_app: AppMaker, key: str) -> None:
    app = make_app()
    async with reading(app, 100, 140) as pilot:
        await press(pilot, key)
        shown = lines(app)
        for command in commands.BY_ID.values():
            (line,) = (line for line in shown if line.rstrip("│ ▁▂▃▄▅▆▇█").endswith(f"  {command.help}"))
            names = line.replace(command.help, "").strip("│ ").split()
            assert names == keys.settle("default").names(command.id).split()


@pytest.mark.parametrize("key", ["escape", "q", "?", "f1", "？", "enter"])
async def test_help_closes_and_leaves_everything_as_it_was(make_app: AppMaker, key: str) -> None:
    app = make_app()
    async with reading(app) as pilot:
        before = lines(app)
        await press(pilot, "?", key)
        assert lines(app) == before


@pytest.mark.parametrize(("down", "up"), [("j", "k"), ("down", "up"), ("space", "b"), ("pagedown", "pageup")])
async def test_help_scrolls_on_a_small_screen(make_app: AppMaker, down: str, up: str) -> None:
    app = make_app()
    async with reading(app, 40, 20) as pilot:
        await press(pilot, "?")
        before = lines(app)
        assert "移动" in before[1]
        await press(pilot, down)
        assert lines(app) != before
        await press(pilot, up)
        assert lines(app) == before


async def test_help_is_not_set_in_columns_of_a_character(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 35, 20) as pilot:
        await press(pilot, "?")
        rows = len(app.screen.query_one(Leaf).lines)
        await pilot.resize_terminal(10, 20)
        await settled(pilot)
        assert len(app.screen.query_one(Leaf).lines) == rows


async def test_help_ends_with_the_way_out(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app, 40, 20) as pilot:
        await press(pilot, "?", *["space"] * 18)
        assert "读到哪里已记下" in "".join(line.strip("│ ▁▂▃▄▅▆▇█") for line in lines(app))


@pytest.mark.parametrize("width", [36, 45, 71, 72, 76, 84, 100])
async def test_help_tells_all_of_it_however_wide_the_window(make_app: AppMaker, width: int) -> None:
    app = make_app()
    async with reading(app, width, 400) as pilot:
        await press(pilot, "?")
        shown = "".join(line.strip("│ ▁▂▃▄▅▆▇█") for line in lines(app)).replace(" ", "")
        for command in commands.BY_ID.values():
            assert command.help.replace(" ", "") in shown


# ── Palette ──────────────────────────────────────────────────────────────────────────────────────


def offered(app: ReaderApp) -> list[str]:
    """Return what the palette lists: the sentences of the commands."""
    options = app.screen.query_one("#offers", OptionList).options
    return [str(option.prompt).split("  ")[0].strip() for option in options]


@pytest.mark.parametrize("key", ["ctrl+p", ":", "："])
async def test_the_palette_offers_every_command_in_chinese(make_app: AppMaker, key: str) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, key)
        assert isinstance(app.screen, Palette)
        left_out = {"palette", "move.up", "move.down"}
        assert offered(app) == [c.help for c in commands.BY_ID.values() if c.id not in left_out]
        assert "找命令" in text(app)


async def test_typing_filters_and_enter_runs(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "ctrl+p", *"取消收藏")
        assert offered(app) == [commands.BY_ID["article.star"].help]
        await press(pilot, "enter")
        assert not isinstance(app.screen, Palette)
        assert "★" in lines(app)[1]


async def test_enter_answers_all_that_was_typed_before_it(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "ctrl+p")
        for key in (*"取消收藏", "enter"):  # in one breath, before anything is found
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        while isinstance(app.screen, Palette):
            await pilot.pause()
        await settled(pilot)
        assert "★" in lines(app)[1]


async def test_arrows_choose_among_what_was_typed_before_them(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "ctrl+p", *"下一", "down", "down", "up", "enter")
        assert not isinstance(app.screen, Palette)
        await press(pilot, "ctrl+p", *"下一")
        first, second, *_ = offered(app)
        assert "下一" in first
        assert "下一" in second


async def test_a_channel_is_found_where_it_stands_by_now(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "ctrl+p", *"评论")
        await room(pilot).desk.search.saved.save("工匠")  # puts a row above the channels
        await room(pilot).recount()
        await press(pilot, "enter")
        section = room(pilot).channel_list.current
        assert section is not None
        assert section.name == "评论"


@pytest.mark.parametrize("keys", [("P",), ("T",), ("/",), (",",), ("!",), ("P", "!")], ids="".join)
async def test_a_channel_is_found_from_wherever_one_is(make_app: AppMaker, keys: tuple[str, ...]) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, *keys, "ctrl+p", *"评论")
        assert offered(app)[0] == "评论"
        await press(pilot, "enter")
        assert app.screen is room(pilot)
        section = room(pilot).channel_list.current
        assert section is not None
        assert section.name == "评论"
        assert "评论 2 篇" in lines(app)[0]
        assert room(pilot).pane == "headlines"


async def test_a_page_of_the_newspaper_is_found_in_it(make_app: AppMaker, web: FakeWeb) -> None:
    web.bodies.update({newsprint.SITE + path: body for path, body in newsprint.Newsprint().files().items()})
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "P", "ctrl+p", *"副刊")
        assert "到这一版" in text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, PaperRoom)
        section = app.screen.channel_list.current
        assert section is not None
        assert section.name == "04 副刊"


async def test_what_nothing_answers_says_so_and_enter_stays(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app) as pilot:
        await press(pilot, "ctrl+p", *"龘龘龘")
        assert "没有这样的命令或频道" in text(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, Palette)


async def test_the_palette_closes_without_doing_anything(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app) as pilot:
        before = lines(app)
        await press(pilot, "ctrl+p", "escape")
        assert lines(app) == before


# ── Keys of one's own ────────────────────────────────────────────────────────────────────────────


async def test_a_remapped_key_moves_and_the_old_one_rests(make_app: AppMaker) -> None:
    app = make_app(Settings(keys={"article.star": "a, ;", "unread.next": "ctrl+l"}))
    async with reading(app) as pilot:
        await press(pilot, "s", "f7")
        assert "★" not in lines(app)[1]
        await press(pilot, "a")
        assert "★" in lines(app)[1]
        await press(pilot, ";")
        assert "★" not in lines(app)[1]
        assert "a 收藏" in lines(app)[-2]
        assert "Ctrl+L 下篇未读" in lines(app)[-2]


async def test_help_and_palette_show_remapped_keys(make_app: AppMaker) -> None:
    app = make_app(Settings(keys={"article.star": "a"}))
    async with reading(app, 100, 140) as pilot:
        await press(pilot, "?")
        line = lines(app)[at(app, commands.BY_ID["article.star"].help).y]
        assert line.strip("│ ").split()[0] == "a"
        await press(pilot, "escape", "ctrl+p")
        await press(pilot, *"收藏或")
        (option,) = app.screen.query_one("#offers", OptionList).options
        assert str(option.prompt).split() == ["收藏或取消收藏", "a"]


async def test_two_commands_may_change_their_keys_with_each_other(make_app: AppMaker) -> None:
    app = make_app(Settings(keys={"article.star": "m", "article.read": "s"}))
    async with reading(app) as pilot:
        await press(pilot, "m")
        assert "★" in lines(app)[1]
        await press(pilot, "s")
        assert "●" not in lines(app)[1]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (Settings(keys={"article.shelve": "s"}), "article.shelve"),
        (Settings(keys={"article.star": "m"}), "article.read"),
        (Settings(theme="sepia"), "sepia"),
    ],
)
def test_settings_that_cannot_be_are_refused_before_anything_opens(
    make_app: AppMaker, settings: Settings, told: str
) -> None:
    with pytest.raises(SettingsError, match=told):
        make_app(settings)


# ── Themes ───────────────────────────────────────────────────────────────────────────────────────


async def test_day_and_night_change_places(make_app: AppMaker) -> None:
    app = make_app()
    async with reading(app) as pilot:
        assert app.theme == themes.PAPER.name
        await press(pilot, "ctrl+t")
        assert app.theme == themes.NIGHT.name
        await press(pilot, "ctrl+t")
        assert app.theme == themes.PAPER.name


@pytest.mark.parametrize("theme", ["paper", "night", "nord", "textual-light", "gruvbox"])
async def test_every_theme_opens(make_app: AppMaker, theme: str) -> None:
    app = make_app(Settings(theme=theme))
    async with reading(app) as pilot:
        await press(pilot, "enter")
        assert NEWEST[:20] in text(app)
        assert status(pilot) == "列表更新于刚刚"
        assert room(pilot).article_view.kept is not None

"""Every text on the screen stands out from what is behind it: WCAG 2.2, 1.4.3 (AA), in both themes.

Colours are taken off the painted screen, so that no sheet, blend or default is forgotten.
"""

from collections.abc import Callable, Iterator

import pytest
from articles import every_kind
from elsewhere import WAYS, back, go, prepare
from press import NOW
from readingroom import SITE, FakeWeb, press, reading, room, settled
from rich.color import Color
from rich.style import Style
from textual.geometry import Offset

from zhonggong_reader import places, settings
from zhonggong_reader.errors import FetchError
from zhonggong_reader.model import KeptArticle
from zhonggong_reader.settings import Settings
from zhonggong_reader.typeset import Role
from zhonggong_reader.ui.app import ReaderApp
from zhonggong_reader.ui.themes import OWN

AppMaker = Callable[..., ReaderApp]

LEAST = 4.5
"""Ratio of luminances for text of ordinary size (WCAG 2.2, 1.4.3)."""


def luminance(colour: Color) -> float:
    """Return the relative luminance (WCAG 2.2)."""
    parts = [part / 255 for part in colour.get_truecolor()]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ratio(style: Style) -> float:
    """Return the contrast of what `style` draws."""
    assert style.color is not None
    assert style.bgcolor is not None
    # The program draws without Textual's filter for numbered colours and dim text.
    assert style.color.triplet
    assert style.bgcolor.triplet
    assert not style.dim
    return contrast(style.color, style.bgcolor)


def is_text(text: str) -> bool:
    """Tell whether there is something to read: not blanks, lines and blocks alone."""
    return any(not sign.isspace() and not "\u2500" <= sign <= "\u259f" for sign in text)


def painted(app: ReaderApp) -> Iterator[tuple[str, Style]]:
    """Yield the texts of the uppermost screen; where another one shows through, what lies over that."""
    screen = app.screen
    regions = (
        [child.region for child in screen.children] if screen.styles.background.a < 1 else [screen.region]
    )
    for row, strip in enumerate(screen._compositor.render_strips()):
        column = 0
        for segment in strip:
            inside = any(region.contains_point(Offset(column, row)) for region in regions)
            if inside and is_text(segment.text) and segment.style:
                yield segment.text, segment.style
            column += segment.cell_length


def faint(app: ReaderApp) -> list[str]:
    """Return the texts that do not stand out, with their ratios."""
    return [f"{text.strip()} {ratio(style):.2f}" for text, style in painted(app) if ratio(style) < LEAST]


SCENES = (
    *(
        (),
        ("j",),
        ("h", "j"),
        ("l", "enter"),
        ("G",),
        ("f",),
        ("escape",),
        ("escape", "G", "enter"),
        ("v",),
        ("v",),
        ("v",),
    ),
    *(("x",), ("escape", "?"), ("escape", "ctrl+p"), (*"ctrl",), ("down",), ("escape", "i"), ("escape", "1")),
    *(("escape", "/"), (*"工匠", "enter"), ("down",), ("tab",), ("escape",), ("escape",)),
    *(("P",), ("{",), ("d",), ("escape",)),
    *(("T",), ("j",), ("r",)),
)
"""Keys, and what stands on the screen behind them."""


@pytest.mark.parametrize("theme", [theme.name for theme in OWN])
async def test_every_text_of_every_screen_stands_out(make_app: AppMaker, theme: str) -> None:
    app = make_app(Settings(theme=theme))
    async with reading(app, 140, 40) as pilot:
        for keys in SCENES:
            await press(pilot, *keys)
            assert faint(app) == [], keys


@pytest.mark.parametrize("theme", [theme.name for theme in OWN])
async def test_every_text_of_the_other_screens_stands_out(
    make_app: AppMaker, web: FakeWeb, theme: str
) -> None:
    write(f'theme = "{theme}"\nboss = "log"\n')
    app = make_app(settings.read(places.settings()), pictures=prepare(web))
    async with reading(app, 110, 40) as pilot:
        await press(pilot, "R")
        for name in WAYS:
            await go(pilot, web, name)
            assert app.screen is not room(pilot), name
            assert app.theme == theme
            assert faint(app) == [], name
            if name == "boss":
                await press(pilot, "ctrl+f12")
            await back(pilot)
            if name == "settings":
                await press(pilot, "comma", *["down"] * 3, "7")  # a value that may not be
                assert faint(app) == [], name
                await back(pilot)


def write(said: str) -> None:
    """Let the reader's settings say this."""
    places.settings().parent.mkdir(parents=True)
    places.settings().write_text(said, "utf-8")


@pytest.mark.parametrize("theme", [theme.name for theme in OWN])
async def test_trouble_stands_out(make_app: AppMaker, web: FakeWeb, theme: str) -> None:
    web.failures[f"{SITE}/quanzong/"] = FetchError("服务器出错（503）", "请稍后再试")
    app = make_app(Settings(theme=theme))
    async with reading(app, 140, 40) as pilot:
        await press(pilot, "h", "j", "j", "r")
        assert faint(app) == []
        web.offline = True
        await press(pilot, "l", "enter")
        assert faint(app) == []
        app.say("一条消息", trouble=True)
        app.notify("一条消息", severity="error", markup=False)
        await pilot.pause()
        assert faint(app) == []
        await pilot.resize_terminal(18, 6)
        await settled(pilot)
        assert faint(app) == []


@pytest.mark.parametrize("theme", [theme.name for theme in OWN])
async def test_every_role_stands_out_also_where_it_is_selected(make_app: AppMaker, theme: str) -> None:
    app = make_app(Settings(theme=theme))
    async with reading(app, 120, 60) as pilot:
        view = room(pilot).article_view
        await press(pilot, "z")
        view.kept = KeptArticle(
            id=4711, article=every_kind(), fetched=NOW, read=True, starred=False, position=None
        )
        await settled(pilot)
        roles = {piece.role for row in view._sheet.rows if row for piece in row.segments}  # type: ignore[union-attr]
        assert roles == set(Role) - {Role.ADDED, Role.REMOVED}  # those are of the view of changes
        assert faint(app) == []
        mark = app.screen.get_component_rich_style("screen--selection")
        for role in set(Role) - {Role.RULE, Role.BLANK}:
            style = view.rich_style + view.get_component_rich_style(f"article--{role}", partial=True)
            assert ratio(style) >= LEAST, role
            assert ratio(style + mark) >= LEAST, role


def test_the_measure_of_contrast() -> None:
    """Examples of WCAG's own: black on white, and the faintest grey that passes on white."""
    white = Color.parse("#ffffff")
    assert contrast(Color.parse("#000000"), white) == pytest.approx(21)
    assert contrast(white, Color.parse("#767676")) == pytest.approx(4.54, abs=0.01)

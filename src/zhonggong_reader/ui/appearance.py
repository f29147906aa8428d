"""How the screen looks whatever is on it: its theme, by hand or by the hour, and 简繁.

What one changes by hand holds until the next turn of the hours, or until the program ends.
"""

from asyncio import to_thread
from collections.abc import Callable
from datetime import datetime
from typing import Final

from textual import events, on
from textual.app import App
from textual.reactive import reactive
from textual.theme import Theme
from textual.timer import Timer

from zhonggong_reader.language import tr
from zhonggong_reader.settings import Settings
from zhonggong_reader.typeset import Script
from zhonggong_reader.ui import themes
from zhonggong_reader.ui.daylight import Night
from zhonggong_reader.ui.sheet import NO_SCRIPTS
from zhonggong_reader.ui.style_sheets import StyleSheets
from zhonggong_reader.ui.tasks import task

_SCRIPTS: Final[dict[Script, str]] = {
    "as-is": tr("原样"),
    "traditional": tr("繁体"),
    "simplified": tr("简体"),
}
"""In the order of the key."""

_OWN: Final = {theme.name: theme for theme in themes.OWN}


def _hours(settings: Settings) -> tuple[str, ...]:
    return (settings.theme, settings.night_from, settings.night_until)


class Appearance(App[None], inherit_bindings=False):
    """The program as far as its looks go."""

    script: reactive[Script] = reactive[Script]("as-is", init=False)
    """Characters in which news is shown; screens follow it."""

    def __init__(self, settings: Settings, now: Callable[[], datetime]) -> None:
        """Take the settings, and a clock with a time zone."""
        super().__init__()
        for theme in themes.OWN:
            self.register_theme(theme)
        self.stylesheet: StyleSheets = StyleSheets()
        themes.check(settings.theme)
        self._now = now
        self._hours_timer: Timer | None = None
        self._wished_script: Script = settings.script
        self._night: Night | None = None
        self._was_night = False
        self._wished_theme = self._theme_of(settings)
        self._begin_with(self._wished_theme)

    def _begin_with(self, name: str) -> None:
        """Set the theme before any sheet is read.

        Assigning one of ours would have every sheet, Textual's own included, read and then read
        anew; Textual's themes may change how colours reach the terminal and are left to it.
        """
        if name not in _OWN:
            self.theme = name
            return
        self.set_reactive(App.theme, name)
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(True, f"-theme-{name}", update=False)
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)

    def _theme_of(self, settings: Settings) -> str:
        """Return the theme that `settings` ask for by now, and keep the hours that they name."""
        auto = settings.theme == themes.AUTO
        self._night = Night.between(settings.night_from, settings.night_until) if auto else None
        self._was_night = self._is_night()
        return self._theme_of_the_hour() if auto else settings.theme

    def dress(self, before: Settings, settings: Settings) -> None:
        """Let what differs between `before` and `settings` hold from now on."""
        if _hours(settings) != _hours(before):
            self._wear(self._theme_of(settings))
            self._follow_hours()
        if settings.script != before.script:
            self._show_script(settings.script, "")

    @on(events.Mount)
    def _begin_to_follow(self) -> None:
        self._follow_hours()
        if self._wished_script != "as-is":
            self._show_script(self._wished_script, "")

    def say(self, text: str, *, trouble: bool = False) -> None:
        """Answer a wish, where the screen can."""

    @property
    def current_theme(self) -> Theme:
        """The theme that is worn. Textual copies all there are to find it, for each line that it draws."""
        return _OWN.get(self.theme) or super().current_theme

    # ── Themes ───────────────────────────────────────────────────────────────────────────────

    def action_theme(self) -> None:
        """Change between day and night."""
        self._wear(themes.PAPER.name if self._wished_theme == themes.NIGHT.name else themes.NIGHT.name)

    def _wear(self, name: str) -> None:
        self._wished_theme = name
        self._change_theme()

    @task(exclusive=True, group="theme")
    async def _change_theme(self) -> None:
        """Put on the theme that is wished; its sheets are read before, one after the other."""
        theme = self.available_themes[self._wished_theme]
        colours = theme.to_color_system().generate()
        await self.stylesheet.read_ahead({**self.get_theme_variable_defaults(), **colours, **theme.variables})
        self.theme = self._wished_theme

    def _is_night(self) -> bool:
        return self._night is not None and self._night.holds(self._now().astimezone())

    def _theme_of_the_hour(self) -> str:
        return themes.NIGHT.name if self._was_night else themes.PAPER.name

    # A machine that slept shows the hour as soon as one looks at it again.
    @on(events.AppFocus)
    def _follow_hours(self) -> None:
        """Change the theme where night has begun or ended, and look again in time."""
        if self._night is None:
            return
        if self._is_night() != self._was_night:
            self._was_night = not self._was_night
            self._wear(self._theme_of_the_hour())
        if self._hours_timer is not None:
            self._hours_timer.stop()
        self._hours_timer = self.set_timer(self._night.wait(self._now().astimezone()), self._follow_hours)

    # ── Characters ───────────────────────────────────────────────────────────────────────────

    def action_script(self) -> None:
        """Show traditional characters, simplified ones, or those of the page."""
        order = [*_SCRIPTS]
        script = order[(order.index(self.script) + 1) % len(order)]
        self._show_script(script, tr("字形：{script}", script=_SCRIPTS[script]))

    @task(exclusive=True, group="script")
    async def _show_script(self, script: Script, answer: str) -> None:
        from zhonggong_reader.typeset import scripts  # noqa: PLC0415 - for the few who ask

        if await to_thread(scripts.prepare, script):
            self.script = script
            if answer:
                self.say(answer)
        else:
            self.say(NO_SCRIPTS, trouble=True)

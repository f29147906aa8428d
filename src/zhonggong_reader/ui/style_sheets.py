"""Textual's style sheets, each read once for every theme it was seen in.

Textual reads all of them anew whenever the theme changes or a screen brings a sheet of its own,
which a reader feels.
"""

from asyncio import sleep
from collections.abc import Mapping
from typing import Final

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation

KEPT: Final = 3
"""Themes whose sheets are kept as they were read: day, night, and one of Textual's."""

_Sheets = dict[tuple[str, CSSLocation, bool, int, str], list[RuleSet]]


class StyleSheets(Stylesheet):
    """Takes the place of Textual's; sheets are read as there."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._kept: dict[frozenset[tuple[str, str]], _Sheets] = {}

    def reparse(self) -> None:
        """Let the rules hold for the variables there are now; what was read for them stays read.

        Raises StylesheetError, and the rules stay as they were.
        """
        self.parse()

    async def read_ahead(self, variables: Mapping[str, str]) -> None:
        """Read every sheet for other `variables`, letting the loop come by after each."""
        ahead = StyleSheets(variables=dict(variables))
        ahead._kept = self._kept
        for place, (css, is_default, tie_breaker, scope) in [*self.source.items()]:
            ahead._parse_rules(css, place, is_default, tie_breaker, scope)
            await sleep(0)

    # The one place in which Textual reads a sheet. Its own cache is emptied by every other theme.
    def _parse_rules(
        self,
        css: str,
        read_from: CSSLocation,
        is_default_rules: bool = False,
        tie_breaker: int = 0,
        scope: str = "",
    ) -> list[RuleSet]:
        read = self._read_under(frozenset(self._variables.items()))
        key = (css, read_from, is_default_rules, tie_breaker, scope)
        if key not in read:
            read[key] = super()._parse_rules(css, read_from, is_default_rules, tie_breaker, scope)
        return read[key]

    def _read_under(self, variables: frozenset[tuple[str, str]]) -> _Sheets:
        read = self._kept.pop(variables, {})
        self._kept[variables] = read  # the one that was asked for last stands last
        while len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        return read

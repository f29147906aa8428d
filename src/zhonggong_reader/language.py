"""The language of the interface: Chinese as it stands in the source, or English out of a catalogue.

`tr()` is the one way from a sentence in the source to a reader. Which language holds is settled once,
by the first sentence that is asked for, so tables that are made on import speak it too. The news, the
names of the site and what is exported are never translated.
"""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from zhonggong_reader import files, places

if TYPE_CHECKING:
    from gettext import NullTranslations

Language = Literal["zh", "en"]

DOMAIN: Final = "zhonggong_reader"
FOLDER: Final = Path(__file__).parent / "locale"
"""Catalogues, by language: `en/LC_MESSAGES/zhonggong_reader.mo`."""

_VARIABLES: Final = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""Variables that name a locale, the first that is set decides (gettext(3))."""


def tr(text: str, **values: object) -> str:
    """Return `text`, a sentence of the source, in the reader's language.

    With `values`, each `{name}` in it gives way to the value of this name, as `str.format` does;
    without, braces stand for themselves. Values are put in after translating: they are never
    looked up, nor read as fields.
    """
    catalogue = _catalogue()
    if catalogue is not None:
        text = catalogue.gettext(text)
    return text.format(**values) if values else text


def chosen(setting: object, environment: Mapping[str, str]) -> Language:
    """Return the language that the settings' `language` asks for, else that of the environment's locale.

    Chinese holds wherever neither asks for English: no locale, `C`, or a language that the reader
    does not speak.
    """
    if setting == "zh":
        return "zh"
    if setting == "en":
        return "en"
    named = next((value for name in _VARIABLES if (value := environment.get(name))), "")
    return "en" if named.lower().startswith("en") else "zh"


@cache
def current() -> Language:
    """Return the language of this run."""
    return chosen(_setting(), os.environ)


@cache
def _catalogue() -> "NullTranslations | None":
    """Return the sentences of the current language; None for Chinese, which needs none."""
    if current() == "zh":
        return None
    import gettext  # noqa: PLC0415 - for those whom Chinese does not serve

    return gettext.translation(DOMAIN, FOLDER, [current()])


def _setting() -> object:
    """Return `language` out of the settings file.

    None where it says nothing or cannot be understood: `settings.read` says what is wrong there.
    """
    try:
        text = files.read(places.settings(), files.SETTINGS_LIMIT).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    if "language" not in text:
        return None
    from zhonggong_reader import toml  # noqa: PLC0415 - for the few who choose

    try:
        return toml.loads(text).get("language")
    except ValueError:
        return None

"""What has been drawn and is not shown any more."""

from textual._styles_cache import StylesCache


def forget() -> None:
    """Let go of the lines of widgets that are gone.

    Textual keeps the last thousand of them: its cache of two colours has each widget's cache of lines
    in its key. Filling it again takes less than a picture.
    """
    StylesCache.get_inner_outer.cache_clear()

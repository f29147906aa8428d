"""What settings say that their declaration cannot judge: names that the screen alone knows."""

from zhonggong_reader.settings import Settings
from zhonggong_reader.ui import keys, themes


def check(settings: Settings) -> None:
    """Raise SettingsError where settings name keys, commands or a theme that there are not."""
    keys.settle(settings.keys)
    themes.check(settings.theme)

"""config.toml: read, checked strictly, handed on as one frozen value, and changed one setting at a time.

An unknown key or a value that is not allowed is a SettingsError that names the file, the key and
what is allowed. Nothing here reads the environment.
"""

from zhonggong_reader.settings.declared import (
    NARROWEST_CHANNELS,
    NARROWEST_MEASURE,
    WIDEST_CHANNELS,
    WIDEST_MEASURE,
    Channels,
    Keep,
    KeyWishes,
    Matrix,
    Network,
    Panes,
    Settings,
)
from zhonggong_reader.settings.file import SettingsFile
from zhonggong_reader.settings.reading import read

__all__ = [
    "NARROWEST_CHANNELS",
    "NARROWEST_MEASURE",
    "WIDEST_CHANNELS",
    "WIDEST_MEASURE",
    "Channels",
    "Keep",
    "KeyWishes",
    "Matrix",
    "Network",
    "Panes",
    "Settings",
    "SettingsFile",
    "read",
]

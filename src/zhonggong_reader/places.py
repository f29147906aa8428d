"""Where files live: the library, the settings, the log, the cache and the packaged styles.

Knows names and folders, opens nothing and creates nothing.
"""

from functools import cache
from pathlib import Path

from platformdirs import PlatformDirs


def _dirs() -> PlatformDirs:
    return PlatformDirs("zhonggong-reader", appauthor=False)


def library() -> Path:
    """Return the file of the library (`$XDG_DATA_HOME/zhonggong-reader/library.sqlite3`)."""
    return _dirs().user_data_path / "library.sqlite3"


def settings() -> Path:
    """Return the settings file (`$XDG_CONFIG_HOME/zhonggong-reader/config.toml`)."""
    return _dirs().user_config_path / "config.toml"


def log() -> Path:
    """Return the log file (`$XDG_STATE_HOME/zhonggong-reader/reader.log`)."""
    return _dirs().user_state_path / "reader.log"


def bookmark() -> Path:
    """Return the file that says where the reader stood (`$XDG_STATE_HOME/zhonggong-reader/bookmark.json`)."""
    return _dirs().user_state_path / "bookmark.json"


def cache_directory() -> Path:
    """Return the folder of files that can be fetched again (`$XDG_CACHE_HOME/zhonggong-reader`)."""
    return _dirs().user_cache_path


def pictures() -> Path:
    """Return the folder of kept pictures, in the cache."""
    return cache_directory() / "pictures"


def clippings() -> Path:
    """Return the folder of clippings, among the reader's own documents (`~/Documents/剪报`)."""
    return _dirs().user_documents_path / "剪报"


@cache
def styles() -> Path:
    """Return the folder of Textual style sheets.

    A wheel carries it inside the package; in a checkout it stands at the top level. (Editable
    installs know no other way: `importlib.resources` does not find it there.)
    """
    package = Path(__file__).parent
    packaged = package / "styles"
    return packaged if packaged.is_dir() else package.parents[1] / "styles"

"""Exit codes, as scripts and cron jobs rely on them."""

from typing import Final

DONE: Final = 0
FAILED: Final = 1
"""The reason stands in one line on standard error."""
WRONG_USAGE: Final = 2
IN_PART: Final = 3
"""Some channels or articles failed, each named on standard error."""
INTERRUPTED: Final = 130
"""Ctrl+C, as shells count it: 128 + SIGINT."""

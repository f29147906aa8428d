"""When it is night: which of the reader's own themes an hour asks for, and when that changes. Pure."""

from datetime import datetime, time, timedelta
from typing import Final

from msgspec import Struct

LONGEST_WAIT: Final = timedelta(minutes=10)
"""Until one looks again: a machine that slept has stopped counting."""


class Night(Struct, frozen=True):
    """The hours of every night, on the reader's own clock. From an hour until the same one: never."""

    begin: time
    end: time

    @classmethod
    def between(cls, begin: str, end: str) -> "Night":
        """Return the night from one `HH:MM` until another one."""
        return cls(time.fromisoformat(begin), time.fromisoformat(end))

    def holds(self, now: datetime) -> bool:
        """Tell whether it is night at `now`, a local time."""
        clock = now.time()
        if self.begin <= self.end:
            return self.begin <= clock < self.end
        return clock >= self.begin or clock < self.end

    def wait(self, now: datetime) -> float:
        """Return the seconds from `now`, a local time, until one has to look again."""
        here = now.replace(tzinfo=None)
        turns = [datetime.combine(here.date(), clock) for clock in (self.begin, self.end)]
        left = [turn - here if turn > here else turn + timedelta(days=1) - here for turn in turns]
        return min(LONGEST_WAIT, *left).total_seconds()

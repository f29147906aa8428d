"""Which articles followed each other by the reading key, so that one can go back the same way. Pure."""

from typing import Literal

from msgspec import Struct

from zhonggong_reader.model import Shelf


class Stop(Struct, frozen=True):
    """An article on the way, and the list in which it was read."""

    shelf: Shelf | None
    """None: none of the lists."""
    id: int


class Way:
    """Stops in the order of reading, and at which of them one is."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._at = 0

    def stand_at(self, stop: Stop) -> None:
        """Be at `stop`. An article to which this way has not led begins another one."""
        if not self._stops or self._stops[self._at].id != stop.id:
            self._stops, self._at = [stop], 0

    def lead_to(self, stop: Stop) -> None:
        """Go on to `stop`, from the end of the way."""
        self._stops.append(stop)
        self._at = len(self._stops) - 1

    def beside(self, step: Literal[1, -1]) -> Stop | None:
        """Return the stop behind this one (1) or before it (-1); None: here the way ends."""
        at = self._at + step
        return self._stops[at] if 0 <= at < len(self._stops) else None

    def go(self, step: Literal[1, -1]) -> None:
        """Be at the stop beside this one."""
        self._at += step

    def drop(self, step: Literal[1, -1]) -> None:
        """Forget the stop beside this one: what stood there is gone."""
        self._stops.pop(self._at + step)
        self._at += min(0, step)

    def has(self, identity: int) -> bool:
        """Tell whether the way has led to this article."""
        return any(stop.id == identity for stop in self._stops)

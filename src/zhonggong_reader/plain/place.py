"""Where a reader is: the channels, a list, an article."""

from abc import ABC, abstractmethod
from typing import ClassVar

from zhonggong_reader.plain.words import Wish, Word


class Place(ABC):
    """Says what is here, and fulfils wishes."""

    words: ClassVar[tuple[Word, ...]]
    """What can be said here besides what can be said everywhere."""
    numbers: ClassVar[str]
    """What saying a number does here."""
    on: ClassVar[str]
    """What an empty line does here."""

    @property
    @abstractmethod
    def name(self) -> str:
        """What stands before the reader's answer."""

    @abstractmethod
    def show(self) -> None:
        """Say what is here."""

    def renew(self) -> None:  # noqa: B027 - most places hold no marks
        """Look at the marks again: they have been changed elsewhere."""

    @abstractmethod
    def do(self, wish: Wish) -> "Place | None":
        """Fulfil a wish; return where that leads. None: it is none of this place."""

"""Full text: the index of words, kept in step with what is kept, and what is found with it."""

from zhonggong_reader.library.search.index import Index, faults
from zhonggong_reader.library.search.joining import states_of, wanted
from zhonggong_reader.library.search.readings import Readings
from zhonggong_reader.library.search.search import BEGINNING, Place, Search

__all__ = ["BEGINNING", "Index", "Place", "Readings", "Search", "faults", "states_of", "wanted"]

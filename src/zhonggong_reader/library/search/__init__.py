"""Full text: the index of words, kept in step with what is kept, and what is found with it."""

from zhonggong_reader.library.search.entries import BEGINNING, Place
from zhonggong_reader.library.search.index import Index
from zhonggong_reader.library.search.readings import Readings
from zhonggong_reader.library.search.search import Search

__all__ = ["BEGINNING", "Index", "Place", "Readings", "Search"]

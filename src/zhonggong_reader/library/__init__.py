"""The library: everything that was fetched and every mark the reader made, in one SQLite file.

The only importer of apsw. Returns values of `zhonggong_reader.model`, never rows; fetches nothing.
"""

from zhonggong_reader.library.backup import backup_of
from zhonggong_reader.library.imports import Added, ImportMark
from zhonggong_reader.library.keeping import Limits, Plan
from zhonggong_reader.library.library import Library
from zhonggong_reader.library.sealed import DamagedArticle
from zhonggong_reader.library.search import Index

__all__ = [
    "Added",
    "DamagedArticle",
    "ImportMark",
    "Index",
    "Library",
    "Limits",
    "Plan",
    "backup_of",
]

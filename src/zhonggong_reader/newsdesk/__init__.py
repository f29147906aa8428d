"""What a reader can ask for: library first, network second.

Joins the rooms that know nothing of each other: `web` brings bytes, `workercn` understands them,
`library` keeps them. Knows no screen and no command line; everything that waits is `async`, the
synchronous library is called in threads. Raises ReaderError and nothing else on purpose.
"""

from zhonggong_reader.library.search import BEGINNING, Place
from zhonggong_reader.newsdesk.articles import ArticleNotKept, Fetches, Routes, news_address
from zhonggong_reader.newsdesk.changes import Change, Changes
from zhonggong_reader.newsdesk.deeds import told
from zhonggong_reader.newsdesk.desk import Newsdesk, Refreshed, utc_now
from zhonggong_reader.newsdesk.failures import Failures, is_its_own
from zhonggong_reader.newsdesk.front_page import Block, FrontPage, Story
from zhonggong_reader.newsdesk.leads import leads_to_article
from zhonggong_reader.newsdesk.marks import Extent, Marks, Report
from zhonggong_reader.newsdesk.newspaper import (
    FIRST_DAY,
    ArticleKept,
    ArticleMissed,
    IssueListed,
    Newspaper,
    PaperEvent,
)
from zhonggong_reader.newsdesk.pages import understand
from zhonggong_reader.newsdesk.paper_shelves import PaperShelves, day_of, shelf_of
from zhonggong_reader.newsdesk.pictures import Pictures
from zhonggong_reader.newsdesk.rounds import (
    ArticleFailed,
    ArticleFetched,
    ListFailed,
    ListFetched,
    RoundEvent,
    sync,
)
from zhonggong_reader.newsdesk.shelves import Lists, Shelves
from zhonggong_reader.newsdesk.upkeep import Upkeep, limits_of
from zhonggong_reader.newsdesk.watching import Watching, WatchMark, told_of

__all__ = [
    "BEGINNING",
    "FIRST_DAY",
    "ArticleFailed",
    "ArticleFetched",
    "ArticleKept",
    "ArticleMissed",
    "ArticleNotKept",
    "Block",
    "Change",
    "Changes",
    "Extent",
    "Failures",
    "Fetches",
    "FrontPage",
    "IssueListed",
    "ListFailed",
    "ListFetched",
    "Lists",
    "Marks",
    "Newsdesk",
    "Newspaper",
    "PaperEvent",
    "PaperShelves",
    "Pictures",
    "Place",
    "Refreshed",
    "Report",
    "RoundEvent",
    "Routes",
    "Shelves",
    "Story",
    "Upkeep",
    "WatchMark",
    "Watching",
    "day_of",
    "is_its_own",
    "leads_to_article",
    "limits_of",
    "news_address",
    "shelf_of",
    "sync",
    "told",
    "told_of",
    "understand",
    "utc_now",
]

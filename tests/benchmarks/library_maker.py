"""Makes a library of any size, always the same for the same seed, through the library's own door.

    python tests/benchmarks/library_maker.py FILE HEADLINES [ARTICLES]

The news in it is put together from phrases of the trade and has the statistics of news (`prose.py`); it
names nobody. Some words are planted: of the articles, counted from the newest, one in `PLANTED[word]` has it.
"""

import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from prose import Prose

from zhonggong_reader.library import Library
from zhonggong_reader.model import (
    BEIJING,
    Article,
    Channel,
    Headline,
    KeptArticle,
    Paragraph,
    Picture,
    Shelf,
    Validators,
)
from zhonggong_reader.text import clean, clean_line

SITE = "https://www.workercn.cn"
CHANNELS = {
    "quanzong": "全总",
    "acftu": "工会",
    "pl/pl": "评论",
    "right": "权益",
    "character": "人物",
    "news": "时政",
    "finance": "财经",
    "job": "就业",
}
NEWEST = datetime(2026, 10, 5, 18, 0, tzinfo=BEIJING)
WHO = ("全国总工会", "各地工会", "多地人社部门", "这家企业", "产业工人", "快递员群体", "一线班组", "职工书屋")
DOES = ("部署", "推进", "走进", "建起", "开展", "发布", "完善", "联手推动")
WHAT = ("集体协商", "技能竞赛", "职工之家", "法律援助", "劳动保护", "公益课堂", "户外驿站", "创新工作室")
TAIL = (
    "让服务更近一步",
    "惠及 3.5 万名职工",
    "今年将新增 200 处",
    "“最后一公里”怎么走？",
    "——来自车间的观察",
)
PLANTED = {"大国工匠": 1_000, "高温津贴": 10_000, "鼋鼍龘": 100_000}
CHARACTERS = 1_500
INDEXED_AT_ONCE = 1_000
LABELS = (None, None, None, "原创", "视频", "滚动")
BATCH = 5_000


def make(path: Path, headlines: int, articles: int, seed: int = 1) -> None:
    """Write a library with so many headlines, the newest `articles` of them kept, into `path`.

    A third of the headlines is read, one in fifty starred; one in a hundred has no time.
    """
    dice = random.Random(seed)
    with Library(path) as library:
        channels = [Channel(slug, clean_line(name), f"{SITE}/{slug}/") for slug, name in CHANNELS.items()]
        library.channels.save(channels)
        for start in range(0, headlines, BATCH):
            batch = [_headline(dice, number) for number in range(start, min(start + BATCH, headlines))]
            channel = channels[start // BATCH % len(channels)]
            library.channels.listed(channel.slug, batch, Validators(), NEWEST.astimezone(UTC))
        ids = range(1, headlines + 1)
        library.marks.read((i for i in ids if dice.random() < 1 / 3), True, NEWEST)
        library.marks.starred((i for i in ids if dice.random() < 1 / 50), True, NEWEST)
        library.articles.add(_kept(library, articles))
        # The list is opened once, so that what was written last is in its place.
        library.headlines.open(Shelf())
        while library.index.catch_up(INDEXED_AT_ONCE):
            pass


def _headline(dice: random.Random, number: int) -> Headline:
    published = NEWEST - timedelta(minutes=7 * number, seconds=dice.randrange(400))
    words = f"{dice.choice(WHO)}{dice.choice(DOES)}{dice.choice(WHAT)}：{dice.choice(TAIL)}"
    return Headline(
        address=f"{SITE}/c/{published:%Y-%m-%d}/{8_900_000 - number}.shtml",
        title=clean_line(words),
        source=clean_line("中工网-工人日报"),
        published=None if dice.random() < 0.01 else published,
        label=None if (label := dice.choice(LABELS)) is None else clean_line(label),
    )


def _kept(library: Library, articles: int) -> Iterator[KeptArticle]:
    prose = Prose()
    for number, headline in enumerate(library.articles.missing(None, articles)):
        body = [Paragraph(clean(text)) for text in prose.paragraphs(number, CHARACTERS)]
        planted = [word for word, every in PLANTED.items() if number % every == every - 1]
        body.append(Paragraph(clean(f"记者了解到，{'、'.join(planted) or '活动'}受到关注。")))
        picture = Picture(f"{SITE}/upload/resources/image/2026/10/02/2927825.jpg", clean("活动现场"))
        article = Article(
            address=headline.address,
            title=headline.title,
            source=headline.source,
            published=headline.published,
            blocks=(*body[:2], picture, *body[2:]),
        )
        yield KeptArticle(
            id=0, article=article, fetched=NEWEST.astimezone(UTC), read=False, starred=False, position=None
        )


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)

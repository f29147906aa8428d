"""Issues of a newspaper in the markup of the site's e-paper, for servers and webs of tests.

Bytes as the site sends them: UTF-8 with a byte-order mark. Everything that the words say is made up.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

SITE = "https://www.workercn.cn"
DAY = date(2026, 10, 5)
"""A Monday; the tests' present is its evening."""
BOM = b"\xef\xbb\xbf"
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Story:
    """An article: what stands above its headline, the headline, and what it tells."""

    title: str
    paragraphs: tuple[str, ...] = ()
    kicker: str = ""
    picture: str = ""
    """Caption of its picture; empty: it has none."""


@dataclass(frozen=True)
class Sheet:
    """A page of the newspaper."""

    name: str
    stories: tuple[Story, ...]


SHEETS = (
    Sheet(
        "要闻",
        (
            Story(
                "装配线旁的“学习角”天天有人",
                (
                    "本报讯（记者 杨登峰）早班交接前的半小时，总装车间的“学习角”里坐满了人。黑板上画着"
                    "一副减速器的剖面图，讲课的是班组里的老钳工。",
                    "学习角去年秋天设立，每周一题，题目由一线职工提出。一年来，职工们在这里解决了31个工艺难题，"
                    "其中9个写进了作业指导书。",
                    "“以前是有问题找师傅，现在是带着问题来上课。”一位入厂两年的装配工说。",
                ),
                kicker="问题一线提 难题一起解",
                picture="图为职工在“学习角”讨论图纸。 本报记者 杨登峰 摄",
            ),
            Story(
                "十二项便民服务搬进工会驿站",
                (
                    "记者从市总工会获悉，全市工会驿站即日起新增12项便民服务，职工可在驿站内办理医保查询、"
                    "公积金提取预约等事项。",
                    "目前全市已建成工会驿站268个，其中24小时开放的有74个。",
                ),
            ),
            Story("秋粮入仓", picture="10月4日，农场职工在晾晒场翻动新收的稻谷。 本报通讯员 谢宏 摄"),
            Story("导读"),
        ),
    ),
    Sheet(
        "评论",
        (
            Story(
                "把技能课堂开到工位旁",
                (
                    "技能提升，难在时间，也难在针对性。把课堂开到工位旁，让生产中的难题成为教案，"
                    "培训才能真正落到手上。",
                    "课堂近了，还要让学到的本领有用武之地。谁解决了问题，谁就该在岗位和待遇上得到体现。",
                ),
                kicker="工人时评",
            ),
            Story(
                "算好休息休假这本账",
                ("休息不是生产的对立面。落实带薪年休假，既是法律的要求，也是对劳动者身心的呵护。",),
            ),
        ),
    ),
    Sheet("广告", ()),
    Sheet(
        "副刊",
        (
            Story(
                "灯塔守望者",
                ("海风一年四季都在吹。守塔人说，灯亮着，心里就踏实。", "夜里十点，最后一班渔船回港。"),
            ),
        ),
    ),
)
"""A small issue: four pages, one of them without articles, seven articles, one of these empty."""


class Newsprint:
    """An issue as files of the site."""

    def __init__(self, day: date = DAY, sheets: Sequence[Sheet] = SHEETS) -> None:
        self.day = day
        self.sheets = sheets

    @property
    def folder(self) -> str:
        """Path of the issue on the site."""
        return f"/papers/grrb/{self.day:%Y/%m/%d}"

    def page_path(self, page: int) -> str:
        """Path of a page, counted from 1."""
        return f"{self.folder}/{page}/page.html"

    def article_path(self, page: int, article: int) -> str:
        """Path of an article of a page, both counted from 1."""
        return f"{self.folder}/{page}/news-{article}.html"

    @property
    def article_paths(self) -> list[str]:
        """The paths of all articles, in order."""
        return [
            self.article_path(page, article)
            for page, sheet in enumerate(self.sheets, 1)
            for article in range(1, len(sheet.stories) + 1)
        ]

    def files(self) -> dict[str, bytes]:
        """Return every page and article by its path."""
        made = {}
        for page, sheet in enumerate(self.sheets, 1):
            made[self.page_path(page)] = self.page(page)
            for article in range(1, len(sheet.stories) + 1):
                made[self.article_path(page, article)] = self.article(page, article)
        return made

    def page(self, page: int) -> bytes:
        """Return a page."""
        sheet = self.sheets[page - 1]
        pages = "".join(
            f"<li>{number:02d}版:{each.name} "
            f'<a class="pdf" href="../{number}/grrb{self.day:%Y%m%d}{number}.pdf"></a>'
            f'<a href="../{number}/page.html">{number:02d}</a></li>\n'
            for number, each in enumerate(self.sheets, 1)
        )
        titles = "".join(
            f'<li><a href="news-{number}.html">{story.title}</a></li>\n'
            for number, story in enumerate(sheet.stories, 1)
        )
        return self._document(
            f"{sheet.name}-工人日报-中工网",
            f'<div class="holder"><h3>版面导航</h3>\n<ul id="pageUrl">\n{pages}</ul></div>\n'
            f'<div class="ban"><img src="page.jpg" usemap="#map"><map name="map">'
            f'<area shape="rect" coords="0,0,10,10" href="news-1.html"></map></div>\n'
            f'<div class="holder"><h3>标题导航</h3>\n<ul id="pageTitle">\n{titles}</ul></div>',
        )

    def article(self, page: int, article: int) -> bytes:
        """Return an article."""
        story = self.sheets[page - 1].stories[article - 1]
        day = f"{self.day:%Y年%m月%d日}"
        picture = (
            f'<div id="imgs"><img src="/papers/grrb/{self.day:%Y/%m/%d}/{page}/p{article}.jpg">'
            f"<p>{story.picture}</p></div>\n"
            if story.picture
            else ""
        )
        text = "\n".join(f"<p>　　{paragraph}</p>" for paragraph in story.paragraphs)
        return self._document(
            f"{story.title}-工人日报-中工网",
            f'<div class="top">工人日报 {day} 星期{WEEKDAYS[self.day.weekday()]}</div>\n'
            f'<div class="article">\n<p id="pretitle">{story.kicker}</p>\n'
            f'<h1 id="ctitle">{story.title}</h1>\n'
            f'<p class="from">《工人日报》({day} {page:02d}版)</p>\n{picture}'
            f'<div id="ccontent" class="ccontent">\n{text}\n</div>\n</div>',
        )

    def _document(self, title: str, body: str) -> bytes:
        return (
            BOM
            + (
                f"<!DOCTYPE html>\n<html>\n<head>\n<title>{title}</title>\n</head>\n<body>\n"
                f'<div class="head"><a href="{SITE}/">中工网首页</a></div>\n{body}\n</body>\n</html>\n'
            ).encode()
        )


def whole_issue(day: date = DAY) -> Newsprint:
    """Return the small issue, whose fourth article says something for once."""
    *others, empty = SHEETS[0].stories
    told = Story(empty.title, ("今日四版，要闻、评论、副刊都有看头，请读者翻阅。",))
    return Newsprint(day, (Sheet("要闻", (*others, told)), *SHEETS[1:]))


def big_issue(day: date = DAY, pages: int = 8, articles: int = 86) -> Newsprint:
    """Return an issue of the size that the paper has."""
    stories = [
        Story(
            f"第{number}号消息",
            (f"　这是第{number}号消息的第一段，说的是职工生活里的一件小事，事情虽小，件件有着落。",),
        )
        for number in range(1, articles + 1)
    ]
    shares = [stories[page::pages] for page in range(pages)]
    return Newsprint(day, [Sheet(f"第{page}", tuple(share)) for page, share in enumerate(shares, 1)])


def before(day: date = DAY) -> date:
    """Return the day before."""
    return day - timedelta(days=1)

"""The news as values: frozen, comparable, free of I/O.

Addresses are canonical addresses on the real site (`workercn.addresses` makes them so), text is
`Clean`, times are aware datetimes: the site speaks Beijing time, and what it prints without an
offset is read as such. None means that the page does not say; it is never an empty string.

Structs rather than dataclasses: twenty-five of those would take a tenth of the time to the first
picture. `msgspec.structs.replace` makes changed copies.
"""

import re
import unicodedata
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import Final, Literal

from msgspec import Struct

from zhonggong_reader.text import Clean

BEIJING: Final = timezone(timedelta(hours=8), "Asia/Shanghai")
"""The site's time zone. China has had no summer time since 1991, so an offset is enough."""


# ── The body of an article ───────────────────────────────────────────────────────────────────


class Paragraph(Struct, frozen=True):
    """Running text, without the indent that the page puts before it."""

    text: Clean


class Subheading(Struct, frozen=True):
    """A heading inside the body (小标题)."""

    text: Clean


class Quote(Struct, frozen=True):
    """A passage that the page sets off as quoted; line breaks inside are kept as `\\n`."""

    text: Clean


class Picture(Struct, frozen=True):
    """A photo or drawing. The caption stands without the credit."""

    address: str | None
    """None where the page prints the caption of a picture that it does not hold."""
    caption: Clean | None = None
    credit: Clean | None = None
    """Who took it, as printed: `工人日报-中工网记者 杨登峰 摄`."""


class Video(Struct, frozen=True):
    """A film that the page embeds or links to."""

    address: str
    caption: Clean | None = None


class Table(Struct, frozen=True):
    """A table of text. Rows may differ in length; spans are not kept."""

    rows: tuple[tuple[Clean, ...], ...]


Block = Paragraph | Subheading | Quote | Picture | Video | Table


class Link(Struct, frozen=True):
    """A link inside the body: the words that carry it and where it leads (http or https)."""

    text: Clean
    address: str


class Article(Struct, frozen=True, kw_only=True):
    """One article, all of its pages joined."""

    address: str
    """Canonical; empty where nobody knows it: a saved page that does not say where it is from."""
    title: Clean
    """Headline, without the site's tail (` - 全总 - 中工网`)."""
    channel: Clean | None = None
    """Name of the channel as the page gives it: `全总`."""
    source: Clean | None = None
    """来源, as printed: `中工网-工人日报`."""
    published: datetime | None = None
    original_title: Clean | None = None
    """原标题. It may equal `title`."""
    kicker: Clean | None = None
    """引题: what a newspaper prints above the headline. The exchanged JSON has no key for it."""
    dateline: Clean | None = None
    """`中工网北京4月27日电`; the words stay in the first paragraph too."""
    reporters: tuple[Clean, ...] = ()
    """Writers named in the dateline or the byline."""
    editor: Clean | None = None
    """责任编辑."""
    pages: int = 1
    """How many pages the article was split over on the site."""
    blocks: tuple[Block, ...]
    """The body in order; never empty."""
    links: tuple[Link, ...] = ()

    @property
    def characters(self) -> int:
        """字数: Han characters plus words in other scripts, of the body without captions."""
        return sum(count_characters(text) for block in self.blocks for text in running_text(block))


def length(block: Block) -> int:
    """Return how many code points `block` holds, its caption and credit included."""
    match block:
        case Paragraph(text) | Subheading(text) | Quote(text):
            return len(text)
        case Picture(_, caption, credit):
            return len(caption or "") + len(credit or "")
        case Video(_, caption):
            return len(caption or "")
        case Table(rows):
            return sum(len(cell) for row in rows for cell in row)


def running_text(block: Block) -> tuple[Clean, ...]:
    """Return the texts of `block` that are read as body; none for pictures and videos."""
    match block:
        case Paragraph(text) | Subheading(text) | Quote(text):
            return (text,)
        case Table(rows):
            return tuple(cell for row in rows for cell in row)
        case Picture() | Video():
            return ()


def is_han(character: str) -> bool:
    """Tell whether `character` (one code point) is a Han character, `〇` and `々` included."""
    return (
        "\u4e00" <= character <= "\u9fff"
        or character in "〇々"
        or "\u3400" <= character <= "\u4dbf"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U000323af"
    )


def count_characters(text: str) -> int:
    """Count Han characters one each and runs of other letters and digits one each (字数).

    Marks belong to the letter before them, and a point, comma, apostrophe or hyphen between letters
    or digits does not end a run: `3,456.78`, `2022-04-28` and `don't` count as one.
    """
    others = _han().split(text)
    return len(text) - sum(map(len, others)) + sum(map(_count_words, others))


@cache
def _han() -> re.Pattern[str]:
    """Match runs of what `is_han` tells; compiled when first asked for."""
    return re.compile("[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")


def _count_words(text: str) -> int:
    """Count the words in a text without Han characters; most are a single mark."""
    if len(text) < 2:
        return text.isalnum()
    count = 0
    in_word = False
    for position, character in enumerate(text):
        if character.isalnum():
            count += not in_word
            in_word = True
        elif unicodedata.category(character)[0] != "M":
            in_word = (
                in_word
                and character in ".,'’-"
                and text[position - 1].isalnum()
                and text[position + 1 : position + 2].isalnum()
            )
    return count


# ── Lists ────────────────────────────────────────────────────────────────────────────────────


class Channel(Struct, frozen=True):
    """A section of the site (频道)."""

    slug: str
    """Path of its address without the outer slashes: `quanzong`, `pl/pl`."""
    name: Clean
    address: str


class Headline(Struct, frozen=True, kw_only=True):
    """An article as a list shows it."""

    address: str
    title: Clean
    channel: Clean | None = None
    source: Clean | None = None
    published: datetime | None = None
    label: Clean | None = None
    """原创, 视频, 滚动 …"""
    picture: str | None = None
    """Address of the small picture beside it."""

    @classmethod
    def of(cls, article: Article) -> "Headline":
        """Return what `article` says of itself, for one that no list has shown."""
        return cls(
            address=article.address,
            title=article.title,
            channel=article.channel,
            source=article.source,
            published=article.published,
        )


class PaperPage(Struct, frozen=True, kw_only=True):
    """A page of the newspaper (版) as the site shows it."""

    number: int
    """1 is the front page."""
    name: Clean | None
    """What the page is about: `要闻`."""
    address: str
    pdf: str | None
    """Address of the page as it was printed."""
    headlines: tuple[Headline, ...] = ()
    """Its articles in the order of the page."""


class PaperIssue(Struct, frozen=True, kw_only=True):
    """An issue of 工人日报 (一期) as one of its pages tells of it."""

    day: date
    told_by: int
    """Number of the page that tells; of the others it does not know the articles."""
    pages: tuple[PaperPage, ...]
    """Every page, by number."""


# ── What stands around every page ────────────────────────────────────────────────────────────


MediaKind = Literal["client", "wechat", "weibo", "douyin"]


class MediaLink(Struct, frozen=True):
    """An entry of the media matrix (媒体矩阵)."""

    kind: MediaKind
    name: Clean
    """As the page prints it: `中工网微信号`."""
    address: str
    is_search: bool = False
    """The page links to nothing, so this searches the platform for the account's name."""


class Promotion(Struct, frozen=True):
    """The box that praises the phone app: name, slogan, what to press and where it leads."""

    name: Clean
    slogan: Clean | None = None
    call: Clean | None = None
    address: str | None = None


class QrPicture(Struct, frozen=True):
    """One code of the 扫码关注 panel. Its picture may be unknown; the code itself is not read."""

    name: Clean
    address: str | None = None


class Colophon(Struct, frozen=True, kw_only=True):
    """What the site says about itself at the foot of every page."""

    matrix: tuple[MediaLink, ...]
    """Always the four entries, in the order 客户端, 微信, 微博, 抖音."""
    promotion: Promotion | None = None
    about: tuple[Link, ...] = ()
    """关于我们, 版权声明."""
    hotlines: tuple[Clean, ...] = ()
    """`违法和不良信息举报电话:010-84151598`, as printed."""
    copyright: Clean | None = None
    follow: tuple[QrPicture, ...] = ()


# ── From the network ─────────────────────────────────────────────────────────────────────────


class Validators(Struct, frozen=True):
    """What makes the next request conditional (RFC 9110 section 13), exactly as the server sent it."""

    etag: str | None = None
    last_modified: str | None = None


class Page(Struct, frozen=True, kw_only=True):
    """A complete answer of a server: its bytes as they came, only unzipped."""

    address: str
    """Where it came from in the end, after redirects."""
    body: bytes
    content_type: str | None
    """The header as sent; None where there was none (a saved file)."""
    validators: Validators
    fetched: datetime
    """UTC."""


class NotModified(Struct, frozen=True):
    """The server says that the copy whose validators were sent is still good (304)."""

    address: str


class NotFound(Struct, frozen=True):
    """The server says that there is no such page (404, 410)."""

    address: str


# ── From the library ─────────────────────────────────────────────────────────────────────────


class Position(Struct, frozen=True):
    """A place in an article that survives every change of width: block index and text offset.

    `offset` counts code points of the block's source text. The headline and the lines around it
    are block -1; the lines behind the body are block `len(blocks)`.
    """

    block: int
    offset: int


class ListedHeadline(Struct, frozen=True, kw_only=True):
    """A headline with the reader's marks, as a list of the library shows it."""

    id: int
    headline: Headline
    read: bool
    starred: bool
    cached: bool
    """The article itself is in the library."""
    changed: datetime | None = None
    """When the article last came changed; None: never."""
    withdrawn: datetime | None = None
    """Since when the site is known to lack it; None: it has it, as far as is known."""
    failure: str | None = None
    """Why the article could not be had; None: it could, or nobody has tried."""
    opened: datetime | None = None
    """When the reader last opened it; told in the reading history alone."""
    watched: bool = False
    """A word that the reader watches stands in its title, or in the text that is kept of it."""


class Shelf(Struct, frozen=True):
    """Which headlines make a list, newest first: those of one channel, or of the whole library."""

    channel: str | None = None
    """Slug; None: every channel."""
    unread: bool = False
    """Only what is not read."""
    starred: bool = False
    """Only what is starred."""
    history: bool = False
    """Only what the reader has opened, of every channel; what was opened last comes first."""
    watched: bool = False
    """Only what has a word that the reader watches, of every channel."""


class WatchedNews(Struct, frozen=True):
    """Unread headlines with watched words that a round over the site has brought."""

    count: int
    titles: tuple[Clean, ...]
    """Of the newest of them."""


Mark = Literal["read", "starred"]
Reach = Literal["one", "some", "list", "above", "below"]
"""An article; some of them; a list as it was shown, or its rows above or below one of them."""


class Deed(Struct, frozen=True, kw_only=True):
    """Something that the reader did to marks, which can be undone."""

    mark: Mark
    given: bool
    """False: it was taken away."""
    reach: Reach
    name: Clean | None = None
    """What the reader calls it: the title of the article, the name of the list."""
    articles: int = 0
    """How many articles it has changed; while it is under way, so far."""


class Piece(Struct, frozen=True):
    """A run of a snippet: what was searched for, or what stands between."""

    text: Clean
    hit: bool = False


class Hit(Struct, frozen=True):
    """A headline that a search found."""

    listed: ListedHeadline
    snippet: tuple[Piece, ...]
    """Words of the article round what was searched for; empty where none are known."""


class ListView(Struct, frozen=True):
    """A shelf as it stood at one moment: what arrives later does not move its rows."""

    shelf: Shelf
    total: int
    """How many rows, 0 … total - 1."""
    mark: int
    """The library's own mark of that moment."""


class Failure(Struct, frozen=True):
    """The last attempt to fetch something failed."""

    reason: str
    when: datetime


class Failed(Struct, frozen=True):
    """Something that could not be had and has not come since."""

    name: Clean
    """Of the channel or the page, title of the article."""
    address: str
    reason: str
    when: datetime | None
    """When that was; None: it is not known."""
    succeeded: datetime | None
    """When it last came; None: never."""
    what: "Channel | date | int"
    """The channel whose list it is, the day of the issue to which the page belongs, the article's id."""


class ListedChannel(Struct, frozen=True, kw_only=True):
    """A channel with what the library holds of it."""

    channel: Channel
    articles: int
    unread: int
    fetched: datetime | None
    """When its list last came from the site; None: never."""
    failure: Failure | None
    """None when the last attempt succeeded."""


class SavedSearch(Struct, frozen=True, kw_only=True):
    """A search that is kept as a channel of its own."""

    id: int
    query: str
    """As it is typed."""
    is_whole: bool
    """What the library held before it was saved is in it, as well as what came later."""
    listed: ListedChannel
    """As the list of channels shows it; its address is empty."""


class KeptArticle(Struct, frozen=True, kw_only=True):
    """An article out of the library, with the reader's marks."""

    id: int
    article: Article
    fetched: datetime
    read: bool
    starred: bool
    position: Position | None
    """Where the reader stood; None: never opened."""
    changed: datetime | None = None
    """When it last came changed: there are earlier texts of it. None: never."""
    withdrawn: datetime | None = None
    """Since when the site is known to lack it; None: it has it, as far as is known."""


class ListedEdition(Struct, frozen=True, kw_only=True):
    """An earlier text of an article, as the library lists it."""

    id: int
    fetched: datetime
    """When it last came from the site, or was found unchanged there."""
    replaced: datetime
    """When the text after it came."""


class KeptHeadline(Struct, frozen=True):
    """An article of the newspaper, as the library lists it."""

    listed: ListedHeadline
    failure: str | None
    """Why the last attempt to fetch it failed; None: it did not, or nobody tried."""


class KeptPage(Struct, frozen=True, kw_only=True):
    """A page of the newspaper out of the library."""

    page: PaperPage
    headlines: tuple[KeptHeadline, ...]
    """What `page.headlines` names, with the reader's marks; empty while that is not known."""
    fetched: datetime | None
    """When its list of articles came; None: it has not come."""
    failure: str | None
    """Why the last attempt to fetch that list failed."""
    failed: datetime | None = None
    """When that was; None: it did not fail, or it is not known."""


class KeptIssue(Struct, frozen=True, kw_only=True):
    """An issue of the newspaper out of the library."""

    day: date
    pages: tuple[KeptPage, ...]
    """Every page, by number."""

    @property
    def headlines(self) -> tuple[KeptHeadline, ...]:
        """The articles of all pages, in the order of reading."""
        return tuple(entry for page in self.pages for entry in page.headlines)

    @property
    def kept(self) -> int:
        """How many of the articles are in the library themselves."""
        return sum(entry.listed.cached for entry in self.headlines)

    @property
    def is_whole(self) -> bool:
        """Whether every page is known and every article of it is here: nothing needs the network."""
        return all(page.fetched for page in self.pages) and self.kept == len(self.headlines)


class KeptDay(Struct, frozen=True):
    """How much of a day's issue the library has."""

    day: date
    articles: int
    kept: int
    is_whole: bool

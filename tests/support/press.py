"""A vocabulary for what goes into a library: numbers stand for addresses, hours for ages."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from zhonggong_reader.library import Library
from zhonggong_reader.model import (
    BEIJING,
    Article,
    Channel,
    Headline,
    KeptArticle,
    Page,
    Paragraph,
    Validators,
)
from zhonggong_reader.text import clean, clean_line

NOW = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)
SITE = "https://www.workercn.cn"


class Press:
    """Makes channels, headlines, articles and pages."""

    channels = (
        Channel("quanzong", clean_line("全总"), f"{SITE}/quanzong/"),
        Channel("pl/pl", clean_line("评论"), f"{SITE}/pl/pl/"),
        Channel("right", clean_line("权益"), f"{SITE}/right/"),
    )

    def address(self, number: int) -> str:
        return f"{SITE}/c/2026-10-05/{number}.shtml"

    def headline(
        self, number: int, hours: float | None = 0, title: str = "", *, label: str | None = None
    ) -> Headline:
        """A headline published so many hours before now; None: the list prints no time."""
        return Headline(
            address=self.address(number),
            title=clean_line(title or f"第{number}条"),
            published=None if hours is None else NOW.astimezone(BEIJING) - timedelta(hours=hours),
            label=None if label is None else clean_line(label),
        )

    def headlines(self, *numbers: int) -> list[Headline]:
        """Headlines whose age in hours is their number."""
        return [self.headline(number, number) for number in numbers]

    def article(self, number: int, text: str = "正文。", *, channel: str | None = None) -> Article:
        """An article published as many hours before now as its number says."""
        return Article(
            address=self.address(number),
            title=clean_line(f"第{number}条"),
            channel=None if channel is None else clean_line(channel),
            published=NOW.astimezone(BEIJING) - timedelta(hours=number),
            blocks=(Paragraph(clean(text)),),
        )

    def kept(
        self,
        number: int,
        text: str = "正文。",
        *,
        fetched: datetime = NOW,
        read: bool = False,
        starred: bool = False,
    ) -> KeptArticle:
        article = self.article(number, text)
        return KeptArticle(id=0, article=article, fetched=fetched, read=read, starred=starred, position=None)

    def page(self, number: int, body: bytes = b"<html></html>", etag: str | None = None) -> Page:
        return Page(
            address=self.address(number),
            body=body,
            content_type="text/html; charset=utf-8",
            validators=Validators(etag),
            fetched=NOW,
        )

    def fill(self, library: Library, slug: str, headlines: Sequence[Headline]) -> int:
        return library.channels.listed(slug, headlines, Validators(), NOW)

"""Values to JSON: plain `dict`, `list`, `str`, `int`, `bool` and None, for any codec."""

from datetime import UTC, datetime

from zhonggong_reader.model import (
    BEIJING,
    Article,
    Block,
    KeptArticle,
    KeptIssue,
    ListedChannel,
    ListedHeadline,
    Paragraph,
    Picture,
    Quote,
    Subheading,
    Table,
    Video,
)


def article_to_json(article: Article) -> dict[str, object]:
    """Return `article` with every key of the format, in its order; absent is None or []."""
    return {
        "address": article.address or None,
        "title": article.title,
        "channel": article.channel,
        "source": article.source,
        "published": _beijing(article.published),
        "original_title": article.original_title,
        "dateline": article.dateline,
        "reporters": list(article.reporters),
        "editor": article.editor,
        "pages": article.pages,
        "characters": article.characters,
        "blocks": [_block_to_json(block) for block in article.blocks],
        "links": [{"text": link.text, "address": link.address} for link in article.links],
    }


def kept_to_json(kept: KeptArticle) -> dict[str, object]:
    """Return the article's JSON with `read`, `starred` and `fetched` (ISO 8601, UTC) behind it."""
    return article_to_json(kept.article) | {
        "read": kept.read,
        "starred": kept.starred,
        "fetched": kept.fetched.astimezone(UTC).isoformat(),
    }


def headline_to_json(listed: ListedHeadline) -> dict[str, object]:
    """Return a row of a list: the headline, and what the library knows of it."""
    headline = listed.headline
    return {
        "id": listed.id,
        "address": headline.address,
        "title": headline.title,
        "channel": headline.channel,
        "source": headline.source,
        "published": _beijing(headline.published),
        "label": headline.label,
        "picture": headline.picture,
        "read": listed.read,
        "starred": listed.starred,
        "cached": listed.cached,
    }


def issue_to_json(issue: KeptIssue) -> dict[str, object]:
    """Return an issue of the newspaper: its pages, and on each its articles as rows of a list.

    `articles` counts them all, `cached` those that are in the library themselves; a page's `failure`
    says why its articles are not known, and is null where they are.
    """
    return {
        "date": issue.day.isoformat(),
        "articles": len(issue.headlines),
        "cached": issue.kept,
        "pages": [
            {
                "number": kept.page.number,
                "name": kept.page.name,
                "address": kept.page.address,
                "pdf": kept.page.pdf,
                "failure": kept.failure,
                "articles": [headline_to_json(entry.listed) for entry in kept.headlines],
            }
            for kept in issue.pages
        ],
    }


def channel_to_json(listed: ListedChannel) -> dict[str, object]:
    """Return a channel with its counts."""
    return {
        "slug": listed.channel.slug,
        "name": listed.channel.name,
        "address": listed.channel.address,
        "articles": listed.articles,
        "unread": listed.unread,
    }


def _beijing(when: datetime | None) -> str | None:
    return when.astimezone(BEIJING).isoformat() if when else None


def _block_to_json(block: Block) -> dict[str, object]:
    match block:
        case Paragraph(text):
            return {"kind": "paragraph", "text": text}
        case Subheading(text):
            return {"kind": "subheading", "text": text}
        case Quote(text):
            return {"kind": "quote", "text": text}
        case Picture(address, caption, credit):
            return {"kind": "picture", "address": address, "caption": caption, "credit": credit}
        case Video(address, caption):
            return {"kind": "video", "address": address, "caption": caption}
        case Table(rows):
            return {"kind": "table", "rows": [list(row) for row in rows]}

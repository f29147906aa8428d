"""Pages for the readers of the site: saved ones and small ones written in the test."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from zhonggong_reader.model import Page, Validators
from zhonggong_reader.workercn.document import Document

ARTICLE = "https://www.workercn.cn/c/2026-10-05/8907680.shtml"


def _page(body: bytes | str, address: str = ARTICLE, content_type: str | None = None) -> Page:
    return Page(
        address=address,
        body=body.encode() if isinstance(body, str) else body,
        content_type=content_type,
        validators=Validators(),
        fetched=datetime(2026, 10, 5, tzinfo=UTC),
    )


@pytest.fixture(scope="session")
def page() -> Callable[..., Page]:
    """`page(body, address, content_type)`: a page as the web brings it."""
    return _page


@pytest.fixture(scope="session")
def document() -> Callable[..., Document]:
    """`document(body, address, content_type)`: the same, parsed."""
    return lambda *arguments: Document.of(_page(*arguments))

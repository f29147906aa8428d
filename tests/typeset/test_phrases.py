"""Phrases: a soft cost where budoux is installed, nothing where it is not."""

import sys
from collections.abc import Callable, Iterator

import pytest

from zhonggong_reader.model import Article
from zhonggong_reader.text import clean
from zhonggong_reader.typeset import Setting, compose, phrases

TITLE = "首届大国工匠创新交流大会今天在北京隆重开幕"


@pytest.fixture(autouse=True)
def fresh_parser() -> Iterator[None]:
    phrases._parser.cache_clear()
    yield
    phrases._parser.cache_clear()


def headline(article: Article, measure: int) -> list[str]:
    lines = compose(article, measure).lines
    return [line.text.strip() for line in lines if line.place.block == -1][:-1]


def test_headlines_break_between_phrases(article_of: Callable[..., Article]) -> None:
    article = article_of("文", title=clean(TITLE))
    assert headline(article, 40) == ["首届大国工匠创新交流大会", "今天在北京隆重开幕"]


def test_body_text_breaks_between_phrases_where_that_is_wished(
    corpus: list[str], article_of: Callable[..., Article]
) -> None:
    def inside(setting: Setting) -> int:
        count = 0
        for text in corpus:
            starts = phrases.phrase_starts(text)
            assert starts is not None
            lines = [line for line in compose(article_of(text), 40, setting).lines if line.segments]
            count += sum(line.place.block == 0 and line.place.offset not in starts for line in lines)
        return count

    assert inside(Setting(phrase=True)) < 0.8 * inside(Setting())


def test_without_budoux_everything_else_stays(
    article_of: Callable[..., Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "budoux", None)
    assert phrases.phrase_starts("劳动") is None
    article = article_of("劳动光荣" * 20, title=clean(TITLE))
    assert "".join(headline(article, 40)) == TITLE
    assert compose(article, 40, Setting(phrase=True)).lines == compose(article, 40).lines

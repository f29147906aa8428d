"""What the tests of setting share: the corpus, the sample article, an article of every kind of block."""

from collections.abc import Callable

import articles
import pytest

from zhonggong_reader.model import Article
from zhonggong_reader.text import clean
from zhonggong_reader.typeset import Line, Setting
from zhonggong_reader.typeset.breaking import Shape
from zhonggong_reader.typeset.galley import Role
from zhonggong_reader.typeset.passage import Passage, set_passage

SetText = Callable[..., list[Line]]


@pytest.fixture(scope="session")
def corpus() -> list[str]:
    """Paragraphs of news, one a line in the files of `corpus/`."""
    return articles.corpus()


@pytest.fixture(scope="session")
def sample_article() -> Article:
    return articles.sample_article()


@pytest.fixture
def set_text() -> SetText:
    """Sets one paragraph on a measure; keywords are those of Shape and Setting."""

    def set_it(text: str, room: int, *, setting: Setting | None = None, **shape: int | bool) -> list[Line]:
        passage = Passage(clean(text), 0, Role.BODY)
        shaped = Shape(room=room, **shape)  # type: ignore[arg-type]
        return set_passage(passage, shaped, setting or Setting(justify=False))

    return set_it


@pytest.fixture
def article_of() -> Callable[..., Article]:
    """Makes an article of blocks, or of texts that are paragraphs; keywords are those of Article."""
    return articles.article_of


@pytest.fixture
def every_kind() -> Article:
    """An article with every kind of block and every field that is set."""
    return articles.every_kind()

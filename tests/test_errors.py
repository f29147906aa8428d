"""What the reader of news is told when something fails."""

import pytest

from zhonggong_reader.errors import (
    FetchError,
    InputError,
    LibraryError,
    PageNotUnderstood,
    ReaderError,
    SettingsError,
)


@pytest.mark.parametrize("leaf", [FetchError, InputError, LibraryError, PageNotUnderstood, SettingsError])
def test_every_error_is_one_line_of_what_and_what_to_do(leaf: type[ReaderError]) -> None:
    assert str(leaf("网页打不开")) == "网页打不开"
    error = leaf("网页打不开", "请检查网络")
    assert isinstance(error, ReaderError)
    assert str(error) == "网页打不开；请检查网络"
    assert (error.what, error.hint) == ("网页打不开", "请检查网络")


def test_errors_carry_what_the_screen_decides_by() -> None:
    assert not FetchError("服务器出错").offline
    assert FetchError("连不上", offline=True).offline
    assert PageNotUnderstood("版面不认识", missing=("标题", "正文")).missing == ("标题", "正文")

"""Which encoding a page is really in, whatever it is said to be in."""

import pytest

from zhonggong_reader.workercn.decode import decode

TEXT = "<title>工会组织的职工技能培训</title><p>　　“机器不误农时，心里就踏实。”喆、瑀、镕、囧。</p>" * 3
TRADITIONAL = "<p>工會為職工舉辦的技能訓練，參加的人數比去年增加了三成，時間也延長了。</p>" * 3


@pytest.mark.parametrize(
    "header", [None, "text/html", "text/html; charset=utf-8", "text/html;charset=ISO-8859-1"]
)
@pytest.mark.parametrize("label", ["", "utf-8", "gb2312", "big5", "no-such-thing"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_bytes_decide(encoding: str, label: str, header: str | None) -> None:
    page = f'<meta charset="{label}">{TEXT}' if label else TEXT
    assert decode(page.encode(encoding), header) == page


@pytest.mark.parametrize("header", [None, "text/html; charset=Big5"])
def test_big5(header: str | None) -> None:
    assert decode(TRADITIONAL.encode("big5hkscs"), header) == TRADITIONAL


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides_and_is_no_text(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "text/html; charset=gbk") == TEXT


def test_the_header_is_asked_before_the_page() -> None:
    page = '<meta charset="big5">' + TEXT
    assert decode(page.encode("gb18030"), "text/html; charset=GB2312") == page


def test_a_stray_byte_costs_one_character() -> None:
    body = TEXT.encode("gb18030").replace("职工".encode("gb18030"), "职工".encode("gb18030") + b"\xff", 1)
    assert decode(body, "text/html; charset=gb2312").replace("\ufffd", "") == TEXT


def test_a_cut_character_at_the_end_is_left_out() -> None:
    body = TEXT.encode() + "工".encode()[:2]
    assert decode(body, None) == TEXT


def test_a_broken_character_in_the_middle_is_still_utf8() -> None:
    body = TEXT.encode()
    at = body.index("职".encode())
    text = decode(body[:at] + body[at + 1 :], "text/html; charset=gbk")
    assert text.count("技能培训") == 3


def test_a_label_beyond_the_head_of_the_page_is_none() -> None:
    page = " " * 17_000 + '<meta charset="big5">' + TEXT
    assert decode(page.encode("gb18030"), None) == page

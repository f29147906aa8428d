"""The one form of each address, and what is not an address at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhonggong_reader.workercn import addresses

ARTICLE = "https://www.workercn.cn/c/2022-04-28/6945203.shtml"
LEGACY = "http://right.workercn.cn/165/201504/30/150430161432123.shtml"


@pytest.mark.parametrize(
    "found",
    [
        ARTICLE,
        "/c/2022-04-28/6945203.shtml",
        "http://news.workercn.cn/c/2022-04-28/6945203.shtml",
        "HTTPS://WorkerCN.cn:443/c/2022-04-28/6945203.shtml?utm_source=x&id=2#top",
        "//www.workercn.cn./c/2022-04-28/6945203.shtml",
        " \n/c/2022-04-28/6945203.shtml\t",
        "http://www.workercn.cn:80/c/2022-04-28/../2022-04-28/6945203.shtml",
    ],
)
def test_a_modern_article_has_one_address(found: str) -> None:
    assert addresses.canonical(found) == ARTICLE
    assert addresses.is_article(found)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (LEGACY, LEGACY),
        ("https://www.workercn.cn/quanzong", "https://www.workercn.cn/quanzong"),
        ("http://workercn.cn", "https://www.workercn.cn/"),
        ("http://www.workercn.cn/x?a=1&spm=2&from=app", "https://www.workercn.cn/x?a=1"),
        ("https://s.weibo.com/user?q=中工网", "https://s.weibo.com/user?q=%E4%B8%AD%E5%B7%A5%E7%BD%91"),
        ("http://例子.cn/页 面", "http://xn--fsqu00a.cn/%E9%A1%B5%20%E9%9D%A2"),
        ("http://example.com:8080/a?utm_source=1", "http://example.com:8080/a?utm_source=1"),
        ("http://[2001:DB8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
    ],
)
def test_other_addresses_keep_what_matters(found: str, expected: str) -> None:
    assert addresses.canonical(found) == expected


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "javascript:alert(1)",
        "mailto:a@b.cn",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://www.workercn.cn/",
        "https://user@www.workercn.cn/",
        "https://www.workercn.cn:x/",
        "https://www.workercn.cn:99999/",
        "http://[::1",
        "https://example.com\\@www.workercn.cn/",
        "https://www.workercn.cn/a\x1b]52;b",
        "https://www.work\nercn.cn/",
        "https://www.workercn.cn/\ud800",
        "https://" + "a" * 80 + ".cn/",
        "/" + "x" * addresses.ADDRESS_LIMIT,
        "/" + "页" * 300,
    ],
)
def test_what_cannot_be_opened_is_no_address(bad: str) -> None:
    assert addresses.canonical(bad) is None
    assert not addresses.is_site(bad)
    assert addresses.channel_slug(bad) is None


def test_the_limit_is_exact() -> None:
    room = addresses.ADDRESS_LIMIT - len(addresses.HOME)
    assert addresses.canonical(addresses.HOME + "x" * room) is not None
    assert addresses.canonical(addresses.HOME + "x" * (room + 1)) is None


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("www.workercn.cn", True),
        ("WORKERCN.CN.", True),
        ("right.workercn.cn", True),
        ("notworkercn.cn", False),
        ("workercn.cn.example.com", False),
        ("", False),
    ],
)
def test_hosts_of_the_site(host: str, expected: bool) -> None:
    assert addresses.is_site_host(host) is expected


@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("https://www.workercn.cn/quanzong/", "quanzong"),
        ("/pl/pl", "pl/pl"),
        ("/right/index_3.shtml", "right"),
        ("http://news.workercn.cn/", "news"),
        ("https://www.workercn.cn/", None),
        (ARTICLE, None),
        ("/papers/grrb/", None),
        ("/cms/front/search/result", None),
        ("https://www.example.com/quanzong/", None),
    ],
)
def test_slugs(address: str, slug: str | None) -> None:
    assert addresses.channel_slug(address) == slug


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.com/c/2022-04-28/6945203.shtml",
        "/c/2022-04-28/",
        "/c/2022-04-28/x.shtml",
        "/quanzong/",
        "http://right.workercn.cn/165/201504/30/1.shtml",
    ],
)
def test_not_articles(address: str) -> None:
    assert not addresses.is_article(address)


def test_later_pages_are_articles_too() -> None:
    assert addresses.is_article(LEGACY.replace(".shtml", "_2.shtml"))


@given(st.text(max_size=60) | st.text(alphabet="/:.@?#[]\\%w hcn\x00中&=", max_size=30))
def test_any_text_gives_an_address_that_is_its_own_canonical_form(text: str) -> None:
    for prefix in ("", "http://", "https://www.workercn.cn/"):
        usable = addresses.canonical(prefix + text)
        if usable is not None:
            assert usable.isascii()
            assert usable.isprintable()
            assert usable.startswith(("http://", "https://"))
            assert addresses.canonical(usable) == usable


PLAIN = r"(https://www\.workercn\.cn)?/([a-z0-9_-]{1,9}/){0,3}([a-z0-9]{1,9}(\.s?html)?)?"


@given(st.from_regex(PLAIN, fullmatch=True))
def test_what_is_plainly_in_its_one_form_is_found_to_be_so(address: str) -> None:
    # A fragment is dropped, and is only looked for where the address is not plain.
    assert addresses.canonical(address) == addresses.canonical(f"{address}#top")

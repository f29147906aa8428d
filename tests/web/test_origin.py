"""Which addresses are asked for, and where: the site's own, or what stands in for it."""

from collections.abc import Callable

import pytest
from rawserver import PAGE, RawServer, reply

from zhonggong_reader.errors import FetchError, InputError
from zhonggong_reader.model import Page
from zhonggong_reader.web import ADDRESS_LIMIT, Fetcher
from zhonggong_reader.web.origin import Origin

WWW = "https://www.site.example"
Make = Callable[..., Fetcher]


def site(host: str) -> bool:
    return host in ("www.site.example", "old.site.example")


@pytest.mark.parametrize(
    ("address", "checked"),
    [
        (f"{WWW}/c/2022-04-28/6945203.shtml", f"{WWW}/c/2022-04-28/6945203.shtml"),
        (WWW, f"{WWW}/"),
        (f" {WWW}/ ", f"{WWW}/"),
        ("HTTPS://WWW.SITE.EXAMPLE:443/A", f"{WWW}/A"),
        ("http://old.site.example:8080/", "http://old.site.example:8080/"),
        (f"{WWW}/c/1.shtml#正文", f"{WWW}/c/1.shtml"),
        (f"{WWW}/工会/?q=中 工&p=1", f"{WWW}/%E5%B7%A5%E4%BC%9A/?q=%E4%B8%AD%20%E5%B7%A5&p=1"),
        (f"{WWW}/%E5%B7%A5?q=%E5%B7%A5", f"{WWW}/%E5%B7%A5?q=%E5%B7%A5"),
        (f'{WWW}/"<x>\\', f"{WWW}/%22%3Cx%3E%5C"),
    ],
)
def test_an_address_is_written_in_ascii(address: str, checked: str) -> None:
    origin = Origin(site, None)
    assert origin.check(address) == checked
    assert origin.check(checked) == checked
    assert origin.wire(checked) == checked


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("", "不是 http"),
        ("www.site.example/c/1.shtml", "不是 http"),
        ("ftp://www.site.example/", "不是 http"),
        ("https://", "主机名不对"),
        ("https://www.site.example./", "主机名不对"),
        ("https://user@www.site.example/", "用户名"),
        ("https://evil.example/", "evil.example 不是这个网站的主机"),
        ("https://www.site.example.evil.example/", "不是这个网站的主机"),
        ("http://[::1]/", "不是这个网站的主机"),
        ("https://www.site.example:port/", "写得不对"),
        ("https://www.site.example/\r\nX: y", "控制字符"),
        ("https://www.site.exa\tmple/", "控制字符"),
        ("https://www.site.example/\ud800", "写得不对"),
        (f"{WWW}/{'工' * ADDRESS_LIMIT}", "太长"),
    ],
)
async def test_another_address_is_refused_before_anything_is_sent(
    address: str, words: str, raw: RawServer, web: Make
) -> None:
    with pytest.raises(FetchError, match=words) as error:
        await web(allows=site).fetch(address)
    assert raw.connections == 0
    assert len(str(error.value)) < 200


def test_the_longest_address_passes() -> None:
    address = f"{WWW}/".ljust(ADDRESS_LIMIT, "x")
    assert Origin(site, None).check(address) == address
    with pytest.raises(FetchError, match="太长"):
        Origin(site, None).check(address + "x")


def test_an_address_of_ipv6_is_written_anew() -> None:
    origin = Origin(lambda _: True, None)
    assert origin.check("http://[0:0::0:01]:80/") == "http://[::1]/"
    for address in ("http://[1::2::3]/", "http://[::1%25%0a]/", "http://[::g]/"):
        with pytest.raises(FetchError, match=r"主机名不对|写得不对"):
            origin.check(address)


@pytest.mark.parametrize("prefix", ["", "/", "/mirror", "/mirror/of/it/"])
async def test_a_stand_in_is_asked_in_place_of_every_host(prefix: str, raw: RawServer, web: Make) -> None:
    under = prefix.rstrip("/")
    raw.say(f"{under}/c/1.shtml?page=2", reply(b"", "302 Found", Location="2.shtml"))
    raw.say(f"{under}/c/2.shtml", reply(b"", "302 Found", Location=f"{under}/3.shtml"))
    raw.say(f"{under}/3.shtml", reply(b"", "302 Found", Location=f"{raw.address}{under}/4.shtml?x=1"))
    raw.say(f"{under}/4.shtml?x=1", reply(b"", "302 Found", Location="https://www.site.example/5.shtml"))
    raw.say(f"{under}/5.shtml", reply(PAGE))
    page = await web(stand_in=raw.address + prefix).fetch("http://old.site.example/c/1.shtml?page=2")
    assert isinstance(page, Page)
    assert page.address == "https://www.site.example/5.shtml"
    assert [request.target for request in raw.requests] == [
        f"{under}{path}"
        for path in ("/c/1.shtml?page=2", "/c/2.shtml", "/3.shtml", "/4.shtml?x=1", "/5.shtml")
    ]
    assert {request.headers["host"] for request in raw.requests} == {raw.address.removeprefix("http://")}


def test_addresses_behind_a_stand_in_stay_the_sites() -> None:
    origin = Origin(site, "http://[::1]:8000/mirror")
    assert origin.wire("http://old.site.example/a?b") == "http://[::1]:8000/mirror/a?b"
    for location in ("/mirror/c", "c", "http://[::1]:8000/mirror/c", "/c"):
        assert origin.redirected("http://old.site.example/a?b", location) == "http://old.site.example/c"
    # Another port of the same machine is another server.
    with pytest.raises(FetchError, match="转到了别处"):
        origin.redirected("http://old.site.example/", "http://[::1]:8001/mirror/c")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "127.0.0.1:8000",
        "ftp://127.0.0.1/",
        "http://",
        "http://u:p@127.0.0.1/",
        "http://127.0.0.1:port/",
        "http://127.0.0.1/?q=1",
        "http://127.0.0.1/\n",
        "http://工会.example/",
        "http://[::1/",
    ],
)
def test_a_stand_in_that_cannot_be_is_named(value: str) -> None:
    with pytest.raises(InputError, match="ZHONGGONG_SITE"):
        Fetcher(allows=site, stand_in=value, environ={})

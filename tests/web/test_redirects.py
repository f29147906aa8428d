"""Redirects lead to pages of the site, or nowhere."""

from collections.abc import Callable

import pytest
from rawserver import PAGE, RawServer, reply

from zhonggong_reader.errors import FetchError
from zhonggong_reader.model import NotFound, NotModified, Page, Validators
from zhonggong_reader.web import REDIRECT_LIMIT, Fetcher

WWW = "https://www.site.example"
Make = Callable[..., Fetcher]


def to(location: str, status: str = "302 Found") -> bytes:
    return reply(b"", status, Location=location)


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("/c/1.shtml", f"{WWW}/c/1.shtml"),
        ("c/1.shtml", f"{WWW}/c/1.shtml"),
        ("//news.site.example/c/1.shtml", "http://news.site.example/c/1.shtml"),
        ("https://news.site.example/c/1.shtml", "https://news.site.example/c/1.shtml"),
        ("https://news.site.example:443/c/1.shtml#top", "https://news.site.example/c/1.shtml"),
        ("http://old.site.example/c/1.shtml", "http://old.site.example/c/1.shtml"),
        ("HTTPS://WWW.Site.Example/c/1.shtml", f"{WWW}/c/1.shtml"),
        ("STAND-IN/c/1.shtml", f"{WWW}/c/1.shtml"),
    ],
)
@pytest.mark.parametrize("status", ["301 Moved Permanently", "302 Found", "303 See Other", "307 x", "308 x"])
async def test_a_redirect_within_the_site_is_followed(
    location: str, address: str, status: str, raw: RawServer, web: Make
) -> None:
    raw.say("/", to(location.replace("STAND-IN", raw.address), status))
    raw.say("/c/1.shtml", reply(PAGE))
    page = await web().fetch(f"{WWW}/")
    assert isinstance(page, Page)
    assert page.address == address


@pytest.mark.parametrize(
    ("location", "words"),
    [
        ("https://login.example/", "login.example"),
        ("http://192.0.2.1/portal?ssid=cafe", "192.0.2.1"),
        ("//login.example/", "login.example"),
        ("https://site.example.evil.example/", "evil.example"),
        ("https://notsite.example/", "notsite.example"),
        ("https://login.example\\@www.site.example/", "用户名"),
        ("https://www.site.example@login.example/", "用户名"),
        ("https://user:secret@www.site.example/", "用户名"),
        ("https://login.example\\.site.example/", "主机名不对"),
        ("https://工会.site.example/", "主机名不对"),
        ("file:///etc/passwd", "不是 http"),
        ("javascript:alert(1)", "不是 http"),
        ("data:text/html,<html></html>", "不是 http"),
        ("ftp://www.site.example/", "不是 http"),
        ("http://[::1", "写得不对"),
        ("http://www.site.example:99999/", "写得不对"),
        ("/" + "x" * 9000, "太长"),
        ("", "没有说搬到哪里"),
    ],
)
async def test_a_redirect_elsewhere_is_not(location: str, words: str, raw: RawServer, web: Make) -> None:
    raw.say("/", to(location))
    with pytest.raises(FetchError, match=words):
        await web().fetch(f"{WWW}/")
    assert len(raw.requests) == 1


async def test_a_foreign_host_may_be_a_network_that_wants_a_login(raw: RawServer, web: Make) -> None:
    raw.say("/", to("http://portal.example/login"))
    with pytest.raises(FetchError, match="网络可能需要登录"):
        await web().fetch(f"{WWW}/")


async def test_as_many_redirects_as_allowed_and_no_more(raw: RawServer, web: Make) -> None:
    raw.say("/0", reply(PAGE))
    for step in range(1, REDIRECT_LIMIT + 2):
        raw.say(f"/{step}", to(f"/{step - 1}"))
    assert isinstance(await web().fetch(f"{WWW}/{REDIRECT_LIMIT}"), Page)
    with pytest.raises(FetchError, match="转来转去"):
        await web().fetch(f"{WWW}/{REDIRECT_LIMIT + 1}")


async def test_a_loop_ends(raw: RawServer, web: Make) -> None:
    raw.say("/", to("/"))
    with pytest.raises(FetchError, match="转来转去"):
        await web().fetch(f"{WWW}/")
    assert len(raw.requests) == REDIRECT_LIMIT + 1


async def test_results_behind_a_redirect_bear_its_address(raw: RawServer, web: Make) -> None:
    raw.say("/gone", to("/nowhere"))
    raw.say("/same", to("/unchanged"))
    raw.say("/unchanged", reply(status="304 Not Modified", Content_Length=""))
    assert await web().fetch(f"{WWW}/gone") == NotFound(f"{WWW}/nowhere")
    assert await web().fetch(f"{WWW}/same", Validators(etag='"1"')) == NotModified(f"{WWW}/unchanged")


async def test_what_passes_behind_a_redirect_is_tried_again_there(raw: RawServer, web: Make) -> None:
    raw.say("/", to("/c"))
    raw.say("/c", reply(status="502 Bad Gateway"), reply(PAGE))
    assert isinstance(await web().fetch(f"{WWW}/"), Page)
    assert (raw.count("/"), raw.count("/c")) == (1, 2)

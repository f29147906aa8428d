"""Pages of any site: whom a fetch may ask, and how far a redirect may lead."""

from collections.abc import Callable

import httpx
import pytest
from rawserver import PAGE, RawServer, reply

from zhonggong_reader.errors import FetchError
from zhonggong_reader.model import Page
from zhonggong_reader.web import Anywhere
from zhonggong_reader.web.anywhere import domain_of, is_public

Asked = list[str]


def anywhere(leads: dict[str, str], asked: Asked) -> Anywhere:
    """Return the web with a page at every address but those that `leads` redirects."""

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        if to := leads.get(str(request.url)):
            return httpx.Response(302, headers={"Location": to})
        return httpx.Response(200, headers={"Content-Type": "text/html"}, content=PAGE)

    return Anywhere(environ={}, pause=0, transport=httpx.MockTransport(answer))


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest",
        "http://localhost/",
        "http://router/",
        "http://printer.local/",
        "http://nas.home.arpa/",
    ],
)
async def test_what_is_not_public_is_not_asked(address: str) -> None:
    asked: Asked = []
    with pytest.raises(FetchError, match="不是公网上的主机"):
        await anywhere({}, asked).fetch(address)
    assert asked == []


@pytest.mark.parametrize(
    "to",
    [
        "https://gz.news.com.cn/1.html",
        "https://www.news.com.cn/1.html",
        "http://news.com.cn/1.html",
        "/1.html",
    ],
)
async def test_a_redirect_within_the_domain_is_followed(to: str) -> None:
    page = await anywhere({"http://www.news.com.cn/": to}, []).fetch("http://www.news.com.cn/")
    assert isinstance(page, Page)
    assert page.address.endswith("/1.html")


@pytest.mark.parametrize(
    "to",
    ["https://other.com.cn/", "https://login.example/", "http://127.0.0.1/", "http://com.cn/", "file:///etc"],
)
async def test_a_redirect_out_of_the_domain_is_not(to: str) -> None:
    asked: Asked = []
    with pytest.raises(FetchError):
        await anywhere({"http://www.news.com.cn/": to}, asked).fetch("http://www.news.com.cn/")
    assert asked == ["http://www.news.com.cn/"]


async def test_a_host_that_a_person_has_named_may_be_anyone_s_own(raw: RawServer) -> None:
    raw.say("/", reply(PAGE))
    page = await Anywhere(named="127.0.0.1", environ={}, pause=0).fetch(f"{raw.address}/")
    assert isinstance(page, Page)
    with pytest.raises(FetchError, match="不是公网上的主机"):
        await Anywhere(named="localhost", environ={}, pause=0).fetch(f"{raw.address}/")


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("news.sina.com.cn", "sina.com.cn"),
        ("sina.com.cn", "sina.com.cn"),
        ("www.thepaper.cn", "thepaper.cn"),
        ("www.gov.cn", "www.gov.cn"),
        ("gov.cn", "gov.cn"),
        ("a.b.example.com", "example.com"),
        ("203.0.113.9", "203.0.113.9"),
        ("::1", "::1"),
    ],
)
def test_names_are_registered_under_their_country_s_second_level(host: str, domain: str) -> None:
    assert domain_of(host) == domain


@pytest.mark.parametrize("read", [is_public, domain_of])
def test_an_address_without_a_host_is_no_bug(read: Callable[[str], object]) -> None:
    assert not read("")


async def test_a_host_that_a_person_has_named_leads_to_no_other_of_the_home_network() -> None:
    asked: Asked = []
    leads = {"http://nas.home.lan/": "http://router.home.lan/"}
    web = anywhere(leads, asked)
    web._named = "nas.home.lan"
    with pytest.raises(FetchError, match="转到了别处"):
        await web.fetch("http://nas.home.lan/")
    assert asked == ["http://nas.home.lan/"]

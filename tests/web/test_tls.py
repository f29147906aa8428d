"""Certificates: trusted where the system's store says so, refused with the reason otherwise."""

import ssl
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme
from rawserver import PAGE, RawServer, reply

from zhonggong_reader.errors import FetchError
from zhonggong_reader.model import Page
from zhonggong_reader.web import Fetcher

Make = Callable[..., Fetcher]

pytestmark = pytest.mark.skipif(
    sys.platform in ("win32", "darwin"), reason="their stores cannot be replaced for one test"
)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """An authority that the system trusts, for this test."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    return authority


def serving(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


async def test_a_trusted_server_is_read(authority: trustme.CA, web: Make) -> None:
    async with RawServer(serving(authority.issue_cert("127.0.0.1"))) as server:
        server.say("/", reply(PAGE))
        page = await web(stand_in=server.address).fetch("https://www.site.example/")
        assert isinstance(page, Page)
        assert page.body == PAGE


@pytest.mark.parametrize("fault", ["unknown authority", "another host", "expired"])
async def test_another_is_refused_at_once(fault: str, authority: trustme.CA, web: Make) -> None:
    certificate, words = {
        "unknown authority": (trustme.CA().issue_cert("127.0.0.1"), "不是受信任的机构签发的"),
        "another host": (authority.issue_cert("www.other.example"), "不是发给这个主机的"),
        "expired": (
            authority.issue_cert("127.0.0.1", not_after=datetime(2022, 4, 28, tzinfo=UTC)),
            "不在有效期内",
        ),
    }[fault]
    async with RawServer(serving(certificate)) as server:
        with pytest.raises(FetchError, match=f"证书没有通过检验（{words}）") as error:
            await web(stand_in=server.address).fetch("https://www.site.example/")
        assert not error.value.offline
        assert server.requests == []
        assert server.connections <= 1


async def test_a_proxy_is_held_to_its_certificate_too(authority: trustme.CA, web: Make) -> None:
    address = "http://www.site.example/"
    for issuer, trusted in ((authority, True), (trustme.CA(), False)):
        async with RawServer(serving(issuer.issue_cert("127.0.0.1"))) as proxy:
            proxy.say(address, reply(PAGE))
            fetcher = web(stand_in=None, environ={"http_proxy": proxy.address})
            if trusted:
                assert isinstance(await fetcher.fetch(address), Page)
            else:
                with pytest.raises(FetchError, match="证书没有通过检验"):
                    await fetcher.fetch(address)
                assert proxy.requests == []


async def test_a_server_without_tls_is_not_asked(raw: RawServer, web: Make) -> None:
    with pytest.raises(FetchError, match="连不上"):
        await web(stand_in=raw.address.replace("http:", "https:"), timeout=0.2).fetch(
            "https://www.site.example/"
        )
    assert raw.requests == []

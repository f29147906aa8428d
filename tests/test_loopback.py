"""The tests' own website: a test that trusts it must not be fooled by it."""

import urllib.error
import urllib.request
from threading import Thread

import pytest
from loopback import LAST_MODIFIED, Site


def get(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    request = urllib.request.Request(
        address, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read()


def test_a_file_comes_with_validators_and_they_make_the_next_request_conditional(site: Site) -> None:
    site.put("/quanzong/", "全总".encode())
    status, headers, body = get(f"{site.address}/quanzong/")
    assert (status, body.decode()) == (200, "全总")
    assert headers["Content-Type"] == "text/html; charset=utf-8"

    assert get(f"{site.address}/quanzong/", If_None_Match=headers["ETag"])[0] == 304
    assert get(f"{site.address}/quanzong/", If_Modified_Since=LAST_MODIFIED)[0] == 304
    other_tag = get(f"{site.address}/quanzong/", If_None_Match='"x"', If_Modified_Since=LAST_MODIFIED)
    assert other_tag[0] == 200
    site.put("/quanzong/", "全总新闻".encode())
    assert get(f"{site.address}/quanzong/", If_None_Match=headers["ETag"])[0] == 200
    assert site.count("/quanzong/") == 5
    assert site.count("/acftu/") == 0


def test_nothing_outside_its_folder_is_served(site: Site) -> None:
    assert get(f"{site.address}/../../conftest.py")[0] == 404


def test_it_fails_and_mends_when_told(site: Site) -> None:
    site.put("/", b"home")
    site.fail("/", 503, {"Retry-After": "1"})
    status, headers, _ = get(f"{site.address}/")
    assert (status, headers["Retry-After"]) == (503, "1")
    site.mend("/")
    assert get(f"{site.address}/")[2] == b"home"


def test_it_hangs_until_released(site: Site) -> None:
    site.put("/slow", b"at last")
    site.hang("/slow")
    answers: list[bytes] = []
    client = Thread(target=lambda: answers.append(get(f"{site.address}/slow")[2]))
    client.start()
    site.wait_until_asked("/slow")
    assert not answers
    site.release("/slow")
    client.join(30)
    assert answers == [b"at last"]


def test_a_stopped_site_refuses_connections(site: Site) -> None:
    site.stop()
    with pytest.raises(urllib.error.URLError, match="refused"):
        get(f"{site.address}/")


def test_what_is_put_at_a_query_answers_that_query_alone(site: Site) -> None:
    site.put("/search?page=0", b"first")
    site.put("/search", b"any other")
    assert get(f"{site.address}/search?page=0")[2] == b"first"
    assert get(f"{site.address}/search?page=1")[2] == b"any other"
    site.fail("/search", 503)
    assert get(f"{site.address}/search?page=1")[0] == 503

"""Which catalogue a channel's page names as its own: for going back in time by the site's search."""

from collections.abc import Callable

import pytest

from zhonggong_reader.workercn import listing
from zhonggong_reader.workercn.document import Document

LIST = '<ul class="list"><li><h3><a href="/c/2026-10-05/1.shtml">从前的一条消息</a></h3></li></ul>'


@pytest.mark.parametrize(
    ("extra", "catalogue"),
    [
        ("", None),
        ('<a href="/cms/catalog/215/pc/index_2.shtml">下一页</a>', "215"),
        ("<script>var page = {catalogID: '215', size: 15};</script>", "215"),
        ('<meta name="catalogId" content="215">', "215"),
        ('<input type="hidden" name="catalogID" value="215">', "215"),
        ('<a href="/search/result.shtml?siteID=122&catalogID=215">更多</a>', "215"),
        ('<a href="/cms/catalog/215/pc/index_2.shtml">2</a><script>catalogID=215</script>', "215"),
        # Whose of the two is it?
        ('<meta name="catalogid" content="215"><script>var catalogID = 300</script>', None),
        ('<a href="/search/result.shtml?catalogID=">搜索</a>', None),
        ('<a href="/cms/catalog/215/logo.png">图</a>', None),
        ("<script>var catalogID = 'x215';</script>", None),
    ],
)
def test_the_catalogue_of_a_channel(
    document: Callable[..., Document], extra: str, catalogue: str | None
) -> None:
    page = document(
        f"<html><head><title>权益 - 中工网</title></head><body>{LIST}{extra}</body></html>",
        "https://www.workercn.cn/right/",
    )
    assert listing.read(page).catalogue == catalogue

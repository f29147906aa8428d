"""What servers and the way to them do wrong, by name, with what the reader is told of each."""

import gzip

from rawserver import PAGE, Act, drip, reply, reset, silence

from zhonggong_reader.web import PAGE_LIMIT, TRIES

ZIPPED = gzip.compress(PAGE)
CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
BOMB = gzip.compress(bytes(50_000_000))

ONCE, AGAIN = 1, TRIES
FAULTS: dict[str, tuple[bytes | Act, int, str]] = {
    # Cut off in every way a body can be.
    "shorter than Content-Length": (reply(PAGE, Content_Length="500"), AGAIN, "没有收全"),
    "chunked without the last chunk": (CHUNKED + b"%x\r\n%b\r\n" % (len(PAGE), PAGE), AGAIN, "没有收全"),
    "chunk cut": (CHUNKED + b"ffff\r\n" + PAGE, AGAIN, "没有收全"),
    "closed early, no length": (reply(PAGE[:-9], Content_Length=""), AGAIN, "没有收全"),
    "cut at the origin, framed well": (reply(PAGE[:-9]), AGAIN, "没有收全"),
    "cut page without a type": (reply(PAGE[:-9], Content_Type=""), AGAIN, "没有收全"),
    "zip cut, framed well": (reply(ZIPPED[:-9], Content_Encoding="gzip"), AGAIN, "没有收全"),
    "zip cut, no length": (
        reply(ZIPPED[:-9], Content_Encoding="gzip", Content_Length=""),
        AGAIN,
        "没有收全",
    ),
    "checksum of a picture's zip cut": (
        reply(ZIPPED[:-4], Content_Type="image/png", Content_Encoding="gzip"),
        AGAIN,
        "没有收全",
    ),
    "headers cut": (b"HTTP/1.1 200 OK\r\nContent-Type: te", AGAIN, "中断"),
    "nothing said": (b"", AGAIN, "中断"),
    "reset": (reset, AGAIN, "中断"),
    "empty": (reply(b""), AGAIN, "空白"),
    # Zipped as it should not be.
    "zip damaged": (reply(ZIPPED[:10] + b"\xff" * 30, Content_Encoding="gzip"), AGAIN, "损坏"),
    "zip's checksum wrong": (reply(ZIPPED[:-8] + bytes(8), Content_Encoding="gzip"), AGAIN, "损坏"),
    "called a zip": (reply(PAGE, Content_Encoding="gzip"), AGAIN, "损坏"),
    "more behind the zip": (reply(ZIPPED + PAGE, Content_Encoding="gzip"), AGAIN, "损坏"),
    "two zips in a row": (reply(ZIPPED + ZIPPED, Content_Encoding="gzip"), AGAIN, "损坏"),
    "zipped twice": (reply(gzip.compress(ZIPPED), Content_Encoding="gzip, gzip"), ONCE, "不止一遍"),
    "zipped twice, two headers": (
        reply(gzip.compress(ZIPPED), Content_Encoding="gzip\r\nContent-Encoding: gzip"),
        ONCE,
        "不止一遍",
    ),
    "zipped twice, said once": (reply(gzip.compress(ZIPPED), Content_Encoding="gzip"), ONCE, "两遍"),
    "zipped, not said": (reply(ZIPPED), ONCE, "没有说明"),
    "brotli": (reply(b"\x0b\x02\x80abc\x03", Content_Encoding="br"), ONCE, "没有要求的压缩方式"),
    "unknown encoding": (reply(PAGE, Content_Encoding="\x85evil"), ONCE, "没有要求的压缩方式"),
    # Too much.
    "zip bomb": (reply(BOMB, Content_Encoding="gzip"), ONCE, "4 MB"),
    "large": (reply(bytes(PAGE_LIMIT + 1), Content_Type="image/jpeg"), ONCE, "4 MB"),
    "endless body": (drip(reply(Content_Length=""), b" " * 1_000_000), ONCE, "4 MB"),
    "endless zip of nothing": (
        drip(reply(Content_Length="", Content_Encoding="gzip") + ZIPPED[:10], b"\0\0\0\xff\xff" * 100_000),
        ONCE,
        "4 MB",
    ),
    "endless headers": (drip(b"HTTP/1.1 200 OK\r\n", b"X-Y: z\r\n" * 10_000), AGAIN, "中断"),
    "endless header": (drip(b"HTTP/1.1 200 OK\r\nX: ", b"z" * 50_000), AGAIN, "中断"),
    # No HTTP, or wrong.
    "not HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", AGAIN, "中断"),
    "two lengths": (reply(PAGE, Content_Length="9\r\nContent-Length: 10"), AGAIN, "中断"),
    "length no number": (reply(PAGE, Content_Length="many"), AGAIN, "中断"),
    "chunk size no number": (CHUNKED + b"zz\r\n", AGAIN, "中断"),
    # Statuses.
    "304 unasked": (reply(status="304 Not Modified", Content_Length=""), ONCE, "没有这样问过"),
    "206 unasked": (reply(PAGE, "206 Partial Content"), ONCE, "206"),
    "204": (reply(status="204 No Content", Content_Length=""), ONCE, "204"),
    "403": (reply(PAGE, "403 Forbidden"), ONCE, "拒绝访问"),
    "407": (reply(PAGE, "407 Proxy Authentication Required"), ONCE, "代理要求"),
    "500": (reply(PAGE, "500 Internal Server Error"), ONCE, "故障"),
    "511": (reply(PAGE, "511 Network Authentication Required"), ONCE, "登录"),
    "300": (reply(PAGE, "300 Multiple Choices", Location="/x"), ONCE, "300"),
    "999": (reply(PAGE, "999 Denied"), ONCE, "故障"),
    "429": (reply(PAGE, "429 Too Many Requests"), AGAIN, "访问太多"),
    "502": (reply(PAGE, "502 Bad Gateway"), AGAIN, "502"),
    "503": (reply(PAGE, "503 Service Unavailable"), AGAIN, "503"),
    "504": (reply(PAGE, "504 Gateway Timeout"), AGAIN, "504"),
}
"""What the server says, how often it is asked, and words of the error."""

SILENT: dict[str, Act] = {
    "silent": silence,
    "silent before the headers end": drip(b"HTTP/1.1 200 OK\r\n", b""),
    "silent within the body": drip(reply(PAGE, Content_Length="500"), b""),
}
"""Acts of a server that stops speaking."""

SLOW: dict[str, Act] = {
    "slow body": drip(reply(Content_Length=""), b"."),
    "slow headers": drip(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"),
}
"""Acts of a server that never comes to an end."""

ASTRAY: dict[str, tuple[str, str]] = {
    "to another host": ("https://login.example/", "login.example"),
    "to a portal at an address": ("http://192.0.2.1/portal?ssid=cafe", "网络可能需要登录"),
    "to a host of a like name": ("https://site.example.evil.example/", "evil.example"),
    "to a host behind a user name": ("https://www.site.example@login.example/", "用户名"),
    "to a file": ("file:///etc/passwd", "不是 http"),
    "to a script": ("javascript:alert(1)", "不是 http"),
    "to data": ("data:text/html,<html></html>", "不是 http"),
    "to half an address": ("http://[::1", "写得不对"),
    "to a port that is none": ("http://www.site.example:99999/", "写得不对"),
    "to an address of 9,000 characters": ("/" + "x" * 9000, "太长"),
    "to nowhere": ("", "没有说搬到哪里"),
    "in a circle": ("/", "转来转去"),
}
"""Where redirects lead, and words of the error."""

RESTS: dict[str, tuple[str, str]] = {
    "seconds": ("5", "访问太多"),
    "seconds without end": ("9" * 40, "10 分钟后再试"),
    "a date": ("Thu, 28 Apr 2022 00:00:05 GMT", "访问太多"),
    "a date in an hour": ("Thu, 28 Apr 2022 01:00:00 GMT", "10 分钟后再试"),
    "a date long past": ("Thu, 01 Jan 1970 00:00:00 GMT", "访问太多"),
    "a date that is none": ("Thu, 99 Foo 2022 77:00:00 GMT", "访问太多"),
    "less than nothing": ("-1", "访问太多"),
    "words": ("bald", "访问太多"),
}
"""Forms of Retry-After in an answer that says 429, and words of the error."""

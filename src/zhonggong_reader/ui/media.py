"""The entries of the media matrix as bars name them: by their platforms."""

from collections.abc import Mapping
from typing import Final

from zhonggong_reader.language import tr
from zhonggong_reader.model import MediaKind

PLATFORM: Final[Mapping[MediaKind, str]] = {
    "client": tr("客户端"),
    "wechat": tr("微信"),
    "weibo": tr("微博"),
    "douyin": tr("抖音"),
}

"""Values as JSON and back: the format that other programs read, and that `export` and `import` speak.

Makes and reads plain Python values, so any JSON codec fits around it; opens no file and reads no
clock. Keys that are not known are ignored, so that a file of a newer version still comes in.
"""

from zhonggong_reader.interchange.reading import ADDRESS_LIMIT, article_from_json, kept_from_json
from zhonggong_reader.interchange.writing import (
    article_to_json,
    channel_to_json,
    headline_to_json,
    issue_to_json,
    kept_to_json,
)

__all__ = [
    "ADDRESS_LIMIT",
    "article_from_json",
    "article_to_json",
    "channel_to_json",
    "headline_to_json",
    "issue_to_json",
    "kept_from_json",
    "kept_to_json",
]

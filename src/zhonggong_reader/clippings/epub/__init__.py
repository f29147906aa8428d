"""Clippings as a book: EPUB 3.2 with the older table of contents beside the newer.

`book` puts the container together, `chapter` makes an article's page, `front` the pages before the
articles, `package` the two files that list it all.
"""

from zhonggong_reader.clippings.epub.book import write

__all__ = ["write"]

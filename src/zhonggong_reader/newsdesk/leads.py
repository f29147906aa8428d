"""Where an address leads, by its form alone."""

from zhonggong_reader.workercn import addresses


def leads_to_article(address: str) -> bool:
    """Tell whether `address` is that of an article of the site, and so can be opened in the reader."""
    return addresses.is_article(address)

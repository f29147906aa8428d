"""zhonggong-reader: 中工网 on a terminal."""

__version__ = "0.1.0"

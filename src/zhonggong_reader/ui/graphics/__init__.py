"""Pictures in a terminal: files to pixels, pixels to cells, sixels or kitty's graphics.

Knows no widget. Pillow and the encoder are imported by `opening` and `drawing` alone, which nothing
imports before the first picture of an article is there.
"""

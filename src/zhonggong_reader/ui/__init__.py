"""The reading room: everything on the screen, and the only importer of Textual.

Knows no SQL, no address of the site, no selector, no httpx. Text from outside reaches a widget as
plain segments or `Content`, never as markup.
"""

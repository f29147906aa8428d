"""The screen in a browser: a small web server that starts a reader for each window.

The only room that imports textual_serve and aiohttp, which the extra `serve` installs.
"""

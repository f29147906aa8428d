"""All knowledge of the site workercn.cn: bytes of its pages in, values of the model out.

Does no input or output, reads no clock and knows neither the library nor the screen. A redesign
of the site changes this room alone. Everything starts at `document.Document.of(page)`.
"""

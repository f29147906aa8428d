"""Reading line by line: for screen readers, dumb terminals and pipes.

Sibling of `ui`, over the same newsdesk: numbered lists, plain questions, articles set to the width and
paged. Writes text and ends of lines and nothing else: no colour, no cursor, no other screen.
"""

from zhonggong_reader.plain.console import Console
from zhonggong_reader.plain.session import Session

__all__ = ["Console", "Session"]

"""The end of the terminal: a closed window that nobody announces by a signal.

Reading from a terminal that is gone gives nothing, at once and for ever; whoever keeps asking burns a
processor core until the machine is switched off.
"""

import select
import threading
from collections.abc import Callable
from contextlib import suppress


def when_gone(terminal: int, tell: Callable[[], object]) -> None:
    """Call `tell` from a thread of its own once the terminal behind this descriptor is gone.

    Does nothing where the system has no way to wait for that.
    """
    if hasattr(select, "poll"):
        threading.Thread(target=_wait, args=(terminal, tell), name="hang-up", daemon=True).start()


def _wait(terminal: int, tell: Callable[[], object]) -> None:
    poll = select.poll()
    poll.register(terminal, 0)  # a hang-up is told unasked
    if any(event & (select.POLLHUP | select.POLLERR) for _, event in poll.poll()):
        # Who would have been told may have left in the meantime.
        with suppress(RuntimeError):
            tell()

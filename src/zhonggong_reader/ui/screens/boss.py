"""老板键: a screen that has nothing to do with news. The key that brought it takes it away again."""

from typing import Final, Literal

from textual.app import ComposeResult
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from zhonggong_reader.ui.desktop import title_sequence
from zhonggong_reader.ui.painting import send

_SHELL: Final = """\
$ git pull --rebase
Current branch main is up to date.
$ make test
python -m pytest -q
........................................................................ [ 41%]
........................................................................ [ 83%]
.............................                                            [100%]
173 passed in 12.84s
$ df -h /
Filesystem      Size  Used Avail Use% Mounted on
/dev/sda2       468G  201G  244G  46% /
$ """
_LOG: Final = """\
$ tail -f /var/log/app/worker.log
09:41:07 INFO  worker-2 job 48213 done in 1.24 s
09:41:09 INFO  worker-1 job 48214 done in 0.87 s
09:41:09 INFO  worker-3 job 48216 queued
09:41:12 WARN  worker-2 retry 1/3: upstream timed out
09:41:14 INFO  worker-2 job 48215 done in 4.02 s
09:41:15 INFO  scheduler next run in 45 s
09:42:00 INFO  scheduler run started, 12 jobs
09:42:03 INFO  worker-1 job 48217 done in 1.10 s
09:42:04 INFO  worker-3 job 48216 done in 3.51 s
"""
_SHOWN: Final = {"shell": _SHELL, "log": _LOG}


class Boss(ModalScreen[None]):
    """Covers everything until the app takes it away; no key does anything here."""

    DEFAULT_CSS = """
    Boss { background: #000000; color: #c8c8c8; }
    Boss Static { background: #000000; color: #c8c8c8; padding: 0; height: 1fr; }
    """

    def __init__(self, looks: Literal["shell", "log"]) -> None:
        super().__init__()
        self._looks = looks

    def compose(self) -> ComposeResult:
        """Show it."""
        yield Static(Content(_SHOWN[self._looks]))

    def on_mount(self) -> None:
        """Let the window's title say nothing either."""
        send(self.app, title_sequence("bash"))

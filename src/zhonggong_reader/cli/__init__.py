"""The command line: arguments in, answers on standard output, everything else on standard error.

The only place that builds Library, Fetcher and Newsdesk and hands them on (`build`). Whatever
happens, the person sees one line and scripts see an exit code of `exits`; of what nobody foresaw
`crash` keeps a report.
"""

import gc
import sys


def main() -> None:
    """Run the program and leave with its exit code."""
    # What a start makes stays: looking for garbage in it would be a tenth of the time to the first
    # picture. It is looked for again once a command runs, or the screen stands.
    gc.disable()
    from zhonggong_reader.cli import crash, running, streams  # noqa: PLC0415 - behind that

    crash.watch()
    streams.prepare()
    sys.exit(running.run(sys.argv[1:]))

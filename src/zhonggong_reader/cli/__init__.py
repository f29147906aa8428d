"""The command line: arguments in, answers on standard output, everything else on standard error.

The only place that builds Library, Fetcher and Newsdesk and hands them on (`build`). Whatever
happens, the person sees one line and scripts see an exit code of `exits`; of what nobody foresaw
`crash` keeps a report.
"""

import os
import sys
from typing import Final

import click

from zhonggong_reader.cli import complaints, crash, exits, log, streams
from zhonggong_reader.cli.program import program
from zhonggong_reader.errors import ReaderError
from zhonggong_reader.language import tr

_NAME: Final = "zhonggong-reader"
_COMPLETION: Final = "_ZHONGGONG_READER_COMPLETE"
"""Variable through which a shell asks for completions, named as click names it."""


def main() -> None:
    """Run the program and leave with its exit code."""
    crash.watch()
    streams.prepare()
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the program with `arguments`; return the exit code. Reasons go to standard error."""
    try:
        code = _run(arguments)
        streams.finish()
    except click.UsageError as error:
        return _fail(complaints.usage_error(error), exits.WRONG_USAGE)
    except ReaderError as error:
        log.ended(error)
        return _fail(f"{_NAME}: {error}", exits.FAILED)
    except BrokenPipeError:
        # The reader of our output has enough: `zhonggong-reader list | head`.
        streams.hang_up(sys.stdout)
        return exits.DONE
    except KeyboardInterrupt:
        return _fail(tr("{name}: 已中断", name=_NAME), exits.INTERRUPTED)
    return code


def _run(arguments: list[str]) -> int:
    if instruction := os.environ.get(_COMPLETION):
        from click.shell_completion import shell_complete  # noqa: PLC0415 - for shells alone

        return shell_complete(program, {}, _NAME, _COMPLETION, instruction)
    try:
        with program.make_context(_NAME, list(arguments)) as context:
            answer = program.invoke(context)
    except click.exceptions.Exit as end:  # --help and --version end so
        return end.exit_code
    return answer if isinstance(answer, int) else exits.DONE


def _fail(line: str, code: int) -> int:
    streams.tell(line)
    return code

"""From arguments to an exit code, whatever happens on the way."""

import gc
import os
import sys
from typing import Final

from zhonggong_reader.cli import exits, log, opening, streams
from zhonggong_reader.errors import ReaderError
from zhonggong_reader.language import tr

_NAME: Final = "zhonggong-reader"
_COMPLETION: Final = "_ZHONGGONG_READER_COMPLETE"
"""Variable through which a shell asks for completions, named as click names it."""


def run(arguments: list[str]) -> int:
    """Run the program with `arguments`; return the exit code. Reasons go to standard error."""
    try:
        code = _run(arguments)
        streams.finish()
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
    instruction = os.environ.get(_COMPLETION)
    if not arguments and not instruction:
        # Nothing to parse: whoever just opens the reader does not wait for what reads commands.
        return opening.open_reader()
    gc.enable()
    from zhonggong_reader.cli.program import answer, program  # noqa: PLC0415 - click, for commands alone

    if instruction:
        from click.shell_completion import shell_complete  # noqa: PLC0415 - for shells alone

        return shell_complete(program, {}, _NAME, _COMPLETION, instruction)
    return answer(_NAME, arguments)


def _fail(line: str, code: int) -> int:
    streams.tell(line)
    return code

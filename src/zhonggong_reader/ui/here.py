"""What the commands of the table do on a screen beside the reading room.

A screen says which action answers which command, and what that is called there; its keys, key line,
section of the help and palette come from that, with whatever keys the commands have by now.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import ClassVar, Final, cast

from msgspec import Struct
from textual.dom import DOMNode

from zhonggong_reader.language import tr
from zhonggong_reader.ui import keys
from zhonggong_reader.ui.commands import BY_ID, Command
from zhonggong_reader.ui.keys import KeySet
from zhonggong_reader.ui.widgets.bar import BarItem

_PLAIN: Final = {
    "move.down": tr("下一条"),
    "move.up": tr("上一条"),
    "page.down": tr("下翻一页"),
    "page.up": tr("上翻一页"),
}
"""What moving is where there is no article at whose end one goes on."""


class Here(Struct, frozen=True):
    """Commands on one screen, by their ids."""

    name: str
    """What the screen is called, as a heading."""
    actions: Mapping[str, str]
    """The action that answers each."""
    bar: Mapping[str, str]
    """Which of them the key line names, the most needed first, with what they do here."""
    besides: Mapping[str, str] = {}
    """What others do that do something else here than elsewhere."""

    def items(self, key_set: KeySet, *, typing: bool = False) -> tuple[BarItem, ...]:
        """Return the key line; `typing`: with keys that type nothing, without those that have none."""
        named = self.bar.items()
        keyed = [(key_set.name(command, typing=typing), command, does) for command, does in named]
        return tuple(BarItem(key, does, self.actions[command]) for key, command, does in keyed if key)

    def line(self, key_set: KeySet) -> str:
        """Return the key line where nothing can be pressed: `y 复制网址   Esc 返回`."""
        return "   ".join(f"{item.key} {item.label}" for item in self.items(key_set))

    def everything(self) -> Iterator[tuple[str, str, str]]:
        """Yield id, action and what it does for every command that does anything here."""
        for command, action in self.actions.items():
            here = self.bar.get(command) or self.besides.get(command)
            yield command, action, here or _PLAIN.get(command) or BY_ID[command].help

    def lines(self, key_set: KeySet) -> list[tuple[str, str]]:
        """Return what can be done here, each with all its keys, for the help."""
        found: dict[str, list[str]] = {}
        for command, _, does in self.everything():
            found.setdefault(does, []).append(key_set.names(command))
        return [(" ".join(names), does) for does, names in found.items()]


def answers(node: DOMNode, command: Command) -> bool:
    """Tell whether the screen answers a command, or leaves it to the program."""
    name = command.action.partition("(")[0]
    return name.startswith("app.") or hasattr(node, f"action_{name}")


class TakesKeys:
    """A screen that may take a key before it does what it does elsewhere."""

    def take_key(self, key: str) -> bool:
        """Take a key, by Textual's name, or leave it to its command; return whether it was taken."""
        raise NotImplementedError


class Keyed:
    """A screen that has its keys from the table."""

    HERE: ClassVar[Here]
    OWN_KEYS: ClassVar[Collection[str]] = ()
    """Keys that mean on this screen what they mean in any form or list; no command has them here."""
    key_set: KeySet

    def use(self, key_set: KeySet) -> None:
        """Let these keys hold from now on."""
        self.key_set = key_set
        node = cast(DOMNode, self)
        keys.unbind(node)
        key_set.bind(node, self.HERE.actions, but=self.OWN_KEYS)

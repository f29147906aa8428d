"""Which channels there are, and in which order the reader wants them."""

from collections.abc import Sequence

from zhonggong_reader.errors import InputError
from zhonggong_reader.language import tr
from zhonggong_reader.library import Library
from zhonggong_reader.model import ListedChannel
from zhonggong_reader.settings import Channels
from zhonggong_reader.text import clean_line
from zhonggong_reader.workercn.channels import CERTAIN


def known(library: Library) -> list[ListedChannel]:
    """Return every channel; a library that knows none yet is given those whose address is certain.

    The rest of the built-in table is only likely: the site's menu says what there is."""
    if listed := library.channels.all():
        return listed
    library.channels.save(CERTAIN)
    return library.channels.all()


def find(library: Library, name: str) -> ListedChannel:
    """Return the channel or saved search of this slug or name; raise InputError naming those there are."""
    listed = known(library)
    name = clean_line(name)  # what is typed may be no text at all
    kept = library.saved.find(name)
    found = library.channels.find(name) or (kept.listed if kept else None)
    if found is None:
        saved = [each.listed for each in library.saved.all()]
        names = tr("、").join(entry.channel.name for entry in (*listed, *saved))
        raise InputError(tr("没有“{name}”这个频道", name=name), tr("可用的频道：{names}", names=names))
    return found


def arranged(listed: Sequence[ListedChannel], wishes: Channels) -> list[ListedChannel]:
    """Return the channels with `wishes.first` in front, in that order, and without `wishes.hidden`."""

    def names(entry: ListedChannel) -> set[str]:
        return {entry.channel.slug, entry.channel.name}

    order = {name: place for place, name in enumerate(wishes.first)}
    shown = [entry for entry in listed if not names(entry) & set(wishes.hidden)]
    return sorted(shown, key=lambda entry: min(order.get(name, len(order)) for name in names(entry)))

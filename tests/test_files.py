"""Files that others may have put there: read without waiting, written whole and for their owner alone."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from limits import within

from zhonggong_reader import files

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def folder(path: Path) -> None:
    path.mkdir()


@pytest.fixture(params=[pipe, device, folder])
def no_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """What is no file."""
    put: Callable[[Path], None] = request.param
    put(tmp_path / "file")
    return tmp_path / "file"


def test_what_is_no_file_is_not_opened_and_nobody_waits(no_file: Path) -> None:
    with within(10), pytest.raises(OSError, match=str(no_file)) as refused:
        files.open_to_read(no_file)
    assert refused.value.errno == (errno.EISDIR if no_file.is_dir() else errno.ESPIPE)


def test_what_is_no_file_is_not_written_to(no_file: Path) -> None:
    with within(10), pytest.raises(OSError, match=r"."):
        files.open_private(str(no_file), os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def test_a_pipe_that_somebody_reads_is_not_written_to(tmp_path: Path) -> None:
    pipe(tmp_path / "file")
    reader = os.open(tmp_path / "file", os.O_RDONLY | os.O_NONBLOCK)
    with within(10), pytest.raises(OSError, match=r".") as refused:
        files.open_private(str(tmp_path / "file"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.close(reader)
    assert refused.value.errno == errno.ESPIPE


def test_what_a_shell_hands_on_by_a_name_is_waited_for() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"a")
    with within(10), files.open_to_read(f"/dev/fd/{reader}") as stream:
        assert os.get_blocking(stream.fileno())
        os.write(writer, b"b")
        os.close(writer)
        assert stream.read() == b"ab"
    os.close(reader)


@pytest.mark.parametrize("size", [9, 10])
def test_as_much_as_the_limit_is_read(tmp_path: Path, size: int) -> None:
    (tmp_path / "file").write_bytes(b"x" * size)
    assert files.read(tmp_path / "file", 10) == b"x" * size


def test_what_is_longer_is_refused_before_it_is_read(tmp_path: Path) -> None:
    # A sparse file of more than any memory.
    with (tmp_path / "file").open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(OSError, match=r".") as refused:
        files.read(tmp_path / "file", 10)
    assert refused.value.errno == errno.EFBIG


def test_a_private_file_is_its_owner_s_alone_and_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "state/file"
    old = os.umask(0)
    try:
        files.write_private(path, b"first")
    finally:
        os.umask(old)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    before = path.stat().st_ino
    files.write_private(path, b"second")
    assert path.read_bytes() == b"second"
    assert path.stat().st_ino != before  # another took its place, it was not written over

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space"):
        files.write_private(path, b"third")
    assert path.read_bytes() == b"second"
    assert list(path.parent.iterdir()) == [path]


def test_a_link_is_not_followed_to_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "theirs").write_bytes(b"theirs")
    (tmp_path / "file").symlink_to("theirs")
    files.write_private(tmp_path / "file", b"ours")
    assert (tmp_path / "theirs").read_bytes() == b"theirs"
    assert (tmp_path / "file").read_bytes() == b"ours"

"""What is built, looked into: a missing folder builds without a word."""

import configparser
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parents[1]
PACKAGE = PROJECT / "src/zhonggong_reader"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution, and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("dist")
    # Without isolation nothing is fetched: the build backend is among the tests' own packages.
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(PROJECT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    """The wheel's content, unpacked."""
    [archive] = built.glob("*.whl")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(built / "unpacked")
    return built / "unpacked"


def files(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_the_wheel_holds_the_package_whole_and_the_styles(wheel: Path) -> None:
    styles = files(PROJECT / "styles")
    assert styles
    assert files(wheel / "zhonggong_reader/styles") == styles
    assert files(wheel / "zhonggong_reader") == files(PACKAGE) | {f"styles/{name}" for name in styles}


@pytest.mark.parametrize("needed", ["py.typed", "sample/pages/c/2022-04-28/6945203.shtml"])
def test_the_wheel_holds_what_is_no_module(wheel: Path, needed: str) -> None:
    assert needed in files(wheel / "zhonggong_reader")


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    [metadata] = wheel.glob("*.dist-info")
    assert {path.name for path in wheel.iterdir()} == {"zhonggong_reader", metadata.name}


def test_both_names_of_the_command_are_installed(wheel: Path) -> None:
    [entry_points] = wheel.glob("*.dist-info/entry_points.txt")
    parser = configparser.ConfigParser()
    parser.read(entry_points)
    assert dict(parser["console_scripts"]) == {
        "zhonggong-reader": "zhonggong_reader.cli:main",
        "zgr": "zhonggong_reader.cli:main",
    }


def test_the_installed_package_finds_its_styles(wheel: Path) -> None:
    script = "from zhonggong_reader import places; print(places.styles())"
    environment = os.environ | {"PYTHONPATH": str(wheel)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True
    )
    assert Path(done.stdout.strip()) == wheel / "zhonggong_reader/styles"


def test_the_source_distribution_holds_what_a_packager_needs(built: Path) -> None:
    [archive] = built.glob("*.tar.gz")
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    for needed in ("LICENSE", "README.md", "pyproject.toml", "requirements.lock", "tests/run.py"):
        assert needed in names
    assert not [name for name in names if ".venv" in name or "__pycache__" in name]


def pinned() -> dict[str, str]:
    """Return the versions in requirements.lock by name."""
    text = (PROJECT / "requirements.lock").read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, flags=re.MULTILINE))


def test_the_lock_pins_every_dependency_in_a_version_that_is_allowed() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    lock = pinned()
    for line in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        requirement = Requirement(line)
        version = lock.get(canonicalize_name(requirement.name))
        assert version, f"{requirement.name} is not in requirements.lock"
        assert requirement.specifier.contains(version), f"{line}, locked {version}"


def test_the_lock_names_no_address_and_hashes_everything() -> None:
    text = (PROJECT / "requirements.lock").read_text("utf-8")
    assert "://" not in text
    assert "-index" not in text.replace("--no-emit-index-url", "")
    requirements = re.split(r"\n(?=[a-z])", text)[1:]
    assert len(requirements) == len(pinned())
    assert all("--hash=sha256:" in requirement for requirement in requirements)

"""The pinned lists install the same files everywhere and name no place to get them from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import organisatiecanvas

ROOT = Path(__file__).parent.parent
LISTS = ["requirements.txt", "requirements-dev.txt"]
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def entries(name: str) -> list[tuple[Requirement, list[str]]]:
    """Each requirement of a list with what follows it on its continued lines."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(Requirement(line.split(" --hash", 1)[0]), re.findall(r"--\S+", line)) for line in lines]


def pins(name: str) -> dict[str, str]:
    return {canonicalize_name(found.name): str(found.specifier) for found, _ in entries(name)}


def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize("name", LISTS)
def test_every_requirement_is_one_version_with_hashes(name):
    found = entries(name)
    assert found
    for requirement, options in found:
        assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)), requirement
        assert options, f"{requirement} has no hash"
        assert all(HASH.fullmatch(option) for option in options), requirement
    names = [canonicalize_name(requirement.name) for requirement, _ in found]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", LISTS)
def test_no_list_names_a_place(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"://|file:|^\s*-[a-z]|--(?!hash=)|\s@\s|^[./~]", text, re.MULTILINE)


def test_the_lists_satisfy_what_the_project_asks():
    declared = project()
    asked = {
        "requirements.txt": declared["dependencies"],
        "requirements-dev.txt": declared["dependencies"] + declared["optional-dependencies"]["dev"],
    }
    for name, requirements in asked.items():
        pinned = pins(name)
        for text in requirements:
            requirement = Requirement(text)
            version = pinned[canonicalize_name(requirement.name)].removeprefix("==")
            assert requirement.specifier.contains(version), f"{name}: {text} but {version}"


def test_the_dev_list_holds_the_runtime_list():
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


@pytest.mark.parametrize("name", LISTS)
def test_pyside_stays_below_the_version_that_loses_none(name):
    version = tuple(int(part) for part in pins(name)["pyside6-essentials"].removeprefix("==").split("."))
    assert (6, 8, 3) <= version < (6, 12)


def test_one_version_number():
    assert organisatiecanvas.__version__ == project()["version"]

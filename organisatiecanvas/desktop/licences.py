"""What the program is made of: every package that comes with it, its version and its licence, as installed."""

from __future__ import annotations

import platform
import re
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

ROOT = "organisatiecanvas"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LICENCE_FILE = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)
# Wheels that bring no text of their own. Qt is used as separate libraries, which anyone may replace by others.
_KNOWN = {
    "pyside6-essentials": "Qt for Python and Qt, © The Qt Company Ltd. GNU Lesser General Public License, version 3: "
    "https://www.gnu.org/licenses/lgpl-3.0.txt. The libraries lie beside the program as files of their own and may be "
    "replaced. Source: https://download.qt.io/official_releases/",
    "shiboken6": "Part of Qt for Python, © The Qt Company Ltd. GNU Lesser General Public License, version 3: "
    "https://www.gnu.org/licenses/lgpl-3.0.txt",
}
_PYTHON = "Python Software Foundation License, version 2: https://docs.python.org/3/license.html"


class Package(NamedTuple):
    """`licence` is its short name, `text` all that came with it; both as its makers wrote them."""

    name: str
    version: str
    licence: str
    text: str


def bundled() -> list[Package]:
    """Python and every package the program needs, ours first, the rest by name; what is not installed is left out.

    In a folder built by PyInstaller this reads the metadata copied into it.
    """
    waiting, found = [ROOT], {}
    while waiting:
        name = waiting.pop()
        key = _key(name)
        if key in found:
            continue
        try:
            found[key] = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # for another system
        needed = [line for line in found[key].requires or [] if "extra ==" not in line]
        waiting += [match[0] for line in needed if (match := _NAME.match(line))]
    packages = [_package(key, found[key]) for key in sorted(found, key=lambda key: (key != ROOT, key))]
    return [*packages, Package("Python", platform.python_version(), "PSF-2.0", _PYTHON)]


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _package(key: str, found: metadata.Distribution) -> Package:
    texts = [_KNOWN[key]] if key in _KNOWN else []
    for file in found.files or []:
        if _LICENCE_FILE.search(file.name) and file.suffix not in (".py", ".pyc"):
            try:
                texts.append(Path(str(found.locate_file(file))).read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError):
                continue  # not in a built folder, or no text
    return Package(str(found.metadata["Name"]), found.version, _licence(found, texts), "\n\n".join(texts))


def _licence(found: metadata.Distribution, texts: list[str]) -> str:
    """Its short name: as an expression, else as free words of one line, else of its classifier, else of its text."""
    about = found.metadata
    for field in ("License-Expression", "License"):
        words = next(iter(about.get_all(field) or []), "")
        if words and "\n" not in words:
            return words.strip()
    for line in about.get_all("Classifier") or []:
        if line.startswith("License ::"):
            return line.rpartition(" :: ")[2]
    return texts[0].strip().splitlines()[0] if texts and texts[0].strip() else ""

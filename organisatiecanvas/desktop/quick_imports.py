"""What Qt for Python does at every import and a window hardly ever needs is left for later. Comes before all of Qt.

Its descriptions of signatures, for the words about a wrong call, are compiled from source in every process: a quarter
of the way to an empty window. They are loaded when first asked for. And it reads the source of every module imported
after it, to see whether that asks for names in snake_case; ours do not.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
import sys

PACKAGE = "shibokensupport.signature."
LATER = {
    "layout",
    "parser",
    "importhandler",
    "lib.enum_sig",
    "lib.pyi_generator",
    "lib.tool",
}  # those that its C code doesn't look into


def _later(name: str, loader: importlib.machinery.SourceFileLoader) -> importlib.machinery.ModuleSpec:
    """How to import one of its modules."""
    if name.removeprefix(PACKAGE) in LATER:
        return _Spec(name, importlib.util.LazyLoader(loader))
    return _Spec(name, loader)


_Spec = importlib.machinery.ModuleSpec
if "shiboken6" not in sys.modules:
    importlib.machinery.ModuleSpec = _later  # type: ignore[assignment,misc]
    try:
        # Without PySide6: its package would look into each of them at once.
        import shiboken6.Shiboken  # noqa: F401
    finally:
        importlib.machinery.ModuleSpec = _Spec  # type: ignore[misc]

from PySide6 import QtCore  # noqa: E402, F401 - sets up what is changed below
from shibokensupport import feature  # type: ignore[import-not-found] # noqa: E402

if hasattr(feature, "_mod_uses_pyside"):
    feature._mod_uses_pyside = lambda _module: False

"""Imported first by the window: keeps Qt for Python from reading the source of every module imported after it.

It looks whether one asks for names in snake_case; ours do not, and of a start on a document it takes a tenth.
"""

from __future__ import annotations

from PySide6 import QtCore  # noqa: F401 - sets up what is changed here
from shibokensupport import feature  # type: ignore[import-not-found]

if hasattr(feature, "_mod_uses_pyside"):
    feature._mod_uses_pyside = lambda _module: False

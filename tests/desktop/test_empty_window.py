"""The window without a document is there at once: what only a document needs is not loaded for it."""

from __future__ import annotations

import subprocess
import sys

import pytest

SHOW = """
import sys
from organisatiecanvas.desktop.app import make_application
app = make_application()
from organisatiecanvas.desktop.window import MainWindow
window = MainWindow()
window.show()
while window.start is None or not window.start.examples.lines:
    app.processEvents()
print(*sorted(sys.modules), sep="\\n")
window.close()
"""
OF_A_DOCUMENT = (
    *("sqlalchemy", "alembic", "networkx", "numpy", "openpyxl", "babel"),
    *("organisatiecanvas.models.organisation", "organisatiecanvas.models.document"),
    "organisatiecanvas.models.analysis",
    *("organisatiecanvas.canvas.scene", "organisatiecanvas.canvas.items", "organisatiecanvas.canvas.view"),
    *("organisatiecanvas.desktop.workspace", "organisatiecanvas.exports"),
    *("pyqtgraph", "PySide6.QtPrintSupport", "importlib.metadata"),
    *("organisatiecanvas.desktop.preferences", "organisatiecanvas.desktop.command_palette"),
)


@pytest.fixture
def loaded(state) -> set[str]:
    """What a new process has loaded when the start page lists the examples."""
    state.mkdir()
    shown = subprocess.run([sys.executable, "-c", SHOW], capture_output=True, text=True, timeout=60, check=True)
    return set(shown.stdout.split())


def test_the_start_page_loads_nothing_that_only_a_document_needs(loaded):
    assert "organisatiecanvas.desktop.start_page" in loaded
    assert not loaded.intersection(OF_A_DOCUMENT)


WRONG_CALL = """
import sys
import organisatiecanvas.desktop
from PySide6.QtCore import QPoint
print(*(name for name, module in sys.modules.items() if type(module).__name__ == "_LazyModule"))
try:
    QPoint(1, 2).setX("one")
except TypeError as error:
    print(error)
"""


def test_what_qt_says_of_a_wrong_call_is_loaded_when_it_is_said():
    shown = subprocess.run([sys.executable, "-c", WRONG_CALL], capture_output=True, text=True, timeout=60, check=True)
    later, *words = shown.stdout.splitlines()
    assert {"shibokensupport.signature.parser", "shibokensupport.signature.layout"} <= set(later.split())
    assert "PySide6.QtCore.QPoint.setX(str)" in words[1], words
    assert words[-1].strip() == "PySide6.QtCore.QPoint.setX(x: int, /)"

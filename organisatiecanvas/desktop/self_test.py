"""`--self-test`: does this program do its work as it is installed here? The whole round on an example, in a window.

For whoever builds or installs it: a library or file that was left behind shows here, not in front of a group.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from organisatiecanvas import __version__

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow

LONGEST = 60.0  # seconds that the first figures may take on a slow machine
EXAMPLE = "bosch"


class SelfTestError(Exception):
    """What should have been so and was not, in a sentence."""


def run_self_test() -> int:
    """Open an example, draw, analyse, undo, save, export, open again; a line per step. Returns 0, or 1 and says why."""
    from organisatiecanvas.desktop.command_line import has_display

    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ["ORGANISATIECANVAS_STATE"] = str(Path(folder) / "state")
        print(f"Organisatiecanvas {__version__}, Python {platform.python_version()}, {platform.platform()}", flush=True)
        try:
            _round(Path(folder))
        except SelfTestError as error:
            print(f"FAILED: {error}", file=sys.stderr)
            return 1
    print("self-test passed")
    return 0


def _round(folder: Path) -> None:
    from PySide6.QtCore import qVersion

    from organisatiecanvas.desktop.app import make_application, speak
    from organisatiecanvas.desktop.window import MainWindow

    speak("nl")
    application = make_application()
    window = MainWindow()
    window.show()
    application.processEvents()
    _said("window", f"Qt {qVersion()} on {application.platformName()}")
    if not window.open_example(EXAMPLE):
        raise SelfTestError("the example did not open")
    steps: tuple[Callable[[MainWindow, Path], str], ...] = (_figures, _draw, _workspaces, _help, _save, _export, _again)
    for step in steps:
        _said(step.__name__.strip("_"), step(window, folder))
    document = window._detach()
    if document is not None:
        document.close()
    window.close()


def _said(step: str, words: str) -> None:
    print(f"  {step}: {words}", flush=True)


def _figures(window: MainWindow, _folder: Path) -> str:
    """Wait for the figures of the document as it is."""
    from PySide6.QtWidgets import QApplication

    runner, end = window.session.runner, time.monotonic() + LONGEST
    while not runner.fresh or runner.busy:
        if time.monotonic() > end:
            raise SelfTestError(f"no figures within {LONGEST:.0f} seconds")
        QApplication.processEvents()
    if runner.problem:
        raise SelfTestError(f"the analysis failed: {runner.problem}")
    return f"{len(runner.figures['findings'])} findings"


def _draw(window: MainWindow, folder: Path) -> str:
    """Draw a cell with its key and the mouse, name it, take it back and do it again."""
    from PySide6.QtCore import QPoint, Qt
    from PySide6.QtTest import QTest

    view, variant = window.workspace.canvas.view, window.session.variant
    before = len(variant.units)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_C)
    paper = view.viewport()
    QTest.mousePress(paper, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(40, 160))
    QTest.mouseMove(paper, QPoint(140, 240))
    QTest.mouseRelease(paper, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(180, 260))
    view.commit_name()
    if len(window.session.variant.units) != before + 1:
        raise SelfTestError("a cell drawn with the mouse did not come")
    window.commands.run("edit.undo")
    undone = len(window.session.variant.units)
    window.commands.run("edit.redo")
    if (undone, len(window.session.variant.units)) != (before, before + 1):
        raise SelfTestError("undo and redo do not give back what was drawn")
    return f"{before + 1} units; {_figures(window, folder)}"


def _workspaces(window: MainWindow, _folder: Path) -> str:
    from PySide6.QtWidgets import QApplication

    names = list(window.workspace.rail.buttons)
    for name in (*names, "canvas"):
        window.workspace.show_place(name)
        QApplication.processEvents()
    return ", ".join(names)


def _help(_window: MainWindow, _folder: Path) -> str:
    from organisatiecanvas.desktop import help_pages, licences
    from organisatiecanvas.models import glossary

    chapters, packages = help_pages.chapters(), licences.bundled()
    pictures = list((help_pages.folder() / "beeld").glob("*.png"))
    icons = list(resources.files("organisatiecanvas.desktop").joinpath("icons").iterdir())
    if not (chapters and pictures and icons) or len(packages) < 2:
        raise SelfTestError("the handbook, its pictures, the icons or the licences were left behind")
    return f"{len(chapters)} chapters, {len(glossary.terms())} terms, {len(packages)} licences"


def _save(window: MainWindow, folder: Path) -> str:
    path = window.session.document.save(folder / "self-test.orgcanvas")
    return f"{path.stat().st_size // 1024} KB"


def _export(window: MainWindow, folder: Path) -> str:
    from organisatiecanvas.exports import export

    made = export(window.session.document, folder / "out", what="all")
    made += export(window.session.document, folder / "out", what="canvas", format="pdf")
    empty = [path.name for path in made if not path.stat().st_size]
    if empty or not made:
        raise SelfTestError(f"nothing was written to {', '.join(empty) or 'the folder'}")
    return f"{len(made)} files"


def _again(window: MainWindow, folder: Path) -> str:
    """The saved file holds what the window shows."""
    from organisatiecanvas.models import interchange
    from organisatiecanvas.models.document import Document

    with Document.open(folder / "self-test.orgcanvas", as_copy=True) as document:
        if interchange.dump(document.organisation) != interchange.dump(window.session.organisation):
            raise SelfTestError("the saved file holds something else than the window")
        return f"{len(document.organisation.variants)} variants as they were"

"""Preferences, and what the program is made of."""

from __future__ import annotations

import os
from importlib import metadata

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox

from organisatiecanvas.desktop import app as application
from organisatiecanvas.desktop import licences, preferences, theme
from organisatiecanvas.desktop.about import AboutDialog
from organisatiecanvas.models import language


@pytest.fixture
def opened(bosch_window, qtbot):
    shown = preferences.show(bosch_window)
    yield shown
    shown.close()
    theme.choose("light")


def control(shown, words: str):
    """The control of the line with these words."""
    return next(line.control for line in shown.lines if words.casefold() in line.words)


def choose(box: QComboBox, value: str) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def wheel(view, keys=Qt.KeyboardModifier.NoModifier) -> None:
    place = QPointF(view.viewport().rect().center())
    turned = QWheelEvent(
        place, QPointF(view.viewport().mapToGlobal(place.toPoint())), QPoint(), QPoint(0, 120),
        Qt.MouseButton.NoButton, keys, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), turned)


def test_language_and_theme_change_while_they_are_open(opened, bosch_window):
    choose(control(opened, "language"), "nl")
    assert language.current() == "nl"
    assert opened.windowTitle() == "Voorkeuren"
    choose(control(opened, "thema"), "dark")
    assert theme.current() is theme.DARK
    assert bosch_window.settings.get("language") == "nl"
    assert bosch_window.session.document.organisation.workshop.title == "BOSCH Scharnieren"
    choose(control(opened, "taal"), "en")
    assert opened.windowTitle() == "Preferences"


def test_wheel_and_ctrl_wheel_change_places(opened, bosch_window, qtbot):
    view = bosch_window.workspace.canvas.view
    view.set_zoom(1.0)
    wheel(view)
    assert view.zoom() == 1.0
    control(opened, "wheel zooms").setChecked(True)
    qtbot.waitUntil(lambda: not view.wheel._frame.isActive())
    wheel(view)
    assert view.zoom() > 1.0
    zoom = view.zoom()
    qtbot.waitUntil(lambda: not view.wheel._frame.isActive())
    wheel(view, Qt.KeyboardModifier.ControlModifier)
    assert view.zoom() == zoom
    assert bosch_window.settings.get("wheel_zooms") is True


def test_switches_count_at_once_and_are_kept(opened, bosch_window):
    view = bosch_window.workspace.canvas.view
    assert view.snap_grid
    control(opened, "snap to the grid").setChecked(False)
    assert not view.snap_grid
    assert not bosch_window.commands.action("snap.grid").isChecked()
    control(opened, "sound when").setChecked(False)
    assert not bosch_window.timer.sound
    choose(control(opened, "length of the timer"), "10.0")
    assert bosch_window.timer.minutes == 10
    for line in opened.lines:
        assert isinstance(line.control, QCheckBox | QComboBox) is False or line.control.accessibleName()


def test_the_search_leaves_what_has_the_words(opened):
    opened.field.setText("theme dark")
    shown = [line for line in opened.lines if line.isVisibleTo(opened)]
    assert [line.control.currentData() for line in shown] == ["system"]
    assert not opened.none.isVisibleTo(opened)
    opened.field.setText("zzz")
    assert opened.none.isVisibleTo(opened)


@pytest.mark.parametrize(("kept", "factor"), [(1.5, "1.5"), (1.0, None), (99.0, None)])
def test_a_larger_size_holds_from_the_next_start(kept, factor, monkeypatch):
    monkeypatch.setenv("QT_SCALE_FACTOR", "-")
    monkeypatch.delenv("QT_SCALE_FACTOR")
    application._scale(kept)
    assert os.environ.get("QT_SCALE_FACTOR") == factor


def test_everything_the_program_needs_is_listed_with_its_licence(window, qtbot):
    packages = licences.bundled()
    names = {package.name.lower().replace("_", "-"): package for package in packages}
    assert packages[0].name == "organisatiecanvas"
    assert {"pyside6-essentials", "sqlalchemy", "numpy", "openpyxl", "mako", "python"} <= names.keys()
    assert names["numpy"].version == metadata.version("numpy")
    assert "pytest" not in names
    for package in packages:
        assert package.version, package.name
        assert package.licence, package.name
        assert package.text, package.name
    dialog = AboutDialog(window)
    qtbot.addWidget(dialog)
    assert "MIT" in dialog.text.toPlainText()
    dialog.list.setCurrentIndex(dialog.list.model().index(packages.index(names["pyside6-essentials"]), 0))
    assert "GNU Lesser General Public License" in dialog.text.toPlainText()

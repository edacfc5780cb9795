"""Files that are dragged on the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from organisatiecanvas.desktop import dropping
from organisatiecanvas.models import interchange
from tests import walk


def target(window) -> QWidget:
    """Who Qt gives what is dropped in the middle of the window: the first from there upwards that takes drops."""
    found = window.childAt(window.rect().center()) or window
    while not found.acceptDrops() and not found.isWindow():
        found = found.parentWidget()
    return found


def drop(window, *paths) -> bool:
    """Drag the files on the window and let go; whether it wanted them."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    actions, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(300, 300), actions, data, button, keys)
    entered.ignore()
    QApplication.sendEvent(target(window), entered)
    if entered.isAccepted():
        QApplication.sendEvent(target(window), QDropEvent(QPointF(300, 300), actions, data, button, keys))
    return entered.isAccepted()


def test_60_a_document_dragged_on_the_window_is_opened(window, saved, qtbot):
    path = saved("gesleept.orgcanvas")
    assert drop(window, path)
    qtbot.waitUntil(lambda: window.session is not None)
    assert window.session.document.path == path
    assert window.settings.recent()[0] == path.resolve()


def test_unsaved_work_is_asked_about_before_a_dragged_file_takes_its_place(bosch_window, saved, answers, qtbot):
    document = bosch_window.session.document
    bosch_window.session.attempt("Step", lambda: setattr(document.organisation.workshop, "title", "Anders"))
    path = saved()
    answers.give("cancel")
    assert drop(bosch_window, path)
    qtbot.waitUntil(lambda: not answers.waiting)
    assert bosch_window.session.document is document


def test_an_exchange_file_is_opened_too(window, bosch, tmp_path, qtbot):
    path = tmp_path / "organisatie.json"
    path.write_text(interchange.dump(bosch.organisation), "utf-8")
    assert drop(window, path)
    qtbot.waitUntil(lambda: window.session is not None)
    assert window.session.organisation.workshop.title == "BOSCH Scharnieren"


@pytest.mark.parametrize("names", [("foto.png",), ("a.orgcanvas", "b.orgcanvas"), ()])
def test_anything_else_is_not_taken(window, tmp_path, names):
    assert not drop(window, *(tmp_path / name for name in names))
    assert window.session is None


def test_a_workbook_asks_for_a_document_first(window, answers, tmp_path):
    answers.give("ok")
    assert not dropping.take(window, tmp_path / "matrix.xlsx")
    assert answers.asked == ["matrix.xlsx can't be read here"]


def test_60_a_file_can_be_dropped_wherever_the_window_shows_a_page(bosch_window):
    for place in walk.places(bosch_window):
        bosch_window.workspace.show_place(place)
        assert target(bosch_window) is bosch_window, place

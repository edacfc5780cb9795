"""Scenario 60: the first five minutes. A tour through the example, by keys alone, to be skipped at any moment."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt

from organisatiecanvas.desktop import tour as tours
from organisatiecanvas.desktop.tour import Tour
from tests.desktop.conftest import answers, settle, window  # noqa: F401

pytestmark = pytest.mark.journey


def rectangle(widget, window) -> QRect:  # noqa: F811
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())


@pytest.mark.parametrize("size", [(1440, 900), (1024, 768)])
def test_scenario_60_the_tour_goes_through_all_workspaces_and_ends(window, qtbot, size):  # noqa: F811
    window.resize(*size)
    assert window.start.tour.isVisible()
    window.commands.run("help.tour")
    settle(qtbot, window)
    tour = window.findChild(Tour)
    seen = []
    for _number in range(len(tour.steps)):
        assert window.rect().contains(rectangle(tour.card, window)), seen
        assert tour.card.words.height() == tour.card.words.heightForWidth(
            tour.card.words.width()
        )  # neither cut nor apart
        qtbot.waitUntil(tour.card.next.hasFocus)
        seen.append(window.workspace.place)
        last = tour.number == len(tour.steps) - 1
        qtbot.keyClick(tour.card.next, Qt.Key.Key_Return)
        assert last or tour.number == len(seen)
    assert list(dict.fromkeys(seen)) == ["canvas", "skills", "flow", "control", "compare", "actions", "dossier"]
    assert window.findChild(Tour) is None
    assert window.session.variant_id == "ist"
    assert not window.session.document.modified


def test_the_tour_is_skipped_by_escape_and_not_offered_again(window, qtbot):  # noqa: F811
    window.commands.run("help.tour")
    tour = window.findChild(Tour)
    qtbot.keyClick(tour.card.next, Qt.Key.Key_Escape)
    assert window.findChild(Tour) is None
    assert window.close_document()
    assert not window.start.tour.isVisible()


def test_what_lies_under_the_tour_can_be_used(window, qtbot):  # noqa: F811
    window.commands.run("help.tour")
    tour = window.findChild(Tour)
    assert window.childAt(window.workspace.rail.buttons["flow"].mapTo(window, window.rect().topLeft())) is not tour
    qtbot.mouseClick(window.workspace.rail.buttons["data"], Qt.MouseButton.LeftButton)
    assert window.workspace.place == "data"
    tour.end()


def test_another_document_gives_way_only_when_the_user_wants(window, answers, qtbot):  # noqa: F811
    window.start_from("cells")
    with window.session.document.edit("Rename"):
        window.session.organisation.workshop.title = "Ours"
    answers.give("cancel")
    assert tours.start(window) is None
    assert window.session.organisation.workshop.title == "Ours"

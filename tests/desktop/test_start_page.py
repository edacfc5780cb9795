"""The start page: recover, recent files, examples."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton

from organisatiecanvas.models import working
from organisatiecanvas.models.document import Document


@pytest.fixture
def left_behind(state):
    """What a process that died leaves: a working copy with a change that was never saved."""
    document = Document.new("Zonder stroom")
    with document.edit("Title"):
        document.organisation.workshop.organisation = "Kwijt?"
    document.abandon()
    (recovery,) = working.recoverable()
    return recovery


def test_what_was_left_is_offered_and_taken_up(left_behind, window, qtbot):
    qtbot.waitUntil(lambda: bool(window.start.recoveries.lines))
    (line,) = window.start.recoveries.lines
    assert "Zonder stroom" in line.accessibleName()
    assert "never saved" in line.accessibleName()
    line.buttons[0].click()
    assert window.session.organisation.workshop.organisation == "Kwijt?"
    assert window.session.document.modified


@pytest.mark.parametrize(("answer", "left"), [("cancel", 1), ("discard", 0)])
def test_throwing_away_is_asked(left_behind, window, answers, qtbot, answer, left):
    qtbot.waitUntil(lambda: bool(window.start.recoveries.lines))
    answers.give(answer)
    window.start.recoveries.lines[0].buttons[1].click()
    assert len(working.recoverable()) == left
    assert len(window.start.recoveries.lines) == left
    assert window.start.recoveries.isVisibleTo(window) is bool(left)


def test_examples_open_as_new_documents(window, qtbot):
    qtbot.waitUntil(lambda: bool(window.start.examples.lines))
    window.start.examples.lines[0]._run()
    assert window.session.organisation.workshop.title == "BOSCH Scharnieren"
    assert window.session.document.path is None


def test_recent_files_open(window, saved, qtbot):
    path = saved("ploeg.orgcanvas")
    window.settings.remember_file(path)
    window.start.fill()
    (line,) = window.start.recent.lines
    assert "ploeg" in line.accessibleName()
    line._run()
    assert window.session.document.path == path


def test_templates_are_in_sight_below_however_many_recent_files(window, tmp_path, qtbot):
    for number in range(10):
        window.settings.remember_file(tmp_path / f"werkplaats {number}.orgcanvas")
    window.resize(1024, 768)
    window.start.fill()
    assert len(window.start.recent.lines) == 5

    def whole():
        last = window.start.starters.lines[-1]
        return last.visibleRegion().boundingRect() == last.rect()

    qtbot.waitUntil(whole)
    more = window.start.recent.findChild(QPushButton)
    assert "5" in more.text()
    more.click()
    assert len(window.start.recent.lines) == 10


def test_closing_goes_back_to_the_start_page(window, saved):
    window.open_path(saved())
    assert window.close_document()
    assert window.start is not None
    assert window.start.recent._body.count() == 1

"""To the works council through the real window: fill the dossier, walk the stages, be warned; scenario 5 on screen."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCalendarWidget, QMenu

from organisatiecanvas.models.organisation import StageDates
from tests.desktop.conftest import answers, bosch_window, routed_file, window  # noqa: F401 - fixtures

pytestmark = pytest.mark.journey


@pytest.fixture
def page(bosch_window, qtbot):  # noqa: F811
    shown = bosch_window.workspace.show_place("dossier")
    built(qtbot, shown)
    return shown


def built(qtbot, page) -> None:
    """Wait until the dossier is that of the document as it is."""
    qtbot.waitUntil(lambda: page.runner.fresh and not page.runner.busy and page.contents is not None, timeout=20000)
    assert not page.runner.problem


def dossier(page):
    return page.session.organisation.dossier


def choose(qtbot, page, place: str) -> None:
    """Click a line of the list."""
    row = page.list.places().index(place)
    rect = page.list.visualItemRect(page.list.item(row))
    qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())


def menu_of(qtbot, page, stage: str) -> QMenu:
    qtbot.mouseClick(page.tracker.buttons[stage], Qt.MouseButton.LeftButton)
    return next(one for one in page.tracker.buttons[stage].findChildren(QMenu) if one.isVisible())


def give_day(qtbot, page, stage: str, day: datetime.date) -> None:
    """Pick a day of a stage in its calendar."""
    menu = menu_of(qtbot, page, stage)
    menu.findChild(QCalendarWidget).clicked.emit(QDate(day.year, day.month, day.day))


def marks(page) -> dict[str, bool]:
    return {section.name: section.complete for section in page.contents.sections}


def words(page) -> str:
    return page.view.blocks.toPlainText()


def test_the_dossier_of_bosch_becomes_complete(page, qtbot):
    assert [name for name, complete in marks(page).items() if not complete] == ["planning", "privacy"]
    assert page.state.text() == "2 sections are not complete yet"
    assert page.list.currentItem().isSelected()
    assert page.list.currentItem().text() == page.view.title.text()
    # A proposal is no text: it is taken over, changed, and undone, each by itself.
    choose(qtbot, page, "privacy")
    assert not page.view.text.proposal.isHidden()
    assert dossier(page).privacy == ""
    proposed = page.view.text.proposal.words.text()
    qtbot.mouseClick(page.view.text.proposal.take, Qt.MouseButton.LeftButton)
    assert dossier(page).privacy == proposed
    area = page.view.text.box.editor.area
    area.setFocus()
    qtbot.keyClick(area, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(area, " Ook bij ons.")
    qtbot.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dossier(page).privacy == f"{proposed} Ook bij ons."
    built(qtbot, page)
    assert marks(page)["privacy"]
    assert page.view.text.proposal.words.isHidden()  # folded away: the text is the people's now
    page.session.document.undo()
    assert dossier(page).privacy == proposed
    page.session.document.redo()
    # The stages that were reached get their day.
    give_day(qtbot, page, "intended", datetime.date(2026, 11, 2))
    give_day(qtbot, page, "requested", datetime.date(2026, 11, 30))
    built(qtbot, page)
    assert page.contents.complete
    assert page.state.text() == "✓ All sections are complete"


def test_figures_follow_the_drawing_and_typed_text_stays(page, qtbot, bosch_window):  # noqa: F811
    choose(qtbot, page, "changes")
    assert "Team-senior A" in words(page)
    area = page.view.text.box.editor.area
    area.setFocus()
    qtbot.keyClicks(area, "Zie de tabel")
    with bosch_window.session.document.edit("Rename"):
        bosch_window.session.organisation.variants["soll-1"].roles["r-senior-a"].name = "Celtrekker A"
    built(qtbot, page)
    assert "Celtrekker A" in words(page)
    assert area.toPlainText() == "Zie de tabel"  # still being typed
    qtbot.keyClick(area, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dossier(page).changes == "Zie de tabel"
    qtbot.mouseClick(page.view.text.proposal.head.button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.view.text.proposal.take, Qt.MouseButton.LeftButton)
    assert dossier(page).changes.startswith("Zie de tabel\n\n")  # put below, never over it
    # Long tables show their end when asked.
    assert "more rows" in words(page)
    page.view.blocks.followed.emit("more", ("changes.decisions",))
    assert "Werving collega · cel C" in words(page)


def test_05_without_names_nobody_is_in_the_preview(page, qtbot):
    choose(qtbot, page, "consequences")
    assert "Medewerker 01" in words(page)
    qtbot.mouseClick(page.modes.buttons["codes"], Qt.MouseButton.LeftButton)
    built(qtbot, page)
    assert "Medewerker" not in words(page)
    assert "P01" in words(page)
    qtbot.mouseClick(page.modes.buttons["none"], Qt.MouseButton.LeftButton)
    built(qtbot, page)
    assert "Medewerker" not in words(page)
    assert "P01" not in words(page)
    assert "Other units together" in words(page)
    assert page.view.text.box.editor.isHidden()  # to read, not to edit
    choose(qtbot, page, "annexes")
    assert page.view.pictures.count() == 4  # before and after, each below its name
    qtbot.mouseClick(page.modes.buttons["full"], Qt.MouseButton.LeftButton)
    built(qtbot, page)
    assert not page.view.text.box.editor.isHidden()


def test_the_stages_the_wait_and_an_action_that_starts_too_early(page, qtbot, bosch_window):  # noqa: F811
    tracker = page.tracker
    assert "2027-01-18" in tracker.following.text()
    assert tracker.early.isHidden()
    for stage, day in (("intended", (2026, 11, 2)), ("requested", (2026, 11, 30)), ("consulted", (2027, 1, 11))):
        give_day(qtbot, page, stage, datetime.date(*day))
    assert dossier(page).stage_dates == StageDates(
        intended=datetime.date(2026, 11, 2), requested=datetime.date(2026, 11, 30), consulted=datetime.date(2027, 1, 11)
    )
    assert "2027-01-11" in tracker.following.text()
    give_day(qtbot, page, "advised", datetime.date(2027, 1, 18))
    give_day(qtbot, page, "decided", datetime.date(2027, 1, 25))
    menu_of(qtbot, page, "decided").actions()[0].trigger()  # we are here now
    assert dossier(page).stage == "decided"
    assert dossier(page).stage_dates.decided == datetime.date(2027, 1, 25)
    assert tracker.early.isHidden()  # the decision may still follow the advice
    # It departs from it: a month's wait, until 25 February; by hand three actions start before.
    box = tracker.outcome.boxes["outcome"].editor.box
    box.setCurrentIndex(box.findData("departs"))
    box.activated.emit(box.currentIndex())
    assert dossier(page).outcome == "departs"
    assert "2027-02-25" in tracker.following.text()
    assert tracker.buttons["suspended"].day.full == "○ until 2027-02-25"
    assert tracker.early.text() == "! 3 actions start too early"
    qtbot.mouseClick(tracker.early, Qt.MouseButton.LeftButton)
    built(qtbot, page)
    assert page.view.name == "planning"
    told = page.view.lacks.toPlainText()
    assert "Afdelingen omzetten" in told
    assert told.count("2027-02-25") == 3
    # The council agrees to an earlier start, and the warning is gone.
    line = tracker.waived.boxes["wait_waived"].editor.line
    line.setFocus()
    qtbot.keyClicks(line, "2027-01-25")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert dossier(page).wait_waived == datetime.date(2027, 1, 25)
    assert tracker.early.isHidden()
    page.session.document.undo()
    assert not tracker.early.isHidden()
    qtbot.mouseClick(tracker.advance, Qt.MouseButton.LeftButton)
    assert dossier(page).stage == "suspended"


def test_belgium_has_its_own_stages_and_sections(page, qtbot):
    assert "technology" not in page.list.places()
    page.country.setCurrentIndex(page.country.findData("be"))
    page.country.activated.emit(page.country.currentIndex())
    assert dossier(page).country == "be"
    built(qtbot, page)
    assert "technology" in page.list.places()
    assert "suspended" not in page.tracker.buttons
    assert "cao 39" in page.contents.section("technology").asked[0]
    page.session.document.undo()
    built(qtbot, page)
    assert "technology" not in page.list.places()


def test_a_checklist_is_filled_in(page, qtbot):
    choose(qtbot, page, "checklist:digitalisation")
    line = next(iter(page.form.lines.values()))
    line.done.click()
    area = line.groups.line
    area.setFocus()
    qtbot.keyClicks(area, "OR en directie")
    qtbot.keyClick(area, Qt.Key.Key_Return)
    entry = dossier(page).checklists["digitalisation"]["verkennen en draagvlak"]
    assert (entry.done, entry.groups) == (True, "OR en directie")
    built(qtbot, page)
    assert "4 topics are open" in page.contents.section("annexes").lacks[0]
    choose(qtbot, page, "checklist:technology_assessment")
    effect = page.form.lines["werkgelegenheid"].effect
    effect.setCurrentIndex(effect.findData(-2))
    effect.activated.emit(effect.currentIndex())
    known = dossier(page).checklists["technology_assessment"]["werkgelegenheid"]
    assert (known.effect, known.groups) == (-2, "iedereen")  # what stood beside it stays
    page.session.document.undo()
    assert effect.currentData() == 0


def test_an_empty_document_says_what_comes_first(window, qtbot):  # noqa: F811
    window.commands.run("file.new")
    page = window.workspace.show_place("dossier")
    built(qtbot, page)
    assert page.after.currentText() == "no redesign yet"
    assert "no redesign" in page.view.lacks.toPlainText()
    assert not any(marks(page).values())
    assert "no legal advice" in page.disclaimer.full

"""Variants as tabs: a new one from the one shown, another name, away after asking."""

from __future__ import annotations

from organisatiecanvas.models import interchange


def test_plus_makes_a_copy_and_shows_it(bosch_window, answers):
    before = interchange.row_to_json(bosch_window.session.organisation.variants["ist"])
    answers.give("SOLL 2 · teams")
    bosch_window.workspace.top.tabs.add_wanted.emit()
    session = bosch_window.session
    assert session.variant.name == "SOLL 2 · teams"
    assert session.variant.based_on == "ist"
    assert len(session.variant.units) == len(before["units"])
    assert interchange.row_to_json(session.organisation.variants["ist"]) == before
    tabs = bosch_window.workspace.top.tabs
    assert [button.text() for button in tabs.buttons.values()] == ["IST", "SOLL 1 · cellen", "SOLL 2 · teams"]
    assert tabs.buttons[session.variant_id].isChecked()
    session.document.undo()
    assert session.variant_id == "ist"
    assert len(tabs.buttons) == 2


def test_a_tab_shows_its_variant_everywhere(bosch_window):
    bosch_window.workspace.top.tabs.buttons["soll-1"].click()
    assert bosch_window.workspace.canvas.scene.variant_id == "soll-1"
    assert bosch_window.workspace.inspector._title.editor.line.text() == "SOLL 1 · cellen"
    assert "6 units" in bosch_window.workspace.status.counts.text()


def test_renaming_and_a_name_that_is_taken(bosch_window, answers):
    answers.give("IST 2026")
    bosch_window.commands.run("variant.rename")
    assert bosch_window.session.variant.name == "IST 2026"
    answers.give("SOLL 1 · cellen", "ok")
    bosch_window.commands.run("variant.rename")
    assert bosch_window.session.variant.name == "IST 2026"


def test_deleting_is_asked_and_can_be_undone(bosch_window, answers):
    session = bosch_window.session
    session.show_variant("soll-1")
    before = interchange.dump(session.organisation)
    answers.give("cancel")
    bosch_window.commands.run("variant.delete")
    assert "soll-1" in session.organisation.variants
    answers.give("delete")
    bosch_window.commands.run("variant.delete")
    assert session.variant_id == "ist"
    assert not bosch_window.commands.action("variant.delete").isEnabled()
    session.document.undo()
    assert interchange.dump(session.organisation) == before

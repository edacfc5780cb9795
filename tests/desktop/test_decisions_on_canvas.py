"""Decisions on the canvas of the window: their layer, the menu of one, and what a screen reader is told."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu

from organisatiecanvas.canvas.decision_chips import LAYER
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.desktop import canvas_commands, outline_words

DECISION = "b-rooster-engineering"  # leave and roster of engineering, decided by the management


@pytest.fixture
def canvas(bosch_window):
    canvas = bosch_window.workspace.canvas
    canvas.look.layers.menu().fill()
    canvas.look.layers.menu().layers[LAYER].setChecked(True)
    canvas.scene.select([Ref("units", "engineering")])
    return canvas


def test_the_layer_is_off_at_first_ticked_in_its_menu_and_remembered(bosch_window, canvas):
    assert canvas.scene.layers.added == {LAYER}
    assert canvas.scene.decisions.chips
    assert "hidden" not in canvas.look.layers.text()  # nothing is missing
    kept = bosch_window.settings.get("layers")[bosch_window.session.document.document_id]
    assert kept == [f"+{LAYER}"]
    canvas.scene.layers.set_added(())
    canvas.look._recall_layers()
    assert canvas.scene.layers.added == set()
    assert not canvas.scene.decisions.chips


def test_the_menu_of_a_decision_lets_another_decide_or_moves_what_it_is_about(bosch_window, canvas):
    variant = bosch_window.session.variant
    menu = QMenu()
    canvas_commands.fill_menu(bosch_window, menu, Ref("decisions", DECISION))
    deciding, about = [action.menu() for action in menu.actions() if action.menu() is not None]
    (unit,) = [action.menu() for action in deciding.actions() if action.text() == "Engineering" and action.menu()]
    unit.actions()[0].trigger()
    modes = {item.party: item.mode for item in variant.decisions[DECISION].authority.values()}
    assert (modes["engineering"], modes["directie"]) == ("decides", "informed")
    assert {chip.unit for chip in canvas.scene.decisions.of(DECISION)} == {"engineering"}
    bosch_window.session.document.undo()
    (target,) = [action for action in about.actions() if action.text() == "Inkoop"]
    target.trigger()
    assert variant.decisions[DECISION].about == "inkoop"
    menu.deleteLater()


def test_a_decision_is_spoken_with_what_it_is_about_and_who_decides(bosch_window, canvas):
    row = bosch_window.session.variant.decisions[DECISION]
    words = outline_words.spoken(bosch_window.session.organisation, bosch_window.session.variant, "decisions", row)
    assert words == f"Decision {row.name} about Engineering, Directie en administratie decides"
    canvas.scene.select([Ref("decisions", DECISION)])
    assert row.name in canvas.announcer.selection()
    assert bosch_window.workspace.inspector.target() == ("decisions", ("ist", DECISION))

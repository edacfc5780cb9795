"""Findings in the window: shown on the canvas, made into actions, never stale as fresh."""

from __future__ import annotations

import pytest

from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.models import plan

from .conftest import settle


@pytest.fixture
def panel(bosch_window, qtbot):
    panel = bosch_window.workspace.canvas.findings
    qtbot.waitUntil(lambda: panel.complete)
    return panel


def test_every_finding_has_its_row_and_the_pills_count_them(bosch_window, panel):
    found = bosch_window.session.runner.figures["findings"]
    assert len(panel.rows) == len(found)
    problems = sum(item["severity"] == "problem" for item in found)
    assert str(problems) in panel.pills["problem"].words()
    ranks = [["problem", "attention", "note"].index(row.finding["severity"]) for row in panel.rows]
    assert ranks == sorted(ranks)


def test_show_selects_the_unit_and_the_inspector_follows(bosch_window, panel):
    row = next(row for row in panel.rows if row.finding["collection"] == "units")
    row.show_button.click()
    assert bosch_window.workspace.canvas.scene.selected() == [Ref("units", row.finding["subject"])]
    assert bosch_window.workspace.inspector.target() == ("units", ("ist", row.finding["subject"]))


def test_every_kind_of_finding_can_be_shown_or_says_that_it_cannot(bosch_window, panel):
    kinds = {(row.finding["collection"], row.finding["code"]): row for row in panel.rows}
    for row in kinds.values():
        bosch_window.workspace.canvas.scene.select([])
        bosch_window.workspace.status.message.set_words("")
        row.show_button.click()
        shown = bosch_window.workspace.canvas.scene.selected()
        assert shown or bosch_window.workspace.status.message.full, row.finding


def test_make_action_adds_one_action_and_then_leads_to_it(bosch_window, panel):
    organisation = bosch_window.session.organisation
    count = len(organisation.actions)
    row = panel.rows[0]
    row.action_button.click()
    assert len(organisation.actions) == count + 1
    assert bosch_window.session.document.undo_name.startswith("Make an action")
    assert "✓" in row.action_button.text()
    row.action_button.click()
    assert len(organisation.actions) == count + 1
    assert bosch_window.workspace.place == "actions"
    shown = bosch_window.workspace.pages["actions"].selected_rows()[0]
    assert shown is plan.action_of(organisation, "ist", row.finding["proposal"])
    bosch_window.session.document.undo()
    assert "✓" not in row.action_button.text()


def test_the_subject_is_bold_and_text_stays_text(bosch_window, panel, qtbot):
    session = bosch_window.session
    unit = next(row.finding for row in panel.rows if row.finding["collection"] == "units")["subject"]
    session.attempt("Name", lambda: setattr(session.variant.units[unit], "name", "<i>Zagen</i> & co"))
    settle(qtbot, bosch_window)
    row = next(row for row in panel.rows if row.finding["subject"] == unit)
    assert "<b>&lt;i&gt;Zagen&lt;/i&gt; &amp; co</b>" in row.sentence.text()


def test_figures_are_not_fresh_until_they_are(bosch_window, panel, qtbot):
    session = bosch_window.session
    session.attempt("Places", lambda: setattr(session.variant.units["cnc"], "places", 9))
    assert not session.runner.fresh
    assert "computing" in panel.state.full
    settle(qtbot, bosch_window)
    assert "computing" not in panel.state.full


def test_the_newest_request_wins(bosch_window, qtbot):
    session = bosch_window.session
    for places in range(1, 12):
        session.attempt("Places", lambda n=places: setattr(session.variant.units["cnc"], "places", n))
    session.show_variant("soll-1")
    settle(qtbot, bosch_window)
    assert session.runner.variant == "soll-1"
    assert session.runner.figures["variant"] == "soll-1"


def test_figures_of_another_variant_are_never_shown(bosch_window, panel):
    bosch_window.session.show_variant("soll-1")
    assert bosch_window.session.runner.figures is None
    assert panel.rows == []


def test_an_analysis_that_fails_stays_in_its_panel(bosch_window, panel, qtbot):
    session = bosch_window.session
    session.runner.request(session.document.snapshot(), "no such variant")
    qtbot.waitUntil(lambda: session.runner.fresh, timeout=10000)
    assert session.runner.problem
    assert "failed" in panel.state.full
    session.analyse()
    settle(qtbot, bosch_window)
    assert panel.rows


def test_badges_reach_the_canvas(bosch_window, panel):
    assert set(bosch_window.workspace.canvas.scene._badges) <= set(bosch_window.session.variant.units)
    assert bosch_window.workspace.canvas.scene._badges


def test_moving_a_box_asks_for_no_new_figures(bosch_window):
    session = bosch_window.session
    session.attempt("Move", lambda: setattr(session.variant.units["cnc"], "box", (1.0, 2.0, 220.0, 200.0)))
    assert session.runner.fresh
    session.attempt("Kind", lambda: setattr(session.variant.units["cnc"], "kind", "team"))
    assert not session.runner.fresh

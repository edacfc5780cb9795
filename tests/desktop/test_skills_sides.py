"""The panels beside the matrix: plan, absence, expiry, the rule, day one; figures are those of the analysis."""

from __future__ import annotations

import datetime

import pytest

from organisatiecanvas.models.analysis import analyse
from organisatiecanvas.models.organisation import Absence

from .conftest import settle

MONDAY = datetime.date(2026, 11, 30)


@pytest.fixture
def page(bosch_window):
    return bosch_window.workspace.show_place("skills")


def shown_side(page, qtbot, name):
    page.show_side(name)
    side = page.sides[name]
    if name == "plan":
        qtbot.waitUntil(lambda: side.plan is not None and side.runner.fresh, timeout=20000)
    return side


def exact(window):
    return analyse(window.session.organisation, window.session.variant_id)["skills"]["training_plan"]


def test_the_plan_is_the_exact_one_and_marks_its_cells(bosch_window, page, qtbot):
    side = shown_side(page, qtbot, "plan")
    wanted = exact(bosch_window)
    assert {(step.person, step.skill) for step in side.plan.steps} == {
        (step["person"], step["skill"]) for step in wanted["steps"]
    }
    assert side.plan.hours == pytest.approx(wanted["hours"])
    assert set(page.model.plan) == {(step.person, step.skill) for step in side.plan.steps}
    assert str(len(wanted["steps"])) in side.title.full
    page.show_side("")
    assert not page.model.plan


def test_at_most_so_many_steps_per_person_per_quarter(page, qtbot):
    side = shown_side(page, qtbot, "plan")
    side.per_quarter.show_value(1)
    side.request()
    qtbot.waitUntil(lambda: side.runner.fresh and side.plan is not None, timeout=20000)
    seen = [(step.person, step.due) for step in side.plan.steps]
    assert len(seen) == len(set(seen))
    side.per_quarter.line.setText("0")
    side.request()
    assert "At least one step" in side.text.toPlainText()


def test_steps_become_actions_once(bosch_window, page, qtbot):
    side = shown_side(page, qtbot, "plan")
    actions = bosch_window.session.organisation.actions
    before, steps = len(actions), side.plan.steps
    side.follow("take", ("0",))
    assert len(actions) == before + 1
    made = list(actions.values())[-1]
    assert made.involved == bosch_window.session.organisation.people[steps[0].person].name
    assert (made.due, made.hours, made.lever) == (steps[0].due, steps[0].hours, "competences")
    side.take_over_all()
    assert len(actions) == before + len(steps)
    side.take_over_all()
    assert len(actions) == before + len(steps)
    bosch_window.session.document.undo()
    assert len(actions) == before + 1


def test_a_level_that_is_reached_leaves_the_plan(bosch_window, page, qtbot):
    side = shown_side(page, qtbot, "plan")
    first = side.plan.steps[0]
    assert page.table.select_place((first.person, first.skill))
    page.table.set_level(4)
    qtbot.waitUntil(
        lambda: (
            side.runner.fresh
            and side.plan is not None
            and (first.person, first.skill) not in {(step.person, step.skill) for step in side.plan.steps}
        ),
        timeout=20000,
    )
    assert (first.person, first.skill) not in page.model.plan


def test_what_computes_can_be_given_up(page, qtbot):
    side = shown_side(page, qtbot, "plan")
    side.request()
    side.cancel()
    qtbot.waitUntil(lambda: not side.runner.busy, timeout=20000)
    assert side.plan is None
    assert side.take_all.isHidden()


def test_two_people_away_drop_a_skill_below_need(bosch_window, page, qtbot):
    session = bosch_window.session
    session.show_variant("soll-1")
    settle(qtbot, bosch_window)
    cover = {row["skill"]: row["cover"] for row in session.runner.figures["skills"]["skills"]}
    masters = [p for (p, s), row in session.organisation.mastery.items() if s == "zagen" and row.level >= 3]
    assert cover["zagen"] == len(masters)
    side = shown_side(page, qtbot, "absence")
    side.first.show_value(MONDAY)
    side.last.show_value(MONDAY + datetime.timedelta(days=4))
    for person in masters:
        side.person.show_value(person)
        side.add()
    assert page.model.away == frozenset(masters)
    assert [row.person for row in session.organisation.absences.values()][-len(masters) :] == masters
    words = side.text.toPlainText()
    assert "Zagen" in words
    assert "0 of the" in words
    key = list(session.organisation.absences)[-1]
    side.follow("remove", (str(key),))
    assert page.model.away == frozenset(masters[:-1])
    side.last.show_value(MONDAY - datetime.timedelta(days=1))
    side.refresh()
    assert "ends before" in side.text.toPlainText()
    page.show_side("")
    assert page.model.away == frozenset()


def test_absences_outside_the_period_don_t_count(bosch_window, page, qtbot):
    session = bosch_window.session
    with session.document.edit("away"):
        session.document.add(Absence(person="p01", from_=MONDAY, to_=MONDAY))
    side = shown_side(page, qtbot, "absence")
    for first, away in ((MONDAY, {"p01"}), (MONDAY + datetime.timedelta(days=1), set())):
        side.first.show_value(first)
        side.last.show_value(first)
        side.refresh()
        assert page.model.away == away


def test_what_expires_follows_the_rule_that_is_changed_there(bosch_window, page, qtbot):
    side = shown_side(page, qtbot, "expiry")
    rows = bosch_window.session.runner.figures["skills"]["expiring"]
    assert side.text.toPlainText().count("Show") == len(rows)
    side.days.line.setText("0")
    side.days.committed.emit()
    settle(qtbot, bosch_window)
    assert bosch_window.session.organisation.rules.expiry_warning_days == 0
    expired = [row for row in rows if row["expired"]]
    assert side.text.toPlainText().count("Show") == len(expired)
    side.days.line.setText("soon")
    side.days.committed.emit()
    assert bosch_window.session.organisation.rules.expiry_warning_days == 0


def test_an_exemption_needs_a_reason_and_can_be_taken_back(bosch_window, page, qtbot):
    side = shown_side(page, qtbot, "rule")
    person = bosch_window.session.organisation.people["p01"]
    side.who.show_value(("people", "p01"))
    side.exempt()
    assert person.exempt is None
    side.reason.show_value("leerling")
    side.exempt()
    assert person.exempt == "leerling"
    settle(qtbot, bosch_window)
    assert "leerling" in side.text.toPlainText()
    side.follow("include", ("people", "p01"))
    assert bosch_window.session.organisation.people["p01"].exempt is None


def test_day_one_names_the_units_that_stop(bosch_window, page, qtbot):
    bosch_window.session.show_variant("soll-1")
    settle(qtbot, bosch_window)
    side = shown_side(page, qtbot, "day_one")
    session = bosch_window.session
    units = [unit for unit in session.variant.units.values() if unit.skills]
    for unit in units:
        assert unit.name in side.text.toPlainText()
    organisation = session.organisation
    skill = next(iter(units[0].skills))
    with session.document.edit("nobody"):
        for row in list(organisation.mastery.values()):
            if row.skill == skill:
                row.level = 0
    settle(qtbot, bosch_window)
    assert f"{units[0].name} can't run on day one" in side.text.toPlainText()


def test_a_link_goes_to_its_cell(page, qtbot):
    side = shown_side(page, qtbot, "plan")
    step = side.plan.steps[-1]
    side.follow("cell", (step.person, step.skill))
    assert page.model.place(page.table.currentIndex()) == (step.person, step.skill)


def test_whoever_is_chosen_in_the_matrix_is_who_is_away(bosch_window, page, qtbot):
    page.table.select_place(("p07", "zagen"))
    side = shown_side(page, qtbot, "absence")
    assert side.person.value() == "p07"
    page.table.select_place(("p09", "persen"))
    side.add()
    absences = bosch_window.session.organisation.absences
    assert list(absences.values())[-1].person == "p09"
    before = len(absences)
    flags = page.table.selectionModel().SelectionFlag
    for person in ("p03", "p04"):
        index = page.model.index(page.model.people.index(person), 2)
        page.table.selectionModel().select(index, flags.ClearAndSelect if person == "p03" else flags.Select)
    assert side.button.text() == "2 people are away then"
    side.add()
    assert [row.person for row in absences.values()][before:] == ["p03", "p04"]
    assert bosch_window.session.document.undo_name == "2 people are away"
    bosch_window.session.document.undo()
    assert len(absences) == before
    side.person.show_value("p11")
    side.person.committed.emit()  # chosen by hand: this one only
    side.add()
    assert list(absences.values())[-1].person == "p11"
    assert len(absences) == before + 1

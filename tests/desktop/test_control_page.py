"""The workspace of control capacity in the window: keys in the matrix, moves, and figures that follow."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from .conftest import settle


@pytest.fixture
def page(bosch_window, qtbot):
    bosch_window.session.show_variant("soll-1")
    settle(qtbot, bosch_window)
    return bosch_window.workspace.show_place("control")


def cell(model, decision, party):
    lines = [line.decision for line in model.lines]
    return model.index(lines.index(decision), model.parties.index(party))


def test_every_decision_stands_under_its_unit_once(page):
    model = page.tabs["decisions"].model
    variant = page.session.variant
    assert sorted(line.decision for line in model.lines if line.decision) == sorted(variant.decisions)
    unit = ""
    for line in model.lines:
        unit = line.unit if not line.decision else unit
        assert not line.decision or variant.decisions[line.decision].about == unit


def test_a_key_says_who_decides_and_delete_takes_it_away(page, qtbot):
    tab = page.tabs["decisions"]
    decision = "b-tempo-q"
    index = cell(tab.model, decision, "spelverdeler")
    tab.table.setCurrentIndex(index)
    for key, mode in (("d", "decides"), ("c", "consents"), ("a", "advises"), ("i", "informed")):
        qtbot.keyClick(tab.table, key)
        assert tab.model.mode((decision, "spelverdeler")) == mode
    qtbot.keyClick(tab.table, "1")
    assert page.session.variant.decisions[decision].sensor == "spelverdeler"
    qtbot.keyClick(tab.table, Qt.Key.Key_Delete)
    assert tab.model.mode((decision, "spelverdeler")) is None
    for _step in range(6):
        page.session.document.undo()
    assert page.session.document.undo_name is None


def test_filters_narrow_and_come_back(page):
    tab = page.tabs["decisions"]
    variant = page.session.variant
    tab.boxes["level"].setCurrentIndex(tab.boxes["level"].findData("strategic"))
    tab._narrow()
    shown = {line.decision for line in tab.model.lines if line.decision}
    assert shown == {row.id for row in variant.decisions.values() if row.level == "strategic"}
    tab.boxes["level"].setCurrentIndex(0)
    tab.search.setText("tempo")
    shown = {line.decision for line in tab.model.lines if line.decision}
    assert shown == {row.id for row in variant.decisions.values() if "tempo" in (row.name + row.domain).lower()}


def test_bringing_a_decision_down_empties_its_line_in_the_mismatch_list(page, bosch_window, qtbot):
    tab = page.show_tab("disturbances")
    uncovered = page.figures["control"]["uncovered"]
    assert [row["disturbance"] for row in uncovered] == ["s-prijs-q"]
    name = page.session.variant.disturbances["s-prijs-q"].name
    assert name in tab.text.toPlainText()
    page.follow("move", ("s-prijs-q", "decide"))
    settle(qtbot, bosch_window)
    assert page.figures["control"]["uncovered"] == []
    assert name not in tab.text.toPlainText()
    page.session.document.undo()
    settle(qtbot, bosch_window)
    assert name in tab.text.toPlainText()


def test_what_is_stays_as_it_is(page, bosch_window, answers, qtbot):
    bosch_window.session.show_variant("ist")
    settle(qtbot, bosch_window)
    page.show_tab("disturbances")
    before = len(bosch_window.session.organisation.variants["ist"].decisions)
    disturbance = page.figures["control"]["uncovered"][0]["disturbance"]
    answers.give(None)
    page.follow("move", (disturbance, "decide"))
    assert bosch_window.session.document.undo_name is None
    answers.give("SOLL 2")
    page.follow("move", (disturbance, "decide"))
    assert len(bosch_window.session.organisation.variants["ist"].decisions) == before
    assert bosch_window.session.variant.kind == "redesign"
    assert bosch_window.session.variant.name == "SOLL 2"


def test_a_move_becomes_one_action(page):
    page.show_tab("disturbances")
    actions = page.session.organisation.actions
    before = len(actions)
    page.follow("propose", ("s-prijs-q", "inform"))
    page.follow("propose", ("s-prijs-q", "inform"))
    assert len(actions) == before + 1


def test_structure_shows_every_variant_with_its_own_figures(page, qtbot):
    tab = page.show_tab("structure")
    qtbot.waitUntil(lambda: len(tab.radar.webs) == 2, timeout=20000)
    names = [web.name for web in tab.radar.webs]
    assert names == [variant.name for variant in page.session.organisation.variants.values()]
    own = dict(zip(names, tab.radar.webs, strict=True))[page.session.variant.name]
    structure = page.figures["structure"]
    assert own.values[0] == structure["functional_concentration"]
    assert None not in tab.radar.webs[0].values


def test_the_week_holds_every_meeting_and_the_profile_every_role(page):
    week = page.show_tab("meetings").week
    variant = page.session.variant
    assert {slot.id for slot in week.slots} == set(variant.meetings)
    daily = next(slot for slot in week.slots if slot.per_week == 5)
    assert week.days(daily) == [0, 1, 2, 3, 4]
    chart = page.show_tab("work").chart
    assert {profile.id for profile in chart.profiles} == {row["role"] for row in page.figures["work_quality"]["roles"]}


def test_a_meeting_is_added_named_and_taken_away_beside_the_week(page):
    tab = page.show_tab("meetings")
    before = len(page.session.variant.meetings)
    tab.add()
    assert not tab.panel.isHidden()
    identity = tab.panel.at[1][1]
    box = tab.panel.form.boxes["minutes"]
    box.editor.line.setText("90")
    box.editor.committed.emit()
    assert page.session.variant.meetings[identity].minutes == 90
    tab.panel.delete()
    assert len(page.session.variant.meetings) == before
    assert tab.panel.isHidden()


def test_a_decision_has_its_form_beside_the_matrix(page):
    tab = page.tabs["decisions"]
    line = next(at for at, one in enumerate(tab.model.lines) if one.decision)
    tab.table.verticalHeader().sectionClicked.emit(line)
    assert not tab.panel.isHidden()
    assert page.session.variant.decisions[tab.model.lines[line].decision].name in tab.panel.title.full


def test_only_who_takes_part_has_a_column_unless_everyone_is_wanted(page):
    tab = page.tabs["decisions"]
    variant = page.session.variant
    taking = {item.party for row in variant.decisions.values() for item in row.authority.values()}
    taking |= {part for row in variant.decisions.values() for part in (row.sensor, row.judge, row.actor) if part}
    assert set(tab.model.parties) == taking
    tab.everyone.setChecked(True)
    inside = {one.id for one in variant.units.values() if one.kind != "external"}
    assert set(tab.model.parties) == taking | inside
    tab.boxes["unit"].setCurrentIndex(tab.boxes["unit"].findData("cel-a"))
    tab.everyone.setChecked(False)
    assert {role.id for role in variant.roles.values() if role.unit == "cel-a"} <= set(tab.model.parties)


def test_the_line_of_a_unit_tells_how_it_stands(page, bosch_window, qtbot):
    model = page.tabs["decisions"].model
    row = next(at for at, line in enumerate(model.lines) if line.unit == "qroc" and not line.decision)
    before = model.index(row, 0).data()
    assert before.startswith("✓")
    with page.session.document.edit("away"):
        for one in page.session.variant.disturbances.values():
            if one.unit == "qroc":
                one.solved = "outside"
    settle(qtbot, bosch_window)
    assert model.index(row, 0).data().startswith("✕")
    assert "0" in model.index(row, 0).data()


def test_all_disturbances_with_their_hours_and_what_waits(page):
    tab = page.show_tab("disturbances")
    tab.show_view("all")
    model, variant = tab.table.model, page.session.variant
    assert model.rowCount() == len(variant.disturbances)
    titles = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    hours, waits = titles.index("Hours a week"), titles.index("Waits for others")
    line = [key[1] for key in model.keys].index("s-prijs-q")
    row = variant.disturbances["s-prijs-q"]
    assert (row.per_week, row.hours_each, row.solved) == (1, 0.5, "partly")
    assert [model.index(line, at).data() for at in (hours, waits)] == ["0.50", "0.25"]  # half of it waits
    own = next(one.id for one in variant.disturbances.values() if one.solved == "inside")
    assert model.index([key[1] for key in model.keys].index(own), waits).data() == "0.00"
    assert not model.flags(model.index(line, hours)) & Qt.ItemFlag.ItemIsEditable
    made = tab.table.add()
    assert made.unit == list(variant.disturbances.values())[-2].unit


def test_role_cards_tell_what_a_role_lacks_and_open_its_form(page, qtbot):
    tab = page.show_tab("roles")
    variant = page.session.variant
    inside = [role for role in variant.roles.values() if variant.units[role.unit].kind != "external"]
    assert {card.words.id for card in tab.cards} == {role.id for role in inside}
    star = next(role for role in inside if role.kind == "star")
    with page.session.document.edit("no backup"):
        for holder in [one for one in star.holders.values() if one.backup]:
            page.session.document.remove(holder)
        star.purpose = ""
    card = next(card for card in tab.cards if card.words.id == star.id)
    assert set(card.words.lacks) == {"no backup", "no purpose"}
    assert tab.told.full.startswith("1 of")
    qtbot.keyClick(card, Qt.Key.Key_Return)
    assert tab.panel.at == ("roles", (variant.id, star.id))
    assert star.name in tab.panel.title.full


def test_roles_of_a_template_come_for_the_unit_that_is_chosen(page):
    tab = page.show_tab("roles")
    tab.choice.setCurrentIndex(tab.choice.findData("cel-a"))
    tab.refresh()
    before = len(tab.cards)
    tab._fill_menu()
    first = tab.menu.actions()[0].menu()
    first.actions()[-1].trigger()
    assert len(tab.cards) == before + 1


def test_design_rules_become_actions_and_decisions_without_a_meeting_are_named(page, bosch_window):
    text = page.show_tab("structure").text.toPlainText()
    finding = next(one for one in page.figures["findings"] if one["code"] == "team-size")
    assert finding["message"] in text
    actions = page.session.organisation.actions
    before = len(actions)
    page.follow("finding", (finding["proposal"],))
    page.follow("finding", (finding["proposal"],))
    assert len(actions) == before + 1
    bosch_window.workspace.show_place("control")  # the second time the action itself was shown
    text = page.show_tab("meetings").text.toPlainText()
    unmet = page.figures["control"]["unmet_decisions"]
    assert unmet
    about = page.session.variant.decisions[unmet[0]].about
    assert page.session.variant.units[about].name in text


def test_a_click_on_a_role_asks_the_questions_behind_its_bars(page):
    tab = page.show_tab("work")
    role = tab.chart.profiles[4].id
    tab.chart.chosen.emit(role)
    assert list(tab.panel.form.boxes) == ["work"]
    assert tab.panel.bin.isHidden()  # nobody deletes a role by these questions


def test_nothing_is_cut_or_scrolls_sideways_on_a_beamer(page, bosch_window, qtbot):
    """Cards were laid out for a wide window first: their words wrap anew in a narrow one."""
    page.show_tab("roles")
    settle(qtbot, bosch_window)
    bosch_window.resize(1024, 768)
    settle(qtbot, bosch_window)
    roles = page.tabs["roles"]
    assert roles.area.horizontalScrollBar().maximum() == 0
    shown = [words for card in roles.cards for words in card.findChildren(QLabel)]
    cut = [words.text() for words in shown if words.height() < words.heightForWidth(words.width())]
    assert len(shown) > 100
    assert cut == []
    area = page.show_tab("work").chart.parentWidget().parentWidget()
    settle(qtbot, bosch_window)
    assert area.horizontalScrollBar().maximum() == 0
    page.session.show_variant("ist")
    decisions = page.show_tab("decisions")
    settle(qtbot, bosch_window)
    assert 12 < len(decisions.model.parties) < 18
    assert decisions.table.horizontalScrollBar().maximum() == 0
    clipped = [
        box.currentText()
        for box in decisions.boxes.values()
        if box.width() < box.fontMetrics().horizontalAdvance(box.currentText()) + 30
    ]
    assert clipped == []


def test_long_names_and_names_with_signs_of_html_are_whole_on_a_card(page, bosch_window, qtbot):
    session = bosch_window.session
    role = next(role for role in session.variant.roles.values() if role.holders)
    person = session.organisation.people[next(iter(role.holders))]
    with session.document.edit("Names"):
        role.name = "Ploeg <b>1</b> & co"
        person.name = "Een Hele Lange Naam Van Iemand-Die Zo Heet"
    page.show_tab("roles")
    settle(qtbot, bosch_window)
    card = next(card for card in page.tabs["roles"].cards if card.words.id == role.id)
    shown = {label.text(): label for label in card.findChildren(QLabel)}
    assert shown["Ploeg <b>1</b> & co"].textFormat() == Qt.TextFormat.PlainText
    held = next(label for words, label in shown.items() if person.name in words.replace("\u00a0", " "))
    longest = max(map(held.fontMetrics().horizontalAdvance, held.text().split(" ")))
    assert longest <= held.width()


def test_a_card_that_says_something_else_stays_the_card_that_it_is(page, bosch_window, qtbot):
    page.show_tab("roles")
    settle(qtbot, bosch_window)
    tab, session = page.tabs["roles"], bosch_window.session
    before, card = list(tab.cards), tab.cards[0]
    card.setFocus()
    with session.document.edit("Purpose"):
        session.variant.roles[card.words.id].purpose = "Zorgt dat elke order op tijd en heel de deur uit gaat. " * 4
    settle(qtbot, bosch_window)
    assert tab.cards == before
    assert card.hasFocus()
    shown = [label for label in card.findChildren(QLabel) if label.isVisible()]
    assert any(label.text().startswith("Zorgt dat") for label in shown)
    assert [label.text() for label in shown if label.height() < label.heightForWidth(label.width())] == []
    assert card.height() == tab.cards[1].height()
    session.document.undo()
    assert not any(label.text().startswith("Zorgt dat") for label in card.findChildren(QLabel) if label.isVisible())


def test_the_keys_follow_the_tab_that_is_shown(page, qtbot):
    first = page.row.buttons["decisions"]
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    page.show_tab("meetings")
    assert page.row.buttons["meetings"].hasFocus()


def test_the_axis_of_control_asked_has_round_shares(page):
    from organisatiecanvas.desktop.control_charts import Spot

    chart = page.tabs["disturbances"].chart
    for most, ticks in ((0.12, ["0", "5", "10", "15"]), (0.52, ["0", "10", "20", "30", "40", "50", "60"])):
        chart.show_spots([Spot("a", "A", most, 0.5, None)])
        assert [f"{share * 100:.0f}" for share in chart.ticks()] == ticks


def test_names_of_roles_and_meetings_take_the_room_that_there_is(page):
    from organisatiecanvas.desktop.control_pictures import BAR, NAME, Profile, Slot

    long = "Een rol met een naam die lang is, allround"
    chart = page.tabs["work"].chart
    chart.show_profiles([Profile("a", f"{long} · Cel", (1,) * 7)])
    chart.resize(1200, 400)
    assert NAME < chart.columns().left < 1200 - 7 * BAR
    chart.resize(860, 400)
    columns = chart.columns()
    assert columns.left == max(NAME, 860 - 7 * chart._least_step())
    assert chart._longest(columns.font) <= columns.step - 4
    week = page.tabs["meetings"].week
    week.show_slots([Slot("m", long, 1, 30, 4, 0)])
    week.resize(1200, 300)
    assert week._names_width() > NAME
    week.show_slots([Slot("m", "Kort", 1, 30, 4, 0)])
    assert week._names_width() == NAME

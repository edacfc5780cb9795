"""The workspace of the lead time: what it shows, that sliding changes nothing, and what taking over does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from organisatiecanvas.desktop import app as application
from organisatiecanvas.desktop.flow_page import FlowPage
from organisatiecanvas.desktop.flow_words import change_words
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models.analysis import analyse
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.interchange import dump
from organisatiecanvas.models.organisation import Link, Order, Task, Unit
from organisatiecanvas.models.variants import copy_variant

WAIT = 20_000


class Room:
    """The page on the main example without the window around it, which takes most of the time to make."""

    def __init__(self, document: Document) -> None:
        self.session = Session(document)
        self.told: list[str] = []
        self.actions: list[str] = []
        self.names: list[str] = []  # for redesigns that are asked for; "" says no
        self.page = FlowPage(self.session, None, self._redesign)
        self.page.message.connect(self.told.append)
        self.page.action_wanted.connect(self.actions.append)
        self.page.resize(1300, 800)
        self.page.show()

    def _redesign(self, source: str) -> str:
        name = self.names.pop(0)
        made = copy_variant(self.session.document, source, name) if name else ""
        self.session.show_variant(made)
        return made


@pytest.fixture
def room(qtbot, bosch_file):
    application.make_application()
    document = Document.open(bosch_file, as_copy=True)
    made = Room(document)
    ready(qtbot, made.page)
    yield made
    made.page.hide()
    made.session.close()
    made.page.deleteLater()
    document.close()


@pytest.fixture
def page(room):
    return room.page


def ready(qtbot, page):
    """Wait until all that was asked for has been computed."""
    runners = (page.runs.all, page.runs.of_levers, page.runs.of_spread)
    qtbot.waitUntil(
        lambda: page.runs.overview is not None and all(one.fresh and not one.busy for one in runners), timeout=WAIT
    )


def figures(room, variant):
    return {row["order"]: row for row in analyse(room.session.organisation, variant, training=False)["flow"]["orders"]}


def rows(page):
    return {(row.variant, row.line.order, row.trial): row for row in page.bars.rows}


def painted(page):
    """The parts of the bars as they are on the screen."""
    page.bars.repaint()
    return page.bars.parts


def test_bars_show_every_family_of_every_variant_with_its_change(room, page):
    shown = rows(page)
    for variant in ("ist", "soll-1"):
        for order, row in figures(room, variant).items():
            assert shown[variant, order, False].line.days == pytest.approx(row["mct_days"])
    ist, soll = (figures(room, one)["strip"]["mct_days"] for one in ("ist", "soll-1"))
    assert shown["soll-1", "strip", False].base == pytest.approx(ist)
    assert change_words(soll, ist) == f"−{round(100 * (1 - soll / ist))} %"
    assert shown["ist", "strip", False].base is None


def test_a_stage_tells_its_share_of_the_lead_time(room, page):
    row = rows(page)["ist", "zwaar", False]
    at = page.bars.rows.index(row)
    tips = [part.tip for part in painted(page) if part.unit == "lasserij" and part.row == at]
    stage = next(one for one in row.line.timeline.path if one.unit == "lasserij")
    share = round(100 * stage.days / row.line.days)
    assert len(tips) == 1
    assert f"{share} % of the lead time of Zwaar gelaste scharnieren" in tips[0]
    assert "waiting for people" in tips[0]


def test_a_click_on_a_unit_shows_it_on_the_canvas_of_its_variant(bosch_window, qtbot):
    page = bosch_window.workspace.show_place("flow")
    ready(qtbot, page)
    row = rows(page)["soll-1", "strip", False]
    part = next(one for one in painted(page) if one.unit == "cel-a" and one.row == page.bars.rows.index(row))
    qtbot.mouseClick(page.bars, Qt.MouseButton.LeftButton, pos=part.rect.center().toPoint())
    assert bosch_window.workspace.place == "canvas"
    assert bosch_window.session.variant_id == "soll-1"
    assert [ref.id for ref in bosch_window.workspace.canvas.scene.selected()] == ["cel-a"]


def test_arrow_keys_choose_a_line_and_its_path_is_shown(page):
    first = page.bars.rows[0]
    page.bars.choose(first.variant, first.line.order)
    QTest.keyClick(page.bars, Qt.Key.Key_Down)
    second = page.bars.rows[1]
    assert page.chosen == (second.variant, second.line.order)
    assert page.path_card.path.row.line.order == second.line.order
    assert sum(stage.days for stage in page.path_card.path.stages() if stage.slack == 0) == pytest.approx(
        second.line.days
    )


def test_day_nought_at_delivery_puts_every_end_at_the_right(page):
    def ends():
        return {round(part.rect.right()) for part in painted(page) if part.unit in ("controle", "cel-a")}

    before = ends()
    page.bars_card.from_delivery.click()
    assert page.bars.from_delivery
    assert ends() != before
    rights = {}
    for part in painted(page):
        if part.row >= 0 and "of the lead time" in part.tip:
            rights[part.row] = max(rights.get(part.row, 0), part.rect.right())
    assert len(rights) == 8
    assert max(rights.values()) - min(rights.values()) < 1e-6


def test_causes_add_up_to_the_same_bars(page):
    page.bars_card.as_causes.click()
    wide = {}
    for part in painted(page):
        if part.row >= 0 and "of the lead time" in part.tip:
            wide[part.row] = wide.get(part.row, 0.0) + part.rect.width()
    days = [row.line.days for row in page.bars.rows]
    ratios = [wide[at] / days[at] for at in range(len(days))]
    assert max(ratios) == pytest.approx(min(ratios))


def test_sliding_shows_what_would_be_and_changes_nothing(room, page, qtbot):
    document = room.session.document
    before = dump(document.organisation)
    page.quick["setup"].click()
    ready(qtbot, page)
    trial = rows(page)["ist", "strip", True]
    assert trial.line.days < trial.base == pytest.approx(figures(room, "ist")["strip"]["mct_days"])
    assert dump(document.organisation) == before
    assert document.undo_name is None
    page.panel.reset()
    ready(qtbot, page)
    assert not any(row.trial for row in page.bars.rows)


def test_one_place_more_goes_to_the_fullest_unit(page, qtbot):
    page.quick["places"].click()
    ready(qtbot, page)
    assert page.panel.now().unit == "perserij"
    assert page.panel.now().places == 1
    loads = {unit.unit: unit.figures["utilisation"] for unit in page.runs.trial.units}
    assert loads["perserij"] < page.runs.shown().units[0].figures["utilisation"] + 1
    assert loads["perserij"] < next(
        one.figures["utilisation"] for one in page.runs.shown().units if one.unit == "perserij"
    )


def test_taken_over_in_a_redesign_is_one_step_with_the_figures_shown(room, page, qtbot):
    session = room.session
    session.show_variant("soll-1")
    page.panel.pull("setup", -50)
    page.panel.pull("transfer", -20)
    ready(qtbot, page)
    wanted = {line.order: line.days for line in page.runs.trial.lines}
    page.panel.edit.click()
    assert not page.panel.now().moved
    found = figures(room, "soll-1")
    assert {order: row["mct_days"] for order, row in found.items()} == pytest.approx(wanted)
    session.document.undo()
    assert session.document.undo_name is None
    ready(qtbot, page)


def test_in_how_things_are_a_redesign_is_asked_for_first(room, page, qtbot):
    session = room.session
    setups = {task.id: task.setup_minutes for task in session.variant.tasks.values()}
    page.panel.pull("setup", -50)
    room.names.append("")
    page.panel.edit.click()
    assert len(session.organisation.variants) == 2
    room.names.append("SOLL 2")
    page.panel.edit.click()
    assert session.variant.name == "SOLL 2"
    ist = session.organisation.variants["ist"]
    assert {task.id: task.setup_minutes for task in ist.tasks.values()} == setups
    assert any(task.setup_minutes < setups[task.id] for task in session.variant.tasks.values())
    ready(qtbot, page)
    assert {row.variant for row in page.bars.rows} == {"ist", "soll-1", session.variant_id}


def test_cross_training_is_an_action_that_is_made_once(room, page, qtbot):
    panel = page.panel
    panel.unit.setCurrentIndex(panel.unit.findData("perserij"))
    panel.pooled.setCurrentIndex(panel.pooled.findData("lasserij"))
    ready(qtbot, page)
    assert rows(page)["ist", "strip", True].line.days < rows(page)["ist", "strip", False].line.days
    loads = {unit.unit: unit.figures["utilisation"] for unit in page.runs.trial.units}
    assert 0.8 < loads["perserij"] == loads["lasserij"] < 0.93  # the same people
    assert not panel.edit.isEnabled()
    panel.action.click()
    organisation = room.session.organisation
    made = [action for action in organisation.actions.values() if action.proposal == "lever:pooling:lasserij:perserij"]
    assert len(made) == 1
    assert "The lead time (MCT) of Strip- en persscharnieren goes from 23.7 d" in made[0].reason
    panel.action.click()
    assert room.actions == [made[0].id]
    assert len([one for one in organisation.actions.values() if (one.proposal or "").startswith("lever:")]) == 1


def test_overload_says_what_it_takes_and_never_days(page, qtbot):
    page.panel.pull("volume", 50)
    ready(qtbot, page)
    line = rows(page)["ist", "strip", True].line
    assert line.days is None
    assert "Perserij is loaded at 13" in line.reason
    assert "needs 3 places" in page.panel.effect.text()
    page.loads_card.loads.repaint()
    tips = {part.unit: part.tip for part in page.loads_card.loads.parts}
    assert set(tips) == {unit.unit for unit in page.runs.shown().units}


def test_a_closed_loop_and_a_family_without_a_way_say_why(room, page, qtbot):
    session = room.session
    document = session.document
    with document.edit("Close"):
        document.add(Order(id="los", name="Losse order", pieces_per_week=1.0))
        document.add(Order(id="leeg", name="Order zonder tijden", pieces_per_week=1.0))
        document.add(Link(id="leeg-1", kind="order", from_="zagerij", to_="lasserij", order="leeg"), session.variant)
        for link in list(session.variant.links.values()):
            if link.order == "strip" and link.to_ == "aflevering":
                link.to_ = "zagerij"
    ready(qtbot, page)
    shown = rows(page)
    assert "closed loop" in shown["ist", "strip", False].line.reason
    assert "Zagerij" in shown["ist", "strip", False].line.reason
    assert "no links and no tasks" in shown["ist", "los", False].line.reason
    assert "has a task of it with times" in shown["ist", "leeg", False].line.reason
    assert shown["ist", "leeg", False].line.days is None
    page.curve_card.choose("leeg")
    page.curve_card.chosen.emit()
    ready(qtbot, page)
    assert page.curve_card.curve.curve.best is None
    assert page.curve_card.curve.curve.points[0].reason == shown["ist", "leeg", False].line.reason
    tips = [part.tip for part in painted(page)]
    assert shown["ist", "los", False].line.reason in tips
    page._on_row("ist", "los")
    ready(qtbot, page)
    assert page.path_card.words.full == shown["ist", "los", False].line.reason


def test_uncertain_inputs_give_a_band_and_wrong_ones_are_told(page, qtbot):
    page.panel.with_band.setChecked(True)
    ready(qtbot, page)
    band = rows(page)["soll-1", "strip", False].band
    assert band is None  # only the variant shown and the one to compare with
    band = rows(page)["ist", "herhaal", False].band
    assert band.low < rows(page)["ist", "herhaal", False].line.days
    editor = page.panel.spread["volume"][0]
    editor.line.setText("150 %")
    editor.committed.emit()
    assert not page.panel.spread_problem.isHidden()
    assert "go up" in page.panel.spread_problem.text()


def test_the_curve_is_of_the_family_that_is_chosen(room, page, qtbot):
    page.curve_card.order.setCurrentIndex(page.curve_card.order.findData("proto"))
    page.request()
    ready(qtbot, page)
    curve = page.runs.overview.curve
    assert (curve.order, curve.present) == ("proto", 4.0)
    now = next(point for point in curve.points if point.lot_size == 4.0)
    assert now.mct_days == pytest.approx(figures(room, "ist")["proto"]["mct_days"])
    assert curve.best.mct_days <= now.mct_days


def test_the_table_sorts_by_value_and_is_copied_with_its_headings(room, page):
    table = page.tables.orders
    table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    found = [float(table.sorted.index(line, 2).data()) for line in range(table.sorted.rowCount())]
    assert found == sorted(found)
    assert len(found) == 8
    page.tables.copy()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 9
    assert lines[0].split("\t")[:3] == ["Variant", "Order family", "MCT (days)"]
    assert lines[1].split("\t")[2] == f"{found[0]:.1f}"
    page.tables.tables["units"][0].click()
    assert page.tables.units.isVisibleTo(page)
    assert page.tables.units.sorted.rowCount() == len(page.runs.shown().units)


def test_a_simulation_can_be_stopped_and_shows_what_it_has(page, qtbot):
    page.simulation.precision.setCurrentIndex(2)
    page.simulate()
    assert page.simulation.running
    qtbot.waitUntil(lambda: "lots simulated" in page.simulation.state.full, timeout=WAIT)
    page.simulation.stop.click()
    qtbot.waitUntil(lambda: page.simulation.result is not None, timeout=WAIT)
    assert not page.simulation.result.reached
    assert not page.simulation.running
    assert "stopped before every interval" in page.simulation.state.full


def test_a_simulation_confirms_figures_until_the_document_changes(room, page, qtbot):
    session = room.session
    with session.document.edit("One family"):
        for order in session.organisation.orders.values():
            order.pieces_per_week = 100.0 if order.id == "strip" else 0.0
    ready(qtbot, page)
    page.simulate()
    qtbot.waitUntil(lambda: page.simulation.result is not None, timeout=60_000)
    assert page.simulation.result.reached
    row = rows(page)["ist", "strip", False]
    assert row.checked.startswith("simulated ±")
    assert rows(page)["soll-1", "strip", False].checked == ""
    assert "seed 1" in page.simulation.state.full
    assert row.line.name in page.simulation.text.text()
    with session.document.edit("Other"):
        session.organisation.orders["strip"].pieces_per_week = 90.0
    ready(qtbot, page)
    assert page.simulation.result is None
    assert rows(page)["ist", "strip", False].checked == ""


def test_nothing_is_computed_for_a_page_that_is_not_seen(room, page, qtbot):
    session = room.session
    page.hide()
    before = page.runs.overview
    with session.document.edit("Lots"):
        session.organisation.orders["strip"].lot_size = 75.0
    assert page.runs.overview is before
    page.show()
    ready(qtbot, page)
    assert rows(page)["ist", "strip", False].line.reason


def test_without_order_families_it_says_what_to_do(qtbot, document):
    application.make_application()
    room = Room(document)
    ready(qtbot, room.page)
    assert "There are no order families yet" in room.page.empty.title.text()
    assert room.page.cards.isHidden()
    assert not room.page.side_button.isEnabled()
    with qtbot.waitSignal(room.page.families_wanted):
        next(one for one in room.page.empty.findChildren(QPushButton) if one.text() == "Order families").click()
    with document.edit("A family"):
        document.add(Order(id="k", name="K", pieces_per_week=1))
    qtbot.waitUntil(lambda: "No order comes by" in room.page.empty.title.text(), timeout=5000)
    room.page.hide()
    room.session.close()
    room.page.deleteLater()


def test_hovering_marks_the_part_under_the_pointer(page, qtbot):
    part = next(one for one in painted(page) if one.unit == "lasserij")
    where = part.rect.center()
    qtbot.mouseMove(page.bars, QPoint(int(where.x()), int(where.y())))
    assert page.bars.part_at(QPointF(where)) == part
    qtbot.waitUntil(lambda: page.bars.hovered is not None and page.bars.hovered.unit == "lasserij", timeout=2000)


def test_cards_between_cells_and_units_that_lead_to_the_canvas(room, page, qtbot):
    wanted = []
    page.unit_wanted.connect(lambda variant, unit: wanted.append((variant, unit)))
    page.tables.units.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    page.tables.units.activated.emit(page.tables.units.sorted.index(0, 0))
    assert wanted == [("ist", "perserij")]
    room.session.show_variant("soll-1")
    ready(qtbot, page)
    page.tables.tables["polca"][0].click()
    loops = analyse(room.session.organisation, "soll-1", training=False)["flow"]["polca"]
    cards = {
        page.tables.polca.sorted.index(line, 1).data(): page.tables.polca.sorted.index(line, 3).data()
        for line in range(3)
    }
    names = room.session.variant.units
    assert cards == {names[loop["to"]].name: str(loop["cards"]) for loop in loops}


def test_closing_the_document_stops_a_simulation(qtbot, bosch):
    application.make_application()
    room = Room(bosch)
    ready(qtbot, room.page)
    room.page.simulation.precision.setCurrentIndex(2)  # 1 %: some minutes
    room.page.simulate()
    assert room.page.simulation.running
    room.session.close()
    assert not room.page.simulation.running
    room.page.hide()
    room.page.deleteLater()


def test_of_many_units_the_fullest_are_drawn_and_all_are_in_the_table(room, page, qtbot):
    document, variant = room.session.document, room.session.variant
    with document.edit("Many"):
        for number in range(40):
            document.add(Order(id=f"o{number}", name=f"Order {number}", pieces_per_week=1.0))
            document.add(Unit(id=f"u{number}", name=f"Eenheid {number}", kind="team"), variant)
            document.add(
                Task(id=f"t{number}", name="Werk", unit=f"u{number}", kind="executing", order=f"o{number}",
                     setup_minutes=1.0 + number),
                variant,
            )  # fmt: skip
    ready(qtbot, page)
    drawn = page.loads_card.loads.units()
    loads = [unit.figures["utilisation"] for unit in drawn]
    assert loads == sorted(loads, reverse=True)
    assert drawn[0].unit == "perserij"
    left = len(page.runs.shown().units) - len(drawn)
    assert left > 20
    assert f"{left} less full units" in page.loads_card.words.full
    assert page.tables.units.sorted.rowCount() == len(page.runs.shown().units)

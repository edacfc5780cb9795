"""The workspace of the workload: hours with their actions, quadrants, surveys, sheets typed over."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QScrollArea

from organisatiecanvas.desktop import dialogs, survey_dialogs
from organisatiecanvas.desktop.flow_paint import sized
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.survey_entry import EntryDialog
from organisatiecanvas.desktop.survey_table import COUNT
from organisatiecanvas.desktop.survey_view import SurveyView
from organisatiecanvas.desktop.workload_charts import INDEX, NEA, Point, QuadrantChart
from organisatiecanvas.desktop.workload_figures import gather
from organisatiecanvas.desktop.workload_table import ACTION, DEMAND, NAME, OCCUPANCY
from organisatiecanvas.models import surveys
from organisatiecanvas.models.organisation import Answer
from tests.desktop.conftest import settle


@pytest.fixture
def page(bosch_window, qtbot):
    """The workspace on the redesign, with its figures."""
    bosch_window.session.show_variant("soll-1")
    made = bosch_window.workspace.show_place("workload")
    counted(qtbot, bosch_window, made)
    return made


def counted(qtbot, window, page):
    settle(qtbot, window)
    qtbot.waitUntil(
        lambda: page.runner.fresh and not page.runner.busy and page.runner.figures is not None, timeout=20000
    )


def row_of(page, identity):
    return next(index for index, line in enumerate(page.hours.model.lines) if line.id == identity)


def words(page, identity, column):
    return page.hours.model.index(row_of(page, identity), column).data()


def test_hours_are_those_of_the_analysis(page, bosch_window):
    rows = {row["unit"]: row for row in bosch_window.session.runner.figures["capacity"]["units"]}
    assert words(page, "cel-b", DEMAND) == f"{rows['cel-b']['demand_hours']:,.1f}"
    assert words(page, "cel-b", OCCUPANCY) == f"{rows['cel-b']['occupancy'] * 100:.0f} %"
    page.hours.absent.setChecked(True)
    assert words(page, "cel-b", OCCUPANCY) == f"{rows['cel-b']['occupancy_one_absent'] * 100:.0f} %"
    assert words(page, "r-cnc", OCCUPANCY) == ""  # of a role nobody asks what one absent does
    roles = len(page.hours.model.lines)
    page.hours.roles.setChecked(False)
    assert len(page.hours.model.lines) < roles
    assert all(line.is_unit for line in page.hours.model.lines)

    page.hours.roles.setChecked(True)
    page.hours.table.clicked.emit(page.hours.model.index(row_of(page, "cel-b"), NAME))
    assert bosch_window.workspace.place == "canvas"
    assert [ref.id for ref in bosch_window.workspace.canvas.scene.selected()] == ["cel-b"]


def test_names_and_reasons_are_whole(page, bosch_window, qtbot):
    table = page.hours.table
    for width in (1440, 1300, 1240, 1024):
        bosch_window.resize(width, 800)
        qtbot.waitUntil(lambda width=width: page.width() < width)
        assert_whole(table, page.hours.model)
        assert not table.horizontalScrollBar().maximum()


def assert_whole(table, model):
    bold = QFontMetrics(sized(table, 13, bold=True))
    for row, line in enumerate(model.lines):
        assert bold.horizontalAdvance(line.name) + 18 * (not line.is_unit) + 18 <= table.columnWidth(NAME), line.name
        if line.occupancy is None:
            room = sum(table.columnWidth(OCCUPANCY + at) for at in range(table.columnSpan(row, OCCUPANCY)))
            assert QFontMetrics(sized(table, 12)).horizontalAdvance(line.reason) + 18 <= room


def test_an_action_per_row_once_and_another_volume(page, bosch_window, qtbot):
    before = len(bosch_window.session.organisation.actions)
    for identity in ("cel-b", "r-cnc"):
        page.hours.table.clicked.emit(page.hours.model.index(row_of(page, identity), ACTION))
        assert words(page, identity, ACTION) == "✓ In actions"
    assert len(bosch_window.session.organisation.actions) == before + 2
    page.hours.table.clicked.emit(page.hours.model.index(row_of(page, "cel-b"), ACTION))
    assert len(bosch_window.session.organisation.actions) == before + 2
    assert bosch_window.workspace.place == "actions"

    bosch_window.workspace.show_place("workload")
    asked = float(words(page, "cel-b", DEMAND))
    modified = bosch_window.session.document.undo_name
    page.hours.volume.line.setText("150")
    qtbot.waitUntil(lambda: page.volume == 1.5, timeout=5000)
    counted(qtbot, bosch_window, page)
    assert float(words(page, "cel-b", DEMAND)) > asked
    assert page.hours.trial.isVisible()
    assert bosch_window.session.document.undo_name == modified
    page.hours.volume.line.setText("veel")  # no number: nothing happens


def test_a_copied_picture_has_its_method_under_it(view):
    assert "Karasek (1979)" in view.chart.method
    assert "not a measurement" in view.estimates.method
    chart = view.chart
    chart.resize(500, 300)
    longer, method = chart.picture().height(), chart.method
    chart.method = ""
    assert longer >= chart.picture().height() + 3 * chart.fontMetrics().height()  # the method takes some lines
    assert len(method) > 200


def test_an_arrow_from_the_earlier_variant(window, qtbot):
    window.open_example("den-hartogh")
    window.session.show_variant("soll")
    page = window.workspace.show_place("workload")
    page.show_view("surveys")
    counted(qtbot, window, page)
    assert page.surveys.before.currentData() == "ist"
    arrows = {point.id: point.before for point in page.surveys.chart.points}
    assert arrows["rijden-noord"] == pytest.approx((3.1667, 1.875), abs=1e-3)
    assert arrows["kantoor"] is None
    page.surveys.before.setCurrentIndex(0)
    page.surveys.before.activated.emit(0)
    counted(qtbot, window, page)
    assert not any(point.before for point in page.surveys.chart.points)


def colours(chart):
    return chart.grab().toImage()


def test_active_is_never_plain_green(qtbot):
    """The field of active work differs from that of relaxed work, and is hatched."""
    chart = QuadrantChart("test")
    qtbot.addWidget(chart)
    chart.resize(500, 400)
    chart.show_points([Point("a", "A", 1.2, 1.2, "passief", 9)], NEA)
    image = colours(chart)
    relaxed, active = chart._place(1.6, 2.8).toPoint(), chart._place(3.3, 2.8).toPoint()
    field = {image.pixelColor(active.x() + step, active.y()).name() for step in range(24)}
    assert len(field) > 1  # hatched
    assert image.pixelColor(relaxed).name() not in field


def test_an_empty_document_has_no_empty_panels(window, qtbot):
    window.commands.run("file.new")
    page = window.workspace.show_place("workload")
    counted(qtbot, window, page)
    assert page.hours.card.isHidden()
    assert "draw units" in page.surveys.table.nothing
    side = window.workspace.show_place("skills")
    side.show_side("plan")
    qtbot.waitUntil(lambda: "add people and skills" in side.sides["plan"].text.toPlainText())


def test_in_a_low_window_charts_are_scrolled_rather_than_squeezed(view, qtbot):
    view.resize(820, 360)
    view.show()
    qtbot.waitExposed(view)
    assert min(view.chart.height(), view.estimates.height()) > 180
    assert view.findChild(QScrollArea).verticalScrollBar().maximum() > 0


def test_names_without_room_are_explained_on_as_many_lines_as_they_take(qtbot):
    chart = QuadrantChart("Chart")
    qtbot.addWidget(chart)
    chart.resize(300, 260)
    names = [f"Werkvoorbereiding en planning {number}" for number in range(1, 8)]
    chart.show_points([Point(name, name, 0.3, 0.6, "ontspannen") for name in names], INDEX)
    chart.grab()  # how many lines it takes is known when they are painted
    chart.grab()
    explained = chart.parts[-1].rect
    assert explained.height() >= 3 * 14
    below = [part.rect for part in chart.parts[:-1] if part.rect.bottom() > explained.top() - 30]
    assert not below  # the field gave way
    chart.show_points([Point("a", "Zagen", 0.3, 0.6, "ontspannen")], INDEX)
    chart.grab()
    assert len(chart.parts) == 1


def test_a_chart_tells_its_points_and_reacts(qtbot):
    chart = QuadrantChart("test")
    qtbot.addWidget(chart)
    chart.resize(500, 400)
    chart.show()
    chart.show_points([Point("u", "Zaag", 0.9, 0.1, "slopend")], INDEX)
    assert "Zaag: high strain" in chart.accessibleDescription()
    colours(chart)
    with qtbot.waitSignal(chart.unit_clicked) as caught:
        qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=chart._place(0.9, 0.1).toPoint())
    assert caught.args[0] == "u"
    assert chart.part_at(chart._place(0.9, 0.1)).tip == chart.accessibleDescription()
    crowd = [Point(f"u{n}", f"Afdeling {n}", 0.5 + n / 400, 0.5, "actief", before=(0.1, 0.1)) for n in range(9)]
    chart.show_points(crowd, INDEX, before="IST")
    colours(chart)
    tips = [part.tip for part in chart.parts]
    assert "Afdeling 3 · IST" in tips
    assert tips[-1].startswith("1 Afdeling")  # names without room are numbered and explained
    chart.show_points([], INDEX, empty="Nothing yet")
    colours(chart)
    assert chart.accessibleDescription() == "Nothing yet"


# -- asking people --------------------------------------------------------------------------------------------------


@pytest.fixture
def session(bosch, qapp):
    """The redesign of the main example, without a window."""
    made = Session(bosch)
    made.show_variant("soll-1")
    yield made
    made.close()


@pytest.fixture
def view(session, qtbot):
    made = SurveyView(session, Path)
    qtbot.addWidget(made)
    made.show_gathered(gather(session.document.snapshot(), "soll-1"), fresh=True)
    return made


@pytest.fixture
def entry(session, qtbot):
    made = surveys.create_survey(session.document, "soll-1", "r-cnc", "nea")
    dialog = EntryDialog(session, made)
    qtbot.addWidget(dialog)
    return dialog


def typed(qtbot, dialog, keys):
    for key in keys:
        qtbot.keyClick(dialog, Qt.Key.Key_Return if key == "\n" else key)


def answers_of(dialog):
    return dialog.session.organisation.variants["soll-1"].surveys[dialog.survey].answers


def test_sheets_are_typed_without_a_mouse(entry, qtbot):
    typed(qtbot, entry, "23323232\n")
    typed(qtbot, entry, "11111111")
    assert len(answers_of(entry)) == 1  # kept on Enter only
    typed(qtbot, entry, "\n")
    assert answers_of(entry) == (Answer((1, 1, 1), (1,) * 5), Answer((2, 3, 3), (2, 3, 2, 3, 2)))
    entry.session.document.undo()
    assert answers_of(entry) == ()


def test_wrong_keys_go_nowhere_and_back_mends(entry, qtbot):
    typed(qtbot, entry, "5x0\n")
    assert entry.at == 0
    typed(qtbot, entry, "44")
    qtbot.keyClick(entry, Qt.Key.Key_Backspace)
    typed(qtbot, entry, "1")
    assert entry.values[:2] == [4, 1]
    typed(qtbot, entry, "1")
    typed(qtbot, entry, "4")  # autonomy goes to 3
    assert entry.at == 3
    typed(qtbot, entry, "\n")
    assert answers_of(entry) == ()


def test_a_kept_sheet_leaves_nothing_on_the_screen(entry, qtbot):
    before = [label.text() for label in entry.findChildren(QLabel) if label is not entry.count]
    typed(qtbot, entry, "43213213\n")
    assert [label.text() for label in entry.findChildren(QLabel) if label is not entry.count] == before
    entry.back()
    assert entry.values == [None] * 8


def test_nothing_moves_on_the_screen_while_sheets_are_entered(view, session, qtbot, monkeypatch):
    """Who sees the mean before and after one sheet knows that sheet."""
    seen = []

    def enter(dialog):
        for _sheet in range(2):
            typed(qtbot, dialog, "44411111\n")
            view.show_gathered(gather(session.document.snapshot(), "soll-1"), fresh=True)
            seen.append([view.model.words(line, COUNT) for line in view.model.lines])

    monkeypatch.setattr(EntryDialog, "exec", enter)
    before = [view.model.words(line, COUNT) for line in view.model.lines]
    view.select("v-cel-b")
    view.enter()
    assert seen == [before, before]
    assert [view.model.words(line, COUNT) for line in view.model.lines] == ["5 !", "5 !", "< 5", "10 !"]


def test_a_half_sheet_is_given_up_only_after_asking(entry, qtbot, answers):
    typed(qtbot, entry, "4")
    answers.give("cancel")
    entry.reject()
    assert entry.values[0] == 4
    answers.give("drop")
    entry.reject()
    assert answers_of(entry) == ()


def test_quadrants_and_what_is_hidden(view):
    assert [point.id for point in view.chart.points] == ["qroc", "cel-a", "cel-b"]
    assert all(point.careful for point in view.chart.points)
    assert "Cel C prototypes" in view.hidden.full
    texts = [view.model.words(line, COUNT) for line in view.model.lines]
    assert texts == ["5 !", "5 !", "< 5", "8 !"]
    assert "43 %" in view.method.text()
    assert "not a measurement" in view.method.text()


def test_a_new_survey_of_a_role(view, session):
    dialog = survey_dialogs.SurveyDialog(session, "r-cnc", view)
    assert "CBS" in dialog.told.text()
    dialog.instrument.setCurrentIndex(1)
    assert "licence" in dialog.told.text()
    dialog.day.line.setText("geen datum")
    dialog.accept()
    assert dialog.wrong.text()
    dialog.day.line.setText("")
    dialog.accept()
    made = session.variant.surveys[dialog.made]
    assert (made.group, made.instrument, made.held_on, made.answers) == ("r-cnc", "jcq", None, ())
    dialog.deleteLater()


def test_a_broken_file_changes_nothing(view, session, tmp_path: Path, monkeypatch):
    told = []
    monkeypatch.setattr(dialogs, "tell", lambda heading, words, *_more: told.append(words))
    path = tmp_path / "antwoorden.csv"
    path.write_text("D1;D2;D3;A1;A2;A3;A4;A5\n2;3;9;1;1;1;1;1\n", "utf-8")
    before = session.variant.surveys["v-cel-a"].answers
    view.read_from("v-cel-a", path)
    assert "antwoorden!C2 (D3)" in told[0]
    assert session.variant.surveys["v-cel-a"].answers == before


def test_a_good_file_is_added_or_takes_their_place(view, session, tmp_path: Path, answers):
    path = tmp_path / "antwoorden.csv"
    path.write_text("E1;E2;E3;A1;A2;A3;A4;A5\n4;4;4;1;1;1;1;1\n", "utf-8")
    row = session.variant.surveys["v-cel-a"]
    count = len(row.answers)
    answers.give("add")
    view.read_from("v-cel-a", path)
    assert len(session.variant.surveys["v-cel-a"].answers) == count + 1
    answers.give("replace")
    view.read_from("v-cel-a", path)
    assert session.variant.surveys["v-cel-a"].answers == (Answer((4, 4, 4), (1,) * 5),)
    answers.give("cancel")
    view.read_from("v-cel-a", path)


def test_a_survey_is_deleted_after_asking(view, session, answers):
    view.select("v-cel-a")
    answers.give("cancel")
    view.remove()
    assert "v-cel-a" in session.variant.surveys
    answers.give("delete")
    view.remove()
    assert "v-cel-a" not in session.variant.surveys
    session.document.undo()
    assert len(session.variant.surveys["v-cel-a"].answers) == 5


def test_jcq_is_read_from_a_file_only(view, session):
    made = surveys.create_survey(session.document, "soll-1", "cel-a", "jcq")
    view.show_gathered(gather(session.document.snapshot(), "soll-1"), fresh=True)
    view.select(made)
    assert not view.enter_button.isEnabled()
    assert not view.sheet_button.isEnabled()
    assert view.import_button.isEnabled()


def test_the_answer_sheet_is_one_page_with_its_title(view, tmp_path: Path):
    view.write_sheet(tmp_path / "blad.pdf", "Cel A")
    content = (tmp_path / "blad.pdf").read_bytes()
    assert content.startswith(b"%PDF")
    assert b"/Count 1" in content
    assert "Answer sheet · Cel A".encode("utf-16-be") in content

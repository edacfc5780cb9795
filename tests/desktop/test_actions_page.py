"""The action plan in the window: spreadsheet, board, timeline, levers × goals, sums; every change one step."""

from __future__ import annotations

import datetime

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from organisatiecanvas.desktop import dialogs
from organisatiecanvas.desktop.actions_bars import Bar, Heading
from organisatiecanvas.desktop.actions_scale import Scale
from organisatiecanvas.desktop.widgets import fitted
from organisatiecanvas.models import interchange
from organisatiecanvas.models.organisation import Action

from .conftest import settle

Day = datetime.date


@pytest.fixture
def page(bosch_window):
    made = bosch_window.workspace.show_place("actions")
    made.timeline.today = Day(2026, 12, 1)
    return made


@pytest.fixture
def told(monkeypatch):
    """What dialogs say, which nobody closes here."""
    said = []
    monkeypatch.setattr(dialogs, "tell", lambda heading, words, *_rest: said.append((heading, words)))
    return said


def titles(page) -> list[str]:
    return [page.model.row(line).id for line in range(page.model.rowCount()) if page.model.row(line) is not None]


def choose(page, first: str, last: str, *names: str) -> None:
    """Select the cells of these columns from one action to another."""
    columns = [page.model.columns.index(name) for name in names]
    lines = [page.model.keys.index((one,)) for one in (first, last)]
    area = QItemSelection(page.model.index(lines[0], min(columns)), page.model.index(lines[1], max(columns)))
    flags = QItemSelectionModel.SelectionFlag
    page.table.selectionModel().setCurrentIndex(area.indexes()[0], flags.NoUpdate)
    page.table.selectionModel().select(area, flags.ClearAndSelect)


def key(page, key_, modifier=Qt.KeyboardModifier.ControlModifier):
    QTest.keyClick(page.table, key_, modifier)


def pick(box, value) -> None:
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


# -- the table -------------------------------------------------------------------------------------------------------


def test_a_block_of_a_spreadsheet_lands_whole_or_not_at_all(page, bosch_window, told):
    actions = page.session.organisation.actions
    QGuiApplication.clipboard().setText("1-2-2027\t30-4-2027\tloopt\nmorgen\t31-12-2027\tdone")
    choose(page, "a-cellen", "a-cellen", "start")
    key(page, Qt.Key.Key_V)
    assert page.session.document.undo_name is None
    heading, words = told[0]
    assert heading == "Nothing was changed: 2 cells can't be filled so"
    first, second = (actions[one].title for one in ("a-cellen", "a-freesbank"))
    assert words.splitlines() == [
        f"{first} · Status: «loopt» is none of the choices.",
        f"{second} · Start: Type a date, such as 2026-11-23.",
    ]
    QGuiApplication.clipboard().setText("1-2-2027\t30-4-2027\trunning\n1-3-2027\t31-12-2027\tdone")
    key(page, Qt.Key.Key_V)
    assert (actions["a-cellen"].start, actions["a-cellen"].due) == (Day(2027, 2, 1), Day(2027, 4, 30))
    assert (actions["a-freesbank"].start, actions["a-freesbank"].due) == (Day(2027, 3, 1), Day(2027, 12, 31))
    assert actions["a-freesbank"].status == "done"
    assert bosch_window.workspace.status.message.full == "6 cells filled"
    page.session.document.undo()
    assert actions["a-freesbank"].due == Day(2027, 3, 26)
    assert page.session.document.undo_name is None


def test_lines_below_the_last_become_actions(page):
    QGuiApplication.clipboard().setText('Eerste\nTweede\n"Met\t een tab"')
    choose(page, "a-nulmeting", "a-nulmeting", "title")
    key(page, Qt.Key.Key_V)
    rows = list(page.session.organisation.actions.values())
    assert [row.title for row in rows[9:]] == ["Eerste", "Tweede", "Met\t een tab"]
    assert len(titles(page)) == 12
    page.session.document.undo()
    assert len(titles(page)) == 10


def test_copying_and_pasting_gives_back_what_stood_there(page):
    before = interchange.dump(page.session.organisation)
    page.table.selectAll()
    key(page, Qt.Key.Key_C)
    assert QGuiApplication.clipboard().text().count("\n") >= 9
    key(page, Qt.Key.Key_V)
    assert interchange.dump(page.session.organisation) == before


def test_fill_down_and_emptying_are_one_step_each(page):
    actions = page.session.organisation.actions
    choose(page, "a-cellen", "a-senior", "owner_", "start", "due")
    key(page, Qt.Key.Key_D)
    assert {actions[one].owner_ for one in ("a-cellen", "a-freesbank", "a-senior")} == {"Medewerker 07"}
    assert actions["a-senior"].due == Day(2027, 4, 30)
    choose(page, "a-cellen", "a-senior", "owner_", "start")
    key(page, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
    assert actions["a-freesbank"].owner_ == ""
    assert actions["a-freesbank"].start is None
    page.session.document.undo()
    page.session.document.undo()
    assert actions["a-freesbank"].owner_ == "Medewerker 15"


def test_filters_narrow_every_view_and_groups_carry_their_sums(page):
    pick(page.owner, "Medewerker 07")
    assert titles(page) == ["a-cellen", "a-senior"]
    assert "2 actions · 448 h · € 47,600" in page.sums.full
    pick(page.status, "running")
    assert page.stack.currentWidget() is page.views["none"]
    page.show_all()
    page.search.setText("polca kaarten")
    assert titles(page) == ["a-polca"]
    page.search.clear()
    pick(page.by, "month")
    heads = [page.model.heading(line) for line in range(page.model.rowCount()) if page.model.heading(line) is not None]
    assert [(title, sums.count) for title, sums in heads] == [
        ("March 2027", 4),
        ("April 2027", 4),
        ("October 2027", 1),
        ("December 2027", 1),
    ]
    assert page.table.columnSpan(0, 0) == len(page.model.columns)
    page.show_view("totals")
    total = page.totals.models["month"].lines[-1][1]
    assert (total.count, total.hours, total.cost) == (10, 1592, 117400)


def test_typing_moves_no_line_and_sorting_does(page):
    page.model.sort(page.model.columns.index("hours"), Qt.SortOrder.DescendingOrder)
    assert titles(page)[:3] == ["a-matrix", "a-cellen", "a-lassen"]
    column = page.model.columns.index("hours")
    page.model.setData(page.model.index(0, column), 1.0)
    assert titles(page)[0] == "a-matrix"
    pick(page.by, "owner")
    line = page.model.keys.index(("a-matrix",))
    page.table.go(page.model.index(line, 2))
    page.model.setData(page.model.index(line, 2), "Medewerker 18")
    assert page.model.keys.index(("a-matrix",)) > page.model.keys.index(("a-lassen",))
    assert [row.id for row in page.selected_rows()] == ["a-matrix"]


def test_late_and_too_early_are_marked_and_told(page):
    with page.session.document.edit("earlier"):
        action = page.session.organisation.actions["a-cellen"]
        action.start, action.due = Day(2020, 1, 1), Day(2020, 2, 1)
    line = page.model.keys.index(("a-cellen",))
    cells = {name: page.model.index(line, page.model.columns.index(name)) for name in ("start", "due")}
    assert cells["due"].data().startswith("! ")
    assert "days late" in cells["due"].data(Qt.ItemDataRole.ToolTipRole)
    assert "the works council's advice comes first" in cells["start"].data(Qt.ItemDataRole.ToolTipRole)
    assert "! 1 before the works council" in page.sums.full
    pick(page.status, "early")
    assert titles(page) == ["a-cellen"]


def test_an_action_before_the_works_council_is_a_finding_that_leads_to_it(page, bosch_window, qtbot):
    session = page.session
    bosch_window.workspace.show_place("canvas")
    session.show_variant("soll-1")
    session.attempt("earlier", lambda: setattr(session.organisation.actions["a-senior"], "start", Day(2027, 1, 4)))
    settle(qtbot, bosch_window)
    panel = bosch_window.workspace.canvas.findings
    qtbot.waitUntil(lambda: panel.complete, timeout=20000)
    row = next(one for one in panel.rows if one.finding["code"] == "action-too-early")
    assert "Team-seniors kiezen en opleiden" in row.sentence.text()
    assert row.action_button.isHidden()
    row.show_button.click()
    assert bosch_window.workspace.place == "actions"
    assert [one.id for one in page.selected_rows()] == ["a-senior"]


def test_owners_grounds_and_goals_are_offered_while_typing(page):
    page.show_details("a-rooster")
    boxes = page.panel.form.boxes
    completer = boxes["owner_"].editor.line.completer()
    completer.setCompletionPrefix("werker 2")
    assert [completer.model().item(0).text(), completer.completionCount()] == ["Medewerker 03", 6]
    ground = boxes["works_council_ground"].editor.line.completer()
    ground.setCompletionPrefix("27.1.k")
    assert ground.completionCount() == 1
    assert ground.currentCompletion() == "27.1.k"
    goals = dict(boxes["goals"].editor.options())
    assert goals["bedrijfsprestaties"] == "company performance"
    assert len(goals) == 5


# -- the board -------------------------------------------------------------------------------------------------------


def drop(view, data, where: QPointF) -> None:
    """Cards are dragged over a column and let go there."""
    hold, none, move = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.MoveAction
    events = [
        QDragEnterEvent(where.toPoint(), move, data, hold, none),
        QDragMoveEvent(where.toPoint(), move, data, hold, none),
        QDropEvent(where, move, data, hold, none),
    ]
    for event in events:
        QApplication.sendEvent(view.viewport(), event)
        assert event.isAccepted()


def test_cards_move_to_another_status_as_one_step(page):
    page.show_view("board")
    columns = page.board.columns
    assert [len(column.cards.ids) for column in columns.values()] == [9, 1, 0, 0, 0]
    data = columns["open"].cards.mimeData([columns["open"].cards.index(0), columns["open"].cards.index(1)])
    drop(columns["done"].view, data, QPointF(20, 20))
    assert [len(column.cards.ids) for column in columns.values()] == [7, 1, 2, 0, 0]
    done = page.session.organisation.actions[columns["done"].cards.ids[0]]
    assert (done.status, done.progress) == ("done", 1)
    data = columns["open"].cards.mimeData([columns["open"].cards.index(0)])
    on_a_card = columns["done"].view.visualRect(columns["done"].cards.index(0)).center()
    drop(columns["done"].view, data, QPointF(on_a_card))
    assert len(columns["done"].cards.ids) == 3
    for _step in range(2):
        page.session.document.undo()
    assert [len(column.cards.ids) for column in columns.values()] == [9, 1, 0, 0, 0]


def test_the_board_by_keyboard(page):
    page.show_view("board")
    page.board.show_card("a-polca")
    view = page.board.columns["open"].view
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert page.session.organisation.actions["a-polca"].status == "running"
    assert page.board.selected() == ["a-polca"]
    QTest.keyClick(page.board.columns["running"].view, Qt.Key.Key_Return)
    assert page.panel.at == ("actions", ("a-polca",))
    page.panel.form.boxes["owner_"].editor.line.setText("Medewerker 01")
    page.panel.form.boxes["owner_"].commit()
    assert page.session.organisation.actions["a-polca"].owner_ == "Medewerker 01"
    QTest.keyClick(page.board.columns["running"].view, Qt.Key.Key_Delete)
    assert "a-polca" not in page.session.organisation.actions
    assert not page.panel.isVisible()


# -- the timeline ----------------------------------------------------------------------------------------------------


def place(page, identity: str, at: float) -> QPoint:
    """A point on a bar: 0 is its left end, 1 its right."""
    view = page.timeline
    line = next(n for n, one in enumerate(view.lines) if isinstance(one, Bar) and one.id == identity)
    left, right = view.span(view.lines[line])
    return QPointF(left + (right - left) * at, view.y_of(line) + 15).toPoint()


def drag(page, start: QPoint, days: float) -> None:
    port = page.timeline.viewport()
    way = QPoint(round(days * page.timeline.scale.day), 0)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(port, start + way / 2)
    QTest.mouseMove(port, start + way)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=start + way)


@pytest.fixture
def timeline(page):
    page.show_view("timeline")
    page.timeline.zoom(4)
    page.timeline.horizontalScrollBar().setValue(0)
    return page.timeline


def test_bars_move_and_stretch_by_hand(page, timeline):
    action = page.session.organisation.actions["a-verzinken"]
    drag(page, place(page, "a-verzinken", 0.5), 7)
    assert (action.start, action.due) == (Day(2027, 1, 11), Day(2027, 3, 8))
    drag(page, place(page, "a-verzinken", 0.01), -7)
    assert (action.start, action.due) == (Day(2027, 1, 4), Day(2027, 3, 8))
    assert page.session.document.undo_name.startswith("Change dates")
    for _step in range(2):
        page.session.document.undo()
    assert (action.start, action.due) == (Day(2027, 1, 4), Day(2027, 3, 1))
    assert page.session.document.undo_name is None


def test_escape_leaves_a_drag_and_keys_move(page, timeline):
    action = page.session.organisation.actions["a-verzinken"]
    start = place(page, "a-verzinken", 0.5)
    QTest.mousePress(timeline.viewport(), Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(timeline.viewport(), start + QPoint(80, 0))
    QTest.keyClick(timeline, Qt.Key.Key_Escape)
    QTest.mouseRelease(timeline.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(80, 0))
    assert page.session.document.undo_name is None
    timeline.select("a-verzinken")
    for _press in range(3):
        QTest.keyClick(timeline, Qt.Key.Key_Right)
    QTest.keyClick(timeline, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
    assert (action.start, action.due) == (Day(2027, 1, 7), Day(2027, 2, 25))
    page.session.document.undo()
    assert (action.start, action.due) == (Day(2027, 1, 4), Day(2027, 3, 1))


def test_an_action_without_a_date_gets_the_days_that_are_drawn(page, timeline):
    with page.session.document.edit("undated"):
        page.session.document.add(Action(id="later", title="Later"))
    line = next(n for n, one in enumerate(timeline.lines) if isinstance(one, Bar) and one.id == "later")
    start = QPointF(timeline.x_of(Day(2027, 1, 4)) + 2, timeline.y_of(line) + 15).toPoint()
    drag(page, start, 4)
    action = page.session.organisation.actions["later"]
    assert (action.start, action.due) == (Day(2027, 1, 4), Day(2027, 1, 8))


def test_lines_tell_groups_the_wait_for_the_works_council_and_what_is_late(page, timeline):
    marks = [(mark.day, mark.planned) for mark in timeline.marks]
    assert marks == [(Day(2027, 1, 18), True)]
    bars = {line.id: line for line in timeline.lines if isinstance(line, Bar)}
    assert bars["a-cellen"].earliest.day == Day(2027, 1, 18)
    assert bars["a-polca"].earliest is None
    with page.session.document.edit("too early"):
        page.session.organisation.actions["a-cellen"].start = Day(2027, 1, 4)
    early = timeline.bar("a-cellen")
    assert early.early is not None
    assert "from 2027-01-18" in early.words
    pick(page.by, "owner")
    heads = [line.title for line in timeline.lines if isinstance(line, Heading)]
    assert heads == [f"Medewerker {number:02}" for number in (3, 5, 6, 7, 8, 13, 15, 18)]


# -- levers × goals, empty -------------------------------------------------------------------------------------------


def test_a_cell_tells_its_actions(page, qtbot):
    page.show_view("coverage")
    page.coverage.table.setCurrentIndex(page.coverage.model.index(1, 0))
    assert "POLCA" in page.coverage.text.toPlainText()
    page.coverage.table.setCurrentIndex(page.coverage.model.index(0, 0))
    assert "No action pulls this lever" in page.coverage.text.toPlainText()


def test_an_empty_plan_says_what_to_do_and_the_first_action_is_typed(window, answers):
    window.commands.run("file.new")
    page = window.workspace.show_place("actions")
    assert page.stack.currentWidget() is page.views["empty"]
    page.show_view("timeline")
    page.add()
    assert page.view_name == "table"
    assert page.table.state() == page.table.State.EditingState
    page.delete_selected()
    assert page.stack.currentWidget() is page.views["empty"]


def test_months_are_named_alike_as_there_is_room():
    """At so many pixels a day: in full, short, with the year at January only, not at all."""
    first, last = datetime.date(2026, 11, 1), datetime.date(2027, 2, 28)
    named = {}
    for day in (4.0, 2.2, 1.6, 0.5):
        scale = Scale(first, last, day)
        named[day] = [words for _start, _next, words in scale.months()]
    assert named[4.0] == ["November 2026", "December 2026", "January 2027", "February 2027"]
    assert named[2.2] == ["Nov 26", "Dec 26", "Jan 27", "Feb 27"]
    assert named[1.6] == ["Nov", "Dec", "Jan 27", "Feb"]
    assert named[0.5] == ["", "", "", ""]


def test_a_word_that_is_too_long_leaves_the_words_behind_it_their_lines(page):
    metrics = page.fontMetrics()
    width = metrics.horizontalAdvance("bedrijfsleer")
    lines = fitted("Tweede bedrijfsleermeester inwerken", metrics, width, 4).split("\n")
    assert (lines[0], lines[2]) == ("Tweede", "inwerken")
    assert lines[1].startswith("bedrijf")
    assert lines[1].endswith("…")

"""What people report, in quadrants, beside what the structure suggests; and the surveys it comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from organisatiecanvas.desktop import dialogs, survey_dialogs, widgets
from organisatiecanvas.desktop.dialogs import Choice
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.survey_entry import EntryDialog
from organisatiecanvas.desktop.survey_table import GROUP, SurveyLine, SurveyModel, survey_lines
from organisatiecanvas.desktop.workload_charts import INDEX, NEA, Point, QuadrantChart, jcq_scales
from organisatiecanvas.desktop.workload_figures import Gathered
from organisatiecanvas.models import surveys
from organisatiecanvas.models.analysis.workload_method import estimate_method, reported_method
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, decimal

CHARTS_AT_LEAST = 340  # pixels: lower, names lie over each other


class SurveyView(QWidget):
    """`before_changed` asks for the groups of another variant as the other end of the arrows."""

    show_wanted = Signal(str, str)
    message = Signal(str)
    before_changed = Signal(str)

    def __init__(self, session: Session, folder: Any, parent: QWidget | None = None) -> None:
        """`folder`: gives the folder in which files are looked for first."""
        super().__init__(parent)
        self.session, self._folder = session, folder
        self.gathered: Gathered | None = None
        self.entering = False  # sheets are being typed over
        self._later: tuple[Gathered, bool] | None = None  # what came meanwhile
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setHandleWidth(10)
        split.addWidget(self._charts())
        split.addWidget(self._list())
        split.widget(0).setMinimumHeight(CHARTS_AT_LEAST)
        split.setSizes([430, 210])
        split.setChildrenCollapsible(False)
        split.setStretchFactor(0, 1)
        area = QScrollArea(self)  # in a low window it is scrolled rather than squeezed
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes along what is in it
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        split.setObjectName("clear")
        area.setWidget(split)
        column.addWidget(area, 1)
        self.method = widgets.label("", "small", self, wrap=True)
        column.addWidget(self.method)

    def _charts(self) -> QWidget:
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.chart = QuadrantChart(_("Workload and control as people report them"), holder)
        self.instrument = QComboBox(holder)
        widgets.name(self.instrument, _("Questionnaire"))
        self.instrument.activated.connect(lambda _index: self._draw())
        self.before = QComboBox(holder)
        widgets.name(self.before, _("Arrow from"))
        self.before.activated.connect(lambda _index: self.before_changed.emit(self.before.currentData()))
        self.reported_title = widgets.ElidedLabel(_("As reported"), holder, role="strong")
        self.hidden = widgets.ElidedLabel("", holder, role="small", lines=2)
        head = [self.reported_title, self.instrument, widgets.label(_("Arrow from"), "label", holder), self.before]
        row.addWidget(self._card(head, self.chart, self.hidden), 1)
        self.estimates = QuadrantChart(_("Indication from the structure, not a measurement"), holder)
        title = widgets.ElidedLabel(_("Indication from the structure, not a measurement"), holder, role="strong")
        self.unknown = widgets.ElidedLabel("", holder, role="small")
        row.addWidget(self._card([title], self.estimates, self.unknown), 1)
        for chart in (self.chart, self.estimates):
            chart.unit_clicked.connect(lambda identity, _row: self._show(identity))
        return holder

    def _card(self, head: list[QWidget], chart: QuadrantChart, under: QWidget) -> QFrame:
        card = QFrame(self)
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 8, 10, 8)
        column.setSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addStrut(head[-1].sizeHint().height() if len(head) > 1 else self.before.sizeHint().height())
        for number, widget in enumerate(head):
            line.addWidget(widget, 0 if number else 1)
        column.addLayout(line)
        column.addWidget(chart, 1)
        column.addWidget(under)
        return card

    def _list(self) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(widgets.label(_("Surveys"), "strong", holder))
        line.addStretch(1)
        self.remove_button = widgets.icon_button("trash", _("Delete"), self.remove, holder)
        self.sheet_button = widgets.button(_("Answer sheet (PDF)…"), self.print_sheet, holder, role="small")
        self.import_button = widgets.button(_("Read answers…"), self.read, holder, role="small")
        self.enter_button = widgets.button(_("Enter answers…"), self.enter, holder, role="small", icon="edit")
        self.new_button = widgets.button(_("New survey…"), self.new, holder, role="small", icon="plus")
        buttons = (self.remove_button, self.sheet_button, self.import_button, self.enter_button, self.new_button)
        for button in buttons:
            line.addWidget(button)
        column.addLayout(line)
        self.model = SurveyModel(self)
        self.table = _SurveyTable(holder)
        self.table.setTabKeyNavigation(False)
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("Surveys"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(28)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(GROUP, QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumHeight(90)
        self.table.selectionModel().selectionChanged.connect(lambda *_what: self._enable())
        self.table.doubleClicked.connect(lambda index: self._show(self.model.lines[index.row()].group))
        column.addWidget(self.table, 1)
        return holder

    # -- showing -------------------------------------------------------------------------------------------------

    def show_gathered(self, gathered: Gathered, *, fresh: bool) -> None:
        """Show these figures; while sheets are typed over nothing moves: the change would tell of the last one."""
        if self.entering:
            self._later = gathered, fresh
            return
        self.gathered = gathered
        self._fill_choices(gathered)
        self._fill_table(gathered)
        self._draw(stale=not fresh)
        self._enable()

    def _fill_choices(self, gathered: Gathered) -> None:
        names = list(dict.fromkeys(row["instrument"] for row in gathered.groups)) or ["nea"]
        kept = self.instrument.currentData()
        self.instrument.clear()
        for name in names:
            self.instrument.addItem(choice_label(name), name)
        self.instrument.setCurrentIndex(max(0, self.instrument.findData(kept)))
        self.instrument.setVisible(len(names) > 1)
        kept = self.before.currentData()
        self.before.clear()
        self.before.addItem(_("none"), "")
        for variant in self.session.organisation.variants.values():
            if variant.id != gathered.variant:
                self.before.addItem(variant.name, variant.id)
        self.before.setCurrentIndex(max(0, self.before.findData(kept)))

    def choose_before(self, variant: str) -> None:
        """Let the arrows begin at this variant."""
        found = self.before.findData(variant)
        if found < 0 and variant in self.session.organisation.variants:
            self.before.addItem(self.session.organisation.variants[variant].name, variant)
            found = self.before.count() - 1
        self.before.setCurrentIndex(max(0, found))

    def _fill_table(self, gathered: Gathered) -> None:
        line = self.chosen()
        self.model.show_lines(list(survey_lines(self.session, gathered)))
        if line is not None:
            self.select(line.survey, line.group)
        if self.chosen() is None and self.model.lines:
            self.table.selectRow(0)

    def select(self, survey: str, group: str = "") -> None:
        """Choose the row of a survey, or of a group that only pools."""
        for row, line in enumerate(self.model.lines):
            if line.survey == survey and (survey or line.group == group):
                flags = QItemSelectionModel.SelectionFlag
                self.table.selectionModel().setCurrentIndex(self.model.index(row, 0), flags.ClearAndSelect | flags.Rows)

    def chosen(self) -> SurveyLine | None:
        rows = self.table.selectionModel().selectedRows()
        return self.model.lines[rows[0].row()] if rows and rows[0].row() < len(self.model.lines) else None

    def _enable(self) -> None:
        line, free = self.chosen(), not self.session.document.read_only
        own = line is not None and bool(line.survey)
        nea = line is not None and line.instrument == "nea"
        self.remove_button.setEnabled(free and own)
        self.import_button.setEnabled(free and own)
        self.enter_button.setEnabled(free and own and nea)
        self.enter_button.setToolTip("" if nea or not own else _("JCQ scores are read from a file only."))
        self.sheet_button.setEnabled(line is None or nea)
        self.sheet_button.setToolTip("" if line is None or nea else _("The questions of the JCQ don't come along."))
        groups = bool(survey_dialogs.groups(self.session))
        self.new_button.setEnabled(free and groups)
        self.table.nothing = (
            _("No surveys yet: make one with the button above.")
            if groups
            else _("No surveys yet: draw units on the canvas, then ask the people in them.")
        )

    def _draw(self, *, stale: bool = False) -> None:
        gathered = self.gathered
        if gathered is None:
            return
        instrument = self.instrument.currentData() or "nea"
        rows = [row for row in gathered.groups if row["instrument"] == instrument]
        variant = self.session.organisation.variants.get(gathered.variant)
        if variant is None:
            return
        points = []
        for row in rows:
            if row["suppressed"] or row["quadrant"] is None:
                continue
            points.append(
                Point(
                    row["group"],
                    surveys.group_name(variant, row["group"]),
                    row["demands"] or 0.0,
                    row["autonomy"] or 0.0,
                    row["quadrant"],
                    row["n"],
                    row["careful"],
                    self._before(gathered, instrument, row["group"]),
                )
            )
        scales = NEA if instrument == "nea" else jcq_scales(gathered.cut_offs[instrument])
        empty = _("Nobody was asked yet. Make a survey below, print answer sheets and enter what people filled in.")
        if rows:
            empty = _("No group is large enough to be shown.")
        self.chart.show_points(points, scales, empty=empty, before=self.before.currentText(), stale=stale)
        minimum = max(1, self.session.organisation.rules.minimum_group)
        hidden = [surveys.group_name(variant, row["group"]) for row in rows if row["suppressed"]]
        words = _("Not shown, fewer than {minimum} answers or derivable from others: {groups}").format(
            minimum=decimal(minimum, 0), groups=", ".join(hidden)
        )
        self.hidden.set_words(words if hidden else "")
        self._draw_estimates(gathered, variant, stale=stale)
        words = reported_method(instrument, gathered.cut_offs[instrument], minimum)
        self.method.setText(f"{words} {estimate_method()}")
        self.chart.method, self.estimates.method = words, estimate_method()

    def _before(self, gathered: Gathered, instrument: str, group: str) -> tuple[float, float] | None:
        row = gathered.before.get((instrument, group))
        if row is None or row["demands"] is None or row["autonomy"] is None:
            return None
        return row["demands"], row["autonomy"]

    def _draw_estimates(self, gathered: Gathered, variant: Any, *, stale: bool) -> None:
        known, unknown = [], []
        for row in gathered.estimates:
            if row["unit"] not in variant.units:
                continue
            name = variant.units[row["unit"]].name
            if row["quadrant"] is None:
                unknown.append(name)
            else:
                known.append(
                    Point(row["unit"], name, row["demand_index"] or 0.0, row["control_index"] or 0.0, row["quadrant"])
                )
        empty = _("There is nothing yet to tell it from: hours, disturbances, decisions and who does what.")
        self.estimates.show_points(known, INDEX, empty=empty, stale=stale)
        words = _("Too little is known of: {units}").format(units=", ".join(unknown)) if unknown else ""
        self.unknown.set_words(words)

    def _show(self, identity: str) -> None:
        variant = self.session.variant
        if variant is not None:
            self.show_wanted.emit("units" if identity in variant.units else "roles", identity)

    # -- doing ---------------------------------------------------------------------------------------------------

    def new(self) -> None:
        line = self.chosen()
        dialog = survey_dialogs.SurveyDialog(self.session, line.group if line is not None else "", self)
        dialog.exec()
        made = dialog.made
        dialog.deleteLater()
        if made:
            if self.gathered is not None:
                self._fill_table(self.gathered)
            self.select(made)

    def enter(self) -> None:
        line = self.chosen()
        if line is None or not line.survey:
            return
        dialog = EntryDialog(self.session, line.survey, self)
        self.entering = True
        try:
            dialog.exec()
        finally:
            self.entering = False
        dialog.deleteLater()
        if self._later is not None:
            gathered, fresh = self._later
            self._later = None
            self.show_gathered(gathered, fresh=fresh)

    def read(self) -> None:
        line = self.chosen()
        path = survey_dialogs.choose_answers(self, self._folder()) if line is not None else None
        if line is not None and path is not None:
            self.read_from(line.survey, path)

    def read_from(self, survey: str, path: Path) -> None:
        """Read a file into a survey."""
        words = survey_dialogs.read_file(self.session, survey, path, self)
        if words:
            self.message.emit(words)

    def print_sheet(self) -> None:
        line = self.chosen()
        path = survey_dialogs.choose_sheet(self, self._folder() / f"{_('answer-sheet')}.pdf")
        if path is not None:
            self.write_sheet(path, line.name if line is not None else "")

    def write_sheet(self, path: Path, group: str) -> None:
        """Write the answer sheet for a group."""
        from organisatiecanvas.desktop.export_dialog import write_asking
        from organisatiecanvas.exports.answer_sheet import write_answer_sheet

        organisation = self.session.organisation
        title, count = organisation.workshop.title, max(1, organisation.rules.minimum_group)
        try:
            made = write_asking(lambda target: write_answer_sheet(target, title, group, count), path, self)
        except OrganisationError as error:
            dialogs.tell(_("Not written"), str(error), self)
            return
        if made is not None:
            self.message.emit(_("Written: {name}").format(name=made.name))

    def remove(self) -> None:
        line = self.chosen()
        if line is None or not line.survey:
            return
        answer = dialogs.ask(
            _("Delete the survey of {group}?").format(group=line.name),
            _("Its answers go with it. You can undo this."),
            [Choice("cancel", _("Cancel")), Choice("delete", _("Delete"), "danger")],
            self,
            "trash",
        )
        if answer == "delete":
            try:
                surveys.remove_survey(self.session.document, self.session.variant_id, line.survey)
            except OrganisationError as error:
                dialogs.tell(_("Not done"), str(error), self)


class _SurveyTable(QTableView):
    """Says how to begin while nobody was asked."""

    nothing = ""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.model() is not None and not self.model().rowCount():
            widgets.paint_words(self, self.nothing)

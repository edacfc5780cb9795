"""The workspace of comparing: what changes between two variants as actions, and figures of up to four side by side."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from organisatiecanvas.desktop import dialogs, widgets
from organisatiecanvas.desktop.compare_beside import BesideButton
from organisatiecanvas.desktop.compare_model import ChangesModel, ElementsModel, FiguresModel, TeamsModel
from organisatiecanvas.desktop.compare_summary import line_words, summary
from organisatiecanvas.desktop.compare_work import Compared, compared, figure_rows
from organisatiecanvas.desktop.dialogs import Choice
from organisatiecanvas.desktop.empty_state import EmptyState
from organisatiecanvas.desktop.reading_table import ReadingTable
from organisatiecanvas.desktop.session import Session, bears_on_figures
from organisatiecanvas.desktop.skills_side import SideText
from organisatiecanvas.models import change_actions
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.language import _, ngettext

ROOM_BESIDE = 1100  # pixels from which the summary stands beside the table
LOW = 150  # pixels of the summary where it stands below
ASKED = 10  # so many actions at a time are made without asking


def part_titles() -> dict[str, str]:
    return {
        "": _("Everything"),
        "functions": _("Functions"),
        "teams": _("Teams"),
        "fte": _("FTE"),
        "decisions": _("Decisions"),
        "lines": _("Per team"),
        "figures": _("Figures"),
        "elements": _("Elements"),
    }


class ComparePage(QWidget):
    """Follows the document while it is in sight; the newest comparison wins."""

    message = Signal(str)
    show_wanted = Signal(str, str, str, str)  # the two variants, collection, id; without the last two all of it
    action_wanted = Signal(str)
    redesign_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.found: Compared | None = None
        self.part, self.status = "", ""
        self.runner = session.add_runner()
        self.runner.changed.connect(self._on_compared)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 12, 20, 16)
        outer.setSpacing(10)
        outer.addLayout(self._head())
        outer.addLayout(self._tabs())
        self.body = body = QHBoxLayout()
        body.setSpacing(12)
        self.stack = QStackedWidget(self)
        self.changes, self.elements = ChangesModel(self), ElementsModel(self)
        self.table = self._list(self.changes, _("Was → becomes"), (3, 4))
        self.element_table = self._list(self.elements, _("Elements"), (1, 2, 4))
        self.figures, self.lines = FiguresModel(self), TeamsModel(self)
        self.figure_table = ReadingTable(self.figures, _("Figures"), self)
        self.line_table = ReadingTable(self.lines, _("Before and after by team and role"), self)
        for table in (self.figure_table, self.line_table):
            table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
            table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.waiting = widgets.label("", "muted", self, wrap=True)
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty = self._empty()
        for view in (*self._tables(), self.waiting, self.empty):
            self.stack.addWidget(view)
        body.addWidget(self.stack, 3)
        self.text = SideText(_("Summary"), self)
        self.text.setMinimumWidth(190)
        self.text.followed.connect(lambda _what, values: self.show_status(values[0]))
        self.side = widgets.card(self.text, self)
        body.addWidget(self.side, 1)
        outer.addLayout(body, 1)
        session.changed.connect(self._on_change)
        session.variant_changed.connect(lambda _variant: self._choose_after())
        self._fill()

    def _list(self, model: ChangesModel, name: str, narrow: tuple[int, ...]) -> ReadingTable:
        """A list that a heading sorts; a double click shows the element on the canvas."""
        ordered = QSortFilterProxyModel(self)
        ordered.setSourceModel(model)
        ordered.setSortRole(Qt.ItemDataRole.UserRole)
        table = ReadingTable(ordered, name, self)
        table.setSortingEnabled(True)
        table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        table.doubleClicked.connect(lambda _index: self.show_row())
        table.selectionModel().selectionChanged.connect(lambda *_what: self._tell())
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column in narrow:
            table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        return table

    def _tables(self) -> dict[ReadingTable, tuple[str, ...]]:
        """Every table with the parts that it shows."""
        return {
            self.table: ("", "functions", "teams", "fte", "decisions"),
            self.element_table: ("elements",),
            self.figure_table: ("figures",),
            self.line_table: ("lines",),
        }

    def _empty(self) -> QWidget:
        """What stands here while there is nothing to compare."""
        page = EmptyState("compare", self)
        words = _("Make a redesign first: then every change from what is to what could be stands here.")
        make = (_("Make a redesign…"), self.redesign_wanted.emit)
        page.show_words(_("Nothing to compare yet"), words, [make])
        return page

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.title = widgets.label(_("Compare"), "heading", self)
        line.addWidget(self.title)
        self.before, self.after = QComboBox(self), QComboBox(self)
        for box, words in ((self.before, _("Before")), (self.after, _("After"))):
            widgets.name(box, words)
            box.setMinimumWidth(130)
            box.activated.connect(lambda _index: self.request())
        line.addWidget(self.before)
        self.arrow = widgets.label("→", "muted", self)
        line.addWidget(self.arrow)
        line.addWidget(self.after)
        line.addStretch(1)
        self.canvas = widgets.button(_("On the canvas"), self.show_all, self, icon="canvas")
        self.canvas.setToolTip(_("The later variant with the earlier one as a ghost, and what is selected in it"))
        line.addWidget(self.canvas)
        self.one = widgets.button(_("Make action"), self.take_selected, self)
        self.all = widgets.button("", self.take_all, self, role="primary")
        line.addWidget(self.one)
        line.addWidget(self.all)
        return line

    def _tabs(self) -> QHBoxLayout:
        self.tabs = widgets.ViewTabs(part_titles(), self)
        self.tabs.chosen.connect(self._choose_part)
        self.tabs.show_chosen("")
        around = QHBoxLayout()
        around.addWidget(self.tabs)
        around.addStretch(1)
        self.beside = BesideButton(self.session, self.pair, self)
        self.beside.changed.connect(self.request)
        around.addWidget(self.beside)
        self.core = widgets.button(_("Main figures only"), None, self)
        self.core.setCheckable(True)
        self.core.setChecked(True)
        self.core.toggled.connect(lambda _on: self._show())
        around.addWidget(self.core)
        return around

    # -- which variants ------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        """The variants to choose from; a choice that is still there stays."""
        variants = list(self.session.organisation.variants.values())
        chosen = self.before.currentData(), self.after.currentData()
        for box in (self.before, self.after):
            box.blockSignals(True)
            box.clear()
            for variant in variants:
                box.addItem(variant.name, variant.id)
            box.blockSignals(False)
        names = [variant.id for variant in variants]
        shown = self.session.variant
        after = chosen[1] if chosen[1] in names else shown.id if shown is not None else ""
        before = chosen[0] if chosen[0] in names else self._base(after)
        if before == after:
            after = next((name for name in names if name != before), before)
        self.before.setCurrentIndex(max(0, self.before.findData(before)))
        self.after.setCurrentIndex(max(0, self.after.findData(after)))

    def _base(self, after: str) -> str:
        variant = self.session.organisation.variants.get(after)
        if variant is not None and variant.based_on in self.session.organisation.variants:
            return str(variant.based_on)
        current = self.session.organisation.current_variant()
        return current.id if current is not None else after

    def _choose_after(self) -> None:
        """The variant that is shown now becomes the later one, unless it is the earlier one already."""
        if self.session.variant_id != self.before.currentData():
            self.after.setCurrentIndex(max(0, self.after.findData(self.session.variant_id)))
        self.request()

    def pair(self) -> tuple[str, str]:
        """The two variants that are compared."""
        return self.before.currentData() or "", self.after.currentData() or ""

    def choose(self, before: str, after: str) -> None:
        """Compare these two."""
        self.before.setCurrentIndex(self.before.findData(before))
        self.after.setCurrentIndex(self.after.findData(after))
        self.request()

    # -- computing -----------------------------------------------------------------------------------------------

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.request()

    def _on_change(self, change: Change) -> None:
        if change.touches("variants"):
            self._fill()
        if bears_on_figures(change):
            self.request()
        elif change.touches("actions"):
            self._show()

    def request(self) -> None:
        """Compare anew, off the interface thread; with one variant there is nothing to compare."""
        before, after = self.before.currentData(), self.after.currentData()
        if not self.isVisible():
            return
        if not before or before == after:
            self.found = None
            self._show()
            return
        self.runner.work = partial(compared, before=before, others=self.beside.others())
        self.runner.request(self.session.document.snapshot(), after)

    def _on_compared(self) -> None:
        if self.runner.fresh and self.runner.figures is not None:
            self.found = self.runner.figures
        self._show()

    # -- showing -------------------------------------------------------------------------------------------------

    def _choose_part(self, part: str) -> None:
        self.status = ""
        self.show_part(part)

    def show_part(self, part: str) -> None:
        """Functions, teams, FTE, decisions, lines by team, figures or elements; nothing shows every change."""
        self.part = part
        self.tabs.show_chosen(part)
        self._show()

    def show_status(self, status: str) -> None:
        """The elements of one status."""
        self.status = status
        self.show_part("elements")

    def shown_rows(self) -> list[Any]:
        """The lines in sight that can become actions."""
        found = self.found
        if found is None or self.part == "lines":
            return []
        if self.part == "figures":
            return figure_rows(found, self.shown_figures())
        if self.part == "elements":
            return [row for row in found.elements if self.status in ("", row["status"])]
        return [row for row in found.rows if self.part in ("", row["part"])]

    def shown_figures(self) -> list[Any]:
        """The lines of figures in sight."""
        return (self.found.core if self.core.isChecked() else self.found.all) if self.found is not None else []

    def _show(self) -> None:
        found = self.found
        organisation = self.session.organisation
        several = len(organisation.variants) > 1
        told = found is not None and found.after in organisation.variants and found.before in organisation.variants
        for choice in (self.before, self.arrow, self.after, self.tabs):
            choice.setVisible(several)
        self._fit_side()
        for button in (self.one, self.all, self.canvas, self.core, self.beside):
            button.setVisible(told)
        if found is None or not told:
            self.changes.show_rows([], [])
            self.waiting.setText(_("computing…"))
            self.stack.setCurrentWidget(self.waiting if several else self.empty)
            return
        self.stack.setCurrentWidget(next(table for table, parts in self._tables().items() if self.part in parts))
        self.core.setVisible(self.part == "figures")
        self.beside.setVisible(self.part == "figures" and len(organisation.variants) > 2)
        rows = self.shown_rows()
        taken = self._taken(rows)
        if self.part == "figures":
            names = [organisation.variants[name].name for name in found.variants if name in organisation.variants]
            lines = self.shown_figures()
            self.figures.show_rows(names, [(line.label, list(line.words), line.best, line.why) for line in lines])
        elif self.part == "lines":
            self.lines.show_lines(found.teams)
        elif self.part == "elements":
            self.elements.show_rows(rows, taken)
        else:
            self.changes.show_rows(rows, taken)
        left = self._left(rows, taken)
        self.one.setVisible(bool(rows))
        self.all.setVisible(bool(rows))
        self.all.setText(ngettext("Take over {count} action", "Take over {count} actions", left).format(count=left))
        self.all.setEnabled(self.runner.fresh and bool(rows))
        self._tell()

    def _tell(self) -> None:
        """All of the line that is chosen, above the summary: long words are shortened in the table."""
        if self.found is not None:
            chosen = self.selected()
            line = line_words(chosen[0]) if len(chosen) == 1 and self.part != "figures" else []
            self.text.show_parts([*line, *summary(self.found, self.session.organisation)])

    def _fit_side(self) -> None:
        """The summary beside the table, below it where that is narrow; not where the table needs all of the room."""
        several = self.found is not None and len(self.session.organisation.variants) > 1
        narrow = self.width() < ROOM_BESIDE
        crowded = self.part == "lines" or (self.part == "figures" and narrow)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self.body.direction() != way:
            self.body.setDirection(way)
        self.side.setMaximumHeight(LOW if narrow else widgets.NO_LIMIT)
        self.side.setVisible(several and not crowded)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._fit_side()

    def _action(self, row: Any) -> Any:
        assert self.found is not None
        return change_actions.action_for(self.session.organisation, self.found.after, row)

    # -- taking over ---------------------------------------------------------------------------------------------

    def selected(self) -> list[Any]:
        """The lines that are chosen in the table in sight."""
        view = self.stack.currentWidget()
        if not isinstance(view, ReadingTable) or view is self.line_table:
            return []
        rows = self.shown_rows()
        indexes = view.selectionModel().selectedRows()
        model = view.model()
        places = [model.mapToSource(index) if isinstance(model, QSortFilterProxyModel) else index for index in indexes]
        return [rows[place.row()] for place in places]

    def show_row(self) -> None:
        """Show the element of the selected line on the canvas."""
        for row in self.selected()[:1]:
            if self.found is not None and row["collection"] != "figures":
                self.show_wanted.emit(self.found.before, self.found.after, row["collection"], row["id"])

    def show_all(self) -> None:
        """Both variants on the canvas, and what is selected in it."""
        if self.selected() and self.part != "figures":
            self.show_row()
        elif self.found is not None:
            self.show_wanted.emit(self.found.before, self.found.after, "", "")

    def take_selected(self) -> None:
        """Make actions of the selected lines; of one that has its action, that is shown."""
        rows = self.selected()
        if not rows:
            self.message.emit(_("Select a line first."))
            return
        if len(rows) == 1 and self._action(rows[0]) is not None:
            self.action_wanted.emit(self._action(rows[0]).id)
            return
        self._take(rows)

    def take_all(self) -> None:
        """Make actions of every line shown, each once; those there are follow the change where nobody typed."""
        rows = self.shown_rows()
        left = self._left(rows, self._taken(rows))
        if left > ASKED and not self._sure(left):
            return
        self._take(rows)

    def _taken(self, rows: list[Any]) -> list[bool]:
        """Which of these lines are an action already."""
        if self.found is None:
            return [False] * len(rows)
        known = change_actions.by_source(self.session.organisation, self.found.after)
        return [change_actions.source_of(row) in known for row in rows]

    @staticmethod
    def _left(rows: list[Any], taken: list[bool]) -> int:
        """How many of these lines are a change that is no action yet."""
        return sum(row["status"] != "unchanged" and not there for row, there in zip(rows, taken, strict=True))

    def _sure(self, count: int) -> bool:
        """Whether so many actions are meant: a room wants a plan it can oversee."""
        assert self.found is not None
        heading = ngettext("Make {count} action?", "Make {count} actions?", count).format(count=count)
        words = _(
            "Every line of this list becomes an action of {variant} in the plan; actions that are there already stay. "
            "Undo takes all of them away at once. Fewer: choose lines and «Make action»."
        ).format(variant=self.session.organisation.variants[self.found.after].name)
        choices = [Choice("cancel", _("Cancel")), Choice("take", _("Take over"), "primary")]
        return dialogs.ask(heading, words, choices, self) == "take"

    def _take(self, rows: list[Any]) -> None:
        if self.found is None:
            return
        after, counts = self.found.after, []
        problem = self.session.attempt(
            _("Take over changes"),
            lambda: counts.append(change_actions.take_over(self.session.document, after, rows)),
        )
        made, updated = counts[0] if counts else (0, 0)
        told = ngettext("{count} action added", "{count} actions added", made).format(count=made)
        if updated:
            told += ", " + ngettext("{count} updated", "{count} updated", updated).format(count=updated)
        self.message.emit(problem or told)

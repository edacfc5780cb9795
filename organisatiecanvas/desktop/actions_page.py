"""The workspace of the action plan: a table, a board, a timeline, levers × goals, hours and costs."""

from __future__ import annotations

import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from organisatiecanvas.desktop import actions_bars, actions_filter, elements, widgets
from organisatiecanvas.desktop.actions_board import Board
from organisatiecanvas.desktop.actions_filter import NOBODY, Filter
from organisatiecanvas.desktop.actions_sums import Coverage, Totals
from organisatiecanvas.desktop.actions_table import ActionsModel, ActionsTable, sums_words
from organisatiecanvas.desktop.actions_timeline import ZOOM, Timeline
from organisatiecanvas.desktop.empty_state import EmptyState
from organisatiecanvas.desktop.row_panel import RowPanel
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models import plan_figures
from organisatiecanvas.models.changes import Change, full_key
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.organisation import Action
from organisatiecanvas.models.plan import free_id

EMPTY, NONE_PASS = "empty", "none"
GROUPED = ("table", "timeline")


def view_titles() -> dict[str, str]:
    return {
        "table": _("Table"),
        "board": _("Board"),
        "timeline": _("Timeline"),
        "coverage": _("Levers × goals"),
        "totals": _("Hours and costs"),
    }


class ActionsPage(QWidget):
    """All views follow the same filter; a panel beside them shows every field of one action."""

    message = Signal(str)
    place_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.view_name = "table"
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 12, 20, 10)
        outer.setSpacing(10)
        outer.addLayout(self._head())
        outer.addLayout(self._tools())
        self.model = ActionsModel(session, self)
        self.table = ActionsTable(self.model, self._new, self)
        self.board, self.timeline = Board(session, self), Timeline(session, self)
        self.coverage, self.totals = Coverage(self), Totals(self)
        self.stack = QStackedWidget(self)
        self.views: dict[str, QWidget] = {
            "table": self.table,
            "board": self.board,
            "timeline": self.timeline,
            "coverage": self.coverage,
            "totals": self.totals,
            EMPTY: self._empty(),
            NONE_PASS: self._none_pass(),
        }
        for view in self.views.values():
            self.stack.addWidget(view)
        self.panel = RowPanel(session, self)
        self.panel.setMinimumWidth(280)
        self.panel.hide()
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(10)
        split.addWidget(self.stack)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        split.setSizes([900, 320])
        outer.addWidget(split, 1)
        self.sums = widgets.ElidedLabel("", self, role="muted")
        outer.addWidget(self.sums)
        self._connect()
        self.show_view("table")

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(widgets.label(_("Actions"), "heading", self))
        self.tabs = widgets.ViewTabs(view_titles(), self)
        self.tabs.chosen.connect(self.show_view)
        line.addWidget(self.tabs)
        line.addStretch(1)
        self.delete_button = widgets.icon_button("trash", _("Delete actions"), self.delete_selected, self)
        self.delete_button.setProperty("role", "button")
        self.details_button = widgets.icon_button("edit", _("All about this action"), self.toggle_details, self)
        self.details_button.setProperty("role", "button")
        self.add_button = widgets.button(_("Add action"), self.add, self, role="primary", icon="plus")
        for button in (self.delete_button, self.details_button, self.add_button):
            line.addWidget(button)
        return line

    def _tools(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.search = widgets.search_field(_("Search"), self)
        self.search.setMaximumWidth(170)
        self.search.textChanged.connect(lambda _words: self._narrow())
        line.addWidget(self.search)
        self.owner, self.status, self.by = QComboBox(self), QComboBox(self), QComboBox(self)
        named = ((self.owner, _("Owner")), (self.status, _("Status")), (self.by, _("Groups")))
        for box, words in named:
            widgets.name(box, words)
            box.setMinimumWidth(120)
            box.setMaximumWidth(200)
            box.activated.connect(lambda _index: self._narrow())
            line.addWidget(box)
        for value, words in actions_filter.statuses():
            self.status.addItem(words, value)
        for value, words in (("", _("No groups")), ("owner", _("Per owner")), ("month", _("Per month"))):
            self.by.addItem(words, value)
        self._fill_owners()
        self.zooms = [
            widgets.icon_button("minus", _("Shorter"), lambda: self.timeline.zoom(1 / ZOOM), self),
            widgets.icon_button("plus", _("Longer"), lambda: self.timeline.zoom(ZOOM), self),
            widgets.icon_button("fit", _("Everything in sight"), self._fit, self),
        ]
        for button in self.zooms:
            line.addWidget(button)
        line.addStretch(1)
        return line

    def _connect(self) -> None:
        for view in (self.table, self.board, self.timeline):
            view.message.connect(self.message)
            view.chosen.connect(self._on_chosen)
            view.remove_pressed.connect(self.delete_selected)
        for asking in (self.board, self.timeline, self.coverage):
            asking.card_wanted.connect(self.show_details)
        self.model.refused.connect(self.message)
        self.panel.message.connect(self.message)
        self.session.changed.connect(self._on_change)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Insert adds in every view, with no line there yet too."""
        if event.key() == Qt.Key.Key_Insert and self.add_button.isEnabled():
            self.add()
        else:
            super().keyPressEvent(event)

    def _empty(self) -> QWidget:
        page = EmptyState("actions", self)
        words = _(
            "Make an action of a finding on the canvas, take over the changes between two variants, "
            "or write one down yourself."
        )
        steps = [
            (_("Add action"), self.add),
            (_("Compare"), lambda: self.place_wanted.emit("compare")),
            (_("Findings"), lambda: self.place_wanted.emit("canvas")),
        ]
        page.show_words(_("No actions yet"), words, steps)
        return page

    def _none_pass(self) -> QWidget:
        page = EmptyState("search", self)
        words = _("Search, owner and status leave none over.")
        page.show_words(_("No action passes"), words, [(_("Show all actions"), self.show_all)])
        return page

    # -- what is shown -------------------------------------------------------------------------------------------

    @property
    def filter(self) -> Filter:
        return Filter(self.search.text(), self.owner.currentData() or "", self.status.currentData() or "")

    def show_view(self, name: str) -> None:
        """Table, board, timeline, levers × goals, or hours and costs."""
        self.view_name = name
        self.tabs.show_chosen(name)
        self.by.setVisible(name in GROUPED)
        for button in self.zooms:
            button.setVisible(name == "timeline")
        self._show()

    def show_all(self) -> None:
        """Take the filter away."""
        self.search.clear()
        self.owner.setCurrentIndex(0)
        self.status.setCurrentIndex(0)
        self._narrow()

    def _fill_owners(self) -> None:
        """The owners there are; the choice stays while that owner is there."""
        chosen = self.owner.currentData()
        names = [("", _("All owners")), *((name, name) for name in actions_filter.owners(self._actions()))]
        names.append((NOBODY, _("without an owner")))
        if [(self.owner.itemData(at), self.owner.itemText(at)) for at in range(self.owner.count())] == names:
            return
        self.owner.blockSignals(True)
        self.owner.clear()
        for value, words in names:
            self.owner.addItem(words, value)
        self.owner.setCurrentIndex(max(0, self.owner.findData(chosen)))
        self.owner.blockSignals(False)

    def _actions(self) -> list[Action]:
        return list(self.session.organisation.actions.values())

    def _narrow(self) -> None:
        self.model.show_only(self.filter, self.by.currentData() or "")
        self._show()

    def _on_change(self, change: Change) -> None:
        if change.touches("actions", "dossier", "variants", "people"):
            self._fill_owners()
            self._show()

    def _show(self) -> None:
        organisation, today = self.session.organisation, datetime.date.today()
        rows = actions_filter.shown(organisation, self.filter, today)
        told = sums_words(plan_figures.sums(rows, today))
        early = actions_filter.too_early(organisation)
        count = sum(row.id in early for row in rows)
        if count:
            words = ngettext("{count} before the works council", "{count} before the works council", count)
            told += f" · ! {words.format(count=count)}"
        self.sums.set_words(told if organisation.actions else "")
        name = self.view_name
        if not organisation.actions:
            name = EMPTY
        elif (name == "table" and not self.model.keys) or (name != "table" and not rows):
            name = NONE_PASS
        self.stack.setCurrentWidget(self.views[name])
        if name == "board":
            self.board.show_actions(rows, early)
        elif name == "timeline":
            lines = actions_bars.lines_of(organisation, rows, self.by.currentData() or "", today)
            self.timeline.show_lines(lines, actions_bars.milestones(organisation), today)
        elif name == "coverage":
            self.coverage.show_actions(rows)
        elif name == "totals":
            self.totals.show_actions(rows, today)
        self._on_chosen()

    def _fit(self) -> None:
        self.timeline.fit()

    # -- one action ----------------------------------------------------------------------------------------------

    def selected_rows(self) -> list[Action]:
        """The actions that are chosen in the view, in the order shown."""
        if self.view_name == "board":
            ids = self.board.selected()
        elif self.view_name == "timeline":
            ids = [self.timeline.selected_id]
        elif self.view_name == "table":
            lines = dict.fromkeys(line for line, _column in self.table.cells())
            ids = [str(self.model.keys[line][0]) for line in lines]
        else:
            ids = [str(self.panel.at[1][0])] if self.panel.at is not None else []
        actions = self.session.organisation.actions
        return [actions[one] for one in ids if one in actions]

    def _on_chosen(self) -> None:
        rows = self.selected_rows()
        self.delete_button.setEnabled(bool(rows) and not self.session.document.read_only)
        self.details_button.setEnabled(bool(rows) or self.panel.isVisible())
        self.add_button.setEnabled(not self.session.document.read_only)
        if self.panel.isVisible() and len(rows) == 1:
            self.panel.show_row("actions", full_key(rows[0]))

    def show_details(self, identity: str) -> None:
        """Every field of one action beside the view."""
        self.panel.show_row("actions", (identity,))
        self._on_chosen()

    def toggle_details(self) -> None:
        """Open the panel on what is chosen, or close it."""
        if self.panel.isVisible():
            self.panel.shut()
        elif self.selected_rows():
            self.show_details(self.selected_rows()[0].id)

    def show_row(self, action: Action, *, edit: bool = False) -> None:
        """Go to an action in the view that is shown, whatever the filter; in the table where the view has no lines."""
        if self.view_name in ("coverage", "totals") or edit:
            self.show_view("table")
        if full_key(action) not in self.model.keys or self.filter.narrows:
            self.show_all()
        if self.view_name == "board":
            self.board.show_card(action.id)
        elif self.view_name == "timeline":
            self.timeline.select(action.id)
            self.timeline.setFocus()
        else:
            index = self.model.index(self.model.keys.index(full_key(action)), 0)
            self.table.go(index)
            self.table.setFocus()
            if edit:
                self.table.edit(index)

    def _new(self) -> Action:
        made = Action(
            id=free_id(self.session.organisation), title=_("New action"), variant=self.session.variant_id or None
        )
        return self.session.document.add(made)

    def add(self) -> Action | None:
        """A new action as one step, with its title open for typing."""
        made: list[Action] = []
        problem = self.session.attempt(_("Add action"), lambda: made.append(self._new()))
        if problem:
            self.message.emit(problem)
            return None
        self.show_row(made[0], edit=True)
        return made[0]

    def delete_selected(self) -> None:
        """Delete the chosen actions as one step."""
        rows: list[Any] = list(self.selected_rows())
        if not rows:
            return
        if len(rows) == 1:
            name = _("Delete {name}").format(name=elements.title(self.session.organisation, rows[0]))
        else:
            name = ngettext("Delete {count} action", "Delete {count} actions", len(rows)).format(count=len(rows))

        def work() -> None:
            for row in rows:
                self.session.document.remove(row)

        problem = self.session.attempt(name, work)
        if problem:
            self.message.emit(problem)

"""The workspace of comparing: what changes between two variants as actions, and figures of up to four side by side."""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.compare_model import SYMBOLS, ChangesModel, FiguresModel
from organisatiecanvas.desktop.session import Session, bears_on_figures
from organisatiecanvas.desktop.skills_side import SideText, heading, paragraph, small
from organisatiecanvas.models import change_actions
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.comparison.report import STATUS_LABELS
from organisatiecanvas.models.language import _, ngettext

MOST = 4  # variants side by side
PARTS = ("functions", "teams", "fte", "decisions")


@dataclass(frozen=True)
class Compared:
    """What a worker found: the was-wordt list, the comparison, and the figures of every variant shown."""

    before: str
    after: str
    rows: list[Any]
    comparison: dict[str, Any]
    variants: list[str]
    core: list[Any]
    all: list[Any]


def compared(organisation: Any, after: str, *, before: str) -> Compared:
    """Compare two variants of a snapshot, with the others beside them."""
    from organisatiecanvas.models.analysis import analyse
    from organisatiecanvas.models.comparison import compare_analysed, was_wordt
    from organisatiecanvas.models.comparison.side_by_side import side_by_side

    others = [name for name in organisation.variants if name not in (before, after)]
    names = [before, after, *others][:MOST]
    figures = {name: analyse(organisation, name, training=False) for name in names}
    found = [figures[name] for name in names]
    return Compared(
        before,
        after,
        was_wordt(organisation, before, after),
        compare_analysed(organisation, figures[before], figures[after]),
        names,
        side_by_side(organisation, found, core=True),
        side_by_side(organisation, found, core=False),
    )


def part_titles() -> dict[str, str]:
    return {
        "": _("Everything"),
        "functions": _("Functions"),
        "teams": _("Teams"),
        "fte": _("FTE"),
        "decisions": _("Decisions"),
        "figures": _("Figures"),
    }


class ComparePage(QWidget):
    """Follows the document while it is in sight; the newest comparison wins."""

    message = Signal(str)
    show_wanted = Signal(str, str)  # collection, id
    action_wanted = Signal(str)
    redesign_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.found: Compared | None = None
        self.part = ""
        self.runner = session.add_runner()
        self.runner.changed.connect(self._on_compared)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 12, 20, 16)
        outer.setSpacing(10)
        outer.addLayout(self._head())
        outer.addLayout(self._tabs())
        body = QHBoxLayout()
        body.setSpacing(12)
        self.stack = QStackedWidget(self)
        self.changes = ChangesModel(self)
        self.sorted = QSortFilterProxyModel(self)
        self.sorted.setSourceModel(self.changes)
        self.sorted.setSortRole(Qt.ItemDataRole.UserRole)
        self.table = _table(self.sorted, _("Was → becomes"), self)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.table.doubleClicked.connect(lambda _index: self.show_row())
        for column in (3, 4):
            self.table.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.figures = FiguresModel(self)
        self.figure_table = _table(self.figures, _("Figures"), self)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.figure_table)
        body.addWidget(self.stack, 3)
        self.text = SideText(_("Summary"), self)
        self.text.setMinimumWidth(220)
        body.addWidget(widgets.card(self.text, self), 1)
        outer.addLayout(body, 1)
        session.changed.connect(self._on_change)
        session.variant_changed.connect(lambda _variant: self._choose_after())
        self._fill()

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.title = widgets.label(_("Compare"), "heading", self)
        line.addWidget(self.title)
        self.before, self.after = QComboBox(self), QComboBox(self)
        for box, words in ((self.before, _("Before")), (self.after, _("After"))):
            box.setAccessibleName(words)
            box.setMinimumWidth(130)
            box.activated.connect(lambda _index: self.request())
        line.addWidget(self.before)
        line.addWidget(widgets.label("→", "muted", self))
        line.addWidget(self.after)
        line.addStretch(1)
        self.one = widgets.button(_("Make action"), self.take_selected, self)
        self.all = widgets.button("", self.take_all, self, role="primary")
        line.addWidget(self.one)
        line.addWidget(self.all)
        return line

    def _tabs(self) -> QHBoxLayout:
        self.tabs = widgets.ViewTabs(part_titles(), self)
        self.tabs.chosen.connect(self.show_part)
        self.tabs.show_chosen("")
        around = QHBoxLayout()
        around.addWidget(self.tabs)
        around.addStretch(1)
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
        self.runner.work = partial(compared, before=before)
        self.runner.request(self.session.document.snapshot(), after)

    def _on_compared(self) -> None:
        if self.runner.fresh and self.runner.figures is not None:
            self.found = self.runner.figures
        self._show()

    # -- showing -------------------------------------------------------------------------------------------------

    def show_part(self, part: str) -> None:
        """Functions, teams, FTE, decisions or figures; nothing shows every change."""
        self.part = part
        self.tabs.show_chosen(part)
        self._show()

    def shown_rows(self) -> list[Any]:
        rows = self.found.rows if self.found is not None else []
        return [row for row in rows if self.part in ("", row["part"])]

    def _show(self) -> None:
        found = self.found
        figures = self.part == "figures"
        self.stack.setCurrentWidget(self.figure_table if figures else self.table)
        self.core.setVisible(figures)
        self.one.setVisible(not figures)
        organisation = self.session.organisation
        if found is None or found.after not in organisation.variants or found.before not in organisation.variants:
            self.changes.show_rows([], [])
            self.figures.show_rows([], [])
            self.all.hide()
            words = _("Make a redesign first: then every change from what is to what could be stands here.")
            told = words if len(organisation.variants) < 2 else _("computing…")
            self.text.show_parts([paragraph(small(told))])
            return
        rows = self.shown_rows()
        taken = [self._action(row) is not None for row in rows]
        self.changes.show_rows(rows, taken)
        left = sum(row["status"] != "unchanged" and not known for row, known in zip(rows, taken, strict=True))
        lines = found.core if self.core.isChecked() else found.all
        names = [organisation.variants[name].name for name in found.variants if name in organisation.variants]
        self.figures.show_rows(names, [(line.label, list(line.words), line.best, line.why) for line in lines])
        self.all.setVisible(not figures and bool(rows))
        self.all.setText(ngettext("Take over {count} action", "Take over {count} actions", left).format(count=left))
        self.all.setEnabled(self.runner.fresh and bool(rows))
        self.text.show_parts(self._summary(found))

    def _action(self, row: Any) -> Any:
        assert self.found is not None
        return change_actions.action_for(self.session.organisation, self.found.after, row)

    def _summary(self, found: Compared) -> list[str]:
        organisation = self.session.organisation
        parts = [heading(_("Elements"))]
        for status, count in found.comparison["counts"].items():
            parts.append(paragraph(f"{SYMBOLS[status]} {html.escape(_(STATUS_LABELS[status]))}", small(str(count))))
        heads = found.comparison["headcount"]
        parts.append(heading(_("People")))
        affected = len(found.comparison["people_affected"])
        words = ngettext("{count} person is affected", "{count} people are affected", affected).format(count=affected)
        parts.append(paragraph(html.escape(words)))
        words = _(
            "{before} in a role before + {joined} who join = {now} in a role + {bench} on the bench + {left} gone"
        )
        told = words.format(
            before=heads["before"],
            joined=heads["joined"],
            now=heads["in_roles"],
            bench=heads["bench"],
            left=heads["leavers"],
        )
        unaccounted = [name for name in heads["unaccounted"] if name in organisation.people]
        parts.append(paragraph(html.escape(told), state="problem" if unaccounted else "good"))
        for name in unaccounted[:10]:
            words = _("{name} has no role any more, is not on the bench and is no leaver.")
            parts.append(paragraph(html.escape(words.format(name=organisation.people[name].name)), state="problem"))
        summary = organisation.variants[found.after].summary
        if summary:
            parts += [heading(organisation.variants[found.after].name), paragraph(html.escape(summary))]
        return parts

    # -- taking over ---------------------------------------------------------------------------------------------

    def selected(self) -> list[Any]:
        indexes = self.table.selectionModel().selectedRows()
        return [self.changes.rows[self.sorted.mapToSource(index).row()] for index in indexes]

    def show_row(self) -> None:
        """Show the element of the selected line on the canvas."""
        for row in self.selected()[:1]:
            self.show_wanted.emit(row["collection"], row["id"])

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
        self._take(self.shown_rows())

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


def _table(model: Any, name: str, parent: QWidget) -> QTableView:
    table = QTableView(parent)
    table.setModel(model)
    table.setAccessibleName(name)
    table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
    table.setShowGrid(False)
    table.setWordWrap(True)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(34)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    return table

"""The workspace of control capacity: decisions, disturbances, structure, meetings and quality of work, a tab each."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.control_decisions import DecisionsTab
from organisatiecanvas.desktop.control_disturbances import DisturbancesTab
from organisatiecanvas.desktop.control_meetings import MeetingsTab
from organisatiecanvas.desktop.control_roles import RolesTab
from organisatiecanvas.desktop.control_tabs import StepsTab, StructureTab, WorkTab
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models import control_moves, plan
from organisatiecanvas.models.language import _

Figures = dict[str, Any]


def tab_titles() -> dict[str, str]:
    return {
        "decisions": _("Decisions"),
        "disturbances": _("Disturbances"),
        "structure": _("Structure"),
        "meetings": _("Meetings"),
        "roles": _("Roles"),
        "work": _("Quality of work"),
        "steps": _("Steps"),
    }


class ControlPage(QWidget):
    """Tabs; each follows the figures and is filled when it is shown."""

    message = Signal(str)
    unit_wanted = Signal(str, str)  # collection, id: to be shown on the canvas
    action_wanted = Signal(str)
    redesign_wanted = Signal()
    place_wanted = Signal(str)  # a workspace
    cards_wanted = Signal()  # to be printed

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.others: dict[str, Figures] = {}
        self._asked: list[str] = []
        self.comparer = session.add_runner()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 12, 20, 16)
        layout.setSpacing(10)
        layout.addLayout(self._tabs())
        self.stack = QStackedWidget(self)
        layout.addWidget(self.stack, 1)
        self.tabs: dict[str, Any] = {
            "decisions": DecisionsTab(self),
            "disturbances": DisturbancesTab(self),
            "structure": StructureTab(self),
            "meetings": MeetingsTab(self),
            "roles": RolesTab(self),
            "work": WorkTab(self),
            "steps": StepsTab(self),
        }
        for tab in self.tabs.values():
            self.stack.addWidget(tab)
        self.shown = ""
        session.runner.changed.connect(self.refresh)
        self.comparer.changed.connect(self._on_compared)
        session.variant_changed.connect(lambda _variant: self.refresh())
        session.changed.connect(lambda change: self.refresh() if change.touches("actions", "variants") else None)
        self.show_tab("decisions")

    def _tabs(self) -> QHBoxLayout:
        self.row = widgets.ViewTabs(tab_titles(), self)
        self.row.chosen.connect(self.show_tab)
        around = QHBoxLayout()
        around.setSpacing(8)
        around.addWidget(widgets.label(_("Control capacity"), "heading", self))
        around.addWidget(self.row)
        around.addStretch(1)
        return around

    def show_tab(self, name: str) -> QWidget:
        self.shown = name
        self.stack.setCurrentWidget(self.tabs[name])
        self.row.show_chosen(name)
        self.refresh()
        return self.tabs[name]  # type: ignore[no-any-return]

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.refresh()

    @property
    def figures(self) -> Figures | None:
        """The figures of the variant shown, as they were last computed."""
        runner = self.session.runner
        return runner.figures if runner.variant == self.session.variant_id else None

    @property
    def base(self) -> str:
        """The variant that this one is compared with: the one it came from, else the first current one."""
        variant, organisation = self.session.variant, self.session.organisation
        if variant is None:
            return ""
        if variant.based_on in organisation.variants:
            return str(variant.based_on)
        current = organisation.current_variant()
        return current.id if current is not None and current.id != variant.id else ""

    def refresh(self) -> None:
        """Fill the tab that is shown, and ask for the figures of the other variants where it needs them."""
        if not self.isVisible():
            return
        self.tabs[self.shown].refresh()
        if self.shown in ("disturbances", "structure", "work") and self.session.runner.fresh:
            self._compare()

    def _compare(self) -> None:
        """Figures of the other variants, off the interface thread; asked for once per state of the document."""
        wanted = [name for name in self.session.organisation.variants if name != self.session.variant_id]
        state = [str(self.session.document.undo_name), self.session.variant_id, *wanted]
        if not wanted or state == self._asked:
            return
        self._asked = state
        self.comparer.work = lambda organisation, _variant: _figures_of(organisation, wanted)
        self.comparer.request(self.session.document.snapshot(), self.session.variant_id)

    def _on_compared(self) -> None:
        if self.comparer.fresh and self.comparer.figures is not None:
            self.others = self.comparer.figures
            if self.isVisible():
                self.tabs[self.shown].refresh()

    # -- what is asked from texts and charts ------------------------------------------------------------------------

    def follow(self, what: str, values: tuple[str, ...]) -> None:
        """A link was chosen in a text."""
        variant = self.session.variant
        if what == "place":
            self.place_wanted.emit(values[0])
        elif what == "unit":
            self.unit_wanted.emit("units", values[0])
        elif what == "show":
            self.unit_wanted.emit(*values)
        elif what == "finding":
            self.act_on(values[0])
        elif what in ("move", "propose") and variant is not None and values[0] in variant.disturbances:
            row = variant.disturbances[values[0]]
            if what == "move":
                self.make_move(row, values[1])
            else:
                self.propose(row, values[1])

    def act_on(self, proposal: str) -> None:
        """Make an action of a finding; one that was made before is shown."""
        session, figures = self.session, self.figures
        finding = next((one for one in figures["findings"] if one["proposal"] == proposal), None) if figures else None
        if finding is None:
            return
        known = plan.action_of(session.organisation, session.variant_id, proposal)
        if known is not None:
            self.action_wanted.emit(known.id)
            return
        made: list[Any] = []
        problem = session.attempt(
            _("New action"), lambda: made.append(plan.add_action(session.document, session.variant_id, finding))
        )
        self.message.emit(problem or _("Added to the actions: {name}").format(name=made[0].title))

    def make_move(self, row: Any, move: Any) -> None:
        """Make a move as an edit; what is stays as it is: in a current variant a redesign is asked for first."""
        session = self.session
        if session.variant is None or session.variant.kind != "redesign":
            self.redesign_wanted.emit()
            if session.variant is None or session.variant.kind != "redesign":
                return
            row = session.variant.disturbances[row.id]
        variant = session.variant
        told: list[str] = []
        name = control_moves.move_words(variant, row, move)
        problem = session.attempt(
            name, lambda: told.append(control_moves.apply_move(session.document, variant, row, move))
        )
        self.message.emit(problem or (told[0] if told and told[0] else _("Done: {what}").format(what=name)))

    def propose(self, row: Any, move: Any) -> None:
        """Make an action of a move; one that was made before is shown."""
        session, variant = self.session, self.session.variant
        made: list[Any] = []
        problem = session.attempt(
            _("New action"),
            lambda: made.append(control_moves.propose_move(session.document, variant, row, move)),  # type: ignore[arg-type]
        )
        if problem:
            self.message.emit(problem)
        elif made and not made[0][1]:
            self.action_wanted.emit(made[0][0].id)
        elif made:
            self.message.emit(_("Added to the actions: {name}").format(name=made[0][0].title))


def _figures_of(organisation: Any, variants: list[str]) -> dict[str, Figures]:
    from organisatiecanvas.models.analysis import analyse

    return {name: analyse(organisation, name, training=False) for name in variants}

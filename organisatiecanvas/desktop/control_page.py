"""The workspace of control capacity: decisions, disturbances, structure, meetings and quality of work, a tab each."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from organisatiecanvas.desktop import control_text, widgets
from organisatiecanvas.desktop.control_charts import NeedChart, Radar, Spot, Web, web_colours
from organisatiecanvas.desktop.control_pictures import Profile, ProfileChart, Slot, WeekPicture
from organisatiecanvas.desktop.decision_model import DecisionModel, Filter
from organisatiecanvas.desktop.decision_table import DecisionTable
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.skills_side import SideText
from organisatiecanvas.models import control_moves, decisions
from organisatiecanvas.models.analysis.figure_labels import FIGURES
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.organisation import LEVELS, SCOPES

Figures = dict[str, Any]


def tab_titles() -> dict[str, str]:
    return {
        "decisions": _("Decisions"),
        "disturbances": _("Disturbances"),
        "structure": _("Structure"),
        "meetings": _("Meetings"),
        "work": _("Quality of work"),
    }


class ControlPage(QWidget):
    """Tabs; each follows the figures and is filled when it is shown."""

    message = Signal(str)
    unit_wanted = Signal(str, str)  # collection, id: to be shown on the canvas
    action_wanted = Signal(str)
    redesign_wanted = Signal()

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
            "work": WorkTab(self),
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
        frame = QFrame(self)
        frame.setObjectName("tabs")
        line = QHBoxLayout(frame)
        line.setContentsMargins(3, 3, 3, 3)
        line.setSpacing(2)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        for name, words in tab_titles().items():
            button = QPushButton(words, frame)
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, one=name: self.show_tab(one))
            self._group.addButton(button)
            self.buttons[name] = button
            line.addWidget(button)
        around = QHBoxLayout()
        around.addWidget(frame)
        around.addStretch(1)
        return around

    def show_tab(self, name: str) -> QWidget:
        self.shown = name
        self.stack.setCurrentWidget(self.tabs[name])
        self.buttons[name].setChecked(True)
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
        if what == "unit":
            self.unit_wanted.emit("units", values[0])
        elif what in ("move", "propose") and variant is not None and values[0] in variant.disturbances:
            row = variant.disturbances[values[0]]
            if what == "move":
                self.make_move(row, values[1])
            else:
                self.propose(row, values[1])

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


class DecisionsTab(QWidget):
    """Filters, the matrix, and what can be added to it."""

    def __init__(self, page: ControlPage) -> None:
        super().__init__(page)
        self.page, self.session = page, page.session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.boxes: dict[str, QComboBox] = {}
        line = QHBoxLayout()
        line.setSpacing(8)
        for name, words in (
            ("unit", _("Unit")),
            ("level", _("Level")),
            ("scope", _("Scope")),
            ("domain", _("Domain")),
        ):
            box = QComboBox(self)
            box.setAccessibleName(words)
            box.setMinimumContentsLength(8)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.activated.connect(lambda _index: self._narrow())
            self.boxes[name] = box
            line.addWidget(box, 2)
        self.search = widgets.search_field(_("Search decisions"), self)
        self.search.textChanged.connect(lambda _words: self._narrow())
        line.addWidget(self.search, 3)
        add = widgets.button(_("Add"), None, self, role="primary")
        add.setProperty("hasMenu", True)
        self.menu = QMenu(add)
        self.menu.aboutToShow.connect(self._fill_menu)
        add.setMenu(self.menu)
        line.addWidget(add)
        column.addLayout(line)
        self.model = DecisionModel(self.session, self)
        self.table = DecisionTable(self.model, self)
        self.table.message.connect(page.message)
        column.addWidget(self.table, 1)
        self.empty = widgets.label("", "muted", self, wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.empty, 1)
        column.addWidget(widgets.ElidedLabel(self._legend(), self, role="small"))
        self.model.laid_out.connect(self.refresh)

    def _legend(self) -> str:
        return _(
            "Keys: D decides · C decides with others · A advises · I is informed · Delete takes no part; "
            "1 notices, 2 judges, 3 acts in the control loop"
        )

    def refresh(self) -> None:
        self._fill_boxes()
        variant = self.session.variant
        words = ""
        if variant is None or not variant.decisions:
            words = _("No decisions yet. Add the usual ones for a unit, and say with one key per cell who decides.")
        elif not self.model.lines:
            words = _("No decision fits these filters.")
        self.empty.setText(words)
        self.empty.setVisible(bool(words))
        self.table.setVisible(not words)

    def _fill_boxes(self) -> None:
        variant, chosen = self.session.variant, self.model.filter
        units = list(variant.units.values()) if variant is not None else []
        domains = sorted({row.domain for row in variant.decisions.values()} if variant is not None else ())
        entries = {
            "unit": [("", _("All units"))] + [(unit.id, unit.name) for unit in units if unit.kind != "external"],
            "level": [("", _("All levels"))] + [(one, choice_label(one)) for one in LEVELS],
            "scope": [("", _("Inside and outside"))] + [(one, choice_label(one)) for one in SCOPES],
            "domain": [("", _("All domains"))] + [(one, one) for one in domains],
        }
        for name, box in self.boxes.items():
            box.blockSignals(True)
            box.clear()
            for value, words in entries[name]:
                box.addItem(words, value)
            box.setCurrentIndex(max(0, box.findData(getattr(chosen, name))))
            box.blockSignals(False)

    def _narrow(self) -> None:
        chosen = {name: box.currentData() or "" for name, box in self.boxes.items()}
        self.model.show_only(Filter(words=self.search.text(), **chosen))

    def _fill_menu(self) -> None:
        self.menu.clear()
        variant = self.session.variant
        if variant is None:
            return
        unit = self.boxes["unit"].currentData()
        units = [row for row in variant.units.values() if row.kind != "external" and unit in ("", row.id)]
        for row in units:
            part = self.menu.addMenu(row.name) if len(units) > 1 else self.menu
            part.addAction(_("A decision"), lambda one=row.id: self.add(one))
            for level in LEVELS:
                words = _("The usual {level} decisions").format(level=choice_label(level).lower())
                part.addAction(words, lambda one=row.id, lv=level: self.add_usual(one, (lv,)))

    def add(self, unit: str) -> None:
        """A decision about a unit, to be named in the inspector or here."""
        from organisatiecanvas.desktop import dialogs

        session = self.session
        name = dialogs.ask_text(_("New decision"), _("What is decided?"), _("Decision"), _("Add"), self)
        if not name or session.variant is None:
            return
        variant, first = session.variant, decisions.STARTING_LIST[0]
        problem = session.attempt(
            _("Add {name}").format(name=name),
            lambda: decisions.add_decision(
                session.document, variant, unit, name, _(first.domain), "operational", "internal"
            ),
        )
        if problem:
            self.page.message.emit(problem)

    def add_usual(self, unit: str, levels: tuple[str, ...]) -> None:
        """The starting list of these levels for a unit."""
        session, counts = self.session, []
        variant = session.variant
        problem = session.attempt(
            _("Add usual decisions"),
            lambda: counts.append(decisions.add_starting_list(session.document, variant, unit, levels)),  # type: ignore[arg-type]
        )
        count = counts[0] if counts else 0
        words = ngettext("{count} decision added", "{count} decisions added", count).format(count=count)
        self.page.message.emit(problem or words)


class DisturbancesTab(QWidget):
    """The mismatch list at the left, need against authority at the right."""

    def __init__(self, page: ControlPage) -> None:
        super().__init__(page)
        self.page, self.session = page, page.session
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(10)
        self.text = SideText(_("Disturbances without authority"), self)
        self.text.followed.connect(page.follow)
        split.addWidget(widgets.card(self.text, self))
        self.chart = NeedChart(self)
        self.chart.chosen.connect(lambda unit: page.unit_wanted.emit("units", unit))
        split.addWidget(widgets.card(self.chart, self))
        split.setSizes([560, 560])
        split.setChildrenCollapsible(False)
        row.addWidget(split)

    def refresh(self) -> None:
        figures, variant = self.page.figures, self.session.variant
        if figures is None or variant is None:
            return
        organisation = self.session.organisation
        parts = control_text.mismatches(organisation, variant, figures) + control_text.lights(variant, figures)
        self.text.show_parts(parts)
        earlier = self.page.others.get(self.page.base)
        self.chart.show_spots(spots(variant, figures, earlier))


def spots(variant: Any, figures: Figures, earlier: Figures | None) -> list[Spot]:
    """The units of which both figures are known, with where they were before."""
    before = _places(earlier) if earlier is not None else {}
    rows = {row["unit"]: row for row in figures["control"]["units"]}
    return [
        Spot(unit, variant.units[unit].name, *place, light=rows[unit]["light"], before=before.get(unit))
        for unit, place in _places(figures).items()
        if unit in variant.units
    ]


def _places(figures: Figures) -> dict[str, tuple[float, float]]:
    return {
        row["unit"]: (row["required_share"], row["authority_operational"])
        for row in figures["control"]["units"]
        if row["required_share"] is not None and row["authority_operational"] is not None
    }


class StructureTab(QWidget):
    """The seven parameters of every variant as a radar and as a table."""

    def __init__(self, page: ControlPage) -> None:
        super().__init__(page)
        self.page, self.session = page, page.session
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.radar = Radar(self)
        row.addWidget(widgets.card(self.radar, self), 1)
        self.text = SideText(_("Structure"), self)
        row.addWidget(widgets.card(self.text, self), 1)

    def refresh(self) -> None:
        figures = self.page.figures
        if figures is None:
            return
        known = {self.session.variant_id: figures, **self.page.others}
        variants = [
            (variant.name, known[variant.id])
            for variant in self.session.organisation.variants.values()
            if variant.id in known
        ]
        names = control_text.PARAMETERS
        colours = web_colours()
        webs = [
            Web(name, tuple(one["structure"][key] for key in names), colours[at % len(colours)])
            for at, (name, one) in enumerate(variants)
        ]
        self.radar.show_webs([_(FIGURES[name]) for name in names], webs)
        legend = " &nbsp; ".join(f'<span style="color:{web.colour}">■</span> {web.name}' for web in webs)
        table = control_text.structure_table(variants)
        self.text.show_parts([f"<p>{legend}</p>", table, f"<p>{control_text.structure_note()}</p>"])


class MeetingsTab(QWidget):
    """A week of meetings, what they cover, and who sits in many."""

    def __init__(self, page: ControlPage) -> None:
        super().__init__(page)
        self.page, self.session = page, page.session
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.week = WeekPicture(self)
        self.week.chosen.connect(lambda meeting: page.unit_wanted.emit("meetings", meeting))
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(self.week)
        row.addWidget(widgets.card(area, self), 2)
        self.text = SideText(_("Meetings"), self)
        row.addWidget(widgets.card(self.text, self), 1)

    def refresh(self) -> None:
        figures, variant = self.page.figures, self.session.variant
        if figures is None or variant is None:
            return
        from organisatiecanvas.models.analysis.common import Basis

        basis = Basis(self.session.organisation, variant)
        self.week.show_slots(
            [
                Slot(row.id, row.name, row.per_week, row.minutes, len(_present(basis, row)), len(row.decisions))
                for row in variant.meetings.values()
            ]
        )
        self.text.show_parts(control_text.meetings(variant, figures, self.session.organisation.people))


def _present(basis: Any, meeting: Any) -> set[str]:
    """The people of a meeting: a unit brings its people, a role its holders, each once (method.md 12)."""
    found: set[str] = set()
    for party in meeting.participants:
        if party in basis.people:
            found.update(basis.people[party])
        elif party in basis.variant.roles:
            holders = basis.variant.roles[party].holders.values()
            found.update(holder.person for holder in holders if not holder.backup)
    return found


class WorkTab(QWidget):
    """The seven conditions of WEBA per role, with those of the earlier variant as ticks."""

    def __init__(self, page: ControlPage) -> None:
        super().__init__(page)
        self.page, self.session = page, page.session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.chart = ProfileChart([_(FIGURES[name]) for name in control_text.CONDITIONS], self)
        self.chart.chosen.connect(lambda role: page.unit_wanted.emit("roles", role))
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(self.chart)
        column.addWidget(widgets.card(area, self), 1)
        words = _(
            "After WEBA: ✓ sufficient, ! limited, ✕ insufficient; dashed: not asked. A tick shows how it was before. "
            "The bars are never added up. Scores [own], from the questions in the inspector of a role."
        )
        column.addWidget(widgets.label(words, "small", self, wrap=True))

    def refresh(self) -> None:
        figures, variant = self.page.figures, self.session.variant
        if figures is None or variant is None:
            return
        earlier = self.page.others.get(self.page.base)
        before = {row["role"]: row for row in earlier["work_quality"]["roles"]} if earlier is not None else {}
        names = control_text.CONDITIONS
        profiles = []
        for row in figures["work_quality"]["roles"]:
            role = variant.roles.get(row["role"])
            if role is not None:
                was = before.get(row["role"])
                unit = variant.units[role.unit].name
                profiles.append(
                    Profile(
                        role.id,
                        f"{role.name} · {unit}",
                        tuple(row[name] for name in names),
                        tuple(was[name] for name in names) if was is not None else None,
                    )
                )
        self.chart.show_profiles(profiles)

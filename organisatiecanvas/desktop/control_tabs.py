"""The other tabs of control capacity: disturbances, structure, meetings and quality of work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from organisatiecanvas.desktop import control_text, widgets
from organisatiecanvas.desktop.control_charts import NeedChart, Radar, Spot, Web, web_colours
from organisatiecanvas.desktop.control_pictures import Profile, ProfileChart, Slot, WeekPicture
from organisatiecanvas.desktop.row_panel import RowPanel
from organisatiecanvas.desktop.skills_side import SideText
from organisatiecanvas.models import templates
from organisatiecanvas.models.analysis.figure_labels import FIGURES
from organisatiecanvas.models.identity import free_id
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.organisation import Meeting

if TYPE_CHECKING:
    from organisatiecanvas.desktop.control_page import ControlPage


Figures = dict[str, Any]


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


class StepsTab(QWidget):
    """The step list of the workshop: doing, deciding, the rest."""

    def __init__(self, page: ControlPage) -> None:
        super().__init__(page)
        self.session = page.session
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.text = SideText(_("Steps of the workshop"), self)
        self.text.followed.connect(page.follow)
        column.addWidget(widgets.card(self.text, self))

    def refresh(self) -> None:
        variant = self.session.variant
        if variant is not None:
            self.text.show_parts(control_text.step_list(self.session.organisation, variant))


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
        self.panel = RowPanel(self.session, self)
        self.panel.message.connect(page.message)
        self.panel.hide()
        self.week.chosen.connect(lambda meeting: self.panel.show_row("meetings", (self.session.variant_id, meeting)))
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(self.week)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(widgets.card(area, self), 1)
        add = widgets.button(_("Add"), None, self, role="primary")
        add.setProperty("hasMenu", True)
        self.menu = QMenu(add)
        self.menu.addAction(_("A meeting"), self.add)
        self.menu.addSeparator()
        for template in templates.MEETINGS:
            self.menu.addAction(_(template.name), lambda one=template: self.add_template(one))
        add.setMenu(self.menu)
        left.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        row.addLayout(left, 2)
        self.text = SideText(_("Meetings"), self)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.panel, 3)
        right.addWidget(widgets.card(self.text, self), 2)
        row.addLayout(right, 1)

    def add(self) -> None:
        """A meeting that nobody takes part in yet, with its form."""
        session, variant = self.session, self.session.variant
        if variant is None:
            return
        identity = free_id(session.organisation, _("Meeting"), "meeting")
        row = Meeting(id=identity, name=_("Meeting"), participants=(), per_week=1.0, minutes=30.0)
        problem = session.attempt(_("Add {name}").format(name=row.name), lambda: session.document.add(row, variant))
        if problem:
            self.page.message.emit(problem)
        else:
            self.panel.show_row("meetings", (variant.id, identity))

    def add_template(self, template: templates.MeetingTemplate) -> None:
        """A rhythm for the units of the variant."""
        session, counts = self.session, []
        problem = session.attempt(
            _("Add {name}").format(name=_(template.name)),
            lambda: counts.append(templates.add_meetings(session.document, session.variant, template)),  # type: ignore[arg-type]
        )
        count = counts[0] if counts else 0
        told = ngettext("{count} meeting added", "{count} meetings added", count).format(count=count)
        self.page.message.emit(problem or told)

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

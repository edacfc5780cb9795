"""The tab of disturbances: what a unit has no say in, with four moves each, need against authority; and all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from organisatiecanvas.canvas import editing
from organisatiecanvas.canvas.style import SYMBOLS
from organisatiecanvas.desktop import control_text, widgets
from organisatiecanvas.desktop.control_charts import NeedChart, Spot
from organisatiecanvas.desktop.control_tab import ControlTab
from organisatiecanvas.desktop.skills_side import SideText
from organisatiecanvas.desktop.table_page import TablePage, TableSpec
from organisatiecanvas.desktop.tables import Derived
from organisatiecanvas.models.analysis.control import (
    GOOD_AUTHORITY,
    GOOD_COVERAGE,
    MUCH_CONTROL_WORK,
    POOR_AUTHORITY,
    POOR_COVERAGE,
)
from organisatiecanvas.models.analysis.hours import SOLVED
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.labels import collection_label
from organisatiecanvas.models.language import _, decimal, percent
from organisatiecanvas.models.organisation import Disturbance

if TYPE_CHECKING:
    from organisatiecanvas.desktop.control_page import ControlPage
    from organisatiecanvas.desktop.session import Session

Figures = dict[str, Any]


class DisturbancesTab(ControlTab):
    """Two views: the mismatch list beside need against authority, and the list of all disturbances to fill in."""

    def __init__(self, page: ControlPage) -> None:
        super().__init__(page)
        column = self.box
        titles = {"lacking": _("Without authority"), "all": _("All disturbances")}
        self.tabs = widgets.ViewTabs(titles, self)
        self.tabs.chosen.connect(self.show_view)
        line = QHBoxLayout()
        line.addWidget(self.tabs)
        line.addStretch(1)
        column.addLayout(line)
        self.stack = QStackedWidget(self)
        column.addWidget(self.stack, 1)
        self.stack.addWidget(self._lacking())
        self.table: TablePage | None = None
        self.view = "lacking"
        self.whole = False
        self.tabs.show_chosen("lacking")

    def _lacking(self) -> QSplitter:
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(10)
        self.text = SideText(_("Disturbances without authority"), self)
        self.text.followed.connect(self._follow)
        split.addWidget(widgets.card(self.text, self))
        right = QWidget(self)
        below = QVBoxLayout(right)
        below.setContentsMargins(0, 0, 0, 0)
        self.chart = NeedChart(right)
        self.chart.chosen.connect(lambda unit: self.page.unit_wanted.emit("units", unit))
        below.addWidget(self.chart, 1)
        below.addWidget(widgets.label(method_note(), "small", right, wrap=True))
        split.addWidget(widgets.card(right, self))
        split.setSizes([560, 560])
        split.setChildrenCollapsible(False)
        return split

    def show_view(self, name: str) -> None:
        """«lacking» or «all»."""
        self.view = name
        self.tabs.show_chosen(name)
        if name == "all" and self.table is None:
            self.table = TablePage(self.session, disturbances(self.session), self)
            self.table.layout().setContentsMargins(0, 4, 0, 0)
            self.table.message.connect(self.page.message)
            self.stack.addWidget(self.table)
        self.stack.setCurrentIndex(0 if name == "lacking" else 1)
        self.refresh()

    def _follow(self, what: str, values: tuple[str, ...]) -> None:
        if what == "all":
            self.show_view("all")
        elif what == "whole":
            self.whole = True
            self.refresh()
        else:
            self.page.follow(what, values)

    def refresh(self) -> None:
        figures, variant = self.page.figures, self.session.variant
        if figures is None or variant is None:
            return
        count = len(variant.disturbances)
        self.tabs.buttons["all"].setText(_("All disturbances") + (f"  {count}" if count else ""))
        if self.view == "all":
            assert self.table is not None
            self.table.model.recount()
            return
        organisation = self.session.organisation
        parts = control_text.mismatches(organisation, variant, figures, whole=self.whole)
        self.text.show_parts(parts + control_text.lights(variant, figures))
        base = self.page.base
        earlier = self.page.others.get(base)
        self.chart.show_spots(spots(variant, figures, earlier), gone(organisation, base, variant, earlier))


def spots(variant: Any, figures: Figures, earlier: Figures | None) -> list[Spot]:
    """The units of which both figures are known, with where they were before."""
    before = _places(earlier) if earlier is not None else {}
    rows = {row["unit"]: row for row in figures["control"]["units"]}
    return [
        Spot(unit, variant.units[unit].name, *place, light=rows[unit]["light"], before=before.get(unit))
        for unit, place in _places(figures).items()
        if unit in variant.units
    ]


def gone(organisation: Any, base: str, variant: Any, earlier: Figures | None) -> list[Spot]:
    """The units of the earlier variant that this one has no more, where they were."""
    units = organisation.variants[base].units if earlier is not None and base in organisation.variants else {}
    return [
        Spot(unit, units[unit].name, *place, light=None)
        for unit, place in (_places(earlier) if earlier is not None else {}).items()
        if unit in units and unit not in variant.units
    ]


def _places(figures: Figures) -> dict[str, tuple[float, float]]:
    return {
        row["unit"]: (row["required_share"], row["authority_operational"])
        for row in figures["control"]["units"]
        if row["required_share"] is not None and row["authority_operational"] is not None
    }


def method_note() -> str:
    """Formula, thresholds and marks of the chart and the lights, as method.md 3 asks for them."""
    words = _(
        "Asked: the hours of its disturbances (times a week × hours each) over the hours available. Authority: how far "
        "it goes about its own operational decisions, each counted as often as it is taken; to decide counts 1, other "
        "ways to take part less, by the rules [own]. Light [own]: ✕ solves less than {poor}, or over {much} asked with "
        "authority under {low} (shaded); ✓ solves {good} or more and authority {high} or more. ○ and arrow: how it "
        "was. After Ashby, de Sitter and Karasek [lit]."
    )
    return words.format(
        poor=percent(POOR_COVERAGE),
        much=percent(MUCH_CONTROL_WORK, 1),
        low=percent(POOR_AUTHORITY),
        good=percent(GOOD_COVERAGE),
        high=percent(GOOD_AUTHORITY),
    )


# -- the list of all ---------------------------------------------------------------------------------------------------


def disturbances(session: Session) -> TableSpec:
    """What goes wrong, how often, who solves it, where it goes and what waits meanwhile."""
    return TableSpec(
        "disturbances",
        collection_label("disturbances"),
        _("What goes wrong, how often, for how long, and who solves it; Insert adds, Enter or typing edits"),
        ("name", "unit", "domain", "per_week", "hours_each", "solved", "escalates_to", "skill"),
        lambda: list(session.variant.disturbances.values()) if session.variant is not None else [],
        _("Add disturbance"),
        lambda: _new(session),
        widths={"name": 176, "unit": 106, "domain": 86, "solved": 126, "escalates_to": 122, "skill": 100},
        derived=(
            Derived(
                _("Hours a week"),
                _("Times a week × hours each"),
                lambda row: float(row.per_week * row.hours_each),
                lambda row: decimal(row.per_week * row.hours_each, 2),
            ),
            Derived(
                _("Waits for others"),
                _("Hours a week that the unit does not solve itself: all of them, half of them where it solves a part"),
                waiting,
                lambda row: decimal(waiting(row), 2),
            ),
            Derived(
                _("Has a say"),
                _("Whether the unit decides or decides along, over operational decisions in this domain"),
                lambda row: _say(session, row.id),
                lambda row: _say(session, row.id),
            ),
        ),
    )


def waiting(row: Any) -> float:
    """Hours a week of a disturbance that its unit leaves to others."""
    return float(row.per_week * row.hours_each * (1 - SOLVED[row.solved]))


def _say(session: Session, disturbance: str) -> str:
    """✕ or ✓; nothing while the figures are not those of the variant shown."""
    runner = session.runner
    if runner.figures is None or runner.variant != session.variant_id:
        return ""
    lacking = any(row["disturbance"] == disturbance for row in runner.figures["control"]["uncovered"])
    return SYMBOLS["problem" if lacking else "good"]


def _new(session: Session) -> Disturbance:
    """In the unit and domain of the one before it: they are written down one after the other."""
    variant = session.variant
    if variant is None or not any(unit.kind != "external" for unit in variant.units.values()):
        raise OrganisationError(_("Draw a unit first."))
    last = next(reversed(variant.disturbances.values()), None)
    unit = last.unit if last is not None else next(one.id for one in variant.units.values() if one.kind != "external")
    taken = {row.name for row in variant.disturbances.values()}
    word = _("Disturbance")
    name = next(words for number in range(1, len(taken) + 2) if (words := f"{word} {number}") not in taken)
    row = Disturbance(
        id=editing.free_id(session.document, "disturbance"),
        name=name,
        domain=last.domain if last is not None else "",
        unit=unit,
        per_week=1.0,
        hours_each=0.5,
        solved="outside",
    )
    return session.document.add(row, variant)

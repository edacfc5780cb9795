"""The tabs of structure, quality of work and the steps of the workshop."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QScrollArea

from organisatiecanvas.desktop import control_text, widgets
from organisatiecanvas.desktop.control_charts import Radar, Web, web_colours
from organisatiecanvas.desktop.control_pictures import Profile, ProfileChart
from organisatiecanvas.desktop.control_tab import ControlTab
from organisatiecanvas.desktop.skills_side import SideText
from organisatiecanvas.models.analysis.figure_labels import FIGURES
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.desktop.control_page import ControlPage


Figures = dict[str, Any]


class StepsTab(ControlTab):
    """The step list of the workshop: doing, deciding, the rest."""

    def __init__(self, page: ControlPage) -> None:
        super().__init__(page)
        self.text = SideText(_("Steps of the workshop"), self)
        self.text.followed.connect(page.follow)
        self.box.addWidget(widgets.card(self.text, self))

    def refresh(self) -> None:
        variant = self.session.variant
        if variant is not None:
            self.text.show_parts(control_text.step_list(self.session.organisation, variant))


class StructureTab(ControlTab):
    """The seven parameters of every variant as a radar and as a table."""

    def __init__(self, page: ControlPage) -> None:
        super().__init__(page, across=True)
        row = self.box
        self.radar = Radar(self)
        row.addWidget(widgets.card(self.radar, self), 1)
        self.text = SideText(_("Structure"), self)
        self.text.followed.connect(page.follow)
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
        legend = " &nbsp; ".join(f'<span style="color:{web.colour}">■</span> {html.escape(web.name)}' for web in webs)
        table = control_text.structure_table(variants)
        parts = [f"<p>{legend}</p>", table, f"<p>{control_text.structure_note()}</p>"]
        variant = self.session.variant
        if variant is not None:
            parts += control_text.design_rules(self.session.organisation, variant, figures)
        parts += control_text.structure_formulas()
        self.text.show_parts(parts)


class WorkTab(ControlTab):
    """The seven conditions of WEBA per role, with those of the earlier variant as ticks."""

    def __init__(self, page: ControlPage) -> None:
        super().__init__(page)
        column = self.box
        self.chart = ProfileChart([_(FIGURES[name]) for name in control_text.CONDITIONS], self)
        self.chart.chosen.connect(self._ask)
        self.panel = self.make_panel()
        area = QScrollArea(self)
        widgets.name(area, _("Quality of work"))
        area.setWidgetResizable(True)
        area.setWidget(self.chart)
        column.addWidget(self.beside(widgets.card(area, self), self.panel, 360), 1)
        words = _(
            "After WEBA: ✓ sufficient, ! limited, ✕ insufficient; dashed: not asked. A tick shows how it was before. "
            "The bars are never added up. Scores [own]; a click on a role opens the questions that give them."
        )
        column.addWidget(widgets.label(words, "small", self, wrap=True))

    def _ask(self, role: str) -> None:
        """The questions behind the bars of a role."""
        self.panel.show_row("roles", (self.session.variant_id, role), only=("work",))

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

"""The tab of meetings: a week of them, what they cover and what they leave out, and who sits in many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout

from organisatiecanvas.desktop import control_text, widgets
from organisatiecanvas.desktop.control_pictures import Slot, WeekPicture
from organisatiecanvas.desktop.control_tab import ControlTab
from organisatiecanvas.desktop.skills_side import SideText
from organisatiecanvas.models import templates
from organisatiecanvas.models.identity import free_id
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.organisation import Meeting

if TYPE_CHECKING:
    from organisatiecanvas.desktop.control_page import ControlPage


class MeetingsTab(ControlTab):
    """A week of meetings, what they cover, and who sits in many."""

    def __init__(self, page: ControlPage) -> None:
        super().__init__(page, across=True)
        row = self.box
        self.week = WeekPicture(self)
        self.panel = self.make_panel()
        self.week.chosen.connect(lambda meeting: self.panel.show_row("meetings", (self.session.variant_id, meeting)))
        area = QScrollArea(self)
        widgets.name(area, _("Meetings"))
        area.setWidgetResizable(True)
        area.setWidget(self.week)
        left = QVBoxLayout()
        left.setSpacing(8)
        add = widgets.button(_("Add"), None, self, role="primary")
        add.setProperty("hasMenu", True)
        self.menu = QMenu(add)
        self.menu.addAction(_("A meeting"), self.add)
        self.menu.addSeparator()
        for template in templates.MEETINGS:
            self.menu.addAction(_(template.name), lambda one=template: self.add_template(one))
        add.setMenu(self.menu)
        head = QHBoxLayout()
        head.addStretch(1)
        head.addWidget(add)
        left.addLayout(head)
        left.addWidget(widgets.card(area, self), 1)
        self.told = widgets.label("", "small", self, wrap=True)
        left.addWidget(self.told)
        row.addLayout(left, 2)
        self.text = SideText(_("Meetings"), self)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.panel, 3)
        right.addWidget(widgets.card(self.text, self), 2)
        row.addLayout(right, 1)
        widgets.tab_as_laid_out(self)

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
        self.told.setText(
            _("A block is a meeting, as long as its share of the day; a pale one is not held every week.")
            if variant.meetings
            else _("No meetings yet: add one, or take a rhythm of meetings over.")
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

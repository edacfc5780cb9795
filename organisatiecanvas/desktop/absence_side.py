"""Who is away when, what drops below need by it, and who could fill in (method.md 1)."""

from __future__ import annotations

import datetime
import html
from typing import Any

from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.combo_editor import ComboEditor
from organisatiecanvas.desktop.editors import DateEditor
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.skills_side import Side, bold, heading, link, paragraph, small
from organisatiecanvas.desktop.values import InputError, date_text
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.organisation import Absence

WEEK = datetime.timedelta(days=6)


class AbsenceSide(Side):
    """A period to look at, the people who are away in it, and what that means; absences are added here too."""

    def __init__(self, session: Session, page: Any) -> None:
        super().__init__(_("Absence"), page)
        self.session, self.page = session, page
        monday = _monday_after(datetime.date.today())
        self.first, self.last = DateEditor(self, nullable=False), DateEditor(self, nullable=False)
        self.person = ComboEditor(self._people, self)
        self.first.show_value(monday)
        self.last.show_value(monday + WEEK)
        self.first.line.setAccessibleName(_("From"))
        self.last.line.setAccessibleName(_("Until"))
        self.person.set_name(_("Person"))
        for editor in (self.first, self.last):
            editor.line.setFixedWidth(88)
            editor.committed.connect(self.refresh)
        self.line(self.first, "–", self.last)
        self.person.setMinimumWidth(150)
        self.person.committed.connect(lambda: self._meant([self.person.value()]))
        self.button = widgets.button(_("Is away then"), self.add, self, role="small")
        self.line(self.person, self.button)
        self._active = False
        self._people_meant: list[str] = []
        page.table.selectionModel().selectionChanged.connect(lambda *_what: self._follow())
        session.changed.connect(self._on_change)
        session.variant_changed.connect(lambda _variant: self.refresh())

    def _people(self) -> list[tuple[str, str]]:
        return [(person.id, person.name) for person in self.session.organisation.people.values()]

    def _follow(self) -> None:
        """Whoever is chosen in the matrix is who is meant, also where that is more than one."""
        if not self._active:
            return
        chosen = self.page.table.selectionModel().selection()  # in blocks: all of it may be chosen
        lines = {line for block in chosen for line in range(block.top(), block.bottom() + 1)}
        people = [person for line, person in enumerate(self.page.model.people) if line in lines and person]
        if people:
            self.person.show_value(people[0])
            self._meant(people)

    def _meant(self, people: list[str]) -> None:
        self._people_meant = people
        count = len(people)
        self.button.setText(
            ngettext("{count} person is away then", "{count} people are away then", count).format(count=count)
            if count > 1
            else _("Is away then")
        )

    def activate(self) -> None:
        self._active = True
        self._follow()
        self.refresh()

    def deactivate(self) -> None:
        self._active = False
        self.page.model.show_away(frozenset())

    def _on_change(self, change: Change) -> None:
        if change.touches(
            "absences", "mastery", "people", "skills", "units", "roles", "holders", "requirements", "rules"
        ):
            self.refresh()

    def _period(self) -> tuple[datetime.date, datetime.date]:
        """The days asked for. Raises InputError."""
        days = []
        for editor in (self.first, self.last):
            editor.set_wrong(False)
            try:
                days.append(editor.value())
            except InputError:
                editor.set_wrong(True)
                raise
        if days[1] < days[0]:
            self.last.set_wrong(True)
            raise InputError(_("The period ends before it begins."))
        return days[0], days[1]

    def add(self) -> None:
        """Whoever is meant is away in this period, as one step."""
        rows = self.session.organisation.people
        people = [person for person in self._people_meant or [self.person.value()] if person in rows]
        try:
            first, last = self._period()
        except InputError as error:
            self.message.emit(str(error))
            return
        if not people:
            self.message.emit(_("Choose a person first."))
            return
        if len(people) == 1:
            name = _("{name} is away").format(name=rows[people[0]].name)
        else:
            words = ngettext("{count} person is away", "{count} people are away", len(people))
            name = words.format(count=len(people))

        def add() -> None:
            for person in people:
                self.session.document.add(Absence(person=person, from_=first, to_=last))

        problem = self.session.attempt(name, add)
        if problem:
            self.message.emit(problem)

    def follow(self, what: str, values: tuple[str, ...]) -> None:
        if what != "remove":
            super().follow(what, values)
            return
        row = self.session.organisation.absences.get(int(values[0]))
        if row is not None:
            name = self.session.organisation.people[row.person].name
            self.session.attempt(_("{name} is there").format(name=name), lambda: self.session.document.remove(row))

    def refresh(self) -> None:
        """Show who is away in the period, here and in the matrix, and what it does."""
        if not self._active:
            return
        try:
            first, last = self._period()
        except InputError as error:
            self.page.model.show_away(frozenset())
            self.text.show_parts([paragraph(html.escape(str(error)), state="problem")])
            return
        organisation, variant = self.session.organisation, self.session.variant
        away = [(key, row) for key, row in organisation.absences.items() if row.from_ <= last and row.to_ >= first]
        self.page.model.show_away(frozenset(row.person for _key, row in away))
        parts = [heading(ngettext("{count} away", "{count} away", len(away)).format(count=len(away)))]
        if not away:
            parts.append(paragraph(small(_("Nobody is away in this period."))))
        for key, row in sorted(away, key=lambda item: item[1].from_):
            days = f"{date_text(row.from_)} – {date_text(row.to_)}"
            name = organisation.people[row.person].name
            parts.append(paragraph(bold(name), small(days), link(_("Remove"), "remove", str(key))))
        if variant is not None and away:
            parts += self._drops(first, last)
        self.text.show_parts(parts)

    def _drops(self, first: datetime.date, last: datetime.date) -> list[str]:
        from organisatiecanvas.models.analysis.absence import absence_view, drop_sentence
        from organisatiecanvas.models.analysis.common import Basis

        variant = self.session.variant
        assert variant is not None
        basis = Basis(self.session.organisation, variant)
        view = absence_view(basis, first, last)
        parts = [heading(_("What drops below need"))]
        for drop in view.drops:
            state = "problem" if drop.present == 0 else "attention"
            links = [link(_("Show"), "cell", drop.fill_in[0].person, drop.skill)] if drop.fill_in else []
            parts.append(paragraph(html.escape(drop_sentence(basis, drop)), *links, state=state))
        if not view.drops:
            parts.append(paragraph(html.escape(_("Nothing: enough people stay who can do the work.")), state="good"))
        return parts


def _monday_after(day: datetime.date) -> datetime.date:
    return day + datetime.timedelta(days=7 - day.weekday())

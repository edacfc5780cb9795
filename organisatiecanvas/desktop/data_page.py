"""The workspace for what the canvas draws on: people, skills, order families and absences, a tab each."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from organisatiecanvas.canvas import editing
from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.table_page import TablePage, TableSpec
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.labels import collection_label
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Absence, Note, Order, Person, Skill, Task


class DataPage(QWidget):
    """Tabs of tables; pages are made when they are first shown."""

    message = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(0)
        self._specs = {"people": people, "skills": skills, "orders": orders}
        self._specs |= {"tasks": tasks, "absences": absences, "notes": notes}
        self.tabs = widgets.ViewTabs({name: collection_label(name) for name in self._specs}, self)
        self.tabs.chosen.connect(self.show_table)
        around = QHBoxLayout()
        around.setContentsMargins(20, 0, 20, 0)
        around.addWidget(self.tabs)
        around.addStretch(1)
        layout.addLayout(around)
        self._stack = QStackedWidget(self)
        layout.addWidget(self._stack, 1)
        self.pages: dict[str, TablePage] = {}
        self.show_table("people")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """On the tabs the keys are those of the table that they show."""
        page = self._stack.currentWidget()
        if isinstance(page, TablePage) and not page.isAncestorOf(self.window().focusWidget()):
            page.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def show_table(self, name: str) -> TablePage:
        if name not in self.pages:
            page = TablePage(self.session, self._specs[name](self.session), self)
            page.message.connect(self.message)
            self.pages[name] = page
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(self.pages[name])
        self.tabs.show_chosen(name)
        return self.pages[name]


def _next(stem: str, rows: dict[str, Any]) -> str:
    return next(f"{stem}{number:02}" for number in itertools.count(len(rows) + 1) if f"{stem}{number:02}" not in rows)


def _name(word: str, rows: dict[str, Any]) -> str:
    taken = {row.name for row in rows.values()}
    names = (f"{word} {number:02}" for number in itertools.count(len(rows) + 1))
    return next(name for name in names if name not in taken)


def people(session: Session) -> TableSpec:
    organisation = session.organisation
    return TableSpec(
        "people",
        collection_label("people"),
        _("Everybody who works here, with contract hours and the share of them that can be planned"),
        ("name", "hours_per_week", "deployability", "exempt", "email", "note"),
        lambda: list(session.organisation.people.values()),
        _("Add person"),
        lambda: session.document.add(
            Person(
                id=_next("p", session.organisation.people),
                name=_name(_("Employee"), session.organisation.people),
                rules=organisation.rules,
            )
        ),
        wide=("name", "exempt", "email"),
    )


def skills(session: Session) -> TableSpec:
    return TableSpec(
        "skills",
        collection_label("skills"),
        _("Machines, tasks, knowledge and certificates that people can master"),
        ("name", "kind", "group", "critical", "training_hours", "exempt", "description"),
        lambda: list(session.organisation.skills.values()),
        _("Add skill"),
        lambda: session.document.add(
            Skill(id=_next("v", session.organisation.skills), name=_name(_("Skill"), session.organisation.skills))
        ),
        wide=("name", "exempt", "description"),
    )


def orders(session: Session) -> TableSpec:
    return TableSpec(
        "orders",
        collection_label("orders"),
        _("Orders that take the same way: how many pieces a week, in which lots"),
        ("name", "segment", "pieces_per_week", "lot_size", "arrival_scv", "colour"),
        lambda: list(session.organisation.orders.values()),
        _("Add order family"),
        lambda: session.document.add(
            Order(
                id=_next("o", session.organisation.orders),
                name=_name(_("Order family"), session.organisation.orders),
                pieces_per_week=0.0,
            )
        ),
        wide=("name", "segment"),
    )


def tasks(session: Session) -> TableSpec:
    return TableSpec(
        "tasks",
        collection_label("tasks"),
        _("The work of the variant that is shown; type times as 45 min or 2 h. «default» marks what nobody filled in"),
        (
            *("name", "unit", "order", "setup_minutes", "run_minutes", "scv", "machine", "attended"),
            *("skill", "role", "hours_per_week", "cycle_seconds", "kind"),
        ),
        lambda: list(session.variant.tasks.values()) if session.variant is not None else [],
        _("Add task"),
        lambda: _new_task(session),
        wide=("name",),
    )


def _new_task(session: Session) -> Task:
    """In the unit of the task before it, for the same order family: tasks are written down one after the other."""
    variant = session.variant
    if variant is None or not variant.units:
        raise OrganisationError(_("Draw a unit first."))
    last = next(reversed(variant.tasks.values()), None)
    unit = last.unit if last is not None else next(iter(variant.units))
    families = list(session.organisation.orders)
    only = families[0] if len(families) == 1 else None  # the first task of all is most likely of the only family
    name, order = _name(_("Task"), variant.tasks), last.order if last is not None else only
    made = Task(id=editing.free_id(session.document, "task"), name=name, unit=unit, kind="executing", order=order)
    return session.document.add(made, variant)


def notes(session: Session) -> TableSpec:
    return TableSpec(
        "notes",
        collection_label("notes"),
        _("The sticky notes of the variant that is shown, with their dot votes; a heading sorts"),
        ("text", "votes", "colour"),
        lambda: list(session.variant.notes.values()) if session.variant is not None else [],
        _("Add note"),
        lambda: _new_note(session),
        wide=("text",),
    )


def _new_note(session: Session) -> Note:
    if session.variant is None:
        raise OrganisationError(_("Make a variant first."))
    made = Note(id=editing.free_id(session.document, "note"), text=_("New note"))
    return session.document.add(made, session.variant)


def absences(session: Session) -> TableSpec:
    def add() -> Absence:
        person = next(iter(session.organisation.people), None)
        if person is None:
            raise OrganisationError(_("Add people first."))
        day = session.organisation.workshop.reference_date
        return session.document.add(Absence(person=person, from_=day, to_=day + datetime.timedelta(days=6)))

    return TableSpec(
        "absences",
        collection_label("absences"),
        _("Who is away when, both days included; for planning only, never with a reason"),
        ("person", "from_", "to_"),
        lambda: list(session.organisation.absences.values()),
        _("Add absence"),
        add,
        wide=("person",),
    )

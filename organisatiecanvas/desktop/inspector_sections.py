"""The lists under an element in the inspector: what it holds, one line each, with a way to add and to open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from organisatiecanvas.canvas import editing
from organisatiecanvas.canvas.dragging import Drag
from organisatiecanvas.desktop import elements, icons, theme, widgets
from organisatiecanvas.desktop.compound_editors import PickList
from organisatiecanvas.desktop.line_drag import LineDrag
from organisatiecanvas.desktop.session import Key, Session
from organisatiecanvas.models.changes import full_key
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import N_, _, ngettext
from organisatiecanvas.models.lookup import lookup
from organisatiecanvas.models.mapping import Row
from organisatiecanvas.models.organisation import (
    Authority,
    Decision,
    Disturbance,
    Holder,
    Machine,
    Meeting,
    Requirement,
    Task,
)

SHOWN_AT_FIRST = 8
GRIP, NAMES = 12, 104  # pixels
DRAGGED = ("tasks",)  # lines that can be dragged onto the drawing
Picks = list[tuple[Any, str]]


@dataclass(frozen=True)
class Section:
    """A list under a row: its `rows`, or what is `found` for it elsewhere in the document.

    `picks` names what can be added where that must be chosen; `add` makes the new row.
    """

    title: str
    rows: Callable[[Any], list[Any]] | None
    add: Callable[[Session, Any, Any], Row | None] | None = None
    picks: Callable[[Session, Any], Picks] | None = None
    add_tip: str = ""
    open: bool = False
    found: Callable[[Session, Any], list[Any]] | None = None


def _variant(row: Any) -> Any:
    return elements.variant_of(row)


def _near(row: Any, collection: str, field: str) -> list[Any]:
    """The rows of a collection of the same variant whose `field` is this row's id."""
    if (collection, field) == ("roles", "unit"):
        return lookup(row.document.organisation, _variant(row)).roles.get(row.id, [])
    return [one for one in getattr(_variant(row), collection).values() if getattr(one, field) == row.id]


def _flows(unit: Any) -> list[Any]:
    return lookup(unit.document.organisation, _variant(unit)).links.get(unit.id, [])


def _meetings(row: Any) -> list[Any]:
    return [one for one in _variant(row).meetings.values() if row.id in one.participants]


def _free(word: str, rows: Any) -> str:
    taken = {row.name for row in rows}
    return next(f"{word} {number}" for number in range(1, len(taken) + 2) if f"{word} {number}" not in taken)


def _add_role(session: Session, unit: Any, _pick: Any) -> Row | None:
    ref = editing.create_role(session.document, unit.owner.id, unit.id)
    return _variant(unit).roles[ref.id]


def _add_task(session: Session, row: Any, _pick: Any) -> Row:
    variant = _variant(row)
    unit, role = (row.unit, row.id) if row.__tablename__ == "roles" else (row.id, None)
    kind = row.kind if role and row.kind != "star" else "executing"
    name = _free(_("Task"), variant.tasks.values())
    order = _only_family(variant, unit)
    task = Task(id=editing.free_id(session.document, "task"), name=name, unit=unit, kind=kind, role=role, order=order)
    return session.document.add(task, variant)


def _only_family(variant: Any, unit: str) -> str | None:
    """The order family that comes by a unit, where it is the only one."""
    families = {link.order for link in variant.links.values() if unit in (link.from_, link.to_)}
    families |= {task.order for task in variant.tasks.values() if task.unit == unit}
    families.discard(None)
    return families.pop() if len(families) == 1 else None


def _add_disturbance(session: Session, unit: Any, _pick: Any) -> Row:
    variant = _variant(unit)
    domains = [one.domain for one in variant.disturbances.values()]
    row = Disturbance(
        id=editing.free_id(session.document, "disturbance"),
        name=_free(_("Disturbance"), variant.disturbances.values()),
        domain=domains[-1] if domains else "",
        unit=unit.id,
        per_week=1.0,
        hours_each=0.5,
        solved="outside",
    )
    return session.document.add(row, variant)


def _add_decision(session: Session, unit: Any, _pick: Any) -> Row:
    variant = _variant(unit)
    row = Decision(
        id=editing.free_id(session.document, "decision"),
        name=_free(_("Decision"), variant.decisions.values()),
        domain="",
        level="operational",
        scope="internal",
        about=unit.id,
    )
    return session.document.add(row, variant)


def _add_meeting(session: Session, row: Any, _pick: Any) -> Row:
    variant = _variant(row)
    meeting = Meeting(
        id=editing.free_id(session.document, "meeting"),
        name=_free(_("Meeting"), variant.meetings.values()),
        participants=() if row is variant else (row.id,),
        per_week=1.0,
        minutes=30.0,
    )
    return session.document.add(meeting, variant)


def _add_machine(session: Session, unit: Any, _pick: Any) -> Row:
    taken = {machine for one in unit.owner.units.values() for machine in one.machines}
    name = _free(_("Machine"), unit.machines.values())
    identity = next(f"machine-{number}" for number in range(1, len(taken) + 2) if f"machine-{number}" not in taken)
    return session.document.add(Machine(id=identity, name=name), unit)


def _add_requirement(session: Session, unit: Any, skill: str) -> Row:
    return session.document.add(Requirement(skill=skill, rules=session.organisation.rules), unit)


def _skill_picks(session: Session, unit: Any) -> Picks:
    return [(one.id, one.name) for one in session.organisation.skills.values() if one.id not in unit.skills]


def _add_holder(session: Session, role: Any, person: str) -> Row:
    return session.document.add(Holder(person=person), role)


def _holder_picks(session: Session, role: Any) -> Picks:
    return [(one.id, one.name) for one in session.organisation.people.values() if one.id not in role.holders]


def _add_authority(session: Session, decision: Any, party: str) -> Row:
    return session.document.add(Authority(party=party, mode="decides"), decision)


def _party_picks(_session: Session, decision: Any) -> Picks:
    variant = decision.owner
    parties = [*variant.units.values(), *variant.roles.values()]
    return [(one.id, one.name) for one in parties if one.id not in decision.authority]


def _add_link(session: Session, unit: Any, target: str) -> Row:
    variant = unit.owner
    order = editing.suggested_order(variant, unit.id, None, session.organisation.orders)
    ref = editing.create_link(session.document, variant.id, "order", unit.id, target, order)
    return variant.links[ref.id]


def _link_picks(_session: Session, unit: Any) -> Picks:
    return [(one.id, one.name) for one in unit.owner.units.values() if one.id != unit.id]


def _family(session: Session, row: Any) -> list[Any]:
    order = session.organisation.orders.get(row.order)
    return [order] if order is not None else []


def _of(collection: str, field: str) -> Callable[[Any], list[Any]]:
    return lambda row: _near(row, collection, field)


_TASKS = Section(N_("Tasks"), _of("tasks", "unit"), _add_task, add_tip=N_("Add a task"), open=True)
_FAMILY = Section(N_("Order family"), None, open=True, found=_family)
SECTIONS: dict[str, tuple[Section, ...]] = {
    "units": (
        Section(N_("Roles"), _of("roles", "unit"), _add_role, add_tip=N_("Add a role"), open=True),
        Section(
            N_("Disturbances"),
            _of("disturbances", "unit"),
            _add_disturbance,
            add_tip=N_("Add a disturbance"),
            open=True,
        ),
        Section(N_("Flows"), _flows, _add_link, _link_picks, add_tip=N_("Add an order flow to…"), open=True),
        _TASKS,
        Section(N_("Decisions"), _of("decisions", "about"), _add_decision, add_tip=N_("Add a decision")),
        Section(
            N_("Required skills"),
            lambda unit: list(unit.skills.values()),
            _add_requirement,
            _skill_picks,
            add_tip=N_("Add a required skill"),
        ),
        Section(N_("Machines"), lambda unit: list(unit.machines.values()), _add_machine, add_tip=N_("Add a machine")),
        Section(N_("Meetings"), _meetings, _add_meeting, add_tip=N_("Add a meeting")),
    ),
    "roles": (
        Section(
            N_("Holders"),
            lambda role: list(role.holders.values()),
            _add_holder,
            _holder_picks,
            add_tip=N_("Add a holder"),
            open=True,
        ),
        Section(N_("Tasks"), _of("tasks", "role"), _add_task, add_tip=N_("Add a task"), open=True),
        Section(N_("Meetings"), _meetings, _add_meeting, add_tip=N_("Add a meeting")),
    ),
    "decisions": (
        Section(
            N_("Authority"),
            lambda decision: list(decision.authority.values()),
            _add_authority,
            _party_picks,
            add_tip=N_("Add a party"),
            open=True,
        ),
    ),
    "links": (_FAMILY,),
    "tasks": (_FAMILY,),
    "variants": (
        Section(
            N_("Meetings"), lambda variant: list(variant.meetings.values()), _add_meeting, add_tip=N_("Add a meeting")
        ),
    ),
}


class SectionList(QWidget):
    """One section: a heading that folds, and a line for each row."""

    opened = Signal(str, object)  # collection, key
    added = Signal(str, object)

    def __init__(
        self,
        session: Session,
        section: Section,
        target: tuple[str, Key],
        folded: dict[str, bool],
        parent: QWidget,  # from the start: what is shown without one is a window for a moment, and takes the focus
        carry: Callable[[str, Key], Drag | None],  # begins a drag of one of its rows
    ) -> None:
        super().__init__(parent)
        self._carry = carry
        self.session, self.section, self._target, self._folded = session, section, target, folded
        self._all = False
        self._shown: list[tuple[Any, ...]] | None = None
        name = f"{target[0]}.{section.title}"
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 0)
        layout.setSpacing(0)
        self.head = widgets.SectionHead(_(section.title), open_=folded.get(name, section.open))
        if section.add is not None:
            self.add_button = self.head.add_button("plus", _(section.add_tip), self._add_wanted)
        layout.addWidget(self.head)
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, 2, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, NAMES)
        self._grid.setColumnStretch(1, 1)
        layout.addWidget(self._body)
        self.head.toggled.connect(lambda shown: self._fold(name, shown))
        self.refresh()

    def _fold(self, name: str, shown: bool) -> None:
        self._folded[name] = shown
        self.refresh()

    def refresh(self) -> None:
        """Show the rows as they are now; only what differs is built anew."""
        owner = self.session.find(*self._target)
        rows = self._rows(owner) if owner is not None else []
        self.setVisible(bool(rows) or self.section.add is not None)  # a heading alone tells nothing
        title = _(self.section.title)
        self.head.button.setText(f"{title.upper()}  {len(rows)}" if rows else title.upper())
        self._body.setVisible(self.head.open and bool(rows))
        if not self.head.open:
            return
        organisation = self.session.organisation
        lines = [
            (row.__tablename__, full_key(row), self._label(row), elements.summary(organisation, row)) for row in rows
        ]
        state = [*lines, (self._all,)]
        if state == self._shown:
            return
        self._shown = state
        widgets.clear(self._grid)
        count = len(lines) if self._all or len(lines) <= SHOWN_AT_FIRST + 1 else SHOWN_AT_FIRST
        for index, line in enumerate(lines[:count]):
            self._add_line(index, *line)
        if count < len(lines):
            words = ngettext("Show {count} more", "Show {count} more", len(lines) - count)
            more = widgets.button(words.format(count=len(lines) - count), self._show_all, role="link")
            self._grid.addWidget(more, count, 0, 1, 2)

    def _rows(self, owner: Any) -> list[Any]:
        section = self.section
        if section.found is not None:
            return section.found(self.session, owner)
        return section.rows(owner) if section.rows is not None else []

    def _label(self, row: Any) -> str:
        name = elements.title(self.session.organisation, row)
        if row.__tablename__ == "links" and self._target[0] == "units":
            here = self._target[1][-1]
            other = row.owner.units.get(row.to_ if row.from_ == here else row.from_)
            arrow = "→" if row.from_ == here else "←"
            return f"{arrow} {other.name if other is not None else ''}"
        return f"★ {name}" if getattr(row, "kind", "") == "star" else name

    def _add_line(self, index: int, collection: str, key: Key, name: str, words: str) -> None:
        label = widgets.ElidedLabel(name, self._body, role="label", lines=2)
        label.setFixedWidth(NAMES)
        box = widgets.ElidedButton(words, self._body, lines=2)
        box.set_purpose(name)
        box.clicked.connect(lambda _checked=False: self.opened.emit(collection, key))
        if collection in DRAGGED:
            self._add_grip(index, label, box, lambda: self._carry(collection, key))
            self._grid.addWidget(box, index, 1)
            return
        self._grid.addWidget(label, index, 0)
        self._grid.addWidget(box, index, 1)

    def _add_grip(self, index: int, label: widgets.ElidedLabel, box: QWidget, begin: Callable[[], Drag | None]) -> None:
        """Dots to take hold of, before the name; the whole line can be dragged by them."""
        holder = QWidget(self._body)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        grip = QLabel(holder)
        grip.setPixmap(icons.pixmap("grip", GRIP, theme.current().muted, self.devicePixelRatioF()))
        grip.setFixedWidth(GRIP)
        label.setFixedWidth(NAMES - GRIP - 3)
        holder.setFixedWidth(NAMES)
        row.addWidget(grip)
        row.addWidget(label)
        holder.setCursor(Qt.CursorShape.OpenHandCursor)
        holder.setToolTip(_("Drag it onto another cell or role: the figures follow before you drop it"))
        self._grid.addWidget(holder, index, 0)
        LineDrag((holder, grip, label, box), begin, holder)

    def _show_all(self) -> None:
        self._all = True
        self.refresh()

    # -- adding --------------------------------------------------------------------------------------------------

    def _add_wanted(self) -> None:
        owner = self.session.find(*self._target)
        if owner is None:
            return
        if self.section.picks is None:
            self.add(None)
            return
        popup = PickList(self.section.picks(self.session, owner), (), self, many=False)
        popup.picked.connect(self.add)
        popup.open_below(self.head)

    def add(self, pick: Any) -> str:
        """Add a row (of what was picked) as one step and open its form; returns why not, or nothing."""
        owner = self.session.find(*self._target)
        if owner is None or self.section.add is None:
            return ""
        made: list[Row] = []
        try:
            with self.session.document.edit(_(self.section.add_tip).rstrip("…").rstrip()):
                row = self.section.add(self.session, owner, pick)
                if row is not None:
                    made.append(row)
        except OrganisationError as error:
            return str(error)
        self.head.open = True
        self._folded[f"{self._target[0]}.{self.section.title}"] = True
        if made:
            self.added.emit(made[0].__tablename__, full_key(made[0]))
        return ""

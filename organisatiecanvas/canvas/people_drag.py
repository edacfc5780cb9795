"""Dragging people: from a role, from the list or from the bench, to any place that takes them.

Places register with the view: `view.people_places`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QPointF, Qt

from organisatiecanvas.canvas import staffing, supposing
from organisatiecanvas.canvas.dragging import Drag, Offer, box_of, scene_place
from organisatiecanvas.canvas.interactions import Gesture
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.models.language import _, decimal, ngettext
from organisatiecanvas.models.places import Places
from organisatiecanvas.models.snapshot import Value

if TYPE_CHECKING:
    from organisatiecanvas.canvas.view import CanvasView

Keys = Qt.KeyboardModifier


class Load(NamedTuple):
    """Who is dragged; `role` is what they are taken out of, None from a list or the bench."""

    people: tuple[str, ...]
    role: str | None = None


class PersonDrag(Drag):
    """People under way."""

    def __init__(self, view: CanvasView, load: Load) -> None:
        people = view.canvas.document.organisation.people
        shown = [view.canvas.person_name(people[person]) for person in load.people[:3]]
        more = len(load.people) - len(shown)
        super().__init__(view, load, view.people_places, ", ".join(shown) + (f" +{more}" if more else ""))


# -- the drawing as a place ------------------------------------------------------------------------------------------


class OnCanvas:
    """The drawing: people drop onto roles; onto a unit they go to its only role."""

    def __init__(self, view: CanvasView) -> None:
        self.view = view
        self._supposed: tuple[tuple[Load, str, bool], tuple[Value, ...]] | None = None

    def begin(self, load: Load) -> None:
        """The roles are there already."""

    def end(self) -> None:
        self._supposed = None

    def leave(self) -> None:
        self.view.canvas.marks.show_target(None)

    def offer(self, load: Load, place: QPoint, *, keep: bool) -> Offer | None:
        canvas, variant = self.view.canvas, self.view.canvas.variant
        at = scene_place(self.view, place)
        if at is None or variant is None:
            return None
        role, reason = self._role(at)
        if role is None:
            canvas.marks.show_target(None)
            return Offer(reason, possible=False)
        row = variant.roles[role]
        canvas.marks.show_target(box_of(canvas.rect_of(Ref("roles", role)).toRect()))
        if role == load.role:
            return Offer("", possible=False)
        coming = [one for one in load.people if one not in row.holders or row.holders[one].backup]
        if not coming and load.role is None:
            return Offer(_("Holds {role} already").format(role=row.name), possible=False)
        words = _("Also in {role}") if keep and load.role is not None else _("To {role}")
        return Offer(words.format(role=row.name), possible=True, values=self._values(load, role, keep=keep))

    def _values(self, load: Load, role: str, *, keep: bool) -> tuple[Value, ...]:
        """What a drop on a role would make of the model: the same object for as long as the pointer stays there."""
        if self._supposed is None or self._supposed[0] != (load, role, keep):
            variant = self.view.canvas.variant
            assert variant is not None
            if load.role is None:
                values = supposing.placed(variant, load.people, role)
            else:
                values = supposing.moved(variant, load.people[0], load.role, role, keep=keep)
            self._supposed = (load, role, keep), values
        return self._supposed[1]

    def drop(self, load: Load, place: QPoint, *, keep: bool) -> None:
        at = scene_place(self.view, place)
        role, _reason = self._role(at) if at is not None else (None, "")
        if role is None:
            return
        if load.role is None:
            put_in(self.view, load.people, role)
        else:
            move_to(self.view, load.people[0], load.role, role, keep=keep)

    def _role(self, at: QPointF) -> tuple[str | None, str]:
        """The role that takes people at a point, or why there is none."""
        canvas, variant = self.view.canvas, self.view.canvas.variant
        assert variant is not None
        ref = canvas.ref_at(at, 0.5)
        if ref is not None and ref.collection == "roles":
            return ref.id, ""
        unit = canvas.unit_at(at)
        if unit is None:
            return None, _("Drop on a role, or on the bench")
        roles = [role.id for role in variant.roles.values() if role.unit == unit]
        name = variant.units[unit].name
        if len(roles) == 1:
            return roles[0], ""
        if not roles:
            return None, _("{unit} has no role yet: draw one first (R)").format(unit=name)
        return None, _("{unit} has several roles: drop on one of them").format(unit=name)


# -- doing it, and saying what it means for hours --------------------------------------------------------------------


def put_in(view: CanvasView, people: tuple[str, ...] | list[str], role: str) -> bool:
    """Let people hold a role; what that means for their hours is told at once."""
    document = view.canvas.document
    done = view.attempt(lambda: staffing.place(document, view.variant_id, people, role))
    if done:
        tell_hours(view, people, role)
    return bool(done)


def move_to(view: CanvasView, person: str, from_: str, to_: str, *, keep: bool) -> bool:
    """From one role to another; what that means for the hours is told at once."""
    document = view.canvas.document
    done = view.attempt(lambda: staffing.move(document, view.variant_id, person, from_, to_, keep=keep))
    if done:
        tell_hours(view, [person], to_)
    return bool(done)


def tell_hours(view: CanvasView, people: tuple[str, ...] | list[str], role: str) -> None:
    """Warn of who has too many hours now, else say what each gives the role."""
    canvas, variant = view.canvas, view.canvas.variant
    if variant is None:
        return
    places = Places(canvas.document.organisation, variant)
    warnings = [words for person in people if (words := places.warning(person))]
    if warnings:
        view.hinted.emit("! " + " ".join(warnings[:2]))
        return
    name = variant.roles[role].name
    if len(people) == 1 and people[0] in canvas.document.organisation.people:
        person = canvas.document.organisation.people[people[0]]
        hours = places.hours(person.id).get(role)
        if hours is not None:
            words = _("{person} in {role}: {hours} of {contract} hours a week.")
            view.hinted.emit(
                words.format(
                    person=canvas.person_name(person),
                    role=name,
                    hours=decimal(hours),
                    contract=decimal(places.contract(person.id)),
                )
            )
        return
    words = ngettext("{count} person placed in {role}.", "{count} people placed in {role}.", len(people))
    view.hinted.emit(words.format(count=len(people), role=name))


class MoveHolder(Gesture):
    """Drag a holder's name to another role, or out to the bench; Ctrl keeps the first role too. A click selects."""

    def __init__(self, view: CanvasView, place: QPointF, role: str, person: str) -> None:
        super().__init__(view, place)
        self.role, self.person = role, person
        self._drag: PersonDrag | None = None

    def hint(self) -> str:
        return _("Drop on a role to move, with Ctrl to hold both; on the bench to take out of the role")

    def move(self, place: QPointF, keys: Keys) -> None:
        if self._drag is None:
            self._drag = PersonDrag(self.view, Load((self.person,), self.role))
        self._drag.move(self._global(place), keys)

    def _global(self, place: QPointF) -> QPoint:
        near = self.view.viewportTransform().map(place)
        return self.view.viewport().mapToGlobal(near.toPoint())

    def finish(self, place: QPointF, keys: Keys) -> None:
        ref = Ref("roles", self.role)
        if self._drag is not None:
            self._drag.drop(self._global(place), keys)
        elif keys & Keys.ControlModifier:
            selected = self.canvas.selected()
            self.canvas.select([one for one in selected if one != ref] if ref in selected else [*selected, ref])
        else:
            self.canvas.select([ref])

    def cancel(self) -> None:
        if self._drag is not None:
            self._drag.cancel()

"""Tasks on the drawing: dragged out of a list onto another unit or role, or moved there by an edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint

from organisatiecanvas.canvas.dragging import Drag, Offer, box_of, scene_place
from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.language import _
from organisatiecanvas.models.lookup import lookup
from organisatiecanvas.models.organisation import Organisation, Variant
from organisatiecanvas.models.snapshot import Value

if TYPE_CHECKING:
    from organisatiecanvas.canvas.view import CanvasView


class Place(NamedTuple):
    """Where a task would be done: a unit, and the role in it that does it, if it was pointed at."""

    unit: str
    role: str | None = None


def moved(organisation: Organisation, variant: Variant, task_id: str, to: Place) -> tuple[Value, ...]:
    """What changes when a task goes there; nothing where it is there already.

    A machine stays behind in its unit. The role becomes the one pointed at, else the only one of the same kind there.
    """
    task = variant.tasks[task_id]
    same = [role.id for role in lookup(organisation, variant).roles.get(to.unit, ()) if role.kind == task.kind]
    alone = same[0] if len(same) == 1 else None
    role = to.role or (task.role if task.unit == to.unit else alone)
    wanted = {
        "unit": to.unit,
        "role": role,
        "machine": task.machine if task.machine in variant.units[to.unit].machines else None,
    }
    return tuple(Value("tasks", task_id, name, new) for name, new in wanted.items() if new != getattr(task, name))


def move_task(document: Document, variant_id: str, task_id: str, to: Place) -> None:
    """Let a task be done elsewhere, in one step."""
    variant = document.organisation.variants[variant_id]
    task = variant.tasks[task_id]
    values = moved(document.organisation, variant, task_id, to)
    if not values:
        return
    target = variant.roles[to.role].name if to.role is not None else variant.units[to.unit].name
    with document.edit(_("Move {name} into {target}").format(name=task.name, target=target)):
        for value in values:
            setattr(task, value.field, value.new)


class TaskDrag(Drag):
    """A task under way to a place on the drawing."""

    def __init__(self, view: CanvasView, task: str) -> None:
        variant = view.canvas.variant
        assert variant is not None
        super().__init__(view, task, [TasksOnCanvas(view)], variant.tasks[task].name)


class TasksOnCanvas:
    """The drawing as a place for tasks: every unit inside the organisation takes them, and every role in one."""

    def __init__(self, view: CanvasView) -> None:
        self.view = view

    def begin(self, load: str) -> None:
        """The units are there already."""

    def end(self) -> None:
        """Nothing was made room for."""

    def leave(self) -> None:
        self.view.canvas.marks.show_target(None)

    def offer(self, load: str, place: QPoint, *, keep: bool) -> Offer | None:
        canvas, variant = self.view.canvas, self.view.canvas.variant
        if variant is None or scene_place(self.view, place) is None:
            return None
        to = self._place(place)
        task = variant.tasks[load]
        if to is None:
            canvas.marks.show_target(None)
            return Offer(_("Drop on a cell, a team or a role"), possible=False)
        unit = variant.units[to.unit]
        if unit.kind == "external":
            canvas.marks.show_target(None)
            words = _("{unit} is outside the organisation: no work of ours is done there")
            return Offer(words.format(unit=unit.name), possible=False)
        ref = Ref("roles", to.role) if to.role is not None else Ref("units", to.unit)
        canvas.marks.show_target(box_of(canvas.rect_of(ref).toRect()))
        values = moved(canvas.document.organisation, variant, load, to)
        if not values:
            return Offer(_("It is done here now"), possible=False)
        words = _("To {role}") if to.role is not None else _("To {unit}")
        name = variant.roles[to.role].name if to.role is not None else unit.name
        lines = [words.format(role=name, unit=name)]
        if any(value.field == "machine" for value in values):
            machine = variant.units[task.unit].machines[task.machine or ""].name
            lines.append(_("without {machine}, which stays where it is").format(machine=machine))
        return Offer("\n".join(lines), possible=True, values=values)

    def drop(self, load: str, place: QPoint, *, keep: bool) -> None:
        to = self._place(place)
        document = self.view.canvas.document
        if to is not None:
            self.view.attempt(lambda: move_task(document, self.view.variant_id, load, to))

    def _place(self, place: QPoint) -> Place | None:
        """What lies there: a role, or a unit."""
        at = scene_place(self.view, place)
        variant = self.view.canvas.variant
        if at is None or variant is None:
            return None
        ref = self.view.canvas.ref_at(at, 0.5)
        if ref is not None and ref.collection == "roles":
            return Place(variant.roles[ref.id].unit, ref.id)
        unit = self.view.canvas.unit_at(at)
        return Place(unit) if unit is not None else None

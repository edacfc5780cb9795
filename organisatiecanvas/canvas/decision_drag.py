"""Who decides, changed by hand: a chip dragged to another unit or role, by keys, and a decision drawn on a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath

from organisatiecanvas.canvas import neighbours
from organisatiecanvas.canvas.decision_chips import LAYER, Chip
from organisatiecanvas.canvas.interactions import Gesture
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.models import decisions
from organisatiecanvas.models.language import _
from organisatiecanvas.models.snapshot import Value

if TYPE_CHECKING:
    from organisatiecanvas.canvas.scene import CanvasScene
    from organisatiecanvas.canvas.view import CanvasView

Keys = Qt.KeyboardModifier


class Taking(NamedTuple):
    """How a party would take part."""

    party: str
    mode: str


class Party(NamedTuple):
    """A unit or role that can decide; `unit` is the role's own, `box` is where it is shown."""

    id: str
    name: str
    unit: str
    box: Box


def party_at(canvas: CanvasScene, place: QPointF) -> Party | None:
    """The role, or else the unit, under a point."""
    variant, unit = canvas.variant, canvas.unit_at(place)
    if variant is None or unit is None:
        return None
    box = canvas.box(Ref("units", unit))
    assert box is not None
    role = canvas.units[unit].role_at(place.x() - box.x, place.y() - box.y)
    if role is None or canvas.far:
        return Party(unit, variant.units[unit].name, unit, box)
    rect = canvas.rect_of(Ref("roles", role))
    return Party(role, variant.roles[role].name, unit, Box(rect.x(), rect.y(), rect.width(), rect.height()))


class MoveDecision(Gesture):
    """Drag a chip: the right to decide goes to the unit or role it is dropped on; with Ctrl it is about that unit."""

    def __init__(self, view: CanvasView, place: QPointF, chip: Chip) -> None:
        super().__init__(view, place)
        self.chip = chip
        self._told: tuple[str | None, bool] = (None, False)

    def hint(self) -> str:
        return _("Drop it on the unit or role that is to decide  ·  Ctrl: let it be about that unit  ·  Esc: back")

    def move(self, place: QPointF, keys: Keys) -> None:
        self.canvas.decisions.lift(self.chip, place - self.start)
        party, about = self._target(place, keys), bool(keys & Keys.ControlModifier)
        self.canvas.marks.show_target(party.box if party is not None else None)
        told = (party.id if party is not None else None, about)
        if told != self._told:
            self._told = told
            self.view.hinted.emit(self._words(party, about=about))
            self.view.suppose(self._values(party, about=about))

    def _target(self, place: QPointF, keys: Keys) -> Party | None:
        """What a drop would mean here; None where nothing would change."""
        party, variant = party_at(self.canvas, place), self.canvas.variant
        if party is None or variant is None:
            return None
        row = variant.decisions[self.chip.decision]
        if keys & Keys.ControlModifier:
            unit = Party(
                party.unit, variant.units[party.unit].name, party.unit, self.canvas.wiring.router.boxes[party.unit]
            )
            return unit if unit.id != row.about else None
        return party if party.id != self.chip.party else None

    def _values(self, party: Party | None, *, about: bool) -> tuple[Value, ...] | None:
        """What a drop would make of the decision, for figures that follow the hand."""
        variant = self.canvas.variant
        if party is None or variant is None:
            return None
        if about:
            return (Value("decisions", self.chip.decision, "about", party.id),)
        known = variant.decisions[self.chip.decision].authority
        modes = {item.party: item.mode for item in known.values()}
        modes |= {self.chip.party: "informed"} if self.chip.party in modes else {}
        modes[party.id] = "decides"
        taking = {one: Taking(one, mode) for one, mode in modes.items()}
        return (Value("decisions", self.chip.decision, "authority", taking),)

    def _words(self, party: Party | None, *, about: bool) -> str:
        variant = self.canvas.variant
        if party is None or variant is None:
            return self.hint()
        name = variant.decisions[self.chip.decision].name
        words = _("“{decision}” is about {unit} from now on") if about else _("{unit} decides “{decision}” from now on")
        return words.format(decision=name, unit=party.name)

    def finish(self, place: QPointF, keys: Keys) -> None:
        party = self._target(place, keys) if self.dragged else None
        self.cancel()
        if not self.dragged:
            self.canvas.select([Ref("decisions", self.chip.decision)])
        elif party is not None:
            move(self.view, self.chip, party.id, about=bool(keys & Keys.ControlModifier))

    def cancel(self) -> None:
        self.canvas.marks.show_target(None)
        self.canvas.decisions.lift(self.chip, QPointF())
        self.view.suppose(None)


def move(view: CanvasView, chip: Chip, party: str, *, about: bool = False) -> bool:
    """Let a party decide instead of the one under which this chip hangs, or let the decision be about this unit."""
    return give(view, chip.decision, chip.party, party, about=about)


def give(view: CanvasView, decision: str, now: str | None, party: str, *, about: bool = False) -> bool:
    """Let a party decide instead of who does now (None: nobody), or let the decision be about this unit; one step."""
    document, variant = view.canvas.document, view.canvas.variant
    if variant is None:
        return False
    if about:
        return bool(view.attempt(lambda: decisions.move_about(document, variant, decision, party)))
    return bool(view.attempt(lambda: decisions.move_decision(document, variant, decision, now, party)))


def move_beside(view: CanvasView, decision: str, way: neighbours.Way, *, about: bool) -> None:
    """By keys: to the nearest unit on that side of the one that decides now."""
    canvas = view.canvas
    chip = next(canvas.decisions.of(decision), None)
    if chip is None:
        return
    boxes = dict(canvas.wiring.router.boxes)
    start = boxes.pop(chip.unit)
    outside = {unit: box for unit, box in boxes.items() if not box.holds(start) and not start.holds(box)}
    target = neighbours.nearest(outside, start, way)
    if target is not None and move(view, chip, target, about=about):
        view.ensure_shown(Ref("units", target))


class DrawDecision(Gesture):
    """A decision that a unit or role takes about its own unit; dragged to another unit, about that one."""

    def __init__(self, view: CanvasView, place: QPointF, party: Party) -> None:
        super().__init__(view, place)
        self.party = party

    def hint(self) -> str:
        return _("Release on the unit that the decision is about  ·  Esc: back")

    def _about(self, place: QPointF) -> str | None:
        return self.canvas.unit_at(place) if self.dragged else self.party.unit

    def move(self, place: QPointF, keys: Keys) -> None:
        about = self._about(place)
        self.canvas.marks.show_target(self.canvas.box(Ref("units", about)) if about is not None else None)
        path = QPainterPath(self.start)
        path.lineTo(place)
        path.addRoundedRect(QRectF(place.x() - 40, place.y() - 9, 80, 18), 9, 9)
        self.canvas.marks.show_draft(path)

    def finish(self, place: QPointF, keys: Keys) -> None:
        self.cancel()
        about = self._about(place)
        if about is not None:
            draw(self.view, about, self.party.id)

    def cancel(self) -> None:
        self.canvas.marks.show_draft(None)
        self.canvas.marks.show_target(None)


def draw(view: CanvasView, about: str, party: str) -> None:
    """A decision about a unit that a party takes, named at once; chips are shown from now on."""
    canvas = view.canvas
    canvas.layers.add(LAYER)
    variant = canvas.variant
    assert variant is not None
    made = view.attempt(lambda: decisions.take(canvas.document, variant, about, party))
    view.name_new(Ref("decisions", made) if made else None)

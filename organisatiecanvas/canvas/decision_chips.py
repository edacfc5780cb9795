"""Who decides, on the drawing: a chip for each decision, under the unit that takes it.

Shown in the layer `decisions`; under the overlay of control capacity for the unit that is selected. With a unit
selected only what concerns it is shown: what it decides, and what others decide about it, under those others. What
nobody decides hangs, dashed, under the unit that it is about. Nothing exists while nothing is shown.

Where their words could not be read, from afar, or would lie over each other, so large on a wall, one pill at the foot
of a unit tells how many there are of each kind.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QGraphicsRectItem

from organisatiecanvas.canvas import style, texts
from organisatiecanvas.canvas.refs import Box
from organisatiecanvas.canvas.shapes import rounded
from organisatiecanvas.models.analysis.authority import WITH_SAY, same_domain
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.decisions import short_name
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.organisation import LEVELS

if TYPE_CHECKING:
    from organisatiecanvas.canvas.scene import CanvasScene

LAYER = "decisions"
FOLLOWED = ("decisions", "authorities", "units", "roles", "disturbances")
SIZE = 11
HEIGHT, GAP, PAD = 19.0, 4.0, 8.0
BELOW = 24.0  # from the unit to its chips: the connect point lies in between
WIDEST = 150.0
ROWS, ROWS_OF_ONE = 2, 10  # lines of chips under a unit, and while one unit is looked at
AFAR = 2.4  # times as large is a count seen from afar
CROWDED = 1.5  # times as large, from which chips are counted
SIGN, UNCOVERED, OPEN = "◇", style.SYMBOLS["problem"], "?"


class Chip(NamedTuple):
    """A decision under a unit; `party` takes it, None: nobody. `rect` counts from the unit's lower left corner.

    `other`: it is about another unit. `uncovered`: the unit it is about has disturbances in its domain and no say.
    """

    decision: str
    unit: str
    party: str | None
    words: str
    tooltip: str
    other: bool
    uncovered: bool
    rect: QRectF

    @property
    def kind(self) -> str:
        """`uncovered`, `open` (nobody decides, or a count of more), `other` or `own`."""
        return "uncovered" if self.uncovered else "open" if self.party is None else "other" if self.other else "own"


class DecisionChips:
    """The chips of one scene; see the module."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self._roots: dict[str, QGraphicsRectItem] = {}
        self._items: dict[tuple[str, str], QGraphicsPathItem] = {}  # by unit and decision
        self._shown: dict[str, tuple[Chip, ...]] = {}
        self._focus: str | None = None
        self._uncovered: frozenset[tuple[str, str]] = frozenset()
        self._larger = 1.0  # for texts on a wall

    @property
    def chips(self) -> list[Chip]:
        """What is shown now, by unit."""
        return [chip for chips in self._shown.values() for chip in chips]

    @property
    def active(self) -> bool:
        """Whether chips are shown, of all units or of the one that is selected."""
        scene = self._scene
        if scene.variant is None:
            return False
        if LAYER in scene.layers.added:
            return True
        return self._focus is not None and scene.overlay is not None and scene.overlay.name == "control"

    def set_uncovered(self, rows: Iterable[dict[str, Any]]) -> None:
        """The disturbances without authority (`control.uncovered` of `analyse`): decisions about them are marked."""
        self._mark(frozenset((row["unit"], same_domain(row["domain"])) for row in rows))

    def set_uncovered_like(self, other: DecisionChips) -> None:
        """Mark the same decisions as in another scene of the variant."""
        self._mark(other._uncovered)

    def _mark(self, uncovered: frozenset[tuple[str, str]]) -> None:
        if uncovered != self._uncovered:
            self._uncovered = uncovered
            self.refresh()

    @property
    def scale(self) -> float:
        """How many times as large as usual chips are."""
        return max(self._larger, AFAR if self._scene.far else 1.0)

    @property
    def counted(self) -> bool:
        """Whether each unit has one pill with numbers instead of a chip per decision."""
        return self.scale >= CROWDED

    def set_least(self, least: float) -> None:
        """Texts at least so high, in scene units."""
        larger = max(1.0, least / SIZE)
        if larger != self._larger:
            self._larger = larger
            self._clear()
            self.refresh()

    def _clear(self) -> None:
        for unit in list(self._shown):
            self._drop(unit)

    def follow(self, change: Change) -> None:
        """The model changed."""
        if (self._shown or self.active) and (change.everything or change.touches(*FOLLOWED)):
            self.refresh()

    def follow_selection(self) -> None:
        """Look at the unit that is selected; a decision that is chosen leaves what is looked at as it is."""
        refs, variant = self._scene.selected(), self._scene.variant
        if len(refs) == 1 and refs[0].collection == "decisions":
            return
        focus = refs[0].id if len(refs) == 1 and refs[0].collection == "units" else None
        if len(refs) == 1 and refs[0].collection == "roles" and variant is not None:
            focus = variant.roles[refs[0].id].unit
        if focus != self._focus:
            self._focus = focus
            self.refresh()

    def refresh(self) -> None:
        """Show what is so now; only units whose chips differ are made anew."""
        wanted = self._wanted() if self.active else {}
        for unit in self._shown.keys() - wanted.keys():
            self._drop(unit)
        for unit, chips in wanted.items():
            if chips != self._shown.get(unit):
                self._drop(unit)
                self._make(unit, chips)
            self.place(unit, self._scene.wiring.router.boxes[unit])

    def place(self, unit: str, box: Box) -> None:
        """A unit lies there now, and is so large."""
        root = self._roots.get(unit)
        if root is not None:
            root.setPos(box.x, box.bottom)
            root.setScale(self._scale_in(box, self._shown[unit]))

    # -- what is shown -----------------------------------------------------------------------------------------------

    def _wanted(self) -> dict[str, tuple[Chip, ...]]:
        variant = self._scene.variant
        assert variant is not None
        boxes = self._scene.wiring.router.boxes
        focus = self._focus if self._focus in variant.units else None
        takers: dict[str, list[tuple[Any, str | None]]] = {}
        for row in variant.decisions.values():
            for unit, party in takers_of(variant, row):
                if focus is None or focus in (unit, row.about):
                    takers.setdefault(unit, []).append((row, party))
        rows, least = (ROWS, WIDEST) if focus is None else (ROWS_OF_ONE, 2 * WIDEST + GAP)
        if self.counted:
            return {unit: (self._count(unit, found),) for unit, found in takers.items() if unit in boxes}
        return {
            unit: self._laid_out(variant, unit, found, max(boxes[unit].width / self.scale, least), rows)
            for unit, found in takers.items()
            if unit in boxes
        }

    def _count(self, unit: str, found: list[tuple[Any, str | None]]) -> Chip:
        """One pill for all of them: what is wanted below, what nobody takes, and the rest, each by its sign."""
        lacking = sum(self._lacks(row) for row, _party in found)
        nobody = sum(party is None and not self._lacks(row) for row, party in found)
        rest = len(found) - lacking - nobody
        parts = [f"{sign} {count}" for sign, count in ((UNCOVERED, lacking), (OPEN, nobody), (SIGN, rest)) if count]
        words = "  ".join(parts)
        top = -HEIGHT / 2 if self._scene.far else 2.0  # from near the foot of a unit has a figure of its own
        rect = QRectF(PAD, top, texts.width(words, SIZE, True) + 2 * PAD, HEIGHT)
        told = ngettext(
            "{count} decision: zoom in to read it", "{count} decisions: zoom in to read them", len(found)
        ).format(count=len(found))
        return Chip("", unit, unit if rest or lacking else None, words, told, False, lacking > 0, rect)

    def _laid_out(
        self, variant: Any, unit: str, found: list[tuple[Any, str | None]], width: float, rows: int
    ) -> tuple[Chip, ...]:
        """Chips beside and below each other, those that matter most first; what does not fit as a count."""
        found.sort(key=lambda one: self._order(one[0], unit))
        chips: list[Chip] = []
        x = y = 0.0
        last = (rows - 1) * (HEIGHT + GAP)
        for at, (row, party) in enumerate(found):
            chip = self._chip(variant, unit, row, party)
            wide = chip.rect.width()
            left = len(found) - at
            spare = 44.0 if y >= last and left > 1 else 0.0
            if x and x + wide + spare > width:
                if y >= last:
                    words = f"+{left}"
                    box = QRectF(x, BELOW + y, texts.width(words, SIZE, True) + 2 * PAD, HEIGHT)
                    chips.append(Chip("", unit, None, words, _more(left), other=False, uncovered=False, rect=box))
                    break
                x, y = 0.0, y + HEIGHT + GAP
            chips.append(chip._replace(rect=chip.rect.translated(x, BELOW + y)))
            x += wide + GAP
        return tuple(chips)

    def _order(self, row: Any, unit: str) -> tuple[bool, bool, int, float, str]:
        """What is wanted below first; then about the unit looked at, or else about others; the most frequent."""
        last = row.about == unit if self._focus is None else row.about != self._focus
        return not self._lacks(row), last, LEVELS.index(row.level), -row.per_week, row.name

    def _lacks(self, row: Any) -> bool:
        return row.level == "operational" and (row.about, same_domain(row.domain)) in self._uncovered

    def _chip(self, variant: Any, unit: str, row: Any, party: str | None) -> Chip:
        uncovered = self._lacks(row)
        sign = chip_look("uncovered" if uncovered else "open" if party is None else "own")[3]
        name = short_name(variant, row)
        if self._focus != row.about != unit:
            name = f"{name} → {variant.units[row.about].name}"
        words = texts.elided(f"{sign} {name}", WIDEST - 2 * PAD, SIZE, True)
        rect = QRectF(0, 0, texts.width(words, SIZE, True) + 2 * PAD, HEIGHT)
        told = tooltip(variant, row, party, uncovered=uncovered)
        return Chip(row.id, unit, party, words, told, row.about != unit, uncovered, rect)

    # -- items -------------------------------------------------------------------------------------------------------

    def _make(self, unit: str, chips: tuple[Chip, ...]) -> None:
        root = self._roots[unit] = QGraphicsRectItem()
        root.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)
        root.setZValue(style.GUIDE_Z - 1)
        for chip in chips:
            item = self._items[unit, chip.decision] = QGraphicsPathItem(
                rounded(chip.rect.width(), HEIGHT, HEIGHT / 2), root
            )
            item.setPos(chip.rect.topLeft())
            line, fill, ink, _sign = chip_look(chip.kind)
            item.setPen(style.pen(line, 1.3, (3.0, 2.0) if chip.kind == "open" and chip.decision else None))
            item.setBrush(style.brush(fill))
            item.setToolTip(chip.tooltip)
            texts.label(item, chip.words, PAD, 13.5, SIZE, ink, True)
        self._shown[unit] = chips
        self._scene.addItem(root)

    def _scale_in(self, box: Box, chips: tuple[Chip, ...]) -> float:
        """A count gets no wider than its unit, and on a wall no higher than what is free below that."""
        if not self.counted:
            return self.scale
        scale = min(self.scale, box.width / max(chip.rect.right() + PAD for chip in chips))
        if self._scene.far:
            return scale
        below = (
            other.y - box.bottom
            for other in self._scene.wiring.router.boxes.values()
            if other.y >= box.bottom and other.x < box.right and other.right > box.x
        )
        return max(1.0, min(scale, min(below, default=math.inf) / (HEIGHT + GAP)))

    def _drop(self, unit: str) -> None:
        root = self._roots.pop(unit, None)
        for chip in self._shown.pop(unit, ()):
            self._items.pop((unit, chip.decision), None)
        if root is not None:
            self._scene.removeItem(root)

    # -- finding -----------------------------------------------------------------------------------------------------

    def at(self, place: QPointF) -> Chip | None:
        """The chip of a decision under a point."""
        for unit, root in self._roots.items():
            spot = root.mapFromScene(place)
            for chip in self._shown[unit]:
                if chip.decision and chip.rect.contains(spot):
                    return chip
        return None

    def of(self, decision: str) -> Iterator[Chip]:
        """The chips of a decision: one under each unit that takes it."""
        return (chip for chip in self.chips if chip.decision == decision)

    def rect_of(self, decision: str) -> QRectF:
        """Where the first chip of a decision lies; empty when it is not shown."""
        chip = next(self.of(decision), None)
        return self._roots[chip.unit].mapRectToScene(chip.rect) if chip is not None else QRectF()

    def rects(self) -> Iterator[tuple[str, QRectF]]:
        """Where the chips under each unit lie."""
        for unit, root in self._roots.items():
            found = QRectF()
            for chip in self._shown[unit]:
                found = found.united(root.mapRectToScene(chip.rect))
            yield unit, found

    def content_rect(self) -> QRectF:
        """All chips; empty when there are none."""
        found = QRectF()
        for _unit, rect in self.rects():
            found = found.united(rect)
        return found

    @property
    def kinds(self) -> frozenset[str]:
        """What a legend must explain: `own`, `other`, `open`, `uncovered`."""
        return frozenset(chip.kind for chip in self.chips if chip.decision or self.counted)

    def lift(self, chip: Chip, way: QPointF) -> None:
        """Show a chip that is dragged at this distance from its place."""
        item = self._items.get((chip.unit, chip.decision))
        if item is not None:
            item.setPos(chip.rect.topLeft() + way / self.scale)
            item.setOpacity(1.0 if way.isNull() else 0.85)
            self._roots[chip.unit].setZValue(style.GUIDE_Z - 1 if way.isNull() else style.GUIDE_Z + 1)


def takers_of(variant: Any, row: Any) -> list[tuple[str, str | None]]:
    """The units under which a decision hangs, and who takes it there: the unit or one of its roles.

    Where nobody decides, who decides along; where nobody does that either, the unit it is about, and None.
    """
    for modes in (("decides",), WITH_SAY):
        found: dict[str, str] = {}
        for item in row.authority.values():
            if item.mode in modes:
                role = variant.roles.get(item.party)
                found.setdefault(role.unit if role is not None else item.party, item.party)
        if found:
            return list(found.items())
    return [(row.about, None)]


def tooltip(variant: Any, row: Any, party: str | None, *, uncovered: bool) -> str:
    """Everything about a decision, a line each."""
    about = variant.units[row.about].name
    lines = [row.name, _("About {unit}").format(unit=about)]
    lines.append(" · ".join(part for part in (row.domain, choice_label(row.level), choice_label(row.scope)) if part))
    taker = variant.roles.get(party) or variant.units.get(party) if party is not None else None
    lines.append(_("{party} decides").format(party=taker.name) if taker is not None else _("Nobody decides yet"))
    if uncovered:
        words = _("{unit} has disturbances in this domain and no say: drag the decision to {unit}.")
        lines.append(f"{UNCOVERED} {words.format(unit=about)}")
    else:
        lines.append(_("Drag it to the unit or role that is to decide."))
    return "\n".join(lines)


def _more(count: int) -> str:
    words = ngettext(
        "{count} more decision: select the unit to see all",
        "{count} more decisions: select the unit to see all",
        count,
    )
    return words.format(count=count)


def chip_look(kind: str) -> tuple[str, str, str, str]:
    """Line, ground, text and sign of a kind of chip (`DecisionChips.kinds`)."""
    palette, purple = style.LIGHT, style.KINDS["control"]
    if kind == "uncovered":
        return palette.on_problem, palette.problem_tint, palette.on_problem, UNCOVERED
    if kind == "open":
        return palette.muted, "#ffffff", palette.muted, OPEN
    return purple, style.mix(purple, 0.16) if kind == "other" else "#ffffff", style.legible(purple), SIGN


def decision_words() -> dict[str, str]:
    """What the kinds of chips mean, for a legend."""
    return {
        "own": _("decision about the unit itself"),
        "other": _("decision about another unit"),
        "uncovered": _("decision that a unit with disturbances lacks"),
        "open": _("decision that nobody takes yet"),
    }

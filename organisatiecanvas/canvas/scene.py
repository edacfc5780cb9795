"""The scene: one variant of a document as items, following every change of the model."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsScene, QGraphicsSceneHelpEvent, QGraphicsView, QToolTip

from organisatiecanvas.canvas import pointing
from organisatiecanvas.canvas.appearance import Appearance
from organisatiecanvas.canvas.background import SceneRouting
from organisatiecanvas.canvas.decision_chips import DecisionChips
from organisatiecanvas.canvas.detail import Detail
from organisatiecanvas.canvas.following import Touched, touched
from organisatiecanvas.canvas.ghost import Ghost
from organisatiecanvas.canvas.ground import Ground
from organisatiecanvas.canvas.highlight import Highlight
from organisatiecanvas.canvas.holders import tooltip
from organisatiecanvas.canvas.items import UnitItem
from organisatiecanvas.canvas.layers import Layers
from organisatiecanvas.canvas.links import LinkItem
from organisatiecanvas.canvas.marks import Marks
from organisatiecanvas.canvas.notes import NoteItem
from organisatiecanvas.canvas.overlays import Overlay
from organisatiecanvas.canvas.refs import Badge, Box, Ref
from organisatiecanvas.canvas.showing import Showing, content_of
from organisatiecanvas.canvas.voting import Voting
from organisatiecanvas.canvas.wiring import Wiring
from organisatiecanvas.models.anonymous import pseudonyms
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.events import Event
from organisatiecanvas.models.organisation import Organisation, Person, Variant

MANY = 100  # changed elements from which the whole view is painted once instead of piece by piece
REACH = 5.0  # how near a link must be to be hit, at 100 %


class Source(Protocol):
    """What a scene shows: a document, or an organisation that stays as it is."""

    @property
    def organisation(self) -> Organisation: ...

    @property
    def changed(self) -> Event[[Change]]: ...


@contextlib.contextmanager
def _no_collecting() -> Iterator[None]:
    """Making thousands of items makes no garbage; looking for it again and again would take as long as making them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


class CanvasScene(QGraphicsScene):
    """Shows the variant `variant_id` of a document; what is selected is told by `selection_changed`.

    Items are kept by id in `units`, `links` and `notes`. `close` stops following the document.
    """

    selection_changed = Signal()
    variant_changed = Signal(str)
    content_changed = Signal()
    layers_changed = Signal()
    ghost_changed = Signal()
    previewed = Signal()  # something is shown at another place than the model has it, or again where it was

    def __init__(self, document: Source, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document: Any = document
        self.variant_id: str | None = None
        self.units: dict[str, UnitItem] = {}
        self.links: dict[str, LinkItem] = {}
        self.notes: dict[str, NoteItem] = {}
        self.wiring = Wiring(self.links)
        self.marks = Marks(self)
        self.voting = Voting(self)
        self.decisions = DecisionChips(self)
        self.layers = Layers(self)
        self.ghost = Ghost(self)
        self.highlight = Highlight(self)
        self.detail = Detail(self)
        self._showing = Showing(self)
        self.grid = True
        self.names = "full"
        self._selected: dict[Ref, None] = {}
        self._badges: dict[str, Badge] = {}
        self.overlay: Overlay | None = None
        self._codes: dict[str, str] = {}
        self._looks: Appearance | None = None  # until something changes
        self._content: QRectF | None = None
        self._ground = Ground()
        self._showing.empty()
        document.changed.connect(self._follow)
        self.routing = SceneRouting(self)

    def close(self) -> None:
        """Stop following the document."""
        self.document.changed.disconnect(self._follow)
        self.routing.close()
        self.ghost.close()

    # -- what is shown -----------------------------------------------------------------------------------------

    @property
    def variant(self) -> Variant | None:
        """The variant that is shown, as it is now."""
        found: Variant | None = self.document.organisation.variants.get(self.variant_id)
        return found

    def set_variant(self, variant_id: str | None) -> None:
        """Show another variant, from the start."""
        kept = self._selected if variant_id == self.variant_id else {}
        self.variant_id = self.wiring.variant_id = variant_id
        self.routing.cancel()
        with self.bulk(), _no_collecting():
            self._showing.empty()
            variant = self.variant
            if variant is not None:
                everything = Touched(
                    set(variant.units), set(variant.links), set(variant.notes), wiring=True, everything=True
                )
                self._showing.apply(everything, variant)
        self.select(ref for ref in kept if self.holds(ref))
        self.decisions.refresh()
        self.marks.update_selection()
        self.highlight.refresh()
        self.ghost.later()
        self.variant_changed.emit(variant_id or "")
        self.detail.look()
        self.content_changed.emit()

    def set_names(self, names: str) -> None:
        """Show who holds a role («full») or not («none»)."""
        if names != self.names:
            self.names = names
            self.set_variant(self.variant_id)

    @property
    def badges(self) -> dict[str, Badge]:
        """The figures on the units, by unit id."""
        return self._badges

    def set_badges(self, badges: Mapping[str, Badge]) -> None:
        """Show these figures on the units, by unit id; units left out show none. Only brushes and texts change."""
        old, self._badges = self._badges, dict(badges)
        for unit in old.keys() | self._badges.keys():
            if unit in self.units and old.get(unit) != self._badges.get(unit):
                self.units[unit].set_badge(self._badges.get(unit))

    def set_overlay(self, overlay: Overlay | None) -> None:
        """Colour units and links by a figure, or take the colours away: brushes, pens and badges, in one pass."""
        if overlay == self.overlay:
            return
        other = (overlay.name if overlay else None) != (self.overlay.name if self.overlay else None)
        self.overlay = overlay
        units = overlay.units if overlay is not None else {}
        links = overlay.links if overlay is not None else {}
        with self.bulk():
            for unit in self.units.values():
                unit.set_tint(units.get(unit.ref.id))
            for link in self.links.values():
                link.set_tint(links.get(link.ref.id))
        if other:
            self.decisions.refresh()

    @property
    def far(self) -> bool:
        """Whether what can't be read from afar is left out."""
        return self.detail.far

    def set_far(self, far: bool) -> None:
        """Leave out what can't be read from afar, or show it again."""
        if far != self.far:
            self.detail.set_far(far)
            self.ghost.set_far(far)
            self.decisions.refresh()

    def element(self, ref: Ref) -> UnitItem | LinkItem | NoteItem | None:
        """The item that shows an element."""
        items: dict[str, dict[str, Any]] = {"units": self.units, "links": self.links, "notes": self.notes}
        found: UnitItem | LinkItem | NoteItem | None = items.get(ref.collection, {}).get(ref.id)
        return found

    def elements(self) -> Iterator[UnitItem | LinkItem | NoteItem]:
        """Every item that shows an element."""
        yield from self.units.values()
        yield from self.links.values()
        yield from self.notes.values()

    def content_rect(self) -> QRectF:
        """What is drawn, without margin; empty when nothing is."""
        if self._content is None:
            self._content = content_of(self)
        return QRectF(self._content)

    def forget_content(self) -> None:
        """Links run elsewhere: what is drawn may reach further."""
        self._content = None

    def looks(self, *, anew: bool = False) -> Appearance:
        """What the variant shows now; `anew` where something changed that this scene was not told."""
        if anew:
            self._looks = None
        if self._looks is None:
            self._looks = Appearance(self.document.organisation, self.variant, self.names)
        return self._looks

    def complete(self, item: UnitItem | LinkItem | NoteItem) -> None:
        """An item that was made as it is seen from afar gets all that it shows."""
        if isinstance(item, UnitItem) and item.looks is not None and item.looks.brief:
            item.show(self.looks().unit(item.ref.id))

    # -- selection ---------------------------------------------------------------------------------------------

    def selected(self) -> list[Ref]:
        """What is selected, in the order in which it was."""
        return list(self._selected)

    def select(self, refs: Iterable[Ref]) -> None:
        """Select these and nothing else; what is not there is left out."""
        chosen = {ref: None for ref in refs if self.holds(ref)}
        if list(chosen) == list(self._selected):
            return
        for ref in self._selected.keys() ^ chosen.keys():
            if ref.collection == "links" and ref.id in self.links:
                self.links[ref.id].set_selected(ref in chosen)
        self._selected = chosen
        self.decisions.follow_selection()
        self.marks.update_selection()
        self.selection_changed.emit()

    def holds(self, ref: Ref) -> bool:
        """Whether the variant has this element now."""
        variant = self.variant
        return variant is not None and ref.id in getattr(variant, ref.collection)

    # -- finding -----------------------------------------------------------------------------------------------

    def ref_at(self, place: QPointF, reach: float = REACH) -> Ref | None:
        """The element under a point: the topmost; a role before its unit; a link also a little beside its line."""
        return pointing.ref_at(self, place, reach)

    def unit_at(self, place: QPointF, without: Iterable[str] = ()) -> str | None:
        """The innermost unit at a point, leaving some out."""
        left_out = set(without)
        boxes = self.wiring.router.boxes
        hits = [unit for unit, box in boxes.items() if unit not in left_out and box.contains(place.x(), place.y())]
        return min(hits, key=lambda unit: boxes[unit].width * boxes[unit].height, default=None)

    def box(self, ref: Ref) -> Box | None:
        """Where a unit or note is shown now, also while it is dragged."""
        if ref.collection == "units":
            return self.wiring.router.boxes.get(ref.id)
        note = self.notes.get(ref.id) if ref.collection == "notes" else None
        if note is None or note.looks is None:
            return None
        return Box(note.root.x(), note.root.y(), *note.looks.size)

    def rect_of(self, ref: Ref) -> QRectF:
        """The place of an element, in scene units; empty when it is not shown."""
        return pointing.rect_of(self, ref)

    def link_middle(self, link: str) -> QPointF:
        """Where the label of a link lies, or would lie."""
        places = self.links[link].label_places()
        return QPointF(*places[0])

    # -- while something is dragged ----------------------------------------------------------------------------

    def preview_move(self, boxes: Mapping[Ref, Box]) -> None:
        """Show units and notes at other places, without the model; links of the units follow."""
        self._content = None
        for ref, box in boxes.items():
            if ref.collection == "notes":
                self.notes[ref.id].root.setPos(box.x, box.y)
            else:
                item = self.units[ref.id]
                item.place(box.x, box.y)
                self.ghost.place(ref.id, box)
                self.decisions.place(ref.id, box)
                self._showing.wire(item, box)
        self.wiring.follow()
        self.ghost.follow_links(ref.id for ref in boxes if ref.collection == "units")
        self.marks.update_selection()
        self.previewed.emit()

    def preview_box(self, ref: Ref, box: Box) -> None:
        """Show a unit or note in another size, without the model."""
        item = self.notes[ref.id] if ref.collection == "notes" else self.units[ref.id]
        assert item.looks is not None
        item.show(item.looks._replace(size=(box.width, box.height)))  # type: ignore[arg-type]
        self.preview_move({ref: box})

    def restore(self) -> None:
        """Show everything as the model has it again, after a gesture that was given up."""
        variant = self.variant
        if variant is not None:
            self._showing.apply(
                Touched(set(variant.units), set(variant.links), set(variant.notes), wiring=True), variant
            )
            self.ghost.follow_links(variant.units)
            self.decisions.refresh()
            self.marks.update_selection()
            self.previewed.emit()

    def lift(self, units: Iterable[str], *, lifted: bool) -> None:
        """Show units over all others for as long as a hand moves them."""
        for unit in units:
            if unit in self.units:
                self.units[unit].lift(lifted=lifted)

    # -- following ---------------------------------------------------------------------------------------------

    def _follow(self, change: Change) -> None:
        variant = self.variant
        self._looks = None
        if change.everything or variant is None:
            if self.variant_id is not None:
                self.set_variant(self.variant_id if variant is not None else None)
            return
        what = touched(change, self.document.organisation, variant, loose=self._showing.loose)
        if not what:
            self.decisions.follow(change)
            self._drop_gone()
            return
        many = len(what.units) + len(what.links) + len(what.notes) > MANY
        with self.bulk() if many else contextlib.nullcontext():
            self._showing.apply(what, variant)
        self.decisions.follow(change)
        self.detail.look()
        self._drop_gone()
        self.marks.update_selection()
        self.highlight.refresh()
        self.content_changed.emit()

    def _drop_gone(self) -> None:
        """Select nothing that is not there any more."""
        if not all(self.holds(ref) for ref in self._selected):
            self.select(ref for ref in self._selected if self.holds(ref))

    def make_unit(self, unit: str) -> UnitItem:
        """The item of a unit; a scene for another purpose makes its own."""
        return UnitItem(unit)

    def make_link(self, link: str) -> LinkItem:
        """The item of a link."""
        return LinkItem(link)

    def make_note(self, note: str) -> NoteItem:
        """The item of a note."""
        return NoteItem(note)

    @contextlib.contextmanager
    def bulk(self) -> Iterator[None]:
        """One full repaint afterwards, instead of a growing region of small ones."""
        modes = [(view, view.viewportUpdateMode()) for view in self.views()]
        for view, _mode in modes:
            view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.update()
        try:
            yield
        finally:
            for view, mode in modes:
                view.setViewportUpdateMode(mode)

    # -- names -------------------------------------------------------------------------------------------------

    def person_name(self, person: Person) -> str:
        """What somebody is called here: by name, or by code where names are hidden."""
        if self.names == "full":
            return person.name
        people = self.document.organisation.people
        if len(self._codes) != len(people) or person.id not in self._codes:
            self._codes = pseudonyms(self.document.organisation, getattr(self.document, "document_id", ""))
        return self._codes[person.id]

    def helpEvent(self, event: QGraphicsSceneHelpEvent) -> None:
        words = tooltip(self, event.scenePos()) or pointing.tooltip(self, event.scenePos())
        if words:
            QToolTip.showText(event.screenPos(), words, event.widget())
        else:
            super().helpEvent(event)

    # -- ground ------------------------------------------------------------------------------------------------

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        if self.grid and not self.detail.held:
            self._ground.paint(painter, QRectF(rect))

"""The canvas workspace: the drawing with its tools above it and the findings below."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QSplitter, QVBoxLayout, QWidget

from organisatiecanvas.canvas import editing
from organisatiecanvas.canvas.dragging import Drag
from organisatiecanvas.canvas.refs import Badge, Ref
from organisatiecanvas.canvas.scene import CanvasScene
from organisatiecanvas.canvas.task_drag import TaskDrag
from organisatiecanvas.canvas.view import CanvasView
from organisatiecanvas.desktop import canvas_commands, note_menu
from organisatiecanvas.desktop.announce import Announcer
from organisatiecanvas.desktop.canvas_look import CanvasLook
from organisatiecanvas.desktop.figures import unit_badges
from organisatiecanvas.desktop.findings import FindingsPanel
from organisatiecanvas.desktop.legend_card import LegendCard
from organisatiecanvas.desktop.overlay_menu import OverlayControl
from organisatiecanvas.desktop.palette import SHADOW, FamilyBar, ToolPalette
from organisatiecanvas.desktop.people_side import PeopleSide
from organisatiecanvas.desktop.session import Key, Session
from organisatiecanvas.desktop.settings import Settings
from organisatiecanvas.models.language import _

MARGIN = 14


class _Stage(QWidget):
    """The view with the palette floating over its upper left corner, and the families below it."""

    resized = Signal()

    def __init__(self, view: CanvasView, palette: ToolPalette, families: FamilyBar) -> None:
        super().__init__()
        self._view, self._palette, self._families = view, palette, families
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(view)
        for floating in (palette, families):
            floating.setParent(self)
            floating.raise_()
        families.hide()
        self.setMinimumSize(240, 160)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        room = self.width() - 2 * (MARGIN - SHADOW)
        self._palette.fit(room)
        self._palette.move(MARGIN - SHADOW, MARGIN - SHADOW // 2)
        self._families.fit(room)
        self._families.move(MARGIN - SHADOW, self._palette.geometry().bottom() - SHADOW)
        self._view.covered_above = self._palette.geometry().bottom()
        self.resized.emit()


class CanvasPage(QSplitter):
    """Scene, view, palette and findings of one session."""

    selection_changed = Signal(list)  # of Target
    message = Signal(str)
    note_action_wanted = Signal(str)  # id of a note

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setObjectName("ground")
        self.session, self.settings = session, settings
        self.scene = CanvasScene(session.document, self)
        self.scene.routing.use_background()
        self.view = CanvasView(self.scene, self)
        self.scene.set_variant(session.variant_id or None)  # after the view: only what is looked at is made in full
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.fit_margin = MARGIN
        self.palette_ = ToolPalette(self)
        self.families = FamilyBar(self.view, self)
        stage = _Stage(self.view, self.palette_, self.families)
        self.look = CanvasLook(self, stage)
        self.announcer = Announcer(session, self.scene, self.view)
        self.overlays = OverlayControl(self)
        self.legend = LegendCard(self, stage)
        self.people = PeopleSide(self, stage)
        for moved in (stage.resized, self.look.changed, self.scene.ghost_changed):
            moved.connect(self.look.place)
            moved.connect(self.legend.place)
        stage.resized.connect(self._keep_fit)
        self.addWidget(self.people)
        self.findings = FindingsPanel(session)
        holder = QWidget()
        holder.setObjectName("ground")
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(MARGIN, 2, MARGIN, MARGIN)
        layout.addWidget(self.findings)
        self.addWidget(holder)
        self.findings_holder = holder
        self.setCollapsible(0, False)
        self.setCollapsible(1, False)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.setHandleWidth(6)
        self._fitted = False
        self._badges_of: Any = None  # the figures of which these are the badges
        self._badges: dict[str, Badge] = {}
        self._pale: dict[str, Badge] = {}  # the same, of before the last change
        self._connect()
        self._show_badges()

    def _connect(self) -> None:
        self.palette_.chosen.connect(self._choose_tool)
        self.palette_.kind_chosen.connect(self._choose_kind)
        self.palette_.show_tool("select")
        self.view.tool_changed.connect(self.palette_.show_tool)
        self.view.link_kind_changed.connect(self._on_link_kind)
        kept = self.settings.get("link_kind")
        self.view.link_kind = kept if kept in canvas_commands.KIND_KEYS else self.view.link_kind
        self.palette_.show_kind(self.view.link_kind)
        self.take_settings()
        self.families.chosen.connect(self._choose_family)
        self.families.named.connect(self._new_family)
        self.view.refused.connect(self.message)
        self.view.hinted.connect(self.message)
        self.view.context_requested.connect(self._menu)
        self.scene.selection_changed.connect(self._on_selection)
        self.session.variant_changed.connect(self._on_variant)
        self.session.seen_changed.connect(self._show_badges)
        self.view.supposed.connect(self.session.suppose)
        self.findings.show_wanted.connect(self.reveal)
        self.findings.acted.connect(self.message)

    def take_settings(self) -> None:
        """Follow what was chosen in the preferences."""
        self.view.snap_grid, self.view.snap_guides = self.settings.get("snap_grid"), self.settings.get("snap_guides")
        self.view.wheel.zooms = self.settings.get("wheel_zooms")
        if self.look.minimap_wanted != self.settings.get("minimap_open"):
            self.look.show_minimap(shown=self.settings.get("minimap_open"))

    def _choose_tool(self, name: str) -> None:
        self.view.set_tool(name)
        self.view.setFocus()

    def _choose_kind(self, kind: str) -> None:
        self.view.set_link_kind(kind)
        self._choose_tool("link")

    def _on_link_kind(self, kind: str) -> None:
        self.palette_.show_kind(kind)
        self.settings.set(link_kind=kind)

    def _choose_family(self, family: str | None) -> None:
        self.view.choose_order(family)
        self.view.setFocus()

    def _new_family(self, name: str) -> None:
        made = self.view.attempt(lambda: editing.create_order(self.session.document, name))
        if made:
            self.view.choose_order(made)

    def _keep_fit(self) -> None:
        """Go on showing everything in another room, not under a hand that is drawing or dragging."""
        if self._fitted and self.view.gesture is None and self.view.editor is None and not self.people.bench.dragging:
            self.view.keep_fit()

    def _on_variant(self, variant: str) -> None:
        self.scene.set_variant(variant or None)  # the view goes to where it was in it

    def _on_selection(self) -> None:
        variant = self.session.variant_id
        self.selection_changed.emit([(ref.collection, (variant, ref.id)) for ref in self.scene.selected()])

    def reveal(self, collection: str, identity: str) -> None:
        """Select an element of the drawing and bring it into view; people and skills by the units that need them."""
        for ref in self._refs(collection, identity):
            self.view.reveal(ref)
            self.view.setFocus()
            return
        self.message.emit(_("This is not on the canvas."))

    def show_found(self, collection: str, identity: str, unit: str | None) -> bool:
        """Bring what was found into view and light it up; False when it is nowhere on the canvas."""
        refs = self._refs(collection, identity)
        if not refs and unit is not None:
            refs = self._refs("units", unit)
        for ref in refs:
            self.scene.layers.reveal(ref)
        if refs:
            self.scene.select(refs)
            self.view.show_found(refs)
        self.scene.highlight.show(refs)
        return bool(refs)

    def carry(self, collection: str, key: Key) -> Drag | None:
        """Begin to drag a row of a list onto the drawing; None where it can't be."""
        if collection != "tasks" or self.session.document.read_only or self.session.find(collection, key) is None:
            return None
        return TaskDrag(self.view, key[-1])

    def _refs(self, collection: str, identity: str) -> list[Ref]:
        variant = self.session.variant
        if variant is None:
            return []
        if collection in ("units", "roles", "links", "notes"):
            return [Ref(collection, identity)] if identity in getattr(variant, collection) else []
        if collection == "people":
            return [Ref("roles", role.id) for role in variant.roles.values() if identity in role.holders]
        if collection == "skills":
            return [Ref("units", unit.id) for unit in variant.units.values() if identity in unit.skills]
        row: Any = getattr(variant, collection, {}).get(identity) if collection != "variants" else None
        unit = getattr(row, "unit", None) or getattr(row, "about", None)
        return [Ref("units", unit)] if unit in variant.units else []

    def _show_badges(self) -> None:
        variant, seen = self.session.variant, self.session.seen
        if variant is None:
            return
        if seen.figures is not self._badges_of:
            self._badges_of = seen.figures
            found = unit_badges(seen.figures, list(variant.units))
            self._badges = {unit: Badge(*badge) for unit, badge in found.items()}  # type: ignore[arg-type]
            self._pale = {unit: badge._replace(stale=True) for unit, badge in self._badges.items()}
        self.scene.set_badges(self._badges if seen.fresh else self._pale)
        runner = self.session.runner  # not what is supposed: chips stay under the hand that drags one
        if runner.fresh and runner.figures is not None:
            self.scene.decisions.set_uncovered(runner.figures["control"]["uncovered"])

    def _menu(self, ref: Ref | None, place: Any) -> None:
        menu = QMenu(self)
        canvas_commands.fill_menu(self.window(), menu, ref)  # type: ignore[arg-type]
        if ref is not None and ref.collection == "notes":
            note_menu.fill(menu, self, ref.id)
        menu.exec(place)
        menu.deleteLater()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if not self._fitted:
            self._fitted = True
            self.view.fit()
        self.view.setFocus()

    def close_scene(self) -> None:
        """Stop following the document."""
        self.families.close_bar()
        self.scene.close()

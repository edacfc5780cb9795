"""People around the drawing: the list at its left, the bench below it, and what can be done with who is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from organisatiecanvas.canvas import people_drag, staffing, style
from organisatiecanvas.desktop.bench_strip import BenchStrip
from organisatiecanvas.desktop.people_model import LEAVERS, PeopleModel
from organisatiecanvas.desktop.people_panel import PeoplePanel, target_role
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.desktop.canvas_page import CanvasPage

LEAST, MOST = 190, 480  # pixels the list may take


class PeopleSide(QSplitter):
    """Holds the stage of the drawing with the list and the bench; `changed` when the list came or went."""

    changed = Signal()

    def __init__(self, page: CanvasPage, stage: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, page)
        self.setObjectName("ground")
        self.setHandleWidth(4)
        self._page, self.settings = page, page.settings
        self._aside = False
        self.view = page.view
        self.model = PeopleModel(page.session, page.scene)
        self.panel = PeoplePanel(self.view, self.model, self)
        self.bench = BenchStrip(self.view, self.model)
        column = QWidget(self)
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(stage, 1)
        layout.addWidget(self.bench)
        self.addWidget(self.panel)
        self.addWidget(column)
        self.setCollapsible(0, False)
        self.setCollapsible(1, False)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.view.people_places += [self.bench, self.panel]
        for one in (self.panel.list, self.bench.list):
            one.put_wanted.connect(self.put)
            one.out_wanted.connect(self.take_out)
            one.menu_wanted.connect(self.menu)
        self.panel.folded.connect(lambda: self.show_panel(shown=False))
        self.bench.leavers.clicked.connect(lambda: self.look_for(LEAVERS))
        self.splitterMoved.connect(lambda *_place: self._keep())
        self._restore()

    @property
    def shown(self) -> bool:
        """Whether the list is open, and not aside for want of room."""
        return bool(self.settings.get("people_open")) and not self._aside

    def set_aside(self, *, aside: bool) -> None:
        """Let the list go for want of room, or come back."""
        if aside != self._aside or self.panel.isHidden() == self.shown:
            self._aside = aside
            self._restore()

    def show_panel(self, *, shown: bool) -> None:
        """Open or fold the list; remembered."""
        seen = self.view.mapToScene(self.view.viewport().rect()).boundingRect()
        whole = seen.contains(self._page.scene.content_rect())
        self._aside = False
        self.settings.set(people_open=shown)
        self._restore()
        if whole:  # who saw everything goes on seeing everything
            QTimer.singleShot(0, self.view, self._fit)
        if not shown:
            self.view.setFocus()
        self.changed.emit()

    def _fit(self) -> None:
        """Show everything, unless it would become too small to read."""
        before = self.view.zoom()
        self.view.fit()
        if self.view.zoom() < style.FAR_ZOOM <= before:
            self.view.set_zoom(before)

    def look_for(self, group: str | None = None) -> None:
        """Open the list, of this group, with the keys in its search field."""
        if not self.shown:
            self.show_panel(shown=True)
        if group is not None:
            self.panel.show_group(group)
        self.panel.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.panel.search.selectAll()

    def _restore(self) -> None:
        self.panel.setVisible(self.shown)
        self._share()

    def _share(self) -> None:
        """Give the list the width it had, and the drawing the rest."""
        width = max(LEAST, min(MOST, self.settings.get("people_width")))
        self.setSizes([width, max(200, self.width() - width)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.panel.isVisible():
            self._share()

    def _keep(self) -> None:
        if self.panel.isVisible():
            self.settings.set(people_width=self.panel.width())

    # -- with who is chosen ----------------------------------------------------------------------------------------

    def put(self, people: list[str]) -> None:
        """Into the role that is selected on the drawing."""
        role = target_role(self.view)
        variant = self.view.canvas.variant
        if role is None or variant is None:
            self._page.message.emit(_("Select a role on the canvas first."))
        elif people and not people_drag.put_in(self.view, people, role):
            held = all(person in variant.roles[role].holders for person in people)
            if held:
                self._page.message.emit(_("Holds {role} already").format(role=variant.roles[role].name))

    def take_out(self, people: list[str]) -> None:
        """Out of the role that is selected; from the bench nobody can be taken further out."""
        role = target_role(self.view)
        variant = self.view.canvas.variant
        document = self._page.session.document
        held = [
            one for one in people if role is not None and variant is not None and one in variant.roles[role].holders
        ]
        if role is None or not held:
            self._page.message.emit(_("Select the role on the canvas to take somebody out of."))
            return
        self.view.attempt(lambda: staffing.take_all_out(document, self.view.variant_id, held, role))

    def to_bench(self, people: list[str]) -> None:
        document = self._page.session.document
        self.view.attempt(lambda: staffing.to_bench(document, self.view.variant_id, people))

    def leave(self, people: list[str]) -> None:
        document = self._page.session.document
        self.view.attempt(lambda: staffing.mark_leavers(document, self.view.variant_id, people))

    def menu(self, people: list[str], place: QPoint) -> None:
        """All that can be done with these people."""
        menu = self.build_menu(people)
        menu.exec(place)
        menu.deleteLater()

    def build_menu(self, people: list[str]) -> QMenu:
        """The menu of `menu`, not shown yet."""
        menu = QMenu(self)
        variant = self.view.canvas.variant
        if variant is None:
            return menu
        writable = not self._page.session.document.read_only
        role = target_role(self.view)
        if role is not None:
            name = variant.roles[role].name.replace("&", "&&")
            menu.addAction(_("Put in {role}").format(role=name), lambda: self.put(people)).setEnabled(writable)
            out = menu.addAction(_("Take out of {role}").format(role=name), lambda: self.take_out(people))
            out.setEnabled(writable and any(one in variant.roles[role].holders for one in people))
        bench = menu.addAction(_("Put on the bench"), lambda: self.to_bench(people))
        bench.setEnabled(writable and any(one not in variant.bench or self._placed(one) for one in people))
        leave = menu.addAction(_("Leaves"), lambda: self.leave(people))
        leave.setEnabled(writable and any(one not in self.model.leavers for one in people))
        menu.addSeparator()
        shown = menu.addAction(_("Show on the canvas"), lambda: self._page.reveal("people", people[0]))
        shown.setEnabled(self._placed(people[0]))
        return menu

    def _placed(self, person: str) -> bool:
        return self.model.places is not None and bool(self.model.places.held.get(person))

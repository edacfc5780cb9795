"""Saved views in the window: keep what is seen, go back to it, and a list to put them in order."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QMenu, QVBoxLayout

from organisatiecanvas.canvas import saved_views
from organisatiecanvas.desktop import dialogs, widgets
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow


def seen(window: MainWindow) -> tuple[float, ...]:
    """The part of the drawing that the window shows now, without what the tools float over."""
    view = window.workspace.canvas.view
    room = view.viewport().rect().adjusted(0, view.covered_above, 0, -view.covered_below)
    box = QRectF(view.to_scene(QPointF(room.topLeft())), view.to_scene(QPointF(room.bottomRight())))
    return box.x(), box.y(), box.width(), box.height()


def overlay(window: MainWindow) -> str | None:
    """The overlay shown now."""
    shown = window.workspace.canvas.scene.overlay
    return shown.name if shown is not None else None


def save(window: MainWindow) -> str:
    """Keep what is seen under a name; the id of the view, or nothing when it was cancelled."""
    session = window.session
    variant = session.variant
    if variant is None:
        return ""
    name = dialogs.ask_text(
        _("Save this view"),
        _("What you see now, to come back to while presenting or working."),
        saved_views.free_name(variant),
        _("Save"),
        window,
    )
    if name is None:
        return ""
    try:
        made = saved_views.add(session.document, session.variant_id, name, seen(window), overlay(window))
    except OrganisationError as error:
        dialogs.tell(_("Not done"), str(error), window)
        return ""
    window.say(_("View {name} saved; F5 presents.").format(name=name))
    return made


def go(window: MainWindow, identity: str) -> None:
    """Show a saved view on the canvas of the window."""
    window.workspace.show_place("canvas")
    view = window.session.variant.views.get(identity)
    if view is not None:
        if view.overlay is not None:
            window.workspace.canvas.overlays.choose(view.overlay)
        window.workspace.canvas.view.show_rect(QRectF(*view.box))
        window.workspace.canvas.overlays.choose(view.overlay)


def fill_menu(window: MainWindow, menu: QMenu) -> None:
    """Everything, the saved views, and what can be done with them."""
    menu.clear()
    variant = window.session.variant if window.session is not None else None
    menu.addAction(_("&Everything"), lambda: window.commands.run("view.fit")).setEnabled(variant is not None)
    for number, view in enumerate(variant.views.values() if variant is not None else (), start=1):
        digit = f"&{number}" if number < 10 else str(number)
        menu.addAction(f"{digit}  {view.name.replace('&', '&&')}", lambda one=view.id: go(window, one))
    menu.addSeparator()
    menu.addAction(window.commands.action("views.save"))
    menu.addAction(window.commands.action("views.manage"))


def manage(window: MainWindow) -> None:
    """The list of views."""
    dialog = ViewsDialog(window)
    dialog.exec()
    dialog.deleteLater()


class ViewsDialog(QDialog):
    """The saved views of the variant: every button is an edit like any other, and can be undone."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._session = window, window.session
        self.setWindowTitle(_("Saved views"))
        self.resize(480, 400)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 18, 22, 16)
        outer.setSpacing(10)
        outer.addWidget(widgets.label(_("Saved views"), "heading", self))
        hint = _("In the order in which they are presented. A double click, or F2, renames.")
        outer.addWidget(widgets.label(hint, "small", self, wrap=True))
        middle = QHBoxLayout()
        middle.setSpacing(12)
        self.list = _ViewList(self)
        self.list.setAccessibleName(_("Saved views"))
        self.list.setEditTriggers(
            QListWidget.EditTrigger.DoubleClicked
            | QListWidget.EditTrigger.EditKeyPressed
            | QListWidget.EditTrigger.SelectedClicked
        )
        self.list.itemChanged.connect(lambda item: self._rename(self.list.row(item), item.text()))
        self.list.currentRowChanged.connect(lambda _row: self._allow())
        middle.addWidget(self.list, 1)
        middle.addLayout(self._buttons())
        outer.addLayout(middle, 1)
        self.fault = widgets.label("", "error", self, wrap=True)
        self.fault.hide()
        outer.addWidget(self.fault)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(widgets.button(_("Done"), self.accept, self, role="primary"))
        outer.addLayout(line)
        self._session.changed.connect(lambda _change: self.refresh())
        self.refresh()

    def _buttons(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        self.add = widgets.button(_("Save what is seen now"), self._add, self)
        self.show_ = widgets.button(_("Show"), self._show, self)
        self.up = widgets.button(_("Up"), lambda: self._move(-1), self, icon="chevron-up")
        self.down = widgets.button(_("Down"), lambda: self._move(1), self, icon="chevron-down")
        self.overwrite = widgets.button(_("Overwrite with what is seen"), self._overwrite, self)
        self.remove = widgets.button(_("Delete"), self._delete, self, role="danger")
        for one in (self.add, self.show_, self.up, self.down, self.overwrite, self.remove):
            column.addWidget(one)
        column.addStretch(1)
        return column

    def refresh(self) -> None:
        """Show the views as they are."""
        row = self.list.currentRow()
        self.list.blockSignals(True)
        self.list.clear()
        variant = self._session.variant
        for view in variant.views.values() if variant is not None else ():
            self.list.addItem(view.name)
            item = self.list.item(self.list.count() - 1)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
        self.list.blockSignals(False)
        self._allow()

    def _allow(self) -> None:
        row, count = self.list.currentRow(), self.list.count()
        for one in (self.show_, self.overwrite, self.remove):
            one.setEnabled(row >= 0)
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < count - 1)

    def _chosen(self) -> str:
        return list(self._session.variant.views)[self.list.currentRow()]

    def _attempt(self, edit: Callable[[], object]) -> None:
        """Make an edit, or say why not."""
        self.fault.hide()
        try:
            edit()
        except OrganisationError as error:
            self.fault.setText(str(error))
            self.fault.show()
            self.refresh()

    def _rename(self, row: int, name: str) -> None:
        identity = list(self._session.variant.views)[row]
        document, variant = self._session.document, self._session.variant_id
        self._attempt(lambda: saved_views.rename(document, variant, identity, name))

    def _add(self) -> None:
        document, variant = self._session.document, self._session.variant_id
        if self._session.variant is None:
            return
        name, box = saved_views.free_name(self._session.variant), seen(self._window)
        self._attempt(lambda: saved_views.add(document, variant, name, box, overlay(self._window)))
        self.list.setCurrentRow(self.list.count() - 1)

    def _show(self) -> None:
        go(self._window, self._chosen())

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        document, variant = self._session.document, self._session.variant_id
        self._attempt(lambda: saved_views.move(document, variant, row, row + by))
        self.list.setCurrentRow(row + by)

    def _overwrite(self) -> None:
        document, variant, identity = self._session.document, self._session.variant_id, self._chosen()
        self._attempt(
            lambda: saved_views.overwrite(document, variant, identity, seen(self._window), overlay(self._window))
        )

    def _delete(self) -> None:
        document, variant, identity = self._session.document, self._session.variant_id, self._chosen()
        self._attempt(lambda: saved_views.delete(document, variant, identity))


class _ViewList(QListWidget):
    """Says what can be kept while nothing is."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count():
            widgets.paint_words(self, _("No views yet. Zoom to a part of the drawing and save what you see."))

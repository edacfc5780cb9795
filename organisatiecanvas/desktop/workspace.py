"""The window's content for one document: top bar, rail, workspaces, inspector, status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from organisatiecanvas.canvas import note_editing
from organisatiecanvas.desktop import panels, widgets
from organisatiecanvas.desktop.canvas_page import CanvasPage
from organisatiecanvas.desktop.inspector import Inspector
from organisatiecanvas.desktop.pages import MAKERS
from organisatiecanvas.desktop.panels import Grip
from organisatiecanvas.desktop.rail import Rail
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.statusbar import StatusBar
from organisatiecanvas.desktop.topbar import TopBar
from organisatiecanvas.desktop.variant_desk import VariantDesk
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.labels import collection_label
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.desktop.outline import OutlinePanel
    from organisatiecanvas.desktop.present import Presenter
    from organisatiecanvas.desktop.window import MainWindow


SIDES = ("outline", "people", "inspector")  # panels beside the drawing
LEAST_DRAWING = 470  # pixels that they leave it


def places() -> list[tuple[str, str, str]]:
    """Name, title and icon of every workspace that there is."""
    return [
        ("canvas", _("Canvas"), "canvas"),
        ("data", _("Data"), "people"),
        ("skills", collection_label("skills"), "skills"),
        ("flow", _("Lead time"), "flow"),
        ("control", _("Control capacity"), "decision"),
        ("workload", _("Workload"), "workload"),
        ("compare", _("Compare"), "compare"),
        ("actions", collection_label("actions"), "actions"),
        ("dossier", _("Council dossier"), "dossier"),
    ]


class Workspace(QWidget):
    """Everything between the menu bar and the status line, for one session."""

    def __init__(self, window: MainWindow, session: Session) -> None:
        super().__init__(window)
        self._window, self.session = window, session
        self.desk = VariantDesk(self)
        self.settings = window.settings
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.top = TopBar(session, window.commands, window.timer, self)
        outer.addWidget(self.top)
        if session.document.read_only:
            outer.addWidget(self._banner())
        middle = QHBoxLayout()
        middle.setSpacing(0)
        self.rail = Rail(places(), self)
        middle.addWidget(self.rail)
        self.outline: OutlinePanel | None = None
        self._grip = Grip(self)
        self._grip.hide()
        self._grip.dragged.connect(self._widen_outline)
        middle.addWidget(self._grip)
        self._middle = middle
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setObjectName("ground")
        self.split.setHandleWidth(4)
        self.stack = QStackedWidget(self)
        self.stack.setObjectName("ground")
        self.split.addWidget(self.stack)
        self.inspector = Inspector(session, self)
        self.split.addWidget(self.inspector)
        self.split.setCollapsible(0, False)
        self.split.setCollapsible(1, False)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        middle.addWidget(self.split, 1)
        outer.addLayout(middle, 1)
        self.status = StatusBar(session, self)
        outer.addWidget(self.status)
        self.presenter: Presenter | None = None
        self._aside: set[str] = set()  # panels that are open but for want of room
        self.pages: dict[str, QWidget] = {}
        self.place = ""
        self._connect()
        self.show_place("canvas")
        self._restore_panels()

    def _banner(self) -> QFrame:
        banner = QFrame(self)
        banner.setProperty("role", "banner")
        row = QHBoxLayout(banner)
        row.setContentsMargins(14, 6, 10, 6)
        row.addWidget(QLabel(_("This document is open to read only: changes can't be made here."), banner))
        row.addStretch(1)
        row.addWidget(
            widgets.button(
                _("Save under another name…"), lambda: self._window.commands.run("file.save_as"), banner, role="small"
            )
        )
        return banner

    def _connect(self) -> None:
        self.rail.chosen.connect(self.show_place)
        tabs = self.top.tabs
        tabs.add_wanted.connect(self.copy_variant)
        tabs.source_wanted.connect(self.desk.add_from)
        tabs.rename_wanted.connect(self.desk.rename)
        tabs.menu_wanted.connect(self.desk.show_menu)
        tabs.moved.connect(self.desk.move)
        self.status.zoom_clicked.connect(self._fit)
        self.status.language_clicked.connect(lambda: self._window.choose_language(self.status.language))
        self.inspector.reveal.connect(self.reveal)
        self.inspector.rules_wanted.connect(self.edit_rules)
        self.inspector.note_action_wanted.connect(self.act_on_note)
        self.session.variant_changed.connect(lambda _variant: self._window.commands.refresh())
        self.session.told.connect(self.status.show_message)

    def _fit(self) -> None:
        self.canvas.view.fit()

    def reveal(self, collection: str, identity: str) -> None:
        self.canvas.reveal(collection, identity)

    # -- workspaces ----------------------------------------------------------------------------------------------

    @property
    def canvas(self) -> CanvasPage:
        page = self.pages["canvas"]
        assert isinstance(page, CanvasPage)
        return page

    def show_place(self, name: str) -> QWidget:
        """Go to a workspace; it is made when it is first shown."""
        if name not in self.pages:
            page = MAKERS[name](self, self._window)
            self.pages[name] = page
            self.stack.addWidget(page)
        if self.place == "canvas" and name != "canvas":
            self._keep_panels()
        self.place = name
        self.stack.setCurrentWidget(self.pages[name])
        self.rail.show_chosen(name)
        self._show_sides()
        if name != "canvas":
            self.status.hide_zoom()
        else:
            self.status.show_zoom(self.canvas.view.zoom())
        self._window.commands.refresh()
        return self.pages[name]

    def go_to(self, name: str) -> None:
        """Go to a workspace with the keys: they count there from now on, wherever they were."""
        page = self.show_place(name)
        focus = self._window.focusWidget()
        if focus is None or not page.isAncestorOf(focus):
            target = self.canvas.view if name == "canvas" else panels.first(page)
            if target is not None:
                target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def show_action(self, identity: str) -> None:
        """Go to a line of the action plan."""
        action = self.session.organisation.actions.get(identity)
        if action is not None:
            self.show_place("actions").show_row(action)  # type: ignore[attr-defined]

    def act_on_note(self, note: str) -> None:
        """Make an action of a note; the second time show the one there is."""
        try:
            action, new = note_editing.make_action(self.session.document, self.session.variant_id, note)
        except OrganisationError as error:
            self.status.show_message(str(error))
            return
        if new:
            self.status.show_message(_("Added to the actions: {name}").format(name=action.title))
        else:
            self.show_action(action.id)

    def show_in_table(self, collection: str, identity: str) -> None:
        """Go to the table in which something that is not on the canvas stands."""
        if collection == "actions":
            self.show_action(identity)
            return
        row = getattr(self.session.organisation, collection).get(identity)
        if row is not None:
            self.show_place("data").show_table(collection).show_row(row)  # type: ignore[attr-defined]

    # -- panels --------------------------------------------------------------------------------------------------

    def panel_shown(self, name: str) -> bool:
        """Whether it is open, and not aside for want of room."""
        return bool(self.settings.get(f"{name}_open")) and name not in self._aside

    def set_panel(self, name: str, *, shown: bool) -> None:
        """Fold or unfold `outline`, `inspector` or `findings`; remembered."""
        self._keep_panels()
        self._keep_focus(name if not shown else "")
        self.settings.set(**{f"{name}_open": shown})
        if name == "findings":
            self.canvas.findings_holder.setVisible(shown)
        else:
            self._make_room(name if shown else "")
            self._show_sides()
        self._restore_sizes()
        self._window.commands.refresh()

    def _make_room(self, opened: str) -> None:
        """Close what leaves the drawing too little beside what was just opened: they take each other's place."""
        self._aside.discard(opened)
        room = self.width() - self.rail.width() - LEAST_DRAWING
        if opened:
            room -= self._side_width(opened)
            for name in SIDES:
                if name == opened or not self.panel_shown(name):
                    continue
                if self._side_width(name) > room:
                    self._keep_focus(name)
                    self.settings.set(**{f"{name}_open": False})
                else:
                    room -= self._side_width(name)

    def _put_aside(self) -> None:
        """In a window that became narrower only as many panels stay as leave room; the others come back with it."""
        room = self.width() - self.rail.width() - LEAST_DRAWING
        aside: set[str] = set()
        kept = 0
        for name in reversed(SIDES):
            if not self.settings.get(f"{name}_open"):
                continue
            if kept and self._side_width(name) > room:
                aside.add(name)
            else:
                kept += 1
                room -= self._side_width(name)
        if aside != self._aside:
            for name in aside - self._aside:
                self._keep_focus(name)
            self._aside = aside
            self._show_sides()
            self._window.commands.refresh()

    def _side_width(self, name: str) -> int:
        return int(self.settings.get(f"{name}_width")) + self.split.handleWidth()

    def _show_sides(self) -> None:
        """Show what is open and not aside."""
        self.inspector.setVisible(self.place == "canvas" and self.panel_shown("inspector"))
        self._show_outline()
        self.canvas.people.set_aside(aside="people" in self._aside)

    def on_people(self) -> None:
        if self.canvas.people.shown:
            self._make_room("people")
            self._show_sides()
        self._window.commands.refresh()

    def _keep_focus(self, name: str) -> None:
        """Give the keys to the drawing where they were in a panel that goes; Qt would pass them on to anything."""
        panels_ = {"outline": self.outline, "people": self.canvas.people.panel, "inspector": self.inspector}
        panel = panels_.get(name, self.canvas.findings if name == "findings" else None)
        focus = self._window.focusWidget()
        if panel is not None and focus is not None and (panel is focus or panel.isAncestorOf(focus)):
            self.canvas.view.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._put_aside()

    def _show_outline(self) -> None:
        """Show the outline beside the canvas, where it is open; it is made when it is first wanted."""
        shown = self.place == "canvas" and self.panel_shown("outline")
        if shown and self.outline is None:
            from organisatiecanvas.desktop.outline import OutlinePanel

            self.outline = OutlinePanel(self.canvas, self)
            self._middle.insertWidget(1, self.outline)
            self.outline.setFixedWidth(max(200, min(480, self.settings.get("outline_width"))))
            self.outline.inspector_wanted.connect(self.show_inspector)
            self.outline.folded.connect(lambda: self.set_panel("outline", shown=False))
        if self.outline is not None:
            self.outline.setVisible(shown)
        self._grip.setVisible(shown)

    def _widen_outline(self, way: int) -> None:
        if self.outline is not None:
            width = max(200, min(480, self.outline.width() + way))
            self.outline.setFixedWidth(width)
            self.settings.set(outline_width=width)

    def show_inspector(self) -> None:
        """Open the inspector and go to its first field."""
        self.set_panel("inspector", shown=True)
        field = panels.first(self.inspector)
        if field is not None:
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _restore_panels(self) -> None:
        self.canvas.findings_holder.setVisible(self.panel_shown("findings"))
        self._show_sides()
        self._restore_sizes()

    def _restore_sizes(self) -> None:
        width = max(260, min(560, self.settings.get("inspector_width")))
        self.split.setSizes([max(300, self._window.width() - 98 - width), width])
        height = max(90, min(600, self.settings.get("findings_height")))
        self.canvas.setSizes([max(160, self._window.height() - 110 - height), height])

    def _keep_panels(self) -> None:
        if self.inspector.isVisible():
            self.settings.set(inspector_width=self.inspector.width())
        if "canvas" in self.pages and self.canvas.findings_holder.isVisible():
            self.settings.set(findings_height=self.canvas.findings_holder.height())

    # -- variants ------------------------------------------------------------------------------------------------

    def copy_variant(self, source: str = "") -> str:
        """A redesign from this variant or the one shown, after asking its name; its id, or nothing."""
        return self.desk.copy(source)

    def edit_rules(self) -> None:
        from organisatiecanvas.desktop.rules_dialog import RulesDialog

        dialog = RulesDialog(self.session, self)
        dialog.exec()
        dialog.deleteLater()

    # -- presenting ----------------------------------------------------------------------------------------------

    def present(self) -> Presenter:
        """Show the drawing to the room, full screen; the one presentation there is when it is shown already."""
        from organisatiecanvas.desktop.present import Presenter, choose_screen

        if self.presenter is None:
            self.show_place("canvas")
            self.canvas.view.commit_name()
            self.presenter = Presenter(self.session, self._window.timer, self.settings, self.canvas)
            self.presenter.ended.connect(self._after_presenting)
        wanted = self.settings.get("present_screen")
        self.presenter.open_on(choose_screen(QGuiApplication.screens(), self._window.screen(), wanted))
        return self.presenter

    def _after_presenting(self) -> None:
        if self.presenter is not None:
            self.presenter.deleteLater()
            self.presenter = None
            self._window.activateWindow()
            self.canvas.view.setFocus()

    def close_document(self) -> None:
        """Let go of the document; the window deletes this widget afterwards."""
        if self.presenter is not None:
            self.presenter.close()
        self._keep_panels()
        self.canvas.close_scene()
        self.session.close()

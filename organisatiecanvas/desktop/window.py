"""The main window. It shows at once and loads what needs the database layer only when there is a document."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMainWindow, QMenu, QWidget

from organisatiecanvas.desktop import dropping
from organisatiecanvas.desktop.commands import Commands
from organisatiecanvas.desktop.menus import build_menus
from organisatiecanvas.desktop.settings import Settings
from organisatiecanvas.desktop.timer import LONGEST, WorkshopTimer
from organisatiecanvas.desktop.window_commands import add_commands
from organisatiecanvas.models import collector, language
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.canvas.refs import Ref
    from organisatiecanvas.desktop.file_watch import FileWatch
    from organisatiecanvas.desktop.session import Session
    from organisatiecanvas.desktop.start_page import StartPage
    from organisatiecanvas.desktop.workspace import Workspace
    from organisatiecanvas.models.document import Document
    from organisatiecanvas.models.working import Recovery

DEFAULT_SIZE = (1440, 860)
TITLE_BAR = 30  # pixels, about: the style would tell, and takes ten milliseconds to load
SETTLED_MS = 1500  # after the first figures all that was to be made for a document has been made
LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}
MENU_KEY = QKeyCombination(Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_F10)


class MainWindow(QMainWindow):
    """One window, one document. `workspace` is its content, None on the start page."""

    def __init__(self, settings: Settings | None = None) -> None:
        super().__init__()
        self.settings = settings or Settings()
        self.session: Session | None = None
        self.watch: FileWatch | None = None  # of the open document's file
        self.workspace: Workspace | None = None
        self.start: StartPage | None = None
        self._to_open: tuple[Path | None, str] | None = None
        self._look_due = False  # the system asked for another look while a question was open
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self.timer = self._make_timer()
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLED_MS)
        self._settling.timeout.connect(collector.set_aside)
        self.setMinimumSize(760, 520)
        self.setAcceptDrops(True)
        self._name_corners()
        self._fill_menus()
        self._place()

    def _name_corners(self) -> None:
        """The name of the program and of the document, once: the menus between them are made anew."""
        bar = self.menuBar()
        name = QLabel("Organisatiecanvas", bar)
        name.setObjectName("applicationName")
        bar.setCornerWidget(name, Qt.Corner.TopLeftCorner)
        self._document_label = QLabel(bar)
        self._document_label.setTextFormat(Qt.TextFormat.PlainText)
        self._document_label.setObjectName("documentName")
        bar.setCornerWidget(self._document_label, Qt.Corner.TopRightCorner)

    def _fill_menus(self) -> None:
        self.commands = Commands(self)
        add_commands(self)
        self.menuBar().clear()
        build_menus(self)

    def _make_timer(self) -> WorkshopTimer:
        """The one timer of the workshop: it goes on whatever is shown."""
        timer = WorkshopTimer(self)
        minutes = self.settings.get("timer_minutes")
        if 0 < minutes <= LONGEST:
            timer.set_minutes(minutes)
        timer.sound = self.settings.get("timer_sound")
        timer.ended.connect(lambda: self.say(_("Time is up.")))
        return timer

    # -- place on the screen -------------------------------------------------------------------------------------

    def _place(self) -> None:
        """Where it was last, if that is still on a screen; else in the middle of the first."""
        kept = self.settings.geometry()
        screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        wanted = QRect(*kept) if kept is not None else None
        if wanted is None or not any(screen.intersects(wanted) for screen in screens):
            primary = QGuiApplication.primaryScreen().availableGeometry()
            wanted = QRect(0, 0, min(DEFAULT_SIZE[0], primary.width()), min(DEFAULT_SIZE[1], primary.height()))
            wanted.moveCenter(primary.center())
            screens = [primary]
        home = max(screens, key=lambda screen: _area(screen.intersected(wanted)))
        # The geometry is that without the frame: its title bar has to be on the screen too.
        home = home.adjusted(0, TITLE_BAR, 0, 0)
        wanted.setSize(wanted.size().boundedTo(home.size()))
        wanted.moveLeft(max(home.left(), min(wanted.left(), home.right() - wanted.width() + 1)))
        wanted.moveTop(max(home.top(), min(wanted.top(), home.bottom() - wanted.height() + 1)))
        self.setGeometry(wanted)
        if self.settings.get("maximised"):
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _keep_place(self) -> None:
        place = self.normalGeometry()
        self.settings.set(maximised=self.isMaximized(), geometry=[place.x(), place.y(), place.width(), place.height()])

    # -- what is shown -------------------------------------------------------------------------------------------

    def show_start(self) -> None:
        """The page without a document."""
        from organisatiecanvas.desktop.start_page import StartPage

        self._let_go()
        self.start = StartPage(self)
        self._set_content(self.start)

    def show_loading(self, name: str) -> None:
        """What is seen between the window and its document."""
        waiting = QLabel(_("Opening {name}…").format(name=name), self)
        waiting.setTextFormat(Qt.TextFormat.PlainText)
        waiting.setProperty("role", "muted")
        waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.start = None
        self._set_content(waiting)

    def show_document(self, document: Document) -> None:
        """Show this document instead of what is open now, which is closed."""
        from organisatiecanvas.desktop.file_watch import FileWatch
        from organisatiecanvas.desktop.session import Session
        from organisatiecanvas.desktop.workspace import Workspace

        self._let_go()
        self.session = Session(document, self)
        self.session.changed.connect(lambda _change: self._on_change())
        self.session.saved.connect(self._on_change)
        self.watch = FileWatch(document, self.session)
        self.session.saved.connect(self.watch.follow)
        self.watch.replaced.connect(self._on_replaced)
        self.workspace = Workspace(self, self.session)
        self.start = None
        self._set_content(self.workspace)
        # After the first paint: the analysis would compete with it for the interpreter.
        QTimer.singleShot(0, self.session, self.session.analyse)
        self.session.runner.changed.connect(self._on_figures)

    def _on_figures(self) -> None:
        """With the first figures the window is complete."""
        session = self.session
        if session is not None and session.runner.fresh:
            session.runner.changed.disconnect(self._on_figures)
            self._settling.start()

    def _set_content(self, content: QWidget) -> None:
        self.setCentralWidget(content)  # deletes what was there
        self.refresh_title()
        self.commands.refresh()

    def _let_go(self) -> None:
        """Close the open document without a question."""
        document = self._detach()
        if document is not None:
            document.close()

    def _detach(self) -> Document | None:
        """Take the open document out of the window; it stays open."""
        session, workspace = self.session, self.workspace
        if session is None or workspace is None:
            return None
        self.session = self.workspace = self.watch = None
        self._settling.stop()
        collector.take_back()
        workspace.close_document()
        workspace.hide()
        session.deleteLater()
        return session.document

    def close_document(self) -> bool:
        """Back to the start page, after asking about changes."""
        from organisatiecanvas.desktop import files

        if not files.may_leave(self):
            return False
        self.show_start()
        return True

    def _on_change(self) -> None:
        self.refresh_title()
        self.commands.refresh()

    def _on_replaced(self, who: str, when: str) -> None:
        words = _("{who} saved this file at {when}. Saving yours will ask what to do; nothing is overwritten.")
        self.say(words.format(who=who, when=when))

    def refresh_title(self) -> None:
        document = self.session.document if self.session is not None else None
        if document is None:
            self.setWindowTitle("Organisatiecanvas")
            self._show_name("")
            self.setWindowModified(False)
            return
        title = document.organisation.workshop.title or document.name
        words = f"{title} — {document.path.name}" if document.path is not None else title
        self._show_name(words)
        self.setWindowTitle(f"{words}[*] — Organisatiecanvas")
        self.setWindowModified(document.modified)

    def _show_name(self, words: str) -> None:
        shown = self._document_label.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, 420)
        if shown != self._document_label.text():
            # The menu bar asks a corner for its size only when it is set.
            self._document_label.setText(shown)
            self._document_label.adjustSize()
            self.menuBar().setCornerWidget(self._document_label, Qt.Corner.TopRightCorner)
            self._document_label.show()

    def say(self, words: str) -> None:
        """One sentence in the status line."""
        if self.workspace is not None:
            self.workspace.status.show_message(words)

    # -- opening, from the start page and the menus ----------------------------------------------------------------

    def open_path(self, path: Path) -> bool:
        from organisatiecanvas.desktop import files

        return files.open_path(self, path)

    def open_example(self, name: str) -> bool:
        from organisatiecanvas.desktop import files

        return files.open_example(self, name)

    def start_from(self, starter: str) -> bool:
        from organisatiecanvas.desktop import files

        return files.new_from(self, starter)

    def recover(self, recovery: Recovery) -> bool:
        from organisatiecanvas.desktop import files

        return files.recover(self, recovery)

    # -- a file dragged on the window ----------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropping.dragged(event.mimeData()) is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open it once the hand of the other program is free again: opening may ask something."""
        path = dropping.dragged(event.mimeData())
        if path is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            QTimer.singleShot(0, self, lambda: dropping.take(self, path))

    def open_later(self, path: Path | None, example: str) -> None:
        """Open once the empty window has been painted."""
        name = path.stem if path is not None else example
        self.show_loading(name)
        self._to_open = (path, example)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._to_open is not None:
            path, example = self._to_open
            self._to_open = None
            QTimer.singleShot(0, self, lambda: self._open_now(path, example))

    def _open_now(self, path: Path | None, example: str) -> None:
        with collector.no_collector():
            opened = self.open_path(path) if path is not None else self.open_example(example)
        if not opened:
            self.show_start()

    # -- language ------------------------------------------------------------------------------------------------

    def choose_language(self, below: QWidget) -> None:
        menu = QMenu(self)
        for code, name in LANGUAGE_NAMES.items():
            action = menu.addAction(name, lambda one=code: self.use_language(one))
            action.setCheckable(True)
            action.setChecked(code == language.current())
        corner = below.mapToGlobal(below.rect().topLeft())
        menu.exec(corner - QPoint(0, menu.sizeHint().height()))
        menu.deleteLater()

    def use_language(self, code: str) -> None:
        """Speak another language: the window is built anew around the same document."""
        if code == language.current():
            return
        from organisatiecanvas.desktop.app import translate_qt

        language.use(code)
        translate_qt()
        self.settings.set(language=code)
        self._rebuild()

    # -- look ----------------------------------------------------------------------------------------------------

    def use_theme(self, choice: str) -> None:
        """One of theme.CHOICES, from now on."""
        self.settings.set(theme=choice)
        self._choose_look()

    def _choose_look(self) -> None:
        from organisatiecanvas.desktop import theme

        if theme.choose(self.settings.get("theme")):
            self._rebuild()

    def _follow_system(self) -> None:
        """Light or dark as the system is; not under a question that is open, for it may stand on what is rebuilt."""
        if self.settings.get("theme") != "system":
            return
        self._look_due = QApplication.activeModalWidget() is not None
        if not self._look_due:
            self._choose_look()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() != QEvent.Type.ActivationChange or not self.isActiveWindow():
            return
        if self.watch is not None:
            self.watch.look()
        if self._look_due:
            QTimer.singleShot(0, self, self._follow_system)

    def _rebuild(self) -> None:
        """Make everything anew around the same document, and go back to where the user was in it."""
        shown = self._shown()
        document = self._detach()
        old = self.commands
        self._fill_menus()
        old.deleteLater()
        if document is None:
            self.show_start()
            return
        self.show_document(document)
        self._show_again(*shown)

    def _shown(self) -> tuple[str, str, list[Ref]]:
        """Variant, workspace and what is selected on the canvas."""
        if self.session is None or self.workspace is None:
            return "", "", []
        return self.session.variant_id, self.workspace.place, list(self.workspace.canvas.scene.selected())

    def _show_again(self, variant: str, place: str, selected: list[Ref]) -> None:
        assert self.session is not None
        assert self.workspace is not None
        self.session.show_variant(variant)
        self.workspace.canvas.scene.select(selected)
        self.workspace.show_place(place)

    def showEvent(self, event: QShowEvent) -> None:
        if self.centralWidget() is None:
            self.show_start()
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what a button that has the keys says, once while it is held; Shift+F10 is the menu key.

        Qt knows Space alone for the first, and the second only where the system sends it.
        """
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QAbstractButton):
            if not event.isAutoRepeat():
                focus.click()
        elif focus is not None and sys.platform.startswith("linux") and event.keyCombination() == MENU_KEY:
            place = (focus.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle) or focus.rect()).center()
            by_key = QContextMenuEvent.Reason.Keyboard  # elsewhere the system sends this itself
            QApplication.sendEvent(focus, QContextMenuEvent(by_key, place, focus.mapToGlobal(place)))
        else:
            super().keyPressEvent(event)

    # -- leaving -------------------------------------------------------------------------------------------------

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.session is not None:
            from organisatiecanvas.desktop import files

            if not files.may_leave(self):
                event.ignore()
                return
        self._keep_place()
        self.timer.pause()
        self.settings.set(timer_minutes=self.timer.minutes, timer_sound=self.timer.sound)
        self._let_go()
        event.accept()


def _area(rect: QRect) -> int:
    return max(0, rect.width()) * max(0, rect.height())

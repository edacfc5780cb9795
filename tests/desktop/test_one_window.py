"""Nothing is a window of its own for a moment: that flashes on the screen and takes the focus from the drawing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from organisatiecanvas.canvas.refs import Ref
from organisatiecanvas.models import examples
from organisatiecanvas.models.document import Document


class Watch(QObject):
    """Notes every widget that is shown as a window."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.objectName()}")
        return False


def test_a_document_opens_and_is_worked_in_without_another_window(window, qtbot):
    watch, application = Watch(), QApplication.instance()
    application.installEventFilter(watch)
    try:
        window.show_document(Document.new(rows=examples.read("bosch")))
        scene, variant = window.workspace.canvas.scene, window.session.variant
        for collection in ("units", "roles", "links", "notes"):
            scene.select([Ref(collection, next(iter(getattr(variant, collection))))])
        for panel in ("outline", "people", "inspector", "findings"):
            window.commands.run(f"view.{panel}")
            window.commands.run(f"view.{panel}")
        for overlay in ("control", "lead_time", "none"):
            window.commands.run(f"overlay.{overlay}")
        window.commands.run("view.compare")
        window.commands.run("edit.find")
        for place in ("data", "skills", "actions", "canvas"):
            window.commands.run(f"go.{place}")
    finally:
        application.removeEventFilter(watch)
    assert not watch.shown
    assert window.isActiveWindow()

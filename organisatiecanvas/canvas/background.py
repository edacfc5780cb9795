"""Routes found off the interface thread, handed over in slices; the newest request wins."""

from __future__ import annotations

import threading
import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from organisatiecanvas.canvas import routes
from organisatiecanvas.canvas.drawing import Drawing, Route
from organisatiecanvas.canvas.worker import Worker
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.document import Document

if TYPE_CHECKING:
    from organisatiecanvas.canvas.scene import CanvasScene

SLICE = 0.4  # seconds of work that are handed over together: each slice costs the window one picture of everything

GIVEN_UP = 0.1  # seconds after which a resting worker looks whether it is still wanted


class BackgroundRouting(QObject):
    """`found` brings routes by link, with the number that `request` gave; `done` tells that there are no more."""

    found = Signal(int, object)
    done = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker()
        self.number = 0
        self.busy = False
        self._shown = threading.Event()
        self.found.connect(self._on_found)
        self.done.connect(self._on_done)

    def request(self, drawing: Drawing) -> int:
        """Find the routes that this drawing lacks; whatever was asked for before is given up."""
        self.number += 1
        self.busy = True
        self._worker.clear()
        self._worker.start(partial(self._fill, self.number, drawing))
        return self.number

    def _fill(self, number: int, drawing: Drawing) -> None:
        """All the routes that a drawing lacks, in the other thread. The drawing is a copy: nobody else touches it."""
        found: dict[str, Route] = {}
        since = time.monotonic()
        for part in routes.fill(drawing):
            if self.number != number:  # asked for something newer, or closed
                return
            found.update(part)
            if time.monotonic() - since > SLICE:
                if not self.hand_over(number, found):
                    return
                found, since = {}, time.monotonic()
            time.sleep(0)  # the window goes first: two threads that both compute wait for each other too long
        self.found.emit(number, found)
        self.done.emit(number)

    def cancel(self) -> None:
        """Give up what runs."""
        self.number += 1
        self.busy = False
        self._worker.clear()

    def hand_over(self, number: int, found: dict[str, Route]) -> bool:
        """In the worker: give these away and rest until they are shown; False when nobody wants more."""
        self._shown.clear()
        self.found.emit(number, found)
        while not self._shown.wait(GIVEN_UP):
            if self.number != number:
                return False
        return self.number == number

    def _on_found(self) -> None:
        QTimer.singleShot(0, self._shown.set)  # comes after the picture that the routes ask for

    def _on_done(self, number: int) -> None:
        if number == self.number:
            self.busy = False

    def close(self) -> None:
        """Give up what runs, and wait until it has ended."""
        self.cancel()
        self._worker.close()


class SceneRouting(QObject):
    """The routes of one scene: what it shows without a route in the document joins the next edit of the drawing."""

    def __init__(self, scene: CanvasScene) -> None:
        super().__init__(scene)
        self._scene = scene
        self.background: BackgroundRouting | None = None
        document = scene.document
        if isinstance(document, Document):
            document.settling.connect(self._write_shown)
            routes.follow(document)

    def use_background(self) -> None:
        """Route in a worker where many links lack their way, so that nobody waits for it."""
        if self.background is None:
            self.background = BackgroundRouting(self)
            self.background.found.connect(self._bring)
            self._scene.wiring.background = self.background.request

    def cancel(self) -> None:
        """Something else is shown: give up what runs."""
        if self.background is not None:
            self.background.cancel()

    def _bring(self, number: int, found: dict[str, Route]) -> None:
        if self.background is None or number != self.background.number:
            return
        with self._scene.bulk():
            self._scene.wiring.bring(found)
        self._scene.forget_content()

    def _write_shown(self, document: Document, change: Change) -> None:
        """Write down where links without a route are shown, so that an edit moves only what it touches."""
        scene = self._scene
        variant = scene.variant
        if variant is None or not any(routes.shapes(row) and row.key[0] == scene.variant_id for row in change.rows):
            return
        told = {row.key[1] for row in change.rows if row.collection == "links" and row.key[0] == scene.variant_id}
        for link in variant.links.values():
            if link.route is None and link.id in scene.links and link.id not in told:
                link.route = scene.wiring.shown(link.id)

    def close(self) -> None:
        """Stop writing and routing."""
        if isinstance(self._scene.document, Document):
            self._scene.document.settling.disconnect(self._write_shown)
        if self.background is not None:
            self.background.close()

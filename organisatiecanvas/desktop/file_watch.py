"""Noticing that somebody else saved the file that is open: on a share, or through a folder that is synchronised."""

from __future__ import annotations

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import SaveConflictError

Seen = tuple[int, int, int]  # time, size and number of a file: what a replacement changes


class FileWatch(QObject):
    """`replaced` tells who saved it and when, once for every such save.

    The folder is watched where the system can; shares often can't, so the window also has it looked at when people come
    back to it.
    """

    replaced = Signal(str, str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self.look)
        self._seen: Seen | None = None
        self.follow()

    def follow(self) -> None:
        """Watch where the document is now; called when it was saved."""
        path = self._document.path
        self._seen = self._look_at()
        folder = [str(path.parent)] if path is not None and path.parent.is_dir() else []
        for watched in self._watcher.directories():
            if watched not in folder:
                self._watcher.removePath(watched)
        if folder and folder != self._watcher.directories():
            self._watcher.addPaths(folder)

    def look(self) -> None:
        """Tell when the file is another than when it was opened or saved here."""
        now = self._look_at()
        if now is None or now == self._seen:
            return
        self._seen = now
        try:
            self._document.refuse_conflict()
        except SaveConflictError as error:
            self.replaced.emit(error.saved_by, error.saved_at)

    def _look_at(self) -> Seen | None:
        path = self._document.path
        try:
            found = path.stat() if path is not None else None
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_size, found.st_ino) if found is not None else None

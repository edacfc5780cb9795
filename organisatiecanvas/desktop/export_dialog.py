"""Exporting from the window: what, which variant, whose names, where; made off the interface thread."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRunnable, QThreadPool, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from organisatiecanvas.desktop import dialogs, widgets
from organisatiecanvas.desktop.dialogs import Choice
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.exports import TargetBusyError, export, still
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow


def titles() -> dict[str, str]:
    return {
        "skills": _("Export the skills matrix"),
        "actions": _("Export the action plan"),
        "canvas": _("Export a picture of the canvas"),
    }


class _Work(QRunnable):
    """One export in another thread; `ask` there answers with what was chosen before."""

    def __init__(self, dialog: ExportDialog, moment: Any, options: dict[str, Any], instead: dict[Path, Path]) -> None:
        super().__init__()
        self._dialog, self._moment, self._options, self._instead = dialog, moment, options, instead

    def run(self) -> None:
        try:
            made = export(self._moment, ask=lambda error: self._instead.get(error.path), **self._options)
        except Exception as error:  # told in the interface thread, whatever it is
            self._dialog.finished_work.emit(error)
        else:
            self._dialog.finished_work.emit(made)


class ExportDialog(QDialog):
    """Asks, writes, and says what was made; `made` holds the files."""

    finished_work = Signal(object)  # list of paths, or the error

    def __init__(self, session: Session, what: str, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.what = session, what
        self.made: list[Path] = []
        self._instead: dict[Path, Path] = {}
        self._pool = QThreadPool(self)
        self.setWindowTitle(titles()[what])
        self.setMinimumWidth(520)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 18, 22, 18)
        outer.setSpacing(14)
        outer.addWidget(widgets.label(titles()[what], "heading", self))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.variant = self._combo([(one.id, one.name) for one in session.organisation.variants.values()])
        self.variant.setCurrentIndex(max(0, self.variant.findData(session.variant_id)))
        self.names = self._combo([("full", _("full names")), ("codes", _("codes")), ("none", _("no names"))])
        formats = [("svg", "SVG"), ("png", "PNG"), ("pdf", "PDF")] if what == "canvas" else [("xlsx", "Excel (.xlsx)")]
        self.format = self._combo(formats)
        rows: list[tuple[str, QWidget]] = [(_("Names"), self.names), (_("Format"), self.format)]
        if what != "actions":
            rows.insert(0, (_("Variant"), self.variant))
        rows.append((_("Folder"), self._folder_field(folder)))
        for line, (words, field) in enumerate(rows):
            grid.addWidget(widgets.label(words, "label", self), line, 0)
            grid.addWidget(field, line, 1)
        self.variant.setVisible(what != "actions")
        outer.addLayout(grid)
        self.state = widgets.label("", "small", self, wrap=True)
        outer.addWidget(self.state)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self.cancel_button = widgets.button(_("Cancel"), self.reject, self)
        self.export_button = widgets.button(_("Export"), self.start, self, role="primary", icon="export")
        self.export_button.setDefault(True)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.export_button)
        outer.addLayout(buttons)
        self.finished_work.connect(self._on_finished)

    def _combo(self, entries: list[tuple[str, str]]) -> QComboBox:
        box = QComboBox(self)
        for value, words in entries:
            box.addItem(words, value)
        return box

    def _folder_field(self, folder: Path) -> QWidget:
        field = QWidget(self)
        row = QHBoxLayout(field)
        row.setContentsMargins(0, 0, 0, 0)
        self.folder = QLineEdit(str(folder), field)
        row.addWidget(self.folder, 1)
        row.addWidget(widgets.icon_button("open", _("Choose a folder"), self._choose_folder, field))
        return field

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Choose a folder"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    # -- writing -------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Write what was chosen; the dialog waits, the window keeps painting."""
        self.state.setText(_("Exporting…"))
        self.export_button.setEnabled(False)
        options = {
            "target_folder": Path(self.folder.text()).expanduser(),
            "what": self.what,
            "variant": self.variant.currentData() if self.what != "actions" else None,
            "names": self.names.currentData(),
            "format": self.format.currentData(),
        }
        work = _Work(self, still(self.session.document), options, self._instead)
        if self.what == "canvas":
            work.run()  # Qt draws scenes in the interface thread only
        else:
            self._pool.start(work)

    def _on_finished(self, result: object) -> None:
        self.state.setText("")
        self.export_button.setEnabled(True)
        if isinstance(result, TargetBusyError):
            self._ask_about(result)
        elif isinstance(result, (OrganisationError, OSError)):
            dialogs.tell(_("Not exported"), str(result), self)
        elif isinstance(result, BaseException):
            raise result
        elif isinstance(result, list):
            self.made = result
            self.accept()

    def _ask_about(self, error: TargetBusyError) -> None:
        answer = dialogs.ask(
            _("{name} is open in another program").format(name=error.path.name),
            _("Close it there and try again, or save under another name. Your document is not affected."),
            [
                Choice("cancel", _("Cancel")),
                Choice("other", _("Save under another name…")),
                Choice("retry", _("Try again"), "primary"),
            ],
            self,
            "lock",
        )
        if answer == "other":
            suggestion = error.path.with_stem(f"{error.path.stem}-2")
            chosen, _kind = QFileDialog.getSaveFileName(self, _("Save as"), str(suggestion))
            if not chosen:
                return
            self._instead[error.path] = Path(chosen)
        if answer in ("other", "retry"):
            self.start()

    def done(self, result: int) -> None:
        self._pool.waitForDone()
        super().done(result)


def export_from(window: MainWindow, what: str) -> list[Path]:
    """Ask and export; afterwards offer to open what was made. Returns the files."""
    session = window.session
    if session is None:
        return []
    dialog = ExportDialog(session, what, _start_folder(window), window)
    dialog.exec()
    made = dialog.made
    dialog.deleteLater()
    if made:
        window.settings.set(folder=str(made[0].parent))
        _tell(window, made)
    return made


def _start_folder(window: MainWindow) -> Path:
    assert window.session is not None
    path = window.session.document.path
    return path.parent if path is not None else window.settings.folder()


def _tell(window: MainWindow, made: list[Path]) -> None:
    names = "\n".join(str(path) for path in made)
    answer = dialogs.ask(
        _("Exported"),
        names,
        [
            Choice("folder", _("Open the folder")),
            Choice("file", _("Open")),
            Choice("done", _("Done"), "primary"),
        ],
        window,
        "check",
    )
    if answer in ("file", "folder"):
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(made[0] if answer == "file" else made[0].parent)))

"""Exporting from the window: what, which variant, whose names, where; made off the interface thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from organisatiecanvas.canvas.worker import Worker
from organisatiecanvas.desktop import dialogs, widgets
from organisatiecanvas.desktop.dialogs import Choice
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.exports import TargetBusyError, export, prepare, publish_piece, still
from organisatiecanvas.models.dossier import chosen
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.places import Places

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow


def titles() -> dict[str, str]:
    return {
        "skills": _("Export the skills matrix"),
        "actions": _("Export the action plan"),
        "flow": _("Export the lead time"),
        "workload": _("Export the workload"),
        "control": _("Export control capacity"),
        "dossier": _("Export the works-council dossier"),
        "canvas": _("Export a picture of the canvas"),
    }


class ExportDialog(QDialog):
    """Asks, writes, and says what was made; `made` holds the files."""

    finished_work = Signal(object)  # list of paths, or the error

    def __init__(self, session: Session, what: str, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.what = session, what
        self.made: list[Path] = []
        self._instead: dict[Path, Path] = {}
        self._worker = Worker()
        self.setWindowTitle(titles()[what])
        self.setMinimumWidth(520)
        self.variant = self._combo([(one.id, one.name) for one in session.organisation.variants.values()])
        if what == "flow":
            self.variant.insertItem(0, _("all variants, side by side"), None)
        self.variant.setCurrentIndex(0 if what == "flow" else max(0, self.variant.findData(session.variant_id)))
        self.names = self._combo([("full", _("full names")), ("codes", _("codes")), ("none", _("no names"))])
        if what == "dossier":  # it goes to others
            self.names.setCurrentIndex(self.names.findData("none"))
        self.folder_field = self._folder_field(folder)
        self.state = widgets.label("", "small", self, wrap=True)
        self.cancel_button = widgets.button(_("Cancel"), self.reject, self)
        self.export_button = widgets.button(_("Export"), self.start, self, role="primary", icon="export")
        self.export_button.setDefault(True)
        self.bench = widgets.label("", "hint", self, wrap=True)
        self._build()
        self.variant.currentIndexChanged.connect(self._tell_bench)
        self._tell_bench()
        self.finished_work.connect(self._on_finished)

    def showEvent(self, event: QShowEvent) -> None:
        widgets.tab_as_laid_out(self)
        super().showEvent(event)

    @property
    def of_variant(self) -> bool:
        """Whether it is about one variant; the plan is one for the document, and the dossier says which two it sets."""
        return self.what not in ("actions", "dossier")

    def _build(self) -> None:
        outer = self._outer()
        self.format = self._combo([("xlsx", "Excel (.xlsx)")])
        if self.what == "dossier":
            self.format.insertItem(0, _("Document (.pdf)"), "pdf")
            self.format.setCurrentIndex(0)
        rows: list[tuple[str, QWidget]] = [(_("Names"), self.names), (_("Format"), self.format)]
        if self.of_variant:
            rows.insert(0, (_("Variant"), self.variant))
        self.variant.setVisible(self.of_variant)
        rows.append((_("Folder"), self.folder_field))
        grid = QGridLayout()
        self._fill(grid, rows)
        outer.addLayout(grid)
        outer.addWidget(self.bench)
        outer.addWidget(self.state)
        outer.addLayout(self._buttons())

    def _fill(self, grid: QGridLayout, rows: Sequence[tuple[str, QWidget]]) -> dict[QWidget, QLabel]:
        """Put fields below each other behind their labels; returns the label of each."""
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        labels: dict[QWidget, QLabel] = {}
        for line, (words, field) in enumerate(rows):
            labels[field] = widgets.label(words, "label", self)
            labels[field].setBuddy(field)
            widgets.name(field, words or field.accessibleName())
            grid.addWidget(labels[field], line, 0)
            grid.addWidget(field, line, 1)
        return labels

    def _outer(self) -> QVBoxLayout:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 18, 22, 18)
        outer.setSpacing(14)
        outer.addWidget(widgets.label(self.windowTitle(), "heading", self))
        return outer

    def _buttons(self) -> QHBoxLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.export_button)
        return buttons

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
        self.folder.setAccessibleName(_("Folder"))
        row.addWidget(self.folder, 1)
        row.addWidget(widgets.icon_button("open", _("Choose a folder"), self._choose_folder, field))
        return field

    def _tell_bench(self) -> None:
        """Warn while somebody waits for a place: the export would read as if the redesign were complete."""
        variant = self.session.organisation.variants.get(self.variant.currentData())
        if self.what == "dossier":
            variant = chosen(self.session.organisation)[1]
        count = len(Places(self.session.organisation, variant).waiting()) if variant is not None else 0
        words = ngettext(
            "! {count} person on the bench has no place in {variant} yet.",
            "! {count} people on the bench have no place in {variant} yet.",
            count,
        )
        self.bench.setText(words.format(count=count, variant=variant.name if variant is not None else ""))
        self.bench.setVisible(bool(count))

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Choose a folder"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    @property
    def target_folder(self) -> Path:
        return Path(self.folder.text()).expanduser()

    # -- writing -------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Write what was chosen; the dialog waits, the window keeps painting."""
        self.state.setText(_("Exporting…"))
        self.export_button.setEnabled(False)
        try:
            write = self.writer()
        except OrganisationError as error:
            self._on_finished(error)
        else:
            self._worker.start(partial(self._work, write))

    def writer(self) -> Callable[[], list[Path]]:
        """What another thread calls to write; `ask` there answers with what was chosen before."""
        if self.what == "dossier":
            return self._drawn_here()
        return partial(
            export,
            still(self.session.document),
            self.target_folder,
            self.what,
            self.variant.currentData() if self.of_variant else None,
            self.names.currentData(),
            self.format.currentData(),
            self.answer,
        )

    def _drawn_here(self) -> Callable[[], list[Path]]:
        """Drawings are made in this thread; what is around them in another."""
        how = self.names.currentData(), self.format.currentData()
        pieces = prepare(still(self.session.document), self.target_folder, self.what, None, *how)
        for piece in pieces:
            piece.draw()
        return lambda: [publish_piece(piece, self.answer) for piece in pieces]

    def answer(self, error: TargetBusyError) -> Path | None:
        """Where to write instead of a file that is open elsewhere, once that was asked."""
        return self._instead.get(error.path)

    def _work(self, write: Callable[[], list[Path]]) -> None:
        """One export, in the other thread."""
        try:
            made = write()
        except Exception as error:  # told in the interface thread, whatever it is
            self.finished_work.emit(error)
        else:
            self.finished_work.emit(made)

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
        path = ask_about(error, self)
        if path is None:
            return
        if path != error.path:
            self._instead[error.path] = path
        self.start()

    def done(self, result: int) -> None:
        self._worker.close()
        super().done(result)


def ask_about(error: TargetBusyError, parent: QWidget | None) -> Path | None:
    """Ask what to do about a file that is open elsewhere: where to write (the same to try again), None to leave it."""
    answer = dialogs.ask(
        _("{name} is open in another program").format(name=error.path.name),
        _("Close it there and try again, or save under another name. Your document is not affected."),
        [
            Choice("cancel", _("Cancel")),
            Choice("other", _("Save under another name…")),
            Choice("retry", _("Try again"), "primary"),
        ],
        parent,
        "lock",
    )
    if answer == "other":
        suggestion = error.path.with_stem(f"{error.path.stem}-2")
        chosen, _kind = QFileDialog.getSaveFileName(parent, _("Save as"), str(suggestion))
        return Path(chosen) if chosen else None
    return error.path if answer == "retry" else None


def write_asking(write: Callable[[Path], object], target: Path, parent: QWidget | None) -> Path | None:
    """Write one file, in this thread; asks as long as it is open elsewhere. Where it stands, None when given up.

    Raises OrganisationError when it can't be written otherwise.
    """
    while True:
        try:
            write(target)
        except TargetBusyError as error:
            answer = ask_about(error, parent)
            if answer is None:
                return None
            target = answer
        else:
            return target


def export_from(window: MainWindow, what: str) -> list[Path]:
    """Ask and export; afterwards offer to open what was made. Returns the files."""
    session = window.session
    if session is None:
        return []
    dialog: ExportDialog
    if what == "canvas":
        from organisatiecanvas.desktop.picture_dialog import PictureDialog

        dialog = PictureDialog(session, window.workspace.canvas, start_folder(window), window)
    else:
        dialog = ExportDialog(session, what, start_folder(window), window)
    return run_export(dialog, window)


def run_export(dialog: ExportDialog, window: MainWindow) -> list[Path]:
    """Ask, tell what was made, and remember where."""
    dialog.exec()
    made = dialog.made
    dialog.deleteLater()
    if made:
        window.settings.set(folder=str(made[0].parent))
        tell_exported(window, made)
    return made


def start_folder(window: MainWindow) -> Path:
    assert window.session is not None
    path = window.session.document.path
    return path.parent if path is not None else window.settings.folder()


def tell_exported(window: MainWindow, made: list[Path]) -> None:
    """Say what was made, and offer to open it."""
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

"""Pictures from the window: one page, a poster in tiles, cards; to a file or a printer, seen before they are made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QStandardItemModel
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QWidget,
)

from organisatiecanvas.canvas import output
from organisatiecanvas.canvas.papers import PAPERS, TILE_PAPERS, Options, Seen
from organisatiecanvas.canvas.picture import Picture, picture_of, sheets_of
from organisatiecanvas.canvas.sheets import Sheets
from organisatiecanvas.desktop import icons, theme, widgets
from organisatiecanvas.desktop.export_dialog import ExportDialog
from organisatiecanvas.desktop.print_preview import SheetsPreview, choose_printer, print_sheets
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.exports import prepare, publish_piece, still
from organisatiecanvas.models.language import _, decimal

if TYPE_CHECKING:
    from organisatiecanvas.desktop.canvas_page import CanvasPage

FIELDS_WIDTH = 310
TOO_SMALL = 1.4  # millimetres: letters that nobody reads on paper
DPIS = (96, 192, 300)


class PictureDialog(ExportDialog):
    """Chooses what is drawn on which paper, and shows the sheets as they will be."""

    def __init__(
        self,
        session: Session,
        page: CanvasPage,
        folder: Path,
        parent: QWidget | None = None,
        *,
        printing: bool = False,
    ) -> None:
        self.page, self.printing = page, printing
        self._picture: tuple[tuple[Any, ...], Picture] | None = None
        self.sheets: Sheets | None = None
        super().__init__(session, "canvas", folder, parent)
        self._arrange()
        self.layout_choice.setFocus()

    # -- fields --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        if self.printing:
            self.setWindowTitle(_("Print"))
            self.export_button.setText(_("Print…"))
            self.export_button.setIcon(icons.icon("print", theme.current().on_accent))
        self._make_fields()
        outer = self._outer()
        body = QHBoxLayout()
        body.setSpacing(18)
        body.addWidget(self._fields())
        self.shown = SheetsPreview(self)
        self.preview, self.counted = self.shown.preview, self.shown.counted
        body.addWidget(self.shown, 1)
        outer.addLayout(body, 1)
        line = self._buttons()
        line.insertWidget(0, self.state, 1)
        outer.addLayout(line)
        self.resize(min(1060, self._room().width()), min(700, self._room().height()))

    def _room(self) -> Any:
        screen = self.screen()
        return screen.availableGeometry().adjusted(0, 0, -40, -60)

    def _make_fields(self) -> None:
        self.layout_choice = self._combo(
            [
                ("page", _("Drawing on one page")),
                ("tiles", _("Poster on several sheets")),
                ("cards", _("Cards to cut out")),
            ]
        )
        self.part = self._combo(
            [("all", _("Everything")), ("selection", _("The selection")), ("view", _("What is in view"))]
        )
        self.as_shown = QCheckBox(_("As the canvas shows it"), self)
        self.as_shown.setToolTip(_("With its hidden layers, figures, overlay and comparison"))
        self.as_shown.setChecked(True)
        self.paper = self._combo([])
        self.tile_paper = self._combo([(name, name) for name in TILE_PAPERS])
        self.tile_paper.setCurrentIndex(1)
        self.card = self._combo([("85x55", _("85 × 55 mm")), ("A6", "A6")])
        self.format = self._combo([("pdf", "PDF"), ("svg", "SVG"), ("png", "PNG")])
        self.dpi = self._combo([(str(dpi), _("{count} dots per inch").format(count=dpi)) for dpi in DPIS])
        self.dpi.setCurrentIndex(1)
        for box in (self.layout_choice, self.format):
            box.currentIndexChanged.connect(self._arrange)
        for box in (self.part, self.variant, self.names, self.paper, self.tile_paper, self.card, self.dpi):
            box.currentIndexChanged.connect(self._refresh)
        self.as_shown.toggled.connect(self._refresh)

    def _fields(self) -> QWidget:
        holder = QWidget(self)
        holder.setFixedWidth(FIELDS_WIDTH)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        rows: list[tuple[str, QWidget]] = [
            (_("Make"), self.layout_choice),
            (_("Variant"), self.variant),
            (_("Show"), self.part),
            ("", self.as_shown),
            (_("Names"), self.names),
            (_("Format"), self.format),
            (_("Paper"), self.paper),
            (_("On sheets of"), self.tile_paper),
            (_("Card"), self.card),
            (_("Sharpness"), self.dpi),
            (_("Folder"), self.folder_field),
        ]
        self._rows = self._fill(grid, rows)
        self.as_shown.setAccessibleName(self.as_shown.text())
        self.explained = widgets.label("", "small", holder, wrap=True)
        grid.addWidget(self.explained, len(rows), 0, 1, 2)
        grid.addWidget(self.bench, len(rows) + 1, 0, 1, 2)
        grid.setRowStretch(len(rows) + 2, 1)
        return holder

    # -- what is chosen --------------------------------------------------------------------------------------------

    @property
    def chosen_format(self) -> Any:
        paged = self.printing or self.layout_choice.currentData() != "page"
        return "pdf" if paged else self.format.currentData()

    def options(self) -> Options:
        """How it is laid out, as chosen."""
        return Options(
            paper=self.paper.currentData() or None,
            tiles=self.tile_paper.currentData() if self.layout_choice.currentData() == "tiles" else None,
            dpi=int(self.dpi.currentData()),
            card=self.card.currentData(),
            seen=self.seen(),
        )

    def seen(self) -> Seen:
        """Which part of the drawing, and what lies over it on the canvas; only of the variant that is shown there."""
        scene = self.page.scene
        if self.variant.currentData() != scene.variant_id:
            return Seen()
        part = self.part.currentData()
        only = frozenset(self._selected()) if part == "selection" else None
        region = None
        if part == "view" and self.layout_choice.currentData() != "cards":
            view = self.page.view
            seen = view.mapToScene(view.viewport().rect()).boundingRect()
            region = (seen.x(), seen.y(), seen.width(), seen.height())
        if not self.as_shown.isChecked():
            return Seen(only, region)
        layers = scene.layers
        return Seen(only, region, layers.hidden, scene.badges, scene.overlay, scene.ghost.before_id, added=layers.added)

    def _selected(self) -> set[tuple[str, str]]:
        scene = self.page.scene
        found = set()
        for ref in scene.selected():
            if ref.collection == "roles" and scene.variant is not None:
                found.add(("units", scene.variant.roles[ref.id].unit))
            elif ref.collection in ("units", "notes"):
                found.add((ref.collection, ref.id))
        return found

    # -- following what is chosen ------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        """Show the fields that matter."""
        kind, paged = self.layout_choice.currentData(), self.chosen_format == "pdf"
        self._set_papers(kind, paged=paged)
        shown = {
            self.format: not self.printing and kind == "page",
            self.tile_paper: kind == "tiles",
            self.card: kind == "cards",
            self.dpi: self.chosen_format == "png",
            self.folder_field: not self.printing,
        }
        for field, visible in shown.items():
            field.setVisible(visible)
            self._rows[field].setVisible(visible)
        self._refresh()

    def _set_papers(self, kind: str, *, paged: bool) -> None:
        first: list[tuple[str, str]] = []
        papers: list[str] = list(PAPERS)
        if kind == "page":
            first = [("", _("By itself: A4 or A3") if paged else _("The size of the drawing"))]
        elif kind == "tiles":
            papers = ["A0", "A1", "A2", "A3"]
        else:
            papers = ["A4", "A3"]
        entries = [*first, *((name, name) for name in papers)]
        before = self.paper.currentData()
        if [self.paper.itemData(at) for at in range(self.paper.count())] != [
            value for value, _words in entries
        ] or first:
            self.paper.blockSignals(True)
            self.paper.clear()
            for value, words in entries:
                self.paper.addItem(words, value)
            self.paper.setCurrentIndex(max(0, self.paper.findData(before)))
            self.paper.blockSignals(False)

    def _refresh(self) -> None:
        """Lay out anew and show it."""
        shown_here = self.variant.currentData() == self.page.scene.variant_id
        self._offer("selection", offered=shown_here and bool(self._selected()))
        self._offer("view", offered=shown_here and self.layout_choice.currentData() != "cards")
        self.as_shown.setEnabled(shown_here)
        self.sheets = sheets_of(self._made(), self.chosen_format, self._subject(), self.options())
        self.explained.setText(self._size_told(self.sheets))
        self.shown.show_sheets(self.sheets)

    def _offer(self, part: str, *, offered: bool) -> None:
        at = self.part.findData(part)
        entries = self.part.model()
        assert isinstance(entries, QStandardItemModel)
        entries.item(at).setEnabled(offered)
        if not offered and self.part.currentIndex() == at:
            self.part.setCurrentIndex(0)

    def _subject(self) -> Any:
        return "cards" if self.layout_choice.currentData() == "cards" else "canvas"

    def _made(self) -> Picture:
        """The picture as chosen; made anew only when something of it differs."""
        seen = self.seen()
        key = (self.variant.currentData(), self.names.currentData(), seen)
        if self._picture is None or self._picture[0] != key:
            self._let_go()
            moment = still(self.session.document)
            organisation: Any = moment.organisation
            self._picture = key, picture_of(organisation, key[0], key[1], seen, moment.document_id)
        return self._picture[1]

    def _let_go(self) -> None:
        if self._picture is not None:
            self._picture[1].close()
            self._picture = None

    def _size_told(self, sheets: Sheets) -> str:
        """What the sheets can't show: how small the letters are on paper, how many dots a PNG has."""
        if self.chosen_format == "png":
            width, height = output.pixels(sheets, int(self.dpi.currentData()))
            return _("{width} × {height} dots").format(width=width, height=height)
        words = _("The smallest letters are {height} mm high.").format(height=decimal(sheets.smallest_text, 1))
        if sheets.smallest_text < TOO_SMALL and self.chosen_format == "pdf":
            words += " " + _("Nobody reads those: choose larger paper, or a poster.")
        return words

    # -- making ----------------------------------------------------------------------------------------------------

    def writer(self) -> Callable[[], list[Path]]:
        """Draw here, where drawings are made; packing and writing are left to another thread."""
        pieces = prepare(
            still(self.session.document),
            self.target_folder,
            self._subject(),
            self.variant.currentData(),
            self.names.currentData(),
            self.chosen_format,
            self.options(),
        )
        for piece in pieces:
            piece.draw()
        return lambda: [publish_piece(piece, self.answer) for piece in pieces]

    def start(self) -> None:
        if not self.printing:
            super().start()
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if self.choose_printer(printer):
            self.print_to(printer)

    def choose_printer(self, printer: QPrinter) -> bool:
        """Ask for a printer, with the paper of the sheets; False when that was given up."""
        assert self.sheets is not None
        return choose_printer(printer, self.sheets, self)

    def print_to(self, printer: QPrinter) -> None:
        """Print, and close; what went wrong is told."""
        assert self.sheets is not None
        if print_sheets(printer, self.sheets, self):
            self.accept()

    def done(self, result: int) -> None:
        super().done(result)
        self._let_go()


def print_from(window: Any, layout: str = "") -> None:
    """Preview and print the canvas; `layout` is chosen at first: «page», «tiles» or «cards»."""
    if window.session is None:
        return
    dialog = PictureDialog(window.session, window.workspace.canvas, Path(), window, printing=True)
    if layout:
        dialog.layout_choice.setCurrentIndex(dialog.layout_choice.findData(layout))
    dialog.exec()
    dialog.deleteLater()

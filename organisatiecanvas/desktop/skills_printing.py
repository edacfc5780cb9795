"""Printing the skills matrix as the page shows it: to a printer, or as a PDF, seen before it is made."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from organisatiecanvas.canvas import output
from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.export_dialog import ExportDialog, run_export, start_folder
from organisatiecanvas.desktop.print_preview import SheetsPreview, choose_printer, print_sheets
from organisatiecanvas.desktop.skills_model import Count, SkillsModel
from organisatiecanvas.desktop.values import date_text
from organisatiecanvas.exports import TargetBusyError
from organisatiecanvas.exports.saving import publish
from organisatiecanvas.exports.skills_print import Column, Line, Matrix, MatrixSheets, Square, Tally
from organisatiecanvas.models.anonymous import Names, anonymous, pseudonyms
from organisatiecanvas.models.language import _, decimal
from organisatiecanvas.models.organisation import Organisation

if TYPE_CHECKING:
    from organisatiecanvas.desktop.skills_page import SkillsPage

FIELDS_WIDTH = 290
V, H = Qt.Orientation.Vertical, Qt.Orientation.Horizontal
_UNSAFE = re.compile(r"[^\w.()+-]+")


class MatrixPrintDialog(ExportDialog):
    """Chooses paper and names, and shows the sheets as they will be."""

    def __init__(self, page: SkillsPage, folder: Path, parent: QWidget | None = None) -> None:
        self.page = page
        self.sheets: MatrixSheets | None = None
        super().__init__(page.session, "skills", folder, parent)
        self._refresh()

    def _build(self) -> None:
        self.setWindowTitle(_("Print the skills matrix"))
        self.variant.hide()  # what is printed is what the page shows
        self.names.removeItem(self.names.findData("none"))
        self.paper = self._combo([("A3", "A3"), ("A4", "A4")])
        for box in (self.paper, self.names):
            box.currentIndexChanged.connect(self._refresh)
        self.export_button.setText(_("Make a PDF"))
        self.print_button = widgets.button(_("Print…"), self.print, self)
        outer = self._outer()
        body = QHBoxLayout()
        body.setSpacing(18)
        body.addWidget(self._fields())
        self.preview = SheetsPreview(self)
        body.addWidget(self.preview, 1)
        outer.addLayout(body, 1)
        line = self._buttons()
        line.insertWidget(0, self.state, 1)
        line.insertWidget(line.count() - 1, self.print_button)
        outer.addLayout(line)
        room = self.screen().availableGeometry().adjusted(0, 0, -40, -60)
        self.resize(min(1060, room.width()), min(680, room.height()))

    def _fields(self) -> QWidget:
        holder = QWidget(self)
        holder.setFixedWidth(FIELDS_WIDTH)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        rows: list[tuple[str, QWidget]] = [
            (_("Paper"), self.paper),
            (_("Names"), self.names),
            (_("Folder"), self.folder_field),
        ]
        self._fill(grid, rows)
        self.explained = widgets.label("", "small", holder, wrap=True)
        grid.addWidget(self.explained, len(rows), 0, 1, 2)
        grid.addWidget(self.bench, len(rows) + 1, 0, 1, 2)
        grid.setRowStretch(len(rows) + 2, 1)
        return holder

    def _refresh(self) -> None:
        self.sheets = MatrixSheets(matrix_of(self.page, self.names.currentData()), self.paper.currentData())
        self.preview.show_sheets(self.sheets)
        told = [
            _("Exactly what the matrix shows now: who, what, in which order, as of when."),
            _("The smallest letters are {height} mm high.").format(height=decimal(self.sheets.smallest_text, 1)),
        ]
        self.explained.setText(" ".join(told))

    # -- making ----------------------------------------------------------------------------------------------------

    def writer(self) -> Callable[[], list[Path]]:
        """Draw here; writing is left to another thread."""
        assert self.sheets is not None
        drawn = output.pdf(self.sheets)
        target = self.target_folder / self._file_name()

        def write() -> list[Path]:
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                return [publish(target, drawn.write)]
            except TargetBusyError as error:
                instead = self.answer(error)
                if instead is None:
                    raise
                return [publish(instead, drawn.write)]

        return write

    def _file_name(self) -> str:
        variant, units = self.session.variant, self.page.model.shown.units
        names = [variant.units[unit].name for unit in units] if variant is not None else []
        words = "-".join([self.session.document.name, _("matrix"), *names])
        return _UNSAFE.sub("-", words).strip("-. ")[:80] + ".pdf"

    def print(self) -> None:
        """Ask for a printer and print."""
        assert self.sheets is not None
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if choose_printer(printer, self.sheets, self) and print_sheets(printer, self.sheets, self):
            self.accept()


# -- what the page shows -------------------------------------------------------------------------------------------


def matrix_of(page: SkillsPage, names: Names = "full") -> Matrix:
    """The rows that the page shows, to be printed; with codes in the order of the codes, which says nothing."""
    model, document = page.model, page.session.document
    organisation = anonymous(document.snapshot(), names, document.document_id)
    codes = pseudonyms(document.organisation, document.document_id) if names != "full" else {}
    columns = tuple(
        Column(organisation.skills[skill].name, model.group(at), _tally(model.count(H, at)))
        for at, skill in enumerate(model.skills)
    )
    lines = [_line(model, at, codes) for at in range(len(model.lines))]
    if codes:
        lines = list(_shuffled(lines))
    workshop = organisation.workshop
    title = " · ".join(part for part in (workshop.title, workshop.organisation) if part)
    return Matrix(
        title,
        page.heading.full,
        page.rule_words(),
        " · ".join(_chosen(page, organisation)),
        " · ".join(_origin(page, organisation, names)),
        columns,
        tuple(lines),
    )


def _line(model: SkillsModel, at: int, codes: dict[str, str]) -> Line:
    person = model.lines[at].person
    count = _tally(model.count(V, at))
    if not person:
        return Line(model.lines[at].heading, count)
    name = codes.get(person) or model.session.organisation.people[person].name
    return Line(name, count, tuple(_square(model, (person, skill)) for skill in model.skills), person in model.away)


def _square(model: SkillsModel, place: tuple[str, str]) -> Square:
    step = model.plan.get(place)
    return Square(
        model.level_at(place),
        model.target_at(place),
        model.expiring.get(place) if model.day is None else None,
        step.when if step is not None else None,
    )


def _tally(count: Count) -> Tally:
    return Tally(count.words, count.state, count.since)


def _shuffled(lines: list[Line]) -> Iterator[Line]:
    """The people below each heading by name."""
    some: list[Line] = []
    for line in lines:
        if not line.squares:
            yield from sorted(some, key=lambda one: one.name)
            some = []
            yield line
        else:
            some.append(line)
    yield from sorted(some, key=lambda one: one.name)


def _chosen(page: SkillsPage, organisation: Organisation) -> Iterator[str]:
    """What was chosen on the page, in words."""
    model, shown = page.model, page.model.shown
    variant = page.session.variant
    if variant is not None:
        yield organisation.variants[variant.id].name
    if model.day is not None:
        yield _("as of {day}").format(day=date_text(model.day))
    if shown.words.strip():
        yield _("searched: «{words}»").format(words=shown.words.strip())
    if shown.gaps:
        yield _("only people and skills that fall short")
    if model.plan:
        yield _("with the steps of the training plan")
    if model.away:
        yield _("struck out: absent")
    people = sum(bool(line.person) for line in model.lines)
    yield _("{people} people × {skills} skills").format(people=people, skills=len(model.skills))


def _origin(page: SkillsPage, organisation: Organisation, names: Names) -> Iterator[str]:
    """Whose it is and of when; names of those who keep it go along only where names may be read."""
    workshop = organisation.workshop
    if names == "full" and workshop.facilitator:
        yield _("Facilitator: {name}").format(name=workshop.facilitator)
    assessor = page.tools.assessor.text().strip()
    if names == "full" and assessor and assessor != workshop.facilitator:
        yield _("Assessor: {name}").format(name=assessor)
    yield _("Reference date {day}").format(day=date_text(workshop.reference_date))
    yield _("Printed on {day}").format(day=date_text(datetime.date.today()))
    if names == "full":
        yield _("Names in full: for internal use.")


def print_matrix(window: Any) -> None:
    """Preview and print the matrix; a PDF is told as every export is."""
    page = window.workspace.show_place("skills")
    run_export(MatrixPrintDialog(page, start_folder(window), window), window)

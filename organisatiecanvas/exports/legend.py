"""The last visible sheet: what signs mean, thresholds used, the method, and where the figures come from."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from organisatiecanvas import __version__
from organisatiecanvas.exports.workbook import Book, Sheet
from organisatiecanvas.models.anonymous import Names
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Organisation, Variant

FORMAT_VERSION = 1


@dataclass(frozen=True)
class Source:
    """What is exported: the organisation as it may be shown with these names, and which document it is of."""

    organisation: Organisation
    variant: Variant | None
    names: Names
    document_id: str
    revision: int

    @property
    def title(self) -> str:
        workshop = self.organisation.workshop
        return workshop.title or workshop.organisation or _("Untitled")


def names_words(names: Names) -> str:
    """How people are shown in what is exported."""
    return {
        "full": _("Names in full: for internal use."),
        "codes": _("Codes instead of names, in shuffled order."),
        "none": _("No names and no codes: counts only."),
    }[names]


class Legend:
    """Fills the sheet from top to bottom; cells that formulas use get a name."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.sheet: Sheet = book.sheet(_("Legend"))
        self.sheet.heading(_("Legend and method"), book.title)
        self.sheet.widths(34, 24, 104)
        self.row = 3

    def section(self, title: str) -> None:
        self.row += 1
        self.sheet.put(self.row, 1, title, "section")
        self.row += 1

    def line(self, label: Any, value: Any, text: str = "", style: str = "text") -> int:
        """One row of three cells; returns its number."""
        self.sheet.put(self.row, 1, label, "label" if isinstance(label, str) else "level")
        if value is not None:
            self.sheet.put(self.row, 2, value, style)
        self.sheet.put(self.row, 3, text, "plain")
        self.sheet.fit(self.row, 3)
        self.row += 1
        return self.row - 1

    def paragraph(self, text: str) -> None:
        """A sentence over the whole width, as high as its text needs."""
        self.sheet.ws.merge_cells(start_row=self.row, end_row=self.row, start_column=1, end_column=3)
        self.sheet.put(self.row, 1, text, "plain")
        lines = sum(1 + len(part) // 150 for part in text.split("\n"))
        self.sheet.ws.row_dimensions[self.row].height = 13.5 * lines + 4
        self.row += 1

    def named(self, name: str, label: str, value: Any, text: str, style: str = "level") -> None:
        """A threshold that formulas refer to by `name`."""
        row = self.line(label, value, text, style)
        self.book.name(name, self.sheet, f"$B${row}")

    def choices(self, name: str, title: str, labels: Iterable[str]) -> list[str]:
        """A list to choose from, as the named range `name`; returns the absolute address of each."""
        self.section(title)
        first = self.row
        for label in labels:
            self.sheet.put(self.row, 2, label, "text")
            self.row += 1
        self.book.name(name, self.sheet, f"$B${first}:$B${self.row - 1}")
        return [f"{self.sheet.quoted}!$B${row}" for row in range(first, self.row)]

    def origin(self, source: Source) -> None:
        """Where it all comes from; what would give a person away is left out with codes and without names."""
        workshop, variant = source.organisation.workshop, source.variant
        self.section(_("Origin"))
        self.line(_("Document"), None, source.title)
        if workshop.organisation:
            self.line(_("Organisation"), None, workshop.organisation)
        if workshop.facilitator and source.names == "full":
            self.line(_("Facilitator"), None, workshop.facilitator)
        if variant is not None:
            self.line(_("Variant"), None, f"{variant.name}\n{variant.summary}".strip())
        self.line(_("Reference date"), workshop.reference_date, style="date")
        self.line(_("Exported on"), datetime.date.today(), style="date")
        self.line(_("Names"), None, names_words(source.names))

    def finish(self) -> None:
        self.sheet.print_setup(f"A1:C{self.row}", None, high=1)


def describe(book: Book, source: Source, what: str) -> None:
    """The hidden sheet with which a workbook is known again."""
    book.meta(
        {
            "product": "organisatiecanvas",
            "version": __version__,
            "format": FORMAT_VERSION,
            "what": what,
            "document": source.document_id,
            "revision": source.revision,
            "names": source.names,
            # ids are free text and may hold a name
            "variant": source.variant.id if source.variant is not None and source.names == "full" else None,
            "reference_date": source.organisation.workshop.reference_date.isoformat(),
        }
    )

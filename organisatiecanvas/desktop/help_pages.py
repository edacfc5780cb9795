"""What the help shows: the chapters of the handbook, and which of them a place in the window is explained by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from organisatiecanvas.models import glossary

if TYPE_CHECKING:
    from organisatiecanvas.models.glossary import Term

TERM = "helpTerm"  # property of a widget: the id of the term that explains it
# Workspace → chapter, by the name of its file without its number.
CHAPTERS = {
    "canvas": "tekenen",
    "data": "gegevens",
    "skills": "vaardigheden",
    "flow": "doorlooptijd",
    "control": "regelcapaciteit",
    "workload": "werkbelasting",
    "compare": "vergelijken",
    "actions": "acties",
    "dossier": "or-dossier",
}
FIRST = "beginnen"
WORKSHOP = "workshopdag"


@dataclass(frozen=True)
class Chapter:
    """A chapter of the handbook: a Markdown file, its pictures in `beeld` beside it."""

    name: str
    title: str
    path: Path

    def text(self) -> str:
        return self.path.read_text("utf-8")


def folder() -> Path:
    """Where the handbook is: in the installed package, else in the checkout."""
    package = Path(__file__).parent / "handleiding"
    return package if package.is_dir() else Path(__file__).resolve().parents[2] / "docs" / "handleiding"


@cache
def chapters() -> dict[str, Chapter]:
    """Every chapter by name, in the order of the files; empty where the handbook was left out."""
    found = {}
    for path in sorted(folder().glob("[0-9]*.md")):
        name = re.sub(r"^\d+-", "", path.stem)
        title = path.read_text("utf-8").partition("\n")[0].lstrip("# ").strip()
        found[name] = Chapter(name, title, path)
    return found


def matching(words: str) -> list[Chapter]:
    """Chapters that hold all these words; every chapter without words."""
    wanted = words.casefold().split()
    return [
        chapter
        for chapter in chapters().values()
        if not wanted or all(one in chapter.text().casefold() for one in wanted)
    ]


def explain(widget: QWidget, figure: str, own: str = "") -> None:
    """Give a widget the explanation of a figure as tooltip, below its own words, and to F1."""
    term = glossary.explaining(figure)
    if term is None:
        widget.setToolTip(own)
        return
    widget.setToolTip(f"{own}\n\n{term.tip}" if own else term.tip)
    widget.setProperty(TERM, term.id)


def term_of(widget: QWidget | None) -> Term | None:
    """The term that explains a widget or what it stands in."""
    while widget is not None:
        name = widget.property(TERM)
        if name:
            return glossary.terms().get(str(name))
        widget = widget.parentWidget()
    return None

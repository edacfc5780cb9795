"""The works-council dossier as plain data: sections, stages and checklists (method.md 9). No legal advice."""

from organisatiecanvas.models.dossier.build import build
from organisatiecanvas.models.dossier.content import (
    Cell,
    Column,
    Contents,
    Figure,
    Paragraph,
    Picture,
    Section,
    Table,
    cell_words,
)
from organisatiecanvas.models.dossier.facts import chosen

__all__ = [
    "Cell",
    "Column",
    "Contents",
    "Figure",
    "Paragraph",
    "Picture",
    "Section",
    "Table",
    "build",
    "cell_words",
    "chosen",
]

"""A block of cells as spreadsheets put it on the clipboard: lines of text with tabs between the cells."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence


def read(text: str) -> list[list[str]]:
    """The cells of each line, those with tabs or line breaks in them quoted; no lines for a text of line ends alone.

    A line end closes a line: what a spreadsheet copies of a column with empty cells below keeps those.
    """
    text = text.replace("\0", "")
    if not text.strip("\r\n"):
        return []
    try:
        return [line or [""] for line in csv.reader(io.StringIO(text, newline=""), dialect="excel-tab")]
    except csv.Error:  # longer than any cell of a spreadsheet
        return [line.split("\t") for line in text.splitlines()]


def written(lines: Iterable[Sequence[str]]) -> str:
    """The same, the other way round."""
    buffer = io.StringIO()
    csv.writer(buffer, dialect="excel-tab", lineterminator="\n").writerows(lines)
    return buffer.getvalue().rstrip("\n")

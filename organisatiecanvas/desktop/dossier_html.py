"""Sections of the dossier as HTML for the reading pane: paragraphs and tables."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from organisatiecanvas.desktop import theme
from organisatiecanvas.desktop.skills_side import link
from organisatiecanvas.models.dossier import Paragraph, Table, cell_words
from organisatiecanvas.models.dossier.content import Cell, Column, Kind
from organisatiecanvas.models.language import _, ngettext

MOST_ROWS = 30  # of a table, until more is asked for
LETTER = 6.8  # pixels of a letter, on average
SHORT, RARE = 16, 12  # letters of a value that is short, and of a column that is mostly empty
AROUND = 15  # pixels beside the words of a cell
FOR_SHORT = 0.4  # of what is left beside texts, for short values to stand on a line
LEAST, MOST = 30, 60  # letters that a column of texts counts for
NO_BREAK = "\N{NON-BREAKING HYPHEN}"
NARROW: tuple[Kind, ...] = ("whole", "number", "fine", "percent", "money", "date")


def blocks_html(blocks: Iterable[Paragraph | Table], unfolded: set[str], width: int) -> str:
    """Paragraphs and tables below each other, for `width` pixels.

    `unfolded`: keys of tables that are shown to their end.
    """
    return "".join(
        _table(block, width, whole=block.key in unfolded) if isinstance(block, Table) else _paragraph(block.text)
        for block in blocks
    )


def _paragraph(words: str) -> str:
    return f"<p>{_lines(words)}</p>"


def _lines(words: str) -> str:
    return html.escape(words).replace("\n", "<br>")


def _table(table: Table, width: float, *, whole: bool) -> str:
    colours = theme.current()
    parts = [f'<h4 style="color:{colours.ink}; font-size:13px; margin:16px 0 4px 0">{html.escape(table.title)}</h4>']
    rows = table.rows if whole else table.rows[:MOST_ROWS]
    if rows:
        widths = _widths(table, width)
        heads = "".join(map(_head, table.columns, widths))
        lines = "".join(_row(row, table.columns) for row in rows)
        look = 'width="100%" cellspacing="0" cellpadding="0" style="margin-top:6px"'
        parts.append(f"<table {look}><tr>{heads}</tr>{lines}</table>")
    left = len(table.rows) - len(rows)
    if left:
        words = ngettext("Show {count} more row", "Show {count} more rows", left).format(count=left)
        parts.append(f"<p>{link(words, 'more', table.key)}</p>")
    if table.note:
        parts.append(f'<p><span class="small">{_lines(table.note)}</span></p>')
    return "".join(parts)


def _widths(table: Table, width: float) -> list[int]:
    """Percent of the width, in pixels, of each column.

    Columns of short values take a line, or where there is no room what their longest word needs; those of texts share
    what is left by what they hold, and one that is mostly empty takes a little.
    """
    plain, bold = _metrics(12), _metrics(11, bold=True)
    line: dict[int, float] = {}
    word: dict[int, float] = {}
    texts: dict[int, float] = {}
    for place, column in enumerate(table.columns):
        cells = [cell_words(row[place], column.kind) for row in table.rows]
        lengths = sorted(map(len, cells))
        words = max(map(_longest, cells), key=len)
        longest = AROUND + max(bold.horizontalAdvance(_longest(column.title)), plain.horizontalAdvance(words))
        if lengths[-1] <= SHORT:
            whole = max(bold.horizontalAdvance(column.title), *map(plain.horizontalAdvance, cells))
            line[place], word[place] = whole + AROUND + LETTER, longest
        elif lengths[len(lengths) * 3 // 4] <= 1:
            line[place] = word[place] = min(longest, RARE * LETTER)
        else:
            texts[place] = min(max(lengths[len(lengths) * 3 // 4], LEAST), MOST)
            word[place] = min(longest, SHORT * LETTER + AROUND)
    roomy = sum(line.values()) + LEAST * LETTER * len(texts) <= width
    sizes = word | line if roomy else word
    left = max(0.0, width - sum(sizes.values()))
    wished = {place: line[place] - sizes[place] for place in line}
    share = min(1.0, left * FOR_SHORT / sum(wished.values())) if any(wished.values()) else 0.0
    sizes = sizes | {place: sizes[place] + more * share for place, more in wished.items()}
    left = max(0.0, width - sum(sizes.values()))
    sizes = sizes | {place: word[place] + left * size / sum(texts.values()) for place, size in texts.items()}
    return [max(1, round(100 * sizes[place] / sum(sizes.values()))) for place in range(len(table.columns))]


def _metrics(pixels: int, *, bold: bool = False) -> QFontMetricsF:
    font = QFont(QApplication.font())
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return QFontMetricsF(font)


def _longest(words: str) -> str:
    """The longest part that is not broken."""
    return max(re.split(r"\s|(?<=/)", words), key=len)


def _head(column: Column, width: int) -> str:
    colours = theme.current()
    style = f"background-color:{colours.hover}; color:{colours.muted}; padding:4px 5px; font-size:11px; font-weight:600"
    words = html.escape(column.title)
    return f'<td width="{width}%" align="{_align(column.kind)}" style="{style}">{words}</td>'


def _row(row: Iterable[Cell], columns: Iterable[Column]) -> str:
    return "<tr>" + "".join(_cell(cell, column) for cell, column in zip(row, columns, strict=True)) + "</tr>"


def _cell(cell: Cell, column: Column) -> str:
    """Figures at the right; a date is never broken."""
    words = _lines(cell_words(cell, column.kind))
    if column.kind == "date":
        words = words.replace("-", NO_BREAK)
    else:
        words = words.replace("/", "/\N{ZERO WIDTH SPACE}")  # Werkvoorbereiding/planning may go on below
    line = f"border-bottom:1px solid {theme.current().hover}; padding:4px 5px; font-size:12px"
    return f'<td align="{_align(column.kind)}" style="{line}">{words}</td>'


def _align(kind: Kind) -> str:
    return "right" if kind in NARROW and kind != "date" else "left"


def lacks_html(lacks: Iterable[str], asked: Iterable[str]) -> str:
    """What is still to be done, each behind a mark; and, small, what the law asks for."""
    colours = theme.current()
    mark = f'<span style="color:{colours.attention_text}; font-weight:600">{theme.SYMBOLS["attention"]}</span>'
    parts = [f'<p style="margin:0 0 4px 0">{mark} {html.escape(words)}</p>' for words in lacks]
    if not parts:
        good = f'<span style="color:{colours.good}; font-weight:600">{theme.SYMBOLS["good"]}</span>'
        parts.append(f'<p style="margin:0 0 4px 0">{good} {html.escape(_("Nothing is lacking here."))}</p>')
    small = " · ".join(html.escape(words) for words in asked)
    return "".join(parts) + (f'<p style="margin:2px 0 0 0"><span class="small">{small}</span></p>' if small else "")

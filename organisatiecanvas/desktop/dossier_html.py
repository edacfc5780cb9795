"""Sections of the dossier as HTML for the reading pane: paragraphs and tables."""

from __future__ import annotations

import html
from collections.abc import Iterable

from organisatiecanvas.desktop import theme
from organisatiecanvas.desktop.skills_side import link
from organisatiecanvas.models.dossier import Figure, Paragraph, Table, cell_words
from organisatiecanvas.models.dossier.content import Cell, Column, Kind
from organisatiecanvas.models.language import _, ngettext

MOST_ROWS = 30  # of a table, until more is asked for
NARROW: tuple[Kind, ...] = ("whole", "number", "fine", "percent", "money", "date")


def blocks_html(blocks: Iterable[Paragraph | Table], unfolded: set[str]) -> str:
    """Paragraphs and tables below each other; `unfolded`: keys of tables that are shown to their end."""
    return "".join(
        _table(block, whole=block.key in unfolded) if isinstance(block, Table) else _paragraph(block.text)
        for block in blocks
    )


def _paragraph(words: str) -> str:
    return f"<p>{_lines(words)}</p>"


def _lines(words: str) -> str:
    return html.escape(words).replace("\n", "<br>")


def _table(table: Table, *, whole: bool) -> str:
    colours = theme.current()
    parts = [f'<h4 style="color:{colours.ink}; font-size:13px; margin:16px 0 4px 0">{html.escape(table.title)}</h4>']
    rows = table.rows if whole else table.rows[:MOST_ROWS]
    if rows:
        heads = "".join(_head(column) for column in table.columns)
        lines = "".join(_row(row, table.columns) for row in rows)
        parts.append(f'<table width="100%" cellspacing="0" cellpadding="0"><tr>{heads}</tr>{lines}</table>')
    left = len(table.rows) - len(rows)
    if left:
        words = ngettext("Show {count} more row", "Show {count} more rows", left).format(count=left)
        parts.append(f"<p>{link(words, 'more', table.key)}</p>")
    if table.note:
        parts.append(f'<p><span class="small">{_lines(table.note)}</span></p>')
    return "".join(parts)


def _head(column: Column) -> str:
    colours = theme.current()
    style = f"background-color:{colours.hover}; color:{colours.muted}; padding:4px 8px; font-weight:600"
    return f'<td align="{_align(column.kind)}" style="{style}">{html.escape(column.title)}</td>'


def _row(row: Iterable[Cell], columns: Iterable[Column]) -> str:
    return "<tr>" + "".join(_cell(cell, column) for cell, column in zip(row, columns, strict=True)) + "</tr>"


def _cell(cell: Cell, column: Column) -> str:
    """Figures at the right and on one line; texts wrap."""
    kind = cell.kind if isinstance(cell, Figure) else column.kind
    line = f"border-bottom:1px solid {theme.current().hover}; padding:4px 8px"
    nowrap = "; white-space:nowrap" if kind in NARROW else ""
    return f'<td align="{_align(column.kind)}" style="{line}{nowrap}">{_lines(cell_words(cell, column.kind))}</td>'


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

"""The text of a dossier in a Qt document: title page, contents, headings, paragraphs and tables; in millimetres."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextOption,
    QTextTable,
    QTextTableCellFormat,
    QTextTableFormat,
)

from organisatiecanvas.canvas import style
from organisatiecanvas.canvas.papers import MM_PER_INCH, SCREEN_DPI
from organisatiecanvas.exports.dossier_words import facts_of, open_points
from organisatiecanvas.exports.legend import Source
from organisatiecanvas.models.dossier import Cell, Column, Contents, Figure, Paragraph, Section, Table, cell_words
from organisatiecanvas.models.language import _, date_text

INK = style.LIGHT
TITLE, SUBTITLE, HEADING, TABLE_TITLE, TEXT, SMALL = 28.0, 15.0, 17.0, 10.5, 9.5, 8.0  # points
LEFT, RIGHT, CENTRE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
DOTS = SCREEN_DPI / MM_PER_INCH  # lengths of a format in a millimetre; Qt scales them to the device
WAY_DOWN = 62.0  # where the title begins on its page
TEXT_WIDTH = 170.0
LONGEST_WORD, LONGEST_TEXT, LONGEST_TITLE, AROUND = (
    34.0,
    80.0,
    26.0,
    3.0,
)  # longer words break, longer texts count no more; padding
RULER, POINTS_PER_INCH = 100, 72
PADDING = 1.3


@dataclass(frozen=True)
class Piece:
    """A paragraph or a table, in the order of the document: where it begins, and how it goes with what follows."""

    position: int
    table: QTextTable | None = None
    keep: bool = False
    fresh: bool = False


@dataclass
class Text:
    """The document and what has to be known of it to divide and number its pages."""

    document: QTextDocument
    pieces: list[Piece] = field(default_factory=list)
    sections: list[Piece] = field(default_factory=list)
    drawings: list[tuple[str, str]] = field(default_factory=list)  # id of the variant, caption
    contents: QTextTable | None = None  # a row per section, then one per drawing

    def set_page(self, row: int, page: int) -> None:
        """Write a page in the contents, over the figure that keeps its place."""
        assert self.contents is not None
        cursor = self.contents.cellAt(row, 1).firstCursorPosition()
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        look = cursor.charFormat()
        cursor.insertText(str(page), look)


def write_text(document: QTextDocument, source: Source, contents: Contents, drawn: Collection[str]) -> Text:
    """Fill the document; `drawn`: variants of which there is a drawing."""
    return _Writer(document, source, contents, drawn).write()


class _Writer:
    def __init__(self, document: QTextDocument, source: Source, contents: Contents, drawn: Collection[str]) -> None:
        self.text = Text(document)
        self.source, self.contents = source, contents
        blocks = [block for section in contents.sections for block in section.blocks]
        for block in blocks:
            if not isinstance(block, (Paragraph, Table)) and block.variant in drawn:
                self.text.drawings.append((block.variant, block.caption))
        document.setDocumentMargin(0)
        document.setUndoRedoEnabled(False)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        self.cursor = QTextCursor(document)
        self._ruler = _Ruler()
        self._fresh = True

    def write(self) -> Text:
        whole = QTextCursor(self.text.document)
        whole.beginEditBlock()
        self._title_page()
        self._contents_page()
        for number, section in enumerate(self.contents.sections, start=1):
            self._section(number, section)
        whole.endEditBlock()
        return self.text

    # -- pieces ----------------------------------------------------------------------------------------------------

    def _look(self, size: float, colour: str = INK.ink, *, bold: bool = False, italic: bool = False) -> QTextCharFormat:
        look = QTextCharFormat()
        font = QFont(style.font(10, bold))
        font.setPointSizeF(size)
        font.setItalic(italic)
        look.setFont(font)
        look.setForeground(QBrush(QColor(colour)))
        return look

    def _block(
        self,
        words: str,
        look: QTextCharFormat,
        *,
        above: float = 0.0,
        below: float = 0.0,
        keep: bool = False,
        fresh: bool = False,
    ) -> Piece:
        """A paragraph. `keep`: on the page of what follows; `fresh`: at the top of one."""
        shape = QTextBlockFormat()
        shape.setTopMargin(above * DOTS)
        shape.setBottomMargin(below * DOTS)
        shape.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if self._fresh:
            self.cursor.setBlockFormat(shape)
        else:
            self.cursor.insertBlock(shape)
        self._fresh = False
        piece = Piece(self.cursor.position(), None, keep, fresh)
        self.text.pieces.append(piece)
        self.cursor.insertText(words.replace("\n", "\u2028"), look)
        return piece

    # -- title page and contents -----------------------------------------------------------------------------------

    def _title_page(self) -> None:
        contents = self.contents
        self._block("", self._look(TEXT), below=WAY_DOWN)
        self._block(contents.title, self._look(TITLE, bold=True), below=2)
        self._block(contents.subtitle, self._look(SUBTITLE, INK.accent), below=14)
        rows = facts_of(self.source, contents)
        table = self._insert(len(rows), self._table_shape([26, 74]))
        for row, (label, value) in enumerate(rows):
            words = date_text(value) if isinstance(value, datetime.date) else value
            self._fill(table, row, 0, label, self._look(TEXT, INK.muted))
            self._fill(table, row, 1, words, self._look(TEXT))
        self._leave(table)
        self._block(contents.disclaimer, self._look(TEXT, INK.muted, italic=True), above=14)

    def _contents_page(self) -> None:
        """The contents, with a place for each page."""
        self._block(_("Contents"), self._look(HEADING, bold=True), below=5, fresh=True, keep=True)
        titles = [f"{number}   {section.title}" for number, section in enumerate(self.contents.sections, start=1)]
        titles += [_("Drawing {variant}").format(variant=caption) for _variant, caption in self.text.drawings]
        table = self.text.contents = self._insert(len(titles), self._table_shape([90, 10]))
        for row, title in enumerate(titles):
            look = self._look(TEXT + 1, INK.ink if row < len(self.contents.sections) else INK.muted)
            self._fill(table, row, 0, title, look)
            self._fill(table, row, 1, "00", self._look(TEXT + 1, INK.muted), RIGHT)
        self._leave(table)
        points = open_points(self.contents)
        if points:
            self._block(_("Still open"), self._look(TABLE_TITLE, bold=True), above=10, below=2, keep=True)
            for title, lack in points:
                self._block(f"{title}: {lack}", self._look(SMALL, INK.muted), below=1)

    # -- sections --------------------------------------------------------------------------------------------------

    def _section(self, number: int, section: Section) -> None:
        look = self._look(HEADING, INK.accent, bold=True)
        title = f"{number}   {section.title}"
        self.text.sections.append(self._block(title, look, above=11, below=2, keep=True, fresh=number == 1))
        for article in section.asked:
            self._block(article, self._look(SMALL, INK.muted), below=0.6, keep=True)
        for block in section.blocks:
            if isinstance(block, Paragraph):
                self._paragraph(block)
            elif isinstance(block, Table):
                self._table(block)
            elif (block.variant, block.caption) in self.text.drawings:
                words = _("The drawing of {variant} stands at the end of this document.").format(variant=block.caption)
                self._block(words, self._look(TEXT), above=2)

    def _paragraph(self, block: Paragraph) -> None:
        if block.origin == "proposal":
            words = _("Proposal from the drawing, not yet adopted:")
            self._block(words, self._look(SMALL, INK.muted, italic=True), above=3, keep=True)
        self._block(block.text, self._look(TEXT), above=1 if block.origin == "proposal" else 3, below=1)

    def _table(self, block: Table) -> None:
        self._block(block.title, self._look(TABLE_TITLE, bold=True), above=6, below=1.5, keep=True)
        if block.rows:
            shape = self._table_shape(self._ruler.shares(block))
            shape.setHeaderRowCount(1)
            table = self._insert(len(block.rows) + 1, shape, len(block.columns))
            for place, column in enumerate(block.columns):
                numbers = sum(_is_number(row[place]) for row in block.rows)
                side = RIGHT if column.kind != "text" or numbers > len(block.rows) / 2 else LEFT
                self._fill(table, 0, place, column.title, self._look(SMALL, bold=True), side)
                table.cellAt(0, place).setFormat(self._ruled(INK.ink, ground=INK.hover))
            for row, cells in enumerate(block.rows, start=1):
                for place, (column, value) in enumerate(zip(block.columns, cells, strict=True)):
                    side = RIGHT if column.kind != "text" or _is_number(value) else LEFT
                    self._fill(table, row, place, cell_words(value, column.kind), self._look(SMALL), side)
                    table.cellAt(row, place).setFormat(self._ruled(INK.line))
            self._leave(table)
        if block.note:
            self._block(block.note, self._look(SMALL, INK.muted), above=1)

    def _table_shape(self, shares: list[float]) -> QTextTableFormat:
        shape = QTextTableFormat()
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        shape.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, share) for share in shares])
        shape.setCellSpacing(0)
        shape.setCellPadding(PADDING * DOTS)
        shape.setBottomMargin(3 * DOTS)  # the paragraph below a table loses its own
        shape.setBorder(0)
        return shape

    def _ruled(self, line: str, ground: str = "") -> QTextTableCellFormat:
        """A cell with a line below it."""
        shape = QTextTableCellFormat()
        shape.setBottomBorder(0.6)
        shape.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        shape.setBottomBorderBrush(QBrush(QColor(line)))
        if ground:
            shape.setBackground(QBrush(QColor(ground)))
        return shape

    def _insert(self, rows: int, shape: QTextTableFormat, columns: int = 2) -> QTextTable:
        table = self.cursor.insertTable(rows, columns, shape)
        self.text.pieces.append(Piece(table.firstPosition(), table))
        return table

    def _fill(
        self,
        table: QTextTable,
        row: int,
        column: int,
        words: str,
        look: QTextCharFormat,
        align: Qt.AlignmentFlag = LEFT,
    ) -> None:
        cursor = table.cellAt(row, column).firstCursorPosition()
        shape = QTextBlockFormat()
        shape.setAlignment(align)
        cursor.setBlockFormat(shape)
        cursor.insertText(words.replace("\n", "\u2028"), look)

    def _leave(self, table: QTextTable) -> None:
        """Go on below a table; the empty paragraph that Qt keeps there takes no room."""
        self.cursor = table.lastCursorPosition()
        self.cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
        self._fresh = True


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, (int, float, Figure))


class _Ruler:
    """How wide texts of tables are, in millimetres."""

    def __init__(self) -> None:
        self._plain, self._bold = (QFontMetricsF(self._font(bold=bold)) for bold in (False, True))

    @staticmethod
    def _font(*, bold: bool) -> QFont:
        font = QFont(style.font(10, bold))
        font.setPixelSize(RULER)
        return font

    def width(self, words: str, *, bold: bool = False) -> float:
        metrics = self._bold if bold else self._plain
        return metrics.horizontalAdvance(words) / RULER * SMALL * MM_PER_INCH / POINTS_PER_INCH

    def shares(self, table: Table) -> list[float]:
        """Percents of the width for each column: room for its longest word, then after how much there is to read."""
        rows = range(len(table.rows))
        cells = [
            [cell_words(table.rows[row][place], column.kind) for row in rows]
            for place, column in enumerate(table.columns)
        ]
        least = [self._least(column, texts) for column, texts in zip(table.columns, cells, strict=True)]
        if sum(least) >= TEXT_WIDTH:
            return [100 * width / sum(least) for width in least]
        titles = [min(self.width(column.title, bold=True), LONGEST_TITLE) + AROUND for column in table.columns]
        wished = [
            max(width, self._usual(texts), title) for width, texts, title in zip(least, cells, titles, strict=True)
        ]
        missing = [wish - width for wish, width in zip(wished, least, strict=True)]
        spare = TEXT_WIDTH - sum(least)
        if sum(missing) > spare:
            found = [width + spare * more / sum(missing) for width, more in zip(least, missing, strict=True)]
        else:  # room enough: columns of text take what is left
            texts = [column.kind == "text" for column in table.columns]
            left = (spare - sum(missing)) / (sum(texts) or len(texts))
            found = [wish + (left if text or not any(texts) else 0) for wish, text in zip(wished, texts, strict=True)]
        return [100 * width / TEXT_WIDTH for width in found]

    def _least(self, column: Column, texts: list[str]) -> float:
        words = {word for text in texts for word in text.split()}
        longest = max((self.width(word) for word in words), default=0.0)
        title = max((self.width(word, bold=True) for word in column.title.split()), default=0.0)
        return max(min(longest, LONGEST_WORD), title) + AROUND

    def _usual(self, texts: list[str]) -> float:
        widths = sorted(self.width(text) for text in texts)
        return min(widths[int(0.9 * (len(widths) - 1))], LONGEST_TEXT) + AROUND if widths else 0.0

"""The help: the handbook and the words of the field, offline, in a window beside the work."""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextTable,
)
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QTextBrowser, QVBoxLayout, QWidget

from organisatiecanvas.desktop import help_pages, theme, widgets
from organisatiecanvas.desktop.help_pages import Chapter
from organisatiecanvas.models import glossary, language
from organisatiecanvas.models.glossary import Term
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _

KIND, NAME = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
SIZE = (980, 720)
LINE_HEIGHT = 125.0  # percent
PICTURE = "\ufffc"  # how a picture stands in a text


class Page(QTextBrowser):
    """A chapter or a term; pictures are shown no wider than the page."""

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        found = super().loadResource(kind, name)
        if kind != QTextDocument.ResourceType.ImageResource.value or not isinstance(found, QByteArray):
            return found
        image = QImage.fromData(found)
        ratio = self.devicePixelRatioF()
        width = max(200, self.viewport().width() - 64)
        if image.width() > width:
            image = image.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
            image.setDevicePixelRatio(ratio)
        return image


class HelpWindow(QWidget):
    """One window, kept beside the work; `show_chapter` and `show_term` go to a place in it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("help")
        self.spoken = language.current()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("Help — Organisatiecanvas"))
        outer = QHBoxLayout(self)
        outer.setContentsMargins(12, 12, 12, 12)
        outer.setSpacing(12)
        left = QVBoxLayout()
        self.search = widgets.search_field(_("Search the help"), self)
        self.search.textChanged.connect(self._fill)
        left.addWidget(self.search)
        self.list = QListWidget(self)
        self.list.setObjectName("helpList")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(_("Chapters and terms"))
        self.list.currentItemChanged.connect(lambda item, _before: self._show_item(item))
        left.addWidget(self.list, 1)
        side = QWidget(self)
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        side.setFixedWidth(270)
        outer.addWidget(side)
        self.page = Page(self)
        self.page.setObjectName("helpPage")
        self.page.setAccessibleName(_("Explanation"))
        self.page.setOpenExternalLinks(False)
        self.page.setOpenLinks(False)
        self.page.anchorClicked.connect(self._follow)
        self.page.document().setDocumentMargin(18)
        self.page.setSearchPaths([str(help_pages.folder())])
        outer.addWidget(self.page, 1)
        QShortcut(QKeySequence.StandardKey.Find, self, self.search.setFocus)
        self._fill("")
        self._place()

    def _place(self) -> None:
        screen = (self.parentWidget().screen() or QGuiApplication.primaryScreen()).availableGeometry()
        self.resize(min(SIZE[0], screen.width() - 40), min(SIZE[1], screen.height() - 60))
        self.move(screen.center() - self.rect().center())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    # -- the list ------------------------------------------------------------------------------------------------

    def _fill(self, words: str) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        chapters, terms = help_pages.matching(words), list(glossary.found(words))
        if chapters:
            self._add_heading(_("Handbook"))
            for chapter in chapters:
                self._add(chapter.title, "chapter", chapter.name)
        if terms:
            self._add_heading(_("Terms"))
            for term in terms:
                self._add(term.name, "term", term.id)
        self.list.blockSignals(False)
        if not chapters and not terms:
            nothing = _("Nothing found for “{words}”.").format(words=words)
            self.page.setHtml(f"<p>{escape(nothing)}</p>")
        elif words:
            self.list.setCurrentRow(1)

    def _add_heading(self, words: str) -> None:
        item = QListWidgetItem(words.upper(), self.list)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = item.font()
        font.setPixelSize(11)
        font.setBold(True)
        item.setFont(font)

    def _add(self, words: str, kind: str, name: str) -> None:
        item = QListWidgetItem(words, self.list)
        item.setToolTip(words)
        item.setData(KIND, kind)
        item.setData(NAME, name)

    def _choose(self, kind: str, name: str) -> bool:
        self.search.clear()
        for row in range(self.list.count()):
            item = self.list.item(row)
            if (item.data(KIND), item.data(NAME)) == (kind, name):
                self.list.setCurrentItem(item)
                self._show_item(item)
                return True
        return False

    # -- the page ------------------------------------------------------------------------------------------------

    def show_chapter(self, name: str) -> bool:
        """Go to a chapter, False when it isn't there."""
        return self._choose("chapter", name)

    def show_term(self, name: str) -> bool:
        """Go to a term, False when it isn't there."""
        return self._choose("term", name)

    def _show_item(self, item: QListWidgetItem | None) -> None:
        if item is None or item.data(KIND) is None:
            return
        if item.data(KIND) == "term":
            self.page.setHtml(_term_page(glossary.terms()[item.data(NAME)]))
        else:
            self._show_text(help_pages.chapters()[item.data(NAME)])

    def _show_text(self, chapter: Chapter) -> None:
        text = chapter.text()
        if language.current() != "nl":
            text = f"*{_('The handbook is in Dutch; the terms below it are in English too.')}*\n\n{text}"
        self.page.setMarkdown(text)
        _give_air(self.page.document())
        self.page.moveCursor(self.page.textCursor().MoveOperation.Start)

    def _follow(self, url: QUrl) -> None:
        """A link to another chapter (02-tekenen.md) or term (term:mct)."""
        if url.scheme() == "term":
            self.show_term(url.path())
            return
        name = url.fileName().removesuffix(".md").lstrip("0123456789").removeprefix("-")
        self.show_chapter(name)


def _give_air(document: QTextDocument) -> None:
    """Space between lines and around paragraphs: Markdown comes in without."""
    cursor = QTextCursor(document)
    block = document.begin()
    while block.isValid():
        cursor.setPosition(block.position())
        shape = block.blockFormat()
        if block.text() != PICTURE:
            shape.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if cursor.currentTable() is None:
            shape.setTopMargin(16 if shape.headingLevel() > 1 else 0)
            shape.setBottomMargin(4 if shape.objectIndex() >= 0 else 8)
        cursor.setBlockFormat(shape)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            look = frame.format().toTableFormat()
            look.setBorderBrush(QColor(theme.current().line))
            look.setBorderCollapse(True)
            look.setCellPadding(6)
            frame.setFormat(look)


def _term_page(term: Term) -> str:
    muted = f"color: {theme.current().muted}"
    other = next(code for code in language.LANGUAGES if code != language.current())
    source = _("Source: {origin}").format(origin=term.origin)
    also = _("In {language}: {name}").format(language=choice_label(other), name=term.names[other])
    page = f"<h2>{escape(term.name)}</h2><p>{escape(term.text)}</p>"
    return page + "".join(f"<p style='{muted}'>{escape(words)}</p>" for words in (source, also))

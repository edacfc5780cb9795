"""The middle of the dossier: one section as it will read, its text to edit, its figures live."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.dossier_html import blocks_html, lacks_html
from organisatiecanvas.desktop.dossier_picture import picture
from organisatiecanvas.desktop.dossier_text import SectionText
from organisatiecanvas.desktop.forms import RowForm
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.skills_side import SideText
from organisatiecanvas.models.anonymous import Names
from organisatiecanvas.models.dossier import Contents, Paragraph, Picture, Section, Table
from organisatiecanvas.models.language import _

FORMS = {"decision": ("requested_by", "reply_by")}  # fields beside the text, by section
ACTIONS = ("measures", "planning", "training", "technology", "evaluation")  # sections that live from the action plan


class Reading(SideText):
    """HTML that is as high as it needs: what is around it scrolls."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(max(1, round(self.document().size().height()) + 2))

    def wheelEvent(self, event: Any) -> None:
        event.ignore()


class SectionView(QScrollArea):
    """Shows a section of what was built last; text that is being typed is never overwritten."""

    message = Signal(str)
    actions_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.name = ""
        self.unfolded: set[str] = set()
        self.edition = 0  # goes up when the drawings may have changed
        self._contents: Contents | None = None
        self._drawn: tuple[Any, ...] = ()

    def show_section(self, contents: Contents, name: str) -> None:
        """Show a section; the widgets are made anew only for another one."""
        if name != self.name:
            self.name = name
            self.unfolded = set()
            self._make(name)
            self.verticalScrollBar().setValue(0)
        self._contents = contents
        section = contents.section(name)
        editable = contents.names == "full" and not self.session.document.read_only
        self.title.setText(section.title)
        widgets.name(self, section.title)
        self.lacks.show_parts([lacks_html(section.lacks, section.asked)])
        self.text.show_section(section, editable=editable)
        if self.form is not None:
            self.form.setVisible(editable)
            self.form.refresh()
        self._show_blocks(section)
        self._show_pictures(section, contents.names)

    def _make(self, name: str) -> None:
        page = QWidget(self)
        page.setObjectName("clear")
        column = QVBoxLayout(page)
        column.setContentsMargins(4, 4, 12, 18)
        column.setSpacing(8)
        head = QHBoxLayout()
        self.title = widgets.label("", "heading", page)
        head.addWidget(self.title)
        head.addStretch(1)
        if name in ACTIONS:
            head.addWidget(widgets.button(_("To the actions"), self.actions_wanted.emit, page, role="small"))
        column.addLayout(head)
        self.lacks = Reading(_("What is lacking"), page)
        column.addWidget(self.lacks)
        self.form: RowForm | None = None
        if name in FORMS:
            self.form = RowForm(self.session, "dossier", (), FORMS[name], page, label_width=130)
            self.form.setMaximumWidth(420)
            column.addWidget(self.form)
        self.text = SectionText(self.session, name, page)
        self.text.message.connect(self.message)
        column.addWidget(self.text)
        self.pictures = QVBoxLayout()
        self.pictures.setSpacing(4)
        column.addLayout(self.pictures)
        self._drawn = ()
        self.blocks = Reading(_("Figures and tables"), page)
        self.blocks.followed.connect(self._follow)
        column.addWidget(self.blocks)
        column.addStretch(1)
        self.setWidget(page)

    def _show_blocks(self, section: Section) -> None:
        texts = {section.typed, section.proposal}
        shown = [
            block
            for block in section.blocks
            if isinstance(block, Table) or (isinstance(block, Paragraph) and not _stands_above(block, texts))
        ]
        self.blocks.setVisible(bool(shown))
        self.blocks.show_parts([blocks_html(shown, self.unfolded, self.blocks.width())])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns of tables are as wide as there is room."""
        super().resizeEvent(event)
        if self._contents is not None and event.size().width() != event.oldSize().width():
            self._show_blocks(self._contents.section(self.name))

    def _follow(self, what: str, values: tuple[str, ...]) -> None:
        if what == "more" and self._contents is not None:
            self.unfolded.add(values[0])
            self._show_blocks(self._contents.section(self.name))

    def _show_pictures(self, section: Section, names: Names) -> None:
        """The drawings before and after, drawn anew only where something changed."""
        wanted = [block for block in section.blocks if isinstance(block, Picture)]
        document = self.session.document
        state = (self.edition, names, *(block.variant for block in wanted))
        if not wanted or state == self._drawn:
            return
        self._drawn = state
        widgets.clear(self.pictures)
        for block in wanted:
            self.pictures.addWidget(widgets.label(block.caption, "strong", self))
            drawn = picture(self.session.organisation, block.variant, names, document.document_id)
            self.pictures.addWidget(_Drawing(drawn, block.caption, self))


def _stands_above(block: Paragraph, texts: set[str]) -> bool:
    """Whether it is the text of the section, which has a place of its own."""
    return block.origin != "model" and block.text in texts


class _Drawing(QLabel):
    """A picture as wide as there is room, at most its own size."""

    def __init__(self, drawn: QPixmap, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._drawn = drawn
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMinimumWidth(100)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        ratio = self.devicePixelRatioF()
        width = min(round(self.width() * ratio), self._drawn.width())
        if not self.pixmap().isNull() and self.pixmap().width() == width:
            return
        scaled = self._drawn.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        scaled.setDevicePixelRatio(ratio)
        self.setPixmap(scaled)
        self.setFixedHeight(round(scaled.height() / ratio))

    def sizeHint(self) -> QSize:
        return QSize(self._drawn.width(), self._drawn.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(100, 20)

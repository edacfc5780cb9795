"""About: what it is, its version, and the licence of everything that comes with it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from organisatiecanvas import __version__
from organisatiecanvas.desktop import icons, licences, widgets
from organisatiecanvas.models.language import _


class AboutDialog(QDialog):
    """The list of packages above, the text of the one that is chosen below."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About Organisatiecanvas"))
        self.packages = licences.bundled()
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(14)
        column.addLayout(self._head())
        column.addWidget(widgets.label(_("What comes with it").upper(), "section", self))
        self.list = QTreeWidget(self)
        self.list.setAccessibleName(_("What comes with it"))
        self.list.setHeaderLabels([_("Name"), _("Version"), _("Licence")])
        self.list.setRootIsDecorated(False)
        self.list.addTopLevelItems([QTreeWidgetItem(list(package[:3])) for package in self.packages])
        for at in (0, 1):
            self.list.resizeColumnToContents(at)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Text of the licence"))
        self.list.currentItemChanged.connect(lambda _now, _before: self._show())
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self.list)
        split.addWidget(self.text)
        split.setSizes([230, 170])
        split.setChildrenCollapsible(False)
        column.addWidget(split, 1)
        line = QHBoxLayout()
        line.addStretch(1)
        close = widgets.button(_("Close"), self.accept, self, role="primary")
        line.addWidget(close)
        column.addLayout(line)
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.resize(640, 620)
        close.setFocus()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(14)
        mark = QLabel(self)
        mark.setPixmap(icons.application_icon().pixmap(QSize(44, 44), self.devicePixelRatioF()))
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        title = _("Organisatiecanvas {version}").format(version=__version__)
        words.addWidget(widgets.label(title, "heading", self))
        told = _("Works without a network; nothing leaves this computer. MIT licence.")
        words.addWidget(widgets.label(told, "muted", self, wrap=True))
        head.addLayout(words, 1)
        return head

    def _show(self) -> None:
        chosen = self.list.currentIndex()
        if chosen.isValid():
            row = chosen.row()
            self.text.setPlainText(self.packages[row].text or self.packages[row].licence)


def show(parent: QWidget | None) -> None:
    """Open it and wait until it is closed."""
    dialog = AboutDialog(parent)
    dialog.exec()
    dialog.deleteLater()

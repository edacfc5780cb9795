"""What a page shows while it has nothing to show: what is missing, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from organisatiecanvas.desktop import icons, theme, widgets

ICON, WIDEST = 40, 460  # pixels
Step = tuple[str, Callable[[], object]]  # the words of a button, and what it does


class EmptyState(QWidget):
    """In the middle: the icon of the page, one line, a sentence, and a button for each thing that can be done."""

    def __init__(self, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 40, 24, 40)
        column.setSpacing(8)
        column.addStretch(1)
        picture = QLabel(self)
        picture.setPixmap(icons.pixmap(icon, ICON, theme.current().muted, self.devicePixelRatioF()))
        self.title = widgets.label("", "heading", self)
        self.words = widgets.label("", "muted", self, wrap=True)
        self.words.setFixedWidth(WIDEST)
        for part in (picture, self.title, self.words):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        self.steps = QHBoxLayout()
        self.steps.setSpacing(8)
        column.addLayout(self.steps)
        column.addStretch(2)
        self._shown: tuple[str, str, tuple[str, ...]] = ("", "", ())

    def show_words(self, title: str, words: str, steps: Sequence[Step] = ()) -> None:
        """The first step is the one that is meant."""
        shown = title, words, tuple(label for label, _run in steps)
        if shown == self._shown:
            return
        self._shown = shown
        self.title.setText(title)
        self.words.setText(words)
        self.words.setVisible(bool(words))
        self.words.setMinimumHeight(max(0, self.words.heightForWidth(WIDEST)))
        widgets.clear(self.steps)
        self.steps.addStretch(1)
        for index, (label, run) in enumerate(steps):
            self.steps.addWidget(widgets.button(label, run, self, role="" if index else "primary"))
        self.steps.addStretch(1)

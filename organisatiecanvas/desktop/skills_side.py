"""The panels beside the skills matrix: a heading, controls, and a text whose links lead to cells and actions."""

from __future__ import annotations

import html
from collections.abc import Sequence
from urllib.parse import quote, unquote

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from organisatiecanvas.desktop import theme, widgets
from organisatiecanvas.models.language import _


class Side(QWidget):
    """A panel with a title. `shown` and `hidden_now` are for what costs time or marks the matrix."""

    closed = Signal()
    cell_wanted = Signal(str, str)  # person, skill
    message = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = QFrame(self)
        card.setProperty("role", "card")
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(14, 8, 8, 10)
        column.setSpacing(6)
        head = QHBoxLayout()
        self.title = widgets.ElidedLabel(title, card, role="strong")
        head.addWidget(self.title, 1)
        head.addWidget(widgets.icon_button("close", _("Close the panel"), self.closed.emit, card))
        column.addLayout(head)
        self.controls = QVBoxLayout()
        self.controls.setSpacing(6)
        self.controls.setContentsMargins(0, 0, 6, 0)
        column.addLayout(self.controls)
        self.text = SideText(title, card)
        self.text.followed.connect(self.follow)
        column.addWidget(self.text, 1)
        self.footer = QHBoxLayout()
        self.footer.setContentsMargins(0, 0, 6, 0)
        column.addLayout(self.footer)

    def line(self, *parts: QWidget | str) -> QHBoxLayout:
        """Controls beside each other; texts become labels."""
        row = QHBoxLayout()
        row.setSpacing(6)
        for part in parts:
            row.addWidget(widgets.label(part, "label", self) if isinstance(part, str) else part)
        row.addStretch(1)
        self.controls.addLayout(row)
        return row

    def activate(self) -> None:
        """The panel comes into sight."""

    def deactivate(self) -> None:
        """The panel goes out of sight: what it marked in the matrix goes too."""

    def follow(self, what: str, values: tuple[str, ...]) -> None:
        """A link was chosen."""
        if what == "cell":
            self.cell_wanted.emit(values[0], values[1])


class SideText(QTextBrowser):
    """Shows HTML; a link chosen by mouse or keyboard tells what it means and for what."""

    followed = Signal(str, tuple)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self._clicked)

    def _clicked(self, url: QUrl) -> None:
        what, *values = url.toString(QUrl.ComponentFormattingOption.FullyEncoded).split(":", 1)
        parts = values[0].split("/") if values and values[0] else []
        self.followed.emit(what, tuple(unquote(part) for part in parts))

    def show_parts(self, parts: Sequence[str]) -> None:
        """Show these pieces of HTML below each other; where one was scrolled to it stays."""
        bar = self.verticalScrollBar()
        place = bar.value()
        self.setHtml(f"<style>{_css()}</style>" + "".join(parts))
        bar.setValue(place)


def _css() -> str:
    colours = theme.current()
    return (
        f"body, p {{ color: {colours.ink}; }} p {{ margin: 0 0 7px 0; }}"
        " p.apart { margin: 0 0 15px 0; }"
        f" a {{ color: {colours.accent}; text-decoration: none; font-weight: 500; }}"
        f" .small {{ color: {colours.muted}; font-size: 12px; }}"
        f" h4 {{ margin: 12px 0 5px 0; font-size: 12px; color: {colours.muted}; }}"
    )


def link(words: str, what: str, *values: str) -> str:
    """A link that means something: «cell» with person and skill, say."""
    target = "/".join(quote(value, safe="") for value in values)
    return f'<a href="{what}:{target}">{html.escape(words)}</a>'


def heading(words: str, more: str = "") -> str:
    small = f' <span class="small">· {html.escape(more)}</span>' if more else ""
    return f"<h4>{html.escape(words)}{small}</h4>"


def paragraph(*parts: str, state: str = "", apart: bool = False) -> str:
    """Pieces of HTML as one paragraph, behind the symbol of how it stands (good, attention, problem or nothing).

    `apart`: with more air below, between things of several lines each.
    """
    symbol = ""
    if state:
        symbol = f'<span style="color:{theme.strong(state)}; font-weight:600">{theme.SYMBOLS[state]}</span> '
    kind = ' class="apart"' if apart else ""
    return f"<p{kind}>{symbol}{' '.join(part for part in parts if part)}</p>"


def small(words: str) -> str:
    return f'<span class="small">{html.escape(words)}</span>'


def bold(words: str) -> str:
    return f"<b>{html.escape(words)}</b>"

"""The workspace of the skills matrix: for everybody or for one unit."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from organisatiecanvas.desktop import theme, widgets
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.skills_model import SkillsModel
from organisatiecanvas.desktop.skills_table import SkillsTable, draw_ball
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.labels import level_label
from organisatiecanvas.models.language import _


class SkillsPage(QWidget):
    """Heading, choice of unit, and the matrix."""

    message = Signal(str)
    lists_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 16)
        layout.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.heading = widgets.label("", "heading", self)
        self.hint = widgets.ElidedLabel("", self, role="small")
        words.addWidget(self.heading)
        words.addWidget(self.hint)
        head.addLayout(words, 1)
        self.units = QComboBox(self)
        self.units.setMinimumWidth(190)
        self.units.setAccessibleName(_("Unit"))
        head.addWidget(self.units)
        head.addWidget(widgets.button(_("Skills…"), lambda: self.lists_wanted.emit("skills"), self))
        head.addWidget(widgets.button(_("People…"), lambda: self.lists_wanted.emit("people"), self))
        layout.addLayout(head)
        self.model = SkillsModel(session, self)
        self.table = SkillsTable(self.model, self)
        layout.addWidget(self.table, 1)
        legend = _Legend(self)
        layout.addWidget(legend)
        self.table.message.connect(self.message)
        self.units.activated.connect(lambda _index: self.show_unit(self.units.currentData()))
        session.changed.connect(self._on_change)
        session.variant_changed.connect(lambda _variant: self._refresh())
        self._refresh()

    def show_unit(self, unit: str | None) -> None:
        self.model.show_unit(unit)
        self._refresh()

    def _on_change(self, change: Change) -> None:
        if change.touches("units", "rules", "variants", "requirements"):
            self._refresh()

    def _refresh(self) -> None:
        variant = self.session.variant
        units = [] if variant is None else [one for one in variant.units.values() if one.skills]
        self.units.blockSignals(True)
        self.units.clear()
        self.units.addItem(_("Everybody"), None)
        for unit in units:
            self.units.addItem(unit.name, unit.id)
        self.units.setCurrentIndex(max(0, self.units.findData(self.model.unit)))
        self.units.blockSignals(False)
        names = {unit.id: unit.name for unit in units}
        where = names.get(self.model.unit or "")
        self.heading.setText(_("Skills") + (f" · {where}" if where else ""))
        rules = self.session.organisation.rules
        self.hint.set_words(
            _(
                "Everyone {skills} skills, every skill {people} people · mastered from level {level} · "
                "keys 0–4 set the level"
            ).format(skills=rules.skills_per_person, people=rules.people_per_skill, level=rules.mastery_level)
        )


class _Legend(QWidget):
    """What the balls mean."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(22)

    def paintEvent(self, _event: Any) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(12)
        painter.setFont(font)
        left = 2.0
        for level in range(5):
            draw_ball(painter, QRectF(left, 3, 15, 15), level, colours.accent, colours.disabled, colours.panel)
            words = f"{level} {level_label(level)}"
            painter.setPen(QColor(colours.muted))
            width = QFontMetrics(font).horizontalAdvance(words)
            painter.drawText(QRectF(left + 21, 0, width + 4, 22), Qt.AlignmentFlag.AlignVCenter, words)
            left += 21 + width + 22
        painter.drawText(
            QRectF(left, 0, 400, 22), Qt.AlignmentFlag.AlignVCenter, "◷ " + _("certificate expiring or expired")
        )

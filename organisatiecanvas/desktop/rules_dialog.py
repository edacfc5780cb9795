"""The rules of the method, each with its unit; every change is an edit like any other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.forms import RowForm
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models.labels import collection_label
from organisatiecanvas.models.language import _


class RulesDialog(QDialog):
    """Every threshold; what is typed counts at once and can be undone."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(collection_label("rules"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 18, 22, 16)
        outer.setSpacing(10)
        outer.addWidget(widgets.label(_("Rules of the method"), "heading", self))
        hint = _("Findings and figures follow at once. The rules are printed with every export.")
        outer.addWidget(widgets.label(hint, "small", self, wrap=True))
        area = QScrollArea(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes along what is in it
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.form = RowForm(session, "rules", (), list(session.organisation.rules.FIELDS), label_width=190)
        self.form.setObjectName("clear")
        self.form.layout().setContentsMargins(0, 0, 10, 0)
        area.setWidget(self.form)
        outer.addWidget(area, 1)
        line = QHBoxLayout()
        line.addStretch(1)
        done = widgets.button(_("Done"), self.accept, self, role="primary")
        done.setDefault(False)
        line.addWidget(done)
        outer.addLayout(line)
        session.changed.connect(lambda _change: self.form.refresh())
        self.resize(460, 560)

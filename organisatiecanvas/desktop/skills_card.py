"""One cell of the skills matrix: level, target, how long it is valid, who assessed it when, and its history."""

from __future__ import annotations

import datetime
from typing import Any

from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.combo_editor import NONE_TEXT, ComboEditor
from organisatiecanvas.desktop.editors import DateEditor, Editor, LineEditor
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.values import InputError, date_text
from organisatiecanvas.models import mastery
from organisatiecanvas.models.labels import level_label
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Mastery

Place = tuple[str, str]
SHOWN = 8  # assessments


class SkillCard(QDialog):
    """Nothing changes until Done; what is wrong is said at the field and keeps the card open."""

    def __init__(self, session: Session, place: Place, assessor: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.place = session, place
        organisation = session.organisation
        person, skill = organisation.people[place[0]], organisation.skills[place[1]]
        self.setWindowTitle(_("Skill"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 18, 22, 16)
        outer.setSpacing(10)
        outer.addWidget(widgets.label(f"{person.name} · {skill.name}", "heading", self, wrap=True))
        row = organisation.mastery.get(place)
        levels = [(level, f"{level} {level_label(level)}") for level in range(5)]
        self.level = ComboEditor(lambda: [(None, _("unknown")), *levels], self)
        self.target = ComboEditor(lambda: [(None, NONE_TEXT), *levels[1:]], self)
        self.valid_until = DateEditor(self)
        self.assessed_on = DateEditor(self)
        self.assessor = LineEditor(self)
        self.level.show_value(row.level if row is not None else None)
        self.target.show_value(row.target if row is not None else None)
        self.valid_until.show_value(row.valid_until if row is not None else None)
        self.assessed_on.show_value(datetime.date.today())
        self.assessor.show_value(assessor)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        self._lines(grid)
        outer.addLayout(grid)
        self.wrong = widgets.label("", "error", self, wrap=True)
        self.wrong.hide()
        outer.addWidget(self.wrong)
        self._add_history(outer)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(widgets.button(_("Cancel"), self.reject, self))
        done = widgets.button(_("Done"), self.keep, self, role="primary")
        done.setDefault(True)
        line.addWidget(done)
        outer.addLayout(line)
        self.setMinimumWidth(400)
        self.level.setFocus()

    def _lines(self, grid: QGridLayout) -> None:
        fields: list[tuple[str, Editor]] = [
            (_("Level"), self.level),
            (_("Target"), self.target),
            (_("Valid until"), self.valid_until),
            (_("Assessed on"), self.assessed_on),
            (_("Assessor"), self.assessor),
        ]
        for at, (words, editor) in enumerate(fields):
            grid.addWidget(widgets.label(words, "label", self), at, 0)
            editor.set_name(words)
            grid.addWidget(editor, at, 1)
        grid.setColumnStretch(1, 1)

    def _add_history(self, outer: QVBoxLayout) -> None:
        """The levels of before, the last one first."""
        history = mastery.history_of(self.session.organisation, *self.place)
        if not history:
            return
        outer.addWidget(widgets.label(_("History").upper(), "section", self))
        for item in history[:SHOWN]:
            level = _("unknown") if item.level is None else f"{item.level} {level_label(item.level)}"
            parts = [date_text(item.assessed_on), level, item.assessor, item.source]
            outer.addWidget(widgets.label(" · ".join(part for part in parts if part), "small", self, wrap=True))
        if len(history) > SHOWN:
            left = len(history) - SHOWN
            outer.addWidget(widgets.label(_("and {count} earlier").format(count=left), "small", self))

    def keep(self) -> None:
        """Write what was filled in as one step, and close; or say what is wrong."""
        values: dict[str, Any] = {}
        for name in ("level", "target", "valid_until", "assessed_on", "assessor"):
            editor: Editor = getattr(self, name)
            editor.set_wrong(False)
            try:
                values[name] = editor.value()
            except InputError as error:
                editor.set_wrong(True)
                self._tell(str(error))
                return
        problem = self._write(values)
        if problem:
            self._tell(problem)
        else:
            self.accept()

    def _write(self, values: dict[str, Any]) -> str:
        document, cell = self.session.document, self.place
        known = self.session.organisation.mastery
        level = values["level"]
        if level is None and values["target"] is not None:
            level = 0  # who is to learn something does not master it yet

        def write() -> None:
            mastery.set_levels(
                document,
                {cell: level},
                values["assessed_on"] or datetime.date.today(),
                values["assessor"],
                valid_until={cell: values["valid_until"]},
            )
            row: Mastery | None = known.get(cell)
            if row is not None:
                row.target = values["target"]

        return self.session.attempt(mastery.step_name(self.session.organisation, {cell: level}), write)

    def _tell(self, words: str) -> None:
        self.wrong.setText(words)
        self.wrong.show()

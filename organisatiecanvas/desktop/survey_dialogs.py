"""A new survey: of whom, with which questionnaire, when; and a file of answers, shown before it is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from organisatiecanvas.desktop import dialogs, widgets
from organisatiecanvas.desktop.dialogs import Choice
from organisatiecanvas.desktop.editors import DateEditor
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.values import InputError
from organisatiecanvas.exports.survey_import import AnswersError, read_answers
from organisatiecanvas.models import survey_items, surveys
from organisatiecanvas.models.errors import OrganisationError, in_words
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, ngettext
from organisatiecanvas.models.lookup import lookup

MOST_FAULTS = 12


class SurveyDialog(QDialog):
    """Makes the survey when it is accepted; `made` is its id."""

    def __init__(self, session: Session, group: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.made = ""
        self.setWindowTitle(_("New survey"))
        self.setMinimumWidth(520)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 18, 22, 18)
        outer.setSpacing(12)
        outer.addWidget(widgets.label(_("New survey"), "heading", self))
        self.group = QComboBox(self)
        self.group.setMaxVisibleItems(18)
        for identity, words in groups(session):
            self.group.addItem(words, identity)
        self.group.setCurrentIndex(max(0, self.group.findData(group)))
        self.instrument = QComboBox(self)
        for name in ("nea", "jcq"):
            self.instrument.addItem(choice_label(name), name)
        self.day = DateEditor(self)
        self.day.show_value(session.organisation.workshop.reference_date)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        fields = ((_("Unit or role"), self.group), (_("Questionnaire"), self.instrument), (_("Held on"), self.day))
        for row, (words, field) in enumerate(fields):
            grid.addWidget(widgets.label(words, "label", self), row, 0)
            field.set_name(words) if isinstance(field, DateEditor) else widgets.name(field, words)
            grid.addWidget(field, row, 1)
        outer.addLayout(grid)
        self.told = widgets.label("", "small", self, wrap=True)
        self.told.setMinimumSize(470, 190)
        self.told.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        outer.addWidget(self.told)
        self.wrong = widgets.label("", "error", self, wrap=True)
        outer.addWidget(self.wrong)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(widgets.button(_("Cancel"), self.reject, self))
        self.ok = widgets.button(_("Make survey"), self.accept, self, role="primary")
        self.ok.setDefault(True)
        line.addWidget(self.ok)
        outer.addLayout(line)
        self.instrument.currentIndexChanged.connect(lambda _index: self._tell())
        self._tell()
        self.ok.setEnabled(self.group.count() > 0)

    def _tell(self) -> None:
        minimum = self.session.organisation.rules.minimum_group
        source = survey_items.source(self.instrument.currentData())
        words = [source, survey_items.promise(minimum), survey_items.keeping()]
        self.told.setText("\n\n".join(words))

    def accept(self) -> None:
        try:
            day = self.day.value()
            self.made = surveys.create_survey(
                self.session.document,
                self.session.variant_id,
                self.group.currentData(),
                self.instrument.currentData(),
                day,
            )
        except InputError as error:
            self.wrong.setText(str(error))
            return
        except OrganisationError as error:
            self.wrong.setText(in_words(error))
            return
        super().accept()


def groups(session: Session) -> list[tuple[str, str]]:
    """Id and name of what can be asked: the units with people in or below them, each with its roles."""
    variant = session.variant
    if variant is None:
        return []
    found: list[tuple[str, str]] = []
    roles = lookup(session.organisation, variant).roles
    for unit in variant.units.values():
        if unit.kind != "external":
            found.append((unit.id, unit.name))
            found += [(role.id, f"{unit.name} · {role.name}") for role in roles.get(unit.id, ())]
    return found


def read_file(session: Session, survey: str, path: Path, parent: QWidget | None) -> str:
    """Read answer sheets into a survey after asking; what to say of it, or nothing when it was given up."""
    row = session.organisation.variants[session.variant_id].surveys[survey]
    try:
        found = read_answers(path, row.instrument)
    except AnswersError as error:
        dialogs.tell(_("Not read"), faults_text(path.name, error.faults), parent)
        return ""
    except OrganisationError as error:
        dialogs.tell(_("Not read"), str(error), parent)
        return ""
    answer = _ask(session, row, path, found, parent)
    if answer == "cancel":
        return ""
    write: Any = surveys.replace_answers if answer == "replace" else surveys.add_answers
    try:
        write(session.document, session.variant_id, survey, found.answers)
    except OrganisationError as error:
        dialogs.tell(_("Not read"), str(error), parent)
        return ""
    return _("The answer sheets of {name} were read.").format(name=path.name)


def _ask(session: Session, row: Any, path: Path, found: Any, parent: QWidget | None) -> str:
    group = surveys.group_name(session.organisation.variants[session.variant_id], row.group)
    words = ngettext(
        "{count} answer sheet for {group}. It is kept without order.",
        "{count} answer sheets for {group}. They are kept without order.",
        len(found.answers),
    ).format(count=len(found.answers), group=group)
    if found.left_out:
        words += "\n\n" + _("Not kept, because answers hold no names or times: {columns}.").format(
            columns=", ".join(found.left_out[:8])
        )
    choices = [Choice("cancel", _("Cancel"))]
    if row.answers:
        words += "\n\n" + _("There are answers already. Add these to them, or let these take their place?")
        choices += [Choice("replace", _("Take their place"), "danger"), Choice("add", _("Add"), "primary")]
    else:
        choices.append(Choice("add", _("Read"), "primary"))
    return dialogs.ask(_("Read {name}").format(name=path.name), words, choices, parent)


def faults_text(name: str, faults: list[str]) -> str:
    """The faults of a file as far as a message can hold them."""
    lines = [_("{name} was not read; nothing has changed.").format(name=name), "", *faults[:MOST_FAULTS]]
    more = len(faults) - MOST_FAULTS
    if more > 0:
        lines.append(ngettext("and {count} more", "and {count} more", more).format(count=more))
    return "\n".join(lines)


def choose_answers(parent: QWidget | None, folder: Path) -> Path | None:
    """Ask for a file of answers."""
    kinds = _("Answers (CSV, Excel)") + " (*.csv *.txt *.xlsx *.xlsm)"
    chosen, _kind = QFileDialog.getOpenFileName(parent, _("Read answers"), str(folder), kinds)
    return Path(chosen) if chosen else None


def choose_sheet(parent: QWidget | None, suggestion: Path) -> Path | None:
    """Ask where the answer sheet goes."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, _("Answer sheet"), str(suggestion), "PDF (*.pdf)")
    if not chosen:
        return None
    path = Path(chosen)
    return path if path.suffix else path.with_suffix(".pdf")

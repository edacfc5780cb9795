"""Reading a skills workbook: what is not clear is asked once, every cell is shown old → new, then it is one step."""

from __future__ import annotations

import html
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QScrollArea,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from organisatiecanvas.desktop import import_questions, theme, widgets
from organisatiecanvas.desktop.combo_editor import ComboEditor
from organisatiecanvas.desktop.import_model import ChangesModel
from organisatiecanvas.desktop.import_questions import NEW, OPEN, Question
from organisatiecanvas.desktop.import_start import Name, StartPanel
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.settings import Settings
from organisatiecanvas.desktop.skills_side import SideText, heading, paragraph, small
from organisatiecanvas.exports.levels import LevelMapping
from organisatiecanvas.exports.sheet_reader import read_workbook
from organisatiecanvas.exports.skills_import import NothingKnownError, apply_import, plan_import
from organisatiecanvas.exports.skills_preview import Preview
from organisatiecanvas.exports.skills_start import Choice, Start, new_rows, propose
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _, ngettext

MOST_ASKED = 60
MOST_TOLD = 300
MOST_NAME, LOOKED_AT = 220, 60  # pixels of a name; rows that tell how long names are
REMEMBERED = 20  # kinds of workbook


class ImportDialog(QDialog):
    """Reads off the interface thread; nothing is written before the button that says how many cells it changes."""

    def __init__(self, session: Session, settings: Settings, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session, self.settings, self.path = session, settings, path
        self.preview: Preview | None = None
        self.mapping: LevelMapping | None = None
        self.asked: dict[tuple[str, str], Question] = {}
        self.new: dict[tuple[str, str], Question] = {}
        self.start: Start | None = None  # where the document knows nobody and nothing of the workbook
        self.choice: Choice | None = None
        self.written = 0
        self.runner = session.add_runner()
        self.runner.changed.connect(self._on_read)
        self.setWindowTitle(_("Read skills from a workbook"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(22, 18, 22, 16)
        outer.setSpacing(10)
        outer.addWidget(widgets.label(path.name, "heading", self, wrap=True))
        self.told = widgets.label(_("reading…"), "small", self, wrap=True)
        outer.addWidget(self.told)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(10)
        split.addWidget(self._left())
        split.addWidget(self._right())
        split.setSizes([340, 580])
        split.setChildrenCollapsible(False)
        outer.addWidget(split, 1)
        outer.addLayout(self._buttons())
        self.resize(960, 620)
        self.read()

    def _left(self) -> QWidget:
        """What is asked, above what was left out."""
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.starting = StartPanel(holder)
        self.starting.hide()
        self.starting.chosen.connect(self._on_choice)
        self.starting.left_out_changed.connect(self.read)
        column.addWidget(self.starting, 5)
        self.area = QScrollArea(holder)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes along what is in it
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        content.setObjectName("clear")
        self.grid = QGridLayout(content)
        self.grid.setContentsMargins(0, 0, 8, 0)
        self.grid.setHorizontalSpacing(10)
        self.grid.setVerticalSpacing(6)
        self.grid.setColumnStretch(0, 2)
        self.grid.setColumnStretch(1, 3)
        self.grid.setColumnMinimumWidth(0, 120)
        self.area.setWidget(content)
        column.addWidget(self.area, 3)
        self.left_out = SideText(_("Left out"), holder)
        column.addWidget(self.left_out, 2)
        return holder

    def _right(self) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        line.addWidget(widgets.label(_("What would change"), "strong", holder), 1)
        line.addWidget(widgets.button(_("All"), lambda: self.model.accept_all(on=True), holder, role="small"))
        line.addWidget(widgets.button(_("None"), lambda: self.model.accept_all(on=False), holder, role="small"))
        column.addLayout(line)
        self.model = ChangesModel(self.session.organisation, self)
        self.model.dataChanged.connect(self._count)
        self.table = QTableView(holder)
        self.table.setTabKeyNavigation(False)
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("What would change"))
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(26)
        self.table.setShowGrid(False)
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        for section in (2, 3, 4):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.ResizeToContents)
        column.addWidget(self.table, 1)
        return holder

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.wrong = widgets.label("", "error", self, wrap=True)
        line.addWidget(self.wrong, 1)
        line.addWidget(widgets.button(_("Cancel"), self.reject, self))
        self.apply_button = widgets.button("", self.apply, self, role="primary")
        self.apply_button.setDefault(True)
        line.addWidget(self.apply_button)
        self._count()
        return line

    # -- reading -------------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the workbook with what was answered; the first time with what was answered for such files before."""
        document = self.session.document
        self.runner.work = partial(
            _read,
            path=self.path,
            mapping=self.mapping,
            remembered=self.settings.get("import_mappings"),
            document_id=document.document_id,
            revision=document.revision,
            choice=self.choice,
            left_out=frozenset(self.starting.left_out),
        )
        self.runner.request(document.snapshot(), self.session.variant_id)
        self._count()

    def _on_read(self) -> None:
        if not self.runner.fresh or self.runner.figures is None:
            if self.runner.problem:
                self._fail(_("Reading failed ({kind}).").format(kind=self.runner.problem))
            return
        found, problem, start, organisation = self.runner.figures
        self.start = start
        self.starting.setVisible(start is not None)
        if start is not None and start != self.starting.start:
            before = set(self.starting.left_out)
            self.starting.show_start(start)
            if before != self.starting.left_out:
                self.read()  # without those who may be headings
                return
        if problem:
            self._fail(problem)
            return
        self.preview = found
        self.mapping = self.mapping or found.mapping
        for question in import_questions.questions(found):
            self.asked.setdefault(question.key, question)
        self.model.show_changes(found.changes, organisation)
        self._fit_names()
        self.area.setVisible(start is None or bool(self.asked))
        self._show_questions()
        self._show_left_out(found)
        self._count()

    def _fit_names(self) -> None:
        """The names beside their box stay whole, the skills take what is left."""
        names = (self.model.index(row, 0).data() for row in range(min(self.model.rowCount(), LOOKED_AT)))
        metrics = self.table.fontMetrics()
        longest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        self.table.setColumnWidth(0, max(130, min(longest + 50, MOST_NAME)))

    def _fail(self, words: str) -> None:
        self.preview = None
        self.told.setText(words)
        self.model.show_changes(())
        self._count()

    def _on_choice(self, choice: Choice) -> None:
        self.choice = choice
        self.read()

    def _brought(self) -> tuple[list[str], list[str]]:
        """New people and skills that come along from the start."""
        if self.start is None:
            return [], []
        left = self.starting.left_out
        return (
            [name for name in self.start.people if ("person", name) not in left],
            [name for name in self.start.skills if ("skill", name) not in left],
        )

    def _show_questions(self) -> None:
        if self.grid.count() > 1 and self.grid.rowCount() > len(self.asked):
            return  # nothing new is asked: what was answered stays under the hand
        widgets.clear(self.grid)
        self.grid.addWidget(widgets.label(_("What does this mean?"), "strong", self), 0, 0, 1, 2)
        if not self.asked:
            words = widgets.label(_("Everything was understood; nothing is asked."), "small", self, wrap=True)
            self.grid.addWidget(words, 1, 0, 1, 2)
        for at, question in enumerate(list(self.asked.values())[:MOST_ASKED], start=1):
            times = f" ({question.count}×)" if question.count > 1 else ""
            name = widgets.ElidedLabel(f"«{question.text}»{times}", self)
            self.grid.addWidget(name, at, 0)
            combo = ComboEditor(partial(import_questions.choices, question, self.session.organisation), self)
            combo.show_value(self._answer(question))
            combo.set_name(_("Meaning of «{text}»").format(text=question.text))
            combo.committed.connect(partial(self._on_answer, question, combo))
            self.grid.addWidget(combo, at, 1)
            if at == 1:
                combo.box.setFocus()
        self.grid.setRowStretch(self.grid.rowCount(), 1)

    def _answer(self, question: Question) -> Any:
        if question.key in self.new:
            return NEW
        assert self.mapping is not None
        decided = getattr(self.mapping, import_questions.FIELDS[question.kind])
        return decided.get(question.key[1], OPEN)

    def _on_answer(self, question: Question, combo: ComboEditor) -> None:
        self.answer(question, combo.value())
        combo.show_value(self._answer(question))

    def answer(self, question: Question, answer: Any) -> None:
        """Take what a text means, and read again."""
        assert self.mapping is not None
        if answer == NEW:
            self.new[question.key] = question
        else:
            self.new.pop(question.key, None)
        self.mapping = import_questions.answered(self.mapping, question, answer)
        self.read()

    def _show_left_out(self, preview: Preview) -> None:
        parts = [paragraph(html.escape(note)) for note in preview.notes]
        doubts = [item for item in preview.doubtful if not item.text]
        lists = [
            (_("Doubtful, not taken"), [(item.row, item.reason) for item in doubts]),
            (_("Skipped"), [(item.row, item.reason) for item in preview.skipped]),
        ]
        for title, rows in lists:
            if rows:
                parts.append(heading(title, str(len(rows))))
                parts += [paragraph(small(f"{row}: {reason}")) for row, reason in rows[:MOST_TOLD]]
        self.left_out.show_parts(parts)
        self.left_out.setVisible(bool(parts))

    def _count(self) -> None:
        """Say how many cells would change, on the button too."""
        count = len(self.model.accepted())
        busy = self.runner.busy or not self.runner.fresh
        words = ngettext("Change {count} cell", "Change {count} cells", count).format(count=count)
        more = len(self.new) + sum(map(len, self._brought()))
        if more:
            words += " " + ngettext("and add {count}", "and add {count}", more).format(count=more)
        self.apply_button.setText(words)
        self.apply_button.setEnabled(self.preview is not None and not busy and bool(count or more))
        if self.preview is not None:
            told = ngettext("{count} cell differs", "{count} cells differ", len(self.model.changes))
            left = len(self.preview.unknown) + len(self.preview.doubtful)
            unclear = ngettext("{count} unclear", "{count} unclear", left).format(count=left)
            self.told.setText(f"{told.format(count=len(self.model.changes))} · {unclear}")
            self.told.setStyleSheet(f"color: {theme.strong('attention') if left else theme.current().muted};")

    # -- writing -------------------------------------------------------------------------------------------------

    def apply(self) -> None:
        """Write what is accepted as one step, with the people and skills that are new, and remember the answers."""
        if self.preview is None or self.mapping is None:
            return
        name = _("Import skills from {name}").format(name=self.path.name)
        problem = self.session.attempt(name, self._write)
        if problem:
            self.wrong.setText(problem)
            return
        known = dict(self.settings.get("import_mappings"))
        known.pop(self.preview.mapping.kind, None)
        known[self.preview.mapping.kind] = self.mapping.as_dict()
        self.settings.set(import_mappings=dict(list(known.items())[-REMEMBERED:]))
        self.accept()

    def _write(self) -> None:
        assert self.preview is not None
        assert self.mapping is not None
        document, preview = self.session.document, self.preview
        rejected = self.model.rejected
        for row in new_rows(document.organisation, *self._brought()):
            document.add(row)
        if self.new or self.start is not None:
            # Who or what is new is there first; then the workbook says everything about them too.
            for question in self.new.values():
                made = import_questions.add_new(document, question)
                self.mapping = import_questions.answered(self.mapping, question, made)
            preview = plan_import(
                document.organisation,
                self.path,
                self.mapping,
                document_id=document.document_id,
                revision=document.revision,
            )
        accepted = [change.key for change in preview.changes if change.key not in rejected]
        self.written = apply_import(document, preview, accepted)


Read = tuple[Preview | None, str, Start | None, Any]


def _read(
    organisation: Any,
    _variant: str,
    *,
    path: Path,
    mapping: LevelMapping | None,
    remembered: dict[str, Any],
    document_id: str,
    revision: int,
    choice: Choice | None,
    left_out: frozenset[Name],
) -> Read:
    """The preview or why there is none, what the workbook would start, and the organisation the preview is of.

    Without a mapping the one remembered for such files is used. Where nothing in the workbook is known, the preview is
    that of the organisation with those who are new in it.
    """
    known: dict[str, Any] = {"document_id": document_id, "revision": revision}

    def planned(with_new: Any) -> Preview:
        found = plan_import(with_new, path, mapping, **known)
        if mapping is None and found.mapping.kind in remembered:
            before = LevelMapping.from_dict(remembered[found.mapping.kind])
            found = plan_import(with_new, path, before, **known)
        return found

    start: Start | None = None
    try:
        if choice is None:
            try:
                return planned(organisation), "", None, organisation
            except NothingKnownError:
                start = propose(read_workbook(path), organisation, mapping or LevelMapping())
                if start is None:
                    raise
        else:
            start = propose(read_workbook(path), organisation, mapping or LevelMapping(), choice)
        if start is not None:
            people = [name for name in start.people if ("person", name) not in left_out]
            skills = [name for name in start.skills if ("skill", name) not in left_out]
            for row in new_rows(organisation, people, skills):
                getattr(organisation, row.__tablename__)[row.id] = row
        return planned(organisation), "", start, organisation
    except (OrganisationError, ValueError) as error:
        return None, str(error), start, organisation


def ask_workbook(parent: QWidget | None, folder: Path) -> Path | None:
    """Which workbook to read; None when it was cancelled."""
    kinds = _("Workbooks") + " (*.xlsx *.xlsm *.csv)"
    name, _kind = QFileDialog.getOpenFileName(parent, _("Read skills from a workbook"), str(folder), kinds)
    return Path(name) if name else None


def import_skills(window: Any) -> None:
    """Ask for a workbook and read it."""
    path = ask_workbook(window, window.settings.folder())
    if path is not None:
        read_into(window, path)


def read_into(window: Any, path: Path) -> bool:
    """Read a workbook into the open document, after showing what would change; tells what came of it."""
    dialog = ImportDialog(window.session, window.settings, path, window)
    dialog.exec()
    count, done = dialog.written, bool(dialog.result())
    if done:
        words = ngettext("{count} cell changed", "{count} cells changed", count).format(count=count)
        window.workspace.status.show_message(words)
    dialog.runner.clear()
    dialog.deleteLater()
    return done

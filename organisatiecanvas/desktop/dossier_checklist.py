"""Checklists of the dossier as forms: a line of fields for every topic, each change an edit of its own."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from organisatiecanvas.desktop import widgets
from organisatiecanvas.desktop.editors import LineEditor, MultilineEditor
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models.dossier import checklists
from organisatiecanvas.models.dossier.checklists import Checklist, Topic
from organisatiecanvas.models.dossier.plan_sections import effect_words
from organisatiecanvas.models.labels import field_label
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import ChecklistEntry

EFFECTS = (-2, -1, 0, 1, 2)


class ChecklistForm(QScrollArea):
    """One checklist; `show_checklist` fills it with what the document holds."""

    message = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.checklist: Checklist | None = None
        self.lines: dict[str, TopicLine] = {}

    def show_checklist(self, checklist: Checklist) -> None:
        found = checklists.topics(self.session.organisation, checklist)
        if checklist is not self.checklist or [topic.key for topic, _entry in found] != list(self.lines):
            self.checklist = checklist
            self._make(checklist, [topic for topic, _entry in found])
        for topic, entry in found:
            self.lines[topic.key].show_entry(entry)

    def _make(self, checklist: Checklist, topics: list[Topic]) -> None:
        page = QWidget(self)
        page.setObjectName("clear")
        column = QVBoxLayout(page)
        column.setContentsMargins(4, 4, 12, 18)
        column.setSpacing(8)
        column.addWidget(widgets.label(checklist.label, "heading", page))
        column.addWidget(widgets.label(_(checklist.source), "small", page, wrap=True))
        self.lines = {}
        for topic in topics:
            line = TopicLine(checklist, topic, page)
            line.changed.connect(self._fill)
            column.addWidget(line)
            self.lines[topic.key] = line
        column.addStretch(1)
        page.setEnabled(not self.session.document.read_only)
        self.setWidget(page)

    def _fill(self, topic: str, entry: ChecklistEntry | None) -> None:
        assert self.checklist is not None
        document, key = self.session.document, self.checklist.key
        known = document.organisation.dossier.checklists.get(key, {}).get(topic)
        if entry == known:
            return
        name = _("Fill in: {checklist}").format(checklist=self.checklist.label)
        problem = self.session.attempt(name, lambda: checklists.fill(document, key, topic, entry))
        if problem:
            self.message.emit(problem)


class TopicLine(QFrame):
    """A topic: its effect or whether it is done, for whom, and what is agreed. Nothing filled in is no entry."""

    changed = Signal(str, object)  # key of the topic, ChecklistEntry or None

    def __init__(self, checklist: Checklist, topic: Topic, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.topic = topic
        self.setProperty("role", "card")
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 10)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.addWidget(widgets.label(topic.label, "strong", self), 0, 0, 1, 2)
        hint = widgets.label(topic.more, "small", self, wrap=True)
        hint.setVisible(bool(topic.more))
        grid.addWidget(hint, 1, 0, 1, 3)
        process = checklist.kind == "steps"
        self.done = QCheckBox(_("done"), self)
        self.effect = QComboBox(self)
        self.effect.addItem(_("not filled in"), None)
        for effect in EFFECTS:
            self.effect.addItem(effect_words(effect), effect)
        self.groups, self.measure = LineEditor(self), MultilineEditor(self)
        heads = (_("Who takes part"), _("Agreed")) if process else (_("Groups"), field_label("measure"))
        names = (_("Standing") if process else _("Effect"), *heads)
        fields: tuple[QWidget, ...] = (self.done if process else self.effect, self.groups, self.measure)
        for place, (words, field) in enumerate(zip(names, fields, strict=True)):
            grid.addWidget(widgets.label(words, "small", self), 2, place)
            grid.addWidget(field, 3, place, Qt.AlignmentFlag.AlignTop)
            where = field.main() if isinstance(field, (LineEditor, MultilineEditor)) else field
            widgets.name(where, f"{topic.label}: {words}")
        (self.effect if process else self.done).hide()
        grid.setColumnMinimumWidth(0, 130)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        self.effect.activated.connect(lambda _index: self._tell())
        self.done.clicked.connect(lambda _checked: self._tell())
        for editor in (self.groups, self.measure):
            editor.committed.connect(self._tell)
        self._process = process

    def show_entry(self, entry: ChecklistEntry | None) -> None:
        shown = entry or ChecklistEntry(effect=0)
        self.done.setChecked(shown.done)
        self.effect.setCurrentIndex(self.effect.findData(shown.effect) if entry is not None else 0)
        for editor, words in ((self.groups, shown.groups), (self.measure, shown.measure)):
            if not editor.busy():
                editor.show_value(words)

    def entry(self) -> ChecklistEntry | None:
        """What stands in the fields; texts without an effect count as no effect."""
        effect = self.effect.currentData() if not self._process else 0
        found = ChecklistEntry(
            effect=effect or 0, groups=self.groups.value(), measure=self.measure.value(), done=self.done.isChecked()
        )
        empty = replace(found, effect=0) == ChecklistEntry(effect=0)
        return None if empty and (self._process or effect is None) else found

    def _tell(self) -> None:
        self.changed.emit(self.topic.key, self.entry())

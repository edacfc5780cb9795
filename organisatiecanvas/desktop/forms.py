"""Forms generated from the field descriptions of a row; every field commits by itself as one named edit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from organisatiecanvas.canvas import role_moving
from organisatiecanvas.canvas.task_drag import Place, move_task
from organisatiecanvas.desktop import elements, help_pages, suggestions, widgets
from organisatiecanvas.desktop.combo_editor import NamedOptions, Options
from organisatiecanvas.desktop.compound_editors import RecordEditor, editor_for
from organisatiecanvas.desktop.editors import Editor, LineEditor
from organisatiecanvas.desktop.session import Key, Session
from organisatiecanvas.desktop.values import InputError
from organisatiecanvas.models import fields as f
from organisatiecanvas.models.analysis.flow.assumptions import assumed
from organisatiecanvas.models.fields import Field
from organisatiecanvas.models.labels import field_label
from organisatiecanvas.models.language import _
from organisatiecanvas.models.mapping import Row, json_name

LABEL_WIDTH = 96


def set_field(session: Session, collection: str, key: Key, name: str, value: Any) -> str:
    """Give one field of a row another value as one named step; returns why not, or nothing."""
    row = session.find(collection, key)
    if row is None:
        return _("This was deleted in the meantime.")
    if getattr(row, name) == value:
        return ""
    for place, message in f.faults(row.FIELDS[name], value):
        return f"{place}: {message}" if place and not place.startswith("[") else message
    if name == "name" and not value.strip():
        return _("A name can't be empty.")
    words = step_name(session, row, name)
    if (collection, name) == ("tasks", "unit"):  # as when it is dragged there: its machine stays behind
        return session.attempt(words, lambda: move_task(session.document, key[0], key[1], Place(value)))
    if (collection, name) == ("roles", "unit"):  # as when it is dragged there: what it alone does goes along
        told: list[str] = []
        problem = session.attempt(
            words, lambda: told.append(role_moving.move_roles(session.document, key[0], [key[1]], value))
        )
        if told and told[0]:
            session.told.emit(told[0])
        return problem
    return session.attempt(words, lambda: setattr(row, name, value))


def step_name(session: Session, row: Row, name: str) -> str:
    """What undo calls the change of one field: «Change segment of Cell A»."""
    field = field_label(json_name(name))
    return _("Change {field} of {name}").format(
        field=field[:1].lower() + field[1:], name=elements.title(session.organisation, row)
    )


def reference_options(session: Session, collection: str, key: Key, name: str, field: Field) -> Options | None:
    """What the field can point to, asked anew each time; None for fields that point to nothing."""
    if collection == "actions" and name == "about":
        return lambda: _subjects(session, key)
    if collection == "actions" and name == "goals":
        return lambda: suggestions.goals(session.organisation)
    item = field.item if field.kind == "list" else field
    if item is None or not item.refers:
        return None

    def found() -> list[tuple[Any, str]]:
        row = session.find(collection, key)
        if row is None:
            return []
        entries = elements.options(session.organisation, row, item)
        if collection == "units" and name == "parent":
            inside = _inside(row)
            entries = [entry for entry in entries if entry[0] not in inside]
        return entries

    def called(identity: Any) -> str | None:
        row = session.find(collection, key)
        return elements.option_name(session.organisation, row, item, identity) if row is not None else None

    return NamedOptions(found, called)


def _inside(unit: Any) -> set[str]:
    """The units inside a unit, which it can't be put into."""
    found = {unit.id}
    grown = True
    while grown:
        more = {one.id for one in unit.owner.units.values() if one.parent in found} - found
        grown = bool(more)
        found |= more
    return found


def _subjects(session: Session, key: Key) -> list[tuple[Any, str]]:
    """What an action can be about: the units and roles of its variant, people, skills and order families."""
    action = session.find("actions", key)
    organisation = session.organisation
    variant = organisation.variants.get(getattr(action, "variant", None) or session.variant_id)
    rows: list[Any] = []
    if variant is not None:
        rows += [*variant.units.values(), *variant.roles.values()]
    rows += [*organisation.people.values(), *organisation.skills.values(), *organisation.orders.values()]
    entries = [(row.id, row.name) for row in rows]
    about = getattr(action, "about", None)
    if about is not None and about not in dict(entries):
        entries.insert(0, (about, elements.subject_name(organisation, about, getattr(action, "variant", None))))
    return entries


class FieldBox:
    """A field of one row: its label, its editor and, below it, what is wrong with what was typed."""

    def __init__(self, session: Session, collection: str, key: Key, name: str, parent: QWidget) -> None:
        self.session, self.collection, self.key, self.name = session, collection, key, name
        row = session.find(collection, key)
        assert row is not None
        self.field = row.FIELDS[name]
        options = reference_options(session, collection, key, name, self.field)
        field = f.text(None, nullable=True) if name == "about" and collection == "actions" else self.field
        self.label = widgets.label(field_label(json_name(name)), "label", parent, wrap=True)
        entries = suggestions.entries(session.organisation, collection, name)
        self.editor: Editor = (
            LineEditor(parent, nullable=field.nullable)
            if entries
            else editor_for(field, json_name(name), options, parent)
        )
        suggestions.offer(self.editor, entries)
        self.label.setBuddy(self.editor)
        help_pages.explain(self.label, name)
        self.editor.set_name(self.label.text())
        self.editor.main().setObjectName(f"{collection}.{name}")
        self.error = widgets.label("", "error", parent, wrap=True)
        self.error.hide()
        self.editor.committed.connect(self.commit)
        self.editor.cancelled.connect(lambda: self.show_error(""))
        self.editor.show_value(getattr(row, name))
        self._mark(row)

    def _mark(self, row: Row) -> None:
        session = self.session
        self.editor.set_assumed(assumed(session.organisation, session.variant, self.collection, row, self.name))

    def commit(self) -> bool:
        """Write what was typed; where it is refused it stays in the field, with the reason below."""
        try:
            value = self.editor.value()
        except InputError as error:
            self.show_error(str(error))
            return False
        problem = set_field(self.session, self.collection, self.key, self.name, value)
        self.show_error(problem)
        if not problem:
            self.refresh(always=True)
        return not problem

    def refresh(self, *, always: bool = False) -> None:
        """Show what the model holds, unless the user is typing here."""
        row = self.session.find(self.collection, self.key)
        if row is None or (not always and (self.editor.busy() or not self.error.isHidden())):
            return
        self.editor.show_value(getattr(row, self.name))
        self._mark(row)

    def show_error(self, words: str) -> None:
        self.error.setText(words)
        self.error.setVisible(bool(words))
        self.editor.set_wrong(bool(words))
        widgets.aloud(self.error, words)


def is_wide(field: Field) -> bool:
    """Whether an editor needs the whole width, below its label: records, running text, and lists of texts."""
    texts = field.kind == "list" and field.item is not None and field.item.kind == "text"
    return field.kind == "object" or field.multiline or (texts and not field.item.refers and not field.item.choices)


class RowForm(QWidget):
    """Some fields of one row, label left and box right; what is long takes the whole width."""

    def __init__(
        self,
        session: Session,
        collection: str,
        key: Key,
        names: Iterable[str],
        parent: QWidget | None = None,
        *,
        label_width: int = LABEL_WIDTH,
    ) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnMinimumWidth(0, label_width)
        grid.setColumnStretch(1, 1)
        self.boxes: dict[str, FieldBox] = {}
        line = 0
        for name in names:
            box = FieldBox(session, collection, key, name, self)
            box.label.setFixedWidth(label_width)
            wide = is_wide(box.field)
            if wide:
                box.label.setFixedWidth(2 * label_width)
                if isinstance(box.editor, RecordEditor):
                    box.editor.set_label_width(label_width)
            box.label.setContentsMargins(0, 0 if wide else 5, 0, 0)
            grid.addWidget(box.label, line, 0, 1, 1 + wide, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(box.editor, line + wide, 0 if wide else 1, 1, 2 if wide else 1)
            grid.addWidget(box.error, line + 1 + wide, 1)
            line += 2 + wide
            self.boxes[name] = box

    def refresh(self) -> None:
        for box in self.boxes.values():
            box.refresh()

"""What is offered while free text is typed: owners by name, grounds of the works council, goals of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter

from organisatiecanvas.desktop.editors import Editor, LineEditor
from organisatiecanvas.models import plan_figures, works_council
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Organisation

Entries = Sequence[tuple[str, str]]  # what is filled in, and how it is listed


def entries(organisation: Organisation, collection: str, name: str) -> Entries:
    """What to offer in this field; nothing for fields that are written freely or chosen from a list."""
    if collection != "actions":
        return ()
    if name == "owner_":
        people = [person.name for person in organisation.people.values()]
        used = [group.key for group in plan_figures.by_owner(organisation.actions.values()) if group.key]
        return [(one, one) for one in dict.fromkeys((*used, *people))]
    if name == "works_council_ground":
        return [(code, f"{code}  {_(label)}") for code, label in works_council.GROUNDS.items()]
    return ()


def offer(editor: Editor, listed: Entries) -> None:
    """Let a line of text offer these below itself, found by any part of how they are listed."""
    if not listed or not isinstance(editor, LineEditor):
        return
    model = QStandardItemModel(editor)
    for value, words in listed:
        item = QStandardItem(words)
        item.setData(value, Qt.ItemDataRole.UserRole)
        model.appendRow(item)
    completer = _Completer(model, editor)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.popup().setProperty("role", "popup")
    completer.popup().setMinimumWidth(240)
    editor.line.setCompleter(completer)


class _Completer(QCompleter):
    """Searches in what is listed, fills in the value behind it."""

    def pathFromIndex(self, index: Any) -> str:
        return str(index.data(Qt.ItemDataRole.UserRole))


def goals(organisation: Organisation) -> list[tuple[str, str]]:
    """The five goals and those of people's own, as they are written in the actions there are."""
    used = list(dict.fromkeys(goal for row in organisation.actions.values() for goal in row.goals))
    written = {plan_figures.goal_of(goal): goal for goal in used}
    labels = {key: plan_figures.goal_label(key) for key in plan_figures.GOALS}
    five = [(written.get(key, label), label) for key, label in labels.items()]
    return five + [(goal, goal) for goal in used if plan_figures.goal_of(goal) is None]

"""The surveys of a variant as a table: one row per survey, and per unit that only pools those below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from organisatiecanvas.desktop import theme
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.desktop.values import date_text
from organisatiecanvas.desktop.workload_charts import SEVERITY
from organisatiecanvas.desktop.workload_figures import Gathered
from organisatiecanvas.models.analysis.figure_labels import value_label
from organisatiecanvas.models.labels import choice_label
from organisatiecanvas.models.language import _, decimal
from organisatiecanvas.models.surveys import group_name

GROUP, INSTRUMENT, HELD, COUNT, DEMANDS, CONTROL, QUADRANT = range(7)


@dataclass(frozen=True)
class SurveyLine:
    """One row: the figures are those of the group, all surveys and parts in it pooled; None where not shown."""

    survey: str  # empty: pooled from what is below
    group: str
    name: str
    instrument: str
    held_on: Any
    figures: Any  # GroupStrain, or None before there is an answer
    minimum: int
    reason: str


def survey_lines(session: Session, gathered: Gathered) -> Iterator[SurveyLine]:
    """Every group with its surveys, in the order of the figures; then surveys without any answer."""
    variant = session.organisation.variants.get(gathered.variant)
    if variant is None:
        return
    minimum = max(1, session.organisation.rules.minimum_group)
    seen: set[str] = set()
    for row in gathered.groups:
        if row["group"] not in variant.units and row["group"] not in variant.roles:
            continue
        name = group_name(variant, row["group"])
        reason = gathered.reason(f"strain.groups.{row['group']}.n")
        mine = [
            one for one in variant.surveys.values() if one.group == row["group"] and one.instrument == row["instrument"]
        ]
        for survey in mine:
            seen.add(survey.id)
            yield SurveyLine(survey.id, row["group"], name, row["instrument"], survey.held_on, row, minimum, reason)
        if not mine:
            yield SurveyLine("", row["group"], name, row["instrument"], None, row, minimum, reason)
    for survey in variant.surveys.values():
        if survey.id not in seen:
            name = group_name(variant, survey.group)
            yield SurveyLine(survey.id, survey.group, name, survey.instrument, survey.held_on, None, minimum, "")


class SurveyModel(QAbstractTableModel):
    """Rows as words; nothing of a group that is not shown."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.lines: list[SurveyLine] = []

    def show_lines(self, found: list[SurveyLine]) -> None:
        if found == self.lines:
            return
        self.beginResetModel()
        self.lines = found
        self.endResetModel()

    def rowCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Any = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else QUADRANT + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        heads = [_("Group"), _("Questionnaire"), _("Held on"), _("Answers")]
        heads += [_("Demands"), _("Room to decide"), _("Quadrant")]
        return heads[section]

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self.lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.reason or (_("With the answers of all parts of it") if not line.survey else "")
        if role == Qt.ItemDataRole.TextAlignmentRole and COUNT <= column <= CONTROL:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and column == QUADRANT and line.figures:
            return QBrush(QColor(theme.strong(SEVERITY.get(line.figures["quadrant"] or "", ""))))
        if role == Qt.ItemDataRole.FontRole and column == GROUP:
            font = QFont()
            font.setPixelSize(13)
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return None

    def words(self, line: SurveyLine, column: int) -> str:
        """What a cell shows."""
        figures = line.figures
        if column == GROUP:
            return line.name
        if column == INSTRUMENT:
            return choice_label(line.instrument)
        if column == HELD:
            return date_text(line.held_on) if line.held_on is not None else "" if line.survey else _("pooled")
        if figures is None or figures["suppressed"]:
            return _("< {minimum}").format(minimum=line.minimum) if column == COUNT else "–"
        if column == COUNT:
            return decimal(figures["n"], 0) + (" !" if figures["careful"] else "")
        if column in (DEMANDS, CONTROL):
            return decimal(figures["demands" if column == DEMANDS else "autonomy"], 2)
        symbol = theme.SYMBOLS.get(SEVERITY[figures["quadrant"]], "")
        return f"{symbol} {value_label(figures['quadrant'])}".strip()

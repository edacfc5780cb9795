"""The decision matrix as a table model: decisions by party, with the control loop, under the unit they are about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from organisatiecanvas.canvas.style import SYMBOLS
from organisatiecanvas.desktop.control_text import missing_of
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.decisions import LOOP, short_name
from organisatiecanvas.models.labels import choice_label, field_label
from organisatiecanvas.models.language import N_, _, percent
from organisatiecanvas.models.search import folded

Index = QModelIndex | QPersistentModelIndex
TOP = QModelIndex()
UNKNOWN = "–"
FOLLOWED = ("decisions", "authorities", "units", "roles", "variants")
# The letter of a way to take part; the key is the same letter in the language of the window.
LETTERS = {"decides": N_("D"), "consents": N_("C"), "advises": N_("A"), "informed": N_("I")}


@dataclass(frozen=True)
class Filter:
    """Which decisions are shown: about a unit, of a level, a scope, a domain; empty: all. `words` are sought.

    `everyone`: also the units that take no part in any of them.
    """

    unit: str = ""
    level: str = ""
    scope: str = ""
    domain: str = ""
    words: str = ""
    everyone: bool = False


@dataclass(frozen=True)
class Line:
    """A line: a decision, or the heading of the unit that the ones below it are about."""

    decision: str = ""
    unit: str = ""


class DecisionModel(QAbstractTableModel):
    """Columns are who takes part in a decision shown, roles behind their unit; or every unit, where that is wanted."""

    laid_out = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.filter = Filter()
        self.lines: list[Line] = []
        self.parties: list[str] = []
        self._collect()
        session.changed.connect(self._on_change)
        session.variant_changed.connect(lambda _variant: self.show_only(Filter()))

    def show_only(self, chosen: Filter) -> None:
        self.filter = chosen
        self.lay_out()

    def lay_out(self) -> None:
        self.beginResetModel()
        self._collect()
        self.endResetModel()
        self.laid_out.emit()

    def _collect(self) -> None:
        variant = self.session.variant
        self.lines, self.parties = [], []
        if variant is None:
            return
        about: dict[str, list[Line]] = {}
        taking: set[str] = set()
        for row in filter(self._fits, variant.decisions.values()):
            about.setdefault(row.about, []).append(Line(decision=row.id, unit=row.about))
            taking |= self._taking(row)
        roles: dict[str, list[str]] = {}
        for role in variant.roles.values():
            if role.id in taking or role.unit == self.filter.unit:
                roles.setdefault(role.unit, []).append(role.id)
        everyone = self.filter.everyone or not taking
        for unit in variant.units.values():
            if unit.id in about:
                self.lines += [Line(unit=unit.id), *about[unit.id]]
            if unit.id in taking or unit.id == self.filter.unit or (everyone and unit.kind != "external"):
                self.parties.append(unit.id)
            self.parties += roles.get(unit.id, ())

    def _taking(self, row: Any) -> set[str]:
        return {*row.authority, *(part for name in LOOP if (part := getattr(row, name)) is not None)}

    def _fits(self, row: Any) -> bool:
        wanted = self.filter
        exact = (("unit", "about"), ("level", "level"), ("scope", "scope"), ("domain", "domain"))
        if any(getattr(wanted, name) not in ("", getattr(row, field)) for name, field in exact):
            return False
        if not wanted.words:
            return True
        words = folded(f"{row.name} {row.domain}")
        return all(part in words for part in folded(wanted.words).split())

    def _on_change(self, change: Change) -> None:
        if not change.touches(*FOLLOWED):
            return
        before = self.lines, self.parties
        self._collect()
        if (self.lines, self.parties) != before:
            after = self.lines, self.parties
            self.lines, self.parties = before
            self.beginResetModel()
            self.lines, self.parties = after
            self.endResetModel()
            self.laid_out.emit()
        elif self.lines and self.parties:
            last = self.index(len(self.lines) - 1, len(self.parties) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    # -- what a view asks ----------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.parties)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not self.lines[index.row()].decision:
            return Qt.ItemFlag.ItemIsEnabled  # but not to be chosen
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def place(self, index: Index) -> tuple[str, str]:
        """Decision and party of a cell; the decision is empty on a heading."""
        return self.lines[index.row()].decision, self.parties[index.column()]

    def row(self, decision: str) -> Any:
        variant = self.session.variant
        return variant.decisions.get(decision) if variant is not None else None

    def mode(self, place: tuple[str, str]) -> str | None:
        """How a party takes part in a decision."""
        row = self.row(place[0])
        known = row.authority.get(place[1]) if row is not None else None
        return known.mode if known is not None else None

    def loop(self, place: tuple[str, str]) -> list[str]:
        """The parts of the control loop that a party has in a decision."""
        row = self.row(place[0])
        return [name for name in LOOP if row is not None and getattr(row, name) == place[1]]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        place = self.place(index)
        if not place[0]:
            told = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return self.standing(self.lines[index.row()].unit) if told else None
        mode = self.mode(place)
        if role == Qt.ItemDataRole.DisplayRole:
            return _(LETTERS[mode]) if mode is not None else ""
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            words = [f"{self.row(place[0]).name} · {self.party_name(place[1])}"]
            words.append(choice_label(mode) if mode is not None else _("takes no part"))
            words += [field_label(part) for part in self.loop(place)]
            return ": ".join([words[0], ", ".join(words[1:])])
        return None

    def standing(self, unit: str) -> str:
        """How a unit stands, in words behind its symbol: what it solves itself, and its authority."""
        runner = self.session.runner
        figures = runner.figures if runner.variant == self.session.variant_id else None
        row = next((one for one in figures["control"]["units"] if one["unit"] == unit), None) if figures else None
        if row is None or figures is None:
            return ""
        solved = _("solved by itself {share}").format(share=UNKNOWN if (c := row["coverage"]) is None else percent(c))
        value = row["authority_operational"]
        words = _("operational authority {share}").format(share=UNKNOWN if value is None else percent(value))
        symbol = SYMBOLS.get(row["light"] or "", UNKNOWN)
        why = missing_of(figures, f"control.units.{unit}.light") if row["light"] is None else ""
        if value is None and row["coverage"] is None and why:
            return f"{symbol}  {why}"
        return f"{symbol}  {words} · {solved}" + ("" if runner.fresh else " …")

    def follow_figures(self) -> None:
        """The figures are others now: what stands beside the names of units."""
        if self.lines and self.parties:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.lines) - 1, 0))

    def party_name(self, party: str) -> str:
        variant = self.session.variant
        if variant is None:
            return party
        row = variant.units.get(party) or variant.roles.get(party)
        return str(row.name) if row is not None else party

    def _told(self, party: str) -> str:
        """A party in full: a role with its unit."""
        variant = self.session.variant
        role = variant.roles.get(party) if variant is not None else None
        return (
            f"{self.party_name(party)} · {self.party_name(role.unit)}" if role is not None else self.party_name(party)
        )

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return (
                self._told(self.parties[section])
                if role == Qt.ItemDataRole.ToolTipRole
                else self.party_name(self.parties[section])
            )
        line = self.lines[section]
        if not line.decision:
            return self.party_name(line.unit)
        row = self.row(line.decision)
        if role == Qt.ItemDataRole.DisplayRole:
            return short_name(row.owner, row)
        return f"{row.name}\n{row.domain} · {choice_label(row.level)} · {choice_label(row.scope)}"

"""What if: levers as sliders beside the charts, which change nothing until they are taken over."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from organisatiecanvas.desktop import theme, widgets
from organisatiecanvas.desktop.editors import NumberEditor
from organisatiecanvas.desktop.flow_figures import UnitLoad, VariantFlow
from organisatiecanvas.desktop.flow_words import change_words, reliability_words
from organisatiecanvas.desktop.values import InputError
from organisatiecanvas.models.analysis.flow.whatif import Levers, Range, Spread
from organisatiecanvas.models.language import _, decimal, percent

NAME_WIDTH = 108  # pixels of a family in the list of effects
STEP = 5  # per cent between two stops of a slider
LEVER_NAMES = ("volume", "lot", "setup", "transfer", "places")
# From and to in per cent of change, or in places.
REACH = {"volume": (-50, 50), "lot": (-90, 100), "setup": (-90, 0), "transfer": (-100, 50), "places": (-3, 5)}


def lever_words() -> dict[str, str]:
    return {
        "volume": _("Pieces a week"),
        "lot": _("Lot size"),
        "setup": _("Setup time"),
        "transfer": _("Transport, transfer, supplier"),
        "places": _("Places"),
    }


class Lever(QWidget):
    """A slider with its name and how far it is pulled; double-clicking its value puts it back."""

    moved = Signal()

    def __init__(self, name: str, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.name = name
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(widgets.label(words, "label", self), 1)
        self.value = widgets.label("", "strong", self)
        head.addWidget(self.value)
        column.addLayout(head)
        low, high = REACH[name]
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(low if self.counts else low // STEP, high if self.counts else high // STEP)
        self.slider.setPageStep(1 if self.counts else 2)
        self.slider.setAccessibleName(words)
        self.slider.setFixedHeight(22)
        self.slider.valueChanged.connect(self._on_moved)
        column.addWidget(self.slider)
        self._show()

    @property
    def counts(self) -> bool:
        """Whether it goes by whole places, not by per cent."""
        return self.name == "places"

    def set_per_cent(self, change: int) -> None:
        """Pull it to a change in per cent, or in places."""
        self.slider.setValue(change if self.counts else round(change / STEP))

    def factor(self) -> float:
        return 1 + self.slider.value() * STEP / 100

    def _on_moved(self) -> None:
        self._show()
        self.moved.emit()

    def _show(self) -> None:
        at = self.slider.value()
        sign = "+" if at > 0 else "−" if at < 0 else ""
        words = f"{sign}{abs(at)}" if self.counts else f"{sign}{abs(at) * STEP} %"
        self.value.setText(words if at else _("as it is"))
        self.value.setStyleSheet(f"color: {theme.current().accent if at else theme.current().muted};")
        self.slider.setAccessibleDescription(self.value.text())


class LeverPanel(QFrame):
    """`moved` and `spread_changed` tell; figures of the levers come back by `show_effect`."""

    moved = Signal(object)  # Levers
    spread_changed = Signal(object)  # Spread, or None
    edit_wanted = Signal()
    action_wanted = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None, *, read_only: bool = False) -> None:
        super().__init__(parent)
        self._read_only = read_only
        self.setProperty("role", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 8, 8, 10)
        outer.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(widgets.label(_("What if"), "strong", self), 1)
        self.back = widgets.button(_("Put back"), self.reset, self, role="small")
        head.addWidget(self.back)
        head.addWidget(widgets.icon_button("close", _("Close the panel"), self.closed.emit, self))
        outer.addLayout(head)
        area = QScrollArea(self)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes along what is in it
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        content.setObjectName("clear")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(9)
        area.setWidget(content)
        outer.addWidget(area, 1)
        words = _("Nothing changes until you take it over.")
        self._column.addWidget(widgets.label(words, "small", content, wrap=True))
        self.order, self.unit = self._scope(content)
        self.levers: dict[str, Lever] = {}
        for name in LEVER_NAMES:
            lever = self.levers[name] = Lever(name, lever_words()[name], content)
            lever.moved.connect(self._on_moved)
            self._column.addWidget(lever)
        self.pooled = self._pooling(content)
        self._column.addWidget(widgets.rule(content))
        self.effect = QLabel(content)
        self.effect.setTextFormat(Qt.TextFormat.RichText)
        self.effect.setWordWrap(True)
        self._column.addWidget(self.effect)
        self.edit = widgets.button(_("Take over as a change"), self.edit_wanted.emit, content, role="primary")
        self.action = widgets.button(_("Make action"), self.action_wanted.emit, content)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.edit)
        row.addWidget(self.action)
        row.addStretch(1)
        self._column.addLayout(row)
        self.note = widgets.label("", "small", content, wrap=True)
        self._column.addWidget(self.note)
        self._spread(content)
        self._column.addStretch(1)
        self._filling = False
        self._refresh()

    # -- making --------------------------------------------------------------------------------------------------

    def _scope(self, parent: QWidget) -> tuple[QComboBox, QComboBox]:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        boxes = []
        for line, words in enumerate((_("Order family"), _("Unit"))):
            box = QComboBox(parent)
            widgets.name(box, words)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(12)
            box.currentIndexChanged.connect(self._on_moved)
            grid.addWidget(widgets.label(words, "label", parent), line, 0)
            grid.addWidget(box, line, 1)
            boxes.append(box)
        grid.setColumnStretch(1, 1)
        self._column.addLayout(grid)
        return boxes[0], boxes[1]

    def _pooling(self, parent: QWidget) -> QComboBox:
        words = _("Cross-training with")
        row = QHBoxLayout()
        row.addWidget(widgets.label(words, "label", parent))
        box = QComboBox(parent)
        widgets.name(box, words)
        box.setToolTip(_("The people of the unit chosen above and of this one learn each other's work."))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(10)
        box.currentIndexChanged.connect(self._on_moved)
        row.addWidget(box, 1)
        self._column.addLayout(row)
        return box

    def _spread(self, parent: QWidget) -> None:
        head = widgets.SectionHead(_("Uncertain inputs"), open_=False, parent=parent)
        self._column.addWidget(head)
        holder = QWidget(parent)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(4)
        for column, words in enumerate((_("low"), _("likely"), _("high")), start=1):
            grid.addWidget(widgets.label(words, "small", holder), 0, column)
        self.spread: dict[str, list[NumberEditor]] = {}
        names = {"volume": _("Pieces a week"), "work": _("Work times"), "transfer": _("Days under way")}
        for line, (name, words) in enumerate(names.items(), start=1):
            grid.addWidget(widgets.label(words, "label", holder), line, 0)
            editors = []
            for column, value in enumerate((0.9, 1.0, 1.1), start=1):
                editor = NumberEditor(holder, share=True)
                editor.show_value(value)
                editor.line.setFixedWidth(50)
                editor.line.setAccessibleName(f"{words} {grid.itemAtPosition(0, column).widget().text()}")  # type: ignore[attr-defined]
                editor.committed.connect(self._on_spread)
                grid.addWidget(editor, line, column)
                editors.append(editor)
            self.spread[name] = editors
        grid.setColumnStretch(0, 1)
        self.with_band = QCheckBox(_("Show P10–P90"), holder)
        self.with_band.toggled.connect(self._on_spread)
        grid.addWidget(self.with_band, len(names) + 1, 0, 1, 4)
        self.spread_problem = widgets.label("", "error", holder, wrap=True)
        grid.addWidget(self.spread_problem, len(names) + 2, 0, 1, 4)
        holder.setVisible(False)
        self.spread_problem.hide()
        head.toggled.connect(holder.setVisible)
        self.spread_head = head
        self._column.addWidget(holder)

    # -- filling -------------------------------------------------------------------------------------------------

    def fill(self, orders: Sequence[tuple[str, str]], units: Sequence[tuple[str, str]]) -> None:
        """The families and units to choose from; a choice that is still there stays."""
        self._filling = True
        _fill(self.order, [("", _("all order families")), *orders])
        _fill(self.unit, [("", _("every unit")), *units])
        _fill(self.pooled, [("", _("nobody")), *units])
        self._filling = False
        self._refresh()

    def now(self) -> Levers:
        """The levers as they stand."""
        unit = self.unit.currentData() or None
        pooled = self.pooled.currentData() or None
        levers = self.levers
        return Levers(
            volume=levers["volume"].factor(),
            lot=levers["lot"].factor(),
            setup=levers["setup"].factor(),
            places=levers["places"].slider.value(),
            transfer=levers["transfer"].factor(),
            order=self.order.currentData() or None,
            unit=unit,
            pooled=pooled if unit is not None and pooled != unit else None,
        )

    def reset(self) -> None:
        """Every lever back to how it is; the choice of family and unit stays."""
        self._filling = True
        for lever in self.levers.values():
            lever.slider.setValue(0)
        self.pooled.setCurrentIndex(0)
        self._filling = False
        self._on_moved()

    def pull(self, name: str, change: int) -> None:
        """Pull one lever to a change in per cent, or in places."""
        self.levers[name].set_per_cent(change)

    def _on_moved(self) -> None:
        if not self._filling:
            self._refresh()
            self.moved.emit(self.now())

    def _refresh(self) -> None:
        levers = self.now()
        self.pooled.setEnabled(levers.unit is not None)
        self.back.setEnabled(levers.moved)
        self.action.setEnabled(levers.moved and not self._read_only)
        drawn = replace(levers, pooled=None).moved
        self.edit.setEnabled(drawn and not self._read_only)
        if levers.moved and not drawn:
            words = _("Cross-training is no change of the drawing: make an action of it.")
        elif levers.volume != 1 or levers.lot != 1:
            words = _("Pieces a week and lot size belong to the order family: taken over, they count in every variant.")
        else:
            words = ""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    # -- what comes of it ----------------------------------------------------------------------------------------

    def show_effect(self, before: VariantFlow | None, after: VariantFlow | None) -> None:
        """MCT of every family now and with the levers, or why there is none."""
        if before is None or after is None:
            words = html.escape(_("Pull a lever to see what it does."))
            self.effect.setText(f'<span style="color:{theme.current().muted}">{words}</span>')
            return
        colours = theme.current()
        metrics, nbsp = self.effect.fontMetrics(), "\N{NO-BREAK SPACE}"
        rows = []
        for line in before.lines:
            then = after.line(line.order)
            if then is None:
                continue
            change = change_words(then.days, line.days)
            colour = {"−": colours.good, "+": colours.problem}.get(change[:1], colours.muted)
            shown = _days(line.days), _days(then.days)
            name = metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, NAME_WIDTH).replace(" ", nbsp)
            rows.append(
                f'<tr><td style="padding-right:6px">{html.escape(name)}</td><td align="right">{shown[0]}{nbsp}→</td>'
                f'<td align="right" style="padding-left:4px"><b>{shown[1]}</b></td>'
                f'<td align="right" style="padding-left:8px; color:{colour}">{change.replace(" ", nbsp)}</td></tr>'
            )
        relied = dict.fromkeys(reliability_words(line.reliability) for line in after.lines if line.days is not None)
        if relied:
            words = html.escape(_("Reliability: {words}").format(words=", ".join(relied)))
            rows.append(f'<tr><td colspan="4" style="color:{colours.muted}">{words}</td></tr>')
        piled = [f"{unit.name}: {unit.needed or unit.reason}" for unit in after.units if unit.needed or _stuck(unit)]
        if piled:
            piled.insert(0, "✕ " + _("Orders pile up. For {target} full:").format(target=percent(after.target)))
        rows += [
            f'<tr><td colspan="4" style="color:{colours.problem}">{html.escape(words)}</td></tr>' for words in piled
        ]
        self.effect.setText(f'<table width="100%" cellspacing="0" cellpadding="1">{"".join(rows)}</table>')

    def spread_now(self) -> Spread | None:
        """The uncertain inputs, None while no band is asked for. Raises InputError for what can't be."""
        if not self.with_band.isChecked():
            return None
        ranges = {}
        for name, editors in self.spread.items():
            one = Range(*(float(editor.value()) for editor in editors))
            if not 0 <= one.low <= one.likely <= one.high:
                raise InputError(_("Low, likely and high go up, such as {example}.").format(example="90 – 100 – 120 %"))
            if one.low <= 0 and name == "work":
                raise InputError(_("Work times can't be nothing."))
            ranges[name] = one
        return Spread(**ranges)

    def _on_spread(self) -> None:
        try:
            spread = self.spread_now()
        except InputError as error:
            self.spread_problem.setText(str(error))
            self.spread_problem.show()
            return
        self.spread_problem.hide()
        self.spread_changed.emit(spread)


def _fill(box: QComboBox, entries: Sequence[tuple[str, str]]) -> None:
    kept = box.currentData()
    if [(box.itemData(at), box.itemText(at)) for at in range(box.count())] == list(entries):
        return
    box.clear()
    for identity, name in entries:
        box.addItem(name, identity)
    box.setCurrentIndex(max(0, box.findData(kept)))


def _stuck(unit: UnitLoad) -> bool:
    return unit.figures["wait_hours"] is None and bool(unit.reason)


def _days(days: float | None) -> str:
    return _("n/a") if days is None else _("{days} d").format(days=decimal(days)).replace(" ", "\N{NO-BREAK SPACE}")

"""The workspace of the lead time: MCT, causes, loads, lot sizes and figures, live while levers slide."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from organisatiecanvas.desktop import flow_figures, flow_note, flow_table, theme, widgets
from organisatiecanvas.desktop.flow_bars import MctBars, Row, cause_words
from organisatiecanvas.desktop.flow_charts import LoadBars, LotCurve, PathChart
from organisatiecanvas.desktop.flow_figures import Overview, VariantFlow
from organisatiecanvas.desktop.flow_levers import LeverPanel
from organisatiecanvas.desktop.flow_paint import cause_colours, ground, sized, width_of
from organisatiecanvas.desktop.flow_simulation import SimulationCard
from organisatiecanvas.desktop.session import Session, bears_on_figures
from organisatiecanvas.models import lever_actions
from organisatiecanvas.models.analysis.flow.whatif import Band, Levers, Spread
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.language import _, decimal, ngettext

SIDE_WIDTH = 336
STACKED = 760  # pixels below which loads and curve stand below each other
ROOMY = 980  # pixels of the page below which the buttons for single levers make room for the heading
TRIAL = "trial"


class FlowPage(QWidget):
    """Charts at the left, levers at the right; computes while it is in sight, the newest wish wins."""

    message = Signal(str)
    unit_wanted = Signal(str, str)  # variant, unit
    action_wanted = Signal(str)  # id

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        new_variant: Callable[[str], str] = lambda _source: "",
    ) -> None:
        """`new_variant` makes a redesign of a variant, after asking; its id, or nothing."""
        super().__init__(parent)
        self.session, self._new_variant = session, new_variant
        self.runner, self.trial_runner, self.band_runner = (session.add_runner() for _number in range(3))
        self.chosen = ("", "")  # variant, order
        self.levers = Levers()
        self.spread: Spread | None = None
        self._active = self._simulate_next = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 0)
        layout.setSpacing(10)
        layout.addLayout(self._head())
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.setHandleWidth(8)
        self.split.addWidget(self._charts())
        self.panel = LeverPanel(self, read_only=self.session.document.read_only)
        self.panel.hide()
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 16)
        column.addWidget(self.panel)
        self.side = holder
        self.side.hide()
        self.panel.show()
        self.split.addWidget(holder)
        self.split.setStretchFactor(0, 1)
        self.split.setCollapsible(0, False)
        layout.addWidget(self.split, 1)
        self._connect()

    # -- making --------------------------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.heading = widgets.ElidedLabel(_("Lead time (MCT) per order family"), self, role="heading")
        self.hint = widgets.ElidedLabel("", self, role="small")
        words.addWidget(self.heading)
        words.addWidget(self.hint)
        row.addLayout(words, 1)
        self.quick = {
            "lot": widgets.button(_("Lot size −50 %"), lambda: self._quick("lot", -50), self),
            "setup": widgets.button(_("Setup −50 %"), lambda: self._quick("setup", -50), self),
            "places": widgets.button(_("+1 place"), lambda: self._quick("places", 1), self),
        }
        self.quick["places"].setToolTip(_("In the fullest unit, unless you choose another"))
        for button in self.quick.values():
            row.addWidget(button)
        self.side_button = widgets.button(_("What if"), None, self)
        self.side_button.setCheckable(True)
        self.side_button.clicked.connect(self.show_side)
        row.addWidget(self.side_button)
        self.check_button = widgets.button(_("Check by simulation"), self.simulate, self)
        row.addWidget(self.check_button)
        return row

    def _charts(self) -> QWidget:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        content.setObjectName("clear")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 6, 16)
        column.setSpacing(12)
        self.empty = widgets.label("", "muted", content, wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.hide()
        column.addWidget(self.empty)
        self.cards = QWidget(content)
        inner = QVBoxLayout(self.cards)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        inner.addWidget(self._bars_card())
        self.simulation = SimulationCard(self.session, self.cards)
        inner.addWidget(self.simulation)
        self.pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.pair.setSpacing(12)
        self.pair.addWidget(self._loads_card(), 1)
        self.pair.addWidget(self._curve_card(), 1)
        inner.addLayout(self.pair)
        inner.addWidget(self._path_card())
        inner.addWidget(self._table_card())
        inner.addWidget(self._note_card())
        column.addWidget(self.cards)
        column.addStretch(1)
        area.setWidget(content)
        self.area = area
        return area

    def _bars_card(self) -> QFrame:
        card, column, head = _card(self.cards, "")
        self.bars = MctBars(card)
        self.as_stages = _toggle(_("Timeline"), self)
        self.as_causes = _toggle(_("Causes"), self)
        self.as_stages.setChecked(True)
        self.as_stages.clicked.connect(lambda: self._show_as(by_cause=False))
        self.as_causes.clicked.connect(lambda: self._show_as(by_cause=True))
        self.from_delivery = _toggle(_("Day 0 = delivery"), self)
        self.from_delivery.clicked.connect(lambda: self._show_as(by_cause=self.bars.by_cause))
        head.addWidget(self.as_stages)
        head.addWidget(self.as_causes)
        head.addStretch(1)
        head.addWidget(self.from_delivery)
        column.addWidget(self.bars)
        self.legend = _Legend(card)
        column.addWidget(self.legend)
        return card

    def _path_card(self) -> QFrame:
        card, column, head = _card(self.cards, _("Critical path"))
        self.path_head = widgets.ElidedLabel("", card, role="small")
        head.addWidget(self.path_head, 1)
        self.path = PathChart(card)
        column.addWidget(self.path)
        words = _("● on the critical path: every day less here is a day less to delivery · ○ has slack (dashed)")
        column.addWidget(widgets.label(words, "small", card, wrap=True))
        return card

    def _loads_card(self) -> QFrame:
        card, column, head = _card(self.cards, _("Utilisation per unit"))
        self.loads_head = widgets.ElidedLabel("", card, role="small")
        head.addWidget(self.loads_head, 1)
        self.loads = LoadBars(card)
        column.addWidget(self.loads)
        column.addStretch(1)
        return card

    def _curve_card(self) -> QFrame:
        card, column, head = _card(self.cards, _("Lot size"))
        self.curve_head = widgets.ElidedLabel("", card, role="small")
        head.addWidget(self.curve_head, 1)
        self.curve_order = QComboBox(card)
        self.curve_order.setAccessibleName(_("Order family of the curve"))
        self.curve_order.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.curve_order.setMinimumContentsLength(14)
        self.curve_order.activated.connect(lambda _index: self.request())
        head.addWidget(self.curve_order)
        self.curve = LotCurve(card)
        column.addWidget(self.curve)
        column.addStretch(1)
        return card

    def _table_card(self) -> QFrame:
        card, column, head = _card(self.cards, _("Figures"))
        self.orders_table = flow_table.FigureTable(_("Figures per order family"), card)
        self.units_table = flow_table.FigureTable(_("Figures per unit"), card)
        self.polca_table = flow_table.FigureTable(_("POLCA loops"), card)
        self.tables = {
            "orders": (_toggle(_("Order families"), self), self.orders_table),
            "units": (_toggle(_("Units"), self), self.units_table),
            "polca": (_toggle(_("POLCA"), self), self.polca_table),
        }
        for name, (button, table) in self.tables.items():
            button.clicked.connect(lambda _on=False, one=name: self.show_table(one))
            head.addWidget(button)
            column.addWidget(table)
        head.addStretch(1)
        head.addWidget(widgets.button(_("Copy"), self.copy_table, card, role="small", icon="copy"))
        self.show_table("orders")
        return card

    def _note_card(self) -> QFrame:
        card, column, head = _card(self.cards, "")
        section = widgets.SectionHead(_("Method and assumptions"), open_=False, parent=card)
        head.addWidget(section, 1)
        self.note = QLabel(card)
        self.note.setTextFormat(Qt.TextFormat.RichText)
        self.note.setWordWrap(True)
        self.note.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note.hide()
        section.toggled.connect(self.note.setVisible)
        self.note_head = section
        column.addWidget(self.note)
        return card

    def _connect(self) -> None:
        self.runner.changed.connect(self.refresh)
        self.trial_runner.changed.connect(self.refresh_trial)
        self.band_runner.changed.connect(self.refresh_trial)
        self.bars.row_chosen.connect(self._on_row)
        self.bars.unit_clicked.connect(lambda unit, row: self.unit_wanted.emit(self.bars.rows[row].variant, unit))
        self.path.unit_clicked.connect(lambda unit, _row: self.unit_wanted.emit(self.chosen[0], unit))
        self.loads.unit_clicked.connect(lambda unit, _row: self.unit_wanted.emit(self.session.variant_id, unit))
        self.units_table.activated.connect(self._on_unit_row)
        self.panel.moved.connect(self._on_levers)
        self.panel.spread_changed.connect(self._on_spread)
        self.panel.edit_wanted.connect(self.take_over)
        self.panel.action_wanted.connect(self.make_action)
        self.panel.closed.connect(lambda: self.show_side(shown=False))
        self.simulation.done.connect(self.refresh)
        self.session.changed.connect(self._on_change)
        self.session.variant_changed.connect(lambda _variant: self._on_variant())

    # -- computing -----------------------------------------------------------------------------------------------

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._active = True
        self.bars.setFocus(Qt.FocusReason.OtherFocusReason)  # arrow keys choose a line at once
        self._fill_choices()
        self.request()

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        self._active = False  # nothing is computed for what nobody sees

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._stack()

    def _stack(self) -> None:
        narrow = self.width() - 40 - (SIDE_WIDTH if self.side.isVisible() else 0) < STACKED
        for button in self.quick.values():  # the levers themselves are in the panel
            button.setVisible(self.width() >= ROOMY)
        self.pair.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def request(self) -> None:
        """Compute everything anew, as the document and the levers are now."""
        if not self._active or self.session.variant is None:
            return
        order = self.curve_order.currentData() or ""
        work = partial(flow_figures.overview, curve_order=order)
        variant = self.session.variant_id
        self.runner.work = lambda organisation, _all: work(organisation, variant)
        self.runner.request(self.session.document.snapshot(), "")
        self._request_trial()
        self._request_bands()

    def _request_trial(self) -> None:
        if not self.levers.moved:
            self.trial_runner.clear()
        elif self._active:
            self.trial_runner.work = partial(flow_figures.what_if, levers=self.levers)
            self.trial_runner.request(self.session.document.snapshot(), self.session.variant_id)

    def _request_bands(self) -> None:
        if self.spread is None:
            self.band_runner.clear()
        elif self._active:
            self.band_runner.work = partial(_bands, levers=self.levers, spread=self.spread)
            self.band_runner.request(self.session.document.snapshot(), self.session.variant_id)

    def _on_levers(self, levers: Levers) -> None:
        self.levers = levers
        self._request_trial()
        self._request_bands()

    def _on_spread(self, spread: Spread | None) -> None:
        self.spread = spread
        self._request_bands()

    def _on_change(self, change: Change) -> None:
        if change.everything or bears_on_figures(change):
            self.simulation.forget()
            self._fill_choices()
            self.levers = self.panel.now()
            self.request()

    def _on_variant(self) -> None:
        self._fill_choices()
        self.levers = self.panel.now()
        self.request()

    def _fill_choices(self) -> None:
        """Families and units to choose from, as they are now."""
        from organisatiecanvas.models.analysis.flow.whatif import can_pool

        organisation, variant = self.session.organisation, self.session.variant
        orders = [(order.id, order.name) for order in organisation.orders.values()]
        units = [(unit.id, unit.name) for unit in can_pool(variant)] if variant is not None else []
        self.panel.fill(orders, units)
        box = self.curve_order
        if [(box.itemData(at), box.itemText(at)) for at in range(box.count())] != orders:
            kept = box.currentData()
            box.clear()
            for identity, name in orders:
                box.addItem(name, identity)
            box.setCurrentIndex(max(0, box.findData(kept)))

    # -- showing -------------------------------------------------------------------------------------------------

    @property
    def overview(self) -> Overview | None:
        return self.runner.figures if not self.runner.problem else None

    @property
    def trial(self) -> VariantFlow | None:
        """Figures with the levers as they stand; None while none was moved."""
        return self.trial_runner.figures if self.levers.moved and not self.trial_runner.problem else None

    @property
    def bands(self) -> dict[tuple[str, str], Band]:
        return self.band_runner.figures or {}

    def shown(self) -> VariantFlow | None:
        """The variant of the tabs above."""
        found = self.overview
        return found.variant(self.session.variant_id) if found is not None else None

    def base(self) -> VariantFlow | None:
        """The variant that others are compared with: how things are now."""
        found, current = self.overview, self.session.organisation.current_variant()
        return found.variant(current.id) if found is not None and current is not None else None

    def refresh(self) -> None:
        """Show what has been computed; pale while newer figures are on their way."""
        if not self._active:
            return
        found, shown = self.overview, self.shown()
        self._show_empty(found)
        self._show_hint()
        self.simulation.show_flow(shown)
        if self._simulate_next and shown is not None and self.runner.fresh:
            self._simulate_next = False
            self.simulate()
        self.check_button.setEnabled(shown is not None and any(line.days is not None for line in shown.lines))
        self.refresh_trial()
        if found is None:
            return
        self.loads_head.set_words(shown.name if shown is not None else "")
        if shown is not None:
            self.units_table.show_rows(flow_table.unit_heads(), flow_table.unit_rows(shown))
            self.polca_table.show_rows(flow_table.polca_heads(), flow_table.polca_rows(shown))
        self.note.setText(flow_note.note_html(shown))

    def refresh_trial(self) -> None:
        """Show what the levers do and how far figures spread: little enough to follow a slider."""
        found, shown = self.overview, self.shown()
        if not self._active or found is None:
            return
        self.bars.show_rows(self._rows(found), stale=not self.runner.fresh)
        self.legend.show_mode(by_cause=self.bars.by_cause, band=bool(self.bands))
        self._show_path()
        self.loads.show_loads(shown, self.trial)
        self._show_curve(found)
        self.panel.show_effect(shown, self.trial)
        rows = flow_table.order_rows(found.variants, self.bands, self.base())
        self.orders_table.show_rows(flow_table.order_heads(), rows)

    def _show_empty(self, found: Overview | None) -> None:
        words = ""
        if not self.session.organisation.orders:
            words = _("There are no order families yet. Add one in Data, draw order flows and give units tasks for it.")
        elif found is None:
            words = _("computing…") if not self.runner.problem else _("The figures could not be computed.")
        self.empty.setText(words)
        self.empty.setVisible(bool(words))
        self.cards.setVisible(not words)

    def _show_hint(self) -> None:
        words = _("Calendar days from order to delivery · grey = waiting, colour = work on the order")
        if not self.runner.fresh:
            words = _("computing…") + " · " + words
        self.hint.set_words(words)

    def _rows(self, found: Overview) -> list[Row]:
        rows: list[Row] = []
        base, trial = self.base(), self.trial
        for flow in found.variants:
            for at, line in enumerate(flow.lines):
                first = base.line(line.order) if base is not None and base.variant != flow.variant else None
                checked = self.simulation.reliability(line.order) if self.simulation.variant == flow.variant else ""
                band = self.bands.get((flow.variant, line.order))
                before = first.days if first is not None else None
                rows.append(
                    Row(flow.variant, flow.name if not at else "", line, flow.names, before, band, checked=checked)
                )
            if trial is not None and trial.variant == flow.variant:
                for at, line in enumerate(trial.lines):
                    now = flow.line(line.order)
                    band = self.bands.get((TRIAL, line.order))
                    before = now.days if now is not None else None
                    title = _("What if") if not at else ""
                    rows.append(Row(flow.variant, title, line, trial.names, before, band, trial=True))
        return rows

    def _on_row(self, variant: str, order: str) -> None:
        self.chosen = (variant, order)
        at = self.curve_order.findData(order)
        if at >= 0 and at != self.curve_order.currentIndex():
            self.curve_order.setCurrentIndex(at)
            self.request()
        self._show_path()

    def _on_unit_row(self, index: Any) -> None:
        """Enter or a double click on a unit of the table shows it on the canvas."""
        shown = self.shown()
        line = self.units_table.sorted.mapToSource(index).row()
        if shown is not None and line < len(shown.units):
            self.unit_wanted.emit(shown.variant, shown.units[line].unit)

    def _show_path(self) -> None:
        """The way of the chosen row; without a choice the longest of the variant that is shown."""
        rows = [row for row in self.bars.rows if not row.trial]
        row = next((one for one in rows if (one.variant, one.line.order) == self.chosen), None)
        if row is None:
            own = [one for one in rows if one.variant == self.session.variant_id and one.line.days is not None]
            row = max(own, key=lambda one: one.line.days or 0.0, default=None)
        if row is not None:
            self.chosen = (row.variant, row.line.order)
            self.bars.choose(*self.chosen)
        self.path.show_row(row)
        if row is None or row.line.days is None:
            self.path_head.set_words(row.line.reason if row is not None else "")
            return
        found = self.overview
        flow = found.variant(row.variant) if found is not None else None
        count = row.line.figures["handoffs"] or 0
        handoffs = ngettext("{count} handoff", "{count} handoffs", count).format(count=count)
        days = _("{days} d").format(days=decimal(row.line.days))
        name = flow.name if flow is not None else ""
        self.path_head.set_words(f"{name} · {row.line.name} · {days} · {handoffs} · {row.reliability}")

    def _show_curve(self, found: Overview) -> None:
        curve = found.curve
        shown = self.shown()
        line = shown.line(curve.order) if curve is not None and shown is not None else None
        lot = None
        if curve is not None and self.levers.lot != 1 and self.levers.order in (None, curve.order):
            lot = max(1.0, curve.present * self.levers.lot)
        self.curve.show_curve(curve, line.colour if line is not None else "", lot)
        self.curve_head.set_words(flow_note.curve_words(shown, line) if shown is not None and line is not None else "")

    def _show_as(self, *, by_cause: bool) -> None:
        self.as_stages.setChecked(not by_cause)
        self.as_causes.setChecked(by_cause)
        self.bars.show_as(by_cause=by_cause, from_delivery=self.from_delivery.isChecked())
        self.legend.show_mode(by_cause=by_cause, band=bool(self.bands))

    def show_table(self, wanted: str) -> None:
        """Show the figures of `orders`, `units` or `polca`."""
        for name, (button, table) in self.tables.items():
            button.setChecked(name == wanted)
            table.setVisible(name == wanted)

    def copy_table(self) -> None:
        """Put the table that is shown on the clipboard."""
        table = next(table for button, table in self.tables.values() if button.isChecked())
        count = table.copy()
        self.message.emit(ngettext("{count} row copied", "{count} rows copied", count).format(count=count))

    def show_side(self, shown: bool) -> None:
        """Open or close the levers."""
        self.side.setVisible(shown)
        self.side_button.setChecked(shown)
        if shown:
            self.split.setSizes([max(self.width() - SIDE_WIDTH - 48, 200), SIDE_WIDTH])
        self._stack()

    # -- levers --------------------------------------------------------------------------------------------------

    def _quick(self, name: str, change: int) -> None:
        """Pull one lever from a button above the charts."""
        self.show_side(shown=True)
        shown = self.shown()
        if name == "places" and self.levers.unit is None and shown is not None and shown.units:
            fullest = max(shown.units, key=lambda unit: unit.figures["utilisation"] or 0.0)
            self.panel.unit.setCurrentIndex(self.panel.unit.findData(fullest.unit))
        now = self.panel.levers[name].slider.value()
        self.panel.pull(name, now + change if name == "places" else change)

    def take_over(self) -> None:
        """Make the levers a change of the document, one step; a redesign is asked for where things are as they are."""
        levers, variant = self.panel.now(), self.session.variant_id
        document = self.session.document
        if lever_actions.needs_redesign(document.organisation, variant, levers):
            variant = self._new_variant(variant)
            if not variant:
                return
        counts: list[int] = []
        name = _("Take over levers")
        problem = self.session.attempt(name, lambda: counts.append(lever_actions.take_over(document, variant, levers)))
        if problem:
            self.message.emit(problem)
            return
        self.panel.reset()
        count = counts[0]
        told = ngettext("{count} value changed in {variant}", "{count} values changed in {variant}", count)
        self.message.emit(told.format(count=count, variant=document.organisation.variants[variant].name))

    def make_action(self) -> None:
        """Make an action of every lever that was pulled; ones that exist are shown instead."""
        levers, made = self.panel.now(), []
        document, variant = self.session.document, self.session.variant_id
        effect = self._effect()
        problem = self.session.attempt(
            _("New action"), lambda: made.extend(lever_actions.make_actions(document, variant, levers, effect))
        )
        new = sum(fresh for _action, fresh in made)
        told = ngettext("{count} action added", "{count} actions added", new).format(count=new)
        self.message.emit(problem or told)
        if made and not new:
            self.action_wanted.emit(made[0][0].id)

    def _effect(self) -> lever_actions.Effect:
        """What the levers do to the family they do most to."""
        shown, trial = self.shown(), self.trial
        if shown is None or trial is None or not self.trial_runner.fresh:
            return lever_actions.Effect()
        changes = []
        for line in shown.lines:
            then = trial.line(line.order)
            if line.days and then is not None and then.days is not None:
                changes.append((abs(then.days / line.days - 1), line, then))
        if not changes:
            return lever_actions.Effect()
        _most, line, then = max(changes, key=lambda one: one[0])
        before, after = (_("{days} d").format(days=decimal(days or 0.0)) for days in (line.days, then.days))
        words = _("The lead time (MCT) of {order} goes from {before} to {after}, computed ({reliability}).")
        reliability = Row("", "", then, {}).reliability
        sentence = words.format(order=line.name, before=before, after=after, reliability=reliability)
        return lever_actions.Effect(sentence, before, after)

    # -- simulation ----------------------------------------------------------------------------------------------

    def simulate_when_ready(self) -> None:
        """The same, once the figures are there to check."""
        if self.runner.fresh and self.shown() is not None:
            self.simulate()
        else:
            self._simulate_next = True

    def simulate(self) -> None:
        """Check the figures of the variant that is shown."""
        self.simulation.start(self.shown())
        self.area.ensureWidgetVisible(self.simulation)


def _bands(organisation: Any, variant: str, *, levers: Levers, spread: Spread) -> dict[tuple[str, str], Band]:
    """Bands of the shown variant, of the one to compare with, and with the levers."""
    current = organisation.current_variant()
    found: dict[tuple[str, str], Band] = {}
    for one in dict.fromkeys((variant, current.id if current is not None else variant)):
        bands = flow_figures.spread_of(organisation, one, levers=Levers(), spread=spread)
        found |= {(one, order): band for order, band in bands.items()}
    if levers.moved:
        bands = flow_figures.spread_of(organisation, variant, levers=levers, spread=spread)
        found |= {(TRIAL, order): band for order, band in bands.items()}
    return found


def _card(parent: QWidget, title: str) -> tuple[QFrame, QVBoxLayout, QHBoxLayout]:
    card = QFrame(parent)
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(16, 10, 16, 12)
    column.setSpacing(8)
    head = QHBoxLayout()
    head.setSpacing(6)
    if title:
        head.addWidget(widgets.label(title, "strong", card))
        head.addSpacing(6)
    column.addLayout(head)
    return card, column, head


def _toggle(words: str, parent: QWidget) -> QPushButton:
    made = widgets.button(words, None, parent, role="toggle")
    made.setCheckable(True)
    return made


class _Legend(QWidget):
    """What the colours of the bars mean; on more lines where there is little room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries: list[tuple[str, str]] = []
        self.show_mode(by_cause=False, band=False)

    def show_mode(self, *, by_cause: bool, band: bool) -> None:
        if by_cause:
            inks = cause_colours()
            self._entries = [(inks[name], words) for name, words in cause_words().items()]
        else:
            waiting, under_way = ground()
            self._entries = [
                ("", _("work, in the colour of the family")),
                (waiting, _("waiting in a unit")),
                (under_way, _("transport, transfer and supplier")),
            ]
        if band:
            self._entries.append(("|", _("P10–P90")))
        self.updateGeometry()
        self.setFixedHeight(self._height(max(self.width(), 300)))
        self.update()

    def _places(self, width: int) -> list[tuple[int, int]]:
        font = sized(self, 12)
        left, top, places = 2, 0, []
        for _colour, words in self._entries:
            wide = 18 + int(width_of(font, words)) + 18
            if left + wide > width and left > 2:
                left, top = 2, top + 20
            places.append((left, top))
            left += wide
        return places

    def _height(self, width: int) -> int:
        return max((top for _left, top in self._places(width)), default=0) + 22

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self._height(self.width()))

    def sizeHint(self) -> QSize:
        return QSize(400, self._height(max(self.width(), 300)))

    def paintEvent(self, _event: Any) -> None:
        colours = theme.current()
        painter = QPainter(self)
        painter.setFont(sized(self, 12))
        for (colour, words), (left, top) in zip(self._entries, self._places(self.width()), strict=True):
            box = QRect(left, top + 4, 13, 13)
            if colour == "|":
                painter.setPen(QColor(colours.ink))
                painter.drawLine(left, top + 10, left + 13, top + 10)
                painter.drawLine(left, top + 6, left, top + 14)
                painter.drawLine(left + 13, top + 6, left + 13, top + 14)
            elif colour:
                painter.fillRect(box, QColor(colour))
            else:
                for at, part in enumerate(("#0f766e", "#b4531a", "#0072b2")):
                    painter.fillRect(QRect(left + at * 5, top + 4, 4, 13), QColor(part))
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRect(left + 18, top, 400, 21), Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()

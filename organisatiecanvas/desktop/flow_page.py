"""The workspace of the lead time: MCT, causes, loads, lot sizes and figures, live while levers slide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from organisatiecanvas.desktop import flow_figures, widgets
from organisatiecanvas.desktop.empty_state import EmptyState, Step
from organisatiecanvas.desktop.flow_cards import BarsCard, CurveCard, LoadsCard, NoteCard, PathCard, TableCard
from organisatiecanvas.desktop.flow_figures import Overview
from organisatiecanvas.desktop.flow_levers import LeverPanel
from organisatiecanvas.desktop.flow_runs import FlowRuns
from organisatiecanvas.desktop.flow_simulation import SimulationCard
from organisatiecanvas.desktop.flow_words import Row, effect_of
from organisatiecanvas.desktop.session import Session, bears_on_figures
from organisatiecanvas.models import lever_actions
from organisatiecanvas.models.changes import Change
from organisatiecanvas.models.language import _, ngettext

SIDE_WIDTH = 336
STACKED = 760  # pixels below which loads and curve stand below each other
ROOMY = 980  # pixels of the page below which the buttons for single levers make room for the heading
SLOW = 200  # milliseconds after which figures of the levers that have not come show as old


class FlowPage(QWidget):
    """Charts at the left, levers at the right; computes while it is in sight, the newest wish wins."""

    message = Signal(str)
    unit_wanted = Signal(str, str)  # variant, unit
    action_wanted = Signal(str)  # id
    families_wanted = Signal()  # to where they are filled in
    canvas_wanted = Signal()

    def __init__(
        self,
        session: Session,
        parent: QWidget | None = None,
        new_variant: Callable[[str], str] = lambda _source: "",
    ) -> None:
        """`new_variant` makes a redesign of a variant, after asking; its id, or nothing."""
        super().__init__(parent)
        self.session, self._new_variant = session, new_variant
        self.runs = FlowRuns(session)
        self.chosen = ("", "")  # variant, order
        self._simulate_next = False
        self._slow = QTimer(self)
        self._slow.setSingleShot(True)
        self._slow.setInterval(SLOW)
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
        widgets.tab_as_laid_out(self)
        self._connect()

    # -- making --------------------------------------------------------------------------------------------------

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.heading = widgets.ElidedLabel(_("Lead time (MCT) per order family"), self, role="heading")
        self.hint = widgets.ElidedLabel("", self, role="small", lines=2)
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
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes along what is in it
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        content.setObjectName("clear")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 6, 16)
        column.setSpacing(12)
        self.empty = EmptyState("flow", content)
        self.empty.hide()
        column.addWidget(self.empty, 1)
        self.cards = QWidget(content)
        inner = QVBoxLayout(self.cards)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        self.bars_card, self.path_card = BarsCard(self.cards), PathCard(self.cards)
        self.loads_card, self.curve_card = LoadsCard(self.cards), CurveCard(self.cards)
        self.tables, self.note = TableCard(self.cards), NoteCard(self.cards)
        self.bars = self.bars_card.bars
        inner.addWidget(self.bars_card)
        self.simulation = SimulationCard(self.session, self.cards)
        inner.addWidget(self.simulation)
        self.pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.pair.setSpacing(12)
        self.pair.addWidget(self.loads_card, 1)
        self.pair.addWidget(self.curve_card, 1)
        inner.addLayout(self.pair)
        for card in (self.path_card, self.tables, self.note):
            inner.addWidget(card)
        column.addWidget(self.cards)
        column.addStretch()
        area.setWidget(content)
        self.area = area
        return area

    def _connect(self) -> None:
        self.runs.all.changed.connect(self.refresh)
        self.runs.of_levers.changed.connect(self._on_trial)
        self.runs.of_spread.changed.connect(self.refresh_bands)
        self._slow.timeout.connect(self.bars.show_trial_stale)
        self.bars.row_chosen.connect(self._on_row)
        self.bars.unit_clicked.connect(lambda unit, row: self.unit_wanted.emit(self.bars.rows[row].variant, unit))
        self.path_card.path.unit_clicked.connect(lambda unit, _row: self.unit_wanted.emit(self.chosen[0], unit))
        self.loads_card.loads.unit_clicked.connect(
            lambda unit, _row: self.unit_wanted.emit(self.session.variant_id, unit)
        )
        self.curve_card.chosen.connect(self.request)
        self.tables.unit_wanted.connect(self.unit_wanted)
        self.tables.message.connect(self.message)
        self.panel.moved.connect(self.runs.take_levers)
        self.panel.spread_changed.connect(self.runs.take_spread)
        self.panel.edit_wanted.connect(self.take_over)
        self.panel.action_wanted.connect(self.make_action)
        self.panel.closed.connect(lambda: self.show_side(shown=False))
        self.simulation.done.connect(self.refresh)
        self.session.changed.connect(self._on_change)
        self.session.variant_changed.connect(lambda _variant: self._on_variant())

    # -- computing -----------------------------------------------------------------------------------------------

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.runs.active = True
        self.bars.setFocus(Qt.FocusReason.OtherFocusReason)  # arrow keys choose a line at once
        self._fill_choices()
        self.request()

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        self._slow.stop()
        self.runs.active = False  # nothing is computed for what nobody sees

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
        self.runs.request(self.curve_card.order.currentData() or "")

    def _on_change(self, change: Change) -> None:
        if change.everything or bears_on_figures(change):
            self.simulation.forget()
            self._fill_choices()
            self.runs.levers = self.panel.now()
            self.request()

    def _on_variant(self) -> None:
        self._fill_choices()
        self.runs.levers = self.panel.now()
        self.request()

    def _fill_choices(self) -> None:
        """Families and units to choose from, as they are now."""
        from organisatiecanvas.models.analysis.flow.whatif import can_pool

        organisation, variant = self.session.organisation, self.session.variant
        orders = [(order.id, order.name) for order in organisation.orders.values()]
        units = [(unit.id, unit.name) for unit in can_pool(variant)] if variant is not None else []
        self.panel.fill(orders, units)
        self.curve_card.fill(orders)

    # -- showing -------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what has been computed; pale while newer figures are on their way."""
        if not self.runs.active:
            return
        found, shown = self.runs.overview, self.runs.shown()
        self._show_empty(found)
        self._show_hint()
        self.simulation.show_flow(shown)
        if self._simulate_next and shown is not None and self.runs.all.fresh:
            self._simulate_next = False
            self.simulate()
        self.check_button.setEnabled(shown is not None and any(line.days is not None for line in shown.lines))
        self.refresh_bands()
        if found is None:
            return
        if shown is not None:
            self.tables.show_variant(shown)
        self.note.show_flow(shown)

    def refresh_trial(self) -> None:
        """Show what the levers do: little enough to follow a slider."""
        found, shown = self.runs.overview, self.runs.shown()
        if not self.runs.active or found is None:
            return
        self.bars_card.show_rows(self._rows(found), stale=not self.runs.all.fresh)
        self._show_path()
        self.loads_card.show_loads(shown, self.runs.trial)
        self._show_curve(found)
        self.panel.show_effect(shown, self.runs.trial)

    def refresh_bands(self) -> None:
        """Show how far figures spread, in the bars and in the table."""
        found = self.runs.overview
        if not self.runs.active or found is None:
            return
        self.refresh_trial()
        self.tables.show_orders(found, self.runs.bands, self.runs.base())

    def _on_trial(self) -> None:
        """While a slider moves only new figures are painted; those that are slow to come show as old."""
        if self.runs.of_levers.fresh:
            self._slow.stop()
            self.refresh_trial()
        elif not self._slow.isActive():
            self._slow.start()

    def _show_empty(self, found: Overview | None) -> None:
        """Say what is missing before there can be a lead time, and lead to where it is filled in."""
        title, words, steps = "", "", []
        draw: Step = (_("To the canvas"), self.canvas_wanted.emit)
        shown = self.runs.shown()
        if not self.session.organisation.orders:
            title = _("There are no order families yet.")
            words = _("A family is what goes the same way: name it, say how many a week, and draw its flows.")
            steps = [(_("Order families"), self.families_wanted.emit), draw]
        elif found is None:
            title = _("computing…") if not self.runs.all.problem else _("The figures could not be computed.")
        elif shown is not None and not shown.units and all(line.days is None for line in shown.lines):
            title = _("No order comes by a unit here yet.")
            words = _("Draw order flows from unit to unit, and give the units tasks with setup and run times.")
            steps = [draw, (_("Order families"), self.families_wanted.emit)]
        self.empty.show_words(title, words, steps)
        self.empty.setVisible(bool(title))
        self.cards.setVisible(not title)
        for button in (*self.quick.values(), self.side_button):
            button.setEnabled(not title)

    def _show_hint(self) -> None:
        words = _("Calendar days from order to delivery · grey = waiting, colour = work on the order")
        if not self.runs.all.fresh:
            words = _("computing…") + " · " + words
        self.hint.set_words(words)

    def _rows(self, found: Overview) -> list[Row]:
        rows: list[Row] = []
        base, trial = self.runs.base(), self.runs.trial
        for flow in found.variants:
            for at, line in enumerate(flow.lines):
                first = base.line(line.order) if base is not None and base.variant != flow.variant else None
                checked = self.simulation.reliability(line.order) if self.simulation.variant == flow.variant else ""
                band = self.runs.bands.get((flow.variant, line.order))
                before = first.days if first is not None else None
                rows.append(
                    Row(flow.variant, flow.name if not at else "", line, flow.names, before, band, checked=checked)
                )
            if trial is not None and trial.variant == flow.variant:
                for at, line in enumerate(trial.lines):
                    now = flow.line(line.order)
                    band = self.runs.bands.get((flow_figures.TRIAL, line.order))
                    before = now.days if now is not None else None
                    title = _("What if") if not at else ""
                    rows.append(Row(flow.variant, title, line, trial.names, before, band, trial=True))
        return rows

    def _on_row(self, variant: str, order: str) -> None:
        self.chosen = (variant, order)
        if self.curve_card.choose(order):
            self.request()
        self._show_path()

    def _show_path(self) -> None:
        """The way of the chosen row; without a choice the longest of the variant that is shown."""
        rows = [row for row in self.bars.rows if not row.trial]
        row = next((one for one in rows if (one.variant, one.line.order) == self.chosen), None)
        if row is None:
            own = [one for one in rows if one.variant == self.session.variant_id]
            row = max(own, key=lambda one: one.line.days or 0.0, default=None)
        if row is not None:
            self.chosen = (row.variant, row.line.order)
            self.bars.choose(*self.chosen)
        found = self.runs.overview
        flow = found.variant(row.variant) if found is not None and row is not None else None
        self.path_card.show_row(row, flow.name if flow is not None else "")

    def _show_curve(self, found: Overview) -> None:
        curve, lot = found.curve, None
        if curve is not None and self.runs.levers.lot != 1 and self.runs.levers.order in (None, curve.order):
            lot = max(1.0, curve.present * self.runs.levers.lot)
        self.curve_card.show_curve(curve, self.runs.shown(), lot)

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
        shown = self.runs.shown()
        if name == "places" and self.runs.levers.unit is None and shown is not None and shown.units:
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
        effect = effect_of(self.runs.shown(), self.runs.trial if self.runs.of_levers.fresh else None)
        problem = self.session.attempt(
            _("New action"), lambda: made.extend(lever_actions.make_actions(document, variant, levers, effect))
        )
        new = sum(fresh for _action, fresh in made)
        told = ngettext("{count} action added", "{count} actions added", new).format(count=new)
        self.message.emit(problem or told)
        if made and not new:
            self.action_wanted.emit(made[0][0].id)

    # -- simulation ----------------------------------------------------------------------------------------------

    def simulate_when_ready(self) -> None:
        """The same, once the figures are there to check."""
        if self.runs.all.fresh and self.runs.shown() is not None:
            self.simulate()
        else:
            self._simulate_next = True

    def simulate(self) -> None:
        """Check the figures of the variant that is shown."""
        self.simulation.start(self.runs.shown())
        self.area.ensureWidgetVisible(self.simulation)

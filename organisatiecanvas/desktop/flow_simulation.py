"""The cross-check by simulation: started by hand, with progress and cancel, off the interface thread."""

from __future__ import annotations

import html
import threading
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from organisatiecanvas.desktop import theme, widgets
from organisatiecanvas.desktop.flow_figures import VariantFlow
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models.analysis.flow.simulation import PRECISION, SEED, Progress, Simulated, SimulatedOrder
from organisatiecanvas.models.language import _, decimal, percent

PRECISIONS = (PRECISION, 0.02, 0.01)


class SimulationCard(QFrame):
    """Runs one variant at a time; what it found is let go when the document changes."""

    done = Signal()  # figures came, or went
    _progressed = Signal(object)  # Progress, from the worker

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.session = session
        self.runner = session.add_runner()
        self.runner.changed.connect(self._on_result)
        self._progressed.connect(self._on_progress)
        session.closing.connect(self.cancel)
        self._cancel = threading.Event()
        self.result: Simulated | None = None
        self.variant = ""
        self._flow: VariantFlow | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(widgets.label(_("Check by simulation"), "strong", self))
        self.state = widgets.ElidedLabel("", self, role="small")
        head.addWidget(self.state, 1)
        head.addWidget(widgets.label(_("within"), "small", self))
        self.precision = QComboBox(self)
        widgets.name(self.precision, _("Half the 95 % interval"))
        for one in PRECISIONS:
            self.precision.addItem(f"± {percent(one)}", one)
        head.addWidget(self.precision)
        self.again = widgets.button(_("Run"), lambda: self.start(self._flow), self, role="small")
        self.stop = widgets.button(_("Cancel"), self.cancel, self, role="small")
        head.addWidget(self.again)
        head.addWidget(self.stop)
        head.addWidget(widgets.icon_button("close", _("Close the panel"), self.close_card, self))
        column.addLayout(head)
        self.bar = QProgressBar(self)
        self.bar.setProperty("role", "progress")
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setAccessibleName(_("Progress of the simulation"))
        column.addWidget(self.bar)
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.text)
        self.hide()
        self._show_running(on=False)

    @property
    def running(self) -> bool:
        return self.runner.busy and not self._cancel.is_set()

    # -- running -------------------------------------------------------------------------------------------------

    def start(self, flow: VariantFlow | None) -> None:
        """Simulate the variant whose figures these are, from the beginning; a run that is under way is given up."""
        if flow is None:
            return
        self._cancel.set()
        self._cancel = threading.Event()
        self.show()
        self.variant, self.result, self._flow = flow.variant, None, flow
        self.text.hide()
        self.bar.setValue(0)
        self._say(_("{variant}: simulating…").format(variant=flow.name))
        self._show_running(on=True)
        self.runner.work = partial(
            _simulated, precision=float(self.precision.currentData()), tell=self._progressed.emit, cancel=self._cancel
        )
        self.runner.request(self.session.document.snapshot(), flow.variant)
        self.done.emit()

    def cancel(self) -> None:
        """Give up what runs; what was found so far is still shown, with the width of its intervals."""
        self._cancel.set()

    def forget(self) -> None:
        """The document is another now: nothing that was found holds any more."""
        if self.result is None and not self.runner.busy:
            return
        self.cancel()
        self.result = None
        self.runner.clear()
        self._show_running(on=False)
        self.text.hide()
        self._say(_("The document changed; run it again."))
        self.done.emit()

    def show_flow(self, flow: VariantFlow | None) -> None:
        """The variant that a next run is about."""
        self._flow = flow

    def close_card(self) -> None:
        self.cancel()
        self.result = None
        self.runner.clear()
        self.hide()
        self.done.emit()

    # -- showing -------------------------------------------------------------------------------------------------

    def _on_progress(self, progress: Progress) -> None:
        if not self.running:
            return
        self.bar.setValue(round(progress.part * 1000))
        words = _("{lots} lots simulated").format(lots=decimal(progress.lots, 0))
        if progress.relative is not None:
            words = _("{lots} · widest interval ± {share}").format(lots=words, share=percent(progress.relative, 1))
        self._say(words)

    def _on_result(self) -> None:
        if not self.runner.fresh or self._flow is None:
            return
        if self.runner.problem:
            self._show_running(on=False)
            self._say(_("The simulation failed ({kind}).").format(kind=self.runner.problem))
            return
        if self.runner.figures is None:
            return
        self.result = self.runner.figures
        self._show_running(on=False)
        self._show_result(self.result, self._flow)
        self.done.emit()

    def _show_running(self, *, on: bool) -> None:
        self.bar.setVisible(on)
        self.stop.setVisible(on)
        self.again.setVisible(not on)

    def _say(self, words: str) -> None:
        self.state.set_words(words)

    def _show_result(self, result: Simulated, flow: VariantFlow) -> None:
        words = _("{variant}: {lots} lots over {weeks} weeks, seed {seed}").format(
            variant=flow.name, lots=decimal(result.lots, 0), weeks=decimal(result.weeks, 0), seed=result.seed
        )
        if not result.reached:
            words += " · " + _("stopped before every interval was within ± {share}").format(
                share=percent(result.precision)
            )
        self._say(words)
        heads = (_("Order family"), _("Hours in flow, computed"), _("simulated"), _("difference"), _("Days to the end"))
        rows = [f"<th align='left' style='padding:2px 14px 2px 0'>{html.escape(head)}</th>" for head in heads]
        lines = [f"<tr>{''.join(rows)}</tr>"]
        lines += [self._row(flow, result.orders[line.order]) for line in flow.lines if line.order in result.orders]
        note = _(
            "Computed and simulated are the mean of all lots over every way they go; half the 95 % interval behind ±. "
            "The MCT above is that of the usual way."
        )
        muted = theme.current().muted
        table = f"<table cellspacing='0'>{''.join(lines)}</table>"
        self.text.setText(f"{table}<p style='color:{muted}; font-size:12px; margin:6px 0 0 0'>{html.escape(note)}</p>")
        self.text.show()

    def _row(self, flow: VariantFlow, found: SimulatedOrder) -> str:
        line = flow.line(found.order)
        assert line is not None
        name = html.escape(line.name)
        if found.flow_hours is None or found.lead_days is None or not line.figures["flow_hours"]:
            reason = html.escape(found.reason or line.reason)
            return f"<tr><td style='padding:2px 14px 2px 0'>{name}</td><td colspan='4'>{reason}</td></tr>"
        computed, mean = line.figures["flow_hours"], found.flow_hours.mean
        inside = found.flow_hours.covers(computed)
        gap = computed / mean - 1
        state = "good" if inside or abs(gap) <= 0.1 else "attention"
        sign = "−" if gap < 0 else "+"
        cells = [
            name,
            decimal(computed),
            f"{decimal(mean)} ± {decimal(found.flow_hours.half_width)}",
            f"<span style='color:{theme.strong(state)}'>{theme.SYMBOLS[state]} {sign}{percent(abs(gap), 1)}</span>",
            f"{decimal(found.lead_days.mean)} ± {decimal(found.lead_days.half_width)}",
        ]
        return "<tr>" + "".join(f"<td style='padding:2px 14px 2px 0'>{cell}</td>" for cell in cells) + "</tr>"

    def reliability(self, order: str) -> str:
        """«simulated ± 4 %» where a run has found this family, else nothing."""
        found = self.result.orders.get(order) if self.result is not None else None
        if found is None or found.flow_hours is None:
            return ""
        return _("simulated ± {share}").format(share=percent(found.flow_hours.relative, 1))


def _simulated(organisation: Any, variant: str, *, precision: float, tell: Any, cancel: threading.Event) -> Simulated:
    from organisatiecanvas.models.analysis.common import Basis
    from organisatiecanvas.models.analysis.flow.simulation import simulate

    basis = Basis(organisation, organisation.variants[variant])
    return simulate(basis, precision=precision, seed=SEED, progress=tell, cancel=cancel)

"""What the page of the lead time has computed off the interface thread: the newest wish wins."""

from __future__ import annotations

from functools import partial

from organisatiecanvas.desktop import flow_figures
from organisatiecanvas.desktop.flow_figures import Overview, VariantFlow
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models.analysis.flow.whatif import Band, Levers, Spread


class FlowRuns:
    """Three runners: `all` variants, the shown one `of_levers` as they stand, and `of_spread`, how far figures go.

    Nothing is computed for what nobody sees: while `active` is false.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.all, self.of_levers, self.of_spread = (session.add_runner() for _number in range(3))
        self.levers = Levers()
        self.spread: Spread | None = None
        self.active = False

    # -- wishes --------------------------------------------------------------------------------------------------

    def request(self, curve_order: str) -> None:
        """Compute everything anew, as the document and the levers are now; the curve of lots of one family."""
        if not self.active or self._session.variant is None:
            return
        work = partial(flow_figures.overview, curve_order=curve_order)
        variant = self._session.variant_id
        self.all.work = lambda organisation, _all: work(organisation, variant)
        self.all.request(self._session.document.snapshot(), "")
        self._request_trial()
        self._request_bands()

    def take_levers(self, levers: Levers) -> None:
        """Compute what these levers do."""
        self.levers = levers
        self._request_trial()
        self._request_bands()

    def take_spread(self, spread: Spread | None) -> None:
        """Compute how far figures spread when times and volumes do; None: not any more."""
        self.spread = spread
        self._request_bands()

    def _request_trial(self) -> None:
        if not self.levers.moved:
            self.of_levers.clear()
        elif self.active:
            self.of_levers.work = partial(flow_figures.what_if, levers=self.levers)
            self.of_levers.request(self._session.document.snapshot(), self._session.variant_id)

    def _request_bands(self) -> None:
        if self.spread is None:
            self.of_spread.clear()
        elif self.active:
            self.of_spread.work = partial(flow_figures.bands_of, levers=self.levers, spread=self.spread)
            self.of_spread.request(self._session.document.snapshot(), self._session.variant_id)

    # -- what came -----------------------------------------------------------------------------------------------

    @property
    def overview(self) -> Overview | None:
        return self.all.figures if not self.all.problem else None

    @property
    def trial(self) -> VariantFlow | None:
        """Figures with the levers as they stand; None while none was moved."""
        return self.of_levers.figures if self.levers.moved and not self.of_levers.problem else None

    @property
    def bands(self) -> dict[tuple[str, str], Band]:
        return self.of_spread.figures or {}

    def shown(self) -> VariantFlow | None:
        """The variant of the tabs above."""
        found = self.overview
        return found.variant(self._session.variant_id) if found is not None else None

    def base(self) -> VariantFlow | None:
        """The variant that others are compared with: how things are now."""
        found, current = self.overview, self._session.organisation.current_variant()
        return found.variant(current.id) if found is not None and current is not None else None

"""Which variants stand beside the two that are compared."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from organisatiecanvas.desktop.compare_work import MOST
from organisatiecanvas.desktop.session import Session
from organisatiecanvas.models.language import _


class BesideButton(QToolButton):
    """Opens a list of the variants to tick, at most four with the two; `changed` when the choice is another."""

    changed = Signal()

    def __init__(self, session: Session, pair: Callable[[], tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.session, self._pair = session, pair
        self._chosen: list[str] | None = None  # None: the first there are
        self.setText(_("Variants"))
        self.setAccessibleName(_("Variants side by side"))
        self.setProperty("role", "button")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(QMenu(self))
        self.menu().aboutToShow.connect(self._fill)

    def others(self) -> tuple[str, ...]:
        """The variants beside the two that are compared."""
        there = [name for name in self.session.organisation.variants if name not in self._pair()]
        chosen = there if self._chosen is None else [name for name in there if name in self._chosen]
        return tuple(chosen[: MOST - 2])

    def _fill(self) -> None:
        menu = self.menu()
        menu.clear()
        pair, others = self._pair(), self.others()
        for variant in self.session.organisation.variants.values():
            action = menu.addAction(variant.name.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(variant.id in pair or variant.id in others)
            full = len(others) >= MOST - 2 and variant.id not in others
            action.setEnabled(variant.id not in pair and not full)
            action.toggled.connect(lambda on, one=variant.id: self.choose(one, shown=on))

    def choose(self, variant: str, *, shown: bool) -> None:
        """Set a variant beside the two that are compared, or take it away."""
        others = [name for name in self.others() if name != variant]
        self._chosen = [*others, variant] if shown else others
        self.changed.emit()

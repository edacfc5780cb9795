"""When commands can be used, each with the sentence that says what is missing where they can't."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from organisatiecanvas.models.language import _, ngettext

if TYPE_CHECKING:
    from organisatiecanvas.canvas.refs import Ref
    from organisatiecanvas.desktop.window import MainWindow


@dataclass(frozen=True)
class Condition:
    """Holds or not; `missing` says in one sentence what to do first, and is asked for only where it does not hold."""

    holds: Callable[[], bool]
    missing: Callable[[], str]
    after: Condition | None = None  # has to hold before this one makes sense

    def __call__(self) -> bool:
        return (self.after is None or self.after()) and self.holds()

    def why_not(self) -> str:
        """What is missing; nothing where all of it holds."""
        if self.after is not None and not self.after():
            return self.after.why_not()
        return "" if self.holds() else self.missing()

    def and_(self, holds: Callable[[], bool], missing: Callable[[], str]) -> Condition:
        """This, and something more."""
        return Condition(holds, missing, self)


def opened(window: MainWindow) -> Condition:
    """A document is open."""
    return Condition(lambda: window.workspace is not None, lambda: _("Open a document first."))


def writable(window: MainWindow) -> Condition:
    """A document is open, and not to read only."""
    return opened(window).and_(
        lambda: not window.session.document.read_only,
        lambda: _("This document is open to read only: save it under another name first."),
    )


def has_variant(window: MainWindow) -> Condition:
    """A variant is shown."""
    return opened(window).and_(lambda: window.session.variant is not None, lambda: _("There is no variant yet."))


def on_canvas(window: MainWindow) -> Condition:
    """The canvas is in sight."""
    return opened(window).and_(lambda: window.workspace.place == "canvas", lambda: _("Go to the canvas first."))


def selected(window: MainWindow) -> Condition:
    """Something on the canvas is selected."""
    return on_canvas(window).and_(
        lambda: bool(window.workspace.canvas.scene.selected()), lambda: _("Select something on the canvas first.")
    )


def placed(window: MainWindow, least: int = 1) -> Condition:
    """So many units or notes are selected on the canvas."""
    return on_canvas(window).and_(
        lambda: len(placed_refs(window)) >= least,
        lambda: ngettext(
            "Select a unit or note on the canvas first.",
            "Select at least {count} units or notes on the canvas first.",
            least,
        ).format(count=least),
    )


def placed_refs(window: MainWindow) -> list[Ref]:
    """The units and notes among what is selected on the canvas."""
    if not on_canvas(window)():
        return []
    return [ref for ref in window.workspace.canvas.scene.selected() if ref.collection in ("units", "notes")]

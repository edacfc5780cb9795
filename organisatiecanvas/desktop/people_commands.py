"""Commands for people on the drawing, and for its overlays and legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from organisatiecanvas.canvas.refs import OVERLAYS
from organisatiecanvas.desktop import conditions
from organisatiecanvas.desktop.commands import Command
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.desktop.people_side import PeopleSide
    from organisatiecanvas.desktop.window import MainWindow


def add(window: MainWindow) -> None:
    """Register them."""
    _add_people(window)
    _add_overlays(window)


def _people(window: MainWindow) -> PeopleSide:
    return window.workspace.canvas.people


def _toggle_legend(window: MainWindow) -> None:
    window.workspace.canvas.legend.toggle()


def _show_waiting(window: MainWindow) -> None:
    from organisatiecanvas.desktop.people_model import WAITING

    _people(window).look_for(WAITING)


def _add_people(window: MainWindow) -> None:
    on_canvas = conditions.on_canvas(window)

    def fold() -> None:
        people = _people(window)
        if people.shown:
            people.show_panel(shown=False)
        else:
            people.look_for()

    window.commands.add(
        Command(
            id="view.people",
            title=lambda: _("People"),
            run=fold,
            shortcut="Shift+F7",
            icon="people",
            enabled=on_canvas,
            checked=lambda: on_canvas() and window.workspace.canvas.people.shown,
        )
    )
    window.commands.add(
        Command(
            id="people.find",
            title=lambda: _("Put people in the role…"),
            run=lambda: _people(window).look_for(None),
            shortcut="Ctrl+Shift+P",
            enabled=on_canvas,
        )
    )
    window.commands.add(
        Command(
            id="people.bench",
            title=lambda: _("People without a place"),
            run=lambda: _show_waiting(window),
            enabled=on_canvas,
        )
    )


def _add_overlays(window: MainWindow) -> None:
    titles = {
        "none": lambda: _("&No overlay"),
        "occupancy": lambda: _("Overlay: &occupancy"),
        "control": lambda: _("Overlay: &control capacity"),
        "skills": lambda: _("Overlay: &1-3-1"),
        "lead_time": lambda: _("Overlay: &lead time"),
        "strain": lambda: _("Overlay: &work pressure"),
    }

    on_canvas = conditions.on_canvas(window)
    has_variant = on_canvas.and_(lambda: window.session.variant is not None, lambda: _("There is no variant yet."))

    def chosen(name: str) -> bool:
        return on_canvas() and window.workspace.canvas.overlays.name == ("" if name == "none" else name)

    for name in ("none", *OVERLAYS):
        window.commands.add(
            Command(
                id=f"overlay.{name}",
                title=titles[name],
                run=lambda one=name: window.workspace.canvas.overlays.choose(one),
                enabled=has_variant,
                checked=lambda one=name: chosen(one),
            )
        )
    window.commands.add(
        Command(
            id="overlay.next",
            title=lambda: _("Ne&xt overlay"),
            run=lambda: window.workspace.canvas.overlays.cycle(1),
            shortcut="Ctrl+Shift+L",
            enabled=has_variant,
        )
    )
    window.commands.add(
        Command(
            id="view.legend",
            title=lambda: _("Legend"),
            run=lambda: _toggle_legend(window),
            shortcut="Shift+F8",
            enabled=on_canvas,
            checked=lambda: on_canvas() and window.workspace.canvas.legend.open,
        )
    )

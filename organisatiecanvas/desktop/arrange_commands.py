"""The commands that put a drawing in order: arranging, finding routes anew, freeing corners placed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from organisatiecanvas.desktop import conditions
from organisatiecanvas.desktop.commands import Command
from organisatiecanvas.models.language import _, ngettext

if TYPE_CHECKING:
    from organisatiecanvas.desktop.window import MainWindow

ARRANGE = ("canvas.arrange", "canvas.reroute", "canvas.free_corners")


def add(window: MainWindow) -> None:
    """Register the commands of arranging."""
    on_canvas = conditions.on_canvas(window).and_(
        lambda: window.session.variant is not None, lambda: _("There is no variant yet.")
    )
    bent = on_canvas.and_(
        lambda: bool(_bent(window)), lambda: _("Select a link whose corners were placed by hand first.")
    )

    window.commands.add(
        Command(
            id="canvas.arrange",
            title=lambda: _("Arrange automatically"),
            run=lambda: arrange(window),
            shortcut="Ctrl+Shift+A",
            enabled=on_canvas,
        )
    )
    window.commands.add(
        Command(
            id="canvas.reroute",
            title=lambda: _("Find all routes anew"),
            run=lambda: reroute(window),
            enabled=on_canvas,
        )
    )
    window.commands.add(
        Command(
            id="canvas.free_corners",
            title=lambda: _("Free the corners of the link"),
            run=lambda: free_corners(window),
            enabled=bent,
        )
    )


def arrange(window: MainWindow) -> None:
    """Arrange what is selected, or the whole variant when no unit is."""
    from organisatiecanvas.canvas import arranging
    from organisatiecanvas.canvas.refs import Ref
    from organisatiecanvas.canvas.sliding import Slide

    page = window.workspace.canvas
    scene, view = page.scene, page.view
    units = [ref.id for ref in scene.selected() if ref.collection == "units"]
    refs = [Ref("units", unit) for unit in scene.units] + [Ref("notes", note) for note in scene.notes]
    before = {ref: box for ref in refs if (box := scene.box(ref)) is not None}
    made: list[int] = []
    if not view.attempt(lambda: made.append(arranging.arrange(scene.document, view.variant_id, units))):
        return
    if not made[0]:
        page.message.emit(_("Everything is in its place already."))
        return
    page.message.emit(
        ngettext("{count} element arranged.", "{count} elements arranged.", made[0]).format(count=made[0])
    )
    Slide(scene, before).start()
    if arranging.is_whole(scene.variant, units):
        view.fit()
    else:
        view.show_selection()


def reroute(window: MainWindow) -> None:
    """Forget every route that was found, and find them all anew; corners placed by hand stay."""
    from organisatiecanvas.canvas import routes

    page = window.workspace.canvas
    page.view.attempt(lambda: routes.renew(page.scene.document, page.view.variant_id))


def _bent(window: MainWindow) -> list[str]:
    """The selected links whose corners were placed by hand."""
    variant = window.session.variant
    selected = window.workspace.canvas.scene.selected()
    links = variant.links  # while a step is undone, what is selected may be gone already
    return [ref.id for ref in selected if ref.collection == "links" and ref.id in links and links[ref.id].by_hand]


def free_corners(window: MainWindow) -> None:
    """Let the selected links find their own way again."""
    from organisatiecanvas.canvas import corners

    page = window.workspace.canvas
    page.view.attempt(lambda: corners.free_corners(page.scene.document, page.view.variant_id, _bent(window)))

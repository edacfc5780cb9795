"""Commands to look at the drawing: find, layers, overview, comparison, outline, and going from panel to panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from organisatiecanvas.desktop import conditions, panels
from organisatiecanvas.desktop.commands import Command
from organisatiecanvas.models.language import _

if TYPE_CHECKING:
    from organisatiecanvas.canvas.refs import Ref
    from organisatiecanvas.desktop.canvas_look import CanvasLook
    from organisatiecanvas.desktop.window import MainWindow


def add(window: MainWindow) -> None:
    """Register them."""
    _add_looking(window)
    _add_notes(window)


def _look(window: MainWindow) -> CanvasLook:
    return window.workspace.canvas.look


def _add_looking(window: MainWindow) -> None:
    add_one = window.commands.add
    on_canvas = conditions.on_canvas(window)

    def find() -> None:
        window.workspace.show_place("canvas")
        _look(window).finder.open()

    def compared() -> bool:
        return on_canvas() and window.workspace.canvas.scene.ghost.before_id is not None

    def compare_title() -> str:
        before = _look(window).earlier() if on_canvas() else None
        if before is None:
            return _("Compare with the earlier variant")
        name = window.session.organisation.variants[before].name.replace("&", "&&")
        return _("Compare with {name}").format(name=name)

    def compare() -> None:
        look = _look(window)
        look.compare(None if compared() else look.earlier())

    def fold_minimap() -> None:
        look = _look(window)
        look.show_minimap(shown=not look.overview_shown)

    add_one(
        Command(
            id="edit.find",
            title=lambda: _("&Find…"),
            run=find,
            shortcut="Ctrl+F",
            icon="search",
            enabled=conditions.opened(window),
        )
    )
    add_one(
        Command(
            id="view.layers",
            title=lambda: _("La&yers…"),
            run=lambda: _look(window).open_layers(),
            shortcut="Shift+F9",
            icon="layers",
            enabled=on_canvas,
        )
    )
    add_one(
        Command(
            id="view.minimap",
            title=lambda: _("O&verview"),
            run=fold_minimap,
            shortcut="F8",
            icon="minimap",
            enabled=on_canvas,
            checked=lambda: on_canvas() and _look(window).overview_shown,
        )
    )

    def fold_outline() -> None:
        workspace = window.workspace
        workspace.set_panel("outline", shown=not workspace.panel_shown("outline"))
        if workspace.outline is not None and workspace.outline.isVisible():
            workspace.outline.tree.setFocus()

    add_one(
        Command(
            id="view.outline",
            title=lambda: _("Str&ucture"),
            run=fold_outline,
            shortcut="F7",
            icon="outline",
            enabled=on_canvas,
            checked=lambda: window.workspace is not None and window.workspace.panel_shown("outline"),
        )
    )

    def go(way: int) -> None:
        assert window.workspace is not None
        panels.go(window.workspace, way)

    for way, name, title, key in (
        (1, "view.next_panel", lambda: _("Ne&xt panel"), "Ctrl+Tab"),
        (-1, "view.previous_panel", lambda: _("Previous panel"), "Ctrl+Shift+Tab"),
    ):
        add_one(
            Command(
                id=name,
                title=title,
                run=lambda one=way: go(one),
                shortcut=key,
                enabled=conditions.opened(window),
            )
        )
    add_one(
        Command(
            id="view.compare",
            title=compare_title,
            run=compare,
            shortcut="F9",
            icon="compare",
            enabled=on_canvas.and_(
                lambda: compared() or _look(window).earlier() is not None,
                lambda: _("There is no other variant to compare with."),
            ),
            checked=compared,
        )
    )


def _add_notes(window: MainWindow) -> None:
    add_one = window.commands.add
    on_canvas = conditions.on_canvas(window)

    def notes() -> list[Ref]:
        if not on_canvas():
            return []
        return [ref for ref in window.workspace.canvas.scene.selected() if ref.collection == "notes"]

    def vote(votes: int) -> None:
        from organisatiecanvas.canvas import note_editing

        view = window.workspace.canvas.view
        view.attempt(lambda: note_editing.vote(window.session.document, view.variant_id, notes(), votes))

    on_note = on_canvas.and_(lambda: bool(notes()), lambda: _("Select a note on the canvas first."))

    def voted() -> bool:
        return any(note.votes for note in window.session.variant.notes.values())

    def clear() -> None:
        from organisatiecanvas.canvas import note_editing

        view = window.workspace.canvas.view
        view.attempt(lambda: note_editing.clear_votes(window.session.document, view.variant_id))

    def overview() -> None:
        page = window.workspace.show_place("data").show_table("notes")
        page.view.sortByColumn(page.model.columns.index("votes"), Qt.SortOrder.DescendingOrder)

    add_one(Command(id="note.vote", title=lambda: _("&Vote for the note"), run=lambda: vote(1), enabled=on_note))
    add_one(Command(id="note.unvote", title=lambda: _("Take a v&ote away"), run=lambda: vote(-1), enabled=on_note))
    add_one(
        Command(
            id="note.action",
            title=lambda: _("&Make an action of the note"),
            run=lambda: window.workspace.act_on_note(notes()[0].id),
            enabled=on_canvas.and_(lambda: len(notes()) == 1, lambda: _("Select one note on the canvas first.")),
        )
    )
    add_one(
        Command(
            id="note.clear",
            title=lambda: _("C&lear all votes"),
            run=clear,
            enabled=conditions.has_variant(window).and_(voted, lambda: _("No note has votes yet.")),
        )
    )
    add_one(
        Command(
            id="note.overview",
            title=lambda: _("Notes in a &table"),
            run=overview,
            enabled=conditions.opened(window),
        )
    )

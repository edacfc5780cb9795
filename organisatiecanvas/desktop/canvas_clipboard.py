"""The clipboard of the system and the canvas: elements between variants, documents and windows, and lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, QPointF
from PySide6.QtGui import QGuiApplication

from organisatiecanvas.canvas import clipboard, editing, pasting, places, style
from organisatiecanvas.canvas.refs import Box, Ref
from organisatiecanvas.canvas.tools import ROLE_TOOLS, UNIT_TOOLS
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _, ngettext

if TYPE_CHECKING:
    from organisatiecanvas.desktop.canvas_page import CanvasPage

STEP = 2 * style.GRID  # how far a copy lies from what it is a copy of


def copy(page: CanvasPage) -> bool:
    """Put what is selected on the clipboard; False when there is nothing to copy."""
    refs = page.scene.selected()
    document, variant = page.session.document, page.view.variant_id
    data = page.view.attempt(lambda: clipboard.copied(document, variant, refs))
    if not data:
        return False
    mime = QMimeData()
    mime.setData(clipboard.MIME, data)
    assert page.scene.variant is not None
    mime.setText(clipboard.plain_text(page.scene.variant, refs))
    QGuiApplication.clipboard().setMimeData(mime)
    return True


def cut(page: CanvasPage) -> None:
    """Put what is selected on the clipboard and take it away, as one step."""
    refs, variant = page.scene.selected(), page.scene.variant
    if variant is None or not copy(page):
        return
    document = page.session.document
    if len(refs) == 1:
        name = _("Cut {name}").format(name=editing.title_of(variant, refs[0]))
    else:
        name = ngettext("Cut {count} element", "Cut {count} elements", len(refs)).format(count=len(refs))

    def take_away() -> None:
        with document.edit(name):
            editing.delete(document, page.view.variant_id, refs)

    page.view.attempt(take_away)


def paste(page: CanvasPage) -> None:
    """Bring in what is on the clipboard: at the pointer, else where it was or a little beside."""
    mime = QGuiApplication.clipboard().mimeData()
    if mime is not None and mime.hasFormat(clipboard.MIME):
        made = page.view.attempt(lambda: _paste_elements(page, bytes(mime.data(clipboard.MIME).data())))
    elif mime is not None and mime.hasText():
        made = page.view.attempt(lambda: _paste_text(page, mime.text()))
    else:
        page.message.emit(_("What is on the clipboard can't be pasted on the canvas."))
        return
    _show(page, made)


def duplicate(page: CanvasPage) -> None:
    """A copy of what is selected beside it; the clipboard stays as it is."""
    refs, variant = page.scene.selected(), page.scene.variant
    if variant is None:
        return
    document, identity = page.session.document, page.view.variant_id
    if len(refs) == 1:
        name = _("Duplicate {name}").format(name=editing.title_of(variant, refs[0]))
    else:
        name = ngettext("Duplicate {count} element", "Duplicate {count} elements", len(refs)).format(count=len(refs))

    def make() -> pasting.Pasted:
        elements = clipboard.read(clipboard.copied(document, identity, refs))
        dx, dy = _beside(page, elements)
        return pasting.paste(document, identity, elements, dx, dy, name=name)

    _show(page, page.view.attempt(make))


def _show(page: CanvasPage, made: pasting.Pasted | bool) -> None:
    if isinstance(made, pasting.Pasted):
        page.scene.select(made.refs)
        page.view.show_selection()
        if made.sentence:
            page.message.emit(made.sentence)


def _pointer(page: CanvasPage) -> QPointF | None:
    """Where the pointer is on the drawing, if it is there."""
    mouse, viewport = page.view.mouse, page.view.viewport()
    if mouse.place is None or not viewport.underMouse() or not viewport.rect().contains(mouse.place):
        return None
    return page.view.mapToScene(mouse.place)


def _selected_unit(page: CanvasPage) -> str | None:
    """The one unit that is selected, or that of the one role."""
    refs, variant = page.scene.selected(), page.scene.variant
    if len(refs) != 1 or variant is None:
        return None
    if refs[0].collection == "roles":
        return str(variant.roles[refs[0].id].unit)
    return refs[0].id if refs[0].collection == "units" else None


def _paste_elements(page: CanvasPage, data: bytes) -> pasting.Pasted:
    document, variant = page.session.document, page.view.variant_id
    if not variant:
        raise OrganisationError(_("There is no variant to paste in."))
    elements = clipboard.read(data)
    around, pointer = elements.around(), _pointer(page)
    into = _selected_unit(page) if elements.hosts else None
    dx = dy = 0.0
    parent: str | None = editing.KEEP
    if around is not None and pointer is not None:
        dx, dy = (_on_grid(pointer.x() - around.centre[0]), _on_grid(pointer.y() - around.centre[1]))
        dx, dy = _beside(page, elements, dx, dy)
        parent = page.view.home_at(pointer, around.width, around.height, set())
    elif around is not None:
        dx, dy = _beside(page, elements)
        clear = (dx, dy) == (0.0, 0.0)  # no copy beside what was copied: not over others either
        seen = page.view.mapToScene(page.view.viewport().rect()).boundingRect()
        if not seen.contains(around.centre[0] + dx, around.centre[1] + dy):
            middle = seen.center()
            dx, dy = _on_grid(middle.x() - around.centre[0]), _on_grid(middle.y() - around.centre[1])
            clear, parent = True, None
        if clear:
            dx = places.beyond(around.moved(dx, dy), _lying(page)).x - around.x
    return pasting.paste(document, variant, elements, dx, dy, parent=parent, into=into)


def _beside(page: CanvasPage, elements: clipboard.Elements, dx: float = 0.0, dy: float = 0.0) -> tuple[float, float]:
    """The shift, or as many steps further as there lie copies already."""
    rows: list[Any] = [*elements.variant.units.values(), *elements.variant.notes.values()]
    rows = [row for row in rows if row.box is not None]
    taken = {tuple(map(round, box)) for box in page.scene.wiring.router.boxes.values()}
    notes = (page.scene.box(Ref("notes", note)) for note in page.scene.notes)
    taken |= {tuple(map(round, box)) for box in notes if box is not None}
    while any(tuple(map(round, Box(*row.box).moved(dx, dy))) in taken for row in rows):
        dx, dy = dx + STEP, dy + STEP
    return dx, dy


def _lying(page: CanvasPage) -> list[Box]:
    """Where something lies that is not there to hold others."""
    router = page.scene.wiring.router
    return [box for unit, box in router.boxes.items() if unit not in router.bands] + page.view.note_boxes()


def _on_grid(way: float) -> float:
    return round(way / style.GRID) * style.GRID


def _paste_text(page: CanvasPage, text: str) -> pasting.Pasted:
    """Roles in the unit that is selected, units while a tool for them is in the hand, else notes."""
    document, variant, view = page.session.document, page.view.variant_id, page.view
    if not variant:
        raise OrganisationError(_("There is no variant to paste in."))
    lines = pasting.lines_of(text)
    pointer = _pointer(page) or QPointF(view.mapToScene(view.viewport().rect().center()))
    place = _on_grid(pointer.x()), _on_grid(pointer.y())
    unit = _selected_unit(page)
    if view.tool in UNIT_TOOLS:
        return pasting.paste_units(document, variant, lines, view.tool, place)
    if unit is not None:
        return pasting.paste_roles(document, variant, lines, unit, ROLE_TOOLS.get(view.tool, "executing"))
    return pasting.paste_notes(document, variant, lines, place)

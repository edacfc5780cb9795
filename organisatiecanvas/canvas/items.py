"""The items of a unit: frame, heading, roles, footer and badge, composed of plain graphics items.

No item paints itself in Python, so that Python stays out of every frame (ARCHITECTURE.md). An item holds no row;
it is told how to look.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QGraphicsRectItem, QGraphicsSimpleTextItem

from organisatiecanvas.canvas import style, texts
from organisatiecanvas.canvas.afar import large_name
from organisatiecanvas.canvas.appearance import UnitLooks
from organisatiecanvas.canvas.overlays import Tint
from organisatiecanvas.canvas.pill import PILL_LEAST, Pill
from organisatiecanvas.canvas.refs import Badge, Ref
from organisatiecanvas.canvas.role_rows import RoleRows
from organisatiecanvas.canvas.shapes import band_path, body_path, hatched, rounded
from organisatiecanvas.canvas.tags import tag

TITLE, SECOND, SMALL = 14, 11, 11  # sizes of text
NO_CONTENTS = QGraphicsItem.GraphicsItemFlag.ItemHasNoContents


def looks_headed(looks: UnitLooks) -> bool:
    """Whether a unit has a heading; what lies outside the organisation has none."""
    return looks.container or looks.kind != "external"


class UnitItem:
    """A unit on the scene. `root` is its place; everything small hangs under `details`, hidden when far away.

    Seen from afar without its name it is two plain rectangles, `root` and its heading: those are painted several
    times faster than rounded ones. All else is made when it is first looked at.
    """

    def __init__(self, unit_id: str) -> None:
        self.ref = Ref("units", unit_id)
        self.root = QGraphicsRectItem()
        tag(self.root, self.ref)
        self.looks: UnitLooks | None = None
        self._furnished = self._drawn_plain = self._empty = False
        self._shape: QGraphicsPathItem | None = None  # the rounded frame
        self._plain_heading: QGraphicsRectItem | None = None
        self._roles: RoleRows | None = None
        self._band: QGraphicsPathItem | None = None
        self._details: QGraphicsRectItem | None = None
        self._pill: Pill | None = None
        self._badge: Badge | None = None
        self._tint: Tint | None = None
        self._title: QGraphicsSimpleTextItem | None = None
        self._second: QGraphicsSimpleTextItem | None = None
        self._far_name: QGraphicsRectItem | None = None
        self._far = False
        self._named_from_afar = False
        self._pen = QPen()

    @property
    def header(self) -> float:
        """Height of the heading; small units have room for the name only."""
        assert self.looks is not None
        return style.HEADER if self.looks.size[1] >= 90 else min(28.0, self.looks.size[1] / 2)

    @property
    def role_places(self) -> dict[str, QRectF]:
        """Role id → its row, from the corner of the unit."""
        roles = self._made_roles
        return roles.places if roles is not None else {}

    @property
    def _made_roles(self) -> RoleRows | None:
        if not self.plain:
            self._furnish()
        return self._roles

    @property
    def plain(self) -> bool:
        """Whether only its place can be seen."""
        return self._far and not self._named_from_afar

    def show(self, looks: UnitLooks) -> None:
        """Look like this."""
        if looks == self.looks:
            return
        self.looks = looks
        self._clear()
        self.root.setRect(0, 0, *looks.size)
        self.root.setZValue(style.CONTAINER_Z + looks.depth if looks.container else style.UNIT_Z)
        self._apply_far()

    def _furnish(self) -> None:
        """Make what is seen from near."""
        looks = self.looks
        if self._furnished or looks is None:
            return
        self._furnished = True
        radius = min(style.RADIUS, looks.size[0] / 2, looks.size[1] / 2)
        self._shape = QGraphicsPathItem(rounded(*looks.size, radius), self.root)
        if looks_headed(looks):
            self._band = QGraphicsPathItem(self._shape)
        self._details = QGraphicsRectItem(None if looks.container else self.root)
        self._details.setFlag(NO_CONTENTS)
        self._roles = RoleRows(self._details)
        if looks.container:  # its heading is read over the links that cross it
            tag(self._details, self.ref)
            self._details.setZValue(style.LINK_Z + 0.5)
            self._details.setPos(self.root.pos())
            if self.root.scene() is not None:
                self.root.scene().addItem(self._details)
            self._container(looks)
        elif looks.kind == "external":
            self._external(looks)
        else:
            self._leaf(looks)
        self._colour()
        self._show_badge()
        self._details.setVisible(not self._far)
        self._shape.setVisible(not self.plain)

    def place(self, x: float, y: float) -> None:
        """Lie with the upper left corner there."""
        self.root.setPos(x, y)
        if self._details is not None and self._details.parentItem() is None:
            self._details.setPos(x, y)

    def lift(self, *, lifted: bool) -> None:
        """Lie over other units, or among them again; what holds units stays below the links."""
        if self.looks is not None and not self.looks.container:
            self.root.setZValue(style.UNIT_Z + (0.5 if lifted else 0.0))

    def remove(self) -> None:
        """Leave the scene."""
        self._clear()
        if self.root.scene() is not None:
            self.root.scene().removeItem(self.root)

    def _clear(self) -> None:
        for part in (self._shape, self._details, self._far_name):
            if part is not None and part.scene() is not None:
                part.scene().removeItem(part)
        self._furnished = self._drawn_plain = False
        self._shape = self._band = self._details = self._pill = self._roles = self._far_name = None
        self._title = self._second = None

    # -- kinds of units ----------------------------------------------------------------------------------------

    def _leaf(self, looks: UnitLooks) -> None:
        """In the colour of its kind, with a white body on it: two fills cost less than a fill and a stroke."""
        width, height = looks.size
        assert self._band is not None
        self._band.setPath(body_path(width, self.header, height, 2.0, min(style.RADIUS, width / 2, height / 2)))
        self._band.setPen(style.pen(None))
        self._heading(looks, 14.0, width - 28.0)
        self._rows(looks, self.header + style.PAD)

    def _external(self, looks: UnitLooks) -> None:
        width, height = looks.size
        self._frame(looks.colour, 1.5, "#ffffff", (6.5, 2.5))
        if looks.roles:
            self._heading(looks, 14.0, width - 28.0)
            self._rows(looks, self.header + 4)
            return
        assert self._details is not None
        name = texts.wrapped(looks.name, width - 12.0, 2, TITLE - 1)
        lines = [(line, TITLE - 1, style.LIGHT.ink, True) for line in name]
        lines += [
            (line, SECOND, style.LIGHT.muted, False) for line in texts.wrapped(looks.second, width - 12.0, 2, SECOND)
        ]
        lines = [line for line in lines if line[0]][: max(1, int((height - 8) // 16))]
        baseline = height / 2 - len(lines) * 8.0 + 12.0
        for words, size, colour, bold in lines:
            fitting = texts.elided(words, width - 10.0, size, bold)
            left = (width - texts.width(fitting, size, bold)) / 2
            texts.label(self._details, fitting, left, baseline, size, colour, bold)
            baseline += 16.0

    def _container(self, looks: UnitLooks) -> None:
        """A light frame around other units; its own roles are chips in the heading."""
        width, height = looks.size
        assert self._band is not None
        self._band.setPath(band_path(width, self.header, min(style.RADIUS, width / 2, height / 2)))
        self._band.setPen(style.pen(None))
        left_over = width - 28.0
        if looks.footer:
            left_over -= texts.width(looks.footer, SMALL) + 14.0
            assert self._details is not None
            texts.label(
                self._details,
                looks.footer,
                width - 14.0 - texts.width(looks.footer, SMALL),
                26.0,
                SMALL,
                style.LIGHT.muted,
            )
        left_over -= PILL_LEAST + 10.0  # kept free for a badge
        title = max(texts.width(looks.name, TITLE, True), min(texts.width(looks.second, SECOND), 260.0))
        title = min(title, left_over if not looks.roles else left_over / 2)
        self._heading(looks, 14.0, title + 2.0)
        assert self._roles is not None
        self._roles.line_up(looks, 14.0 + title + 20.0, 14.0 + left_over)

    def _frame(self, colour: str, width: float, fill: str, dash: tuple[float, float] | None = None) -> None:
        assert self._shape is not None
        self._pen = style.pen(colour, width, dash)
        self._shape.setPen(self._pen)
        self._shape.setBrush(style.brush(fill))

    def _heading(self, looks: UnitLooks, x: float, room: float) -> None:
        assert self._details is not None
        two = bool(looks.second) and self.header >= style.HEADER
        first = 20.0 if two else self.header / 2 + 5.0
        name = texts.elided(looks.name, room, TITLE, True)
        self._title = texts.label(self._details, name, x, first, TITLE, style.LIGHT.ink, True)
        if two:
            second = texts.elided(looks.second, room, SECOND)
            self._second = texts.label(self._details, second, x, 35.0, SECOND, style.LIGHT.muted)

    def set_tint(self, tint: Tint | None) -> None:
        """Take the colours of an overlay, or one's own again; nothing but brushes, pens and the badge change."""
        if tint == self._tint:
            return
        self._tint = tint
        if self.looks is None:
            return
        self._drawn_plain = False
        self._colour()
        self._drop_far_name()
        self._show_badge()
        self._apply_far()

    def _colour(self) -> None:
        """Every colour of the frame, the heading and the grounds of roles, from the kind and the overlay."""
        looks, tint = self.looks, self._tint
        if looks is None or self._shape is None:
            return
        if looks.container:
            colour = tint.edge if tint is not None else looks.colour
            self._frame(style.mix(colour, 0.55), 1.5, style.mix(colour, 0.045))
            head, ink, second = style.mix(colour, 0.13), style.legible(looks.colour), style.LIGHT.muted
            if tint is not None:
                head, ink, second = tint.fill, tint.ink, tint.ink
            assert self._band is not None
            self._band.setBrush(hatched(head) if tint is not None and tint.hatched else style.brush(head))
        elif looks.kind == "external":
            ink, second = style.LIGHT.ink, style.LIGHT.muted
        else:
            # In the colour of its kind, with a white body on it: two fills cost less than a fill and a stroke.
            fill = tint.fill if tint is not None else looks.colour
            self._pen = style.pen(None)
            self._shape.setPen(self._pen)
            self._shape.setBrush(hatched(fill) if tint is not None and tint.hatched else style.brush(fill))
            assert self._band is not None
            self._band.setBrush(style.brush(tint.body if tint is not None else "#ffffff"))
            ink = "#ffffff" if style.contrast(fill, "#ffffff") >= 4 else style.LIGHT.ink
            second = style.mix(fill, 0.16, ink)
            if tint is not None:
                ink = second = tint.ink
        if self._title is not None:
            self._title.setBrush(style.brush(ink))
        if self._second is not None:
            self._second.setBrush(style.brush(second))
        if self._roles is not None:
            self._roles.colour("#ffffff" if tint is not None and not looks.container else None)

    def _rows(self, looks: UnitLooks, top: float) -> None:
        """The roles on the body, above how many people there are."""
        width, height = looks.size
        assert self._details is not None
        footer = looks.footer and height - top >= style.FOOTER - 8
        if footer:
            words = texts.elided(looks.footer, width - 28.0 - PILL_LEAST, SMALL)
            texts.label(self._details, words, 14.0, height - 10.0, SMALL, style.LIGHT.muted)
        assert self._roles is not None
        self._roles.list(looks, top, height - top - (style.FOOTER - 6.0 if footer else 6.0))

    # -- figures and distance ----------------------------------------------------------------------------------

    def set_badge(self, badge: Badge | None) -> None:
        """Show a figure as a pill; brushes and texts change, nothing moves."""
        before, self._badge = self._badge, badge
        if self._details is None:
            return
        if before is not None and badge is not None and before == badge._replace(stale=before.stale):
            if self._tint is None:
                self._colour_pill(badge)
        else:
            self._show_badge()

    @property
    def _figure(self) -> Badge | None:
        """What the pill shows: the figure of an overlay before one's own."""
        if self._tint is None:
            return self._badge
        return Badge(self._tint.text, self._tint.level, self._tint.tooltip, self._tint.symbol, self._tint.stale)

    def _show_badge(self) -> None:
        badge = self._figure
        if self._details is None or self.looks is None:
            return
        if badge is None:
            if self._pill is not None:
                self._pill.root.setVisible(False)
            return
        if self._pill is None:
            self._pill = Pill(self._details)
        self._pill.root.setPos(*self._pill_corner(self._pill.show(badge)))
        self._colour_pill(badge)

    def _colour_pill(self, badge: Badge) -> None:
        if self._pill is not None and self.looks is not None:
            coloured = self._tint is not None and not self.looks.container  # its own ground is that of the paper then
            self._pill.colour(badge, "#ffffff" if coloured else None)

    def _pill_corner(self, wide: float) -> tuple[float, float]:
        assert self.looks is not None
        width, height = self.looks.size
        if not self.looks.container:
            return width - 12.0 - wide, height - 22.0
        footer = texts.width(self.looks.footer, SMALL) + 14.0 if self.looks.footer else 0.0
        return width - 14.0 - footer - wide, 13.0

    def set_far(self, far: bool, *, names: bool) -> None:
        """Leave out what can't be read from afar; with `names` show the name, large."""
        if (far, names) != (self._far, self._named_from_afar):
            self._far, self._named_from_afar = far, names
            self._apply_far()

    def _apply_far(self) -> None:
        if self.looks is None:
            return
        plain = self.plain
        if not plain:
            self._furnish()
        if self._shape is not None and self._details is not None:
            self._details.setVisible(not self._far)
            self._shape.setVisible(not plain)
            if not plain:
                edge = self._tint.edge if self._tint is not None else self.looks.colour
                self._shape.setPen(style.pen(edge, 0) if self._far else self._pen)
        if plain == self._empty:
            self._empty = not plain
            self.root.setFlag(NO_CONTENTS, self._empty)
        if plain and not self._drawn_plain:
            self._drawn_plain = True
            self._draw_plain(self.looks)
        if self._plain_heading is not None:
            self._plain_heading.setVisible(plain and looks_headed(self.looks))
        named = self._far and self._named_from_afar
        if named and self._far_name is None:
            self._far_name = large_name(self.root, self.looks, self.header, self._tint)
        if self._far_name is not None:
            self._far_name.setVisible(named)

    def _draw_plain(self, looks: UnitLooks) -> None:
        """A rectangle with a heading, in the colours of the rounded one."""
        tint = self._tint
        colour = tint.edge if tint is not None else looks.colour
        head = tint.fill if tint is not None else style.mix(colour, 0.13) if looks.container else colour
        body = tint.body if tint is not None else "#ffffff"
        self.root.setPen(style.pen(colour, 0))
        self.root.setBrush(style.brush(style.mix(colour, 0.045) if looks.container else body))
        if not looks_headed(looks):
            return
        if self._plain_heading is None:
            self._plain_heading = QGraphicsRectItem(0, 0, looks.size[0], self.header, self.root)
            self._plain_heading.setPen(style.pen(None))
        else:
            self._plain_heading.setRect(0, 0, looks.size[0], self.header)
        self._plain_heading.setBrush(hatched(head) if tint is not None and tint.hatched else style.brush(head))

    def _drop_far_name(self) -> None:
        if self._far_name is not None and self._far_name.scene() is not None:
            self._far_name.scene().removeItem(self._far_name)
        self._far_name = None

    # -- finding -----------------------------------------------------------------------------------------------

    def role_at(self, x: float, y: float) -> str | None:
        """The role whose row lies at this point, from the corner of the unit."""
        roles = self._made_roles
        return roles.role_at(x, y) if roles is not None else None

    def holder_at(self, x: float, y: float) -> tuple[str, str] | None:
        """The role and the person whose name lies at this point, from the corner of the unit."""
        roles = self._made_roles
        return roles.holder_at(x, y) if roles is not None else None

    def holder_place(self, role: str, person: str) -> QRectF | None:
        """Where a holder's name lies, from the corner of the unit; None where it can't be read."""
        roles = self._made_roles
        return roles.holder_place(role, person) if roles is not None else None

"""Saved views of a variant: parts of the drawing to come back to, in the order in which they are shown."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.language import _
from organisatiecanvas.models.organisation import Variant, View


def free_name(variant: Variant) -> str:
    """«View 2» or whichever is the next that is not used."""
    taken = {view.name.casefold() for view in variant.views.values()}
    names = (_("View {number}").format(number=number) for number in itertools.count(len(variant.views) + 1))
    return next(name for name in names if name.casefold() not in taken)


def add(document: Document, variant_id: str, name: str, box: Sequence[float], overlay: str | None = None) -> str:
    """A new view at the end; `box` is x, y, width, height in scene units. Returns its id."""
    variant = document.organisation.variants[variant_id]
    name = _checked(variant, name)
    numbers = (f"view-{number}" for number in itertools.count(len(variant.views) + 1))
    identity = next(one for one in numbers if one not in variant.views)
    with document.edit(_("Save view {name}").format(name=name)):
        document.add(View(id=identity, name=name, box=_numbers(box), overlay=overlay), variant)
    return identity


def rename(document: Document, variant_id: str, view_id: str, name: str) -> None:
    """Another name. Raises OrganisationError when it is empty or taken."""
    variant = document.organisation.variants[variant_id]
    view = variant.views[view_id]
    if view.name == name.strip():
        return
    name = _checked(variant, name)
    with document.edit(_("Name {name}").format(name=name)):
        view.name = name


def overwrite(
    document: Document, variant_id: str, view_id: str, box: Sequence[float], overlay: str | None = None
) -> None:
    """Keep the name, show another part."""
    view = document.organisation.variants[variant_id].views[view_id]
    with document.edit(_("Change view {name}").format(name=view.name)):
        view.box = _numbers(box)
        view.overlay = overlay


def delete(document: Document, variant_id: str, view_id: str) -> None:
    """Delete one; what it showed stays."""
    view = document.organisation.variants[variant_id].views[view_id]
    with document.edit(_("Delete view {name}").format(name=view.name)):
        document.remove(view)


def move(document: Document, variant_id: str, start: int, end: int) -> None:
    """Show the view at place `start` at place `end` (from 0). The places keep their ids; what they show moves."""
    views = list(document.organisation.variants[variant_id].views.values())
    if start == end or not (0 <= start < len(views) and 0 <= end < len(views)):
        return
    shown = [(view.name, view.box, view.overlay) for view in views]
    shown.insert(end, shown.pop(start))
    with document.edit(_("Move view {name}").format(name=views[start].name)):
        for view, (name, box, overlay) in zip(views, shown, strict=True):
            view.name, view.box, view.overlay = name, box, overlay


def _checked(variant: Variant, name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise OrganisationError(_("A name can't be empty."))
    if any(view.name.casefold() == name.casefold() for view in variant.views.values()):
        raise OrganisationError(_("There is already a view called {name}.").format(name=name))
    return name


def _numbers(box: Sequence[float]) -> tuple[float, ...]:
    return tuple(round(float(value), 1) for value in box)

"""Layers: which kinds of things a drawing shows. What is hidden can't be hit; the document knows nothing of it.

A layer is called `order`, `information`, `consultation`, `control` or `support` (links of that kind), `family:<id>`
(flows of one order family), `notes`, `labels` (texts on links) or `names` (who holds a role). `decisions` (who takes
which) is shown only where it was added.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from organisatiecanvas.canvas.refs import Ref

if TYPE_CHECKING:
    from organisatiecanvas.canvas.scene import CanvasScene

FAMILY = "family:"


class Layers:
    """The layers of one scene; everything is shown at first but what must be added."""

    def __init__(self, scene: CanvasScene) -> None:
        self._scene = scene
        self.hidden: frozenset[str] = frozenset()
        self.added: frozenset[str] = frozenset()

    def set_added(self, names: Iterable[str]) -> None:
        """Show these of the layers that must be added, and no others."""
        before, self.added = self.added, frozenset(names)
        if before != self.added:
            self._scene.decisions.refresh()
            self._scene.layers_changed.emit()

    def add(self, name: str) -> None:
        """Show a layer that must be added."""
        self.set_added(self.added | {name})

    def set_hidden(self, names: Iterable[str]) -> None:
        """Hide these layers and show all others."""
        before, self.hidden = self.hidden, frozenset(names)
        changed = before ^ self.hidden
        if not changed:
            return
        scene = self._scene
        if "names" in changed:
            scene.set_names("none" if "names" in self.hidden else "full")
        if changed - {"names"} and scene.variant is not None:
            with scene.bulk():
                for link in scene.links:
                    self.apply_link(link)
                for note in scene.notes:
                    self.apply_note(note)
        scene.select(ref for ref in scene.selected() if self.shows(ref))
        scene.layers_changed.emit()

    def toggle(self, name: str) -> None:
        """Hide a layer that is shown, show one that is hidden."""
        self.set_hidden(self.hidden ^ {name})

    def shows(self, ref: Ref) -> bool:
        """Whether an element of the drawing is in a layer that is shown."""
        if not self.hidden or ref.collection not in ("links", "notes"):
            return True
        if ref.collection == "notes":
            return "notes" not in self.hidden
        variant = self._scene.variant
        link = variant.links.get(ref.id) if variant is not None else None
        return link is None or self._shows_link(link)

    def _shows_link(self, link: Any) -> bool:
        return link.kind not in self.hidden and f"{FAMILY}{link.order}" not in self.hidden

    def apply_link(self, link: str) -> None:
        """Show or hide the item of a link."""
        variant = self._scene.variant
        if variant is not None and link in variant.links:
            shown = not self.hidden or self._shows_link(variant.links[link])
            self._scene.links[link].set_shown(shown, labelled="labels" not in self.hidden)

    def apply_note(self, note: str) -> None:
        """Show or hide the item of a note."""
        self._scene.notes[note].root.setVisible("notes" not in self.hidden)

    def reveal(self, ref: Ref) -> None:
        """Show the layers that an element is in: what is sought must be seen."""
        if self.shows(ref):
            return
        variant = self._scene.variant
        assert variant is not None
        if ref.collection == "notes":
            self.set_hidden(self.hidden - {"notes"})
        else:
            link = variant.links[ref.id]
            self.set_hidden(self.hidden - {link.kind, f"{FAMILY}{link.order}"})

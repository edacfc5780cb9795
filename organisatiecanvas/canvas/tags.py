"""What an item shows, noted on the item itself."""

from __future__ import annotations

from PySide6.QtWidgets import QGraphicsItem

from organisatiecanvas.canvas.refs import Ref


def tag(item: QGraphicsItem, ref: Ref) -> None:
    """Note on an item what it shows, for finding what lies under the pointer; whoever shows it keeps the item."""
    item.ref = ref  # type: ignore[attr-defined]


def tagged(item: QGraphicsItem) -> Ref | None:
    """What the top-level item of this one shows.

    Goes up by `parentItem`: `topLevelItem` makes PySide believe that the outermost item owns this one, and then it is
    deleted twice when a part in between goes.
    """
    above = item.parentItem()
    while above is not None:
        item, above = above, above.parentItem()
    return getattr(item, "ref", None)

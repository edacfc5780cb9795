"""The row-level difference of an edit, and applying it backwards and forwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from sqlalchemy import insert, inspect
from sqlalchemy.orm import Session

from organisatiecanvas.models.lookup import SHAPING
from organisatiecanvas.models.mapping import Row
from organisatiecanvas.models.organisation import PART_NAMES, ROWS, Organisation, collection_of

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row before and after: all values where it came or went, else the changed ones only."""

    collection: str
    key: tuple[Any, ...]  # the owner's key first
    before: Values | None
    after: Values | None

    @property
    def kind(self) -> str:
        """`added`, `removed` or `changed`."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"

    @property
    def fields(self) -> frozenset[str]:
        """The attributes whose value differs."""
        return frozenset(self.after or self.before or ())

    def reversed(self) -> RowChange:
        return RowChange(self.collection, self.key, self.after, self.before)


@dataclass(frozen=True, slots=True)
class Change:
    """One step: its name for the undo menu and what it did; `everything` means that all was read anew."""

    name: str
    rows: tuple[RowChange, ...]
    everything: bool = False

    def reversed(self) -> Change:
        return Change(self.name, tuple(row.reversed() for row in reversed(self.rows)))

    def touches(self, *collections: str) -> bool:
        """Whether rows of one of these collections (table names) changed."""
        return self.everything or any(row.collection in collections for row in self.rows)


def values_of(row: Row) -> Values:
    """All mapped values of a row, its position and keys included."""
    return {attribute.key: getattr(row, attribute.key) for attribute in inspect(type(row)).column_attrs}


def write_all(session: Session, rows: Iterable[Row]) -> None:
    """Write new rows table by table, owners first; they don't come to belong to the session.

    A row that is referred to before it is there would be looked up again for each row that comes after it.
    """
    tables: dict[type[Row], list[Values]] = {}
    for row in rows:
        tables.setdefault(type(row), []).append(values_of(row))
    for cls, values in tables.items():
        session.execute(insert(cls), values)


def full_key(row: Row) -> tuple[Any, ...]:
    """The identity of a row in the whole document."""
    return tuple(getattr(row, name) for name in (*row.CONTEXT, *row.KEY))


def find(organisation: Organisation, collection: str, key: tuple[Any, ...]) -> Row | None:
    """The row with this key, or None."""
    cls = ROWS[collection]
    if not cls.KEY:
        return getattr(organisation, collection)  # type: ignore[no-any-return]
    own = key[len(cls.CONTEXT) :]
    identity = own[0] if len(own) == 1 else own
    if not cls.OWNER:
        return getattr(organisation, collection).get(identity)  # type: ignore[no-any-return]
    owner = find(organisation, cls.OWNER, key[: len(cls.CONTEXT)])
    return None if owner is None else getattr(owner, PART_NAMES[cls]).get(identity)


def capture(session: Session, name: str) -> Change:
    """What the session is about to write. Rows without a description (the file's own) are left out."""
    removed = {_place(row): values_of(row) | difference(row)[0] for row in session.deleted if row.FIELDS}
    rows: list[RowChange] = []
    for row in session.new:
        if not row.FIELDS:
            continue
        place = _place(row)
        rows.append(RowChange(*place, before=removed.pop(place, None), after=values_of(row)))
    for row in session.dirty:
        if not row.FIELDS or row in session.deleted:
            continue
        before, after = difference(row)
        if after:
            rows.append(RowChange(*_place(row), before=before, after=after))
    rows.extend(RowChange(*place, before=values, after=None) for place, values in removed.items())
    return Change(name, tuple(rows))


def _place(row: Row) -> tuple[str, tuple[Any, ...]]:
    return row.__tablename__, full_key(row)


def difference(row: Row) -> tuple[Values, Values]:
    """Values of a row that aren't written yet: as they were, and as they are."""
    before: Values = {}
    after: Values = {}
    for attribute in inspect(row).attrs:
        history = attribute.history
        if history.has_changes() and history.deleted and history.deleted[0] != attribute.value:
            before[attribute.key] = history.deleted[0]
            after[attribute.key] = attribute.value
    return before, after


def merge(first: Change, second: Change) -> Change:
    """Two steps as one: the second undone after the first began."""
    joined: dict[tuple[str, tuple[Any, ...]], RowChange] = {(row.collection, row.key): row for row in first.rows}
    for row in second.rows:
        earlier = joined.get((row.collection, row.key))
        if earlier is None:
            joined[row.collection, row.key] = row
        else:
            joined[row.collection, row.key] = _joined(earlier, row)
    return Change(first.name, tuple(row for row in joined.values() if row.before != row.after))


def _joined(earlier: RowChange, later: RowChange) -> RowChange:
    before, after = earlier.before, later.after
    if later.kind == "changed" and earlier.after is not None:
        after = {**earlier.after, **(later.after or {})}
    if earlier.kind == "changed" and later.before is not None:
        before = {**later.before, **(earlier.before or {})}
    return RowChange(earlier.collection, earlier.key, before, after)


def apply(organisation: Organisation, session: Session, changes: Iterable[RowChange]) -> None:
    """Bring the rows to their `after` values: first what goes, innermost first, then what comes, then what differs."""
    ordered = sorted(changes, key=lambda change: len(change.key))
    for change in reversed(ordered):
        if change.after is None:
            row = find(organisation, change.collection, change.key)
            if row is not None:
                detach(organisation, session, row)
    # The parts of a row are only known once it is back itself, so rows go in one by one and are put in order after.
    back = [_restored(organisation, session, change) for change in ordered if change.before is None and change.after]
    _put_in_order(organisation, back)
    for change in ordered:
        if change.before is not None and change.after is not None:
            row = find(organisation, change.collection, change.key)
            assert row is not None
            for name, value in change.after.items():
                setattr(row, name, value)
    moved = [change for change in ordered if change.before is not None and "position" in (change.after or ())]
    sort_again(organisation, moved)


def sort_again(organisation: Organisation, moved: Iterable[RowChange]) -> None:
    """Bring the collections of rows that were given another position to that order, each once."""
    rows = [find(organisation, change.collection, change.key) for change in moved]
    collections = [collection_of(organisation, row) for row in rows if row is not None]
    for collection in {id(one): one for one in collections}.values():
        put_in_order(organisation, collection)


def put_in_order(organisation: Organisation, collection: dict[Any, Row]) -> None:
    """Bring a collection to the order of `position`."""
    organisation.copies.clear()  # they stand in the order of the rows
    ordered = sorted(collection.items(), key=lambda item: item[1].position)
    collection.clear()
    collection.update(ordered)


def _restored(organisation: Organisation, session: Session, change: RowChange) -> Row:
    """A row that was deleted, back at the end of its collection."""
    cls = ROWS[change.collection]
    assert change.after is not None
    row = make(cls, change.after)
    owner_key = change.key[: len(cls.CONTEXT)]
    row.owner = find(organisation, cls.OWNER, owner_key) if cls.OWNER else None
    _put(organisation, session, row)
    return row


def make(cls: type[Row], values: Values) -> Row:
    """A new row with all its mapped values given."""
    fields = {name: value for name, value in values.items() if name in cls.FIELDS}
    row = cls(**fields)
    for name, value in values.items():
        if name not in fields:
            setattr(row, name, value)
    return row


def attach(organisation: Organisation, session: Session, *rows: Row) -> None:
    """Put complete rows in their collections, in the order of `position`, and in the session."""
    for row in rows:
        _put(organisation, session, row)
    _put_in_order(organisation, rows)


def _put(organisation: Organisation, session: Session, row: Row) -> None:
    collection_of(organisation, row)[row.identity] = row
    organisation.stale.get(row.__tablename__, {}).pop(row.identity, None)
    _mark_stale(organisation, row)  # behind those that came before it
    organisation.shape += row.__tablename__ in SHAPING
    session.add(row)


def _put_in_order(organisation: Organisation, rows: Sequence[Row]) -> None:
    """Bring the collections to which these rows were added to the order of `position`, each once."""
    collections = {id(collection := collection_of(organisation, row)): collection for row in rows}
    for collection in collections.values():
        latest = [row.position for row in islice(reversed(collection.values()), len(rows) + 1)]
        if any(one < other for one, other in pairwise(latest)):
            put_in_order(organisation, collection)


def detach(organisation: Organisation, session: Session, row: Row) -> None:
    """Take a row out of its collection and delete it in the session."""
    collection_of(organisation, row).pop(row.identity, None)
    organisation.copies.get(row.__tablename__, {}).pop(row.identity, None)
    _mark_stale(organisation, row)
    organisation.shape += row.__tablename__ in SHAPING
    if inspect(row).pending:  # `session.new` would be gathered anew for every row
        session.expunge(row)
    else:
        session.delete(row)


def forget_copies(organisation: Organisation, change: Change) -> None:
    """Drop the cached copies of what changed and of all that holds it."""
    for item in change.rows:
        row = find(organisation, item.collection, item.key)
        cls = ROWS[item.collection]
        if row is None and cls.OWNER:
            row = find(organisation, cls.OWNER, item.key[: len(cls.CONTEXT)])
        while row is not None:
            row.plain = None
            _mark_stale(organisation, row)
            row = row.owner


def _mark_stale(organisation: Organisation, row: Row) -> None:
    """Have a row copied anew at the next snapshot, where it has a copy of its own."""
    if row.owner is None and row.KEY:
        organisation.stale.setdefault(row.__tablename__, {})[row.identity] = None

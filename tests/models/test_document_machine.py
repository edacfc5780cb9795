"""Whatever is edited in whatever order: undo all, redo all, save and reopen give the same document to the letter."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from organisatiecanvas.models import interchange
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import ModelError
from organisatiecanvas.models.matrix import by_person
from organisatiecanvas.models.organisation import (
    Action,
    Authority,
    Decision,
    Disturbance,
    Holder,
    Link,
    Machine,
    Mastery,
    Meeting,
    Note,
    Order,
    Person,
    Requirement,
    Role,
    Skill,
    Task,
    Unit,
    Variant,
)

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
PICK = st.integers(min_value=0, max_value=10_000)


def pick(collection: Any, number: int) -> Any:
    """One row of a collection, or None when it is empty."""
    rows = list(collection.values())
    return rows[number % len(rows)] if rows else None


class DocumentMachine(RuleBasedStateMachine):
    @initialize()
    def open_one(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        os.environ["ORGANISATIECANVAS_STATE"] = str(Path(self.folder.name) / "state")
        self.document = Document.new("Machine")
        self.first = self.dump()
        self.counter = 0
        self.steps = 0

    def teardown(self) -> None:
        self.document.close()
        self.folder.cleanup()

    def dump(self) -> str:
        return interchange.dump(self.document.organisation)

    def new_id(self) -> str:
        self.counter += 1
        return f"x{self.counter}"

    def variant(self, number: int) -> Variant:
        found = pick(self.document.organisation.variants, number)
        assert isinstance(found, Variant)
        return found

    def change(self, name: str, action: Any) -> None:
        """One edit; a refusal must leave the dump as it was."""
        before = self.dump()
        try:
            with self.document.edit(name):
                action()
        except ModelError:
            assert self.dump() == before
        else:
            self.steps += self.dump() != before

    @rule(number=PICK, name=TEXT, kind=st.sampled_from(["cell", "team", "external"]), inside=st.booleans())
    def add_unit(self, number: int, name: str, kind: str, inside: bool) -> None:
        variant = self.variant(number)
        parent = pick(variant.units, number) if inside else None
        unit = Unit(id=self.new_id(), name=name, kind=kind, parent=parent.id if parent else None)
        self.change("Add unit", lambda: self.document.add(unit, variant))

    @rule(number=PICK, name=TEXT)
    def add_top(self, number: int, name: str) -> None:
        row = [Person, Skill, Action][number % 3]
        values = {"title": name} if row is Action else {"name": name}
        self.change("Add", lambda: self.document.add(row(id=self.new_id(), **values)))

    @rule(name=TEXT, pieces=st.floats(0, 1e6))
    def add_order(self, name: str, pieces: float) -> None:
        self.change("Order", lambda: self.document.add(Order(id=self.new_id(), name=name, pieces_per_week=pieces)))

    @rule(number=PICK, other=PICK, level=st.integers(-1, 5))
    def master(self, number: int, other: int, level: int) -> None:
        organisation = self.document.organisation
        person, skill = pick(organisation.people, number), pick(organisation.skills, other)
        if person is None or skill is None:
            return
        known = organisation.mastery.get((person.id, skill.id))
        if known is None:
            row = Mastery(person=person.id, skill=skill.id, level=level)
            self.change("Master", lambda: self.document.add(row))
        else:
            self.change("Level", lambda: setattr(known, "level", level))

    @rule(number=PICK, other=PICK, third=PICK)
    def add_in_unit(self, number: int, other: int, third: int) -> None:
        variant = self.variant(number)
        unit = pick(variant.units, other)
        if unit is None:
            return
        identity = self.new_id()
        target = pick(variant.units, third).id
        party = Authority(party=target, mode="decides")
        decision = Decision(
            id=identity, name="D", domain="x", level="tactical", scope="internal", about=unit.id, sensor=target
        )
        rows: list[Any] = [
            Role(id=identity, name="R", unit=unit.id),
            Task(id=identity, name="T", unit=unit.id, kind="executing"),
            Link(id=identity, kind="order", from_=unit.id, to_=target),
            Disturbance(
                id=identity,
                name="S",
                domain="x",
                unit=unit.id,
                per_week=1,
                hours_each=2,
                solved="outside",
                escalates_to=target,
            ),
            Meeting(id=identity, name="M", participants=(unit.id, target), per_week=1, minutes=15),
            Note(id=identity, text="note"),
            decision,
        ]
        row = rows[third % len(rows)]

        def act() -> None:
            self.document.add(row, variant)
            if row is decision:
                self.document.add(party, decision)

        self.change("Add in unit", act)

    @rule(number=PICK, other=PICK, third=PICK)
    def add_part(self, number: int, other: int, third: int) -> None:
        organisation, variant = self.document.organisation, self.variant(number)
        unit, role = pick(variant.units, other), pick(variant.roles, other)
        person, skill = pick(organisation.people, third), pick(organisation.skills, third)
        if role is not None and person is not None and person.id not in role.holders:
            self.change("Holder", lambda: self.document.add(Holder(person=person.id), role))
        elif unit is not None and skill is not None and skill.id not in unit.skills:
            self.change("Needs", lambda: self.document.add(Requirement(skill=skill.id), unit))
        elif unit is not None:
            self.change("Machine", lambda: self.document.add(Machine(id=self.new_id(), name="M"), unit))

    @rule(number=PICK, other=PICK, third=PICK, text=TEXT)
    def change_unit(self, number: int, other: int, third: int, text: str) -> None:
        variant = self.variant(number)
        unit, parent = pick(variant.units, other), pick(variant.units, third)
        if unit is None:
            return

        def act() -> None:
            unit.name = text
            unit.parent = parent.id  # may make a circle: then everything is refused
            unit.box = (float(third), 20.0, 200.0, 100.0)

        self.change("Change unit", act)

    @rule(number=PICK, other=PICK, which=st.sampled_from(["units", "roles", "links", "decisions", "meetings", "notes"]))
    def remove_part(self, number: int, other: int, which: str) -> None:
        row = pick(getattr(self.variant(number), which), other)
        if row is not None:
            self.change("Remove", lambda: self.document.remove(row))

    @rule(number=PICK, which=st.sampled_from(["people", "skills", "orders", "actions"]))
    def remove_top(self, number: int, which: str) -> None:
        row = pick(getattr(self.document.organisation, which), number)
        if row is not None:
            self.change("Remove", lambda: self.document.remove(row))

    @rule(kind=st.sampled_from(["current", "redesign"]))
    def add_variant(self, kind: str) -> None:
        if len(self.document.organisation.variants) < 3:
            row = Variant(
                id=self.new_id(), name="V", kind=kind, based_on=next(iter(self.document.organisation.variants))
            )
            self.change("Variant", lambda: self.document.add(row))

    @precondition(lambda self: self.steps > 0)
    @rule()
    def undo_all_and_redo_all(self) -> None:
        while self.document.redo() is not None:
            self.steps += 1
        last, count = self.dump(), 0
        while self.document.undo() is not None:
            count += 1
        assert count == self.steps
        assert self.dump() == self.first
        while self.document.redo() is not None:
            count -= 1
        assert count == 0
        assert self.dump() == last

    @precondition(lambda self: self.steps > 0)
    @rule()
    def undo_one(self) -> None:
        self.document.undo()
        self.steps -= 1

    @rule()
    def save_and_reopen(self) -> None:
        path = self.document.save(Path(self.folder.name) / "machine.orgcanvas")
        with Document.open(path, read_only=True) as opened:
            assert interchange.dump(opened.organisation) == self.dump()

    @invariant()
    def snapshot_agrees(self) -> None:
        if hasattr(self, "document"):
            snapshot = self.document.snapshot()
            assert interchange.to_json(snapshot) == interchange.to_json(self.document.organisation)
            assert snapshot.matrix == by_person(snapshot.mastery)


DocumentMachine.TestCase.settings = settings(max_examples=15, stateful_step_count=30, deadline=None)
TestDocumentMachine = DocumentMachine.TestCase

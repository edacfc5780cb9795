"""People into roles, between roles, to the bench and out: each one step, the bench always right."""

from __future__ import annotations

import pytest

from organisatiecanvas.canvas import staffing, supposing
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.interchange import dump
from organisatiecanvas.models.organisation import Variant
from organisatiecanvas.models.places import Places
from organisatiecanvas.models.snapshot import with_values


@pytest.fixture
def soll(bosch: Document) -> Variant:
    return next(variant for variant in bosch.organisation.variants.values() if variant.kind == "redesign")


def role_with(variant: Variant, person: str, without: str = "") -> str:
    return next(
        role.id
        for role in variant.roles.values()
        if person in role.holders and not role.holders[person].backup and role.id != without
    )


def roles_of(variant: Variant, person: str) -> list[str]:
    return [role.id for role in variant.roles.values() if person in role.holders and not role.holders[person].backup]


def only_one(variant: Variant) -> str:
    """Somebody with one place."""
    people = [person for role in variant.roles.values() for person in role.holders]
    return next(person for person in people if len(roles_of(variant, person)) == 1)


def elsewhere(variant: Variant, person: str) -> str:
    return next(role.id for role in variant.roles.values() if person not in role.holders)


def test_out_of_the_last_role_is_onto_the_bench_in_one_step(bosch, soll):
    person = only_one(soll)
    role = role_with(soll, person)
    assert staffing.take_out(bosch, soll.id, person, role)
    assert soll.bench == (person,)
    bosch.undo()
    variant = bosch.organisation.variants[soll.id]
    assert variant.bench == ()
    assert person in variant.roles[role].holders


def test_out_of_one_of_two_roles_is_not_onto_the_bench(bosch, soll):
    person = only_one(soll)
    other = elsewhere(soll, person)
    staffing.place(bosch, soll.id, [person], other)
    staffing.take_out(bosch, soll.id, person, other)
    assert soll.bench == ()
    assert roles_of(soll, person)


def test_a_place_takes_off_the_bench(bosch, soll):
    person = only_one(soll)
    role = role_with(soll, person)
    staffing.to_bench(bosch, soll.id, [person])
    assert (soll.bench, roles_of(soll, person)) == ((person,), [])
    assert staffing.place(bosch, soll.id, [person], role) == [person]
    assert (soll.bench, roles_of(soll, person)) == ((), [role])
    assert staffing.place(bosch, soll.id, [person], role) == []


def test_a_backup_who_is_placed_becomes_a_holder(bosch, soll):
    role, person = next(
        (role.id, holder.person) for role in soll.roles.values() for holder in role.holders.values() if holder.backup
    )
    assert staffing.place(bosch, soll.id, [person], role) == [person]
    assert soll.roles[role].holders[person].backup is False


def test_a_move_carries_the_hours_and_a_copy_shares_them(bosch, soll):
    person = only_one(soll)
    role, other = role_with(soll, person), elsewhere(soll, person)
    with bosch.edit("Hours"):
        soll.roles[role].holders[person].hours_per_week = 16.0
    assert staffing.move(bosch, soll.id, person, role, other)
    assert person not in soll.roles[role].holders
    assert soll.roles[other].holders[person].hours_per_week == 16.0
    assert staffing.move(bosch, soll.id, person, other, role, keep=True)
    assert roles_of(soll, person) == [one for one in soll.roles if one in (role, other)]
    assert soll.roles[role].holders[person].hours_per_week is None
    assert not staffing.move(bosch, soll.id, person, other, role, keep=True)
    assert not staffing.move(bosch, soll.id, person, other, other)


def test_moving_where_somebody_is_already_leaves_one_role(bosch, soll):
    person = only_one(soll)
    role, other = role_with(soll, person), elsewhere(soll, person)
    staffing.place(bosch, soll.id, [person], other)
    staffing.move(bosch, soll.id, person, role, other)
    assert roles_of(soll, person) == [other]


def test_leavers_are_nowhere_else_and_can_come_back(bosch, soll):
    person = only_one(soll)
    assert staffing.mark_leavers(bosch, soll.id, [person])
    assert (soll.leavers, soll.bench, roles_of(soll, person)) == ((person,), (), [])
    assert not staffing.mark_leavers(bosch, soll.id, [person])
    staffing.to_bench(bosch, soll.id, [person])
    assert (soll.leavers, soll.bench) == ((), (person,))


def test_the_other_variant_stays_as_it_is(bosch, soll):
    other = next(variant for variant in bosch.organisation.variants.values() if variant.id != soll.id)
    before = {role.id: list(role.holders) for role in other.roles.values()}
    staffing.to_bench(bosch, soll.id, [only_one(soll)])
    assert {role.id: list(role.holders) for role in other.roles.values()} == before
    assert other.bench == ()


# -- what a drop would make of it --------------------------------------------------------------------------------------


def who_is_where(organisation, variant_id: str) -> tuple:
    """Every holder with hours and being a backup, the bench and the leavers."""
    variant = organisation.variants[variant_id]
    held = {
        role.id: sorted((one.person, one.hours_per_week, one.backup) for one in role.holders.values())
        for role in variant.roles.values()
    }
    return held, sorted(variant.bench), sorted(variant.leavers)


@pytest.mark.parametrize("drop", ["place", "move", "keep", "backup", "out", "out of one", "bench", "leave", "return"])
def test_what_is_supposed_while_people_are_dragged_is_what_a_drop_does(bosch, soll, drop):
    person = only_one(soll)
    role, other = role_with(soll, person), elsewhere(soll, person)
    if drop == "out of one":
        staffing.place(bosch, soll.id, [person], other)
    if drop == "backup":
        with bosch.edit("Only if needed"):
            soll.roles[role].holders[person].backup = True
    if drop == "return":
        staffing.mark_leavers(bosch, soll.id, [person])
    before, snapshot = dump(bosch.organisation), bosch.snapshot()
    doing, supposed = {
        "place": (lambda: staffing.place(bosch, soll.id, [person], other), supposing.placed(soll, [person], other)),
        "return": (lambda: staffing.place(bosch, soll.id, [person], other), supposing.placed(soll, [person], other)),
        "bench": (lambda: staffing.to_bench(bosch, soll.id, [person]), supposing.out(soll, [person], "bench")),
        "leave": (lambda: staffing.mark_leavers(bosch, soll.id, [person]), supposing.out(soll, [person], "leavers")),
    }.get(drop, (None, ()))
    if drop in ("move", "keep", "backup"):
        supposed = supposing.moved(soll, person, role, other, keep=drop == "keep")
        doing = lambda: staffing.move(bosch, soll.id, person, role, other, keep=drop == "keep")  # noqa: E731
    elif drop in ("out", "out of one"):
        supposed = supposing.taken_out(soll, Places(bosch.organisation, soll), person, role)
        doing = lambda: staffing.take_out(bosch, soll.id, person, role)  # noqa: E731
    then = who_is_where(with_values(snapshot, soll.id, supposed), soll.id)
    assert then != who_is_where(snapshot, soll.id)
    assert dump(bosch.organisation) == before
    assert doing()
    assert then == who_is_where(bosch.organisation, soll.id)

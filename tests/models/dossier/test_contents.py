"""The sections of the dossier on BOSCH, counted by hand and from the JSON; what people typed, names, small groups."""

from __future__ import annotations

import datetime
import itertools
import json
import re
from dataclasses import astuple
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from organisatiecanvas.models import examples, interchange
from organisatiecanvas.models.analysis.common import Basis
from organisatiecanvas.models.analysis.groups import groups
from organisatiecanvas.models.anonymous import pseudonyms
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.dossier import Contents, Figure, Paragraph, Picture, Table, build, cell_words
from organisatiecanvas.models.dossier.country import SECTIONS
from organisatiecanvas.models.dossier.facts import masked
from organisatiecanvas.models.organisation import Action, Organisation, Variant

NAMES = {
    "p01": ("Zoë 't Hart-Łukasz", "zoe@example.org"),
    "p07": ("Willem-Alexander Öztürk", "w.ozturk@example.org"),
    "p18": ("Jannetje Vermeulen", ""),
}
SECRETS = re.compile(r"zoë|hart-ł|zoe@|willem|öztürk|ozturk|jannetje|vermeulen|van buiten", re.IGNORECASE)


@pytest.fixture(scope="module")
def bosch_json() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(examples.path_of("bosch").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def contents() -> Contents:
    return build(examples.read("bosch"))


def cells(contents: Contents) -> list[str]:
    """Every text and every cell of a dossier, as it is read."""
    found = [contents.title, contents.subtitle, contents.law, contents.disclaimer]
    for section in contents.sections:
        found += [section.title, section.typed, section.proposal, *section.asked, *section.lacks]
        for block in section.blocks:
            if isinstance(block, Table):
                found += [block.title, block.note, *(column.title for column in block.columns)]
                found += [
                    cell_words(cell, column.kind)
                    for row in block.rows
                    for cell, column in zip(row, block.columns, strict=True)
                ]
            elif isinstance(block, Paragraph):
                found.append(block.text)
            else:
                found += map(str, astuple(block))
    return found


def rows_of(contents: Contents, key: str) -> dict[Any, tuple[Any, ...]]:
    return {row[0]: row[1:] for row in contents.table(key).rows}


def holders(variant: dict[str, Any]) -> dict[str, set[str]]:
    """Person → role ids, straight from the JSON."""
    found: dict[str, set[str]] = {}
    for role in variant["roles"]:
        for holder in role["holders"]:
            if not holder.get("backup"):
                found.setdefault(holder["person"], set()).add(role["id"])
    return found


def test_sections_stand_in_order_and_hold_both_drawings(contents: Contents) -> None:
    assert [section.name for section in contents.sections] == [name for name in SECTIONS if name != "technology"]
    assert (contents.before, contents.after) == ("ist", "soll-1")
    pictures = [block for block in contents.section("annexes").blocks if isinstance(block, Picture)]
    assert [picture.variant for picture in pictures] == ["ist", "soll-1"]
    assert "legal advice" in contents.disclaimer


def test_was_becomes_reconciles_with_a_hand_count(contents: Contents, bosch_json: dict[str, Any]) -> None:
    # By hand: of 21 functions 11 go (planning, zagen, magazijn, programmeren, gereedschap, draaien, onderhoud,
    # lascoördinatie, afwerken, controle, kwaliteit), 10 stay of which one (administratie) as it was, 14 are new.
    table = contents.table("changes.functions")
    changes = [row[1] for row in table.rows]
    assert {status: changes.count(status) for status in set(changes)} == {
        "removed": 11,
        "new": 14,
        "moved": 7,
        "changed": 2,
    }
    ist, soll = (next(one for one in bosch_json["variants"] if one["id"] == name) for name in ("ist", "soll-1"))
    ids = [{role["id"] for role in variant["roles"]} for variant in (ist, soll)]
    assert (len(ids[0] - ids[1]), len(ids[1] - ids[0]), len(ids[0] & ids[1])) == (11, 14, 10)
    # Teams: 14 departments go, 5 units come, of the board kind and purpose change.
    teams = [row[1] for row in contents.table("changes.teams").rows]
    assert (teams.count("removed"), teams.count("new"), teams.count("changed"), len(teams)) == (14, 5, 1, 20)
    # FTE: 24 people of 40 hours and one of 32 = 992 hours / 40.
    total = contents.table("changes.fte").rows[-1]
    assert total[2:4] == pytest.approx((24.8, 24.8))


def test_people_affected_reconcile_with_a_hand_count(contents: Contents, bosch_json: dict[str, Any]) -> None:
    rows = contents.table("consequences.groups").rows
    titles = [column.title for column in contents.table("consequences.groups").columns]
    total = dict(zip(titles, rows[-1], strict=True))
    # Everyone stands in exactly one group, so the columns add up to the last row.
    for place in range(1, len(titles)):
        assert sum(row[place] for row in rows[:-1]) == rows[-1][place]
    ist, soll = (next(one for one in bosch_json["variants"] if one["id"] == name) for name in ("ist", "soll-1"))
    before, after = holders(ist), holders(soll)
    other = {person for person in before.keys() | after.keys() if before.get(person) != after.get(person)}
    assert total["People"] == len(before) == 25
    # By hand: p04, p07, p08, p12 and p23 keep exactly the roles they had.
    assert total["Other roles"] == len(other) == 20
    # Only p07 and p08 stay in their unit; that unit itself changes, so that all 25 are affected.
    assert (total["Other unit"], total["Affected"]) == (23, 25)
    assert (total["Other hours"], total["Without a place"], total["Leaves"]) == (0, 0, 0)
    assert len(contents.table("consequences.people").rows) == 25


def test_figures_stay_numbers_with_the_better_side_named(contents: Contents) -> None:
    rows = rows_of(contents, "motives.figures")
    handoffs = rows["Structure · Handoffs per lot"]
    assert isinstance(handoffs[0], Figure)
    assert handoffs[0].value > handoffs[1].value
    assert handoffs[2] == "SOLL 1 · cellen"
    assert rows["Lead time · Bewerkte herhaalscharnieren · White space"][0].kind == "percent"


def test_the_budget_adds_up(contents: Contents, bosch_json: dict[str, Any]) -> None:
    rows = contents.table("training.budget").rows
    hours, cost = (sum(action[name] for action in bosch_json["actions"]) for name in ("hours", "cost"))
    assert rows[-1][1:] == (10, hours, cost) == (10, 1592, 117_400)
    assert rows_of(contents, "training.budget")["competences"] == (3, 128 + 210 + 640, 9600 + 4800 + 12_000)
    steps = contents.table("training.steps").rows
    assert f"{len(steps)} steps" in contents.section("training").proposal


def test_what_people_typed_goes_before_the_proposal() -> None:
    organisation = examples.read("bosch")
    typed = organisation.dossier.motives
    section = build(organisation).section("motives")
    assert section.blocks[0] == Paragraph(typed, "typed")
    assert section.proposal
    assert section.proposal not in [block.text for block in section.blocks if isinstance(block, Paragraph)]
    organisation.dossier.motives = " "
    section = build(organisation).section("motives")
    assert section.blocks[0] == Paragraph(section.proposal, "proposal")
    assert "proposal" in section.lacks[0]


def test_other_variants_are_the_alternatives() -> None:
    organisation = examples.read("bosch")
    other = Variant(id="soll-2", name="SOLL 2", kind="redesign")
    organisation.variants["soll-2"] = other
    section = build(organisation).section("alternatives")
    extent, figures = (block for block in section.blocks if isinstance(block, Table))
    for table in (extent, figures):
        assert [column.title for column in table.columns[1:4]] == ["IST", "SOLL 1 · cellen", "SOLL 2"]
    assert rows_of(build(organisation), "alternatives.extent")["Units: cell"] == (0, 4, 0)
    assert "SOLL 1 · cellen" in [row[4] for row in figures.rows]  # the best of a line
    assert any("SOLL 2" in words for words in section.lacks)
    other.summary = "Eén grote cel."
    section = build(organisation).section("alternatives")
    assert not section.lacks
    assert Paragraph("SOLL 2: Eén grote cel.") in section.blocks
    organisation.dossier.after = "soll-2"
    assert build(organisation).after == "soll-2"


def test_an_empty_document_lacks_everything_and_fails_nowhere() -> None:
    with Document.new("Leeg") as document:
        contents = build(document.organisation)
    assert contents.after is None
    assert not contents.complete
    assert [section.name for section in contents.sections if section.complete] == []
    assert any("redesign" in words for words in contents.section("decision").lacks)


@pytest.mark.parametrize("name", examples.names())
def test_every_example_has_a_dossier(name: str) -> None:
    contents = build(examples.read(name), "codes", "seed")
    for section in contents.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                assert block.rows or block.note
                assert all(len(row) == len(block.columns) for row in block.rows)


# -- names ---------------------------------------------------------------------------------------------------------


def named() -> Organisation:
    """The example with names of people in every text of the dossier and its surroundings."""
    organisation = examples.read("bosch")
    for person, (name, email) in NAMES.items():
        organisation.people[person].name, organisation.people[person].email = name, email
    zoe, willem, jannetje = (name for name, _email in NAMES.values())
    dossier = organisation.dossier
    for name in (*SECTIONS, "alternatives"):
        setattr(dossier, name, f"Tekst over {zoe}, {jannetje} en Öztürk.")
    dossier.requested_by = "Directeur Van Buiten"
    dossier.checklists = {
        name: {f"onderwerp van {zoe}": next(iter(entries.values()))} for name, entries in dossier.checklists.items()
    }
    organisation.workshop.title = f"Werkplaats van {willem}"
    organisation.variants["soll-1"].summary = f"Voorstel van {willem}."
    organisation.variants["ist"].units["lasserij"].name = f"Lasserij van {jannetje}"
    organisation.actions["a-lassen"].title = f"{jannetje} leert lassen"
    organisation.actions["stap"] = Action(
        id="stap", title=f"{zoe} leert Zagen", proposal="training:p01:zagen", start=datetime.date(2027, 3, 1)
    )
    return organisation


def test_with_codes_and_without_names_nobody_is_named() -> None:
    organisation = named()
    full = "\n".join(cells(build(organisation, "full", "seed")))
    assert len(SECRETS.findall(full)) > 50
    codes = "\n".join(cells(build(organisation, "codes", "seed")))
    assert not SECRETS.search(codes)
    assert set(re.findall(r"\bP\d\d\b", codes)) == set(pseudonyms(organisation, "seed").values())
    none = "\n".join(cells(build(organisation, "none", "seed")))
    assert not SECRETS.search(none)
    assert not re.search(r"\bP\d\d\b", none)


def test_without_names_no_count_tells_of_a_few() -> None:
    contents = build(named(), "none", "seed")
    keys = {block.key for section in contents.sections for block in section.blocks if isinstance(block, Table)}
    assert "consequences.people" not in keys
    owner = {column.title for column in contents.table("planning.actions").columns}
    assert "Owner" not in owner
    assert "1 step of the training plan" in [row[0] for row in contents.table("planning.actions").rows]
    for key in ("changes.functions", "changes.teams", "changes.decisions", "changes.fte"):
        assert "People" not in [column.title for column in contents.table(key).columns]
    assert not re.search(r"\d+ (person|people)", " ".join(str(row) for row in contents.table("changes.functions").rows))
    # By hand: 17 people in the workshop; office (6) and board (2) together, for 2 are too few.
    rows = contents.table("consequences.groups").rows
    assert [row[1] for row in rows] == [17, 8, 25]
    counts = [cell for row in rows for cell in row[1:] if isinstance(cell, int)]
    assert all(count == 0 or count >= 5 for count in counts)
    assert [row[0] for row in contents.table("changes.fte").rows][-2:] == ["Other units together", "In all"]
    # One person masters checking and sending: that is a group of one too.
    cover = rows_of(contents, "annexes.cover")["Controleren en verzenden"]
    assert cover == ("< 5", 3, "< 5", 3, "too few")
    assert "one person" not in "\n".join(cells(contents))


def test_fewer_people_than_a_group_show_nothing() -> None:
    organisation = interchange.from_json(_tiny(people=4))
    contents = build(organisation, "none", "x")
    assert contents.table("consequences.groups").rows == ()
    assert contents.table("changes.fte").rows == ()
    assert "People in a role" not in rows_of(contents, "decision.extent")
    assert build(organisation).table("consequences.groups").rows


def _tiny(people: int) -> dict[str, Any]:
    """So many people in one cell that is renamed."""
    ids = [f"p{number}" for number in range(people)]

    def variant(name: str, kind: str, unit: str) -> dict[str, Any]:
        return {
            "id": name,
            "name": name,
            "kind": kind,
            "units": [{"id": "a", "name": unit, "kind": "cell"}],
            "roles": [{"id": "r", "name": "Rol", "unit": "a", "holders": [{"person": person} for person in ids]}],
        }

    return {
        "format": "organisatiecanvas",
        "version": 1,
        "workshop": {"title": "Klein"},
        "people": [{"id": person, "name": person} for person in ids],
        "variants": [variant("ist", "current", "A"), variant("soll", "redesign", "B")],
    }


@given(st.lists(st.integers(5, 30).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=6))
def test_masked_counts_isolate_nobody(counts: list[tuple[int, int]]) -> None:
    shown = masked(counts, 5)
    assert len(shown) == len(counts) + 1
    whole = sum(count for count, _all in counts), sum(everyone for _count, everyone in counts)
    known = [pair for pair, cell in zip(counts, shown, strict=False) if isinstance(cell, int)]
    told = [*known]
    if isinstance(shown[-1], int):
        told += [whole, (whole[0] - sum(c for c, _n in known), whole[1] - sum(n for _c, n in known))]
    for count, everyone in told:
        assert count == 0 or count >= 5
        assert everyone == count or everyone - count >= 5
    for pair, cell in zip([*counts, whole], shown, strict=True):
        if isinstance(cell, int):
            assert cell == pair[0]
        elif isinstance(cell, str):
            sign, limit = cell.split()
            assert pair[0] < int(limit) if sign == "<" else pair[0] > int(limit)


def test_small_groups_go_up_to_their_unit_first() -> None:
    organisation = examples.read("bosch")
    basis = Basis(organisation, organisation.variants["ist"])
    found = groups(basis, basis.counted, 5)
    assert [(group.name, len(group.people)) for group in found] == [("Werkplaats", 17), ("Other units together", 8)]
    assert len(set(itertools.chain(*(group.people for group in found)))) == 25
    assert len(groups(basis, basis.counted, 1)) == 13

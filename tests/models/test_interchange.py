"""JSON in and out: equal on the way round, and every fault of a broken file named with its place."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from organisatiecanvas.models import examples, interchange
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import ModelError, OrganisationError
from organisatiecanvas.models.organisation import COLLECTIONS, PART_CLASSES, ROWS, SINGLES
from organisatiecanvas.models.schema import schema


def small() -> dict[str, Any]:
    return {
        "format": "organisatiecanvas",
        "version": 1,
        "workshop": {"title": "Klein", "reference_date": "2026-11-23"},
        "rules": {"hours_per_week": 36},
        "people": [{"id": "p1", "name": "Medewerker 01"}, {"id": "p2", "name": "Medewerker 02", "hours_per_week": 20}],
        "skills": [{"id": "zagen", "name": "Zagen"}],
        "mastery": [{"person": "p1", "skill": "zagen", "level": 3, "valid_until": "2027-01-31"}],
        "orders": [{"id": "maat", "name": "Maatwerk", "pieces_per_week": 12.5}],
        "variants": [
            {"id": "ist", "name": "IST", "kind": "current"},
            {
                "id": "soll",
                "name": "SOLL",
                "kind": "redesign",
                "based_on": "ist",
                "units": [
                    {"id": "a", "name": "A", "kind": "cell", "machines": [{"id": "m", "name": "M"}]},
                    {"id": "b", "name": "B", "kind": "team", "parent": "a", "skills": [{"skill": "zagen"}]},
                ],
                "roles": [{"id": "r", "name": "R", "unit": "a", "holders": [{"person": "p1"}]}],
                "tasks": [{"id": "t", "name": "T", "unit": "a", "kind": "executing", "machine": "m", "order": "maat"}],
                "links": [{"id": "l", "kind": "order", "from": "a", "to": "b", "order": "maat", "share": 0.5}],
                "decisions": [
                    {
                        "id": "d",
                        "name": "Volgorde",
                        "domain": "orders",
                        "level": "operational",
                        "scope": "internal",
                        "about": "a",
                        "authority": [{"party": "r", "mode": "decides"}],
                    }
                ],
            },
        ],
    }


def faults_of(content: Any) -> dict[str, str]:
    with pytest.raises(ModelError) as caught:
        interchange.from_json(content)
    return {fault.place: fault.message for fault in caught.value.faults}


def test_defaults_come_from_the_format_and_from_the_rules() -> None:
    organisation = interchange.from_json(small())
    assert organisation.people["p1"].hours_per_week == 36
    assert organisation.people["p2"].hours_per_week == 20
    soll = organisation.variants["soll"]
    assert soll.units["a"].hours_per_week == 36
    assert soll.units["b"].skills["zagen"].people == 3
    assert soll.tasks["t"].attended == 1.0
    assert organisation.rules.team_size == (7, 12)


@pytest.mark.parametrize("name", examples.names())
def test_dump_after_new_is_equal(name: str, tmp_path: Path) -> None:
    given = json.loads(examples.path_of(name).read_text("utf-8"))
    with Document.new(rows=examples.read(name)) as first:
        first.save(tmp_path / "first.orgcanvas")
        dumped = interchange.dump(first.organisation)
    with Document.open(tmp_path / "first.orgcanvas") as opened:
        assert interchange.dump(opened.organisation) == dumped
    with Document.new(rows=interchange.read_text(dumped)) as second:
        assert interchange.dump(second.organisation) == dumped
    assert_holds(json.loads(dumped), given)


def assert_holds(whole: Any, part: Any, place: str = "") -> None:
    """Every value of `part` stands in `whole`, in the same order."""
    if isinstance(part, dict):
        for key, value in part.items():
            assert_holds(whole[key], value, f"{place}.{key}")
    elif isinstance(part, list):
        assert len(whole) == len(part), place
        for index, value in enumerate(part):
            assert_holds(whole[index], value, f"{place}[{index}]")
    else:
        assert whole == part, place


def drawn() -> dict[str, Any]:
    """The small one with everything that a drawing and the history of mastery may hold besides."""
    content = small()
    soll = content["variants"][1]
    soll["units"][0]["locked"] = True
    soll["links"][0] |= {"route": [[0, 0], [0, 40.5], [-20, 40.5]], "by_hand": True}
    soll["notes"] = [{"id": "n", "text": "Hier", "locked": True}]
    soll["views"] = [{"id": "v2", "name": "Later", "box": [0, 0, 10, 10], "overlay": "load"}]
    soll["views"].append({"id": "v1", "name": "Eerst", "box": [-5.5, 0, 10, 10], "overlay": None})
    content["assessments"] = [
        {"person": "p1", "skill": "zagen", "assessed_on": day, "level": level, "valid_until": None}
        | {"assessor": "Medewerker 02", "source": "matrix.xlsx"}
        for day, level in (("2026-09-14", 2), ("2026-03-02", 1))
    ]
    return content


def test_what_is_new_in_the_format_is_read_written_and_left_out_at_its_default(tmp_path: Path) -> None:
    content = drawn()
    with Document.new(rows=interchange.from_json(content)) as document:
        document.save(tmp_path / "drawn.orgcanvas")
    with Document.open(tmp_path / "drawn.orgcanvas") as document:
        assert_holds(interchange.to_json(document.organisation), content)
        assert_holds(interchange.to_json(document.snapshot()), content)
    plain = interchange.dump(interchange.from_json(small()))
    for word in ("locked", "route", "by_hand", "views", "assessments"):
        assert word not in plain, word


def test_faults_in_what_is_new_are_named() -> None:
    content = drawn()
    soll = content["variants"][1]
    soll["links"][0]["route"] = [[0, 0]]
    soll["links"].append({"id": "l2", "kind": "order", "from": "a", "to": "b", "route": [[0, 0], [1e400, 0]]})
    soll["links"].append({"id": "l3", "kind": "order", "from": "a", "to": "b", "route": [[0, 0], [1, 2, 3]]})
    soll["views"].append({"id": "v3", "name": "Zonder plek", "box": None})
    content["assessments"].append({"person": "p1", "skill": "zagen", "assessed_on": "2026-03-02", "level": 3})
    content["assessments"].append({"person": "p9", "skill": "lassen", "assessed_on": "2026-03-02", "level": 5})
    content["assessments"].append({"person": "p1", "skill": "zagen", "level": 3})
    assert faults_of(content) == {
        "variants[1].links[0].route": "must have 2 to 1000 values, not 1",
        "variants[1].links[1].route[1][0]": "must be a finite number",
        "variants[1].links[2].route[1]": "must have 2 values, not 3",
        "variants[1].views[2].box": "must have a value",
        "assessments[2]": '"p1" + "zagen" + 2026-03-02 already stands in assessments[1]',
        "assessments[3].person": 'no person "p9"',
        "assessments[3].skill": 'no skill "lassen"',
        "assessments[3].level": "must be at most 4, not 5",
        "assessments[4].assessed_on": "is missing",
    }


def test_every_fault_of_a_file_is_named_with_its_place() -> None:
    content = small()
    content["extra"] = 1
    content["people"][1]["id"] = "p1"
    content["people"].append({"id": "p3", "name": "X", "hours_per_week": -4, "deployability": 1.5})
    content["mastery"].append({"person": "p1", "skill": "zagen", "level": 2})
    content["mastery"].append({"person": "p9", "skill": "zagen", "level": 7})
    soll = content["variants"][1]
    soll["units"][1]["parent"] = "zaag"
    soll["units"].append({"id": "c", "name": "C", "kind": "celletje", "places": 0})
    soll["tasks"][0]["machine"] = "n"
    soll["tasks"].append({"id": "t2", "name": "T2", "unit": "b", "kind": "executing", "machine": "m"})
    soll["links"][0]["share"] = 1.2
    soll["roles"].append({"id": "b", "name": "B", "unit": "a"})
    soll["decisions"][0]["authority"].append({"party": "niemand", "mode": "decides"})
    soll["surveys"] = [
        {"id": "s", "instrument": "nea", "group": "a", "answers": [{"demands": [1, 2, 5], "autonomy": [1, 1, 1, 1, 1]}]}
    ]
    found = faults_of(content)
    assert found["variants[1].units[1].parent"] == 'no unit "zaag"'
    assert set(found) == {
        "extra",
        "people[1].id",
        "people[2].hours_per_week",
        "people[2].deployability",
        "mastery[1]",
        "mastery[2].person",
        "mastery[2].level",
        "variants[1].units[1].parent",
        "variants[1].units[2].kind",
        "variants[1].units[2].places",
        "variants[1].tasks[0].machine",
        "variants[1].tasks[1].machine",
        "variants[1].links[0].share",
        "variants[1].roles[1].id",
        "variants[1].decisions[0].authority[1].party",
        "variants[1].surveys[0].answers[0].demands[2]",
    }


def test_a_circle_of_units_is_named() -> None:
    content = small()
    content["variants"][1]["units"][0]["parent"] = "b"
    found = faults_of(content)
    assert [place for place in found if place.endswith(".parent")] == ["variants[1].units[0].parent"]
    assert "b" in found["variants[1].units[0].parent"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "line 1"),
        ('{"format": NaN}', "NaN"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a": 1e999}', "format"),
        ("[]", "must be an object"),
        ('{"format": "organisatiecanvas", "version": 2, "workshop": {"title": ""}}', "version"),
        ('{"format": "organisatiecanvas", "version": 1, "version": 1, "workshop": {"title": ""}}', "more than once"),
        ('{"format": "organisatiecanvas", "version": 1, "workshop": {"title": 3}}', "workshop.title"),
        (
            '{"format": "organisatiecanvas", "version": 1, "workshop": {"title": ""}, '
            '"orders": [{"id": "o", "name": "O", "pieces_per_week": 1e999}]}',
            "orders[0].pieces_per_week",
        ),
        (
            '{"format": "organisatiecanvas", "version": 1, "workshop": {"title": "", "reference_date": "23-11-2026"}}',
            "workshop.reference_date",
        ),
    ],
)
def test_broken_text_is_refused_with_a_plain_message(text: str, words: str) -> None:
    with pytest.raises(OrganisationError) as caught:
        interchange.read_text(text)
    assert words in str(caught.value)
    assert "Traceback" not in str(caught.value)


def _places(content: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    items = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, value in items:
        found.extend(_places(value, (*path, key)))
    return found


@pytest.mark.parametrize("path", _places(drawn()), ids=str)
@pytest.mark.parametrize("junk", [None, -1, 1e308, True, "\x00", [], {}, [[]], "x" * 300], ids=repr)
def test_no_junk_anywhere_ends_in_anything_but_a_named_place(path: tuple[Any, ...], junk: Any) -> None:
    content = copy.deepcopy(drawn())
    inner: Any = content
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = junk
    try:
        organisation = interchange.from_json(content)
    except ModelError as error:
        assert all(isinstance(fault.place, str) and fault.message for fault in error.faults)
    else:
        assert interchange.to_json(organisation)["format"] == "organisatiecanvas"


def test_the_schema_names_every_field_of_every_class() -> None:
    described = schema()["properties"]
    for name, cls in {**SINGLES, **COLLECTIONS}.items():
        row = described[name] if name in SINGLES else described[name]["items"]
        assert set(row["properties"]) == {n.rstrip("_") for n in cls.FIELDS} | set(cls.PARTS)
    unit = described["variants"]["items"]["properties"]["units"]["items"]["properties"]
    assert unit["places"] == {"type": "integer", "minimum": 1, "maximum": 1e15, "default": 1}
    assert {cls for (_owner, _part), cls in PART_CLASSES.items()} <= set(ROWS.values())

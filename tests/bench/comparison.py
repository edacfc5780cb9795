"""Comparing two variants of 400 people × 200 units, without the time of the analyses themselves."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Iterator
from functools import partial
from typing import Any

from organisatiecanvas.models import interchange
from organisatiecanvas.models.analysis import analyse
from organisatiecanvas.models.comparison import compare_analysed, compare_elements, was_wordt
from organisatiecanvas.models.comparison.elements import PLACES
from organisatiecanvas.models.organisation import Organisation, Variant
from organisatiecanvas.models.snapshot import snapshot
from tests.bench.measure import Row, pair, times
from tests.bench.shops import drawing

PEOPLE = 400
UNITS = 200
SKILLS = 120
EDITED = 0.2  # of all elements differ between the two
PROMISED = 100  # ms
ROUNDS = 7


def two_variants(people: int = PEOPLE, units: int = UNITS, seed: int = 3) -> Organisation:
    """A shop with roles, decisions and disturbances in every unit, and a redesign in which a fifth of it differs."""
    chance = random.Random(seed)
    content = drawing(units, seed)
    content["people"] = [{"id": f"p{n}", "name": f"Medewerker {n:03d}"} for n in range(people)]
    content["skills"] = [{"id": f"s{n}", "name": f"Vaardigheid {n:03d}"} for n in range(SKILLS)]
    content["mastery"] = [
        {"person": f"p{n}", "skill": f"s{skill}", "level": chance.randint(1, 4)}
        for n in range(people)
        for skill in chance.sample(range(SKILLS), 6)
    ]
    now = content["variants"][0]
    names = [unit["id"] for unit in now["units"] if unit["kind"] != "external"]
    for number, unit in enumerate(now["units"][: len(names)]):
        unit["skills"] = [{"skill": f"s{(number + step) % SKILLS}"} for step in range(3)]
    now["roles"] = [_role(name, kind, number, people) for number, name in enumerate(names) for kind in range(2)]
    now["decisions"] = [_decision(chance, name, number) for name in names for number in range(4)]
    now["disturbances"] = [_disturbance(chance, name, number) for name in names for number in range(2)]
    soll = copy.deepcopy(now) | {"id": "soll", "name": "SOLL", "kind": "redesign", "based_on": now["id"]}
    _redesign(chance, soll, names)
    content["variants"].append(soll)
    return interchange.from_json(content)


def _role(unit: str, kind: int, number: int, people: int) -> dict[str, Any]:
    holders = [{"person": f"p{(number * 2 + step) % people}"} for step in range(2 - kind)]
    return {"id": f"r-{unit}-{kind}", "name": f"Role {kind}", "unit": unit, "holders": holders}


def _decision(chance: random.Random, unit: str, number: int) -> dict[str, Any]:
    parties = [{"party": unit, "mode": "advises"}, {"party": f"r-{unit}-0", "mode": "decides"}]
    return {
        "id": f"d-{unit}-{number}",
        "name": f"Decision {number}",
        "domain": f"domain {number}",
        "level": chance.choice(["operational", "tactical", "strategic"]),
        "scope": "internal",
        "about": unit,
        "authority": parties,
    }


def _disturbance(chance: random.Random, unit: str, number: int) -> dict[str, Any]:
    solved = chance.choice(["inside", "partly", "outside"])
    values = {"domain": f"domain {number}", "per_week": 2, "hours_each": 0.5, "solved": solved}
    return {"id": f"x-{unit}-{number}", "name": f"Disturbance {number}", "unit": unit, **values}


def _redesign(chance: random.Random, variant: dict[str, Any], names: list[str]) -> None:
    """Move or rename a fifth of what can be without asking what refers to it; links keep their routes."""
    for collection, place in (("roles", "unit"), ("decisions", "about"), ("disturbances", "unit"), ("units", "parent")):
        for row in variant[collection]:
            if chance.random() < EDITED and row.get("kind") != "external":
                if collection == "units" or chance.random() < 0.5:
                    row["name"] += " new"
                else:
                    row[place] = chance.choice(names)
    for row in (*variant["links"], *variant["tasks"]):
        if chance.random() < EDITED:
            row["wait_days" if "from" in row else "run_minutes"] = 0.25


def _read(before: Variant, after: Variant) -> int:
    """The floor: look at each field of every element of both, one by one."""
    seen = 0
    for variant in (before, after):
        for collection in PLACES:
            for row in getattr(variant, collection).values():
                seen += sum(getattr(row, name) is not None for name in row.FIELDS)
    return seen


def rows() -> Iterator[Row]:
    organisation = two_variants()
    before, after = organisation.variants["now"], organisation.variants["soll"]
    count = len(compare_elements(before, after))
    elements, floor = pair(lambda: compare_elements(before, after), lambda: _read(before, after))
    yield Row(f"compare {count:,} elements, against reading their fields", elements, floor=floor, limit=2)
    figures = [analyse(organisation, variant, training=False) for variant in ("now", "soll")]
    for name, content in (("a document", organisation), ("a snapshot", snapshot(organisation))):
        # The quietest round, as of the floor above.
        whole = times(partial(compare_analysed, content, *figures), ROUNDS, clock=time.process_time)[0]
        what = f"compare 400 people × 200 units of {name}, analyses left out, of the processor"
        yield Row(what, whole, limit=PROMISED)
    yield Row("its was-wordt list", times(lambda: was_wordt(organisation, "now", "soll"), ROUNDS)[0])

"""Documents, JSON and workbooks that are broken or mean harm; `make trust` tries many more of them."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organisatiecanvas.exports import export
from organisatiecanvas.models import examples, interchange
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import ModelError, OrganisationError
from tests.trust import fuzzing
from tests.trust.fuzzing import Outcome

AWKWARD = "../..\\C:\u202exe.=cmd|' /C calc'!A0<b>&" + "x" * 300


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("corpus")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ORGANISATIECANVAS_STATE", str(folder / "state"))
        return fuzzing.documents(folder)


def test_broken_documents_are_told_or_sound_and_unchanged(corpus: dict[str, bytes], tmp_path: Path) -> None:
    outcome, path = Outcome(), tmp_path / "hurt.orgcanvas"
    for number in range(6):
        rng = random.Random(f"doc {number}")
        path.write_bytes(fuzzing.hurt(rng.choice(sorted(corpus.items()))[1], rng))
        fuzzing.try_document(path, rng, outcome)
    assert outcome.refused > 2
    assert outcome.rescued > 0


def test_a_single_flipped_bit_in_a_name_of_a_locked_file_is_noticed(corpus: dict[str, bytes], tmp_path: Path) -> None:
    whole, path = corpus["locked"], tmp_path / "hurt.orgcanvas"
    for place in (len(whole) // 3, len(whole) - 50):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(OrganisationError):
            Document.open(path, read_only=True, password=fuzzing.PASSWORD)


def test_broken_json_is_told_or_sound() -> None:
    outcome, content = Outcome(), interchange.to_json(examples.read("aldowa"))
    for number in range(15):
        fuzzing.try_json(fuzzing.hostile_json(content, random.Random(f"json {number}")), outcome)
    assert outcome.refused > 7


def test_broken_workbooks_are_told_or_sound_and_unchanged(tmp_path: Path) -> None:
    outcome, organisation = Outcome(), examples.read("aldowa")
    (content,) = fuzzing.workbooks(tmp_path)
    for number in range(16):
        path = tmp_path / "hurt.xlsx"
        path.write_bytes(fuzzing.hurt_workbook(content, tmp_path, random.Random(f"book {number}")))
        fuzzing.try_workbook(path, organisation, outcome)
    assert outcome.refused > 6


LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
)
KEYS = [
    "people",
    "skills",
    "mastery",
    "orders",
    "variants",
    "actions",
    "workshop",
    "rules",
    "dossier",
    "format",
    "units",
]


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=6))
def test_any_json_at_all_is_refused_or_sound(content: dict[str, Any]) -> None:
    base = {"format": "organisatiecanvas", "version": 1, "workshop": {"title": "x"}}
    fuzzing.try_json(json.dumps(base | content), Outcome())


@pytest.mark.parametrize(
    "words",
    [
        "[" * 1_000_000,
        '{"a":' * 200_000,
        '{"format":"organisatiecanvas","version":1,"workshop":{"title":"' + "x" * 5_000_000 + '"}}',
        '{"format":"organisatiecanvas","version":1,"workshop":{"title":NaN}}',
        '{"format":"organisatiecanvas","version":1e400,"workshop":{}}',
        '{"format":"organisatiecanvas","version":' + "9" * 5000 + "}",
    ],
    ids=["depth", "objects", "size", "nan", "infinite", "digits"],
)
def test_json_that_means_harm_is_refused(words: str) -> None:
    with pytest.raises(OrganisationError):
        interchange.read_text(words)


def test_ids_of_a_megabyte_and_a_thousand_million_pieces() -> None:
    content: dict[str, Any] = {"format": "organisatiecanvas", "version": 1, "workshop": {"title": "x"}}
    content["people"] = [{"id": "x" * 1_000_000, "name": "x"}]
    with pytest.raises(ModelError) as caught:
        interchange.from_json(content)
    assert all(len(str(fault)) < 500 for fault in caught.value.faults)
    content["people"] = []
    content["orders"] = [{"id": "o", "name": "o", "pieces_per_week": 10**9, "lot_size": 10**9}]
    content["variants"] = [{"id": "v", "name": "v", "units": [{"id": "u", "name": "u", "kind": "cell"}]}]
    content["variants"][0]["tasks"] = [{"id": "t", "name": "t", "unit": "u", "order": "o", "minutes_per_piece": 1e9}]
    try:
        organisation = interchange.from_json(content)
    except ModelError as error:
        assert error.faults
    else:
        from organisatiecanvas.models.analysis import analyse

        json.dumps(analyse(organisation, "v"), allow_nan=False)


def test_names_that_mean_harm_stay_inside_the_folder(tmp_path: Path) -> None:
    with Document.new(rows=examples.read("aldowa")) as document:
        with document.edit("Names"):
            document.organisation.workshop.title = AWKWARD
            next(iter(document.organisation.people.values())).name = AWKWARD
        made = export(document, tmp_path / "uit", "skills") + export(document, tmp_path / "uit", "canvas")
    assert all(path.parent == tmp_path / "uit" and path.exists() for path in made)
    assert sorted(path.name for path in tmp_path.iterdir()) in (["state", "uit"], ["uit"])

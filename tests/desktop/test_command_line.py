"""The commands as people and scripts use them: a process of their own, exit codes, one clear line per error."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from organisatiecanvas.models import examples
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.storage import SCHEMA_VERSION
from tests.exports.edits import change_levels

ROOT = Path(__file__).parents[2]


def run(*words: object, language: str = "en", **more: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "ORGANISATIECANVAS_LANGUAGE": language, **more}
    return subprocess.run(
        [sys.executable, "-m", "organisatiecanvas", *map(str, words)],
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def bosch_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bosch")
    path = folder / "bosch.orgcanvas"
    done = run("new", path, "--example", "bosch", ORGANISATIECANVAS_STATE=str(folder / "state"))
    assert (done.returncode, done.stderr) == (0, "")
    return path


def test_new_dump_new_gives_an_equal_document(bosch_file: Path, tmp_path: Path) -> None:
    dumped = run("dump", bosch_file)
    assert dumped.returncode == 0
    (tmp_path / "model.json").write_text(dumped.stdout, "utf-8")
    assert run("new", tmp_path / "again.orgcanvas", "--from", tmp_path / "model.json").returncode == 0
    assert run("dump", tmp_path / "again.orgcanvas").stdout == dumped.stdout


def test_new_never_overwrites_without_force(tmp_path: Path) -> None:
    path = tmp_path / "x.orgcanvas"
    assert run("new", path).returncode == 0
    before = path.read_bytes()
    refused = run("new", path)
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "--force" in refused.stderr
    assert path.read_bytes() == before
    assert run("new", path, "--force").returncode == 0


def test_a_broken_model_names_its_places_and_makes_no_file(tmp_path: Path) -> None:
    broken = {
        "format": "organisatiecanvas",
        "version": 1,
        "workshop": {"title": "X"},
        "variants": [
            {
                "id": "v",
                "name": "V",
                "kind": "current",
                "units": [{"id": "a", "name": "A", "kind": "cell", "parent": "zaag"}],
            }
        ],
        "people": [{"id": "p", "name": 3}],
    }
    (tmp_path / "model.json").write_text(json.dumps(broken))
    done = run("new", tmp_path / "x.orgcanvas", "--from", tmp_path / "model.json")
    assert done.returncode == 1
    assert done.stdout == ""
    assert sorted(done.stderr.splitlines()) == [
        "people[0].name: must be text, not 3",
        'variants[0].units[0].parent: no unit "zaag"',
    ]
    assert not (tmp_path / "x.orgcanvas").exists()
    dutch = run("new", tmp_path / "x.orgcanvas", "--from", tmp_path / "model.json", language="nl")
    assert 'variants[0].units[0].parent: geen eenheid "zaag"' in dutch.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("dump", "nowhere.orgcanvas"),
        ("analyse", "nowhere.orgcanvas"),
        ("check", "nowhere.orgcanvas"),
        ("new", "x.orgcanvas", "--from", "nowhere.json"),
        ("new", "x.orgcanvas", "--example", "nothing"),
        ("compare", "nowhere.orgcanvas", "--from", "a", "--to", "b"),
        ("import-skills", "nowhere.orgcanvas", "nowhere.xlsx"),
    ],
    ids=" ".join,
)
def test_what_can_t_be_done_is_one_line_and_exit_code_1(words: tuple[str, ...], tmp_path: Path) -> None:
    done = run(*words)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words", [("dump",), ("export", "x"), ("new", "x", "--from", "a", "--example", "b"), ("--what",)]
)
def test_wrong_use_is_exit_code_2(words: tuple[str, ...]) -> None:
    assert run(*words).returncode == 2


def test_examples_and_schema() -> None:
    listed = run("examples")
    assert [line.split()[0] for line in listed.stdout.splitlines()] == examples.names()
    assert json.loads(run("schema").stdout)["properties"]["format"] == {"const": "organisatiecanvas"}


def test_check_says_what_is_wrong(bosch_file: Path, tmp_path: Path) -> None:
    sound = run("check", bosch_file)
    assert sound.returncode == 0
    assert f"format {SCHEMA_VERSION}" in sound.stdout
    damaged = tmp_path / "damaged.orgcanvas"
    content = bytearray(bosch_file.read_bytes())
    content[20_000:30_000] = bytes(10_000)
    damaged.write_bytes(content)
    done = run("check", damaged)
    assert done.returncode == 1
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr
    assert damaged.read_bytes() == content


def test_analyse_gives_every_section(bosch_file: Path) -> None:
    done = run("analyse", bosch_file, "--variant", "soll-1", "--json")
    figures = json.loads(done.stdout)
    assert figures["variant"] == "soll-1"
    assert {"rules", "skills", "findings", "missing"} <= set(figures)
    assert run("analyse", bosch_file).stdout.strip()
    unknown = run("analyse", bosch_file, "--variant", "nope")
    assert (unknown.returncode, unknown.stderr.count("\n")) == (1, 1)


def test_compare_gives_elements_people_and_figures(bosch_file: Path) -> None:
    done = run("compare", bosch_file, "--from", "ist", "--to", "soll-1", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert list(found) == ["elements", "counts", "people_affected", "headcount", "figures"]
    assert len(found["elements"]) == sum(found["counts"].values())
    read = run("compare", bosch_file, "--from", "ist", "--to", "soll-1", language="nl")
    assert (read.returncode, read.stderr) == (0, "")
    assert "Medewerker" not in read.stdout
    unknown = run("compare", bosch_file, "--from", "ist", "--to", "nope")
    assert (unknown.returncode, unknown.stdout, unknown.stderr.count("\n")) == (1, "", 1)
    assert "ist, soll-1" in unknown.stderr
    assert run("compare", bosch_file, "--from", "ist").returncode == 2


def test_import_skills_shows_first_and_writes_when_told(bosch_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "bosch.orgcanvas"
    file.write_bytes(bosch_file.read_bytes())
    (made,) = run("export", file, "--to", tmp_path, "--what", "skills").stdout.splitlines()
    book = load_workbook(made)
    change_levels(book)
    book.save(made)
    before = file.read_bytes()
    shown = run("import-skills", file, made, "--json")
    assert (shown.returncode, shown.stderr, file.read_bytes()) == (0, "", before)
    found = json.loads(shown.stdout)
    assert {key: len(rows) for key, rows in found.items()} == {
        "changes": 4,
        "unknown": 0,
        "skipped": 0,
        "doubtful": 0,
    }
    assert {"person": "p02", "skill": "zagen", "from": None, "to": 3} in found["changes"]
    assert "Medewerker 02 · Zagen" in run("import-skills", file, made, language="nl").stdout
    assert run("import-skills", file, made, "--apply").returncode == 0
    with Document.open(file, read_only=True) as document:
        assert document.organisation.mastery["p02", "zagen"].level == 3
    assert json.loads(run("import-skills", file, made, "--json").stdout)["changes"] == []
    (tmp_path / "eigen.csv").write_text("Naam;Zagen;Robot\nMedewerker 03;x;1\nIemand;2;2\n", "utf-8")
    partly = run("import-skills", file, tmp_path / "eigen.csv", "--apply", "--json")
    assert (partly.returncode, partly.stderr) == (1, "")
    assert [item["text"] for item in json.loads(partly.stdout)["unknown"]] == ["Iemand", "Robot"]
    with Document.open(file, read_only=True) as document:
        assert document.organisation.mastery["p03", "zagen"].level == 3


def test_dump_anonymous_loads_again_and_holds_no_name(bosch_file: Path, tmp_path: Path) -> None:
    done = run("dump", bosch_file, "--anonymous")
    assert done.returncode == 0
    assert "Medewerker" not in done.stdout
    (tmp_path / "model.json").write_text(done.stdout, "utf-8")
    assert run("new", tmp_path / "anonymous.orgcanvas", "--from", tmp_path / "model.json").returncode == 0
    with Document.open(tmp_path / "anonymous.orgcanvas", read_only=True) as document:
        assert {person.name for person in document.organisation.people.values()} == {f"P{n:02d}" for n in range(1, 26)}


def test_the_help_and_wrong_use_are_told_in_the_language_of_the_user() -> None:
    told = run("--help", language="nl").stdout
    assert "gebruik: organisatiecanvas" in told
    assert "show" not in told
    wrong = run("export", "a.orgcanvas", language="nl")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.splitlines()[-1] == "organisatiecanvas export: fout: er ontbreekt: --to"


def test_58_neither_a_bad_file_nor_a_display_that_is_gone_stops_the_export_of_the_rest(
    bosch_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad.orgcanvas").write_text("no document")
    words = ("export", tmp_path / "bad.orgcanvas", bosch_file, "--to", tmp_path / "out", "--what", "canvas")
    done = run(*words, DISPLAY=":4711", QT_QPA_PLATFORM="")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    made = [Path(line) for line in done.stdout.splitlines()]
    assert made
    assert all(path.exists() for path in made)


def test_without_a_display_the_demo_is_worked_out_into_a_folder(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    environment |= {"ORGANISATIECANVAS_LANGUAGE": "nl", "ORGANISATIECANVAS_STATE": str(tmp_path / "state")}
    command = [sys.executable, "-m", "organisatiecanvas", "--demo"]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, env=environment, timeout=300, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    made = sorted(path.name for path in (tmp_path / "uitvoer").iterdir())
    assert "bosch.orgcanvas" in made
    assert any(name.endswith(".xlsx") for name in made)
    assert "Medewerker" not in done.stdout
    assert "uitvoer" in done.stdout

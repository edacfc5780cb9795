"""Which files an export makes, what it refuses, and what happens when a file is in the way."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from organisatiecanvas.canvas.papers import Options
from organisatiecanvas.exports import Still, TargetBusyError, TargetError, export, prepare, publish_piece, still
from organisatiecanvas.exports.saving import publish
from organisatiecanvas.models.document import Document
from organisatiecanvas.models.errors import OrganisationError
from organisatiecanvas.models.organisation import Variant
from tests.exports import cases


def names(paths: list[Path]) -> list[str]:
    return [path.name for path in paths]


def test_everything_of_a_document(bosch: Document, tmp_path: Path) -> None:
    made = export(bosch, tmp_path / "nieuw" / "map")
    assert names(made) == [
        "BOSCH-Scharnieren-actions.xlsx",
        "BOSCH-Scharnieren-skills-ist.xlsx",
        "BOSCH-Scharnieren-skills-soll-1.xlsx",
        "BOSCH-Scharnieren-flow.xlsx",
        "BOSCH-Scharnieren-control-ist.xlsx",
        "BOSCH-Scharnieren-control-soll-1.xlsx",
        "BOSCH-Scharnieren-workload-ist.xlsx",
        "BOSCH-Scharnieren-workload-soll-1.xlsx",
        "BOSCH-Scharnieren-dossier.xlsx",
        "BOSCH-Scharnieren-canvas-ist.svg",
        "BOSCH-Scharnieren-canvas-soll-1.svg",
    ]
    assert sorted(path.name for path in (tmp_path / "nieuw" / "map").iterdir()) == sorted(names(made))
    assert all(path.stat().st_size for path in made)


def test_one_kind_takes_the_variant_as_it_is_now(bosch: Document, tmp_path: Path) -> None:
    assert names(export(bosch, tmp_path, "skills")) == ["BOSCH-Scharnieren-skills-ist.xlsx"]
    assert names(export(bosch, tmp_path, "skills", "soll-1")) == ["BOSCH-Scharnieren-skills-soll-1.xlsx"]
    assert names(export(bosch, tmp_path, "actions", "soll-1")) == ["BOSCH-Scharnieren-actions.xlsx"]


def test_pictures_on_paper(bosch: Document, tmp_path: Path) -> None:
    tiled = Options(paper="A1", tiles="A4")
    assert names(export(bosch, tmp_path, "cards")) == ["BOSCH-Scharnieren-cards-ist.pdf"]
    assert names(export(bosch, tmp_path, "canvas", picture=tiled)) == ["BOSCH-Scharnieren-poster-ist.pdf"]
    assert names(export(bosch, tmp_path, "canvas", picture=Options(paper="A3"))) == ["BOSCH-Scharnieren-canvas-ist.pdf"]


def test_a_picture_that_is_drawn_is_written_in_another_thread(bosch: Document, tmp_path: Path) -> None:
    (piece,) = prepare(bosch, tmp_path, "canvas", format="png", picture=Options(dpi=48))
    piece.draw()
    with bosch.edit("Later"):
        bosch.organisation.workshop.title = "Later"
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(publish_piece, piece).result() == piece.path
    assert b"Later" not in piece.path.read_bytes()
    assert names(list(tmp_path.glob("*.*"))) == [piece.path.name]


def test_the_document_is_not_touched(bosch: Document, tmp_path: Path) -> None:
    export(bosch, tmp_path, "skills", None, "codes")
    assert not bosch.modified
    assert bosch.undo_name is None
    assert still(bosch).organisation.people["p01"].name == "Medewerker 01"


def test_empty_document(document: Document, tmp_path: Path) -> None:
    assert names(export(document, tmp_path, "skills")) == ["Test-skills-ist.xlsx"]
    assert names(export(document, tmp_path, "actions")) == ["Test-actions.xlsx"]


@pytest.mark.parametrize(
    ("what", "format_", "words"),
    [
        ("dossier", "svg", "xlsx or pdf"),
        ("skills", "pdf", "choose xlsx"),
        ("actions", "svg", "not a picture"),
        ("canvas", "xlsx", "not as a workbook"),
        ("cards", "png", "sheets of paper"),
        ("skills", "docx", "no such export"),
        ("everything", None, "no such export"),
    ],
)
def test_what_is_not_there_is_said_plainly(
    bosch: Document, tmp_path: Path, what: str, format_: str | None, words: str
) -> None:
    with pytest.raises(OrganisationError, match=words):
        export(bosch, tmp_path, what, format=format_)
    assert not list(tmp_path.glob("*.*"))


def test_an_unknown_variant_is_refused(bosch: Document, tmp_path: Path) -> None:
    with pytest.raises(OrganisationError, match="soll-9"):
        export(bosch, tmp_path, "skills", "soll-9")


def test_file_names_are_safe_and_differ(tmp_path: Path) -> None:
    organisation = cases.example("bosch")
    for identity in ("a/b", "a:b"):
        organisation.variants[identity] = Variant(id=identity, name="x", kind="redesign")
    made = export(Still(organisation, 'Zoë: "plan" 1/2?', "id", 1), tmp_path)
    skills = [name for name in names(made) if "-skills-" in name]
    assert skills == [
        "Zoë-plan-1-2-skills-ist.xlsx",
        "Zoë-plan-1-2-skills-soll-1.xlsx",
        "Zoë-plan-1-2-skills-a-b.xlsx",
        "Zoë-plan-1-2-skills-a-b-2.xlsx",
    ]


@pytest.mark.parametrize("note", ["~${}", ".~lock.{}#"])
def test_a_file_that_is_open_elsewhere(bosch: Document, tmp_path: Path, note: str) -> None:
    (path,) = export(bosch, tmp_path, "actions")
    before = path.read_bytes()
    lock = tmp_path / note.format(path.name)
    lock.write_text("somebody")
    with pytest.raises(TargetBusyError, match="open in another program") as caught:
        export(bosch, tmp_path, "actions")
    assert caught.value.path == path
    assert path.read_bytes() == before
    assert {item.name for item in tmp_path.iterdir()} == {path.name, lock.name, "state"}


def test_asking_what_to_do_about_an_open_file(bosch: Document, tmp_path: Path) -> None:
    (path,) = export(bosch, tmp_path, "actions")
    lock = tmp_path / f"~${path.name}"
    lock.write_text("")
    other = tmp_path / "andere naam.xlsx"
    assert export(bosch, tmp_path, "actions", ask=lambda _error: other) == [other]

    def closed_meanwhile(error: TargetBusyError) -> Path:
        lock.unlink()
        return error.path

    assert export(bosch, tmp_path, "actions", ask=closed_meanwhile) == [path]
    lock.write_text("")
    with pytest.raises(TargetBusyError):
        export(bosch, tmp_path, "actions", ask=lambda _error: None)


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "plan.xlsx"
    target.write_text("oud")

    def full(path: Path) -> None:
        path.write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(TargetError, match="the disk is full"):
        publish(target, full)
    assert target.read_text() == "oud"
    assert list(tmp_path.iterdir()) == [target]


def test_a_target_that_is_a_folder_or_a_folder_that_is_a_file(bosch: Document, tmp_path: Path) -> None:
    (tmp_path / "BOSCH-Scharnieren-actions.xlsx").mkdir()
    with pytest.raises(TargetError):
        export(bosch, tmp_path, "actions")
    file = tmp_path / "bestand"
    file.write_text("")
    with pytest.raises(TargetError, match="cannot be made"):
        export(bosch, file, "actions")


def test_windows_keeps_an_open_file_from_being_replaced(
    bosch: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = export(bosch, tmp_path, "actions")
    before = path.read_bytes()

    def refuse(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "Access is denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(TargetBusyError):
        export(bosch, tmp_path, "actions")
    path.rename(tmp_path / "elders.xlsx")
    with pytest.raises(TargetError, match="no permission"):
        export(bosch, tmp_path, "actions")
    assert (tmp_path / "elders.xlsx").read_bytes() == before
    assert {item.name for item in tmp_path.iterdir()} == {"elders.xlsx", "state"}


def test_workbooks_need_no_qt(tmp_path: Path) -> None:
    """On a machine where Qt can't be loaded workbooks are written all the same, and the drawing says why it is not."""
    script = f"""
import sys
sys.modules["PySide6"] = None
import subprocess
import sys
from pathlib import Path
from organisatiecanvas.exports import Still, export
from organisatiecanvas.models import examples
from organisatiecanvas.models.errors import OrganisationError
moment = Still(examples.read("bosch"), "bosch", "id", 1)
for what in ("actions", "skills"):
    print(export(moment, Path({str(tmp_path)!r}), what)[0].name)
try:
    export(moment, Path({str(tmp_path)!r}), "canvas")
except OrganisationError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120)
    lines = done.stdout.splitlines()
    assert lines[:2] == ["bosch-actions.xlsx", "bosch-skills-ist.xlsx"]
    assert lines[2].startswith("The drawing cannot be made here")

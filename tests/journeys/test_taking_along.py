"""Scenarios 5, 11, 18, 37, 57 and 58: what people take home, through the real window or the real command."""

from __future__ import annotations

import datetime
import subprocess
from collections import Counter
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog

from organisatiecanvas.desktop import dialogs, files
from organisatiecanvas.desktop.command_line import main
from organisatiecanvas.desktop.export_dialog import ExportDialog
from organisatiecanvas.desktop.picture_dialog import PictureDialog
from organisatiecanvas.exports import prepare, still
from organisatiecanvas.models import examples
from organisatiecanvas.models.document import Document
from tests.desktop.conftest import answers, bosch_window, routed_file, window  # noqa: F401 - fixtures
from tests.exports import office

pytestmark = pytest.mark.journey
PEOPLE = {"p01": "Zoë 't Hart-Łukasz", "p07": "Jannetje Vermeulen", "p18": "Willem-Alexander Öztürk"}
PARTS = ("Zoë", "Hart-Łukasz", "Jannetje", "Vermeulen", "Willem", "Öztürk")
KINDS = ("skills", "actions", "flow", "control", "workload", "dossier", "canvas")


@pytest.fixture
def named(bosch_window):  # noqa: F811
    """The window on the main example, with people who have names, one of them in a text."""
    document = bosch_window.session.document
    with document.edit("Names"):
        for person, name in PEOPLE.items():
            document.organisation.people[person].name = name
        document.organisation.actions["a-cellen"].owner_ = PEOPLE["p07"]
        document.organisation.actions["a-cellen"].measure = f"{PEOPLE['p01']} begint."
        document.organisation.dossier.motives = "Jannetje ziet orders wachten."
    return bosch_window


def words_of(path: Path) -> str:
    """Everything a file tells: unzipped, or as text that can be selected with what it says of itself."""
    if path.suffix == ".pdf":
        run = [
            subprocess.run([*words], capture_output=True, text=True, check=True, timeout=60).stdout
            for words in (["pdftotext", path, "-"], ["pdfinfo", path])
        ]
        return "".join(run)
    with ZipFile(path) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_5_the_dossier_for_the_works_council_holds_no_name(named, qtbot, tmp_path: Path) -> None:
    assert named.commands.action("export.dossier").isEnabled()
    for kind in ("pdf", "xlsx"):
        dialog = ExportDialog(named.session, "dossier", tmp_path, named)
        qtbot.addWidget(dialog)
        assert dialog.names.currentData() == "none"  # it goes to others, so this is where it begins
        dialog.format.setCurrentIndex(dialog.format.findData(kind))
        dialog.export_button.click()
        qtbot.waitUntil(lambda dialog=dialog: bool(dialog.made), timeout=60000)
        (path,) = dialog.made
        assert path.suffix == f".{kind}"
        told = words_of(path)
        assert [part for part in PARTS if part.casefold() in told.casefold()] == []
        assert "ziet orders wachten" in told  # the sentence is there, without her
    dialog = ExportDialog(named.session, "dossier", tmp_path, named)
    qtbot.addWidget(dialog)
    dialog.names.setCurrentIndex(dialog.names.findData("full"))
    dialog.export_button.click()
    qtbot.waitUntil(lambda: bool(dialog.made), timeout=60000)
    assert "Jannetje" in words_of(dialog.made[0])


def test_11_a_file_that_is_open_elsewhere(
    bosch_window,  # noqa: F811
    qtbot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of every export: cancel leaves it, another name writes beside it, try again writes it once it was closed."""
    session = bosch_window.session
    asked: list[str] = []
    locks: list[Path] = []
    others: list[Path] = []

    def ask(heading: str, *_rest: object) -> str:
        asked.append(heading)
        if len(asked) == 3:
            locks[-1].unlink()
        return ("cancel", "other", "retry")[len(asked) - 1]

    def exported(kind: str, times: int) -> list[Path]:
        dialog = (
            PictureDialog(session, bosch_window.workspace.canvas, tmp_path, bosch_window)
            if kind == "canvas"
            else ExportDialog(session, kind, tmp_path, bosch_window)
        )
        qtbot.addWidget(dialog)
        dialog.export_button.click()
        qtbot.waitUntil(lambda: len(asked) == times and dialog.export_button.isEnabled(), timeout=60000)
        if times > 1:
            qtbot.waitUntil(lambda: bool(dialog.made), timeout=60000)
        made = list(dialog.made)
        dialog.reject()
        return made

    monkeypatch.setattr(dialogs, "ask", ask)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_what: (str(others[-1]), ""))
    for kind in KINDS:
        variant = None if kind in ("actions", "flow", "dossier") else session.variant_id
        format_ = "pdf" if kind in ("dossier", "canvas") else None
        (piece,) = prepare(still(session.document), tmp_path, kind, variant, "full", format_)
        target = piece.path
        target.write_bytes(b"as it was")
        locks.append(target.with_name(f"~${target.name}"))
        locks[-1].write_bytes(b"\x05somebody")
        others.append(tmp_path / f"anders-{kind}{target.suffix}")
        asked.clear()
        assert exported(kind, 1) == []
        assert target.read_bytes() == b"as it was"
        assert exported(kind, 2) == [others[-1]]
        assert target.read_bytes() == b"as it was"
        assert exported(kind, 3) == [target]
        assert target.stat().st_size == pytest.approx(others[-1].stat().st_size, rel=0.05)
        assert all(target.name in heading for heading in asked)
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == sorted(
        name for place, other in zip(locks, others, strict=True) for name in (place.name[2:], other.name)
    )
    assert not session.document.modified


def test_11_the_exchange_format_too(
    bosch_window,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answers,  # noqa: F811
) -> None:
    names = iter([tmp_path / "bosch.json", tmp_path / "anders.json"])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_what: (str(next(names)), ""))
    (tmp_path / "~$bosch.json").write_bytes(b"")
    answers.give("other")
    assert files.export_json(bosch_window)
    assert not (tmp_path / "bosch.json").exists()
    assert (tmp_path / "anders.json").read_text("utf-8").startswith("{")


def test_18_the_action_plan(bosch_window, qtbot, tmp_path: Path) -> None:  # noqa: F811
    """Columns as agreed, real dates, a filter, overdue by formula and in colour, a view per owner, A3 lying."""
    document = bosch_window.session.document
    with document.edit("Late"):
        document.organisation.actions["a-freesbank"].due = datetime.date(2026, 1, 5)
    dialog = ExportDialog(bosch_window.session, "actions", tmp_path, bosch_window)
    qtbot.addWidget(dialog)
    dialog.export_button.click()
    qtbot.waitUntil(lambda: bool(dialog.made), timeout=30000)
    book = load_workbook(dialog.made[0])
    sheet = book["Actions"]
    heads = [cell.value for cell in sheet[5]]
    fields = [
        *("Title", "About", "Variant", "Reason", "Measure", "From value", "To value", "Owner"),
        *("Involved", "Start", "Due", "Hours", "Cost (€)", "Status", "Progress", "Consequence for staff"),
        *("Accompanying measure", "Works-council ground", "Works-council status", "Evaluation", "Lever", "Goals"),
    ]
    assert [field for field in fields if field not in heads] == []
    due, late, title = (heads.index(name) + 1 for name in ("Due", "Late", "Title"))
    assert all(isinstance(row[due - 1].value, datetime.datetime) for row in sheet.iter_rows(min_row=6, max_row=15))
    assert all(str(row[late - 1].value).startswith("=IF(") for row in sheet.iter_rows(min_row=6, max_row=15))
    shown = load_workbook(dialog.made[0], data_only=True)["Actions"]
    overdue = [row[title - 1].value for row in shown.iter_rows(min_row=6, max_row=15) if row[late - 1].value == "!"]
    assert overdue == ["Tweedehands 3-assige freesbank voor cel C"]
    assert sheet.auto_filter.ref.startswith("A5:")
    assert len(sheet.conditional_formatting) >= 4
    assert (int(sheet.page_setup.paperSize), sheet.page_setup.orientation) == (8, "landscape")
    owners = Counter(action.owner_ for action in document.organisation.actions.values())
    rows = {row[0].value: row[1] for row in load_workbook(dialog.made[0], data_only=True)["Per owner"].iter_rows(5)}
    assert {name: rows[name].value for name in owners} == owners
    assert len(book["Per month"]._charts) == 1
    assert len(book["Timeline"].conditional_formatting) > 0


def test_37_an_anonymised_copy_for_another_client(named, answers, monkeypatch, tmp_path: Path) -> None:  # noqa: F811
    """Codes are the same person on canvas, matrix and plan; no byte of the file holds a name, who saved it included."""
    monkeypatch.setattr("getpass.getuser", lambda: "jannetje.vermeulen")
    target = tmp_path / "kopie.orgcanvas"
    answers.waiting.append(target)
    monkeypatch.setattr(dialogs, "ask_save", lambda *_what: answers.waiting.pop(0))
    before = named.session.document.snapshot()
    named.commands.run("file.anonymous_copy")
    assert [part for part in PARTS if part.casefold().encode() in target.read_bytes().lower()] == []
    assert named.session.organisation.people["p07"].name == PEOPLE["p07"]  # work goes on in the document
    with Document.open(target, read_only=True) as copy:
        people = copy.organisation.people
        assert sorted(people) == [f"P{number:02d}" for number in range(1, 26)]
        levels = Counter((cell.skill, cell.level) for cell in copy.organisation.mastery.values())
        assert levels == Counter((cell.skill, cell.level) for cell in before.mastery.values())
        owner = copy.organisation.actions["a-cellen"].owner_
        assert owner in people
        assert owner in copy.organisation.dossier.motives
        # The same person, by her roles and by her levels.
        roles = {key for key, role in copy.organisation.variants["ist"].roles.items() if owner in role.holders}
        assert roles == {key for key, role in before.variants["ist"].roles.items() if "p07" in role.holders}
        skills = {cell.skill: cell.level for cell in copy.organisation.mastery.values() if cell.person == owner}
        assert skills == {cell.skill: cell.level for cell in before.mastery.values() if cell.person == "p07"}


def test_57_what_was_exported_opens_elsewhere_with_the_same_figures(
    qapp, tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """LibreOffice opens all that is exported of a redesign in Dutch, and calculates what we wrote."""
    if office.available() is None:
        pytest.skip("LibreOffice is not installed")
    monkeypatch.setenv("ORGANISATIECANVAS_LANGUAGE", "nl")
    with Document.new(rows=examples.read("remo-frit")) as document:
        source = document.save(tmp_path / "remo.orgcanvas")
    assert main(["export", str(source), "--to", str(tmp_path / "uit"), "--variant", "soll", "--names", "codes"]) == 0
    made = [Path(line) for line in capsys.readouterr().out.splitlines()]
    books = [path for path in made if path.suffix == ".xlsx"]
    assert len(books) == 6
    assert load_workbook(books[0]).sheetnames[0] == "Acties"
    for ours, theirs in zip(books, office.convert(books, tmp_path / "office"), strict=True):
        mine, found = load_workbook(ours, data_only=True), office.values(theirs)
        assert [sheet.title for sheet in mine] == [sheet.title for sheet in found]
        for sheet in mine:
            numbers = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, (int, float))]
            wrong = [
                (sheet.title, cell.coordinate)
                for cell in numbers
                if found[sheet.title][cell.coordinate].value != pytest.approx(cell.value)
            ]
            assert wrong == []


def test_58_a_folder_of_documents(qapp, tmp_path: Path, capsys) -> None:
    """Everything of each, and a log of one line per file; a broken one is named and stops nothing."""
    for name in ("kesselaar", "tante-louise"):
        with Document.new(rows=examples.read(name)) as document:
            document.save(tmp_path / f"{name}.orgcanvas")
    (tmp_path / "kapot.orgcanvas").write_text("geen document")
    uit = str(tmp_path / "uit")
    assert main(["export", str(tmp_path), "--to", uit, "--names", "none", "--what", "dossier", "--format", "pdf"]) == 1
    told = capsys.readouterr()
    made = [Path(line) for line in told.out.splitlines()]
    assert [path.name for path in made] == ["kesselaar-dossier.pdf", "tante-louise-dossier.pdf"]
    assert len(told.err.splitlines()) == 1
    assert "kapot" in told.err
    assert all("Medewerker" not in words_of(path) for path in made)
